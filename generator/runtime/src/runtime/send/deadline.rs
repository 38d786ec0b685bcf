//! How long a call and its attempts may take.

use std::time::{Duration, Instant};

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::request::draft::Draft;
use crate::runtime::send::shared::Shared;

/// When the whole call has to be over.
pub(crate) struct Deadline<'a> {
    shared: &'a Shared,
    end: Instant,
    time: Duration,
}

impl<'a> Deadline<'a> {
    pub(crate) fn new(shared: &'a Shared, time: Duration) -> Self {
        let time = time.min(Duration::from_secs(365 * 86_400));
        Self { shared, end: shared.clock.now() + time, time }
    }

    pub(crate) fn left(&self) -> Duration {
        self.end.saturating_duration_since(self.shared.clock.now())
    }

    /// Fires at the end of the attempt or of the call, whichever is first. Where nothing was waited for yet, the
    /// clock need not be asked.
    pub(crate) fn alarm(&self, attempt: Duration, waited: bool) -> BoxFuture<()> {
        let left = if waited { self.left() } else { self.time };
        self.shared.clock.alarm(attempt.min(left))
    }

    pub(crate) fn error(&self, shared: &Shared, draft: &Draft, made: u32) -> Failure {
        let attempt = draft.options.attempt_timeout.unwrap_or(shared.attempt_timeout);
        let message = if self.left().is_zero() || self.time <= attempt {
            format!("the call was not done within {:?}", self.time)
        } else {
            format!("no answer within {attempt:?}")
        };
        let mut error = Failure::with_kind(ErrorKind::Timeout, message);
        error.inner_mut().attempts = made;
        error
    }
}
