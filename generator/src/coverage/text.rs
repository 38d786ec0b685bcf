//! The coverage as text. It begins with what matters most: unsupported parts, then approximated ones. Similar notes are
//! printed once, with their number and a few locations.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Class, Coverage, FileLine, Note};
use crate::Pointer;
use crate::diagnostics::escaped;
use crate::diagnostics::summed::kind_of;

/// How many locations of a kind are printed.
const PLACES: usize = 3;

impl Coverage {
    /// The report for people: the summary, then what is not supported, worst first.
    pub fn text(&self, file_line: &dyn Fn(&Pointer) -> FileLine) -> String {
        report(self, file_line)
    }

    /// Each note of these classes for people, the worst class first.
    pub fn list(&self, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> String {
        list(self, classes, file_line)
    }
}

fn report(coverage: &Coverage, file_line: &dyn Fn(&Pointer) -> FileLine) -> String {
    let mut out = format!("{}\n", coverage.summary());
    for class in [Class::Unsupported, Class::Approximated] {
        let kinds = kinds(coverage.of(class));
        kinds.iter().for_each(|alike| out.push_str(&format!("\n{}", kind(alike, file_line))));
        if kinds.iter().any(|it| it.len() > PLACES) {
            out.push_str(&format!("\n--class {class} lists each {class} part\n"));
        }
    }
    out.push_str(&counted("documented only, by keyword", Class::DocumentedOnly, coverage));
    out.push_str(&counted("supported by a choice", Class::Supported, coverage));
    out
}

/// Each note of these classes, the worst first.
fn list(coverage: &Coverage, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> String {
    let mut out = format!("{}\n", coverage.summary());
    for class in Class::ALL.into_iter().rev().filter(|it| classes.contains(it)) {
        let notes = coverage.of(class).filter(|it| is_told(it));
        notes.for_each(|it| out.push_str(&format!("\n{}", kind(&[it], file_line))));
    }
    out
}

/// Supported parts are printed where there was a choice.
fn is_told(note: &Note) -> bool {
    note.class != Class::Supported || !note.message.is_empty()
}

/// Notes of one code whose messages differ in what they quote only, the most frequent kind first.
fn kinds<'n>(notes: impl Iterator<Item = &'n Note>) -> Vec<Vec<&'n Note>> {
    let mut kinds: BTreeMap<(&str, String), Vec<&Note>> = BTreeMap::new();
    notes.for_each(|it| kinds.entry((&it.code, kind_of(&it.code, &it.message))).or_default().push(it));
    let few = |alike: &Vec<&'n Note>| alike.len() <= PLACES;
    let (few, mut many): (Vec<_>, Vec<_>) = kinds.into_values().partition(few);
    many.sort_by_key(|it| Reverse(it.len()));
    // A few of a kind are told each with its own words.
    many.into_iter().chain(few.into_iter().flatten().map(|it| vec![it])).collect()
}

/// One note, or the first few of many similar ones.
fn kind(alike: &[&Note], file_line: &dyn Fn(&Pointer) -> FileLine) -> String {
    let [first, ..] = alike else { return String::new() };
    let same = alike.iter().all(|it| it.message == first.message);
    let message = if same { first.message.clone() } else { kind_of(&first.code, &first.message) };
    let reason = if message.is_empty() { String::new() } else { format!(": {}", escaped(&message)) };
    let times = if alike.len() > 1 { format!(" ({} times)", grouped(alike.len())) } else { String::new() };
    let mut out = format!("{}[{}]{reason}{times}\n", first.class, escaped(&first.code));
    for note in alike.iter().take(PLACES) {
        let at = note.file_line(file_line).to_string();
        out.push_str(&format!("  at   {}  {}\n", escaped(&at), escaped(&note.pointer.to_string())));
    }
    if alike.len() > PLACES {
        out.push_str(&format!("       and {} more\n", grouped(alike.len() - PLACES)));
    }
    first.help.iter().for_each(|it| out.push_str(&format!("  help {}\n", escaped(it))));
    out
}

/// How often each keyword or choice of a class is there, the most frequent first.
fn counted(head: &str, class: Class, coverage: &Coverage) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    coverage.of(class).filter(|it| is_told(it)).for_each(|it| *counts.entry(&it.code).or_default() += 1);
    if counts.is_empty() {
        return String::new();
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let width = grouped(counts[0].1).len();
    let lines = counts.iter().map(|(code, count)| format!("  {:>width$}  {}\n", grouped(*count), escaped(code)));
    format!("\n{head} (--class {class} lists the places):\n{}", lines.collect::<String>())
}

/// A number with its thousands apart: `57,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{coverage, file_line, note};
    use super::*;

    #[test]
    fn the_worst_comes_first_and_supported_parts_are_only_counted() {
        let text = "\
1 supported, 0 documented only, 1 approximated, 1 unsupported

unsupported[xml-body]: XML without a schema
  at   openapi.json:15  #/paths/~1a/post

approximated[not]: left to the server
  at   openapi.json:25  #/components/schemas/A/not
";
        assert_eq!(report(&coverage(), &file_line), text);
        assert_eq!(list(&coverage(), &Class::ALL, &file_line), text);
    }

    #[test]
    fn what_is_alike_is_told_once() {
        let notes =
            (0..4).map(|index| note(Class::Approximated, &format!("/a/{index}"), "x", &format!("`{index}` is")));
        let documented =
            (0..1000).map(|index| note(Class::DocumentedOnly, &format!("/b/{index}"), "schema/pattern", ""));
        let one = [
            note(Class::DocumentedOnly, "/c", "schema/maximum", ""),
            note(Class::Supported, "/d", "paging", "a cursor"),
            note(Class::Supported, "/e", "schema/type", ""),
        ];
        let coverage: Coverage = notes.chain(documented).chain(one).collect();
        let text = "\
2 supported, 1001 documented only, 4 approximated, 0 unsupported

approximated[x]: `…` is (4 times)
  at   openapi.json:4  #/a/0
  at   openapi.json:4  #/a/1
  at   openapi.json:4  #/a/2
       and 1 more

--class approximated lists each approximated part

documented only, by keyword (--class documented-only lists the places):
  1,000  schema/pattern
      1  schema/maximum

supported by a choice (--class supported lists the places):
  1  paging
";
        assert_eq!(report(&coverage, &file_line), text);
        let listed = list(&coverage, &[Class::Approximated, Class::Supported], &file_line);
        assert_eq!((listed.matches("approximated[x]").count(), listed.matches("documented-only[").count()), (4, 0));
        assert!(listed.ends_with("\nsupported[paging]: a cursor\n  at   openapi.json:2  #/d\n"), "{listed}");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
