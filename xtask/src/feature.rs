//! Parts of this program that are compiled for the commands that need them only: those build it again, with the feature,
//! and hand over to it.

use std::process::{Command, ExitCode};
use std::{env, io};

use crate::workspace;

/// A feature of this program.
#[derive(Clone, Copy)]
pub enum Feature {
    /// The HTTP client.
    Net,
    /// What makes a book.
    Guide,
}

impl Feature {
    /// Whether this program has it.
    pub fn is_on(self) -> bool {
        match self {
            Self::Net => cfg!(feature = "net"),
            Self::Guide => cfg!(feature = "guide"),
        }
    }

    /// Runs the same command line with the feature.
    pub fn again(self) -> ExitCode {
        let (name, what) = match self {
            Self::Net => ("net", "the HTTP client"),
            Self::Guide => ("guide", "what makes a book"),
        };
        eprintln!("cargo xtask: {what} is built first, where it is not built yet");
        match run(name) {
            Ok(code) => code,
            Err(error) => {
                eprintln!("error[usage]: cargo does not start: {error}");
                ExitCode::from(2)
            }
        }
    }
}

fn run(feature: &str) -> io::Result<ExitCode> {
    let root = workspace::root();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["run", "--quiet", "--features", feature, "--manifest-path"])
        .arg(root.join("xtask/Cargo.toml"))
        .arg("--target-dir")
        .arg(root.join("target"))
        .arg("--")
        .args(env::args_os().skip(1))
        .status()?;
    let code = status.code().and_then(|it| u8::try_from(it).ok());
    Ok(ExitCode::from(code.unwrap_or(2)))
}
