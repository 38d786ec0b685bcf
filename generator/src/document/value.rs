//! A document as one value.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::version::Version;
use crate::Pointer;
use crate::source_map::Places;

/// A document whose references all lead into itself.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value; keys are sorted.
    pub value: Value,
    /// The OpenAPI version whose rules apply. Lowering turns 2.0 into 3.0; `x-octogen-version` keeps the original.
    pub version: Version,
    /// The locations of pointers in the user's files.
    pub places: Places,
}

impl Document {
    /// The value at a pointer.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(&self.value)
    }
}

/// Sorts the keys of all objects, since their order has no meaning.
///
/// ```
/// let value = octogen::document::canonical(serde_json::json!({"b": 1, "a": 2}));
/// assert_eq!(value.to_string(), r#"{"a":2,"b":1}"#);
/// ```
pub fn canonical(value: Value) -> Value {
    if *SORTED || is_canonical(&value) { value } else { sorted(value) }
}

/// Whether objects sort their keys by themselves: they do where no other package of the build has asked `serde_json` to
/// keep their order.
static SORTED: LazyLock<bool> = LazyLock::new(|| is_canonical(&json!({ "b": 1, "a": 2 })));

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut members: Vec<(String, Value)> = map.into_iter().map(|(key, it)| (key, sorted(it))).collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// Whether all keys are sorted.
fn is_canonical(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.keys().is_sorted() && map.values().all(is_canonical),
        Value::Array(items) => items.iter().all(is_canonical),
        _ => true,
    }
}
