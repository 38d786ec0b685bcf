//! XML bodies, by the `xml` keywords of schemas (OpenAPI 3.1, section 4.8.26). Generated code has a table for each
//! schema, by which XML is converted to JSON and back; types are read and written as JSON.

#![doc(hidden)]

#[cfg(feature = "test-util")]
mod checked;
pub(crate) mod reader;
pub(crate) mod shape;
pub(crate) mod tree;
pub(crate) mod writer;

use crate::runtime::spec::response_body::RawBody;
pub use crate::runtime::xml::shape::{Element, Member, NodeType, Object, Shape, Wrapped};

use crate::runtime::error::read_error::ReadError;
use crate::runtime::json::plain::Plain;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::response::whole::json_text;
use crate::runtime::xml::tree::parse;

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
