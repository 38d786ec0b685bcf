//! Digests of pages, to recognize a repeated page without keeping it.

use std::hash::{DefaultHasher, Hasher};

use serde_json::Value;

use crate::runtime::json::wire::Wire;
use crate::runtime::json::write;

/// The digest of some items, in their order.
#[derive(Default)]
pub(crate) struct Digest {
    hasher: DefaultHasher,
    /// Whether all items are objects or lists: two of them are equal only where they are the same thing.
    plain: bool,
}

impl Digest {
    /// Adds the next item.
    pub(crate) fn add(&mut self, item: &dyn Wire) {
        let mut text = Vec::new();
        // What cannot be serialized counts as far as it goes; nothing is sent here.
        let _ = write::append(item, &mut text);
        self.hasher.write(&text);
        self.plain |= !matches!(text.first(), Some(b'{' | b'['));
        self.hasher.write_u8(b',');
    }

    /// Returns the digest.
    pub(crate) fn sum(&self) -> u64 {
        self.hasher.finish()
    }

    /// Whether equal digests mean that the items are the same, and not only equal.
    pub(crate) fn identifies(&self) -> bool {
        !self.plain
    }
}

/// Converts a value of a page to a cursor: a string as it is, a number by its digits, a link object by its URL. `None`
/// for null, an empty string and anything else.
#[doc(hidden)]
pub fn cursor_text(value: &dyn Wire) -> Option<String> {
    let text = write::to_vec(value).ok()?;
    cursor_of(&serde_json::from_slice(&text).ok()?)
}

fn cursor_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|it| !it.is_empty()),
        Value::Number(number) => {
            Some(match number.as_f64().filter(|it| !number.is_i64() && !number.is_u64() && it.fract() == 0.0) {
                // Sent as JavaScript would, `3` and not `3.0`.
                Some(whole) => format!("{whole:.0}"),
                None => number.to_string(),
            })
        }
        Value::Object(members) => ["href", "url", "uri"].iter().find_map(|name| cursor_of(members.get(*name)?)),
        _ => None,
    }
}

/// Converts a value of a page to a count; strings with numbers count, too.
#[doc(hidden)]
pub fn whole_number(value: &dyn Wire) -> Option<u64> {
    cursor_text(value)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cursors_are_texts_numbers_and_links() {
        for (value, cursor) in [
            (json!("c"), Some("c")),
            (json!(""), None),
            (json!(12), Some("12")),
            (json!(3.0), Some("3")),
            (json!(1.5), Some("1.5")),
            (json!(null), None),
            (json!(false), None),
            (json!({ "href": "/a?b=1", "method": "GET" }), Some("/a?b=1")),
            (json!({ "href": null }), None),
            (json!(["c"]), None),
        ] {
            assert_eq!(cursor_text(&value).as_deref(), cursor, "{value}");
        }
        for (value, number) in [(json!(3), Some(3)), (json!("4"), Some(4)), (json!(5.0), Some(5)), (json!(-1), None)] {
            assert_eq!(whole_number(&value), number, "{value}");
        }
    }

    #[test]
    fn equal_items_have_equal_sums() {
        let digest = |items: &[Value]| {
            let mut digest = Digest::default();
            items.iter().for_each(|it| digest.add(it));
            (digest.sum(), digest.identifies())
        };
        let things = [json!({ "id": 1 }), json!({ "id": 2 })];
        assert_eq!(digest(&things), digest(&things));
        assert_ne!(digest(&things).0, digest(&things[..1]).0);
        assert_ne!(digest(&[json!("a"), json!("b")]).0, digest(&[json!("ab")]).0);
        assert!(digest(&things).1 && !digest(&[json!({}), json!(1)]).1);
    }
}
