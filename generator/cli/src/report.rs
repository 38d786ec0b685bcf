//! `octogen report`: the coverage, what becomes of each part of a document.

use octogen::coverage::{Class, Coverage, FileLine};
use octogen::{Pointer, Reading};

use crate::terminal::{Terminal, painted};
use crate::{Failure, Verdict, document, findings};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// The format of the report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List each part of the document of this class: `unsupported`, `approximated`, `documented-only` or `supported`;
    /// may be repeated
    #[arg(long = "class", value_name = "CLASS", value_parser = str::parse::<Class>)]
    classes: Vec<Class>,
    /// Fail if a part of the document is of this class or worse: `approximated` or `unsupported`
    #[arg(long, value_name = "CLASS", value_parser = denial)]
    deny: Option<Class>,
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
            let format = match args.format {
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
    Ok(Verdict::fail_if(denied(&reading.coverage, &|it| reading.note_line(it), args.deny, terminal)))
}

fn report(args: &Args, reading: &Reading) -> String {
    let (coverage, place) = (&reading.coverage, |pointer: &Pointer| reading.note_line(pointer));
    let classes = if args.classes.is_empty() { &Class::ALL[..] } else { &args.classes };
    match args.format {
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

/// Whether `--deny` forbids a part of the document; each such part is printed.
pub fn denied(
    coverage: &Coverage,
    place: &dyn Fn(&Pointer) -> FileLine,
    deny: Option<Class>,
    terminal: Terminal,
) -> bool {
    let Some(class) = deny else { return false };
    let notes: Vec<_> = coverage.at_least(class).cloned().collect();
    let denied = !notes.is_empty();
    if denied {
        let coverage = notes.into_iter().collect::<Coverage>();
        terminal.complain(&painted(&coverage.list(&Class::ALL, place)));
        let worse = if class == Class::Unsupported { "" } else { " or worse" };
        terminal.fail(&format!("error[denied]: parts of the document are {class}{worse}, which --deny forbids"));
    }
    denied
}

/// The classes that `--deny` takes.
pub fn denial(text: &str) -> Result<Class, String> {
    match text.parse() {
        Ok(class @ (Class::Approximated | Class::Unsupported)) => Ok(class),
        _ => Err("expected `approximated` or `unsupported`".to_owned()),
    }
}
