//! The error of a value that does not match its type, with its path in the JSON.

use std::fmt;

use crate::runtime::json::json_path::Spelling;

/// The error of a value that does not match its type.
#[derive(Clone, PartialEq, Eq)]
#[doc(hidden)]
pub struct Mismatch(Box<MismatchInner>);

#[derive(Clone, PartialEq, Eq)]
struct MismatchInner {
    /// From the inside out.
    steps: Vec<Step>,
    message: String,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
}

impl Mismatch {
    /// Creates an error.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(MismatchInner { steps: Vec::new(), message: message.into() }))
    }

    /// The error at the end of reading an object: a required place is still empty.
    pub fn missing() -> Self {
        Self::new("a required member is missing")
    }

    /// Returns what is wrong, without the path.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the path to the value, `data[3].keyword.id`; `$` is the whole value.
    pub fn path(&self) -> String {
        let mut path = Spelling::default();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Member(name) => path.member(name),
                Step::Item(index) => path.item(*index),
            }
        }
        path.text()
    }

    /// The same error, seen from the object that has the member.
    #[must_use]
    pub(crate) fn in_member(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Member(name.to_owned()));
        self
    }

    /// The same error, seen from the array that has the item.
    #[must_use]
    pub(crate) fn in_item(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Item(index));
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.steps.is_empty() {
            return f.write_str(self.message());
        }
        write!(f, "{}: {}", self.path(), self.message())
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mismatch({self})")
    }
}

impl std::error::Error for Mismatch {}

/// The beginning of a value as JSON, for messages.
pub(crate) fn excerpt(value: &serde_json::Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
