//! What the server keeps of a request.

use std::collections::BTreeMap;

use serde_json::Value;

/// A request as the server saw it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The operation, if it is an expected one.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The path as it was sent, without the query, and without that of the document's server where it names no host.
    pub path: String,
    /// The pairs of the query, decoded; keys of the API are `***`.
    pub query: Vec<(String, String)>,
    /// The headers by their names in lower case; credentials are `***`.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON where it is JSON, else a string; null where there is none.
    pub body: Value,
}
