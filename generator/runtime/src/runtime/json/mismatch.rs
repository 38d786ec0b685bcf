//! The error of a value that does not fit its type, with the way to it through the JSON.

use std::fmt;

use crate::runtime::json::json_path::Spelling;

/// A value did not fit its type.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
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
    /// An error that is described by this text.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { steps: Vec::new(), message: message.into() }))
    }

    /// The error at the end of a record's `read`: a required slot stayed empty.
    pub fn missing() -> Self {
        Self::new("a required member is missing")
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The place, `data[3].keyword.id`; `$` for the whole value.
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
