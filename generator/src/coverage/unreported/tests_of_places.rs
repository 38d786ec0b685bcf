//! Each place where a schema decides a type, with a step of the pipeline that gets it wrong and says nothing.

use serde_json::{Value, json};

use super::*;
use crate::diagnostics::{At, Severity};
use crate::document::whole;
use crate::ir::{BodyKind, Content, ContentKind, EnumRepr, Format, Operation, PartKind, Shape, TypeRef};
use crate::source_map::Places;
use crate::{Config, Source, read};

fn document() -> Value {
    let media = |schema: Value| json!({ "application/json": { "schema": schema } });
    let text = json!({ "type": "string" });
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { "/a/{p}": { "post": {
            "operationId": "it",
            "parameters": [
                { "in": "path", "name": "p", "required": true, "schema": { "type": "integer", "format": "int64" } },
                { "in": "query", "name": "q", "schema": { "type": "array", "items": { "type": "string", "format": "uuid" } } },
                { "in": "header", "name": "h", "schema": { "type": "boolean" } },
                { "in": "cookie", "name": "c", "content": media(json!({ "type": "integer" })) },
            ],
            "requestBody": { "content": media(json!({ "type": ["array", "null"], "items": text })) },
            "responses": { "200": {
                "description": "",
                "headers": { "X-Left": { "schema": { "type": "integer" } } },
                "content": media(json!({ "type": "array", "items": { "$ref": "#/components/schemas/List" } })),
            } },
            "callbacks": { "done": { "{$request.query.q}": { "post": {
                "requestBody": { "content": media(json!({ "type": "array", "items": text })) }, "responses": {},
            } } } },
        } },
        "/b": { "post": { "operationId": "parts",
            "requestBody": { "content": { "multipart/form-data": { "schema": { "type": "object", "properties": {
                "file": { "type": "string", "format": "binary" },
            } } } } },
            "responses": { "200": { "description": "", "content": { "application/octet-stream": { "schema": {
                "type": "string", "format": "binary",
            } } } } },
        } },
        "/c": { "get": { "operationId": "object", "responses": { "200": {
            "description": "", "content": media(json!({ "type": ["object", "null"], "properties": { "a": text } })),
        } } } } },
        "webhooks": { "moved": { "put": {
            "requestBody": { "content": media(json!({ "type": ["string", "null"], "format": "uuid" })) }, "responses": {},
        } } },
        "components": { "schemas": {
            "List": { "type": "array", "items": { "type": "integer" } },
            "Map": { "type": "object", "properties": { "a": text }, "additionalProperties": { "type": "integer" } },
            "Colour": { "type": "string", "enum": ["red", "green"] },
            "Size": { "enum": [1, "two", null] },
            "When": { "type": "string", "format": "date-time" },
            "Bytes": { "type": "string", "format": "byte" },
            "Exact": { "type": "number", "format": "decimal" },
            "Wide": { "type": "integer", "format": "int64" },
            "Small": { "type": "integer", "enum": [1, 5_000_000_000_u64] },
            "Either": { "oneOf": [{ "type": "string" }, { "type": "integer" }] },
        } },
    })
}

/// What is found after a step that breaks the API without a word.
fn after(document: &Value, broken: impl FnOnce(&mut Api)) -> Vec<(String, String)> {
    let text = document.to_string();
    let source = Source::new("a.json", &text);
    let mut api = read(&source, &Config::default()).expect("it can be read").revision.api;
    broken(&mut api);
    let mut silent = Diagnostics::default();
    let document = whole(&source, &mut silent).expect("it can be loaded");
    silent.set_places(document.places.clone());
    report(&document, &api, &mut silent);
    let at = |at: &At| match at {
        At::Pointer(at) => at.as_str().to_owned(),
        _ => String::new(),
    };
    silent.iter().filter(|it| it.code == code::UNREPORTED).map(|it| (at(&it.at), it.message.clone())).collect()
}

fn operation<'a>(api: &'a mut Api, id: &str) -> &'a mut Operation {
    api.operations.iter_mut().find(|it| it.id == id).expect("the operation is there")
}

fn shape<'a>(api: &'a mut Api, name: &str) -> &'a mut Shape {
    let def = api.types.iter_mut().find(|it| it.component.as_deref() == Some(name));
    &mut def.expect("the type is there").shape
}

fn content(api: &mut Api) -> &mut Content {
    &mut operation(api, "it").responses[0].contents[0]
}

fn parameter(api: &mut Api, name: &str, ty: TypeRef) {
    let params = &mut operation(api, "it").params;
    params.iter_mut().find(|it| it.wire == name).expect("the parameter is there").ty = ty;
}

fn list(ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(ty))
}

#[test]
fn nothing_is_found_where_nothing_is_broken() {
    assert_eq!(after(&document(), |_| {}), Vec::new());
}

