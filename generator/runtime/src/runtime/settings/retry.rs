//! When a call is retried, and how long to wait before (full jitter: anything up to a bound that doubles).

use std::sync::Mutex;
use std::time::Duration;

use crate::runtime::http::clock::{Clock, fraction};

/// How often and how soon a call is retried.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::RetryPolicy;"))]
/// use std::time::Duration;
///
/// let patient = RetryPolicy::default().attempts(6).backoff(Duration::from_secs(1), Duration::from_secs(30));
/// let never = RetryPolicy::never();
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryPolicy {
    attempts: u32,
    base: Duration,
    longest: Duration,
}

impl Default for RetryPolicy {
    /// At most three attempts, waiting up to half a second before the second one and a second before the third.
    fn default() -> Self {
        Self { attempts: 3, base: Duration::from_millis(500), longest: Duration::from_secs(20) }
    }
}

impl RetryPolicy {
    /// Creates a policy that never retries.
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// Sets the maximum number of attempts, including the first one.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the longest wait before the second attempt, which doubles with each attempt, and the longest wait before
    /// any.
    #[must_use]
    pub fn backoff(mut self, base: Duration, longest: Duration) -> Self {
        self.base = base;
        self.longest = longest;
        self
    }

    /// Whether another attempt is allowed after `made` attempts.
    pub(crate) fn allows(&self, made: u32) -> bool {
        made < self.attempts
    }

    /// How long to wait after `made` attempts.
    pub(crate) fn wait(&self, made: u32, clock: &dyn Clock) -> Duration {
        let doubled = self.base.saturating_mul(1_u32.checked_shl(made.saturating_sub(1)).unwrap_or(u32::MAX));
        doubled.min(self.longest).mul_f64(fraction(clock))
    }
}

/// The retries that all calls of a client may make together: one for every five calls, and one for each success.
/// While a server is down, the client sends at most a fifth more than it was asked to.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<f64>);

const RESERVE: f64 = 10.0;
const MOST: f64 = 100.0;
const PER_CALL: f64 = 0.19;

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(RESERVE))
    }

    pub(crate) fn call(&self) {
        self.add(PER_CALL);
    }

    pub(crate) fn success(&self) {
        self.add(1.0);
    }

    /// Takes a retry out of the budget, if there is one. It is returned if it is not spent.
    pub(crate) fn take(&self) -> Option<Permit<'_>> {
        let mut left = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let enough = *left >= 1.0;
        if enough {
            *left -= 1.0;
        }
        enough.then(|| Permit(Some(self)))
    }

    fn add(&self, amount: f64) {
        let mut left = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *left = (*left + amount).min(MOST);
    }
}

/// A retry that may be made; a caller who gives up before leaves it to others.
pub(crate) struct Permit<'a>(Option<&'a Budget>);

impl Permit<'_> {
    /// The retry is made.
    pub(crate) fn spend(mut self) {
        self.0 = None;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if let Some(budget) = self.0 {
            budget.add(1.0);
        }
    }
}
