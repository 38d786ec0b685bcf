//! Problem details (RFC 9457), which many servers send as the body of error responses.

use http::HeaderMap;
use serde_json::{Map, Value};

/// Problem details, `application/problem+json`.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, ErrorDetails};"))]
/// # fn example<B: ErrorDetails>(error: Error<B>) {
/// if let Some(problem) = error.problem() {
///     println!("{}: {}", problem.title.unwrap_or_default(), problem.detail.unwrap_or_default());
/// }
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// The member `type`: a URI that identifies the kind of problem.
    pub kind: Option<String>,
    /// A short summary of the kind of problem.
    pub title: Option<String>,
    /// The status.
    pub status: Option<u16>,
    /// An explanation of this occurrence.
    pub detail: Option<String>,
    /// A URI that identifies this occurrence.
    pub instance: Option<String>,
    /// All other properties.
    pub extra: Map<String, Value>,
}

impl Problem {
    pub(crate) fn read(headers: &HeaderMap, text: &[u8]) -> Option<Self> {
        if crate::runtime::http::headers::media_type(headers)? != "application/problem+json" {
            return None;
        }
        let Ok(Value::Object(mut members)) = serde_json::from_slice(text) else {
            return None;
        };
        // A member of the wrong type is to be ignored (RFC 9457, section 3.1).
        let mut string = |name: &str| match members.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (kind, title, detail, instance) = (string("type"), string("title"), string("detail"), string("instance"));
        let status = members.remove("status").and_then(|it| it.as_u64()).and_then(|it| u16::try_from(it).ok());
        Some(Self { kind, title, status, detail, instance, extra: members })
    }
}
