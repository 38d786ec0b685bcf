//! A transport without a network, for tests: a function from request to response.

use bytes::Bytes;
use http::{Request, Response};

use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{Transport, TransportError, TransportErrorKind};

/// A transport without a network: a function responds to each request.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{ClientBuilder, InMemory};"))]
/// use bytes::Bytes;
/// use http::{Request, Response};
///
/// # fn example(builder: ClientBuilder) -> ClientBuilder {
/// builder.transport(InMemory::new(|request: Request<Bytes>| {
///     Response::new(format!("{} {}", request.method(), request.uri()).into())
/// }))
/// # }
/// ```
pub struct InMemory {
    respond: std::sync::Arc<dyn Fn(Request<Bytes>) -> Response<Bytes> + Send + Sync>,
}

impl InMemory {
    /// Creates a transport that responds to each request with the result of `respond`.
    pub fn new(respond: impl Fn(Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self { respond: std::sync::Arc::new(respond) }
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InMemory")
    }
}

impl Transport for InMemory {
    fn send(&self, request: Request<Body>) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let respond = self.respond.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            match body.collect().await {
                Ok(bytes) => Ok(respond(Request::from_parts(head, bytes)).map(Body::from)),
                Err(error) => Err(TransportError::new(TransportErrorKind::Interrupted, error)),
            }
        })
    }
}
