//! `octogen check`: what is wrong with a document.

use octogen::coverage::Class;
use serde_json::json;

use crate::findings::{self, Format};
use crate::terminal::Terminal;
use crate::{Failure, Verdict, document, report};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// The format of the findings
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Fail if a part of the document is of this class or worse: `approximated` or `unsupported`
    #[arg(long, value_name = "CLASS", value_parser = report::denial)]
    deny: Option<Class>,
}

/// Prints errors and warnings, and how much of the document a client supports.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let reading = match args.document.read(terminal)? {
        Ok(reading) => reading,
        Err(diagnostics) => {
            findings::failed(&diagnostics, args.format, terminal);
            return Ok(Verdict::Fail);
        }
    };
    let (diagnostics, coverage) = (&reading.diagnostics, &reading.coverage);
    match args.format {
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
    Ok(Verdict::fail_if(report::denied(coverage, &|it| reading.note_line(it), args.deny, terminal)))
}
