//! A transport without a network, for tests: a function from request to response.

use bytes::Bytes;
use http::{Request, Response};

use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::{Transport, TransportError, TransportErrorKind};

/// A transport that answers from memory.
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
    answer: std::sync::Arc<dyn Fn(Request<Bytes>) -> Response<Bytes> + Send + Sync>,
}

impl InMemory {
    /// Answers each request by that function.
    pub fn new(answer: impl Fn(Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static) -> Self {
        Self { answer: std::sync::Arc::new(answer) }
    }
}

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InMemory")
    }
}

impl Transport for InMemory {
    fn send(&self, request: Request<Body>) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let answer = self.answer.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            match body.collect().await {
                Ok(bytes) => Ok(answer(Request::from_parts(head, bytes)).map(Body::from)),
                Err(error) => Err(TransportError::new(TransportErrorKind::Interrupted, error)),
            }
        })
    }
}
