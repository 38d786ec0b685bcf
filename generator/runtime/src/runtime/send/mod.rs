//! Sending a request: attempts, waits, redirects.

pub(crate) mod attempt;
pub(crate) mod attempt_error;
pub(crate) mod client_state;
pub(crate) mod deadline;
pub(crate) mod exchange;
pub(crate) mod idle_timeout;
pub(crate) mod prepared_request;
pub(crate) mod raw_response;
pub(crate) mod retries;
pub(crate) mod stream_reconnect;
pub(crate) mod trace;
