//! A successful response: the body, and what came with it.

pub(crate) mod by_content_type;
#[cfg(feature = "events")]
pub(crate) mod events;
pub(crate) mod finish;
pub(crate) mod lines;
pub(crate) mod page_digest;
#[doc(hidden)]
pub mod read;
pub(crate) mod whole;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::http::header::Header;
use crate::runtime::http::headers;
use crate::runtime::settings::rate_limit::RateLimit;

/// A successful response.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Response, StatusCode};"))]
/// # fn example(response: Response<String>) -> String {
/// assert_eq!(response.status(), StatusCode::OK);
/// println!("{:?}: {:?} requests are left", response.request_id(), response.rate_limit().remaining);
/// response.into_body()
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) attempts: u32,
    pub(crate) body: T,
}

impl<T> Response<T> {
    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value of a header, or `None` if it is missing or has another type.
    pub fn header<V: DeserializeOwned>(&self, key: &Header<V>) -> Option<V> {
        key.read(&self.headers)
    }

    /// Returns the rate limit that the server reported; empty if it reported none.
    pub fn rate_limit(&self) -> RateLimit {
        self.rate_limit.unwrap_or_default()
    }

    /// Returns the ID that the server assigned to the request.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.headers)
    }

    /// Returns how many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns a mutable reference to the body, as reading a stream needs it.
    pub fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// Returns the body, consuming the response.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Returns the response with its body mapped by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self { status, headers, rate_limit, attempts, body } = self;
        Response { status, headers, rate_limit, attempts, body: change(body) }
    }
}
