//! An operation as the runtime sees it: constants and tables of a generated crate. A response is matched against the
//! tables by status and media type; the entry that matches says how to read it.

use crate::runtime::error::ErrorDetails;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::http::media;
use crate::runtime::spec::api::{SchemeUse, ServerSpec};
use crate::runtime::spec::response_body::{RawBody, StreamBody};

/// An operation of the API, implemented by its marker type.
pub trait Operation: Send + Sync + 'static {
    /// The body of a successful response.
    type Output: Send + 'static;
    /// The body of a documented error response; [`Undocumented`](crate::runtime::error::Undocumented) if there is none.
    type Error: ErrorDetails;
    /// What is sent, and how.
    #[doc(hidden)]
    const META: &'static Meta;
    /// The documented successful responses.
    #[doc(hidden)]
    const SUCCESS: &'static [ResponseSpec<Self::Output>];
    /// The documented error responses.
    #[doc(hidden)]
    const FAILURE: &'static [ResponseSpec<Self::Error>];
}

/// The constants of an operation.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Meta {
    /// The `operationId`.
    pub id: &'static str,
    /// The method, upper case.
    pub method: &'static str,
    /// The path template, `/keywords/{id}`.
    pub path: &'static str,
    /// The `accept` header; none means `*/*`.
    pub accept: Option<&'static str>,
    /// The alternative security requirements; if empty, no credentials are sent.
    pub security: &'static [&'static [SchemeUse]],
    /// Servers of this operation alone.
    pub servers: &'static [ServerSpec],
    /// The header of the idempotency key.
    pub idempotency_header: Option<&'static str>,
    /// The key that is generated if the caller sets none.
    pub generated_key: GeneratedKey,
    /// Whether it may be retried although its method is not idempotent.
    pub retry_safe: bool,
}

/// How the idempotency key of a call is generated, so that the document allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum GeneratedKey {
    /// Hexadecimal digits, at most 32.
    Hex(u8),
    /// Upper-case hexadecimal digits, at most 32.
    UpperHex(u8),
    /// A random UUID (RFC 9562, section 5.4).
    Uuid,
    /// No key is generated.
    None,
}

impl Meta {
    /// Creates a description with defaults, for `Meta { accept: …, ..Meta::new(…) }`.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            accept: None,
            security: &[],
            servers: &[],
            idempotency_header: None,
            generated_key: GeneratedKey::Hex(32),
            retry_safe: false,
        }
    }
}

/// The status of a documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Status {
    /// Exactly this one.
    Code(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// Any other.
    Default,
}

/// A documented response: when it matches and how it is read.
#[derive(Debug)]
#[doc(hidden)]
pub struct ResponseSpec<T> {
    pub(crate) key: ResponseKey,
    pub(crate) reader: BodyReader<T>,
}

/// When a documented response matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResponseKey {
    pub(crate) status: Status,
    pub(crate) media_type: Option<&'static str>,
    /// Whether it is a single value, which servers send as text or as JSON under any media type.
    pub(crate) scalar: bool,
}

/// How a response is read.
#[derive(Debug)]
pub(crate) enum BodyReader<T> {
    /// From the complete body.
    Whole(fn(&RawBody) -> Result<T, ReadError>),
    /// As a stream.
    Stream(fn(StreamBody) -> T),
}

impl<T> ResponseSpec<T> {
    /// A response that is read completely; no media type means no body.
    pub const fn new(
        status: Status,
        media_type: Option<&'static str>,
        read: fn(&RawBody) -> Result<T, ReadError>,
    ) -> Self {
        Self { key: ResponseKey { status, media_type, scalar: false }, reader: BodyReader::Whole(read) }
    }

    /// A response that is a single value, which servers send as text or as JSON, whatever is documented.
    pub const fn scalar(
        status: Status,
        media_type: Option<&'static str>,
        read: fn(&RawBody) -> Result<T, ReadError>,
    ) -> Self {
        Self { key: ResponseKey { status, media_type, scalar: true }, reader: BodyReader::Whole(read) }
    }

    /// A response that is read as a stream.
    pub const fn stream(status: Status, media_type: &'static str, read: fn(StreamBody) -> T) -> Self {
        Self {
            key: ResponseKey { status, media_type: Some(media_type), scalar: false },
            reader: BodyReader::Stream(read),
        }
    }
}

