//! How long a call and its attempts may take.

use std::time::{Duration, Instant};

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::send::client_state::ClientState;

/// When the whole call has to be over.
pub(crate) struct Deadline<'a> {
    shared: &'a ClientState,
    end: Instant,
    time: Duration,
}

impl<'a> Deadline<'a> {
    pub(crate) fn new(shared: &'a ClientState, time: Duration) -> Self {
        let time = time.min(Duration::from_secs(365 * 86_400));
        Self { shared, end: shared.clock.now() + time, time }
    }

    pub(crate) fn left(&self) -> Duration {
        self.end.saturating_duration_since(self.shared.clock.now())
    }

    /// Completes at the end of the attempt or of the call, whichever is first. Without a wait so far, the clock need
    /// not be read.
    pub(crate) fn timer(&self, attempt: Duration, waited: bool) -> BoxFuture<()> {
        let left = if waited { self.left() } else { self.time };
        self.shared.clock.timer(attempt.min(left))
    }

    pub(crate) fn error(&self, shared: &ClientState, builder: &RequestBuilder, made: u32) -> Failure {
        let attempt = builder.options.attempt_timeout.unwrap_or(shared.attempt_timeout);
        let message = if self.left().is_zero() || self.time <= attempt {
            format!("the call timed out after {:?}", self.time)
        } else {
            format!("no response within {attempt:?}")
        };
        let mut error = Failure::with_kind(ErrorKind::Timeout, message);
        error.inner_mut().attempts = made;
        error
    }
}
