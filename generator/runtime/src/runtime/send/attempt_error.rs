//! Why an attempt failed, and how a response is matched.

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::spec::operation::ResponseMatch;

/// Matches a response to the documented ones of an operation, by status, `Content-Type` and whether the body is empty.
pub(crate) type ResponseMatcher = fn(u16, Option<&str>, bool) -> ResponseMatch;

/// Why an attempt failed without a response.
pub(crate) struct AttemptError {
    pub(crate) error: Failure,
    /// Whether a retry may help.
    pub(crate) retry: bool,
}

impl From<Failure> for AttemptError {
    fn from(error: Failure) -> Self {
        let retry = matches!(error.kind(), ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout);
        Self { error, retry }
    }
}
