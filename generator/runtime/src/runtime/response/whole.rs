//! Reading a complete body, whatever its `Content-Type` is.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::runtime::error::read_error::ReadError;
use crate::runtime::json::wire::Wire;
use crate::runtime::json::{read, text};
use crate::runtime::spec::response_body::RawBody;

impl RawBody {
    /// Deserializes the body from JSON.
    ///
    /// # Errors
    ///
    /// Fails if the body is not JSON or does not match the type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        any_json(self)
    }
}

/// Reads JSON into a type of this crate.
///
/// # Errors
///
/// Fails if the body is not JSON or does not match the type.
pub fn json<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    json_text(&body.bytes)
}

/// Reads a JSON text into a type of this crate: a body, a line, the data of an event.
pub(crate) fn json_text<T: Wire>(text: &[u8]) -> Result<T, ReadError> {
    let text = without_mark(text);
    read::from_slice(text).map_err(|mismatch| ReadError::mismatch(text, &mismatch))
}

/// Reads JSON into any type that serde can read.
///
/// # Errors
///
/// Fails if the body is not JSON or does not match the type.
pub fn any_json<T: DeserializeOwned>(body: &RawBody) -> Result<T, ReadError> {
    let text = without_mark(&body.bytes);
    serde_json::from_slice(text).map_err(|error| ReadError::json_body(text, error))
}

/// Without a byte order mark, which a reader may pass over (RFC 8259, section 8.1).
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Reads text.
///
/// # Errors
///
/// Fails if the body is not UTF-8.
pub fn text(body: &RawBody) -> Result<String, ReadError> {
    match std::str::from_utf8(&body.bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(ReadError::new(format!("expected UTF-8 text: {error}"))),
    }
}

/// Reads bytes.
///
/// # Errors
///
/// Never fails; the signature is that of its siblings.
pub fn bytes(body: &RawBody) -> Result<Bytes, ReadError> {
    Ok(body.bytes.clone())
}

/// Reads the body as it is, with status and headers.
///
/// # Errors
///
/// Never fails; the signature is that of its siblings.
pub fn raw(body: &RawBody) -> Result<RawBody, ReadError> {
    Ok(body.clone())
}

/// Reads nothing: there is no body, or none that is documented.
///
/// # Errors
///
/// Never fails; the signature is that of its siblings.
pub fn empty(_: &RawBody) -> Result<(), ReadError> {
    Ok(())
}

/// Reads `application/x-www-form-urlencoded`.
///
/// # Errors
///
/// Fails if the body does not match the type.
pub fn form<T: DeserializeOwned>(body: &RawBody) -> Result<T, ReadError> {
    text::from_form(&body.bytes).map_err(|error| ReadError::new(error.to_string()))
}
