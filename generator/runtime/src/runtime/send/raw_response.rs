//! A response whose body has not been read into a value yet.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use crate::runtime::error::Context;
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::redact::Secrets;
use crate::runtime::settings::rate_limit::RateLimit;
use crate::runtime::spec::operation::ResponseMatch;
use crate::runtime::spec::response_body::StreamBody;
use crate::runtime::transport::limit::EXCERPT;

/// A response whose body has not been read into a value yet.
pub(crate) struct RawResponse {
    pub(crate) matched: ResponseMatch,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// With the time until the end of the window.
    pub(crate) rate_limit: Option<(RateLimit, Duration)>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) body: RawResponseBody,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) context: Context,
}

pub(crate) enum RawResponseBody {
    Whole(Bytes),
    // Boxed, since most responses are no streams and all would be as large.
    Stream(Box<StreamBody>),
}

impl RawResponse {
    /// The bytes of a stream; `None` for a response without a body, with which a server ends a stream of events.
    #[allow(dead_code, reason = "only streams of events need it")]
    pub(crate) fn into_stream(self) -> Result<Option<crate::runtime::transport::body::ByteStream>, Failure> {
        match self.body {
            _ if self.status == StatusCode::NO_CONTENT => Ok(None),
            RawResponseBody::Stream(stream) => Ok(Some(stream.bytes)),
            RawResponseBody::Whole(_) => Err(self.undocumented()),
        }
    }

    /// How long the server asks to wait before a retry.
    pub(crate) fn retry_hint(&self) -> Option<Duration> {
        let reset = || {
            let (limit, left) = self.rate_limit.filter(|_| self.status.as_u16() == 429)?;
            limit.reset.map(|_| left)
        };
        self.retry_after.or_else(reset)
    }

    #[cold]
    pub(crate) fn error(self, kind: ErrorKind, message: String, text: Bytes) -> Failure {
        let secrets = &self.secrets;
        let text = secrets.excerpt(text, EXCERPT);
        let mut error = Failure::with_kind(kind, message);
        let inner = error.inner_mut();
        inner.status = Some(self.status);
        inner.headers = self.headers;
        inner.retry_after = self.retry_after;
        inner.attempts = self.attempts;
        inner.operation = Some(self.context);
        inner.text = text;
        error.guarded(secrets)
    }

    #[cold]
    pub(crate) fn undocumented(mut self) -> Failure {
        let bytes = match std::mem::replace(&mut self.body, RawResponseBody::Whole(Bytes::new())) {
            RawResponseBody::Whole(bytes) => bytes,
            RawResponseBody::Stream(_) => Bytes::new(),
        };
        let message = match self.status.as_u16() {
            200..=399 => format!("{} is not a documented response", self.status),
            _ => self.status.to_string(),
        };
        self.error(ErrorKind::Undocumented, message, bytes)
    }
}
