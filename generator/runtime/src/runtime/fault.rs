//! What an attempt comes to, where it is no answer; and how an answer is taken, where it is one.

use super::operation::Plan;
use super::{Error, ErrorKind};

/// How an operation takes an answer: by status, `Content-Type`, and whether the body is empty.
pub(super) type Planner = fn(u16, Option<&str>, bool) -> Plan;

/// Why an attempt gave no answer.
pub(super) struct Fault {
    pub(super) error: Error,
    /// Whether another attempt may help.
    pub(super) retry: bool,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let retry = matches!(error.kind(), ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout);
        Self { error, retry }
    }
}
