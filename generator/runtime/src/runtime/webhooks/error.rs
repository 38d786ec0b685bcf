//! Why a webhook was not taken.

use std::fmt;
use std::time::Duration;

use crate::runtime::error::read_error::ReadError;

/// Why a webhook was not taken. All but [`Body`](Self::Body) say that it may come from anybody: answer with the status 401,
/// and look no further at it.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// The header of that name, which the signature needs, is missing or not written as the scheme has it.
    Header(&'static str),
    /// The body was signed with none of the secrets, or was changed on the way.
    Signature,
    /// The signature is right, but the time of signing is further from now than the tolerance: the distance. Somebody may
    /// be sending an old request again.
    Age(Duration),
    /// The request is the server's, but its body cannot be read as the event that it says it is.
    Body(ReadError),
}

impl WebhookError {
    /// Whether the request comes from the server: what failed is the reading of its body.
    pub fn is_authentic(&self) -> bool {
        matches!(self, Self::Body(_))
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "the header `{name}` of a webhook is missing or malformed"),
            Self::Signature => f.write_str("the signature of a webhook does not match"),
            Self::Age(age) => write!(f, "a webhook was signed {} s from now, beyond the tolerance", age.as_secs()),
            Self::Body(error) => write!(f, "the body of a webhook could not be read: {error}"),
        }
    }
}

impl std::error::Error for WebhookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            _ => None,
        }
    }
}

/// A secret that the scheme of signatures cannot have: it is empty, or of Standard Webhooks and not Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecretError;

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the secret of a webhook is empty, or not in the format of its signature scheme")
    }
}

impl std::error::Error for SecretError {}
