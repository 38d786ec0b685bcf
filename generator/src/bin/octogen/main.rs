//! The `octogen` command. Each subcommand has a file of its own; this one only chooses.
//!
//! Exit codes: 0 done; 1 the document, or the difference, says no; 2 usage, files, or it could not tell.

mod check;
mod diff;
mod document;
mod files;
mod folder;
mod generate;
mod names;
mod report;
mod root;
mod runtime;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "octogen", version, about = "Reads an OpenAPI document and writes a Rust client crate")]
#[command(after_help = "Exit codes: 0 done; 1 the document, or the difference, says no; 2 usage or files")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a client crate.
    Generate(generate::Args),
    /// Write the runtime that clients share: a package that `generate --runtime` points them to.
    Runtime(runtime::Args),
    /// Say what is wrong with a document, and write nothing.
    Check(check::Args),
    /// Say what the change from one document to another does to programs and to the crate's version.
    Diff(diff::Args),
    /// Give the account: what is honoured, documented only, approximated, refused.
    Report(report::Args),
}

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Yes,
    /// It looked, and what it saw says no.
    No,
}

/// Why a command could not do its work.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Generate(args) => generate::run(&args),
        Command::Runtime(args) => runtime::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Report(args) => report::run(&args),
    };
    match done {
        Ok(Verdict::Yes) => ExitCode::SUCCESS,
        Ok(Verdict::No) => ExitCode::from(1),
        Err(failure) => {
            complain(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

/// Prints what was asked for. A reader that went away is no fault of the command.
fn say(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{}", text.trim_end_matches('\n'));
}

/// Prints what is wrong; nothing at all where nothing is.
fn complain(text: &str) {
    if !text.is_empty() {
        let _ = writeln!(io::stderr().lock(), "{}", text.trim_end_matches('\n'));
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
