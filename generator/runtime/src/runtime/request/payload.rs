//! The body of a request, and how values are serialized in it.

use bytes::Bytes;

use crate::runtime::http::encode::Escape;
use crate::runtime::http::media;
use crate::runtime::json::plain::Plain;
use crate::runtime::request::style::Writer;
use crate::runtime::spec::param::Style;
use crate::runtime::transport::body::ByteStream;

/// The body of the request.
#[derive(Debug)]
pub(crate) enum Payload {
    None,
    Whole(Bytes),
    /// Can be sent once only.
    Stream(ByteStream),
}

impl Payload {
    /// Clones the body, unless it is a stream.
    pub(crate) fn duplicate(&self) -> Option<Self> {
        match self {
            Self::None => Some(Self::None),
            Self::Whole(bytes) => Some(Self::Whole(bytes.clone())),
            Self::Stream(_) => None,
        }
    }
}

pub(crate) fn content_text(media_type: &str, value: Plain) -> String {
    match value {
        Plain::Text(text) if !media::is_json(&media::essence(media_type)) => text,
        value => value.json(),
    }
}

/// A member without a style: lists repeat the pair, objects are JSON (OpenAPI 3.1, section 4.8.15.1).
pub(crate) fn plain_member(name: &str, value: Plain) -> Option<String> {
    let writer = Writer { name, style: Style::Form, explode: true, escape: Escape::Strict };
    match value {
        Plain::Object(_) => writer.text(&Plain::Text(value.json()), "&"),
        value => writer.text(&value, "&"),
    }
}
