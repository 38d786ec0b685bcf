//! `octogen diff`: what the change from one document to another does.

use std::path::PathBuf;

use octogen::drift::render::{self, Place, Subject};
use octogen::drift::{self, FailOn};
use octogen::{Config, Names, Reading};

use crate::document::{self, Settings};
use crate::{Failure, Verdict, names, say};

#[derive(clap::Args)]
pub struct Args {
    /// The document as it was; `-` reads standard input.
    old: String,
    /// The document as it is; `-` reads standard input.
    new: String,
    #[command(flatten)]
    settings: Settings,
    /// What the public items of the old document's crate are called, as `generate --names` keeps it: the new document's
    /// are called the same.
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The least change that says no.
    #[arg(long, value_name = "any|breaking|major|minor", default_value = "any", value_parser = str::parse::<FailOn>)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: the two verdicts, then the changes.
    Json,
    /// For the summary of a job or the body of an issue.
    Markdown,
    /// Annotations at the lines of the new document.
    Github,
}

/// The body of an issue takes no more.
const MOST_MARKDOWN: usize = 60_000;

/// Prints the report.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    if args.old == "-" && args.new == "-" {
        return Err("error[usage]: only one of the two documents can be standard input".into());
    }
    let config = args.settings.config()?;
    // A document that is no document is a difference that cannot be told: exit code 2, not 1.
    let read = |spec: &str, names: Option<Names>| -> Result<Reading, Failure> {
        let config = Config { names, ..config.clone() };
        document::read(spec, &args.settings, &config)?.map_err(|diagnostics| diagnostics.summed().into())
    };
    let old = read(&args.old, args.names.as_deref().map(names::read).transpose()?)?;
    let new = read(&args.new, old.names.as_ref().map(|it| it.names.clone()))?;
    let report = drift::compare(&old.api, &new.api);
    let subject = Subject { name: &new.api.package.name, version: config.package.version.as_deref() };
    say(&match args.format {
        Format::Text => render::text(&report, subject),
        Format::Json => format!("{:#}", report.to_json()),
        Format::Markdown => render::markdown(&report, subject, MOST_MARKDOWN),
        Format::Github => render::annotations(&report, |before, after| {
            let place = after.map(|it| new.place(it)).or_else(|| before.map(|it| old.place(it)))?;
            Some(Place { file: place.file, line: place.line.unwrap_or(1) })
        }),
    });
    Ok(if report.fails(args.fail_on) { Verdict::No } else { Verdict::Yes })
}
