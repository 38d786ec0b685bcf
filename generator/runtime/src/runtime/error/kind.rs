//! The kinds of errors that callers handle differently.

use std::fmt;

/// The kind of an error; see [`Error`](crate::runtime::error::Error) for an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server could not be reached.
    Connect,
    /// The connection failed; the server may have received the request.
    Interrupted,
    /// A timeout expired.
    Timeout,
    /// An error response with a documented body.
    Api,
    /// An error response without a documented body, or with a body that does not match its schema.
    Undocumented,
    /// The response could not be read.
    Decode,
    /// A limit of the client was exceeded: a body that is too large, another origin, too many redirects, pages or
    /// headers.
    Policy,
    /// An argument is invalid or a credential is missing; nothing was sent.
    Argument,
}

impl ErrorKind {
    /// Returns the kind as one lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Interrupted => "interrupted",
            Self::Timeout => "timeout",
            Self::Api => "api",
            Self::Undocumented => "undocumented",
            Self::Decode => "decode",
            Self::Policy => "policy",
            Self::Argument => "argument",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
