//! A download as a value: what is asked for, and what came. It knows nothing of the HTTP client.

use std::time::Instant;

/// What to fetch and how far to go for it.
pub struct Request<'a> {
    pub url: &'a str,
    /// The `ETag` of what we have.
    pub etag: Option<&'a str>,
    /// The `Last-Modified` of what we have.
    pub modified: Option<&'a str>,
    /// Other hosts that a redirect may lead to, `host` or `host:port`.
    pub hosts: &'a [String],
    /// When everything has to be over, also the redirects and the last byte.
    pub until: Instant,
    /// Bytes after decompression.
    pub most: u64,
}

/// What came.
#[derive(Debug)]
pub enum Fetched {
    /// 304: what we have is what there is.
    Same,
    /// 200.
    New(Download),
}

/// A whole body.
#[derive(Debug)]
pub struct Download {
    /// The address, without what may be a secret.
    pub from: String,
    pub bytes: Vec<u8>,
    pub content_type: String,
    pub etag: Option<String>,
    pub modified: Option<String>,
}

impl Download {
    /// One line that says what came instead of a document.
    pub fn refusal(&self, why: &str) -> String {
        format!("{}: 200, {why}; {}", self.from, shown(&self.content_type, &self.bytes))
    }
}

/// What came instead of a document, on one line.
pub fn shown(content_type: &str, bytes: &[u8]) -> String {
    format!("content type `{}`, begins with `{}`", excerpt(content_type.as_bytes()), excerpt(bytes))
}

/// The first 80 bytes, escaped, so that they stay on the line and say nothing to a terminal or to CI.
pub fn excerpt(bytes: &[u8]) -> String {
    bytes.iter().take(80).flat_map(|it| it.escape_ascii()).map(char::from).collect()
}
