//! `octogen diff`: what the change from one document to another does.

use std::path::PathBuf;

use octogen::diff::render::{self, Subject};
use octogen::diff::{self, FailOn};
use octogen::{Names, Reading};

use crate::document::{self, Settings};
use crate::terminal::Terminal;
use crate::{Failure, Verdict, names};

#[derive(clap::Args)]
pub struct Args {
    /// The old document: a file, an `https://` URL, or `-` for standard input
    old: String,
    /// The new document, given in the same way
    new: String,
    #[command(flatten)]
    settings: Settings,
    /// The names file of the old document's crate, as `generate --names` keeps it: the new document's items keep these
    /// names
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The smallest change that fails the comparison
    #[arg(long, value_name = "any|breaking|major|minor", default_value = "any", value_parser = str::parse::<FailOn>)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people, on a terminal
    Text,
    /// For people, in a browser: one page with a search, the lines of both documents and the Rust items
    Html,
    /// For programs: the two verdicts, then the changes
    Json,
    /// For the summary of a job, or a comment
    Markdown,
    /// Workflow annotations at the lines of the new document
    Github,
}

/// A comment or an issue takes no more.
const MOST_MARKDOWN: usize = 60_000;

/// Prints the report.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    if args.old == "-" && args.new == "-" {
        return Err("error[usage]: only one of the two documents can be read from standard input".into());
    }
    let config = args.settings.config()?;
    // A document that is no document is a difference that cannot be told: exit code 2, not 1.
    let read = |spec: &str, names: Option<Names>| -> Result<Reading, Failure> {
        let config = config.clone().with(|it| it.names = names);
        document::read(spec, &args.settings, &config, terminal)?.map_err(|diagnostics| diagnostics.summed().into())
    };
    let old = read(&args.old, args.names.as_deref().map(names::read).transpose()?)?;
    let new = read(&args.new, old.names.as_ref().map(|it| it.names.clone()))?;
    let report = diff::compare(&old.revision, &new.revision);
    let subject = Subject { name: &new.revision.api.package.name, version: config.package.version.as_deref() };
    let written = || report.clone().written(old.diagnostics.places(), new.diagnostics.places());
    terminal.say(&match args.format {
        Format::Text => render::text(&written(), subject),
        Format::Html => render::html(&report, subject, old.diagnostics.places(), new.diagnostics.places()),
        Format::Json => format!("{:#}", written().to_json()),
        Format::Markdown => render::markdown(&written(), subject, MOST_MARKDOWN),
        Format::Github => render::annotations(&report, |before, after| {
            after.map(|it| new.file_line(it)).or_else(|| before.map(|it| old.file_line(it)))
        }),
    });
    Ok(Verdict::fail_if(report.fails(args.fail_on)))
}
