//! Bodies whose `Content-Type` says how they are read (RFC 9110, section 8.3): single values, which servers send as text
//! as well as in JSON whatever their document says, and all that is documented under a range of media types. Without a
//! `Content-Type` JSON is tried first.

use crate::runtime::error::read_error::ReadError;
use crate::runtime::http::headers::media_type;
use crate::runtime::http::media;
use crate::runtime::json::base64::Base64;
use crate::runtime::json::wire::Wire;
use crate::runtime::response::whole::{json, json_text, text};
use crate::runtime::spec::answer::RawBody;

/// What a body says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Json,
    Text,
    /// It says nothing.
    Unknown,
    Other,
}

fn came(body: &RawBody) -> Came {
    match media_type(&body.headers).as_deref() {
        None | Some("") => Came::Unknown,
        Some(it) if media::is_json(it) => Came::Json,
        Some(it) if media::is_text(it) => Came::Text,
        Some(_) => Came::Other,
    }
}

/// Reads a string that is documented as text, or under a range: text as it is.
///
/// # Errors
///
/// The body is not UTF-8, or JSON that is no string.
pub fn string<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match came(body) {
        Came::Json => json(body),
        Came::Unknown => json(body).or_else(|_| from_text(&text(body)?)),
        Came::Text | Came::Other => from_text(&text(body)?),
    }
}

/// Reads a string that is documented as JSON. Text that is a string in JSON is taken for that: many servers send JSON
/// under `text/html` or `text/plain`.
///
/// # Errors
///
/// The body is not UTF-8, or JSON that is no string.
pub fn json_string<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match came(body) {
        Came::Json => json(body),
        _ => json(body).or_else(|_| from_text(&text(body)?)),
    }
}

/// Reads any other single value: a number, a boolean, a word of a list, a date. White space around it is none of it.
///
/// # Errors
///
/// The body is no such value.
pub fn scalar<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    match came(body) {
        Came::Json => json(body),
        _ => json(body).or_else(|_| from_text(text(body)?.trim_start_matches('\u{feff}').trim())),
    }
}

/// Reads bytes that are base64 text in JSON and in text, and themselves under any other media type.
///
/// # Errors
///
/// The body is JSON and no such string.
pub fn base64<T: Wire + From<Base64>>(body: &RawBody) -> Result<T, ReadError> {
    match came(body) {
        Came::Json => json(body),
        Came::Text | Came::Unknown => {
            let text = || from_text(text(body).ok().filter(|_| came(body) == Came::Text)?.trim()).ok();
            let value = json(body).ok().or_else(text);
            Ok(value.unwrap_or_else(|| Base64::from(body.bytes.to_vec()).into()))
        }
        Came::Other => Ok(Base64::from(body.bytes.to_vec()).into()),
    }
}

fn from_text<T: Wire>(text: &str) -> Result<T, ReadError> {
    json_text(serde_json::Value::from(text).to_string().as_bytes())
}
