//! The layer below the client, which sends one HTTP request and returns its response. Implement [`Transport`] for
//! tests, a proxy or another HTTP library.

pub(crate) mod any_transport;
pub(crate) mod body;
pub(crate) mod download;
pub(crate) mod limit;
pub(crate) mod memory;
pub(crate) mod message;
pub(crate) mod reqwest_transport;

use std::fmt;

use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::transport::body::Body;

/// Sends single HTTP requests. It must not follow redirects or retry.
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
    /// Sends the request and returns the response once its head is there; the body is a stream.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }
}

/// The error of a [`Transport`].
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

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection could not be established; the request did not reach the server.
    Connect,
    /// The connection could not be established in time; the request did not reach the server.
    ConnectTimeout,
    /// The connection failed later; the server may have received the request.
    Interrupted,
    /// The head of the response exceeds the limit of the transport.
    TooLarge,
    /// The request cannot be sent at all.
    Invalid,
    /// The transport followed a redirect to another origin by itself.
    ForeignOrigin,
}

impl TransportError {
    /// Creates an error.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// Returns how far the request got.
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
