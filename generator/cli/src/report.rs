//! `octogen report`: the coverage, what becomes of each part of a document.

use octogen::coverage::Class;
use octogen::{Pointer, Reading};

use crate::report_args::ReportArgs;
use crate::terminal::{Terminal, painted};
use crate::{Failure, Verdict, document, findings};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    #[command(flatten)]
    common: ReportArgs<Format>,
    /// List each part of the document of this class: `unsupported`, `approximated`, `documented-only` or `supported`;
    /// may be repeated
    #[arg(long = "class", value_name = "CLASS", value_parser = str::parse::<Class>)]
    classes: Vec<Class>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people, on a terminal: what is alike is summed up
    Text,
    /// For people, in a browser: one page with a search, the document's lines and the Rust items
    Html,
    /// For programs: counts, and a list for each class
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
}

/// Prints the coverage.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let reading = match args.document.read(terminal)? {
        Ok(reading) => reading,
        Err(diagnostics) => {
            let format = match args.common.format {
                Format::Text | Format::Html => findings::Format::Text,
                Format::Json => findings::Format::Json,
                Format::Sarif => findings::Format::Sarif,
            };
            findings::failed(&diagnostics, format, terminal);
            return Ok(Verdict::Fail);
        }
    };
    // Warnings are in the report, as what is approximated.
    terminal.say(&report(args, &reading));
    Ok(Verdict::fail_if(args.common.denies(&reading.coverage, &|it| reading.note_line(it), terminal)))
}

fn report(args: &Args, reading: &Reading) -> String {
    let (coverage, place) = (&reading.coverage, |pointer: &Pointer| reading.note_line(pointer));
    let classes = if args.classes.is_empty() { &Class::ALL[..] } else { &args.classes };
    match args.common.format {
        Format::Text if args.classes.is_empty() => painted(&coverage.text(&place)),
        Format::Text => painted(&coverage.list(classes, &place)),
        Format::Html => reading.html(&args.classes),
        Format::Json => {
            let mut report = coverage.json(classes, &place);
            report["diagnostics"] = reading.diagnostics.json();
            format!("{report:#}")
        }
        Format::Sarif => format!("{:#}", coverage.sarif(classes, &place)),
    }
}
