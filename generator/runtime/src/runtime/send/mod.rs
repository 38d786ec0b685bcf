//! From a request to its answer: attempts, waits, redirects.

pub(crate) mod again;
pub(crate) mod attempt;
pub(crate) mod deadline;
pub(crate) mod exchange;
pub(crate) mod fault;
pub(crate) mod idle;
pub(crate) mod prepared;
pub(crate) mod reply;
pub(crate) mod shared;
pub(crate) mod trace;
