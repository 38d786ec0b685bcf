//! How many operations and responses a document has, counted on its JSON and by nothing else.

use std::path::Path;

use serde_json::Value;

/// Operations, and responses with a media type each.
pub fn of(path: &Path) -> (usize, usize) {
    let text = std::fs::read_to_string(path).unwrap();
    let root: Value = serde_yaml::from_str(&text).map(stringly).unwrap();
    let paths = root["paths"].as_object().into_iter().flatten();
    let operations: Vec<_> = paths
        .flat_map(|(_, it)| it.as_object().into_iter().flatten())
        .filter_map(|(_, it)| it.get("responses"))
        .collect();
    let responses = operations.iter().flat_map(|it| it.as_object().into_iter().flatten());
    let media_types =
        responses.map(|(_, it)| followed(&root, it)["content"].as_object().map_or(0, |it| it.len()).max(1));
    (operations.len(), media_types.sum())
}

fn followed<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().and_then(|it| root.pointer(it.trim_start_matches('#'))).unwrap_or(value)
}

/// YAML reads JSON too; only the keys of responses are numbers to it.
fn stringly(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Mapping(members) => {
            let text = |key: Yaml| key.as_str().map_or_else(|| stringly(key.clone()).to_string(), str::to_owned);
            members.into_iter().map(|(key, it)| (text(key), stringly(it))).collect()
        }
        Yaml::Sequence(items) => items.into_iter().map(stringly).collect(),
        scalar => serde_json::to_value(scalar).unwrap(),
    }
}
