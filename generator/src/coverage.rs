//! The coverage of a generation: which parts of the document the crate supports, which stand only in its
//! documentation, which it approximates and which it does not support, each with its place and the reason.
//!
//! The steps of the pipeline add notes; `octogen report` prints them. Nothing in here decides anything. What no step has
//! reported, `unreported` finds by comparing schemas with their types.

mod dropped_operations;
mod json;
mod keywords;
mod kinds;
mod sarif;
mod text;
mod unreported;

use std::fmt;
use std::str::FromStr;

use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::ir::Api;
use crate::source_map::Places;

/// The coverage of a document, of which `left` operations remain in the API. Errors that the settings allow count as
/// unsupported parts.
///
/// # Errors
///
/// All problems found so far, if one of them is an error.
pub(crate) fn collect(
    document: &Document,
    api: &Api,
    left: usize,
    config: &Config,
    diags: &mut Diagnostics,
) -> Result<Coverage, Diagnostics> {
    unreported::report(document, api, diags);
    dropped_operations::check(&document.value, left, diags);
    diags.accept(&config.allow, config.lenient);
    diags.gate()?;
    Ok(Coverage::of_document(document, diags))
}

/// How well the crate supports a part of the document, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The crate does what the document says.
    Supported,
    /// It appears in the documentation and has no effect on the code.
    DocumentedOnly,
    /// The crate does something close to it; the message says what.
    Approximated,
    /// The crate leaves it out; the message says why.
    Unsupported,
}

/// A note about one part of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note {
    /// How well it is supported.
    pub class: Class,
    /// Its location in the document.
    pub pointer: Pointer,
    /// The kind of part or of problem, kebab case: `pattern-properties`.
    pub code: String,
    /// How it is approximated, or why it is unsupported.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// Its location, if that is in another file; the pointer then points into that file.
    pub elsewhere: Option<FileLine>,
}

/// The notes of one run, sorted and without duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    notes: Vec<Note>,
}

/// A location in the user's files, for messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileLine {
    /// The name of the file, as passed by the caller.
    pub file: String,
    /// The line, starting at 1, if known.
    pub line: Option<usize>,
}

impl Class {
    /// All classes, from best to worst.
    pub const ALL: [Self; 4] = [Self::Supported, Self::DocumentedOnly, Self::Approximated, Self::Unsupported];

    /// The name in reports and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::DocumentedOnly => "documented-only",
            Self::Approximated => "approximated",
            Self::Unsupported => "unsupported",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Class {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| format!("`{text}` is not one of supported, documented-only, approximated, unsupported"))
    }
}

impl Note {
    /// Its location in the user's files.
    pub fn file_line(&self, file_line: &dyn Fn(&Pointer) -> FileLine) -> FileLine {
        self.elsewhere.clone().unwrap_or_else(|| file_line(&self.pointer))
    }
}

impl FromIterator<Note> for Coverage {
    fn from_iter<I: IntoIterator<Item = Note>>(notes: I) -> Self {
        // Class by class, since those of one class come nearly in order.
        let mut classes = Class::ALL.map(|_| Vec::new());
        notes.into_iter().for_each(|it| classes[it.class as usize].push(it));
        classes.iter_mut().for_each(|it| it.sort());
        let mut notes = classes.into_iter().flatten().collect::<Vec<Note>>();
        notes.dedup();
        Self { notes }
    }
}

impl Coverage {
    /// All notes, by class, then by location.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The notes of one class, by location.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |it| it.class == class)
    }

    /// The number of notes of a class.
    pub fn count(&self, class: Class) -> usize {
        self.of(class).count()
    }

    /// Notes that `--deny CLASS` forbids: those of that class and of worse ones.
    pub fn at_least(&self, class: Class) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |it| it.class >= class)
    }

    /// The line after a generation: `312 supported, 4 documented only, 1 approximated, 0 unsupported`.
    pub fn summary(&self) -> String {
        Class::ALL.map(|it| format!("{} {}", self.count(it), it.as_str().replace('-', " "))).join(", ")
    }
}

impl FileLine {
    /// The location of a pointer in the user's files.
    pub(crate) fn of(places: &Places, pointer: &Pointer) -> Self {
        let place = places.place(pointer);
        let (file, line) = place.map(|it| (it.file, it.line)).unwrap_or_default();
        Self { file, line: Some(line).filter(|line| *line > 0) }
    }
}

impl fmt::Display for FileLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn note(class: Class, pointer: &str, code: &str, message: &str) -> Note {
        Note {
            class,
            pointer: Pointer::parse(pointer),
            code: code.to_owned(),
            message: message.to_owned(),
            help: Vec::new(),
            elsewhere: None,
        }
    }

    pub(super) fn coverage() -> Coverage {
        Coverage::from_iter([
            note(Class::Unsupported, "/paths/~1a/post", "xml-body", "XML without a schema"),
            note(Class::Supported, "/paths/~1a/get", "operation", ""),
            note(Class::Approximated, "/components/schemas/A/not", "not", "left to the server"),
            note(Class::Supported, "/paths/~1a/get", "operation", ""),
        ])
    }

    pub(super) fn file_line(pointer: &Pointer) -> FileLine {
        FileLine { file: "openapi.json".to_owned(), line: Some(pointer.as_str().len()) }
    }

    #[test]
    fn notes_are_sorted_and_single() {
        assert_eq!(coverage().summary(), "1 supported, 0 documented only, 1 approximated, 1 unsupported");
    }

    #[test]
    fn a_denied_class_takes_the_worse_ones_along() {
        for (class, count) in [("approximated", 2), ("unsupported", 1), ("supported", 3)] {
            assert_eq!(coverage().at_least(class.parse().unwrap()).count(), count, "{class}");
        }
        assert!("worse".parse::<Class>().is_err());
    }
}
