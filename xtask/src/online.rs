//! The HTTP client is compiled for the commands that need it only: those build this program again, with the feature
//! `net`, and hand over to it.

use std::process::{Command, ExitCode};
use std::{env, io};

use crate::workspace;

/// Runs the same command line with `net`.
pub fn again() -> ExitCode {
    eprintln!("cargo xtask: this command goes online; the HTTP client is built first, where it is not built yet");
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error[usage]: cargo does not start: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> io::Result<ExitCode> {
    let root = workspace::root();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--features", "net", "--manifest-path"])
        .arg(root.join("xtask/Cargo.toml"))
        .arg("--target-dir")
        .arg(root.join("target"))
        .arg("--")
        .args(env::args_os().skip(1))
        .status()?;
    let code = status.code().and_then(|it| u8::try_from(it).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}
