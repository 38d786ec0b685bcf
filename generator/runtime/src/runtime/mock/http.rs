//! As much of HTTP/1.1 as a mock server needs: requests with a length or in chunks, responses with a length,
//! connections that stay open.
//!
//! Not `hyper`: `reqwest` brings its client alone, and the server would be compiled by everyone who tests.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::mock_response::{End, MockResponse};

/// The longest head, and the longest body, that is read.
const LONGEST_HEAD: usize = 1 << 20;
const LONGEST_BODY: usize = 256 << 20;

/// A received request.
pub(super) struct HttpMessage {
    pub(super) method: String,
    pub(super) target: String,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

pub(super) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub(super) fn new(stream: TcpStream) -> Self {
        // Responses are written at once, so that there is nothing to wait for; without this they are only slower.
        let _ = stream.set_nodelay(true);
        Self { stream, buffer: Vec::new() }
    }

    /// The next request; `None` at the end, or if it is not HTTP.
    pub(super) async fn read(&mut self) -> Option<HttpMessage> {
        let head = self.until(b"\r\n\r\n").await?;
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut lines = head.split("\r\n");
        let mut first = lines.next()?.split(' ');
        let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
        let headers: Vec<(String, String)> = lines
            .filter_map(|it| it.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let value = |name: &str| headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str());
        let body = match (value("transfer-encoding"), value("content-length")) {
            (Some(_), _) => self.chunks().await?,
            (None, Some(length)) => self.exactly(length.parse().ok()?).await?,
            (None, None) => Vec::new(),
        };
        Some(HttpMessage { method, target, headers, body })
    }

    /// Writes a response; false if the connection is over.
    pub(super) async fn write(&mut self, response: &MockResponse) -> bool {
        if response.end == End::Nothing {
            return false;
        }
        let mut bytes = format!("HTTP/1.1 {} Mock\r\n", response.status).into_bytes();
        for (name, value) in &response.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        if !matches!(response.status, 204 | 304) {
            bytes.extend_from_slice(format!("content-length: {}\r\n", response.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        let shown = if response.end == End::Half { response.body.len() / 2 } else { response.body.len() };
        bytes.extend_from_slice(response.body.get(..shown).unwrap_or_default());
        let written = self.stream.write_all(&bytes).await.is_ok();
        written && response.end == End::Whole
    }

    async fn chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self.until(b"\r\n").await?;
            let digits = std::str::from_utf8(&line).ok()?.split(';').next()?.trim();
            let length = usize::from_str_radix(digits, 16).ok()?;
            if length == 0 {
                while !self.until(b"\r\n").await?.is_empty() {}
                return Some(body);
            }
            body.extend(self.exactly(length).await?);
            self.until(b"\r\n").await?;
            if body.len() > LONGEST_BODY {
                return None;
            }
        }
    }

    /// What comes before the mark, which is skipped.
    async fn until(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        loop {
            if let Some(at) = self.buffer.windows(mark.len()).position(|it| it == mark) {
                let rest = self.buffer.split_off(at + mark.len());
                let mut found = std::mem::replace(&mut self.buffer, rest);
                found.truncate(at);
                return Some(found);
            }
            if self.buffer.len() > LONGEST_HEAD {
                return None;
            }
            self.more().await?;
        }
    }

    async fn exactly(&mut self, length: usize) -> Option<Vec<u8>> {
        if length > LONGEST_BODY {
            return None;
        }
        while self.buffer.len() < length {
            self.more().await?;
        }
        let rest = self.buffer.split_off(length);
        Some(std::mem::replace(&mut self.buffer, rest))
    }

    async fn more(&mut self) -> Option<()> {
        let count = self.stream.read_buf(&mut self.buffer).await.ok()?;
        (count > 0).then_some(())
    }
}
