//! The account for people.

use super::{Account, Class, Place};
use crate::Pointer;

pub(super) fn report(account: &Account, place: &dyn Fn(&Pointer) -> Place) -> String {
    let mut out = format!("{}\n", account.summary());
    for class in [Class::Refused, Class::Approximated, Class::DocumentedOnly, Class::Honoured] {
        // What is honoured is told where there was a choice.
        for note in account.of(class).filter(|it| class != Class::Honoured || !it.message.is_empty()) {
            let (code, pointer, at) = (&note.code, &note.pointer, note.place(place));
            out.push_str(&format!(
                "\n{class}[{}]{}\n  at   {}  {}\n",
                printable(code),
                reason(&note.message),
                printable(&at.to_string()),
                printable(&pointer.to_string()),
            ));
            note.help.iter().for_each(|it| out.push_str(&format!("  help {}\n", printable(it))));
        }
    }
    out
}

/// What stands behind the code; most keywords that are documented only need no words.
fn reason(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {}", printable(message)) }
}

/// Text of a document can hold line ends and terminal commands; a report line must stay a line.
fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{account, place};
    use super::*;

    #[test]
    fn the_worst_comes_first_and_honoured_parts_are_only_counted() {
        let text = "\
1 honoured, 0 documented only, 1 approximated, 1 refused

refused[xml-body]: XML without a schema
  at   openapi.json:15  #/paths/~1a/post

approximated[not]: left to the server
  at   openapi.json:25  #/components/schemas/A/not
";
        assert_eq!(report(&account(), &place), text);
    }

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(printable("a\n::error\u{1b}[31m"), "a\\n::error\\u{1b}[31m");
    }
}
