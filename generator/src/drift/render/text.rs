//! The report for a terminal.

use super::{Subject, groups, is_small, one_line, plural, summary};
use crate::drift::{Change, Level, Report, Wire};

/// At most so many items of the crate are printed under a change.
const ITEMS: usize = 3;

/// The report as plain text, grouped by operation, the most severe first.
pub fn text(report: &Report, subject: Subject<'_>) -> String {
    let mut out = summary(report, subject) + "\n";
    for group in groups(report) {
        out += &format!("\n{}\n", group.head);
        for change in group.changes {
            out += &lines(change);
        }
    }
    let small = report.changes.iter().filter(|it| is_small(it)).count();
    if small > 0 {
        out += &format!("\n{} of descriptions and metadata\n", plural(small, "change"));
    }
    out
}

fn lines(change: &Change) -> String {
    let security = if change.security { "  (security)" } else { "" };
    let mut out = format!("  {} {}{security}\n", mark(change), one_line(&change.message));
    out += &format!("      {}  {}  {}\n", change.id, places(change), change.fingerprint);
    for item in change.items.iter().take(ITEMS) {
        out += &format!("      {}\n", item_line(item));
    }
    if change.items.len() > ITEMS {
        out += &format!("      and {}\n", plural(change.items.len() - ITEMS, "more item"));
    }
    if change.callers != "nothing to do" {
        out += &format!("      > {}\n", change.callers);
    }
    out
}

/// `breaking/major`.
fn mark(change: &Change) -> String {
    let wire = if change.wire == Wire::None { "wire same" } else { change.wire.as_str() };
    let rust = if change.rust == Level::None { "rust same" } else { change.rust.as_str() };
    format!("[{wire}, {rust}]")
}

fn places(change: &Change) -> String {
    let text = |it: &Option<crate::Pointer>| it.as_ref().map(|it| one_line(&it.to_string()));
    match (text(&change.old), text(&change.new)) {
        (Some(old), Some(new)) if old == new => old,
        (Some(old), Some(new)) => format!("{old} -> {new}"),
        (Some(old), None) => format!("{old} (old)"),
        (None, Some(new)) => format!("{new} (new)"),
        (None, None) => String::new(),
    }
}

fn item_line(item: &crate::surface::ItemChange) -> String {
    match (&item.before, &item.after) {
        (Some(before), Some(after)) => format!("~ {}: `{}` -> `{}`", item.path, one_line(before), one_line(after)),
        (Some(before), None) => format!("- {}: `{}`", item.path, one_line(before)),
        (None, Some(after)) => format!("+ {}: `{}`", item.path, one_line(after)),
        (None, None) => format!("~ {}", item.path),
    }
}
