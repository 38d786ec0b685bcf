//! What is done with one document: generated, compiled, driven.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::child::{self, Ended, Limits};
use super::documents;
use super::drive::{self, Drive};
use super::table::{self, Outcome, Row};
use crate::cargo::Cost;
use crate::{Failure, cargo, scratch};

/// What is done with each document.
pub struct Job {
    pub program: PathBuf,
    pub work: PathBuf,
    pub limits: Limits,
    pub check: bool,
    /// MiB that each process of a compilation may take.
    pub compile_memory: u64,
    pub defaults: bool,
    pub drive: Option<Drive>,
}

impl Job {
    /// The row of a document, which is shown under a name.
    pub fn row(&self, document: &Path, shown: &str) -> Row {
        let folder = self.work.join("crates").join(documents::slug(shown));
        let (mut outcome, mut reason, cpu) = match self.generated(document, &folder) {
            Ok(it) => it,
            Err(failure) => (Outcome::Broken, failure.to_string(), Duration::ZERO),
        };
        let mut cost = None;
        if self.check && outcome == Outcome::Generated {
            (outcome, reason, cost) = match self.compiled(document, &folder) {
                Ok((outcome, reason, cost)) => (outcome, reason, Some(cost)),
                Err(failure) => (Outcome::NotCompiled, self.why_not_compiled(&failure.to_string()), None),
            };
        }
        // What is fine is not kept: a corpus is thousands of crates.
        if matches!(outcome, Outcome::Generated | Outcome::Compiled | Outcome::Driven) {
            let _ = fs::remove_dir_all(&folder);
        }
        Row { document: shown.to_owned(), outcome, reason, seconds: cpu.as_secs_f64(), cost }
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
        let example = scratch::driver(&name);
        match &self.drive {
            Some(_) => {
                scratch::rename_driver(&mut files, &example);
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
        let done = cargo::run(&mut child::limited(&command, None, self.compile_memory << 20), &log);
        let driven = match (&done, &self.drive) {
            (Ok(_), Some(it)) => it.run(document, &target.join("debug/examples").join(&example)),
            _ => (Outcome::Compiled, String::new()),
        };
        let _ = fs::remove_dir_all(&copy);
        let _ = fs::remove_file(&log);
        drive::remove(&target, &example);
        Ok((driven.0, driven.1, done?))
    }

    fn why_not_compiled(&self, said: &str) -> String {
        // What the compiler says last, when it may have no more.
        if said.contains("memory allocation of") || said.contains("SIGKILL") {
            return format!("more than {} MiB to compile", self.compile_memory);
        }
        table::first_error(said)
    }
}
