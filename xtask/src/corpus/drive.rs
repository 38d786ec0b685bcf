//! The driver of a generated crate against the checking server of the contract tests, which is a program of its own:
//! it stands in the root workspace, and this one has to be built without that.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use super::child::{self, Ended, Limits};
use super::table::{self, Outcome};
use crate::{Failure, cargo};

/// The program that drives.
pub struct Drive {
    program: PathBuf,
    limits: Limits,
}

impl Drive {
    /// Builds the program.
    pub fn new(root: &Path, time: Duration) -> Result<Self, Failure> {
        let target = root.join("target/corpus-build");
        fs::create_dir_all(&target)?;
        eprintln!("building the checking server …");
        let mut command = cargo::cargo(root, &target);
        // Every request is validated; without optimisation that is what takes the time.
        command.args(["build", "--release", "--package", "tests", "--bin", "drive"]);
        cargo::run(&mut command, &target.join("drive.log"))?;
        Ok(Self { program: target.join("release/drive"), limits: Limits { time, cpu: None, memory: 8 << 30 } })
    }

    /// Drives every operation of the document through the crate's own program.
    pub fn run(&self, document: &Path, driver: &Path) -> (Outcome, String) {
        let mut command = Command::new(&self.program);
        command.arg(document).arg(driver);
        match child::run(&command, self.limits).map(|(ended, _)| ended) {
            Ok(Ended::Code(0, _)) => (Outcome::Driven, String::new()),
            Ok(Ended::Code(_, said)) => (Outcome::NotDriven, table::first_error(&said)),
            Ok(Ended::Signal(said)) => (Outcome::NotDriven, said),
            Ok(Ended::Timeout) => {
                (Outcome::NotDriven, format!("driving took more than {} s", self.limits.time.as_secs()))
            }
            Err(failure) => (Outcome::NotDriven, failure.to_string()),
        }
    }
}

/// Removes what building the driver left: a program each, thousands of them.
pub fn remove(target: &Path, example: &str) {
    let of_example = |entry: io::Result<fs::DirEntry>| {
        let entry = entry.ok()?;
        let name = entry.file_name().to_string_lossy().replace('_', "-");
        name.starts_with(example).then(|| entry.path())
    };
    let entries = fs::read_dir(target.join("debug/examples")).into_iter().flatten();
    entries.filter_map(of_example).for_each(|it| drop(fs::remove_file(it)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_one_driver_is_removed() {
        let target = tempfile::tempdir().unwrap();
        let folder = target.path().join("debug/examples");
        fs::create_dir_all(&folder).unwrap();
        for name in ["drive-a-1", "drive_a_1-0f.d", "drive-a-2"] {
            fs::write(folder.join(name), "").unwrap();
        }
        remove(target.path(), "drive-a-1");
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(left, ["drive-a-2"]);
    }
}
