//! What went wrong, as far as callers handle it apart.

use std::fmt;

/// What callers handle apart; [`Error`](crate::runtime::error::Error) has an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The server was not reached.
    Connect,
    /// The connection failed after the request may have been sent.
    Interrupted,
    /// The time was up.
    Timeout,
    /// An error response with a documented body.
    Api,
    /// An error response without a documented body, or with one that does not fit its documentation.
    Undocumented,
    /// The answer could not be read.
    Decode,
    /// A limit of the client: too large, another origin, too many redirections, pages or headers.
    Policy,
    /// A wrong argument, or a missing credential; nothing was sent.
    Argument,
}

impl ErrorKind {
    /// The kind in one word.
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
