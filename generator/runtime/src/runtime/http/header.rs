//! Typed keys for response headers: `response.header(&X_TOTAL_COUNT)`.

use std::marker::PhantomData;

use http::HeaderMap;
use serde::de::DeserializeOwned;

use crate::runtime::json::text;

/// A response header: its name and the type of its value.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Header, Response};"))]
/// const TOTAL: Header<i64> = Header::new("x-total-count");
///
/// # fn example<T>(response: &Response<T>) -> Option<i64> {
/// response.header(&TOTAL)
/// # }
/// ```
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// Creates the key of a header by its lower-case name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// Returns the name of the header.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: DeserializeOwned> Header<T> {
    /// Returns the value, or `None` if the header is missing or has another type.
    pub fn read(&self, headers: &HeaderMap) -> Option<T> {
        text::from_text(headers.get(self.name)?.to_str().ok()?.trim()).ok()
    }
}

impl<T> std::fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Header({:?})", self.name)
    }
}
