//! The references of a single object, and the sizes of their targets.

use serde_json::Value;

use crate::grammar::Kind;

/// The keywords of schemas that refer to what stands around them (JSON Schema 2019-09, section 8.2.4; 2020-12, section
/// 8.2.3.2). They are rewritten as `$ref`.
pub(super) const DYNAMIC: [&str; 2] = ["$dynamicRef", "$recursiveRef"];

/// The references of an object, not of objects inside it, each with the keys that lead to its text.
pub(super) fn links(kind: Kind, value: &Value) -> Vec<(Vec<String>, &str)> {
    let Some(map) = value.as_object() else {
        return Vec::new();
    };
    if kind == Kind::Discriminator {
        let mapping = map.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let mut links: Vec<_> =
            mapping.filter_map(|(key, it)| Some((vec!["mapping".to_owned(), key.clone()], it.as_str()?))).collect();
        links.extend(
            map.get("defaultMapping").and_then(Value::as_str).map(|it| (vec!["defaultMapping".to_owned()], it)),
        );
        // A plain name refers to the schema of that name.
        links.retain(|(_, text)| {
            text.contains(['#', '/']) || text.ends_with(".yaml") || text.ends_with(".yml") || text.ends_with(".json")
        });
        return links;
    }
    if kind.section().is_none() {
        return Vec::new();
    }
    let others = DYNAMIC.iter().filter(|_| kind == Kind::Schema);
    std::iter::once(&"$ref")
        .chain(others)
        .find_map(|key| Some(vec![(vec![(*key).to_owned()], map.get(*key)?.as_str()?)]))
        .unwrap_or_default()
}

/// The number of values in a value, itself included.
pub(super) fn size(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}
