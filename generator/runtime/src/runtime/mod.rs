//! What every generated client is built on: transport, retries, limits, credentials, errors, pages and streams.
//! In a generated crate this is the module `runtime`, a copy of the same files.
//!
//! # Tracing
//!
//! With the feature `tracing` each call is a span `call` of the target `octogen` at level INFO, with the fields
//! `operation`, `method`, `path` (the template), `attempt` and `status`; answers and waits are events in it at DEBUG.
//! The target `octogen::wire` has an event at TRACE for each request and response, with the names of their headers. No
//! value of a header, no path with its arguments, no query and no body is ever told.
//!
//! ```
//! # #[cfg(feature = "tracing")]
//! # fn example<S: tracing::Subscriber + Send + Sync + 'static>(
//! #     subscriber_of: fn(&str) -> S,
//! # ) -> Result<(), tracing::subscriber::SetGlobalDefaultError> {
//! // Any subscriber; filters of the usual kind are written so.
//! tracing::subscriber::set_global_default(subscriber_of("octogen=debug,octogen::wire=trace"))
//! # }
//! ```

mod api;
mod attempt;
mod auth;
mod base64;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod build;
mod builder;
mod by_content_type;
mod call;
mod carrier;
mod client;
mod clock;
pub mod constant;
mod conversions;
mod cookie;
mod credential;
mod deadline;
mod decimal;
mod decimal_number;
mod download;
mod draft;
mod encode;
mod error;
mod error_kind;
mod error_text;
mod events;
mod exchange;
mod facade;
mod fields;
mod file_wire;
mod formats;
mod header;
mod headers;
mod http_date;
mod idle;
mod into_option;
mod json_path;
mod limit;
mod lines;
mod link;
mod maybe;
mod media;
mod memory;
mod mismatch;
#[cfg(feature = "test-util")]
pub mod mock;
pub mod model;
mod multipart;
mod number_spelling;
mod number_text;
mod oauth2;
pub mod open_enum;
mod operation;
mod origin;
mod page_digest;
mod paging;
mod param;
mod payload;
mod plain;
mod prepared;
mod problem;
mod rate_limit;
mod raw;
/// Functions that read a response body, for the tables of operations.
pub mod read;
pub mod record;
mod redact;
mod reply;
mod reqwest_transport;
mod response;
mod retry;
pub mod scalar;
mod secret;
mod server;
mod sse;
mod style;
mod template;
mod text;
mod token;
mod trace;
mod transport;
pub mod tuple;
mod turner;
pub mod union;
pub mod wire;
mod wire_impls;
mod wire_read;
mod wire_scan;
mod wire_text;
mod wire_value;
mod wire_write;
pub mod xml;
mod xml_read;
mod xml_text;
mod xml_write;

#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use crate::blocking_calls;
#[cfg(feature = "reqwest")]
#[doc(hidden)]
pub use crate::http_client;
#[cfg(feature = "test-util")]
#[doc(hidden)]
pub use crate::mock_server;
#[doc(hidden)]
pub use crate::{
    calls_without_blocking, client_types, compared_by_wire, copied_by_wire, integer_enum, mixed_enum, object, one_of,
    positions, printed_by_wire, serde_by_wire, single_value, string_enum, whole, wrapper,
};
/// What the macros for types name.
#[doc(hidden)]
pub use {serde, serde_json};

pub use api::{ApiSpec, SchemeKind, SchemeSpec, SchemeUse, ServerSpec, ServerVariableSpec};
pub use base64::Base64;
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use body::{Body, ByteStream};
pub use builder::{ClientBuilder, Redirects};
pub use call::{Call, Receiving, Sending};
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use credential::Credential;
pub use decimal::Decimal;
pub use decimal_number::DecimalNumber;
pub use download::Download;
pub use draft::Draft;
pub use error::{Error, ErrorDetails, Failure, Undocumented};
pub use error_kind::ErrorKind;
pub use events::{Event, EventStream};
#[doc(hidden)]
pub use facade::Waits;
pub use formats::{Date, DateTime, Duration, Time, Uri, Uuid};
pub use header::Header;
pub use into_option::{ByOption, ByValue, IntoOption};
pub use lines::LineStream;
pub use maybe::Maybe;
pub use memory::InMemory;
pub use mismatch::Mismatch;
pub use multipart::{File, Multipart};
pub use oauth2::OAuth2;
pub use operation::{Case, GeneratedKey, Meta, Operation, Status};
#[doc(hidden)]
pub use page_digest::{cursor_text, whole_number};
pub use paging::{Items, NextCursor, PageParam, Pages, Paginated, Paging, Total};
pub use param::{ParamSpec, Place, Style};
pub use problem::Problem;
pub use rate_limit::RateLimit;
pub use raw::Raw;
pub use read::{RawBody, ReadError, StreamBody};
pub use record::in_request;
pub use response::Response;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use server::Server;
pub use token::{Token, TokenProvider};
pub use transport::{Transport, TransportError, TransportErrorKind};
pub use wire_read::{deserialize, from_slice};
pub use wire_value::Place as JsonPlace;
pub use wire_write::{serialize, to_vec};

/// What operations are written with, without a dependency on `http` of one's own.
pub use http::{HeaderMap, Method, Request, StatusCode};

/// The builder of the HTTP client that [`ClientBuilder::http_client`] takes.
#[cfg(feature = "reqwest")]
pub use reqwest::ClientBuilder as HttpClientBuilder;

/// A future on the heap.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
/// An error of any kind.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
