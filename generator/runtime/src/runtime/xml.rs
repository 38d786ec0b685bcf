//! XML bodies: a value of our types and the element that the `xml` keywords of its schema make of it (OpenAPI 3.1,
//! section 4.8.26). Generated code holds a table for each schema; here the table leads from XML to JSON and back, and
//! the types are read and written as everywhere else.

use super::answer::RawBody;
pub use super::xml_shape::{Element, Member, Object, Place, Shape, Wrapped};

use super::draft::Draft;
use super::plain::Plain;
use super::read_error::ReadError;
use super::whole::json_text;
use super::wire::Wire;
#[cfg(feature = "test-util")]
use super::xml_text::local;
use super::xml_text::parse;
use super::{xml_read, xml_write};

/// Reads XML into a type of this crate.
///
/// # Errors
///
/// The body is not XML, or not of that shape.
pub fn read<T: Wire>(body: &RawBody, root: &Element) -> Result<T, ReadError> {
    let node = parse(body.bytes()).map_err(ReadError::new)?;
    json_text(xml_read::value(&root.shape, &node).to_string().as_bytes())
}

/// The JSON that stands for an XML text with that root.
///
/// # Errors
///
/// It is not XML, or has another root.
#[cfg(feature = "test-util")]
pub(super) fn json_of(text: &[u8], root: &Element) -> Result<serde_json::Value, ReadError> {
    let node = parse(text).map_err(ReadError::new)?;
    if local(&node.name) != local(root.name) {
        return Err(ReadError::new(format!("the root element is `{}`, documented is `{}`", node.name, root.name)));
    }
    Ok(xml_read::value(&root.shape, &node))
}

impl Draft {
    /// Sets the body to a value as XML.
    pub fn xml<T: Wire>(&mut self, media_type: &'static str, body: &T, root: &Element) {
        let text = Plain::of(body).and_then(|value| {
            let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
            xml_write::element(root.name, root, &value, &mut out)?;
            Ok(out)
        });
        match text {
            Ok(text) => self.text(media_type, text),
            Err(message) => self.fail(format!("the body cannot be written as XML: {message}")),
        }
    }
}
