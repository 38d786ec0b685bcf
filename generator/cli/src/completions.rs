//! `octogen completions`: what a shell has to know to complete the command line.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use crate::{Cli, Failure, Verdict};

#[derive(clap::Args)]
pub struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints the completions on standard output.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "octogen", &mut text);
    // A reader that has gone away is not an error.
    let _ = io::stdout().lock().write_all(&text);
    Ok(Verdict::Pass)
}
