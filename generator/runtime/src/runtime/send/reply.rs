//! An answer that was not read yet.

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
use crate::runtime::spec::answer::StreamBody;
use crate::runtime::spec::operation::Plan;
use crate::runtime::transport::limit::EXCERPT;

/// An answer, not read yet.
pub(crate) struct Reply {
    pub(crate) plan: Plan,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// With how long it is to the window's end.
    pub(crate) rate_limit: Option<(RateLimit, Duration)>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    pub(crate) body: ReplyBody,
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) context: Context,
}

pub(crate) enum ReplyBody {
    Whole(Bytes),
    // In a box, since most answers are none and all would be as large.
    Stream(Box<StreamBody>),
}

impl Reply {
    /// The bytes of a stream; `None` for an answer without a body, by which a server ends a stream of events.
    #[allow(dead_code, reason = "only streams of events need it")]
    pub(crate) fn into_stream(self) -> Result<Option<crate::runtime::transport::body::ByteStream>, Failure> {
        match self.body {
            _ if self.status == StatusCode::NO_CONTENT => Ok(None),
            ReplyBody::Stream(stream) => Ok(Some(stream.bytes)),
            ReplyBody::Whole(_) => Err(self.undocumented()),
        }
    }

    /// How long the server wants to be left alone.
    pub(crate) fn wish(&self) -> Option<Duration> {
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
        let bytes = match std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new())) {
            ReplyBody::Whole(bytes) => bytes,
            ReplyBody::Stream(_) => Bytes::new(),
        };
        let message = match self.status.as_u16() {
            200..=399 => format!("answered with {}, which is not documented", self.status),
            _ => format!("answered with {}", self.status),
        };
        self.error(ErrorKind::Undocumented, message, bytes)
    }
}
