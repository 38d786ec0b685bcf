//! `bench`: what the generated crates cost. One file per measurement.

mod compile;
mod derives;

use crate::{Failure, Verdict};

#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// CPU time, memory and library size of `cargo check` and `cargo build`, and of the same types with derives.
    Compile(compile::Args),
}

/// Runs one measurement.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    match &args.what {
        What::Compile(args) => compile::run(args),
    }
}
