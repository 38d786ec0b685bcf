//! How a body that is XML becomes JSON and is made of it, for whoever knows no XML: a table of the `xml` keywords of a
//! schema does both.

use std::fmt;

use serde_json::Value;

/// The table of a body.
#[doc(hidden)]
pub trait XmlTable: fmt::Debug + Sync {
    /// The JSON that stands for a text.
    ///
    /// # Errors
    ///
    /// It is not XML, or has another root.
    fn to_json(&self, text: &[u8]) -> Result<Value, String>;

    /// The text that stands for JSON; none where it cannot be written.
    fn to_xml(&self, value: &Value) -> Option<Vec<u8>>;
}