/// How a response matches the documented ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ResponseMatch {
    /// The index in `SUCCESS`, if it is a success.
    pub(crate) success: Option<usize>,
    /// The index in `FAILURE`, if it is a documented error response.
    pub(crate) failure: Option<usize>,
    /// Whether the body is read as a stream.
    pub(crate) stream: bool,
    /// Whether exactly this status is documented, so that a redirect is not followed.
    pub(crate) exact: bool,
}

/// Finds the documented response that matches; `empty` is a body known to be empty.
pub(crate) fn match_response<O: Operation>(status: u16, media_type: Option<&str>, empty: bool) -> ResponseMatch {
    let success = |index: usize| O::SUCCESS.get(index).map(|spec| spec.key);
    let failure = |index: usize| O::FAILURE.get(index).map(|spec| spec.key);
    let mut matched = choose(status, media_type, empty, &success, &failure);
    matched.stream = match matched.success {
        Some(index) => matches!(O::SUCCESS.get(index), Some(ResponseSpec { reader: BodyReader::Stream(_), .. })),
        None => false,
    };
    matched
}

type Keys<'a> = &'a dyn Fn(usize) -> Option<ResponseKey>;

fn choose(status: u16, media_type: Option<&str>, empty: bool, success: Keys<'_>, failure: Keys<'_>) -> ResponseMatch {
    let exact = has_exact(status, success) || has_exact(status, failure);
    let good = if (200..300).contains(&status) {
        find(status, media_type, empty, success, true).or_else(|| neighbour(media_type, empty, success))
    } else {
        find(status, media_type, empty, success, false)
    };
    // No body where one is documented: a success without a body under another status is meant.
    let lacks_body = |index: usize| success(index).is_some_and(|it| it.media_type.is_some());
    let good = match good {
        Some(index) if empty && (200..300).contains(&status) && lacks_body(index) => {
            let bodiless = all(success).find(|(_, key)| key.media_type.is_none() && is_success(*key));
            Some(bodiless.map_or(index, |(index, _)| index))
        }
        good => good,
    };
    let failure = if good.is_none() { find(status, media_type, empty, failure, true) } else { None };
    ResponseMatch { success: good, failure, stream: false, exact }
}

fn has_exact(status: u16, keys: Keys<'_>) -> bool {
    all(keys).any(|(_, key)| key.status == Status::Code(status))
}

fn all<'a>(keys: Keys<'a>) -> impl Iterator<Item = (usize, ResponseKey)> + 'a {
    (0..).map_while(move |index| keys(index).map(|key| (index, key)))
}

/// The exact status wins over the range, the range over `default`; among those, the closest media type.
fn find(status: u16, media_type: Option<&str>, empty: bool, keys: Keys<'_>, with_default: bool) -> Option<usize> {
    let levels = [
        Some(Status::Code(status)),
        Some(Status::Range((status / 100) as u8)),
        with_default.then_some(Status::Default),
    ];
    let level = levels.into_iter().flatten().find(|level| all(keys).any(|(_, key)| key.status == *level))?;
    closest(media_type, empty, all(keys).filter(|(_, key)| key.status == level))
}

/// An undocumented success (201 instead of 200) is read as the documented one.
fn neighbour(media_type: Option<&str>, empty: bool, keys: Keys<'_>) -> Option<usize> {
    closest(media_type, empty, all(keys).filter(|(_, key)| is_success(*key)))
}

fn is_success(key: ResponseKey) -> bool {
    matches!(key.status, Status::Code(200..=299) | Status::Range(2) | Status::Default)
}

fn closest(media_type: Option<&str>, empty: bool, keys: impl Iterator<Item = (usize, ResponseKey)>) -> Option<usize> {
    let mut best: Option<(u8, usize)> = None;
    for (index, key) in keys {
        let score = score(media_type, empty, key);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// How well a documented media type matches the received one. Nothing is excluded here: whether the body can be
/// read at all is for the reader to say.
fn score(received: Option<&str>, empty: bool, key: ResponseKey) -> u8 {
    /// Closer than any media type.
    const NO_BODY: u8 = 255;
    /// A single value may come as text or as JSON.
    const SCALAR: u8 = 20;
    match (received, key.media_type) {
        (_, None) if empty => NO_BODY,
        (_, None) => 0,
        (None, Some(_)) => 1,
        (Some(received), Some(documented)) => {
            let plain = || {
                let essence = media::essence(received);
                media::is_text(&essence) || media::is_json(&essence)
            };
            match media::closeness(received, documented) {
                0 if key.scalar && plain() => SCALAR,
                closeness => closeness,
            }
        }
    }
}
