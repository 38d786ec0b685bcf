//! The callsites through which a client tells `tracing` of its calls. They stand in the client's crate, so that its name is
//! their target: a filter sets each client of a program apart, though all of them share one runtime.

/// How a client tells of its calls; none can be made without the feature `tracing`.
#[cfg(not(feature = "tracing"))]
#[derive(Debug)]
#[doc(hidden)]
pub enum Tracer {}

/// How a client tells of its calls: a function for each callsite, made by the macro `tracer`.
#[cfg(feature = "tracing")]
#[derive(Debug)]
#[doc(hidden)]
pub struct Tracer {
    /// The span of a call: operation, method, path template.
    pub call: fn(&str, &str, &str) -> tracing::Span,
    /// A response came, with that status.
    pub response: fn(u16),
    /// An attempt failed.
    pub failed: fn(&FailedAttempt<'_>),
    /// The client waits for the end of a rate limit, so many milliseconds.
    pub paced: fn(u64),
    /// A request goes out: method, host, names of headers, length of the body.
    pub request: fn(&str, Option<&str>, &[&str], Option<u64>),
    /// The head of a response came: status, names of headers, length of the body.
    pub head: fn(u16, &[&str], Option<u64>),
}

/// An attempt that failed.
#[cfg(feature = "tracing")]
#[derive(Debug)]
#[doc(hidden)]
pub struct FailedAttempt<'a> {
    /// Which one it was, from 1.
    pub attempt: u32,
    /// The status of its response.
    pub status: Option<u16>,
    /// Why there was no response.
    pub error: Option<&'a str>,
    /// How many milliseconds later the next attempt is made; none where it is the last one.
    pub wait_ms: Option<u64>,
}
