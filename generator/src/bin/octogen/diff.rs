//! `octogen diff`: what the change from one document to another does.

use octogen::drift::render::{self, Subject};
use octogen::{Generated, Pointer, drift};

use crate::document::{self, Settings};
use crate::{Failure, Verdict, say};

#[derive(clap::Args)]
pub struct Args {
    /// The document as it was; `-` reads standard input.
    old: String,
    /// The document as it is; `-` reads standard input.
    new: String,
    #[command(flatten)]
    settings: Settings,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The least change that says no.
    #[arg(long, value_enum, default_value = "any")]
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

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Any change.
    Any,
    /// A change that breaks programs on the wire.
    Breaking,
    /// A change that needs a new major version of the crate.
    Major,
    /// A change that needs a new minor version of the crate, or more.
    Minor,
}

/// Prints the report.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    if args.old == "-" && args.new == "-" {
        return Err("error[usage]: only one of the two documents can be standard input".into());
    }
    let config = args.settings.config()?;
    let made = |spec: &str| -> Result<_, Failure> {
        // A document that is no document is a difference that cannot be told: exit code 2, not 1.
        match document::generate(spec, &args.settings, &config)? {
            Ok(generated) => Ok(generated),
            Err(diagnostics) => Err(diagnostics.to_string().into()),
        }
    };
    let (old, new) = (made(&args.old)?, made(&args.new)?);
    let report = drift::compare(&old.api, &new.api);
    let subject = Subject { name: &new.api.title, version: None };
    say(match args.format {
        Format::Text => render::text(&report, subject),
        Format::Json => format!("{:#}", report.to_json()),
        Format::Markdown => render::markdown(&report, subject, MARKDOWN),
        Format::Github => render::annotations(&report, |before, after| place(&old, &new, before, after)),
    }
    .trim_end());
    Ok(if report.fails(args.fail_on.into()) { Verdict::No } else { Verdict::Yes })
}

/// As many characters as the body of an issue takes, with room to spare.
const MARKDOWN: usize = 60_000;

/// The line of the new document; of the old one, for what is gone.
fn place(old: &Generated, new: &Generated, before: Option<&Pointer>, after: Option<&Pointer>) -> Option<render::Place> {
    let place = match (after, before) {
        (Some(after), _) => new.place(after),
        (None, Some(before)) => old.place(before),
        (None, None) => return None,
    };
    Some(render::Place { file: place.file, line: place.line? })
}

impl From<FailOn> for drift::FailOn {
    fn from(on: FailOn) -> Self {
        match on {
            FailOn::Any => Self::Any,
            FailOn::Breaking => Self::Breaking,
            FailOn::Major => Self::Major,
            FailOn::Minor => Self::Minor,
        }
    }
}
