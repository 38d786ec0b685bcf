//! `octogen check`: what is wrong with a document.

use octogen::fidelity::Class;

use crate::{Failure, Verdict, complain, document, report, say};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// Say no where a part of the document is approximated (or refused).
    #[arg(long, value_name = "CLASS", value_parser = report::denial)]
    deny: Option<Class>,
}

/// Prints errors and warnings, and how much of the document a crate would honour.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    match args.document.read()? {
        Err(diagnostics) => {
            complain(&diagnostics.summed());
            Ok(Verdict::No)
        }
        Ok(reading) => {
            complain(&reading.diagnostics.summed());
            say(&reading.account.summary());
            Ok(if report::denied(&reading.account, &|it| reading.place(it), args.deny) {
                Verdict::No
            } else {
                Verdict::Yes
            })
        }
    }
}
