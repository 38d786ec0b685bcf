//! XML bodies, by the `xml` keywords of schemas (OpenAPI 3.1, section 4.8.26). Generated code has a table for each
//! schema, by which XML is converted to JSON and back; types are read and written as JSON.

#![doc(hidden)]

pub(crate) mod reader;
pub(crate) mod shape;
pub(crate) mod tree;
pub(crate) mod writer;

use serde_json::Value;

use crate::runtime::spec::response_body::RawBody;
use crate::runtime::spec::xml_table::XmlTable;
pub use crate::runtime::xml::shape::{Element, Member, NodeType, Object, Shape, Wrapped};

use crate::runtime::error::read_error::ReadError;
use crate::runtime::json::plain::Plain;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::response::whole::json_text;
use crate::runtime::xml::tree::{local, parse};

/// Reads an XML body.
///
/// # Errors
///
/// Fails if the body is not XML or does not match the type.
pub fn read<T: Wire>(body: &RawBody, root: &Element) -> Result<T, ReadError> {
    let node = parse(body.bytes()).map_err(ReadError::new)?;
    json_text(reader::value(&root.shape, &node).to_string().as_bytes())
}

impl RequestBuilder {
    /// Sets the body to `body` as XML.
    pub fn xml<T: Wire>(&mut self, media_type: &'static str, body: &T, root: &Element) {
        let text = Plain::of(body).and_then(|value| {
            let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
            writer::element(root.name, root, &value, &mut out)?;
            Ok(out)
        });
        match text {
            Ok(text) => self.text(media_type, text),
            Err(message) => self.fail(format!("the body cannot be written as XML: {message}")),
        }
    }
}

impl XmlTable for Element {
    fn to_json(&self, text: &[u8]) -> Result<Value, String> {
        let node = parse(text)?;
        if local(&node.name) != local(self.name) {
            return Err(format!("the root element is `{}`, expected `{}`", node.name, self.name));
        }
        Ok(reader::value(&self.shape, &node))
    }

    fn to_xml(&self, value: &Value) -> Option<Vec<u8>> {
        let mut out = String::new();
        writer::element(self.name, self, &Plain::of(value).ok()?, &mut out).ok()?;
        Some(out.into_bytes())
    }
}
