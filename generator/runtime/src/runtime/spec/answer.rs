//! The body of an answer, as it is handed to the functions that the tables of an operation name.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::http::headers::media_type;
use crate::runtime::transport::body::ByteStream;
use crate::runtime::transport::download::Download;

/// A response body that was read whole.
#[derive(Clone, Debug)]
pub struct RawBody {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
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
}

/// A response body that is read as it comes.
#[derive(Debug)]
pub struct StreamBody {
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: ByteStream,
    pub(crate) reconnect: Option<Box<dyn Reconnect>>,
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
}

/// How the request behind a stream is sent again.
#[allow(dead_code, reason = "only streams of events connect again")]
pub(crate) trait Reconnect: fmt::Debug + Send + Sync {
    /// After some time, asking for what came after an event; nothing where the server has no more, and none at all where
    /// it cannot be sent twice.
    fn connect(&self, last_id: Option<&str>, wait: Duration) -> Option<BoxFuture<Result<Option<ByteStream>, Failure>>>;
}
