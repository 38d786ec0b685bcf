//! A mock server, which knows the operations of the API: it is told by operation what to answer, checks each
//! request against what the client knows of the document, and keeps what it saw. It listens on loopback only.
//!
#![cfg_attr(any(doc, doctest), doc = concat!("```no_run\n# use ", env!("CARGO_CRATE_NAME"), "::{mock::Server, runtime::Operation};"))]
//! # use std::time::Duration;
//! # async fn example<UpdateKeyword: Operation<Output = String>>(
//! #     server: Server,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! server.expect::<UpdateKeyword>().busy(Duration::ZERO).answer("updated".to_owned());
//! let client = server.client()?;
//! // … what is to be tested calls `client.update_keyword(42).body(change)`: the first attempt is refused with 429,
//! // the second one is answered.
//! assert_eq!(server.requests()[1].body["color"], "red");
//! server.verify()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! Each request is checked against the document, which the crate has with it as `openapi.json`, by itself:
//!
//! - that the operation was expected, by method and path, with the credentials of one of the documented alternatives;
//! - that required parameters are there, each in its style and a value of its schema, and that the query has no parameter
//!   beside the documented ones;
//! - that a required body is there and none where none is documented, of a documented media type and a value of its
//!   schema: JSON, JSON Lines, XML, forms with their encodings, the parts of `multipart` but for files.
//!
//! Schemas are JSON Schema 2020-12, held by the crate `jsonschema`. What is not looked at: `not` and `if`; `format`, but
//! for base64 and the width of integers; what stands in read-only members; a pattern that is no regular expression of that
//! crate.
//!
//! A request that is wrong is answered with 400, one that was not expected with 501, and both with the reason, which
//! names the operation and the place in the document. [`Server::verify`] says it again, and a server that is dropped
//! without having been asked panics with it, so that no test passes on a wrong request.

mod answer;
mod bodies;
mod check;
mod document;
mod example;
mod expect;
mod form;
mod http;
mod keywords;
mod made;
mod node;
mod params;
mod parts;
mod path;
mod pattern;
mod request;
mod says;
mod schemas;
mod sent;
mod server;
#[cfg(test)]
mod tests;
mod texts;
mod translate;
mod validate;
mod value;

#[doc(hidden)]
pub use document::Document;
pub use expect::Expectation;
pub use request::Request;
pub use server::Server;
