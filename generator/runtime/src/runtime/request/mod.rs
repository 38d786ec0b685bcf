//! A request under construction.

pub(crate) mod body;
pub(crate) mod builder;
pub(crate) mod file;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
pub(crate) mod payload;
pub(crate) mod style;
pub(crate) mod template;
