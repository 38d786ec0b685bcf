//! The `octogen` command. Each subcommand has a file of its own; this one only chooses.
//!
//! Exit codes: 0 success; 1 the document or the comparison fails; 2 wrong usage, or a file that cannot be read or written.

mod check;
#[cfg(feature = "completions")]
mod completions;
mod diff;
mod document;
mod files;
mod findings;
mod folder;
mod generate;
#[cfg(feature = "man")]
mod man;
#[cfg(feature = "mock")]
mod mock;
mod names;
mod progress;
mod report;
mod report_args;
mod root;
mod runtime;
#[cfg(feature = "snippets")]
mod snippet;
mod terminal;
mod url;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::terminal::Terminal;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "octogen", version, about = "Generate a Rust client crate from an OpenAPI document")]
#[command(after_help = "Exit codes: 0 success; 1 the document or the comparison fails; 2 wrong usage, or a file \
    that cannot be read or written")]
struct Cli {
    #[command(flatten)]
    terminal: terminal::Args,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate a client crate
    Generate(generate::Args),
    /// Write the runtime package that several clients can share
    Runtime(runtime::Args),
    /// Check a document without writing anything
    Check(check::Args),
    /// Report how much of a document a client supports
    Report(report::Args),
    /// Compare two versions of a document: what breaks on the wire, and which version the crate needs
    Diff(diff::Args),
    /// Serve a document's examples on this machine, and check each request against the document
    #[cfg(feature = "mock")]
    Mock(mock::Args),
    /// Print completions for a shell
    #[cfg(feature = "completions")]
    Completions(completions::Args),
    /// Print the manual page, or write one page for each command
    #[cfg(feature = "man")]
    Man(man::Args),
}

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Pass,
    /// The document, or the comparison, fails.
    Fail,
}

impl Verdict {
    fn fail_if(fails: bool) -> Self {
        if fails { Self::Fail } else { Self::Pass }
    }
}

/// Why a command could not do its work.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let Cli { terminal, command } = Cli::parse();
    let terminal = Terminal::new(&terminal);
    match run(command, terminal) {
        Ok(Verdict::Pass) => ExitCode::SUCCESS,
        Ok(Verdict::Fail) => ExitCode::from(1),
        Err(failure) => {
            terminal.fail(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: Terminal) -> Result<Verdict, Failure> {
    match command {
        Command::Generate(args) => generate::run(&args, terminal),
        Command::Runtime(args) => runtime::run(&args, terminal),
        Command::Check(args) => check::run(&args, terminal),
        Command::Report(args) => report::run(&args, terminal),
        Command::Diff(args) => diff::run(&args, terminal),
        #[cfg(feature = "mock")]
        Command::Mock(args) => mock::run(&args, terminal),
        #[cfg(feature = "completions")]
        Command::Completions(args) => completions::run(&args),
        #[cfg(feature = "man")]
        Command::Man(args) => man::run(&args),
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
