//! What a server says of its rate limit, in any of the usual headers.

use std::time::Duration;

use http::HeaderMap;

use super::headers;

/// The state of a rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests a window has.
    pub limit: Option<u64>,
    /// How many are left.
    pub remaining: Option<u64>,
    /// When the window ends, as time since the epoch.
    pub reset: Option<Duration>,
}

impl RateLimit {
    /// Reads `x-ratelimit-…` and `ratelimit-…`; `unix_now` is the time since the epoch.
    pub(super) fn read(headers: &HeaderMap, unix_now: Duration) -> Option<Self> {
        // Most answers have none of them; one pass over the names is cheaper than nine look-ups.
        if !headers.keys().any(|it| it.as_str().contains("rate")) {
            return None;
        }
        // `100, 100;w=60` of some servers: the first number counts.
        let number = |names| first(headers, names)?.split([',', ';']).next()?.trim().parse().ok();
        let (limit, remaining) = (number(&LIMIT), number(&REMAINING));
        let reset = first(headers, &RESET).and_then(|it| moment(it, unix_now));
        (limit.is_some() || remaining.is_some() || reset.is_some()).then_some(Self { limit, remaining, reset })
    }

    /// How long nothing is left; zero if something is.
    pub(super) fn wait(&self, unix_now: Duration) -> Duration {
        match self {
            Self { remaining: Some(0), reset: Some(reset), .. } => reset.saturating_sub(unix_now),
            _ => Duration::ZERO,
        }
    }
}

const LIMIT: Names = ["x-ratelimit-limit", "ratelimit-limit", "x-rate-limit-limit"];
const REMAINING: Names = ["x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining"];
const RESET: Names = ["x-ratelimit-reset", "ratelimit-reset", "x-rate-limit-reset"];

type Names = [&'static str; 3];

fn first<'a>(headers: &'a HeaderMap, names: &Names) -> Option<&'a str> {
    names.iter().find_map(|it| headers.get(*it))?.to_str().ok().map(str::trim)
}

/// A moment as servers write it: seconds from now, seconds since the epoch, or milliseconds since the epoch.
/// They cannot be mixed up: a thousand million seconds from now is 31 years, and in milliseconds the epoch's
/// seconds would be in 1970.
fn moment(text: &str, unix_now: Duration) -> Option<Duration> {
    let number: f64 = text.split([',', ';']).next()?.trim().parse().ok().filter(|it| *it >= 0.0)?;
    if number >= 1e11 {
        Duration::try_from_secs_f64((number / 1000.0).min(1e11)).ok()
    } else if number >= 1e9 {
        Duration::try_from_secs_f64(number).ok()
    } else {
        Some(unix_now + headers::seconds(&number.to_string())?)
    }
}
