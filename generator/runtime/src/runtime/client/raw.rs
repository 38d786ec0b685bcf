//! The escape hatch: a request that the document does not know, answered with whatever comes.

use std::borrow::Cow;
use std::marker::PhantomData;

use http::Method;
use serde::Serialize;

use crate::runtime::client::call::Call;
use crate::runtime::error::ErrorDetails;
use crate::runtime::request::draft::Draft;
use crate::runtime::response::read;
use crate::runtime::spec::answer::RawBody;
use crate::runtime::spec::api::SchemeUse;
use crate::runtime::spec::operation::{Case, Meta, Operation, Status};
use crate::runtime::transport::body::ByteStream;

/// The operation behind [`Client::request`](crate::runtime::Client::request).
/// It fails as all other calls of an API do, whose bodies of error responses are `B`.
pub struct Raw<B>(PhantomData<fn() -> B>);

impl<B: ErrorDetails> Operation for Raw<B> {
    type Output = RawBody;
    type Error = B;
    const META: &'static Meta = &Meta { security: ANY, ..Meta::new("request", "GET", "/") };
    const SUCCESS: &'static [Case<RawBody>] = &[Case::new(Status::Range(2), Some("*/*"), read::raw)];
    const FAILURE: &'static [Case<B>] = &[];
}

/// Any credential that the client has, or none: it is not known what the request needs.
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

pub(crate) fn fill(draft: &mut Draft, method: Method, path: &str) {
    draft.method = method;
    if !path.starts_with('/') || path.starts_with("//") || path.contains(['\\', '#']) {
        draft.fail("the path must begin with a single `/`; it is below the base URL");
    }
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let dots = |it: &str| matches!(it.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split('/').any(dots) {
        draft.fail("the path has a segment of dots, which would lead to another path");
    }
    if let Some(query) = query.filter(|it| !it.is_empty()) {
        draft.query.push((Cow::Borrowed(""), query.to_owned()));
    }
    draft.template = Cow::Owned(path.to_owned());
}

impl<B: ErrorDetails> Call<Raw<B>> {
    /// Sets the body to a value as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.draft_mut().json_by_serde("application/json", body);
        self
    }

    /// Sets the body to bytes of that media type, possibly a stream of them.
    pub fn bytes(mut self, media_type: &'static str, body: impl Into<ByteStream>) -> Self {
        self.draft_mut().bytes(media_type, body);
        self
    }
}
