//! A report for its readers. All text of a document is defused here: it may have been written by anybody.

mod annotations;
mod changelog;
mod markdown;
mod text;

pub use annotations::{Place, annotations};
pub use changelog::changelog;
pub use markdown::markdown;
pub use text::text;

use super::{Change, Class, Level, Report, next_version};
use crate::surface::ItemChange;

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The crate or the document, `octolens`.
    pub name: &'a str,
    /// The crate's version now.
    pub version: Option<&'a str>,
}

/// The line that says it all: `octolens: wire breaking, rust major (2 changes to act upon, 5 other, 3 of words); …`.
fn summary(report: &Report, subject: Subject<'_>) -> String {
    let name = one_line(subject.name);
    if report.is_empty() {
        return format!("{name}: no change");
    }
    let severe = report.changes.iter().filter(|it| is_severe(it)).count();
    let small = report.changes.iter().filter(|it| is_small(it)).count();
    let mut counts = match (severe, report.changes.len() - severe - small) {
        (0, 0) => plural(small, "change"),
        (0, others) => plural(others, "change"),
        (severe, 0) => format!("{} to act upon", plural(severe, "change")),
        (severe, others) => format!("{} to act upon, {others} other", plural(severe, "change")),
    };
    if small > 0 {
        counts += if small == report.changes.len() { " of words" } else { "" };
        counts += &if small == report.changes.len() { String::new() } else { format!(", {small} of words") };
    }
    let version = subject.version.and_then(|it| Some((it, next_version(it, report.rust)?)));
    let bump = match (version, report.rust) {
        (_, Level::None) => "the crate stays as it is".to_owned(),
        (Some((old, new)), _) => format!("the crate goes from {} to {new}", one_line(old)),
        (None, level) => format!("the crate needs a {level} version"),
    };
    format!("{name}: wire {}, rust {} ({counts}); {bump}", report.wire, report.rust)
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Whether somebody has to do something.
fn is_severe(change: &Change) -> bool {
    change.wire == super::Wire::Breaking || change.rust == Level::Major || change.security
}

/// Words and metadata: counted, not listed.
fn is_small(change: &Change) -> bool {
    change.class != Class::Contract && change.items.is_empty() && !is_severe(change)
}

/// A group of changes under one head.
struct Group<'a> {
    head: String,
    changes: Vec<&'a Change>,
}

/// Whether callers may leave it be.
fn optional(change: &Change) -> bool {
    change.callers == "nothing to do" || change.callers.ends_with(" if you need it")
}

/// How many changes of each kind there are, `12 × operation-added [non-breaking, minor]`, the most severe first; of the
/// last ones only how many kinds they are.
fn kinds(changes: &[&Change]) -> Vec<String> {
    const MOST: usize = 20;
    let mut counts: Vec<(&Change, usize)> = Vec::new();
    for change in changes {
        let key = |it: &Change| (it.wire, it.rust, it.id.clone());
        match counts.iter_mut().find(|it| key(it.0) == key(change)) {
            Some(known) => known.1 += 1,
            None => counts.push((change, 1)),
        }
    }
    counts.sort_by_key(|(it, count)| std::cmp::Reverse((it.wire, it.rust, *count)));
    let text = |(it, count): &(&Change, usize)| format!("{count} × {} [{}, {}]", it.id, it.wire, it.rust);
    let mut texts: Vec<_> = counts.iter().take(MOST).map(text).collect();
    if counts.len() > MOST {
        texts.push(format!("and {}", plural(counts.len() - MOST, "other kind")));
    }
    texts
}

/// How an item read and reads. Of long lists of arguments, those that both have are left out.
fn contrast(item: &ItemChange) -> (Option<String>, Option<String>) {
    const LONG: usize = 100;
    let short = |text: &String| match text.char_indices().nth(2 * LONG) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.clone(),
    };
    let (Some(before), Some(after)) = (&item.before, &item.after) else {
        return (item.before.as_ref().map(short), item.after.as_ref().map(short));
    };
    if before.len().max(after.len()) <= LONG {
        return (Some(before.clone()), Some(after.clone()));
    }
    let [old, new]: [Vec<&str>; 2] = [before, after].map(|it| it.split(", ").collect());
    let most = old.len().min(new.len());
    let front = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let back = old.iter().rev().zip(new.iter().rev()).take(most - front).take_while(|(old, new)| old == new).count();
    let cut = |parts: &[&str]| {
        let head = parts[0].split_once('(').map_or("", |it| it.0);
        let start = if front > 0 { format!("{head}(…, ") } else { String::new() };
        let end = if back > 0 { ", …)" } else { "" };
        let middle = parts[front..parts.len() - back].join(", ");
        short(&format!("{start}{middle}{end}").replace("…, , …", "…"))
    };
    (Some(cut(&old)), Some(cut(&new)))
}

/// The changes by operation, the group with the most severe change first. What several operations share comes
/// under a head of its own, and so does what belongs to none.
fn groups<'a>(report: &Report, changes: &[&'a Change]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for change in changes.iter().copied() {
        let head = head(report, change);
        match groups.iter_mut().find(|it| it.head == head) {
            Some(group) => group.changes.push(change),
            None => groups.push(Group { head, changes: vec![change] }),
        }
    }
    groups
}

fn head(report: &Report, change: &Change) -> String {
    match change.operations.as_slice() {
        [] => "the document".to_owned(),
        [one] => {
            let address = report.addresses.iter().find(|it| it.0 == *one).map(|it| format!("  {}", it.1));
            one_line(&format!("{one}{}", address.unwrap_or_default()))
        }
        several => {
            let names = several.iter().take(3).map(|it| one_line(it)).collect::<Vec<_>>().join(", ");
            let more = several.len().saturating_sub(3);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            format!("shared by {}: {names}{more}", plural(several.len(), "operation"))
        }
    }
}

/// The text on one line, without control characters: what moves a cursor or starts a workflow command is gone.
fn one_line(text: &str) -> String {
    let visible = |c: char| if c.is_control() || is_bidi(c) { ' ' } else { c };
    let text: String = text.chars().map(visible).collect();
    text.trim().to_owned()
}

/// Characters that turn the direction of text, by which a line can be made to read as another.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}
