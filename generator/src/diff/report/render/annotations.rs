//! The report as workflow commands of GitHub Actions, a line each: `::error file=…,line=…::…`.

use crate::Pointer;
use crate::coverage::FileLine;
use crate::diff::report::change::{Change, Report};
use crate::diff::verdict::{Class, Level, Wire};

/// The annotations, the most severe first. `locate` finds the line of a change, by its pointer in the old document
/// and its pointer in the new one.
pub fn annotations(report: &Report, locate: impl Fn(Option<&Pointer>, Option<&Pointer>) -> Option<FileLine>) -> String {
    let lines = report.changes.iter().map(|it| annotation(it, locate(it.old.as_ref(), it.new.as_ref())));
    lines.collect()
}

fn annotation(change: &Change, at: Option<FileLine>) -> String {
    let command = match change {
        it if it.wire == Wire::Breaking || it.rust == Level::Major => "error",
        it if it.security || it.class == Class::Contract => "warning",
        _ => "notice",
    };
    let line = |it: &FileLine| it.line.map(|line| format!("line={line},")).unwrap_or_default();
    let at = at.map(|it| format!("file={},{}", property(&it.file), line(&it))).unwrap_or_default();
    let (title, message) = (property(&change.id), data(&format!("{}: {}", change.message, change.callers)));
    format!("::{command} {at}title={title}::{message}\n")
}

/// What a command's message may not hold as it is.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command's property may not hold as it is.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
