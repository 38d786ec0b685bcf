//! Operations that a document has and its crate would lack: a client without most of its API is no success.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};

/// The methods of a path item (OpenAPI 3.2, section 4.9), however they are written.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
/// How many references to path items may stand in a row.
const CHAIN: usize = 64;

/// Reports an error if none of the operations of a document are left, or less than half of them.
pub(crate) fn check(document: &Value, left: usize, diags: &mut Diagnostics) {
    let written = written(document);
    if left * 2 >= written {
        return;
    }
    let message = match left {
        0 => format!("none of the {written} operations of the document are left"),
        left => format!("only {left} of the {written} operations of the document are left"),
    };
    let code = code::OPERATIONS_LOST;
    let finding = diags.error(code, &Pointer::root().key("paths"), message);
    finding.help("the other findings say why they were left out");
    finding.help(format!("allow it with `--allow {code}`, or with `allow = [\"{code}\"]` in the settings"));
}

/// How many operations stand under `paths`.
fn written(document: &Value) -> usize {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let items = paths.filter(|(key, _)| !key.starts_with("x-")).filter_map(|(_, it)| item(document, it));
    items.map(operations).sum()
}

/// The path item behind its references.
fn item<'a>(document: &'a Value, item: &'a Value) -> Option<&'a Map<String, Value>> {
    let mut map = item.as_object()?;
    for _ in 0..CHAIN {
        let Some(Value::String(text)) = map.get("$ref") else { break };
        map = Pointer::parse(text).find(document)?.as_object()?;
    }
    Some(map)
}

fn operations(item: &Map<String, Value>) -> usize {
    let is_method = |key: &str| METHODS.iter().any(|it| it.eq_ignore_ascii_case(key));
    let usual = item.iter().filter(|(key, it)| is_method(key) && !it.is_null()).count();
    let more = item.get("additionalOperations").and_then(Value::as_object).map_or(0, Map::len);
    usual + more
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn most_operations_have_to_be_left() {
        let two = json!({"paths": {"/a": {"get": {}, "put": {}, "parameters": []}, "x-a": {"get": {}}}});
        let shared = json!({
            "paths": {"/a": {"$ref": "#/components/pathItems/A"}, "/b": {"$ref": "#/components/pathItems/A"}},
            "components": {"pathItems": {"A": {"GET": {}, "additionalOperations": {"COPY": {}}}}},
        });
        for (document, left, said) in [
            (&two, 2, ""),
            (&two, 1, ""),
            (&two, 0, "none of the 2 operations"),
            (&shared, 2, ""),
            (&shared, 1, "only 1 of the 4 operations"),
            (&json!({"paths": {}}), 0, ""),
            (&json!({}), 0, ""),
            (&json!({"paths": {"/a": {"get": null}, "/b": null}}), 0, ""),
            (&json!({"paths": {"/a": {"get": "later"}}}), 0, "none of the 1 operations"),
        ] {
            let mut diags = Diagnostics::default();
            check(document, left, &mut diags);
            assert_eq!(diags.has_errors(), !said.is_empty(), "{document}");
            assert!(diags.to_string().contains(said), "{diags}");
        }
    }
}
