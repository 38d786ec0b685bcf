//! The OpenAPI version of a document.

use serde_json::Value;

use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
pub use crate::grammar::Version;

/// The version of a document; `None` after an error was reported.
pub(crate) fn of(value: &Value, diags: &mut Diagnostics) -> Option<Version> {
    let root = Pointer::root();
    let Some(map) = value.as_object() else {
        diags
            .error(code::NOT_OPENAPI, &root, format!("an OpenAPI document is an object, this is {}", kind(value)))
            .help("give a document that starts with `openapi: 3.1.0` or the like");
        return None;
    };
    let Some((key, version)) = ["openapi", "swagger"].into_iter().find_map(|key| Some((key, map.get(key)?))) else {
        let error = diags.error(
            code::NOT_OPENAPI,
            &root,
            "this is not an OpenAPI document: neither `openapi` nor `swagger` names a version",
        );
        error.help(hint(map));
        return None;
    };
    let text = match version {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => format!("{} here", kind(other)),
    };
    let mut parts = text.split(['.', '-']);
    let version = match (key, parts.next(), parts.next()) {
        ("swagger", Some("2"), _) => Some(Version::V2),
        ("openapi", Some("3"), Some("0")) => Some(Version::V30),
        ("openapi", Some("3"), Some("1")) => Some(Version::V31),
        ("openapi", Some("3"), Some("2")) => Some(Version::V32),
        // `openapi: 3` leaves the minor version open; in `openapi: "2.0"` only the key is wrong.
        ("openapi" | "swagger", Some("3"), None) => Some(Version::V30),
        ("openapi", Some("2"), Some("0") | None) => Some(Version::V2),
        _ => None,
    };
    if version.is_none() {
        diags
            .error(code::VERSION, &root.key(key), format!("`{key}: {text}` is a version that is not known"))
            .help("known are Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2");
    }
    version
}

fn hint(map: &serde_json::Map<String, Value>) -> &'static str {
    let has = |key| map.contains_key(key);
    if has("asyncapi") {
        "this is an AsyncAPI document, which describes messages and not HTTP operations"
    } else if has("swaggerVersion") {
        "this is Swagger 1.x; convert it to 2.0 or later first"
    } else if has("overlay") {
        "this is an overlay; pass it with `--overlay`, beside the document that it changes"
    } else if has("$schema") || has("$defs") {
        "this is a JSON Schema; put it under `components.schemas` of an OpenAPI document"
    } else if has("info") && has("item") {
        "this is a Postman collection; export it as OpenAPI first"
    } else {
        "add `openapi: 3.1.0` if it is one"
    }
}

/// The JSON type of a value, with its article.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
