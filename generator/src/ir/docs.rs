//! What the document says to readers.

use serde_json::Value;

use super::constraints::Constraints;

/// Text for readers, as the document has it; the emitter makes it safe for rustdoc.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `title` of a schema, `summary` of an operation.
    pub title: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// Example values, at most a few.
    pub examples: Vec<Value>,
    /// `externalDocs`: description and URL.
    pub external: Option<(Option<String>, String)>,
    /// What single places demand, where one type stands for equal schemas of several places.
    pub local: Vec<LocalConstraints>,
}

/// What some of the places demand that one type or member stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalConstraints {
    /// The places, `Order.status`: the first few.
    pub places: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// What is demanded there, and not everywhere.
    pub constraints: Constraints,
    /// Whether it is deprecated there.
    pub deprecated: bool,
}
