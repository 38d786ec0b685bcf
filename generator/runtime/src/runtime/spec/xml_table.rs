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
    /// Fails if the text is not XML, has another root element, or contains elements or attributes that do not match the
    /// table.
    fn to_json(&self, text: &[u8]) -> Result<Value, String>;

    /// Converts JSON to XML; `None` if XML cannot represent the value by the table.
    fn to_xml(&self, value: &Value) -> Option<Vec<u8>>;
}
