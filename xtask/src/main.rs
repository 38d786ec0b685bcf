//! Maintainers' commands. Each has a file of its own; this one only chooses.

mod api;
mod bench;
mod cargo;
mod corpus;
mod drift;
mod explain;
mod feature;
mod fuzz;
mod guide;
mod pipeline;
mod refresh;
mod regen;
mod scratch;
mod servers;
mod standalone;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use feature::Feature;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Maintainers' commands of octogen")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the crates under `generated/` from the vendored documents, or compare them with `--check`.
    Regen(regen::Args),
    /// Fetch the live documents; take what is a whole document, keep the old one otherwise.
    Refresh(refresh::Args),
    /// Compare generated with vendored, and vendored with live.
    Drift(drift::Args),
    /// Build each generated crate copied alone to another folder.
    Standalone(standalone::Args),
    /// Measure what the generated crates cost.
    Bench(bench::Args),
    /// Look for bytes that break what holds for all, for a bounded time.
    Fuzz(fuzz::Args),
    /// Bring the pages of the guide up to date, or compare them with `--check`; check their links and build the book.
    Guide(guide::Args),
    /// Run every document of a folder through the generator and count the outcomes.
    Corpus(corpus::Args),
    /// Drive generated clients against servers made with real frameworks.
    Servers(servers::Args),
}

impl Command {
    /// The feature of this program without which the command cannot do its work.
    fn needs(&self) -> Option<Feature> {
        match self {
            Self::Refresh(_) => Some(Feature::Net),
            Self::Drift(args) if args.live => Some(Feature::Net),
            Self::Guide(_) => Some(Feature::Guide),
            Self::Regen(_)
            | Self::Drift(_)
            | Self::Standalone(_)
            | Self::Bench(_)
            | Self::Corpus(_)
            | Self::Fuzz(_)
            | Self::Servers(_) => None,
        }
    }
}

/// Why a command ends without having done its work: files, usage, or it could not tell. Exit code 2.
type Failure = Box<dyn std::error::Error>;

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well. Exit code 0.
    Yes,
    /// It looked, and what it saw says no. Exit code 1.
    No,
}

impl Verdict {
    /// All is well where both say so.
    fn and(self, other: Self) -> Self {
        if self == Self::Yes { other } else { self }
    }
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    if let Some(feature) = command.needs().filter(|it| !it.is_on()) {
        return feature.again();
    }
    let done = match command {
        Command::Regen(args) => regen::run(&args),
        Command::Refresh(args) => refresh::run(&args),
        Command::Drift(args) => drift::run(&args),
        Command::Standalone(args) => standalone::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Guide(args) => guide::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Servers(args) => servers::run(&args),
    };
    match done {
        Ok(Verdict::Yes) => ExitCode::SUCCESS,
        Ok(Verdict::No) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
