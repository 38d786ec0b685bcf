//! The entry for a changelog, ready to paste: what users of the crate see, in three lists.

use super::grouping::{Subject, is_small};
use super::lines::one_line;
use crate::diff::report::change::{Change, Report};
use crate::diff::report::version::next as next_version;
use crate::diff::verdict::Level;

/// The entry; empty where users see nothing.
pub fn changelog(report: &Report, subject: Subject<'_>) -> String {
    let version = subject.version.and_then(|it| next_version(it, report.rust));
    let head = version.unwrap_or_else(|| "Unreleased".to_owned());
    let changes = || report.changes.iter().filter(|it| !is_small(it) && it.rust > Level::None);
    let lists = [
        ("Breaking", changes().filter(|it| it.rust == Level::Major).collect::<Vec<_>>()),
        ("Added", changes().filter(|it| it.rust == Level::Minor).collect()),
        ("Changed", changes().filter(|it| it.rust == Level::Patch).collect()),
    ];
    let mut out = String::new();
    for (title, list) in lists.iter().filter(|it| !it.1.is_empty()) {
        out += &format!("\n### {title}\n\n");
        list.iter().for_each(|it| out += &line(it));
    }
    if out.is_empty() { out } else { format!("## {head}\n{out}") }
}

fn line(change: &Change) -> String {
    let message = one_line(&change.message);
    let mut chars = message.chars();
    let message: String = chars.next().map(|it| it.to_uppercase().chain(chars).collect()).unwrap_or_default();
    match change.callers.as_str() {
        "nothing to do" => format!("- {message}.\n"),
        callers => format!("- {message}: {callers}.\n"),
    }
}
