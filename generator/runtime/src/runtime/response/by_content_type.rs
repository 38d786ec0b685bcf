//! Bodies whose `Content-Type` says how they are read (RFC 9110, section 8.3): single values, which servers send as text
//! as well as in JSON whatever their document says, and all that is documented under a range of media types. Without a
//! `Content-Type` JSON is tried first.

use crate::runtime::error::read_error::ReadError;
use crate::runtime::http::headers::media_type;
use crate::runtime::http::media;
use crate::runtime::json::base64::Base64;
use crate::runtime::json::wire::Wire;
use crate::runtime::response::whole::{json, json_text, text};
use crate::runtime::spec::response_body::RawBody;

/// What the `Content-Type` says about a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Received {
    Json,
    Text,
    /// There is none.
    Unknown,
    Other,
}

fn received(body: &RawBody) -> Received {
    match media_type(&body.headers).as_deref() {
        None | Some("") => Received::Unknown,
        Some(it) if media::is_json(it) => Received::Json,
        Some(it) if media::is_text(it) => Received::Text,
        Some(_) => Received::Other,
    }
}

/// Reads a string that is documented as text, or under a range: text as it is.
///
/// # Errors
///
/// Fails if the body is not UTF-8, or JSON but not a string.
pub fn string<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match received(body) {
        Received::Json => json(body),
        Received::Unknown => json(body).or_else(|_| from_text(&text(body)?)),
        Received::Text | Received::Other => from_text(&text(body)?),
    }
}

/// Reads a string that is documented as JSON. Text that is a string in JSON is taken for that: many servers send JSON
/// under `text/html` or `text/plain`.
///
/// # Errors
///
/// Fails if the body is not UTF-8, or JSON but not a string.
pub fn json_string<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match received(body) {
        Received::Json => json(body),
        _ => json(body).or_else(|_| from_text(&text(body)?)),
    }
}

/// Reads any other single value: a number, a boolean, a word of a list, a date. White space around it is none of it.
///
/// # Errors
///
/// Fails if the body is not such a value.
pub fn scalar<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match received(body) {
        Received::Json => json(body),
        _ => json(body).or_else(|_| from_text(text(body)?.trim_start_matches('\u{feff}').trim())),
    }
}

/// Reads bytes that are base64 text in JSON and in text, and themselves under any other media type.
///
/// # Errors
///
/// Fails if the body is JSON but not such a string.
pub fn base64<T: Wire + From<Base64>>(body: &RawBody) -> Result<T, ReadError> {
    match received(body) {
        Received::Json => json(body),
        Received::Text | Received::Unknown => {
            let text = || from_text(text(body).ok().filter(|_| received(body) == Received::Text)?.trim()).ok();
            let value = json(body).ok().or_else(text);
            Ok(value.unwrap_or_else(|| Base64::from(body.bytes.to_vec()).into()))
        }
        Received::Other => Ok(Base64::from(body.bytes.to_vec()).into()),
    }
}

fn from_text<T: Wire>(text: &str) -> Result<T, ReadError> {
    json_text(serde_json::Value::from(text).to_string().as_bytes())
}
