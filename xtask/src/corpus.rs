//! `corpus`: every document of a folder through the generator, and with `--check` through the compiler.
//!
//! Each document has a process of its own, with a limit of time and of memory, so that one that hangs or eats the
//! machine is a row of the table and not the end of the run.

mod child;
mod documents;
mod table;

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use child::{Ended, Limits};
use table::{Outcome, Row};

use crate::{Failure, Verdict, cargo, scratch, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The folder; every `.json`, `.yaml` and `.yml` file below it that looks like an OpenAPI document is taken.
    folder: PathBuf,
    /// Compile each generated crate, too; a warning counts as a fault.
    #[arg(long)]
    check: bool,
    /// Take only this many: every k-th by path, and the largest 20 of all.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// How many documents at a time.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Seconds that a document may take.
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
    if let Some(count) = args.sample {
        documents = documents::sample(documents, count);
    }
    if documents.is_empty() {
        return Err(format!("error[usage]: no documents below {}", args.folder.display()).into());
    }
    let program = program(&root)?;
    let work = root.join("target/corpus");
    fs::create_dir_all(&work)?;
    let limits = Limits { time: Duration::from_secs(args.seconds), memory: args.memory << 20 };

    let (next, rows, progress) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Progress::new(documents.len()));
    std::thread::scope(|scope| {
        for _ in 0..args.jobs.max(1) {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = row(&program, document, &args.folder, &work, limits, args.check);
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

fn row(program: &Path, document: &Path, base: &Path, work: &Path, limits: Limits, check: bool) -> Row {
    let shown = document.strip_prefix(base).unwrap_or(document).to_string_lossy().replace('\\', "/");
    let folder = work.join("crates").join(documents::slug(&shown));
    let started = Instant::now();
    let (mut outcome, mut reason) = match generated(program, document, &folder, limits) {
        Ok(it) => it,
        Err(failure) => (Outcome::Broken, failure.to_string()),
    };
    if check && outcome == Outcome::Generated {
        (outcome, reason) = match compiled(&folder, work) {
            Ok(()) => (Outcome::Compiled, reason),
            Err(failure) => (Outcome::NotCompiled, table::first_error(&failure.to_string())),
        };
    }
    // What is fine is not kept: a corpus is thousands of crates.
    if matches!(outcome, Outcome::Generated | Outcome::Compiled) {
        let _ = fs::remove_dir_all(&folder);
    }
    Row { document: shown, outcome, reason, seconds: started.elapsed().as_secs_f64() }
}

fn generated(program: &Path, document: &Path, folder: &Path, limits: Limits) -> Result<(Outcome, String), Failure> {
    let _ = fs::remove_dir_all(folder);
    let mut command = Command::new(program);
    command.arg("generate").arg(document).arg("--out").arg(folder).args(["--name", "corpus-client", "--force"]);
    let ended = child::run(&command, limits)?;
    Ok(match ended {
        Ended::Code(0, _) => (Outcome::Generated, String::new()),
        Ended::Code(1, said) => (Outcome::Refused, table::first_error(&said)),
        Ended::Code(_, said) if said.contains("error[internal]") => (Outcome::Panicked, table::first_error(&said)),
        Ended::Code(_, said) => (Outcome::Broken, table::first_error(&said)),
        Ended::Signal(said) => (Outcome::Broken, said),
        Ended::Timeout => (Outcome::TimedOut, format!("more than {} s", limits.time.as_secs())),
    })
}

/// All crates share one target folder, so that their dependencies are checked once; each has a package name of its own
/// there, because what is left of one must not be taken for the other.
fn compiled(folder: &Path, work: &Path) -> Result<(), Failure> {
    let mut files = scratch::read(folder)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let manifest = files.get("Cargo.toml").ok_or("no Cargo.toml")?;
    let mut table: toml::Table = manifest.parse()?;
    let package = table.get_mut("package").and_then(|it| it.as_table_mut()).ok_or("no `package`")?;
    package.insert("name".to_owned(), format!("corpus-{name}").into());
    files.insert("Cargo.toml".to_owned(), table.to_string());
    let copy = work.join("check").join(&name);
    scratch::lay(&copy, &files)?;
    let mut command = cargo::cargo(&copy, &work.join("target"));
    command.args(["check", "--quiet"]).env("RUSTFLAGS", "-D warnings");
    let log = work.join("check").join(format!("{name}.log"));
    let done = cargo::run(&mut command, &log).map(drop);
    let _ = fs::remove_dir_all(&copy);
    let _ = fs::remove_file(&log);
    done
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
