//! How many operations and responses a document has, counted on its JSON and by nothing else.

use std::path::Path;

use serde_json::Value;

/// Operations, and responses with a media type each.
pub fn of(path: &Path) -> (usize, usize) {
    let root = read(path);
    let paths = root["paths"].as_object().into_iter().flatten();
    let members = paths.flat_map(|(_, it)| it.as_object().into_iter().flatten());
    let further = |(name, it): (&String, &'_ Value)| match name.as_str() {
        "additionalOperations" => it.as_object().into_iter().flatten().map(|(_, it)| it.clone()).collect(),
        _ => vec![it.clone()],
    };
    let operations: Vec<_> = members.flat_map(further).filter_map(|it| it.get("responses").cloned()).collect();
    let responses = operations.iter().flat_map(|it| it.as_object().into_iter().flatten());
    let media_types =
        responses.map(|(_, it)| followed(&root, it)["content"].as_object().map_or(0, |it| it.len()).max(1));
    (operations.len(), media_types.sum())
}

/// The document as JSON.
pub fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    tests::value(&text).unwrap()
}

fn followed<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().and_then(|it| root.pointer(it.trim_start_matches('#'))).unwrap_or(value)
}
