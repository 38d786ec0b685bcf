//! Whether two JSON values are the same: numbers by their value, objects without regard to order.

use std::collections::BTreeSet;

use serde_json::Value;

/// The first difference, with the place where it is.
pub fn difference(expected: &Value, actual: &Value) -> Option<String> {
    difference_but(expected, actual, &BTreeSet::new())
}

/// The first difference, where members of these names may be missing or added: a read-only member is not written
/// again, and what only goes one way has a stand-in where it did not come.
pub(crate) fn difference_but(expected: &Value, actual: &Value, one_way: &BTreeSet<String>) -> Option<String> {
    at("", expected, actual, one_way)
}

fn at(place: &str, expected: &Value, actual: &Value, one_way: &BTreeSet<String>) -> Option<String> {
    match (expected, actual) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let missing = ours.keys().find(|it| !theirs.contains_key(*it) && !one_way.contains(*it));
            let added = theirs.keys().find(|it| !ours.contains_key(*it) && !one_way.contains(*it));
            let missing = missing.map(|it| format!("`{place}/{it}` is missing; it was {}", ours[it]));
            let added = added.map(|it| format!("`{place}/{it}` was added: {}", theirs[it]));
            let both = || ours.iter().filter_map(|(key, it)| Some((key, it, theirs.get(key)?)));
            missing.or(added).or_else(|| both().find_map(|(key, a, b)| at(&format!("{place}/{key}"), a, b, one_way)))
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            let both = ours.iter().zip(theirs).enumerate();
            both.into_iter().find_map(|(index, (a, b))| at(&format!("{place}/{index}"), a, b, one_way))
        }
        (Value::Number(a), Value::Number(b)) if a == b || a.as_f64() == b.as_f64() => None,
        _ if expected == actual => None,
        _ => Some(format!("`{place}`: expected {expected}, got {actual}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences() {
        for (a, b, found) in [
            (json!({ "a": 1, "b": [2] }), json!({ "b": [2.0], "a": 1 }), None),
            (json!({ "a": 1 }), json!({}), Some("`/a` is missing; it was 1")),
            (json!({}), json!({ "a": null }), Some("`/a` was added: null")),
            (json!([1, { "x": "1" }]), json!([1, { "x": 1 }]), Some("`/1/x`: expected \"1\", got 1")),
            (json!([1]), json!([1, 2]), Some("``: expected [1], got [1,2]")),
        ] {
            assert_eq!(difference(&a, &b).as_deref(), found);
        }
    }
}
