//! Converts an XML body to JSON and back, by a table of the `xml` keywords of a schema.

use std::fmt;

use serde_json::Value;

/// The table of a body.
#[doc(hidden)]
pub trait XmlTable: fmt::Debug + Sync {
    /// Converts XML to JSON.
    ///
    /// # Errors
    ///
    /// Fails if the text is not XML or has another root element.
    fn to_json(&self, text: &[u8]) -> Result<Value, String>;

    /// Converts JSON to XML; `None` if it cannot be written.
    fn to_xml(&self, value: &Value) -> Option<Vec<u8>>;
}
