//! What is told to `tracing`, behind the feature of that name: never a secret, a body, a path or a header's value.
//! The target `octogen::wire` at level TRACE has one event for each request and each response.

use http::{Request, Response};

use super::error::Context;
use super::{Body, BoxFuture};

/// Runs a call within its span.
#[cfg(feature = "tracing")]
pub(super) fn call<T>(context: &Context, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
    use tracing::Instrument as _;
    let span = tracing::info_span!(
        target: "octogen",
        "call",
        operation = context.id,
        method = context.method.as_str(),
        path = &*context.path,
        attempt = tracing::field::Empty,
        status = tracing::field::Empty,
    );
    Box::pin(future.instrument(span))
}

/// Runs a call; there is no span without the feature.
#[cfg(not(feature = "tracing"))]
pub(super) fn call<T>(_: &Context, future: impl Future<Output = T> + Send + 'static) -> BoxFuture<T> {
    Box::pin(future)
}

pub(super) fn attempt(_number: u32) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("attempt", _number);
}

pub(super) fn answer(_status: u16) {
    #[cfg(feature = "tracing")]
    {
        tracing::Span::current().record("status", _status);
        tracing::debug!(target: "octogen", status = _status, "answer");
    }
}

pub(super) fn wait(_time: std::time::Duration) {
    #[cfg(feature = "tracing")]
    tracing::debug!(target: "octogen", wait_ms = _time.as_millis() as u64, "waiting before the next attempt");
}

pub(super) fn request(_request: &Request<Body>) {
    #[cfg(feature = "tracing")]
    tracing::trace!(
        target: "octogen::wire",
        method = _request.method().as_str(),
        host = _request.uri().host(),
        headers = ?_request.headers().keys().map(http::HeaderName::as_str).collect::<Vec<_>>(),
        length = _request.body().length(),
        "request",
    );
}

pub(super) fn response(_response: &Response<Body>) {
    #[cfg(feature = "tracing")]
    tracing::trace!(
        target: "octogen::wire",
        status = _response.status().as_u16(),
        headers = ?_response.headers().keys().map(http::HeaderName::as_str).collect::<Vec<_>>(),
        length = _response.body().length(),
        "response",
    );
}
