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
    /// Constraints of single locations, if one type represents equal schemas of several locations.
    pub local: Vec<LocalConstraints>,
}

/// Constraints of some of the locations that one type or member represents.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalConstraints {
    /// The locations, such as `Order.status`: the first few.
    pub places: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// The constraints that apply there, and not everywhere.
    pub constraints: Constraints,
    /// Whether it is deprecated there.
    pub deprecated: bool,
}
