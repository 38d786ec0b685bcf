//! JSON Lines, NDJSON and JSON text sequences (RFC 7464) as a stream of typed values.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::error::{Error, Failure};
use crate::runtime::json::wire::Wire;
use crate::runtime::response::whole::json_text;
use crate::runtime::transport::body::{ByteStream, stream_error};

/// The longest line, or event, that is held in memory.
pub(crate) const LONGEST: usize = 32 << 20;

/// A stream of typed values, one per line; `B` is the type of the documented bodies of error responses.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, ErrorDetails, LineStream};"))]
/// # async fn example<B: ErrorDetails>(mut lines: LineStream<String, B>) -> Result<(), Error<B>> {
/// while let Some(value) = lines.try_next().await? {
///     println!("{value}");
/// }
/// # Ok(())
/// # }
/// ```
pub struct LineStream<T, B> {
    lines: Lines,
    item: std::marker::PhantomData<fn() -> (T, B)>,
}

impl<T: Wire, B> LineStream<T, B> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { lines: Lines::new(bytes), item: std::marker::PhantomData }
    }

    /// Returns the next value, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Fails if the connection fails, if the stream is idle for too long, or if a line does not match the type.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error<B>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<T: Wire, B> Stream for LineStream<T, B> {
    type Item = Result<T, Error<B>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(line) = ready!(self.lines.poll_record(cx)) else {
            return Poll::Ready(None);
        };
        let read =
            |line: Bytes| json_text(&line).map_err(|error| unreadable("a line of the stream", &line, error).into());
        Poll::Ready(Some(line.map_err(Error::from).and_then(read)))
    }
}

impl<T, B> std::fmt::Debug for LineStream<T, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LineStream")
    }
}

#[cold]
pub(crate) fn unreadable(what: &str, text: &[u8], error: ReadError) -> Failure {
    let mut failure = Failure::with_kind(ErrorKind::Decode, format!("{what} could not be read: {}", error.message));
    let inner = failure.inner_mut();
    inner.json_path = error.path;
    inner.text = Bytes::copy_from_slice(text.get(..64 << 10).unwrap_or(text));
    failure
}

/// Lines as bytes.
struct Lines {
    bytes: ByteStream,
    buffer: BytesMut,
    /// How much of the buffer is known to contain no end of a line.
    seen: usize,
    done: bool,
}

impl Lines {
    fn new(bytes: ByteStream) -> Self {
        Self { bytes, buffer: BytesMut::new(), seen: 0, done: false }
    }

    /// The next line that is not blank; a record separator counts as an end, too.
    fn poll_record(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
        loop {
            let fresh = self.buffer.get(self.seen..).unwrap_or_default();
            if let Some(at) = fresh.iter().position(|it| matches!(it, b'\n' | 0x1e)) {
                let line = self.buffer.split_to(self.seen + at + 1).freeze();
                self.seen = 0;
                let line = line.slice(..line.len() - 1);
                if !is_blank(&line) {
                    return Poll::Ready(Some(Ok(line)));
                }
                continue;
            }
            self.seen = self.buffer.len();
            if self.done {
                let rest = std::mem::take(&mut self.buffer).freeze();
                self.seen = 0;
                return Poll::Ready((!is_blank(&rest)).then_some(Ok(rest)));
            }
            match ready!(self.bytes.poll_chunk(cx)) {
                Some(Ok(chunk)) if self.buffer.len() + chunk.len() > LONGEST => {
                    return self.fail(Failure::policy(format!("a line is longer than {LONGEST} bytes")));
                }
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => return self.fail(stream_error(error)),
                None => self.done = true,
            }
        }
    }

    fn fail(&mut self, error: Failure) -> Poll<Option<Result<Bytes, Failure>>> {
        self.done = true;
        self.bytes = ByteStream::empty();
        self.buffer.clear();
        self.seen = 0;
        Poll::Ready(Some(Err(error)))
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}
