//! The escape hatch: a request that the document does not describe, with the response as it came.

use std::borrow::Cow;
use std::marker::PhantomData;

use http::Method;
use serde::Serialize;

use crate::runtime::client::call::Call;
use crate::runtime::error::ErrorDetails;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::response::read;
use crate::runtime::spec::api::SchemeUse;
use crate::runtime::spec::operation::{Meta, Operation, ResponseSpec, Status};
use crate::runtime::spec::response_body::RawBody;
use crate::runtime::transport::body::ByteStream;

/// The operation behind [`Client::request`](crate::runtime::Client::request). Its errors are those of the other calls
/// of an API with error bodies of the type `B`.
pub struct Raw<B>(PhantomData<fn() -> B>);

impl<B: ErrorDetails> Operation for Raw<B> {
    type Output = RawBody;
    type Error = B;
    const META: &'static Meta = &Meta { security: ANY, ..Meta::new("request", "GET", "/") };
    const SUCCESS: &'static [ResponseSpec<RawBody>] = &[ResponseSpec::new(Status::Range(2), Some("*/*"), read::raw)];
    const FAILURE: &'static [ResponseSpec<B>] = &[];
}

/// Any credential that the client has, or none: what the request needs is unknown.
const ANY: &[&[SchemeUse]] = &[
    &[SchemeUse::new(0)],
    &[SchemeUse::new(1)],
    &[SchemeUse::new(2)],
    &[SchemeUse::new(3)],
    &[SchemeUse::new(4)],
    &[SchemeUse::new(5)],
    &[SchemeUse::new(6)],
    &[SchemeUse::new(7)],
    &[],
];

pub(crate) fn fill(builder: &mut RequestBuilder, method: Method, path: &str) {
    builder.method = method;
    if !path.starts_with('/') || path.starts_with("//") || path.contains(['\\', '#']) {
        builder.fail("the path must begin with a single `/`; it is below the base URL");
    }
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let dots = |it: &str| matches!(it.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split('/').any(dots) {
        builder.fail("the path has a `.` or `..` segment, which would lead to another path");
    }
    if let Some(query) = query.filter(|it| !it.is_empty()) {
        builder.query.push((Cow::Borrowed(""), query.to_owned()));
    }
    builder.template = Cow::Owned(path.to_owned());
}

impl<B: ErrorDetails> Call<Raw<B>> {
    /// Sets the body to `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.request_mut().json_by_serde("application/json", body);
        self
    }

    /// Sets the body to bytes or a stream of bytes, with the given media type.
    pub fn bytes(mut self, media_type: &'static str, body: impl Into<ByteStream>) -> Self {
        self.request_mut().bytes(media_type, body);
        self
    }
}
