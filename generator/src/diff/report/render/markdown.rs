//! The report for a summary page or an issue: bounded, and harmless whatever the document says.

use super::contrast::contrast;
use super::grouping::{Subject, groups, is_small, summary};
use super::lines::{one_line, plural};
use crate::diff::report::change::{Change, Report};

/// The report as Markdown of at most `most` bytes; what does not fit is counted.
pub fn markdown(report: &Report, subject: Subject<'_>, most: usize) -> String {
    const ROOM_FOR_END: usize = 120;
    let mut out = format!("{}\n", defused(&summary(report, subject)));
    let listed: Vec<&Change> = report.changes.iter().filter(|it| !is_small(it)).collect();
    let total = listed.len();
    let mut written = 0;
    'groups: for group in groups(report, &listed) {
        let mut block =
            format!("\n### {}\n\n| | wire | rust | what | callers |\n|---|---|---|---|---|\n", defused(&group.head));
        for change in group.changes {
            let row = row(change);
            if out.len() + block.len() + row.len() + ROOM_FOR_END > most {
                if written > 0 && block.lines().count() > 5 {
                    out += &block;
                }
                break 'groups;
            }
            block += &row;
            written += 1;
        }
        out += &block;
    }
    if written < total {
        out += &format!("\n{} left out.\n", plural(total - written, "more change"));
    }
    let small = report.changes.len() - total;
    if small > 0 {
        out += &format!("\n{} of descriptions and metadata.\n", plural(small, "change"));
    }
    out
}

fn row(change: &Change) -> String {
    let mut what = defused(&change.message);
    for item in change.items.iter().take(3) {
        let (before, after) = contrast(item);
        let reads = |it: &Option<String>| it.as_ref().map_or_else(|| "none".to_owned(), |it| code(it));
        what += &format!("<br>{}: {} → {}", code(&item.path), reads(&before), reads(&after));
    }
    let flag = if change.security { "security" } else { "" };
    let places = [&change.old, &change.new].into_iter().flatten().map(|it| code(&it.to_string()));
    let mut places: Vec<_> = places.collect();
    places.dedup();
    let (id, places) = (code(&change.id), places.join(" → "));
    let (callers, fingerprint) = (defused(&change.callers), code(&change.fingerprint));
    let (wire, rust) = (change.wire, change.rust);
    format!("| {flag} | {wire} | {rust} | {what}<br>{id} {places} {fingerprint} | {callers} |\n")
}

/// A code span in a cell: no bar, no backtick, nothing that ends it.
fn code(text: &str) -> String {
    let text: String = one_line(text).chars().map(|c| if c == '`' { '\'' } else { c }).collect();
    format!("`{}`", text.replace('|', "\\|"))
}

/// Text that is nothing but text: no markup, no HTML, no mention, no reference to an issue, no link.
fn defused(text: &str) -> String {
    let mut line = one_line(text);
    // Only our own code spans are let through; a stray or doubled backtick would move where a span ends.
    if line.contains("``") || line.matches('`').count() % 2 == 1 {
        line = line.replace('`', "'");
    }
    let mut out = String::new();
    let mut in_code = false;
    for c in line.chars() {
        match c {
            '`' => {
                in_code = !in_code;
                out.push('`');
            }
            '|' => out.push_str("\\|"),
            c if in_code => out.push(c),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            ':' => out.push_str("&#58;"),
            '\\' | '*' | '_' | '[' | ']' | '!' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
