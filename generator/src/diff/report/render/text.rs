//! The report for a terminal: the most severe changes in full, others in a few words, and the rest counted.

use super::contrast::contrast;
use super::grouping::{Subject, groups, is_severe, is_small, kinds, optional, summary};
use super::lines::{one_line, plural};
use crate::diff::report::change::{Change, Report};
use crate::diff::verdict::{Level, Wire};

/// So many changes are printed with their place and items.
const IN_FULL: usize = 30;

/// So many more are printed as a line each; what is left is counted.
const AS_LINES: usize = 50;

/// At most so many items of the crate are printed under a change: of one to act upon, of another one.
const ITEMS: (usize, usize) = (3, 1);

/// The report as plain text, grouped by operation, the most severe first.
pub fn text(report: &Report, subject: Subject<'_>) -> String {
    let mut out = summary(report, subject) + "\n";
    let listed: Vec<&Change> = report.changes.iter().filter(|it| !is_small(it)).collect();
    let shown = &listed[..listed.len().min(IN_FULL + AS_LINES)];
    let in_full = &shown[..shown.len().min(IN_FULL)];
    for group in groups(report, shown) {
        out += &format!("\n{}\n", group.head);
        for change in group.changes {
            let full = in_full.iter().any(|it| std::ptr::eq(*it, change));
            out += &if full { lines(change) } else { line(change) };
        }
    }
    let left = &listed[shown.len()..];
    if !left.is_empty() {
        out +=
            &format!("\n{}, no more severe than these; the JSON form lists all\n", plural(left.len(), "more change"));
        kinds(left).iter().for_each(|it| out += &format!("  {it}\n"));
    }
    let small = report.changes.len() - listed.len();
    if small > 0 {
        out += &format!("\n{} of descriptions and metadata\n", plural(small, "change"));
    }
    out
}

/// A change in a line.
fn line(change: &Change) -> String {
    let security = if change.security { "  (security)" } else { "" };
    format!("  {} {}{security}\n", mark(change), one_line(&change.message))
}

fn lines(change: &Change) -> String {
    let most = if is_severe(change) { ITEMS.0 } else { ITEMS.1 };
    let mut out = line(change);
    out += &format!("      {}  {}  {}\n", change.id, places(change), change.fingerprint);
    for item in change.items.iter().take(most) {
        out += &format!("      {}\n", item_line(item));
    }
    if change.items.len() > most {
        out += &format!("      and {}\n", plural(change.items.len() - most, "more item"));
    }
    if !optional(change) {
        out += &format!("      > {}\n", change.callers);
    }
    out
}

/// `[breaking, major]`.
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
    match contrast(item) {
        (Some(before), Some(after)) => format!("~ {}: `{}` -> `{}`", item.path, one_line(&before), one_line(&after)),
        (Some(before), None) => format!("- {}: `{}`", item.path, one_line(&before)),
        (None, Some(after)) => format!("+ {}: `{}`", item.path, one_line(&after)),
        (None, None) => format!("~ {}", item.path),
    }
}
