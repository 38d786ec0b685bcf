//! The runtime of generated clients: transport, retries, limits, credentials, errors, pagination and streams. In a
//! generated crate that stands alone this is the module `runtime`, a copy of the same files.
//!
//! # Tracing
//!
//! With the feature `tracing` each call is a span `call` at level INFO, with the fields `operation`, `method`, `path` (the
//! template), `attempt` and `status`. The target is the client's crate, `petstore` of a crate `petstore`. Events in the span
//! are responses at DEBUG, with their `status`, and failed attempts at WARN, with their number as `attempt`, `status` or
//! `error`, and the wait before the next one as `wait_ms`, if there is a next one. The target `petstore::wire` has an event
//! at TRACE for each request and response, with the names of their headers. Values of headers, paths with their arguments,
//! queries and bodies are never recorded.
//!
//! ```
//! # #[cfg(feature = "tracing")]
//! # fn example<S: tracing::Subscriber + Send + Sync + 'static>(
//! #     subscriber_of: fn(&str) -> S,
//! # ) -> Result<(), tracing::subscriber::SetGlobalDefaultError> {
//! // Any subscriber; filters of the usual kind are written so.
//! tracing::subscriber::set_global_default(subscriber_of("petstore=debug,petstore::wire=trace"))
//! # }
//! ```

mod auth;
mod client;
mod error;
mod http;
mod json;
mod request;
mod response;
mod send;
mod settings;
mod spec;
mod transport;

#[cfg(feature = "blocking")]
mod blocking;
mod facade;
#[cfg(feature = "test-util")]
pub mod mock;
pub mod webhooks;
#[cfg(feature = "xml")]
pub mod xml;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use client::Client;
pub use client::call::{Call, Receiving, Sending};
pub use client::paging::{Items, Pages};
pub use client::raw::Raw;
pub use error::kind::ErrorKind;
pub use error::problem::Problem;
pub use error::read_error::ReadError;
pub use error::{Error, ErrorDetails, Failure, Undocumented};
pub use http::boxed::{BoxError, BoxFuture};
pub use http::clock::{Clock, SystemClock};
pub use http::header::Header;
pub use http::secret::Secret;
pub use json::base64::Base64;
pub use json::decimal::Decimal;
pub use json::decimal_number::DecimalNumber;
pub use json::formats::{Date, DateTime, Duration, Time, Uri, Uuid};
pub use json::into_option::IntoOption;
pub use json::maybe::Maybe;
pub use request::file::File;
pub use response::Response;
#[cfg(feature = "events")]
pub use response::events::{Event, EventStream};
pub use response::lines::LineStream;
pub use settings::builder::{ClientBuilder, Redirects};
pub use settings::credential::Credential;
#[cfg(feature = "oauth2")]
pub use settings::oauth2::OAuth2;
pub use settings::rate_limit::RateLimit;
pub use settings::retry::RetryPolicy;
pub use settings::token::{Token, TokenProvider};
pub use spec::operation::Operation;
pub use spec::page_spec::Paginated;
pub use spec::server::Server;
pub use transport::body::{Body, ByteStream};
pub use transport::download::Download;
pub use transport::memory::InMemory;
pub use transport::{Transport, TransportError, TransportErrorKind};

/// Types of the `http` crate, for programs without a dependency on it.
pub use ::http::{HeaderMap, Method, Request, StatusCode};

/// The builder of the HTTP client that [`ClientBuilder::http_client`] takes.
#[cfg(feature = "reqwest")]
pub use reqwest::ClientBuilder as HttpClientBuilder;

// What only generated code names. It is hidden where it is defined: for the documentation of a crate that hands this
// module on, rustdoc looks at definitions and not at what is written here.

#[cfg(feature = "blocking")]
pub use crate::blocking_calls;
#[cfg(feature = "reqwest")]
pub use crate::http_client;
#[cfg(feature = "test-util")]
pub use crate::mock_server;
#[cfg(feature = "tracing")]
pub use crate::tracer;
pub use crate::{
    call, calls_without_blocking, client_types, compared_by_wire, copied_by_wire, integer_enum, mixed_enum, object,
    one_of, paginated_call, positions, printed_by_wire, serde_by_wire, single_value, string_enum, whole, wrapper,
};
pub use facade::Waits;
pub use json::into_option::{ByOption, ByValue};
pub use json::mismatch::Mismatch;
pub use json::read::{deserialize, from_slice};
pub use json::read_limits::ReadLimits;
pub use json::record::in_request;
pub use json::write::{serialize, to_vec};
pub use json::{constant, model, open_enum, record, scalar, tuple, union, wire};
pub use request::builder::RequestBuilder;
#[cfg(feature = "multipart")]
pub use request::multipart::Multipart;
pub use response::page_digest::{cursor_text, whole_number};
pub use response::read;
pub use spec::api::{ApiSpec, SchemeKind, SchemeSpec, SchemeUse, ServerSpec, ServerVariableSpec};
pub use spec::operation::{GeneratedKey, Meta, ResponseSpec, Status};
pub use spec::page_spec::{NextCursor, PageParam, Paging, Total};
pub use spec::param::{ParamLocation, ParamSpec, Style};
pub use spec::response_body::{RawBody, StreamBody};
#[cfg(feature = "tracing")]
pub use spec::tracer::FailedAttempt;
pub use spec::tracer::Tracer;
pub use spec::xml_table::XmlTable;

/// Other crates that macros name.
#[doc(hidden)]
pub mod external {
    #[cfg(feature = "tracing")]
    pub use tracing;
    pub use {serde, serde_json};
}
