//! Time and randomness, which tests can replace.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::runtime::http::boxed::BoxFuture;

/// The source of time and randomness. A clock whose `sleep` does not wait makes tests of retries fast.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{BoxFuture, Clock, SystemClock};"))]
/// use std::time::{Duration, Instant};
///
/// struct Impatient;
///
/// impl Clock for Impatient {
///     fn now(&self) -> Instant {
///         SystemClock.now()
///     }
///
///     fn unix_now(&self) -> Duration {
///         SystemClock.unix_now()
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<()> {
///         Box::pin(std::future::ready(()))
///     }
///
///     // A timeout is no wait between attempts.
///     fn timer(&self, time: Duration) -> BoxFuture<()> {
///         SystemClock.timer(time)
///     }
///
///     fn random(&self) -> u64 {
///         7
///     }
/// }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// Returns the current time of a monotonic clock.
    fn now(&self) -> Instant;

    /// Returns the time since the Unix epoch.
    fn unix_now(&self) -> Duration;

    /// Waits, as between two attempts.
    fn sleep(&self, time: Duration) -> BoxFuture<()>;

    /// Completes after `time`, as for a timeout.
    fn timer(&self, time: Duration) -> BoxFuture<()> {
        self.sleep(time)
    }

    /// Returns a random number.
    fn random(&self) -> u64;
}

/// The clock of the system, with the timers of tokio.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn unix_now(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(time))
    }

    // Each `RandomState` has keys of its own from the system's source of randomness.
    fn random(&self) -> u64 {
        RandomState::new().build_hasher().finish()
    }
}

/// A number from 0 up to 1.
pub(crate) fn fraction(clock: &dyn Clock) -> f64 {
    (clock.random() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Returns the output of the future unless the timer completes first. The caller pins the future: passed by value it
/// would be stored twice and be most of the size of a call.
pub(crate) async fn in_time<T>(mut timer: BoxFuture<()>, mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    })
    .await
}
