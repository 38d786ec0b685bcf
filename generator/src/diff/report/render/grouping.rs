//! The line that says it all, and the changes in groups.

use super::lines::{one_line, plural};
use crate::diff::report::change::{Change, Report};
use crate::diff::report::version::next as next_version;
use crate::diff::verdict::{Class, Level, Wire};

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The crate or the document, `octolens`.
    pub name: &'a str,
    /// The crate's version now.
    pub version: Option<&'a str>,
}

/// The line that says it all: `octolens: wire breaking, rust major (2 changes to act upon, 5 other, 3 of words); …`.
pub(in crate::diff::report::render) fn summary(report: &Report, subject: Subject<'_>) -> String {
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

/// Whether somebody has to do something.
pub(in crate::diff::report::render) fn is_severe(change: &Change) -> bool {
    change.wire == Wire::Breaking || change.rust == Level::Major || change.security
}

/// Words and metadata: counted, not listed.
pub(in crate::diff::report::render) fn is_small(change: &Change) -> bool {
    change.class != Class::Contract && change.items.is_empty() && !is_severe(change)
}

/// A group of changes under one head.
pub(in crate::diff::report::render) struct Group<'a> {
    pub(in crate::diff::report::render) head: String,
    pub(in crate::diff::report::render) changes: Vec<&'a Change>,
}

/// Whether callers may leave it be.
pub(in crate::diff::report::render) fn optional(change: &Change) -> bool {
    change.callers == "nothing to do" || change.callers.ends_with(" if you need it")
}

/// How many changes of each kind there are, `12 × operation-added [non-breaking, minor]`, the most severe first; of the
/// last ones only how many kinds they are.
pub(in crate::diff::report::render) fn kinds(changes: &[&Change]) -> Vec<String> {
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

/// The changes by operation, the group with the most severe change first. What several operations share comes
/// under a head of its own, and so does what belongs to none.
pub(in crate::diff::report::render) fn groups<'a>(report: &Report, changes: &[&'a Change]) -> Vec<Group<'a>> {
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

pub(in crate::diff::report::render) fn head(report: &Report, change: &Change) -> String {
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
