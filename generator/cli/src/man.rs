//! `octogen man`: the manual pages, in roff.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::CommandFactory as _;

use crate::{Cli, Failure, Verdict};

#[derive(clap::Args)]
pub struct Args {
    /// Write `octogen.1`, `octogen-generate.1` and so on into this folder, instead of printing the first one
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints the page of the command, or writes the pages of all commands.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let Some(folder) = &args.out else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        // A reader that has gone away is not an error.
        let _ = io::stdout().lock().write_all(&page);
        return Ok(Verdict::Pass);
    };
    let written = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
    written.map_err(|error| format!("error[files]: {}: {error}", folder.display()))?;
    Ok(Verdict::Pass)
}
