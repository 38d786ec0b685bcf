//! What an operation is to the runtime: constants and tables that a generated crate fills in.
//! A response is matched against the tables by status and media type; the entry that fits says how to read it.

use crate::runtime::error::ErrorDetails;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::http::media;
use crate::runtime::spec::answer::{RawBody, StreamBody};
use crate::runtime::spec::api::{SchemeUse, ServerSpec};

/// An operation of the API, implemented by its marker type.
pub trait Operation: Send + Sync + 'static {
    /// What success gives.
    type Output: Send + 'static;
    /// What a documented error response gives; [`Undocumented`](crate::runtime::error::Undocumented) where there is none.
    type Error: ErrorDetails;
    /// What is sent, and how.
    const META: &'static Meta;
    /// The documented successes.
    const SUCCESS: &'static [Case<Self::Output>];
    /// The documented error responses.
    const FAILURE: &'static [Case<Self::Error>];
}

/// What is known of an operation before it is called.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The `operationId`.
    pub id: &'static str,
    /// The method, upper case.
    pub method: &'static str,
    /// The path template, `/keywords/{id}`.
    pub path: &'static str,
    /// The `accept` header; none means `*/*`.
    pub accept: Option<&'static str>,
    /// The alternatives of credentials; none means that no credentials are sent.
    pub security: &'static [&'static [SchemeUse]],
    /// Servers of this operation alone.
    pub servers: &'static [ServerSpec],
    /// The header that makes a repeated call harmless.
    pub idempotency_header: Option<&'static str>,
    /// What that header says where the caller gives no value.
    pub generated_key: GeneratedKey,
    /// Whether it may be repeated though its method does not say so.
    pub retry_safe: bool,
}

/// The idempotency key that is made up for a call; one that the document allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedKey {
    /// So many hexadecimal digits, at most 32.
    Hex(u8),
    /// The same in upper case.
    UpperHex(u8),
    /// A random UUID (RFC 9562, section 5.4).
    Uuid,
    /// None: the caller knows what fits.
    None,
}

impl Meta {
    /// An operation without any of the optional facts; meant for `Meta { accept: …, ..Meta::new(…) }`.
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
pub enum Status {
    /// Exactly this one.
    Code(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// Any other.
    Default,
}

/// A documented response: when it applies and how it is read.
#[derive(Debug)]
pub struct Case<T> {
    pub(crate) key: Key,
    pub(crate) reader: Reader<T>,
}

/// When a case applies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) status: Status,
    pub(crate) media_type: Option<&'static str>,
    /// Whether it is a single value, which may come as text or as JSON under any media type.
    pub(crate) scalar: bool,
}

/// How a response is read.
#[derive(Debug)]
pub(crate) enum Reader<T> {
    /// From the whole body.
    Whole(fn(&RawBody) -> Result<T, ReadError>),
    /// As it comes.
    Stream(fn(StreamBody) -> T),
}

impl<T> Case<T> {
    /// A response that is read whole; no media type means no body.
    pub const fn new(
        status: Status,
        media_type: Option<&'static str>,
        read: fn(&RawBody) -> Result<T, ReadError>,
    ) -> Self {
        Self { key: Key { status, media_type, scalar: false }, reader: Reader::Whole(read) }
    }

    /// A response that is a single value, which servers send as text or as JSON, whatever is documented.
    pub const fn scalar(
        status: Status,
        media_type: Option<&'static str>,
        read: fn(&RawBody) -> Result<T, ReadError>,
    ) -> Self {
        Self { key: Key { status, media_type, scalar: true }, reader: Reader::Whole(read) }
    }

    /// A response that is read as it comes.
    pub const fn stream(status: Status, media_type: &'static str, read: fn(StreamBody) -> T) -> Self {
        Self { key: Key { status, media_type: Some(media_type), scalar: false }, reader: Reader::Stream(read) }
    }
}

/// What is to be done with a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The place in `SUCCESS`, if it is a success.
    pub(crate) success: Option<usize>,
    /// The place in `FAILURE`, if it is a documented error response.
    pub(crate) failure: Option<usize>,
    /// Whether the body is handed over as it comes.
    pub(crate) stream: bool,
    /// Whether exactly this status is documented, so that a redirection is an answer.
    pub(crate) exact: bool,
}

/// Finds the documented response that fits; `empty` is a body known to be empty.
pub(crate) fn plan<O: Operation>(status: u16, media_type: Option<&str>, empty: bool) -> Plan {
    let success = |index: usize| O::SUCCESS.get(index).map(|case| case.key);
    let failure = |index: usize| O::FAILURE.get(index).map(|case| case.key);
    let mut plan = choose(status, media_type, empty, &success, &failure);
    plan.stream = match plan.success {
        Some(index) => matches!(O::SUCCESS.get(index), Some(Case { reader: Reader::Stream(_), .. })),
        None => false,
    };
    plan
}

type Keys<'a> = &'a dyn Fn(usize) -> Option<Key>;

fn choose(status: u16, media_type: Option<&str>, empty: bool, success: Keys<'_>, failure: Keys<'_>) -> Plan {
    let exact = has_exact(status, success) || has_exact(status, failure);
    let good = if (200..300).contains(&status) {
        find(status, media_type, empty, success, true).or_else(|| neighbour(media_type, empty, success))
    } else {
        find(status, media_type, empty, success, false)
    };
    // No body where one is documented: if a success without a body is documented under another status, it is meant.
    let lacks_body = |index: usize| success(index).is_some_and(|it| it.media_type.is_some());
    let good = match good {
        Some(index) if empty && (200..300).contains(&status) && lacks_body(index) => {
            let bodiless = all(success).find(|(_, key)| key.media_type.is_none() && is_success(*key));
            Some(bodiless.map_or(index, |(index, _)| index))
        }
        good => good,
    };
    let failure = if good.is_none() { find(status, media_type, empty, failure, true) } else { None };
    Plan { success: good, failure, stream: false, exact }
}

fn has_exact(status: u16, keys: Keys<'_>) -> bool {
    all(keys).any(|(_, key)| key.status == Status::Code(status))
}

fn all<'a>(keys: Keys<'a>) -> impl Iterator<Item = (usize, Key)> + 'a {
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

/// A success that the document does not know (201 where it says 200) is read as the success that it knows.
fn neighbour(media_type: Option<&str>, empty: bool, keys: Keys<'_>) -> Option<usize> {
    closest(media_type, empty, all(keys).filter(|(_, key)| is_success(*key)))
}

fn is_success(key: Key) -> bool {
    matches!(key.status, Status::Code(200..=299) | Status::Range(2) | Status::Default)
}

fn closest(media_type: Option<&str>, empty: bool, keys: impl Iterator<Item = (usize, Key)>) -> Option<usize> {
    let mut best: Option<(u8, usize)> = None;
    for (index, key) in keys {
        let score = score(media_type, empty, key);
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// How well a documented media type fits the one that came. Nothing is excluded here: whether the body can be
/// read at all is for the reader to say.
fn score(came: Option<&str>, empty: bool, key: Key) -> u8 {
    /// Closer than any media type.
    const NO_BODY: u8 = 255;
    /// A single value may come as text or as JSON.
    const SCALAR: u8 = 20;
    match (came, key.media_type) {
        (_, None) if empty => NO_BODY,
        (_, None) => 0,
        (None, Some(_)) => 1,
        (Some(came), Some(documented)) => {
            let plain = || {
                let essence = media::essence(came);
                media::is_text(&essence) || media::is_json(&essence)
            };
            match media::closeness(came, documented) {
                0 if key.scalar && plain() => SCALAR,
                closeness => closeness,
            }
        }
    }
}
