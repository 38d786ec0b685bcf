//! The settings of a client.

pub(crate) mod builder;
pub(crate) mod credential;
#[cfg(feature = "oauth2")]
pub(crate) mod oauth2;
pub(crate) mod rate_limit;
pub(crate) mod retry;
pub(crate) mod token;
