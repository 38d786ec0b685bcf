//! A response body as a stream.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::error::Error;
use crate::runtime::transport::body::{ByteStream, stream_error};

/// A response body as a stream of bytes; `B` is the type of the documented bodies of error responses.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Download, Error, ErrorDetails};"))]
/// use std::io::Write;
///
/// # async fn example<B: ErrorDetails>(mut body: Download<B>) -> Result<(), Box<dyn std::error::Error>> {
/// let mut file = std::fs::File::create("export.csv")?;
/// while let Some(chunk) = body.try_next().await? {
///     file.write_all(&chunk)?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// Convert it into a [`ByteStream`] to send it on as a request body.
pub struct Download<B> {
    bytes: ByteStream,
    error: PhantomData<fn() -> B>,
}

impl<B> Download<B> {
    pub(crate) fn new(bytes: ByteStream) -> Self {
        Self { bytes, error: PhantomData }
    }

    /// Returns the number of remaining bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.bytes.length()
    }

    /// Returns the next chunk, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Fails if the connection fails or the stream is idle for too long.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error<B>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// Fails as [`try_next`](Self::try_next) does.
    pub async fn collect(self) -> Result<Bytes, Error<B>> {
        Ok(self.bytes.collect().await?)
    }
}

impl<B> Stream for Download<B> {
    type Item = Result<Bytes, Error<B>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.bytes.poll_chunk(cx).map(|next| next.map(|chunk| chunk.map_err(|error| stream_error(error).into())))
    }
}

impl<B> From<Download<B>> for ByteStream {
    fn from(download: Download<B>) -> Self {
        download.bytes
    }
}

impl<B> fmt::Debug for Download<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("length", &self.length()).finish_non_exhaustive()
    }
}
