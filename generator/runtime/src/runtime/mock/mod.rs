//! A mock server for tests. It responds to each operation as the test expects it, validates every request against the
//! document and records it. It listens on the loopback interface only.
//!
#![cfg_attr(any(doc, doctest), doc = concat!("```no_run\n# use ", env!("CARGO_CRATE_NAME"), "::{mock::Server, runtime::Operation};"))]
//! # use std::time::Duration;
//! # async fn example<UpdateKeyword: Operation<Output = String>>(
//! #     server: Server,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! server.expect::<UpdateKeyword>().busy(Duration::ZERO).respond("updated".to_owned());
//! let client = server.client()?;
//! // … the code under test calls `client.update_keyword(42).body(change)`: the first attempt gets 429,
//! // the second one succeeds.
//! assert_eq!(server.requests()[1].body["color"], "red");
//! server.verify()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! Every request is validated against the document, which the crate includes as `openapi.json`:
//!
//! - The operation is expected, by method and path, and the request has the credentials of one of the documented
//!   alternatives.
//! - Required parameters are present, each in its style and valid by its schema, and the query has only documented
//!   parameters.
//! - A required body is present and an undocumented one is not. It has a documented media type and is valid by its
//!   schema: JSON, JSON Lines, XML, forms with their encodings, the parts of `multipart` other than files. Elements and
//!   attributes of XML have the documented names and namespaces.
//!
//! The crate `jsonschema` validates values by JSON Schema 2020-12. Ignored are `not` and `if`; `format`, except for
//! base64 and the width of integers; the values of read-only properties; and patterns that the regular expressions of
//! that crate do not support.
//!
//! The response to an invalid request is 400, to an unexpected one 501, with the reason in the body: the operation,
//! what is wrong, and the JSON pointer into the document. [`Server::verify`] returns these reasons, and a server that
//! is dropped unverified panics with them, so that no test passes on an invalid request.

mod bodies;
mod check;
mod document;
mod documented;
mod example;
mod example_server;
mod expect;
mod form;
mod http;
mod keywords;
mod messages;
mod mock_response;
mod node;
mod param_value;
mod params;
mod parts;
mod path;
mod pattern;
mod received;
mod request;
mod sample;
mod schemas;
mod server;
#[cfg(test)]
mod tests;
mod translate;
mod validate;
mod value;

#[doc(hidden)]
pub use document::Document;
#[doc(hidden)]
pub use example_server::Exchange;
pub use expect::Expectation;
pub use request::Request;
pub use server::Server;
