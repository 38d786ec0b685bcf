//! Findings for a terminal: errors in full, warnings that are alike in one line. A document may have thousands of them,
//! and `octogen report` lists each.

use std::collections::BTreeMap;

use super::print::{blocks, head, place};
use super::{Diagnostic, Diagnostics, Severity, code};

/// Errors and warnings; those of a kind are one line with their number and the first place.
pub(super) fn text(diagnostics: &Diagnostics) -> String {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known = BTreeMap::new();
    for warning in diagnostics.iter().filter(|it| it.severity == Severity::Warning) {
        let index = *known.entry((warning.code, kind(warning))).or_insert(kinds.len());
        match kinds.get_mut(index) {
            Some(alike) => alike.push(warning),
            None => kinds.push(vec![warning]),
        }
    }
    let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let single = kinds.iter().filter(|it| it.len() == 1).flatten().copied();
    let several: Vec<String> = kinds.iter().filter(|it| it.len() > 1).map(|alike| line(alike, diagnostics)).collect();
    let full = blocks(errors.chain(single), &diagnostics.places);
    match several.is_empty() {
        true => full,
        false => {
            let between = if full.is_empty() { "" } else { "\n" };
            format!("{full}{between}{}\n  help `octogen report` lists each of them\n", several.join("\n"))
        }
    }
}

/// `warning[unknown-member]: … (1204 times, first at openapi.json:12  #/components/schemas/A/foo)`.
fn line(alike: &[&Diagnostic], diagnostics: &Diagnostics) -> String {
    let first = alike[0];
    let same = alike.iter().all(|it| it.message == first.message);
    let said = if same { head(first) } else { head(&Diagnostic { message: kind(first), ..first.clone() }) };
    format!("{said} ({} times, first at {})", alike.len(), place(&first.at, &diagnostics.places))
}

/// The message without what it quotes of the document. A keyword that nobody knows is what the message is about.
fn kind(diagnostic: &Diagnostic) -> String {
    if diagnostic.code == code::UNKNOWN_MEMBER {
        return diagnostic.message.clone();
    }
    let pieces = diagnostic.message.split('`').enumerate();
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

    #[test]
    fn warnings_of_a_kind_are_one_line() {
        let mut diags = Diagnostics::default();
        let at = |index: usize| Pointer::root().key("x").index(index);
        for index in 0..3 {
            diags.warning(code::UNKNOWN_MEMBER, &at(index), "`foo` is not a member");
            diags.warning(code::REPAIRED, &at(index + 10), format!("path `/{index}` has {index} slashes")).help("one");
        }
        diags.warning(code::UNKNOWN_MEMBER, &at(3), "`bar` is not a member").help("take it out");
        diags.error(code::DANGLING_REF, &at(4), "`#/a` leads nowhere");
        diags.error(code::DANGLING_REF, &at(5), "`#/b` leads nowhere");
        diags.refused(code::UNREADABLE, &at(6), "not for here");
        let expected = "\
error[dangling-ref]: `#/a` leads nowhere
  at   #/x/4

error[dangling-ref]: `#/b` leads nowhere
  at   #/x/5

warning[unknown-member]: `bar` is not a member
  at   #/x/3
  help take it out

warning[unknown-member]: `foo` is not a member (3 times, first at #/x/0)
warning[repaired]: path `…` has … slashes (3 times, first at #/x/10)
  help `octogen report` lists each of them
";
        assert_eq!(text(&diags), expected);
        assert_eq!(text(&Diagnostics::default()), "");
    }

    #[test]
    fn the_document_forges_no_line() {
        let mut diags = Diagnostics::default();
        for _ in 0..2 {
            diags.warning(code::UNKNOWN_MEMBER, &Pointer::root().key("a\nerror: b"), "`a\n::error::b` is not a member");
        }
        assert_eq!(text(&diags).lines().count(), 2, "{}", text(&diags));
    }
}
