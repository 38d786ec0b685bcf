//! How long a call and its attempts may take.

use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use super::client::Shared;
use super::draft::Draft;
use super::{BoxFuture, ErrorKind, Failure};

/// When the whole call has to be over.
pub(super) struct Deadline<'a> {
    shared: &'a Shared,
    end: Instant,
    time: Duration,
}

impl<'a> Deadline<'a> {
    pub(super) fn new(shared: &'a Shared, time: Duration) -> Self {
        let time = time.min(Duration::from_secs(365 * 86_400));
        Self { shared, end: shared.clock.now() + time, time }
    }

    pub(super) fn left(&self) -> Duration {
        self.end.saturating_duration_since(self.shared.clock.now())
    }

    /// Fires at the end of the attempt or of the call, whichever is first. Where nothing was waited for yet, the
    /// clock need not be asked.
    pub(super) fn alarm(&self, attempt: Duration, waited: bool) -> BoxFuture<()> {
        let left = if waited { self.left() } else { self.time };
        self.shared.clock.alarm(attempt.min(left))
    }

    pub(super) fn error(&self, shared: &Shared, draft: &Draft, made: u32) -> Failure {
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

/// What the future gives, unless the alarm is first. It is pinned by the caller: passed by value it would be held
/// twice, and be most of the size of a call.
pub(super) async fn in_time<T>(mut alarm: BoxFuture<()>, mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => alarm.as_mut().poll(cx).map(|()| None),
    })
    .await
}
