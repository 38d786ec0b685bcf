//! `corpus`: every document of a folder through the generator, with `--check` through the compiler, and with `--drive`
//! over the wire.
//!
//! Each document has a process of its own, with a limit of time and of memory, so that one that hangs or eats the
//! machine is a row of the table and not the end of the run.

mod child;
mod documents;
mod drive;
mod table;

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use child::{Ended, Limits};
use table::{Outcome, Row};

use crate::cargo::Cost;
use crate::{Failure, Verdict, cargo, scratch, workspace};

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
    let job = Job { program, work, limits, check: args.check, defaults: !args.no_default_features, drive };

    let (next, rows, progress) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Progress::new(documents.len()));
    std::thread::scope(|scope| {
        for _ in 0..args.jobs.max(1) {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = job.row(document, &args.folder);
                    progress.step(&row);
                    if let Ok(mut rows) = rows.lock() {
                        rows.push(row);
                    }
                }
            });
        }
    });
    progress.end();

    let mut rows = rows.into_inner().map_err(|_| "error[internal]: a worker broke")?;
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    print!("{}", table::text(&rows));
    if let Some(file) = &args.json {
        fs::write(file, format!("{:#}\n", table::json(&rows)))
            .map_err(|error| format!("error[files]: {}: {error}", file.display()))?;
    }
    Ok(if rows.iter().any(|it| it.outcome.is_ours()) { Verdict::No } else { Verdict::Yes })
}

/// The command itself, built once, with optimisation: a corpus is large.
fn program(root: &Path) -> Result<PathBuf, Failure> {
    let target = root.join("target/corpus-build");
    fs::create_dir_all(&target)?;
    eprintln!("building octogen …");
    let mut command = cargo::cargo(root, &target);
    // The generator alone: a generated crate that is broken must not stand in the way of finding out why.
    command.args(["build", "--release", "--bin", "octogen", "--manifest-path", "generator/Cargo.toml"]);
    cargo::run(&mut command, &target.join("log"))?;
    Ok(target.join("release/octogen"))
}

/// What is done with each document.
struct Job {
    program: PathBuf,
    work: PathBuf,
    limits: Limits,
    check: bool,
    defaults: bool,
    drive: Option<drive::Drive>,
}

impl Job {
    fn row(&self, document: &Path, base: &Path) -> Row {
        let shown = document.strip_prefix(base).unwrap_or(document).to_string_lossy().replace('\\', "/");
        let folder = self.work.join("crates").join(documents::slug(&shown));
        let (mut outcome, mut reason, cpu) = match self.generated(document, &folder) {
            Ok(it) => it,
            Err(failure) => (Outcome::Broken, failure.to_string(), Duration::ZERO),
        };
        let mut cost = None;
        if self.check && outcome == Outcome::Generated {
            (outcome, reason, cost) = match self.compiled(document, &folder) {
                Ok((outcome, reason, cost)) => (outcome, reason, Some(cost)),
                Err(failure) => (Outcome::NotCompiled, table::first_error(&failure.to_string()), None),
            };
        }
        // What is fine is not kept: a corpus is thousands of crates.
        if matches!(outcome, Outcome::Generated | Outcome::Compiled | Outcome::Driven) {
            let _ = fs::remove_dir_all(&folder);
        }
        Row { document: shown, outcome, reason, seconds: cpu.as_secs_f64(), cost }
    }

    fn generated(&self, document: &Path, folder: &Path) -> Result<(Outcome, String, Duration), Failure> {
        let _ = fs::remove_dir_all(folder);
        let mut command = Command::new(&self.program);
        command.arg("generate").arg(document).arg("--out").arg(folder).args(["--name", "corpus-client", "--force"]);
        if self.drive.is_some() {
            command.arg("--driver");
        }
        let (ended, cpu) = child::run(&command, self.limits)?;
        let (outcome, reason) = match ended {
            Ended::Code(0, _) => (Outcome::Generated, String::new()),
            Ended::Code(1, said) => (Outcome::Refused, table::first_error(&said)),
            Ended::Code(_, said) if said.contains("error[internal]") => (Outcome::Panicked, table::first_error(&said)),
            Ended::Code(_, said) => (Outcome::Broken, table::first_error(&said)),
            Ended::Signal(said) => (Outcome::Broken, said),
            Ended::Timeout => (Outcome::TimedOut, format!("more than {} s", self.limits.time.as_secs() / 10)),
        };
        Ok((outcome, reason, cpu))
    }

    /// All crates share one target folder, so that their dependencies are checked once; each has a package name of its
    /// own there, because what is left of one must not be taken for the other.
    fn compiled(&self, document: &Path, folder: &Path) -> Result<(Outcome, String, Cost), Failure> {
        let mut files = scratch::read(folder)?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let manifest = files.get("Cargo.toml").ok_or("no Cargo.toml")?;
        let mut table: toml::Table = manifest.parse()?;
        let package = table.get_mut("package").and_then(|it| it.as_table_mut()).ok_or("no `package`")?;
        package.insert("name".to_owned(), format!("corpus-{name}").into());
        // The library keeps the name that the driver knows it by.
        let library = table.entry("lib").or_insert_with(|| toml::Table::new().into());
        library.as_table_mut().ok_or("no `lib`")?.insert("name".to_owned(), "corpus_client".into());
        files.insert("Cargo.toml".to_owned(), table.to_string());
        let copy = self.work.join("check").join(&name);
        let target = self.work.join("target");
        let log = self.work.join("check").join(format!("{name}.log"));
        let mut command = cargo::cargo(&copy, &target);
        command.env("RUSTFLAGS", "-D warnings").env("CARGO_PROFILE_DEV_DEBUG", "0");
        let example = drive::example(&name);
        match &self.drive {
            Some(_) => {
                drive::rename(&mut files, &example);
                command.args(["build", "--quiet", "--example", &example]);
            }
            None => {
                command.args(["check", "--quiet"]);
            }
        }
        if !self.defaults {
            command.arg("--no-default-features");
        }
        scratch::lay(&copy, &files)?;
        let done = cargo::run(&mut command, &log);
        let driven = match (&done, &self.drive) {
            (Ok(_), Some(it)) => it.run(document, &target.join("debug/examples").join(&example)),
            _ => (Outcome::Compiled, String::new()),
        };
        let _ = fs::remove_dir_all(&copy);
        let _ = fs::remove_file(&log);
        drive::remove(&target, &example);
        Ok((driven.0, driven.1, done?))
    }
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
