//! Request and response bodies as streams, without being held in memory.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxError;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A body: bytes in memory, or a stream of them.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::ByteStream;"))]
/// use std::io::Write;
///
/// # async fn example(mut body: ByteStream) -> Result<(), Box<dyn std::error::Error>> {
/// let mut file = std::fs::File::create("export.csv")?;
/// while let Some(chunk) = body.try_next().await? {
///     file.write_all(&chunk)?;
/// }
/// # Ok(())
/// # }
///
/// // What is sent may be bytes, a string, or a stream of chunks by `ByteStream::new`.
/// let upload = ByteStream::from("id,name\n1,one\n");
/// assert_eq!(upload.length(), Some(14));
/// ```
pub struct ByteStream {
    source: Source,
    length: Option<u64>,
}

/// The body type of [`Transport`](crate::runtime::transport::Transport).
pub type Body = ByteStream;

enum Source {
    Whole(Option<Bytes>),
    // The lock is never contended: it only makes a `Send` stream `Sync`, which HTTP libraries ask for.
    Chunks(Mutex<Chunks>),
}

impl ByteStream {
    /// Creates an empty body.
    pub fn empty() -> Self {
        Self { source: Source::Whole(None), length: Some(0) }
    }

    /// Creates a body from a stream of chunks.
    pub fn new<E: Into<BoxError>>(stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self {
        Self::from_chunks(Box::pin(MapError(Box::pin(stream))))
    }

    pub(crate) fn from_chunks(chunks: Chunks) -> Self {
        Self { source: Source::Chunks(Mutex::new(chunks)), length: None }
    }

    /// Sets the length, which is sent as `Content-Length`.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Returns the number of remaining bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The bytes, if all of them are in memory.
    pub(crate) fn whole(&self) -> Option<Bytes> {
        match &self.source {
            Source::Whole(bytes) => Some(bytes.clone().unwrap_or_default()),
            Source::Chunks(_) => None,
        }
    }

    /// Returns the next chunk, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Fails if the connection fails or the stream is idle for too long.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Failure> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose().map_err(stream_error)
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// Fails as [`try_next`](Self::try_next) does.
    pub async fn collect(mut self) -> Result<Bytes, Failure> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.try_next().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        let chunk = match &mut self.source {
            Source::Whole(bytes) => bytes.take().filter(|it| !it.is_empty()).map(Ok),
            Source::Chunks(chunks) => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(chunks.as_mut().poll_next(cx))
            }
        };
        if let (Some(length), Some(Ok(chunk))) = (&mut self.length, &chunk) {
            *length = length.saturating_sub(chunk.len() as u64);
        }
        Poll::Ready(chunk)
    }
}

/// An error of a stream that is no [`Failure`] yet: the connection broke.
pub(crate) fn stream_error(error: BoxError) -> Failure {
    match error.downcast::<Failure>() {
        Ok(error) => *error,
        Err(error) => Failure::with_kind(
            crate::runtime::error::kind::ErrorKind::Interrupted,
            "the connection failed while the body was read",
        )
        .with_source(error),
    }
}

struct MapError<S>(Pin<Box<S>>);

impl<S: Stream<Item = Result<Bytes, E>>, E: Into<BoxError>> Stream for MapError<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|next| next.map(|chunk| chunk.map_err(Into::into)))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx).map(|next| next.map(|chunk| chunk.map_err(stream_error)))
    }
}

impl http_body::Body for ByteStream {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        self.poll_chunk(cx).map(|next| next.map(|chunk| chunk.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.length.map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        let length = Some(bytes.len() as u64);
        Self { source: Source::Whole(Some(bytes)), length }
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static [u8]> for ByteStream {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for ByteStream {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}
