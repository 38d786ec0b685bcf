//! Streams with an idle timeout.

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

/// Adds an idle timeout to a stream. Errors name the call that they belong to.
pub(crate) fn with_idle_timeout(
    body: ByteStream,
    clock: Arc<dyn Clock>,
    time: Duration,
    context: Context,
) -> ByteStream {
    let length = body.length();
    let limited =
        ByteStream::from_chunks(Box::pin(IdleTimeout { body: Some(body), clock, time, context, timer: None }));
    match length {
        Some(length) => limited.with_length(length),
        None => limited,
    }
}

struct IdleTimeout {
    body: Option<ByteStream>,
    clock: Arc<dyn Clock>,
    time: Duration,
    context: Context,
    timer: Option<BoxFuture<()>>,
}

impl IdleTimeout {
    fn fail(&mut self, mut error: Failure) -> Poll<Option<Result<Bytes, BoxError>>> {
        self.body = None;
        error.inner_mut().operation.get_or_insert(self.context.clone());
        Poll::Ready(Some(Err(error.into())))
    }
}

impl Stream for IdleTimeout {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        match body.poll_chunk(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                self.timer = None;
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(Some(Err(error))) => self.fail(stream_error(error)),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                let time = self.time;
                let clock = self.clock.clone();
                let timer = self.timer.get_or_insert_with(|| clock.timer(time));
                if timer.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.fail(Failure::with_kind(ErrorKind::Timeout, format!("the stream was idle for {time:?}")))
            }
        }
    }
}
