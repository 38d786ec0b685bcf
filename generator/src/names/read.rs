//! Text → [`Names`]. Each line is `kind key = name`; blank lines and lines that begin with `#` are ignored.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::words::{Quoted, items, list};
use super::{Entry, Form, KINDS, Kind, Names, NamesError};
use crate::namer::is_package;

impl Names {
    /// Parses a lock; `file` is its name in messages. An empty text has no names.
    ///
    /// # Errors
    ///
    /// Fails on a malformed line, on two lines with different names for one key, and on a name that is not valid in
    /// Rust.
    pub fn parse(file: &str, text: &str) -> Result<Self, NamesError> {
        let mut entries: BTreeMap<(Kind, String), Entry> = BTreeMap::new();
        for (index, written) in text.lines().enumerate() {
            let line = index + 1;
            let error = |(message, help): (String, &str)| NamesError {
                file: file.to_owned(),
                line,
                message,
                help: help.to_owned(),
            };
            let written = written.trim();
            if written.is_empty() || written.starts_with('#') {
                continue;
            }
            let (kind, key, value) = entry(written).map_err(error)?;
            match entries.entry((kind, key.to_owned())) {
                Slot::Vacant(slot) => drop(slot.insert(Entry { value, line })),
                // Two merged branches that added the same name.
                Slot::Occupied(slot) if slot.get().value == value => {}
                Slot::Occupied(slot) => {
                    let Entry { value: first, line: before } = slot.get();
                    let what = format!("{} {key}", kind.word());
                    return Err(error((
                        format!(
                            "`{}` is `{}` here and `{}` in line {before}",
                            what.trim_end().escape_debug(),
                            value.escape_debug(),
                            first.escape_debug()
                        ),
                        "leave one of the two lines",
                    )));
                }
            }
        }
        Ok(Self { file: file.to_owned(), entries })
    }
}

type Mistake = (String, &'static str);

const FORM: &str = "a line is `type Feed = Feed`: what it is, its key, an equals sign, its name";

fn entry(line: &str) -> Result<(Kind, &str, String), Mistake> {
    let Some((left, value)) = parted(line) else {
        return Err((format!("`{}` is no line of a lock", line.escape_debug()), FORM));
    };
    let (word, key) = left.split_once(' ').unwrap_or((left, ""));
    let Some(&(kind, _, form)) = KINDS.iter().find(|it| it.1 == word) else {
        return Err((format!("`{}` is nothing that has a name", word.escape_debug()), FORM));
    };
    let key = key.trim();
    if key.is_empty() != matches!(kind, Kind::Code | Kind::Package) {
        return Err((format!("`{}` has the wrong key", line.escape_debug()), FORM));
    }
    let value = match form {
        Form::Identifier if !is_identifier(value) => {
            let message = format!("`{}` is not a Rust identifier", value.escape_debug());
            return Err((message, "take letters, digits and underscores, and no keyword"));
        }
        Form::Method if !value.split('.').all(is_identifier) || value.split('.').count() > 2 => {
            let message = format!("`{}` is not a method, nor one of a group", value.escape_debug());
            return Err((message, "take letters, digits and underscores, and no keyword: `create` or `issues.create`"));
        }
        Form::Package if !is_package(value) => {
            return Err((format!("`{}` is not a name for a package", value.escape_debug()), "take `pet-store`"));
        }
        Form::Feature if !is_feature(value) => {
            return Err((format!("`{}` is not a name for a feature", value.escape_debug()), "take `price-lists`"));
        }
        Form::Identifier | Form::Method | Form::Package | Form::Feature => value.to_owned(),
        Form::List => list(items(value)),
    };
    Ok((kind, key, value))
}

/// Splits a line at the first equals sign between spaces outside of quotes.
fn parted(line: &str) -> Option<(&str, &str)> {
    let mut quoted = Quoted::default();
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        if !quoted.holds(c) && c == '=' && line[..at].ends_with(' ') && (rest.starts_with(' ') || rest.is_empty()) {
            return Some((line[..at].trim_end(), rest.trim()));
        }
    }
    None
}

/// Whether it is a valid Cargo feature that needs no quotes in shells and TOML.
fn is_feature(text: &str) -> bool {
    let letters = |it: u8| it.is_ascii_alphanumeric() || b"_-".contains(&it);
    text.bytes().all(letters) && !text.is_empty() && !text.starts_with('-')
}

/// Whether it is a valid identifier in all editions without `r#`, in ASCII only.
fn is_identifier(text: &str) -> bool {
    let letters = text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
    letters && syn::parse_str::<syn::Ident>(text).is_ok() && !matches!(text, "_" | "gen" | "Self" | "self")
}
