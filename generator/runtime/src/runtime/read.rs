//! Reading a response body: the ready-made functions that the tables of an operation name.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::body::ByteStream;
use super::download::Download;
use super::events::{EventStream, Reconnect};
use super::json_path;
use super::lines::LineStream;
use super::mismatch::Mismatch;
use super::wire::Wire;
use super::{media, text, wire_read};

pub use super::by_content_type::{base64, json_string, scalar, string};

/// A response body that was read whole.
#[derive(Clone, Debug)]
pub struct RawBody {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
}

impl RawBody {
    /// The status that it came with.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that it came with.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The media type, lower case and without parameters.
    pub fn media_type(&self) -> Option<String> {
        media_type(&self.headers).map(Cow::into_owned)
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The value that it holds as JSON.
    ///
    /// # Errors
    ///
    /// The body is not JSON, or not of that shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        any_json(self)
    }
}

/// The media type, lower case and without parameters.
pub(super) fn media_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    content_type(headers).map(media::essence)
}

/// The media type with its parameters, as it came.
pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
}

/// Why a body could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub(super) message: String,
    pub(super) path: Option<String>,
}

impl ReadError {
    /// An error with that message, which says what was expected.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None }
    }

    /// The error of a JSON text, with the path to the place.
    pub fn json(text: &[u8], error: serde_json::Error) -> Self {
        // A mistake of syntax is told by the byte that is wrong, which need not belong to the value.
        let column = error.column() - usize::from(error.is_syntax() && error.column() > 0);
        let path = (error.line() > 0).then(|| json_path::at(text, error.line(), column));
        Self { message: error.to_string(), path }
    }

    /// The error of a JSON text that could not become a value. Where the text is no JSON at all, that is told.
    #[cold]
    fn mismatch(text: &[u8], mismatch: &Mismatch) -> Self {
        match serde_json::from_slice::<IgnoredAny>(text) {
            Ok(_) => Self { message: mismatch.message().to_owned(), path: Some(mismatch.path()) },
            Err(error) => json_error(text, error),
        }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => write!(f, "at `{path}`: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ReadError {}

/// Reads JSON into a type of this crate.
///
/// # Errors
///
/// The body is not JSON, or not of that shape.
pub fn json<T: Wire>(body: &RawBody) -> Result<T, ReadError> {
    json_text(&body.bytes)
}

/// Reads a JSON text into a type of this crate: a body, a line, the data of an event.
pub(super) fn json_text<T: Wire>(text: &[u8]) -> Result<T, ReadError> {
    let text = without_mark(text);
    wire_read::from_slice(text).map_err(|mismatch| ReadError::mismatch(text, &mismatch))
}

/// Reads JSON into any type that serde can read.
///
/// # Errors
///
/// The body is not JSON, or not of that shape.
pub fn any_json<T: DeserializeOwned>(body: &RawBody) -> Result<T, ReadError> {
    let text = without_mark(&body.bytes);
    serde_json::from_slice(text).map_err(|error| json_error(text, error))
}

/// Without a byte order mark, which a reader may pass over (RFC 8259, section 8.1).
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

#[cold]
fn json_error(text: &[u8], error: serde_json::Error) -> ReadError {
    if text.iter().all(u8::is_ascii_whitespace) {
        return ReadError::new("expected JSON, found an empty body");
    }
    ReadError::json(text, error)
}

/// Reads text.
///
/// # Errors
///
/// The body is not UTF-8.
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
/// None; the signature is that of its siblings.
pub fn bytes(body: &RawBody) -> Result<Bytes, ReadError> {
    Ok(body.bytes.clone())
}

/// Reads the body as it is, with status and headers.
///
/// # Errors
///
/// None; the signature is that of its siblings.
pub fn raw(body: &RawBody) -> Result<RawBody, ReadError> {
    Ok(body.clone())
}

/// Reads nothing: there is no body, or none that is documented.
///
/// # Errors
///
/// None; the signature is that of its siblings.
pub fn empty(_: &RawBody) -> Result<(), ReadError> {
    Ok(())
}

/// Reads `application/x-www-form-urlencoded`.
///
/// # Errors
///
/// The body is not of that shape.
pub fn form<T: DeserializeOwned>(body: &RawBody) -> Result<T, ReadError> {
    text::from_form(&body.bytes).map_err(|error| ReadError::new(error.to_string()))
}

/// A response body that is read as it comes.
#[derive(Debug)]
pub struct StreamBody {
    pub(super) headers: HeaderMap,
    pub(super) bytes: ByteStream,
    pub(super) reconnect: Option<Reconnect>,
}

impl StreamBody {
    /// The headers that it came with.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The bytes as they come.
    pub fn bytes<B>(self) -> Download<B> {
        Download::new(self.bytes)
    }

    /// Server-sent events whose data is JSON.
    pub fn events<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::json(self)
    }

    /// Server-sent events whose data is text.
    pub fn text_events<B>(self) -> EventStream<String, B> {
        EventStream::text(self)
    }

    /// Server-sent events as objects with `event`, `data`, `id` and `retry`, as 3.2 `itemSchema` describes them.
    pub fn event_objects<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::objects(self)
    }

    /// The same, where the data of an event is the text of a JSON value; data that is none is taken as it is.
    pub fn event_json_objects<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::json_objects(self)
    }

    /// A JSON value each line, or each record of a JSON text sequence.
    pub fn lines<T: Wire, B>(self) -> LineStream<T, B> {
        LineStream::new(self.bytes)
    }
}
