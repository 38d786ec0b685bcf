use serde_json::json;

use super::*;
use crate::diagnostics::Severity;
use crate::ir::{Presence, Shape};
use crate::source_map::Places;
use crate::{Config, Source, read};

fn reading(schema: &Value) -> (Value, crate::Reading) {
    let document = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": { "schemas": {
        "Nothing": { "type": "null" },
        "Text": { "type": ["string", "null"] },
        "It": { "type": "object", "properties": { "a": schema } },
    } } });
    let reading = read(&Source::new("a.json", &document.to_string()), &Config::default()).expect("it can be read");
    (document, reading)
}

fn messages(document: &Value, api: &Api, diags: &mut Diagnostics) -> Vec<String> {
    let document =
        Document { value: document.clone(), version: crate::document::Version::V31, places: Places::default() };
    report(&document, api, diags);
    diags.iter().filter(|it| it.code == code::UNREPORTED).map(|it| it.message.clone()).collect()
}

/// Whatever a step does to a type, it cannot be silent about it.
#[test]
fn a_silent_difference_is_told() {
    let list = |ty| TypeRef::List(Box::new(ty));
    for (schema, ty, presence, expected) in [
        (json!({ "type": "string" }), TypeRef::Json, Presence::Optional, "the type takes null"),
        (json!({ "type": ["string", "null"] }), TypeRef::String, Presence::Optional, "the schema takes null"),
        (json!({ "$ref": "#/components/schemas/Text" }), TypeRef::String, Presence::Optional, "the schema takes null"),
        (json!({ "type": "integer" }), TypeRef::String, Presence::Optional, "the schema takes numbers"),
        (json!({ "type": ["string", "integer"] }), TypeRef::String, Presence::Optional, "the schema takes numbers"),
        (json!({ "type": "string" }), TypeRef::String, Presence::Tristate, "the type takes null"),
        (
            json!({ "type": "array", "items": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Nothing" }] } }),
            list(TypeRef::String),
            Presence::Optional,
            "the schema takes null",
        ),
        (
            json!({ "type": "array", "items": { "type": "string" } }),
            list(TypeRef::Json),
            Presence::Optional,
            "the type takes",
        ),
    ] {
        let (document, reading) = reading(&schema);
        let mut api = reading.revision.api;
        for def in &mut api.types {
            if let Shape::Struct(it) = &mut def.shape {
                (it.fields[0].ty, it.fields[0].presence) = (ty.clone(), presence);
            }
        }
        let silent = || {
            let mut diags = Diagnostics::default();
            diags.set_places(reading.diagnostics.places().clone());
            diags
        };
        let found = messages(&document, &api, &mut silent());
        assert!(found.len() == 1 && found[0].starts_with(expected), "{schema}: {found:?}");
        // What was said already is not said again.
        let mut diags = silent();
        diags.approximated(code::CONFLICT, &Pointer::parse("/components/schemas/It/properties/a/type"), "said");
        assert_eq!(messages(&document, &api, &mut diags), Vec::<String>::new(), "{schema}");
    }
}

#[test]
fn the_steps_say_what_they_do() {
    for schema in [
        json!({}),
        json!({ "oneOf": [{ "$ref": "#/components/schemas/Text" }, { "type": "integer" }] }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/It" }, { "type": ["object", "null"] }] }),
        json!({ "format": "int32", "pattern": "^-?[0-9]+$" }),
        json!({ "type": ["integer", "string"], "pattern": "^-?[0-9]+$" }),
        json!({ "type": "array", "items": { "type": ["integer", "string"], "pattern": "^-?[0-9]+$" } }),
        json!({ "type": "string", "format": "int-or-string" }),
        json!({ "properties": { "b": {} } }),
        json!({ "enum": [[1], {}] }),
        json!({ "enum": ["a", 1, null, true] }),
        json!({ "type": "strang" }),
        json!({ "type": "number", "format": "decimal" }),
        json!({ "type": "string", "nullable": true }),
        json!({ "not": {} }),
        json!({ "patternProperties": { "^x": { "type": "string" } } }),
    ] {
        let (_, reading) = reading(&schema);
        let found: Vec<_> = reading.diagnostics.iter().filter(|it| it.code == code::UNREPORTED).collect();
        assert!(found.is_empty(), "{schema}: {found:?}");
    }
}

/// What is no difference on the wire: a number and its text in a parameter, and parts of a form that are bytes because
/// nothing is said of their type (OpenAPI 3.1, section 4.8.15.1). What an `allOf` narrows is no difference, either.
#[test]
fn no_difference_where_the_wire_has_none() {
    let number = json!({ "type": ["integer", "string"], "pattern": "^-?[0-9]+$" });
    let file = json!({ "type": "string", "format": "binary" });
    for place in ["query", "header", "cookie", "path"] {
        let parameter = json!({ "in": place, "name": "p", "required": true, "schema": number });
        let path = if place == "path" { "/a/{p}" } else { "/a" };
        let paths = json!({ path: { "get": { "parameters": [parameter], "responses": {} } } });
        assert_eq!(told(paths, json!({})), Vec::<String>::new(), "{place}");
    }
    for (part, expected) in [
        (json!({}), None),
        (json!({ "description": "d" }), None),
        (json!({ "type": "array", "items": {} }), None),
        (json!({ "anyOf": [file, { "type": "array", "items": file }] }), Some(code::MULTIPART)),
    ] {
        let schema = json!({ "type": "object", "properties": { "part": part } });
        let content = json!({ "multipart/form-data": { "schema": schema } });
        let paths = json!({ "/a": { "post": { "requestBody": { "content": content }, "responses": {} } } });
        assert_eq!(told(paths, json!({})), Vec::from_iter(expected), "{part}");
    }
    let kind = |values: &[&str]| json!({ "kind": { "type": "string", "enum": values } });
    let schemas = json!({
        "Wide": { "type": "object", "properties": kind(&["a", "b"]) },
        "Narrow": { "allOf": [{ "$ref": "#/components/schemas/Wide" }], "properties": kind(&["a"]) },
    });
    assert_eq!(told(json!({}), schemas), Vec::<String>::new());
}

/// The codes of what is approximated.
fn told(paths: Value, schemas: Value) -> Vec<String> {
    let info = json!({ "title": "t", "version": "1" });
    let components = json!({ "schemas": schemas });
    let document = json!({ "openapi": "3.1.0", "info": info, "paths": paths, "components": components }).to_string();
    let reading = read(&Source::new("a.json", &document), &Config::default()).expect("it can be read");
    let found = reading.diagnostics.iter().filter(|it| it.severity == Severity::Approximated);
    found.map(|it| it.code.to_owned()).collect()
}
