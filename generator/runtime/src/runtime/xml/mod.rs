//! XML bodies: a value of our types and the element that the `xml` keywords of its schema make of it (OpenAPI 3.1,
//! section 4.8.26). Generated code holds a table for each schema; here the table leads from XML to JSON and back, and
//! the types are read and written as everywhere else.

pub(crate) mod reader;
pub(crate) mod shape;
pub(crate) mod tree;
pub(crate) mod writer;

use serde_json::Value;

use crate::runtime::spec::answer::RawBody;
use crate::runtime::spec::xml_table::XmlTable;
pub use crate::runtime::xml::shape::{Element, Member, Object, Place, Shape, Wrapped};

use crate::runtime::error::read_error::ReadError;
use crate::runtime::json::plain::Plain;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::draft::Draft;
use crate::runtime::response::whole::json_text;
use crate::runtime::xml::tree::{local, parse};

/// Reads XML into a type of this crate.
///
/// # Errors
///
/// The body is not XML, or not of that shape.
pub fn read<T: Wire>(body: &RawBody, root: &Element) -> Result<T, ReadError> {
    let node = parse(body.bytes()).map_err(ReadError::new)?;
    json_text(reader::value(&root.shape, &node).to_string().as_bytes())
}

impl Draft {
    /// Sets the body to a value as XML.
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
            return Err(format!("the root element is `{}`, documented is `{}`", node.name, self.name));
        }
        Ok(reader::value(&self.shape, &node))
    }

    fn to_xml(&self, value: &Value) -> Option<Vec<u8>> {
        let mut out = String::new();
        writer::element(self.name, self, &Plain::of(value).ok()?, &mut out).ok()?;
        Some(out.into_bytes())
    }
}
