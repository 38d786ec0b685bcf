//! Why a body could not be read.

use serde::de::IgnoredAny;

use crate::runtime::json::json_path;
use crate::runtime::json::mismatch::Mismatch;

/// Why a body could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub(crate) message: String,
    pub(crate) path: Option<String>,
}

impl ReadError {
    /// An error with that message, which says what was expected.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None }
    }

    /// The error of a JSON text, with the path to the place.
    pub fn json(text: &[u8], error: serde_json::Error) -> Self {
        // A mistake of syntax is told by the byte that is wrong, which need not belong to the value.
        let column = error.column() - usize::from(error.is_syntax() && error.column() > 0);
        let path = (error.line() > 0).then(|| json_path::at(text, error.line(), column));
        Self { message: error.to_string(), path }
    }

    /// The error of a JSON text that could not become a value. Where the text is no JSON at all, that is told.
    #[cold]
    pub(crate) fn mismatch(text: &[u8], mismatch: &Mismatch) -> Self {
        match serde_json::from_slice::<IgnoredAny>(text) {
            Ok(_) => Self { message: mismatch.message().to_owned(), path: Some(mismatch.path()) },
            Err(error) => Self::json_body(text, error),
        }
    }

    /// The error of a body that is no JSON.
    #[cold]
    pub(crate) fn json_body(text: &[u8], error: serde_json::Error) -> Self {
        if text.iter().all(u8::is_ascii_whitespace) {
            return Self::new("expected JSON, found an empty body");
        }
        Self::json(text, error)
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.path {
            Some(path) => write!(f, "at `{path}`: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ReadError {}
