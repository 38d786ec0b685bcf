//! A file: its content, in memory or as a stream. In a multipart body it is a part of its own; anywhere else it is base64
//! text, which is what a JSON value can hold of it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::runtime::json::base64::Base64;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::wire::{JsonValue, Output, Part, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;
use crate::runtime::transport::body::ByteStream;

/// A file to upload: its content, file name and media type.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::File;"))]
/// let picture = File::new(vec![0xff, 0xd8]).file_name("cat.jpg").content_type("image/jpeg");
/// ```
#[derive(Clone)]
pub struct File {
    content: Content,
    pub(crate) name: Option<String>,
    pub(crate) content_type: Option<String>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    // Types with files can be cloned as all others; whoever sends first takes the stream.
    Stream(Arc<Mutex<Option<ByteStream>>>),
}

impl File {
    /// Creates a file from its content.
    pub fn new(content: impl Into<ByteStream>) -> Self {
        let content = content.into();
        let content = match content.whole() {
            Some(bytes) => Content::Bytes(bytes),
            None => Content::Stream(Arc::new(Mutex::new(Some(content)))),
        };
        Self { content, name: None, content_type: None }
    }

    /// Sets the file name.
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

    /// Returns the content; a stream can be taken only once.
    pub fn into_content(self) -> Option<ByteStream> {
        match self.content {
            Content::Bytes(bytes) => Some(bytes.into()),
            Content::Stream(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).take(),
        }
    }

    /// Returns the content, unless it is a stream.
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

impl Wire for File {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Base64::read(value).map(|it| Self::new(it.into_bytes()))
    }

    /// A stream cannot be read without using it up, so it is written as `null`.
    fn write(&self, out: &mut Output<'_>) {
        match self.bytes() {
            Some(bytes) => Base64::from(bytes.to_vec()).write(out),
            None => out.0.take(Part::Null),
        }
    }

    by_other_traits! {}
}

through_serde! { File }
