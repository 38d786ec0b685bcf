//! Recorded requests.

use std::collections::BTreeMap;

use serde_json::Value;

/// A request that the server received.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The ID of the operation, if it was expected.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The path as it was sent, without the query and without the path of a server that has no host.
    pub path: String,
    /// The decoded pairs of the query; API keys are `***`.
    pub query: Vec<(String, String)>,
    /// The headers by their names in lower case; credentials are `***`.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON if it is JSON, otherwise a string; null if there is none.
    pub body: Value,
}
