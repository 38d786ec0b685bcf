//! A transport without a network, for tests: a function from request to response.

use bytes::Bytes;
use http::{Request, Response};

use super::transport::{Transport, TransportError, TransportErrorKind};
use super::{Body, BoxFuture};

/// A transport that answers from memory.
///
/// ```text
/// use http::{Request, Response};
///
/// let transport = InMemory::new(|request: Request<bytes::Bytes>| {
///     Response::builder().status(200).body(format!("{} {}", request.method(), request.uri()).into()).unwrap()
/// });
/// let client = Client::builder().transport(transport).build()?;
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
