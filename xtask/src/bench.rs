//! `bench`: what the generated crates cost, and whether they hold. One file per kind of measurement.

mod compile;
mod derives;
mod example;
mod generate;

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
    /// CPU time and memory of generating crates, also of a document in several sizes.
    Generate(generate::Args),
    /// Many calls at once against a server with faults: nothing lost, nothing doubled, nothing leaked.
    Soak(Soak),
    /// Reading, writing, copying and comparing types of a generated crate against the same types with serde's derive.
    Json,
    /// A call against the same request by hand with reqwest and serde_json: time and allocations.
    Overhead(Overhead),
}

#[derive(clap::Args)]
struct Soak {
    /// How many calls.
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
    /// How many at once.
    #[arg(long, default_value_t = 64)]
    concurrency: u32,
    /// Faults per thousand requests.
    #[arg(long, default_value_t = 50)]
    faults: u32,
    /// The most seconds that it may take.
    #[arg(long, default_value_t = 300)]
    seconds: u32,
}

#[derive(clap::Args)]
struct Overhead {
    /// How many calls of each kind.
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
}

/// Runs one measurement.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    match &args.what {
        What::Compile(args) => compile::run(args),
        What::Generate(args) => generate::run(args),
        What::Soak(Soak { calls, concurrency, faults, seconds }) => {
            example::run("soak", &[calls, concurrency, faults, seconds].map(ToString::to_string))
        }
        What::Json => example::run("json", &[]),
        What::Overhead(Overhead { calls }) => example::run("overhead", &[calls.to_string()]),
    }
}
