//! [`Names`] → text.

use std::fmt;

use super::{Kind, Names};

/// The comment above the names.
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
