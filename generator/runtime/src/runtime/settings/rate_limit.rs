//! The rate limit of a server, from any of the usual headers.

use std::time::{Duration, Instant};

use http::HeaderMap;

use crate::runtime::http::clock::Clock;
use crate::runtime::http::headers;

/// The state of a rate limit, as a [`Response`](crate::runtime::response::Response) or the last response of a client
/// reported it.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::Client;"))]
/// # fn example(client: &Client) {
/// if let Some(limit) = client.rate_limit() {
///     println!("{:?} of {:?} requests are left until {:?} after 1970", limit.remaining, limit.limit, limit.reset);
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests a window allows.
    pub limit: Option<u64>,
    /// How many requests are left in the window.
    pub remaining: Option<u64>,
    /// When the window ends, as the time since the Unix epoch.
    pub reset: Option<Duration>,
}

impl RateLimit {
    /// Reads `x-ratelimit-…` and `ratelimit-…`, each number apart, or else the newer `ratelimit` and
    /// `ratelimit-policy`. With it comes how long it is to the window's end.
    pub(crate) fn read(headers: &HeaderMap, clock: &dyn Clock) -> Option<(Self, Duration)> {
        // Most responses have none of them; one pass over the names is cheaper than nine look-ups.
        let is_one = |it: &str| it.starts_with("x-rate") || it.starts_with("rate");
        if !headers.keys().any(|it| is_one(it.as_str())) {
            return None;
        }
        // A moment is one of the server's clock, which ours may differ from.
        let unix_now = headers::date(headers).unwrap_or_else(|| clock.unix_now());
        // `100, 100;w=60` of some servers: the first number counts.
        let number = |names| first(headers, names)?.split([',', ';']).next()?.trim().parse().ok();
        let (limit, remaining) = (number(&LIMIT), number(&REMAINING));
        let reset = first(headers, &RESET).and_then(|it| moment(it, unix_now));
        let newer = structured(headers, unix_now);
        let (limit, remaining) = (limit.or(newer.limit), remaining.or(newer.remaining));
        let reset = reset.or(newer.reset);
        let left = reset.map_or(Duration::ZERO, |it| it.saturating_sub(unix_now));
        (limit.is_some() || remaining.is_some() || reset.is_some()).then_some((Self { limit, remaining, reset }, left))
    }
}

/// The rate limit that was observed last, and when its window ends by the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ObservedRateLimit {
    pub(crate) limit: RateLimit,
    pub(crate) end: Instant,
}

impl ObservedRateLimit {
    /// How long the limit is exhausted; zero if it is not.
    pub(crate) fn wait(&self, now: Instant) -> Duration {
        match self.limit {
            RateLimit { remaining: Some(0), reset: Some(_), .. } => self.end.saturating_duration_since(now),
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

/// The fields of the later drafts: `ratelimit: "default";r=50;t=30` with `ratelimit-policy: "default";q=100;w=60`.
/// Of several windows the one with the least left counts. `limit=100, remaining=50, reset=30` of a draft in between is
/// read, too.
fn structured(headers: &HeaderMap, unix_now: Duration) -> RateLimit {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let state = text("ratelimit");
    let after = |seconds: &str| headers::seconds(seconds).map(|it| unix_now + it);
    let windows = outside_quotes(state, ',').map(Window::read);
    if let Some(window) = windows.filter(|it| it.get("r").is_some()).min_by_key(|it| it.number("r")) {
        let policies = outside_quotes(text("ratelimit-policy"), ',').map(Window::read);
        let policy = policies.filter(|it| it.name == window.name).find_map(|it| it.number("q"));
        return RateLimit { limit: policy, remaining: window.number("r"), reset: window.get("t").and_then(after) };
    }
    let members = Window { name: "", parts: outside_quotes(state, ',').collect() };
    let (limit, remaining) = (members.number("limit"), members.number("remaining"));
    RateLimit { limit, remaining, reset: members.get("reset").and_then(after) }
}

/// `"name";a=1;b=2`, taken apart.
struct Window<'a> {
    name: &'a str,
    parts: Vec<&'a str>,
}

impl<'a> Window<'a> {
    fn read(text: &'a str) -> Self {
        let mut parts = outside_quotes(text, ';');
        Self { name: parts.next().unwrap_or_default(), parts: parts.collect() }
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.parts.iter().find_map(|part| part.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.parse().ok()
    }
}

/// The trimmed parts between those marks, but for marks in quotes.
fn outside_quotes(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = text.split(move |it: char| {
        quoted ^= it == '"';
        it == mark && !quoted
    });
    parts.map(str::trim).filter(|it| !it.is_empty())
}
