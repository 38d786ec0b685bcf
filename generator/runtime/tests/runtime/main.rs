//! The runtime against real sockets on loopback, with a clock of our own: no test waits for time to pass.

mod api;
mod arguments;
mod auth;
mod calls;
mod content_types;
mod decode;
mod errors;
mod faults;
mod json;
mod paging;
mod production;
mod promised;
mod retries;
mod secrets;
mod server;
mod servers;
mod soak;
mod streams;
mod styles;
#[cfg(feature = "tracing")]
mod traces;
mod webhooks;
