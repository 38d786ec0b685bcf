//! `octogen check`: what is wrong with a document.

use serde_json::json;

use crate::findings::{self, Format};
use crate::report_args::ReportArgs;
use crate::terminal::Terminal;
use crate::{Failure, Verdict, document};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    #[command(flatten)]
    common: ReportArgs<Format>,
}

/// Prints errors and warnings, and how much of the document a client supports.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let reading = match args.document.read(terminal)? {
        Ok(reading) => reading,
        Err(diagnostics) => {
            findings::failed(&diagnostics, args.common.format, terminal);
            return Ok(Verdict::Fail);
        }
    };
    let (diagnostics, coverage) = (&reading.diagnostics, &reading.coverage);
    match args.common.format {
        Format::Text => {
            findings::told(diagnostics, terminal);
            terminal.summarize(&coverage.summary());
        }
        Format::Json => {
            let counts = coverage.json(&[], &|it| reading.note_line(it))["counts"].take();
            terminal.say(&format!("{:#}", json!({ "diagnostics": diagnostics.json(), "counts": counts })));
        }
        Format::Sarif => terminal.say(&format!("{:#}", diagnostics.sarif())),
    }
    Ok(Verdict::fail_if(args.common.denies(coverage, &|it| reading.note_line(it), terminal)))
}
