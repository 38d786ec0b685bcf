//! What is told to `tracing`, behind the feature of that name: never a secret, a body, a path or a header's value.
//! The target `octogen::wire` at level TRACE has one event for each request and each response.

use std::time::Duration;

use reqwest::Url;

use crate::runtime::error::Context;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::transport::message::{Answer, Outgoing};

/// The span of a call; nothing without the feature.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn new(_: &Context) -> Self {
        Self()
    }

    /// The future, with the span around it.
    pub(crate) fn around<T>(self, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
        Box::pin(future)
    }

    pub(crate) fn attempt(&self, _: u32) {}

    pub(crate) fn answer(&self, _: u16) {}

    pub(crate) fn wait(&self, _: Duration) {}
}

#[cfg(feature = "tracing")]
impl Span {
    pub(crate) fn new(context: &Context) -> Self {
        Self(tracing::info_span!(
            target: "octogen",
            "call",
            operation = context.id,
            method = context.method.as_str(),
            path = &*context.path,
            attempt = tracing::field::Empty,
            status = tracing::field::Empty,
        ))
    }

    /// The future, with the span around it.
    pub(crate) fn around<T>(self, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
        Box::pin(tracing::Instrument::instrument(future, self.0))
    }

    pub(crate) fn attempt(&self, number: u32) {
        self.0.record("attempt", number);
    }

    pub(crate) fn answer(&self, status: u16) {
        self.0.record("status", status);
        tracing::debug!(target: "octogen", status, "answer");
    }

    pub(crate) fn wait(&self, time: Duration) {
        let wait_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(target: "octogen", wait_ms, "waiting before the next attempt");
    }
}

pub(crate) fn request(_url: &Url, _request: &Outgoing) {
    #[cfg(feature = "tracing")]
    tracing::trace!(
        target: "octogen::wire",
        method = _request.method.as_str(),
        host = _url.host_str(),
        headers = ?_request.headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>(),
        length = _request.body.length(),
        "request",
    );
}

pub(crate) fn answer(_answer: &Answer) {
    #[cfg(feature = "tracing")]
    tracing::trace!(
        target: "octogen::wire",
        status = _answer.status.as_u16(),
        headers = ?_answer.headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>(),
        length = _answer.body.length(),
        "response",
    );
}
