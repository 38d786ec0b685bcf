//! Whether a call is tried again, and after how long. Policy, budget and clock decide it; the request is known by one word,
//! whether it may be sent twice.

use std::time::Duration;

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::clock::Clock;
use crate::runtime::http::semantics::is_retryable_status;
use crate::runtime::send::attempt_error::AttemptError;
use crate::runtime::send::raw_response::RawResponse;
use crate::runtime::settings::retry::{Budget, Permit, RetryPolicy};

/// What decides over another attempt.
pub(crate) struct Retries<'a> {
    pub(crate) policy: RetryPolicy,
    pub(crate) budget: &'a Budget,
    pub(crate) clock: &'a dyn Clock,
    /// Whether the request may be sent twice without harm (RFC 9110, section 9.2.2, or as the caller says).
    pub(crate) repeatable: bool,
}

impl<'a> Retries<'a> {
    /// How long to wait for another attempt after `made` ones, and the permit for it; none where there is to be no other, or
    /// not enough of the call's time is `left`, which is only asked for then.
    pub(crate) fn another(
        &self,
        outcome: &Result<RawResponse, AttemptError>,
        made: u32,
        left: impl FnOnce() -> Duration,
    ) -> Option<(Duration, Permit<'a>)> {
        if !self.may_help(outcome) || !self.policy.allows(made) {
            return None;
        }
        let hint = match outcome {
            Ok(response) => response.retry_hint(),
            Err(fault) => fault.error.inner().retry_after,
        };
        let wait = hint.unwrap_or_else(|| self.policy.wait(made, self.clock));
        if wait < left() { self.budget.take().map(|permit| (wait, permit)) } else { None }
    }

    fn may_help(&self, outcome: &Result<RawResponse, AttemptError>) -> bool {
        match outcome {
            Ok(response) if response.status.as_u16() == 429 => true,
            Ok(response) => self.repeatable && is_retryable_status(response.status.as_u16()),
            Err(fault) => fault.retry && (self.repeatable || fault.error.kind() == ErrorKind::Connect),
        }
    }
}
