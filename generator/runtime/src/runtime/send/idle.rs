//! Streams that must not be silent for too long.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::error::Context;
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::http::clock::Clock;
use crate::runtime::transport::body::{ByteStream, stream_error};

/// The same bytes, but an error if none come for that time. Errors say which call they belong to.
pub(crate) fn idle_limited(body: ByteStream, clock: Arc<dyn Clock>, time: Duration, context: Context) -> ByteStream {
    let length = body.length();
    let limited = ByteStream::from_chunks(Box::pin(Idle { body: Some(body), clock, time, context, alarm: None }));
    match length {
        Some(length) => limited.with_length(length),
        None => limited,
    }
}

struct Idle {
    body: Option<ByteStream>,
    clock: Arc<dyn Clock>,
    time: Duration,
    context: Context,
    alarm: Option<BoxFuture<()>>,
}

impl Idle {
    fn fail(&mut self, mut error: Failure) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.body = None;
        error.inner_mut().operation.get_or_insert(self.context.clone());
        Poll::Ready(Some(Err(error.into())))
    }
}

impl Stream for Idle {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        match body.poll_chunk(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                self.alarm = None;
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(Some(Err(error))) => self.fail(stream_error(error)),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                let time = self.time;
                let clock = self.clock.clone();
                let alarm = self.alarm.get_or_insert_with(|| clock.alarm(time));
                if alarm.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.fail(Failure::with_kind(ErrorKind::Timeout, format!("nothing came for {time:?}")))
            }
        }
    }
}
