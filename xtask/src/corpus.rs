//! `corpus`: every document of a folder through the generator, with `--check` through the compiler, and with `--drive`
//! over the wire.
//!
//! Each document has a process of its own, with a limit of time and of memory, so that one that hangs or eats the
//! machine is a row of the table and not the end of the run.

mod child;
mod documents;
mod drive;
mod job;
mod ledger;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use child::Limits;
use job::Job;
use ledger::{BROKE, Ledger};
use table::Row;

use crate::{Failure, Verdict, cargo, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The folder; every `.json`, `.yaml` and `.yml` file below it that looks like an OpenAPI document is taken.
    folder: PathBuf,
    /// Compile each generated crate, too; a warning counts as a fault.
    #[arg(long)]
    check: bool,
    /// Drive every operation of each compiled crate against the checking server of the contract tests, too.
    #[arg(long, requires = "check")]
    drive: bool,
    /// Seconds that driving one crate may take.
    #[arg(long, default_value_t = 300)]
    drive_seconds: u64,
    /// Leave out documents smaller than this, in kB.
    #[arg(long, value_name = "KB", default_value_t = 0)]
    smallest: u64,
    /// Leave out documents larger than this, in kB.
    #[arg(long, value_name = "KB", default_value_t = u64::MAX)]
    largest: u64,
    /// Take only this many: every k-th by path, and the largest of all.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Take documents this many places later by path: another sample, not the same documents again.
    #[arg(long, value_name = "N", default_value_t = 0)]
    shift: usize,
    /// How many of the largest a sample has.
    #[arg(long, value_name = "N", default_value_t = 20)]
    heads: usize,
    /// Compile without the crates' default features, which is cheaper where a crate is very large.
    #[arg(long, requires = "check")]
    no_default_features: bool,
    /// How many documents at a time.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Seconds of processor time that a document may take, and ten times as many on the clock.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// MiB of memory that a document may take.
    #[arg(long, default_value_t = 4096)]
    memory: u64,
    /// MiB of memory that each process of a compilation may take.
    #[arg(long, default_value_t = 16384)]
    compile_memory: u64,
    /// Write each row to this file as soon as it is known, a line of JSON each, and take the rows that stand there
    /// for done: a run that was ended goes on.
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    /// Write the rows and counts as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Prints the table; says no where a document hung, broke the generator or gave a crate that does not compile.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let mut documents = documents::below(&args.folder)?;
    documents.retain(|it| (args.smallest..=args.largest).contains(&(documents::size(it) / 1000)));
    if let Some(count) = args.sample {
        documents = documents::sample(documents, count, args.heads, args.shift);
    }
    if documents.is_empty() {
        return Err(format!("error[usage]: no documents below {}", args.folder.display()).into());
    }
    let program = program(&root)?;
    let work = root.join("target/corpus");
    fs::create_dir_all(&work)?;
    let cpu = Duration::from_secs(args.seconds);
    let limits = Limits { time: cpu * 10, cpu: Some(cpu), memory: args.memory << 20 };
    let drive =
        if args.drive { Some(drive::Drive::new(&root, Duration::from_secs(args.drive_seconds))?) } else { None };
    let (check, compile_memory, defaults) = (args.check, args.compile_memory, !args.no_default_features);
    let job = Job { program, work, limits, check, compile_memory, defaults, drive };
    let mut rows = rows(&job, documents, args)?;
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    print!("{}", table::text(&rows));
    if let Some(file) = &args.json {
        fs::write(file, format!("{:#}\n", table::json(&rows)))
            .map_err(|error| format!("error[files]: {}: {error}", file.display()))?;
    }
    Ok(if rows.iter().any(|it| it.outcome.is_ours()) { Verdict::No } else { Verdict::Yes })
}

/// Does each document that has no row yet, several at a time.
fn rows(job: &Job, mut documents: Vec<PathBuf>, args: &Args) -> Result<Vec<Row>, Failure> {
    let (ledger, known) = args.rows.as_deref().map(Ledger::open).transpose()?.unzip();
    let mut known = known.unwrap_or_default();
    let shown = |it: &PathBuf| documents::shown(it, &args.folder);
    let names: BTreeSet<String> = documents.iter().map(shown).collect();
    known.retain(|it| names.contains(&it.document));
    documents.retain(|it| !known.iter().any(|row| row.document == shown(it)));

    let (next, rows, progress) = (AtomicUsize::new(0), Mutex::new(known), Progress::new(documents.len()));
    let work = || -> Result<(), String> {
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let row = job.row(document, &shown(document));
            progress.step(&row);
            if let Some(ledger) = &ledger {
                ledger.add(&row)?;
            }
            rows.lock().map_err(|_| BROKE)?.push(row);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..args.jobs.max(1)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|it| it.join().map_err(|_| BROKE.to_owned())?)
    })?;
    progress.end();
    rows.into_inner().map_err(|_| BROKE.into())
}

/// The command itself, built once, with optimisation: a corpus is large.
fn program(root: &Path) -> Result<PathBuf, Failure> {
    let target = root.join("target/corpus-build");
    fs::create_dir_all(&target)?;
    eprintln!("building octogen …");
    let mut command = cargo::cargo(root, &target);
    // The generator alone: a generated crate that is broken must not stand in the way of finding out why.
    command.args(["build", "--release", "--bin", "octogen", "--manifest-path", "generator/cli/Cargo.toml"]);
    cargo::run(&mut command, &target.join("log"))?;
    Ok(target.join("release/octogen"))
}

/// One line that is written over and over on a terminal, and a line for each twentieth part elsewhere.
struct Progress {
    all: usize,
    done: AtomicUsize,
    terminal: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { all, done: AtomicUsize::new(0), terminal: io::stderr().is_terminal() }
    }

    fn step(&self, row: &Row) {
        let (all, done) = (self.all, self.done.fetch_add(1, Ordering::Relaxed) + 1);
        let mut err = io::stderr().lock();
        let _ = if self.terminal {
            let document: String = row.document.chars().take(60).collect();
            write!(err, "\r\x1b[K[{done}/{all}] {document}")
        } else if done.is_multiple_of((all / 20).max(1)) || done == all {
            writeln!(err, "[{done}/{all}]")
        } else {
            Ok(())
        };
        let _ = err.flush();
    }

    fn end(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}
