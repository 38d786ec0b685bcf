//! [`Names`] → text, and the spelling of the words in it.

use std::fmt;

use super::{Kind, Names};

/// What stands above the names.
const HEAD: &str = "\
# What the public items of this client are called, by what they stand for in the document.
# Kept by the generator, which adds and drops lines and changes none: edit a name to choose it.
";

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        let line = |((kind, key), entry): (&(Kind, String), &super::Entry)| {
            let space = if key.is_empty() { "" } else { " " };
            format!("{}{space}{key} = {}", kind.word(), entry.value).trim_end().to_owned()
        };
        let mut lines: Vec<String> = self.entries.iter().map(line).collect();
        lines.sort_unstable();
        lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A name of the document as a key has it: itself where it is plain, in quotes as in JSON where it holds what parts keys.
pub(crate) fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

/// The text in quotes, in ASCII: what does not show, and what looks like something else, is escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c.is_alphanumeric() || (' '..='~').contains(&c) {
            true => out.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

/// A name of the document inside of one that is longer, `limit` of `query:limit`; also what a list holds.
pub(crate) fn element(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | '.' | '[' | ']');
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

/// A list as it is written.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}
