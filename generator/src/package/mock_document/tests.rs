use serde_json::{Value, json};

use crate::{Config, Source};

fn written(document: &Value) -> String {
    let generated = crate::generate(&Source::new("api.json", &document.to_string()), &Config::default());
    generated.expect("the document is right").krate.files["openapi.json"].clone()
}

/// The document and, by itself, the entry of its only operation.
fn of(document: Value) -> (Value, Value) {
    let mut written: Value = serde_json::from_str(&written(&document)).expect("it is JSON");
    let operations = written.as_object_mut().expect("it is an object").remove("x-octogen-operations");
    (written, operations.expect("there is a list")[0].clone())
}

#[test]
fn prose_goes_and_values_stay() {
    let value = json!({ "description": "a value", "x-mine": 1 });
    let members = json!({ "description": { "type": "string", "description": "prose", "example": "b" } });
    let (document, _) = of(json!({
        "openapi": "3.1.0",
        "info": { "title": "Pets", "version": "1", "description": "prose" },
        "paths": { "/pets": { "summary": "prose", "get": {
            "operationId": "listPets", "tags": ["pets"], "x-mine": 1, "deprecated": true,
            "responses": { "200": { "description": "prose", "headers": {}, "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Pet" }, "example": value.clone() }
            } } },
        } } },
        "components": { "schemas": { "Pet": { "title": "prose", "type": ["object", "null"], "properties": members } } },
    }));
    let response = json!({ "description": "", "content": {
        "application/json": { "schema": { "$ref": "#/components/schemas/Pet" }, "example": value }
    } });
    let member = json!({ "type": "string", "example": "b" });
    let pet = json!({ "type": "object", "nullable": true, "properties": { "description": member } });
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.3",
            "info": { "title": "Pets", "version": "1" },
            "paths": { "/pets": { "get": { "operationId": "listPets", "responses": { "200": response } } } },
            "components": { "schemas": { "Pet": pet } },
        })
    );
}

#[test]
fn operations_say_what_the_client_does() {
    let content = json!({ "application/json": { "schema": { "type": "integer" } } });
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "content": content });
    let (_, entry) = of(json!({
        "openapi": "3.0.0",
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": { "/pets/{rest=**}?beta=true": {
            "parameters": [{ "name": "rest", "in": "path", "required": true, "schema": { "type": "string" } }],
            "servers": [{ "url": "/{v}", "variables": { "v": { "default": "v1" } } }],
            "post": {
                "operationId": "addPet",
                "security": [{ "key": [] }],
                "parameters": [parameter("n", "query"), parameter("Accept", "header")],
                "requestBody": { "content": { "multipart/form-data": { "schema": {
                    "type": "object", "required": ["file", "age"],
                    "properties": { "file": { "type": "string", "format": "binary" }, "age": { "type": "integer" } },
                } } } },
                "responses": { "204": { "description": "" } },
            },
        } },
        "components": { "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "X-Key" } } },
    }));
    let item = "/paths/~1pets~1{rest=**}?beta=true";
    let at = format!("{item}/post");
    let body = format!("{at}/requestBody/content/multipart~1form-data");
    assert_eq!(
        entry,
        json!({
            "operationId": "addPet",
            "method": "POST",
            "path": "/pets/{+rest}",
            "query": [["beta", "true"]],
            "at": at,
            "security": [["key"]],
            "servers": ["/v1"],
            "parameters": [
                {
                    "name": "rest", "in": "path", "required": true,
                    "at": format!("{item}/parameters/0"), "schema": "/schema",
                },
                {
                    "name": "n", "in": "query",
                    "at": format!("{at}/parameters/0"), "schema": "/content/application~1json/schema",
                    "contentType": "application/json",
                },
            ],
            "requestBody": { "required": false, "content": [{
                "mediaTypes": ["multipart/form-data"],
                "kind": "multipart",
                "parts": [
                    { "name": "age", "required": true, "holds": "text" },
                    { "name": "file", "required": true },
                ],
                "at": body,
                "schema": "/schema",
            }] },
        })
    );
}

/// A change of one operation or one component is a change of few lines.
#[test]
fn each_operation_and_component_is_a_line() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let operation = |id: &str| json!({ "operationId": id, "responses": { "204": { "description": "" } } });
    let text = written(&json!({
        "openapi": "3.0.0",
        "info": { "title": "Pets", "version": "1" },
        "paths": { "/a": { "get": operation("a"), "put": operation("b") }, "/b": { "get": operation("c") } },
        "components": { "schemas": { "A": schema.clone(), "B": schema } },
    }));
    let starts = |start: &str| text.lines().filter(|it| it.trim_start().starts_with(start)).count();
    assert_eq!((starts("\"A\": {\""), starts("\"B\": {\"")), (1, 1), "{text}");
    assert_eq!((starts("\"get\": {\""), starts("\"put\": {\""), starts("{\"")), (2, 1, 3), "{text}");
}

/// Where the user's own document has a piece elsewhere, that place is said, too.
#[test]
fn places_are_those_of_the_document_as_it_was_written() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let (_, entry) = of(json!({
        "swagger": "2.0",
        "info": { "title": "Pets", "version": "1" },
        "paths": { "/pets": { "put": {
            "consumes": ["application/json"],
            "parameters": [{ "name": "body", "in": "body", "schema": schema }],
            "responses": { "204": { "description": "" } },
        } } },
    }));
    let content = &entry["requestBody"]["content"][0];
    assert_eq!(content["at"], "/paths/~1pets/put/requestBody/content/application~1json");
    assert_eq!(content["pointer"], "#/paths/~1pets/put/parameters/0");
    assert_eq!(entry.get("pointer"), None);
}
