//! The body of a response, as it is passed to the functions that the tables of an operation refer to.

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

/// A response body that was read completely.
#[derive(Clone, Debug)]
#[doc(hidden)]
pub struct RawBody {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl RawBody {
    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the media type in lower case, without parameters.
    pub fn media_type(&self) -> Option<String> {
        media_type(&self.headers).map(Cow::into_owned)
    }

    /// Returns the bytes of the body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the body as a string, with invalid UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A response body that is read as a stream.
#[derive(Debug)]
#[doc(hidden)]
pub struct StreamBody {
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: ByteStream,
    pub(crate) reconnect: Option<Box<dyn Reconnect>>,
}

impl StreamBody {
    /// Returns the headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body as a stream of bytes.
    pub fn bytes<B>(self) -> Download<B> {
        Download::new(self.bytes)
    }
}

/// Sends the request of a stream again.
#[allow(dead_code, reason = "only streams of events connect again")]
pub(crate) trait Reconnect: fmt::Debug + Send + Sync {
    /// Connects after `wait` and asks for what follows the event `last_id`. The future has no stream if the server has
    /// no more; there is no future if the request cannot be sent twice.
    fn connect(&self, last_id: Option<&str>, wait: Duration) -> Option<BoxFuture<Result<Option<ByteStream>, Failure>>>;
}
