//! What a piece of a document of 2.0 takes from the document around it.

use serde_json::Value;

/// What operations need to know about the document around them.
pub(super) struct Swagger {
    /// The document as it was, with references already in their new spelling.
    pub original: Value,
    pub consumes: Vec<String>,
    pub produces: Vec<String>,
}

pub(super) fn texts(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => vec![text],
        _ => Vec::new(),
    }
}
