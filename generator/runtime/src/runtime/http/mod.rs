//! HTTP without a connection: headers, media types, escaping, origins, time.

pub(crate) mod boxed;
pub(crate) mod clock;
pub(crate) mod cookie;
pub(crate) mod encode;
pub(crate) mod header;
pub(crate) mod headers;
pub(crate) mod http_date;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod origin;
pub(crate) mod secret;
pub(crate) mod semantics;
#[cfg(feature = "events")]
pub(crate) mod sse;
