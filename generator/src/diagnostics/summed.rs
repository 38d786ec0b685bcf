//! Findings for a terminal: errors in full, warnings that are alike in one line. A document may have thousands of them,
//! and `octogen report` lists each.

use std::collections::BTreeMap;

use super::code;
use super::finding::{Diagnostic, Severity};
use super::print::{blocks, head, place, skips};
use crate::source_map::Places;

/// A finding as it is shown, or the first of several that are alike.
#[derive(Clone, Debug)]
pub struct Shown<'d> {
    /// The finding.
    pub diagnostic: &'d Diagnostic,
    /// What is the case; where several are alike, without what they quote of the document.
    pub message: String,
    /// How many there are of the kind.
    pub count: usize,
    /// What takes an error out of the way: `it with the overlay action {…}`.
    pub skip: Option<String>,
}

/// Errors and warnings; those of a kind are one line with their number and the first place.
pub(super) fn text(findings: &[Diagnostic], places: &Places) -> String {
    let shown = shown(findings, places);
    let single = shown.iter().filter(|it| it.count == 1).map(|it| it.diagnostic);
    let full = blocks(single, places);
    let lines: Vec<String> = shown.iter().filter(|it| it.count > 1).map(|it| line(it, places)).collect();
    match lines.is_empty() {
        true => full,
        false => {
            let between = if full.is_empty() { "" } else { "\n" };
            format!("{full}{between}{}\n  help {ALL}\n", lines.join("\n"))
        }
    }
}

/// Where warnings that are summed up are listed.
pub const ALL: &str = "`octogen report --class approximated` lists each of them";

/// Errors and warnings: first those that stand alone, then the kinds of which there are several.
pub(super) fn shown<'d>(findings: &'d [Diagnostic], places: &Places) -> Vec<Shown<'d>> {
    let errors = findings.iter().filter(|it| it.severity == Severity::Error);
    let (single, lines): (Vec<_>, Vec<_>) = kinds(findings).into_iter().partition(|it| it.len() == 1);
    let single: Vec<_> = errors.chain(single.into_iter().flatten()).collect();
    let skips = skips(&single, places);
    let single = single.into_iter().zip(skips).map(|(diagnostic, skip)| Shown {
        diagnostic,
        message: diagnostic.message.clone(),
        count: 1,
        skip,
    });
    single.chain(lines.iter().map(|it| summed(it))).collect()
}

/// The warnings of each kind, in the order of the first ones.
fn kinds(findings: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known = BTreeMap::new();
    for warning in findings.iter().filter(|it| it.severity == Severity::Warning) {
        let index = *known.entry((warning.code, kind(warning))).or_insert(kinds.len());
        match kinds.get_mut(index) {
            Some(similar) => similar.push(warning),
            None => kinds.push(vec![warning]),
        }
    }
    kinds
}

fn summed<'d>(similar: &[&'d Diagnostic]) -> Shown<'d> {
    let diagnostic = similar[0];
    let same = similar.iter().all(|it| it.message == diagnostic.message);
    let message = if same { diagnostic.message.clone() } else { kind(diagnostic) };
    Shown { diagnostic, message, count: similar.len(), skip: None }
}

/// `warning[unknown-member]: … (1204 times, first at openapi.json:12  #/components/schemas/A/foo)`.
fn line(shown: &Shown<'_>, places: &Places) -> String {
    let Shown { diagnostic, message, count, .. } = shown;
    let head = head(&Diagnostic { message: message.clone(), ..(*diagnostic).clone() });
    format!("{head} ({count} times, first at {})", place(&diagnostic.at, places))
}

fn kind(diagnostic: &Diagnostic) -> String {
    kind_of(diagnostic.code, &diagnostic.message)
}

/// The message without what it quotes of the document. A keyword that nobody knows is what the message is about.
pub(crate) fn kind_of(code: &str, message: &str) -> String {
    if code == code::UNKNOWN_MEMBER {
        return message.to_owned();
    }
    let pieces = message.split('`').enumerate();
    let plain: Vec<String> =
        pieces.map(|(index, it)| if index % 2 == 0 { without_digits(it) } else { "…".to_owned() }).collect();
    plain.join("`")
}

fn without_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_ascii_digit() {
            true if out.ends_with('…') => {}
            true => out.push('…'),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pointer;
    use crate::diagnostics::Diagnostics;

    #[test]
    fn warnings_of_a_kind_are_one_line() {
        let mut diags = Diagnostics::default();
        let at = |index: usize| Pointer::root().key("x").index(index);
        for index in 0..3 {
            diags.warning(code::UNKNOWN_MEMBER, &at(index), "`foo` is not a member");
            diags.warning(code::REPAIRED, &at(index + 10), format!("path `/{index}` has {index} slashes")).help("one");
        }
        diags.warning(code::UNKNOWN_MEMBER, &at(3), "`bar` is not a member").help("take it out");
        diags.error(code::DANGLING_REF, &at(4), "`#/a` does not resolve");
        diags.error(code::DANGLING_REF, &at(5), "`#/b` does not resolve");
        diags.unsupported(code::UNREADABLE, &at(6), "not for here");
        let expected = "\
error[dangling-ref]: `#/a` does not resolve
  at   #/x/4

error[dangling-ref]: `#/b` does not resolve
  at   #/x/5

warning[unknown-member]: `bar` is not a member
  at   #/x/3
  help take it out

warning[unknown-member]: `foo` is not a member (3 times, first at #/x/0)
warning[repaired]: path `…` has … slashes (3 times, first at #/x/10)
  help `octogen report --class approximated` lists each of them
";
        assert_eq!(diags.summed(), expected);
        assert_eq!(Diagnostics::default().summed(), "");
    }

    #[test]
    fn the_document_forges_no_line() {
        let mut diags = Diagnostics::default();
        for _ in 0..2 {
            diags.warning(code::UNKNOWN_MEMBER, &Pointer::root().key("a\nerror: b"), "`a\n::error::b` is not a member");
        }
        assert_eq!(diags.summed().lines().count(), 2, "{}", diags.summed());
    }
}
