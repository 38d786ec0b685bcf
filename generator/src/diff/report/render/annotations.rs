//! The report as workflow commands of GitHub Actions, a line each: `::error file=…,line=…::…`.

use crate::Pointer;
use crate::diff::report::change::{Change, Report};
use crate::diff::verdict::{Class, Level, Wire};

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the root of the repository.
    pub file: String,
    /// The line, from 1 on.
    pub line: usize,
}

/// The annotations, the most severe first. `locate` finds the place of a change: its pointer in the old
/// document, its pointer in the new one.
pub fn annotations(report: &Report, locate: impl Fn(Option<&Pointer>, Option<&Pointer>) -> Option<Place>) -> String {
    let lines = report.changes.iter().map(|it| annotation(it, locate(it.old.as_ref(), it.new.as_ref())));
    lines.collect()
}

fn annotation(change: &Change, place: Option<Place>) -> String {
    let command = match change {
        it if it.wire == Wire::Breaking || it.rust == Level::Major => "error",
        it if it.security || it.class == Class::Contract => "warning",
        _ => "notice",
    };
    let place = place.map(|it| format!("file={},line={},", property(&it.file), it.line)).unwrap_or_default();
    let (title, message) = (property(&change.id), data(&format!("{}: {}", change.message, change.callers)));
    format!("::{command} {place}title={title}::{message}\n")
}

/// What a command's message may not hold as it is.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command's property may not hold as it is.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
