//! The seam below the client: something that sends one HTTP request and gives its response.
//! Put your own there for tests, a proxy or another HTTP library.

pub(crate) mod body;
pub(crate) mod carrier;
pub(crate) mod download;
pub(crate) mod limit;
pub(crate) mod memory;
pub(crate) mod message;
pub(crate) mod reqwest_transport;

use std::fmt;

use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::transport::body::Body;

/// Sends one request, without following redirections and without repeating it.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Body, BoxFuture, Transport, TransportError};"))]
/// /// Counts the requests.
/// struct Counting<T>(T, std::sync::atomic::AtomicUsize);
///
/// impl<T: Transport> Transport for Counting<T> {
///     fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
///         self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
///         self.0.send(request)
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// The response, once its head is there; the body comes as a stream.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// Why there is no response.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{TransportError, TransportErrorKind};"))]
/// // A request that may have reached the server is tried again only where that is safe.
/// let error = TransportError::new(TransportErrorKind::Interrupted, "the tunnel collapsed");
/// assert_eq!((error.kind(), &*error.to_string()), (TransportErrorKind::Interrupted, "the tunnel collapsed"));
/// ```
#[derive(Debug)]
pub struct TransportError {
    pub(crate) kind: TransportErrorKind,
    pub(crate) source: BoxError,
}

/// How far the request went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the request did not reach the server.
    Connect,
    /// No connection in time: the request did not reach the server.
    ConnectTimeout,
    /// The connection failed later; the server may have seen the request.
    Interrupted,
    /// The head of the answer is larger than the transport takes.
    TooLarge,
    /// The request cannot be sent at all.
    Invalid,
    /// The transport followed a redirection to another origin by itself.
    ForeignOrigin,
}

impl TransportError {
    /// An error that says how far the request went.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// How far the request went.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}
