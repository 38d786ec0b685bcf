//! Documents as files: all those below a folder, and the value of one, be it JSON or YAML.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// All documents below a folder, in the order of their names.
pub fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|it| it == "yaml" || it == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The value of a document in JSON or YAML.
pub fn value(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).or_else(|_| serde_yaml::from_str(text).map(from_yaml).map_err(|it| it.to_string()))
}

/// YAML as JSON: keys become texts (`200:` is a number to YAML).
fn from_yaml(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Sequence(items) => items.into_iter().map(from_yaml).collect(),
        Yaml::Mapping(members) => members.into_iter().map(|(key, value)| (yaml_key(key), from_yaml(value))).collect(),
        Yaml::Tagged(it) => from_yaml(it.value),
        scalar => serde_json::to_value(scalar).unwrap_or(Value::Null),
    }
}

fn yaml_key(key: serde_yaml::Value) -> String {
    match from_yaml(key) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn yaml_keys_are_texts() {
        let yaml = serde_yaml::from_str("200: {true: ~}").unwrap();
        assert_eq!(from_yaml(yaml), json!({ "200": { "true": null } }));
    }
}
