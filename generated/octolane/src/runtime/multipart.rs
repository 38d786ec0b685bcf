//! `multipart/form-data` (RFC 7578): parts in their order, files as bytes or as streams.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use serde_json::Value;

use super::body::ByteStream;
use super::style::scalar_text;
use super::{BoxError, in_request};

/// A file to be uploaded: its content, and what the server is told of it.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::File;"))]
/// let picture = File::new(vec![0xff, 0xd8]).file_name("cat.jpg").content_type("image/jpeg");
/// ```
#[derive(Clone)]
pub struct File {
    content: Content,
    name: Option<String>,
    content_type: Option<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    // Types with files can be cloned as all others; whoever sends first takes the stream.
    Stream(Arc<Mutex<Option<ByteStream>>>),
}

impl File {
    /// A file with that content.
    pub fn new(content: impl Into<ByteStream>) -> Self {
        let content = content.into();
        let content = match content.whole() {
            Some(bytes) => Content::Bytes(bytes),
            None => Content::Stream(Arc::new(Mutex::new(Some(content)))),
        };
        Self { content, name: None, content_type: None }
    }

    /// Sets the file's name.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type of the content.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// The content; a stream can be taken once only.
    pub fn into_content(self) -> Option<ByteStream> {
        match self.content {
            Content::Bytes(bytes) => Some(bytes.into()),
            Content::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }

    /// The content, where it is not a stream.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream(_) => None,
        }
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("File");
        out.field("name", &self.name).field("content_type", &self.content_type);
        out.field("length", &self.bytes().map(Bytes::len)).finish()
    }
}

/// Streams are equal only to themselves.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Stream(a), Content::Stream(b)) => Arc::ptr_eq(a, b),
            _ => false,
        };
        same && self.name == other.name && self.content_type == other.content_type
    }
}

impl<T: Into<ByteStream>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// The parts of a form.
#[derive(Debug, Default)]
pub struct Multipart {
    pieces: VecDeque<ByteStream>,
    boundary: String,
    error: Option<String>,
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        let random = || RandomState::new().build_hasher().finish();
        Self { pieces: VecDeque::new(), boundary: format!("{:016x}{:016x}", random(), random()), error: None }
    }

    /// Adds a part with the text of a value: scalars as they are, all else as JSON; null adds nothing.
    pub fn text<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.value(name, None, in_request(|| serde_json::to_value(value)));
    }

    /// Adds a part with the text of a scalar, under that media type; null adds nothing.
    pub fn text_as<T: Serialize + ?Sized>(&mut self, name: &str, media_type: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(Value::Null) => {}
            Ok(value) => self.part(name, None, Some(media_type), scalar_text(&value).into()),
            Err(error) => self.fail(format!("the part `{name}` cannot be written: {error}")),
        }
    }

    /// Adds a part with a value as JSON, under that media type; null adds nothing.
    pub fn json<T: Serialize + ?Sized>(&mut self, name: &str, media_type: &str, value: &T) {
        self.value(name, Some(media_type), in_request(|| serde_json::to_value(value)));
    }

    fn value(&mut self, name: &str, media_type: Option<&str>, value: serde_json::Result<Value>) {
        match (value, media_type) {
            (Ok(Value::Null), _) => {}
            (Ok(value), Some(media_type)) => self.part(name, None, Some(media_type), value.to_string().into()),
            (Ok(value), None) => {
                let media_type = matches!(value, Value::Object(_) | Value::Array(_)).then_some("application/json");
                self.part(name, None, media_type, scalar_text(&value).into());
            }
            (Err(error), _) => self.fail(format!("the part `{name}` cannot be written: {error}")),
        }
    }

    /// Adds a file; `media_type` is what the document says, used where the file itself says nothing.
    pub fn file(&mut self, name: &str, media_type: Option<&str>, file: impl Into<File>) {
        let file = file.into();
        // Without a file name servers take a part for text.
        let file_name = file.name.clone().unwrap_or_else(|| name.to_owned());
        let content_type = file.content_type.clone();
        let content_type = content_type.as_deref().or(media_type).unwrap_or("application/octet-stream");
        match file.into_content() {
            Some(content) => self.part(name, Some(&file_name), Some(content_type), content),
            None => self.fail(format!("the file of the part `{name}` was sent before; a stream can be sent once only")),
        }
    }

    fn part(&mut self, name: &str, file_name: Option<&str>, media_type: Option<&str>, content: ByteStream) {
        let mut head = format!("--{}\r\nContent-Disposition: form-data; name=\"{}\"", self.boundary, quoted(name));
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            if media_type.bytes().any(|it| !(b' '..0x7f).contains(&it)) {
                return self
                    .fail(format!("the media type of the part `{name}` has a character that a header cannot hold"));
            }
            head.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        head.push_str("\r\n\r\n");
        self.pieces.extend([head.into(), content, "\r\n".into()]);
    }

    fn fail(&mut self, message: String) {
        self.error.get_or_insert(message);
    }

    /// The boundary and the whole body.
    pub(super) fn finish(mut self) -> Result<(String, ByteStream), String> {
        if let Some(message) = self.error {
            return Err(message);
        }
        self.pieces.push_back(format!("--{}--\r\n", self.boundary).into());
        let length: Option<u64> = self.pieces.iter().map(ByteStream::length).sum();
        let whole: Option<Vec<Bytes>> = self.pieces.iter().map(ByteStream::whole).collect();
        let body = match (whole, length) {
            (Some(pieces), _) => ByteStream::from(pieces.concat()),
            (None, Some(length)) => ByteStream::from_chunks(Box::pin(Chain(self.pieces))).with_length(length),
            (None, None) => ByteStream::from_chunks(Box::pin(Chain(self.pieces))),
        };
        Ok((self.boundary, body))
    }
}

/// As the HTML standard escapes names and file names in a form.
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "%00")
}

/// One stream after the other.
struct Chain(VecDeque<ByteStream>);

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(first.poll_chunk(cx)) {
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => self.0.pop_front(),
            };
        }
        Poll::Ready(None)
    }
}
