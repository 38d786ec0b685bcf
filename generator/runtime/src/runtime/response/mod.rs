//! A successful answer: the value, and what came with it.

pub(crate) mod by_content_type;
#[cfg(feature = "events")]
pub(crate) mod events;
pub(crate) mod finish;
pub(crate) mod lines;
pub(crate) mod page_digest;
pub mod read;
pub(crate) mod whole;

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::runtime::http::header::Header;
use crate::runtime::http::headers;
use crate::runtime::settings::rate_limit::RateLimit;

/// A successful answer.
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
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header by its typed key; `None` if it is missing or not of that type.
    pub fn header<V: DeserializeOwned>(&self, key: &Header<V>) -> Option<V> {
        key.read(&self.headers)
    }

    /// What the server says of its rate limit; empty where it says nothing.
    pub fn rate_limit(&self) -> RateLimit {
        self.rate_limit.unwrap_or_default()
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.headers)
    }

    /// How many requests were sent for the call.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The value, to be changed or read as a stream.
    pub fn body_mut(&mut self) -> &mut T {
        &mut self.body
    }

    /// The value alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same answer with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self { status, headers, rate_limit, attempts, body } = self;
        Response { status, headers, rate_limit, attempts, body: change(body) }
    }
}