#[test]
fn a_silent_difference_is_told_at_each_place() {
    type Break = fn(&mut Api);
    let table: &[(&str, Break, &str, &str)] = &[
        (
            "path",
            |api| parameter(api, "p", TypeRef::String),
            "/parameters/0/schema",
            "takes numbers, the type does not",
        ),
        ("query items", |api| parameter(api, "q", list(TypeRef::I64)), "/parameters/1/schema", "takes strings"),
        ("header", |api| parameter(api, "h", TypeRef::String), "/parameters/2/schema", "takes booleans"),
        (
            "cookie",
            |api| parameter(api, "c", TypeRef::Bool),
            "/parameters/3/content/application~1json/schema",
            "numbers",
        ),
        (
            "null of a body",
            |api| operation(api, "it").body.as_mut().expect("a body").contents[0].ty = list(TypeRef::String),
            "/requestBody/content/application~1json/schema",
            "the schema takes null",
        ),
        (
            "webhook",
            |api| api.webhooks[0].ty = TypeRef::Format(Format::Uuid),
            "/webhooks/moved/put/requestBody/content/application~1json/schema",
            "the schema takes null",
        ),
        (
            "callback",
            |api| operation(api, "it").callbacks[0].ty = list(TypeRef::Bool),
            "/post/requestBody/content/application~1json/schema",
            "takes strings",
        ),
        ("response", |api| content(api).ty = TypeRef::String, "/responses/200/content/", "takes arrays"),
        ("items of a response", |api| content(api).ty = list(TypeRef::Bool), "/responses/200/content/", "takes arrays"),
        ("header of a response", |api| api.headers[0].ty = TypeRef::Bool, "/headers/X-Left/schema", "takes numbers"),
        (
            "file",
            |api| match &mut operation(api, "parts").body.as_mut().expect("a body").contents[0].kind {
                BodyKind::Multipart(parts) => parts[0].kind = PartKind::Json,
                _ => unreachable!("it is multipart"),
            },
            "/properties/file",
            "of bytes",
        ),
        (
            "bytes of a response",
            |api| operation(api, "parts").responses[0].contents[0].kind = ContentKind::Json,
            "/responses/200/content/application~1octet-stream/schema",
            "of bytes",
        ),
        (
            "objects in bytes",
            |api| operation(api, "object").responses[0].contents[0].kind = ContentKind::Bytes,
            "/responses/200/content/application~1json/schema",
            "the body is bytes",
        ),
        ("items of a list", |api| *shape(api, "List") = Shape::Alias(list(TypeRef::Bool)), "/List", "takes numbers"),
        (
            "values of a map",
            |api| match shape(api, "Map") {
                Shape::Struct(it) => it.extra.as_mut().expect("it keeps others").1 = TypeRef::Json,
                _ => unreachable!("it is an object"),
            },
            "/Map/additionalProperties",
            "the type takes",
        ),
        (
            "a listed value",
            |api| match shape(api, "Colour") {
                Shape::Enum(it) => drop(it.variants.pop()),
                _ => unreachable!("it is an enum"),
            },
            "/Colour",
            "the schema lists `",
        ),
        (
            "values of several types",
            |api| match shape(api, "Size") {
                Shape::Enum(it) => it.repr = EnumRepr::Integer,
                _ => unreachable!("it is an enum"),
            },
            "/Size",
            "takes strings",
        ),
        ("moment", |api| *shape(api, "When") = Shape::Alias(TypeRef::String), "/When", "format `date-time`"),
        ("bytes", |api| *shape(api, "Bytes") = Shape::Alias(TypeRef::String), "/Bytes", "format `byte`"),
        ("decimal", |api| *shape(api, "Exact") = Shape::Alias(TypeRef::F64), "/Exact", "format `decimal`"),
        ("64 bits", |api| *shape(api, "Wide") = Shape::Alias(TypeRef::I32), "/Wide", "format `int64`"),
        ("whole number", |api| *shape(api, "Wide") = Shape::Alias(TypeRef::F64), "/Wide", "format `int64`"),
        ("too large", |api| *shape(api, "Small") = Shape::Alias(TypeRef::I32), "/Small", "lists `5000000000`"),
        (
            "format of items",
            |api| parameter(api, "q", list(TypeRef::Format(Format::Uri))),
            "/parameters/1/schema",
            "format `uuid`",
        ),
        (
            "alternative",
            |api| match shape(api, "Either") {
                Shape::Union(it) => it.variants[0].ty = TypeRef::Json,
                _ => unreachable!("it is a choice"),
            },
            "/Either",
            "the type takes",
        ),
    ];
    for (name, broken, place, expected) in table {
        let found = after(&document(), broken);
        let is_told = found.iter().any(|(at, message)| at.contains(place) && message.contains(expected));
        assert!(is_told, "{name}: {found:?}");
    }
}

/// Other files are looked at, too, and words about a place in one are not about the same place in another.
#[test]
fn other_files_are_looked_at() {
    let root = r#"{ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": { "schemas": {
        "Here": { "$ref": "b.json#/components/schemas/It" }, "It": { "type": "object" } } } }"#;
    let other = r#"{ "components": { "schemas": { "It": { "type": "object", "properties": { "a": { "type": "string" } } } } } }"#;
    let files = |path: &str| match path {
        "b.json" => Ok(other.as_bytes().to_vec()),
        _ => Err(crate::FileError::NotFound),
    };
    let source = Source::new("a.json", root).with_files(&files);
    let reading = read(&source, &Config::default()).expect("it can be read");
    let mut api = reading.revision.api;
    for def in &mut api.types {
        if let Shape::Struct(it) = &mut def.shape {
            it.fields.iter_mut().for_each(|it| it.ty = TypeRef::I64);
        }
    }
    let mut silent = Diagnostics::default();
    let document = whole(&source, &mut silent).expect("it can be loaded");
    silent.set_places(document.places.clone());
    silent.approximated(code::CONFLICT, &Pointer::parse("/components/schemas/It/properties/a"), "of the other one");
    report(&document, &api, &mut silent);
    let found = silent.iter().filter(|it| it.code == code::UNREPORTED).count();
    assert_eq!(found, 1, "{}", silent.render(&[Severity::Approximated]));
    assert_ne!(silent.places().moves().count(), Places::default().moves().count());
}
