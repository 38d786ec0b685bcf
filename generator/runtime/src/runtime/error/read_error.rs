//! The error of a body that could not be read.

use serde::de::IgnoredAny;

use crate::runtime::json::json_path;
use crate::runtime::json::mismatch::Mismatch;

/// The error of a body that could not be read.
#[derive(Debug)]
pub struct ReadError {
    pub(crate) message: String,
    pub(crate) path: Option<String>,
}

impl ReadError {
    /// Creates an error with a message that says what was expected.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None }
    }

    /// Creates the error of invalid JSON, with the path to the value.
    pub fn json(text: &[u8], error: serde_json::Error) -> Self {
        // A syntax error is reported at the offending byte, which need not belong to the value.
        let column = error.column() - usize::from(error.is_syntax() && error.column() > 0);
        let path = (error.line() > 0).then(|| json_path::at(text, error.line(), column));
        Self { message: error.to_string(), path }
    }

    /// The error of JSON that does not match its type; if it is not JSON at all, the syntax error.
    #[cold]
    pub(crate) fn mismatch(text: &[u8], mismatch: &Mismatch) -> Self {
        match serde_json::from_slice::<IgnoredAny>(text) {
            Ok(_) => Self { message: mismatch.message().to_owned(), path: Some(mismatch.path()) },
            Err(error) => Self::json_body(text, error),
        }
    }

    /// The error of a body that is not JSON.
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
