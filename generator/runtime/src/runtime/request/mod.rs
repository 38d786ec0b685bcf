//! A request under construction.

pub(crate) mod draft;
pub(crate) mod draft_body;
pub(crate) mod file;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
pub(crate) mod payload;
pub(crate) mod style;
pub(crate) mod template;
