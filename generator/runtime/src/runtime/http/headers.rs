//! The headers of a response that the runtime itself reads.

use std::borrow::Cow;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::http::clock::Clock;
use crate::runtime::http::{http_date, media};

/// The value of a header that is sent: ASCII without control characters, since all else is read in different ways.
pub(crate) fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii())
}

/// The id that the server gave the request, under one of the usual names.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-request-id", "request-id", "x-correlation-id", "x-amzn-requestid", "x-trace-id", "cf-ray"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .filter(|id| !id.is_empty())
}

/// `Retry-After` (RFC 9110, section 10.2.3) in seconds or as a date, which is one of the server's clock.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit() || it == b'.') {
        return seconds(text);
    }
    let now = date(headers).unwrap_or_else(|| clock.unix_now());
    Some(http_date::parse(text)?.saturating_sub(now))
}

/// The time by the server's own clock, since the epoch.
pub(crate) fn date(headers: &HeaderMap) -> Option<Duration> {
    http_date::parse(headers.get(http::header::DATE)?.to_str().ok()?.trim())
}

/// A number of seconds, possibly with a fraction; at most ten years, so that sums cannot overflow.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let seconds: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(seconds.min(10.0 * 365.0 * 86_400.0)).ok()
}

/// The encoding that a body still has: one that the transport did not undo.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<&str> {
    let encoding = headers.get(http::header::CONTENT_ENCODING)?.to_str().ok()?.trim();
    Some(encoding).filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case("identity"))
}

/// Returns the media type in lower case, without parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    content_type(headers).map(media::essence)
}

/// The media type with its parameters, as it came.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
}
