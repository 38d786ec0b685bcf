//! What an attempt comes to, where it is no answer; and how an answer is taken, where it is one.

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::spec::operation::Plan;

/// How an operation takes an answer: by status, `Content-Type`, and whether the body is empty.
pub(crate) type Planner = fn(u16, Option<&str>, bool) -> Plan;

/// Why an attempt gave no answer.
pub(crate) struct Fault {
    pub(crate) error: Failure,
    /// Whether another attempt may help.
    pub(crate) retry: bool,
}

impl From<Failure> for Fault {
    fn from(error: Failure) -> Self {
        let retry = matches!(error.kind(), ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout);
        Self { error, retry }
    }
}
