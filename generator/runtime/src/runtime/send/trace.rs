//! What is told to `tracing`, behind the feature of that name, through the callsites of the client's crate: never a secret,
//! a body, a path or a header's value.

use std::time::Duration;

use reqwest::Url;

use crate::runtime::error::{Context, Failure};
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::transport::message::{HttpRequest, HttpResponse};

/// The span of a call; nothing without the feature.
#[derive(Clone)]
pub(crate) struct Span(#[cfg(feature = "tracing")] Option<telling::Call>);

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(crate) fn new(_: &ClientState, _: &Context) -> Self {
        Self()
    }

    /// The future, with the span around it.
    pub(crate) fn around<T>(self, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
        Box::pin(future)
    }

    /// The attempt of that number begins.
    pub(crate) fn attempt(&self, _: u32) {}

    /// It has a response.
    pub(crate) fn response(&self, _: u16) {}

    /// It failed, with a status or an error, and the next one follows after that time.
    pub(crate) fn failed(&self, _: u32, _: Result<u16, &Failure>, _: Option<Duration>, _: &ClientState) {}

    /// The client waits for the end of a rate limit.
    pub(crate) fn paced(&self, _: Duration) {}
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn request(_: &ClientState, _: &Url, _: &HttpRequest) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn response(_: &ClientState, _: &HttpResponse) {}

#[cfg(feature = "tracing")]
pub(crate) use telling::{request, response};

#[cfg(feature = "tracing")]
mod telling {
    use super::*;
    use crate::runtime::spec::tracer::{FailedAttempt, Tracer};

    /// A span, and how the client tells of what happens in it.
    #[derive(Clone)]
    pub(crate) struct Call {
        span: tracing::Span,
        tracer: &'static Tracer,
    }

    impl Span {
        pub(crate) fn new(shared: &ClientState, context: &Context) -> Self {
            Self(shared.api.tracer.map(|tracer| {
                let span = (tracer.call)(context.id, context.method.as_str(), &context.path);
                Call { span, tracer }
            }))
        }

        pub(crate) fn around<T>(self, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
            match self.0 {
                Some(Call { span, .. }) => Box::pin(tracing::Instrument::instrument(future, span)),
                None => Box::pin(future),
            }
        }

        pub(crate) fn attempt(&self, number: u32) {
            if let Some(it) = &self.0 {
                it.span.record("attempt", number);
            }
        }

        pub(crate) fn response(&self, status: u16) {
            if let Some(it) = &self.0 {
                it.span.record("status", status);
                (it.tracer.response)(status);
            }
        }

        pub(crate) fn failed(
            &self,
            attempt: u32,
            outcome: Result<u16, &Failure>,
            wait: Option<Duration>,
            shared: &ClientState,
        ) {
            let Some(it) = &self.0 else { return };
            // A server may send a secret back.
            let error = outcome.err().map(|it| shared.credentials.secrets.mask(&it.inner().message));
            let (status, error) = (outcome.ok(), error.as_deref());
            (it.tracer.failed)(&FailedAttempt { attempt, status, error, wait_ms: wait.map(millis) });
        }

        pub(crate) fn paced(&self, time: Duration) {
            if let Some(it) = &self.0 {
                (it.tracer.paced)(millis(time));
            }
        }
    }

    fn millis(time: Duration) -> u64 {
        u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
    }

    fn names(headers: &http::HeaderMap) -> Vec<&str> {
        headers.keys().map(http::HeaderName::as_str).collect()
    }

    pub(crate) fn request(shared: &ClientState, url: &Url, request: &HttpRequest) {
        if let Some(it) = shared.api.tracer {
            (it.request)(request.method.as_str(), url.host_str(), &names(&request.headers), request.body.length());
        }
    }

    pub(crate) fn response(shared: &ClientState, response: &HttpResponse) {
        if let Some(it) = shared.api.tracer {
            (it.head)(response.status.as_u16(), &names(&response.headers), response.body.length());
        }
    }
}
