//! Whether two JSON values are the same: numbers by their value, objects without regard to order.

use serde_json::{Number, Value};
use std::collections::BTreeSet;

/// The first difference, with the place where it is.
pub fn difference(expected: &Value, actual: &Value) -> Option<String> {
    Same { may_be_added: &BTreeSet::new(), or: |_, _| false }.at("", expected, actual)
}

/// The first difference, where members of these names may be added: a write-only member has a stand-in where it did
/// not come.
pub(crate) fn difference_but(expected: &Value, actual: &Value, may_be_added: &BTreeSet<String>) -> Option<String> {
    Same { may_be_added, or: |_, _| false }.at("", expected, actual)
}

/// The first difference, where `or` may take values that are not the same for one another.
pub(crate) fn difference_or(expected: &Value, actual: &Value, or: fn(&Value, &Value) -> bool) -> Option<String> {
    Same { may_be_added: &BTreeSet::new(), or }.at("", expected, actual)
}

struct Same<'a> {
    may_be_added: &'a BTreeSet<String>,
    or: fn(&Value, &Value) -> bool,
}

impl Same<'_> {
    fn at(&self, place: &str, expected: &Value, actual: &Value) -> Option<String> {
        match (expected, actual) {
            (Value::Object(ours), Value::Object(theirs)) => {
                let missing = ours.keys().find(|it| !theirs.contains_key(*it));
                let added = theirs.keys().find(|it| !ours.contains_key(*it) && !self.may_be_added.contains(*it));
                let missing = missing.map(|it| format!("`{place}/{it}` is missing; it was {}", ours[it]));
                let added = added.map(|it| format!("`{place}/{it}` was added: {}", theirs[it]));
                let both = || ours.iter().filter_map(|(key, it)| Some((key, it, theirs.get(key)?)));
                missing.or(added).or_else(|| both().find_map(|(key, a, b)| self.at(&format!("{place}/{key}"), a, b)))
            }
            (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
                let both = ours.iter().zip(theirs).enumerate();
                both.into_iter().find_map(|(index, (a, b))| self.at(&format!("{place}/{index}"), a, b))
            }
            (Value::Number(a), Value::Number(b)) if same_number(a, b) => None,
            _ if expected == actual || (self.or)(expected, actual) => None,
            _ => Some(format!("`{place}`: expected {expected}, got {actual}")),
        }
    }
}

/// Two integers have to be the same to the last digit, whatever a float of 64 bits would make of them.
fn same_number(a: &Number, b: &Number) -> bool {
    a == b || (a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64()
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
            (
                json!([9007199254740993_u64]),
                json!([9007199254740992_u64]),
                Some("`/0`: expected 9007199254740993, got 9007199254740992"),
            ),
            (json!([1]), json!([1, 2]), Some("``: expected [1], got [1,2]")),
        ] {
            assert_eq!(difference(&a, &b).as_deref(), found);
        }
    }
}
