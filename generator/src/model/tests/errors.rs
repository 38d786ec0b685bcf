//! Error responses: the variants of their enum, where code and message are found, and the tables that are shared.

use serde_json::{Value, json};

use super::api;
use crate::Config;
use crate::config::Errors;
use crate::ir::{Api, CodeAccess, TypeRef};

fn object(properties: Value) -> Value {
    let required: Vec<_> = properties.as_object().unwrap().keys().cloned().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn response(schema: &Value) -> Value {
    json!({ "description": "It.", "content": { "application/json": { "schema": schema } } })
}

/// An API whose operations have these error responses, `/o0` and so on.
fn with(operations: &[Value], components: &Value, config: &Config) -> Api {
    let paths: serde_json::Map<_, _> = operations
        .iter()
        .enumerate()
        .map(|(index, responses)| {
            let get = json!({ "operationId": format!("o{index}"), "responses": responses });
            (format!("/o{index}"), json!({ "get": get }))
        })
        .collect();
    api(json!({ "paths": paths, "components": { "schemas": components } }), config).0
}

fn pointers(ways: &[CodeAccess]) -> String {
    ways.iter().map(|it| it.pointer.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn code_and_message_are_found() {
    let code = json!({ "type": "string", "enum": ["a", "b"] });
    let optional = |properties: Value| json!({ "type": "object", "properties": properties });
    #[rustfmt::skip]
    let rows = [
        ("both", object(json!({ "code": text(), "message": text() })), "/code", "/message"),
        ("inside", object(json!({ "error": object(json!({ "code": code, "message": text() })) })), "/error/code", "/error/message"),
        ("RFC 9457", optional(json!({ "type": text(), "title": text(), "detail": text() })), "/type", "/detail /title"),
        ("a code beside it", optional(json!({ "type": text(), "title": text(), "code": text() })), "/code /type", "/title"),
        ("a type alone is no code", object(json!({ "type": text() })), "", ""),
        ("RFC 6749", object(json!({ "error": text(), "error_description": text() })), "/error", "/error_description"),
        ("a text alone is a message", object(json!({ "error": text() })), "", "/error"),
        ("an enum is a code", object(json!({ "error": code })), "/error", ""),
        ("a number", object(json!({ "code": { "type": "integer" }, "message": text() })), "/code", "/message"),
        ("no word", object(json!({ "code": { "type": "object" }, "message": { "type": "boolean" } })), "", ""),
        ("JSON:API", object(json!({ "errors": { "type": "array", "items": optional(json!({ "code": text(), "detail": text(), "title": text() })) } })), "/errors/0/code", "/errors/0/detail /errors/0/title"),
        ("a list of messages", object(json!({ "errors": { "type": "array", "items": text() } })), "", "/errors/0"),
        ("in one word", object(json!({ "error_code": text(), "error_message": text() })), "/error_code", "/error_message"),
        ("in camel case", object(json!({ "errorCode": text(), "errorMessage": text() })), "/errorCode", "/errorMessage"),
        ("a list in one word", optional(json!({ "errorMessages": { "type": "array", "items": text() }, "errors": { "type": "object" } })), "", "/errorMessages/0"),
        ("FastAPI", optional(json!({ "detail": { "type": "array", "items": object(json!({ "msg": text() })) } })), "", "/detail/0/msg"),
        ("a list", json!({ "type": "array", "items": object(json!({ "message": text() })) }), "", ""),
        ("a text", text(), "", ""),
        ("null", json!({ "oneOf": [object(json!({ "code": text() })), { "type": "null" }] }), "/code", ""),
        ("a choice", json!({ "oneOf": [object(json!({ "code": text() })), object(json!({ "error": object(json!({ "message": text() })) }))] }), "/code", "/error/message"),
    ];
    for (name, schema, code, message) in rows {
        let api = with(&[json!({ "404": response(&schema) })], &json!({}), &Config::default());
        let [body] = api.errors.bodies.as_slice() else { panic!("{name}: {:?}", api.errors) };
        assert_eq!((pointers(&body.code).as_str(), pointers(&body.message).as_str()), (code, message), "{name}");
    }
}

#[test]
fn settings_come_before_guesses() {
    let schema = object(json!({ "code": text(), "reason": text(), "message": text() }));
    for (code, message, expected) in [
        (Some("/reason"), None, ("/reason", "/message")),
        (None, Some("/reason"), ("/code", "/reason")),
        (Some("/nothing"), Some("/nothing"), ("/code", "/message")),
    ] {
        let errors = Errors { code: code.map(str::to_owned), message: message.map(str::to_owned) };
        let config = Config { errors, ..Config::default() };
        let api = with(&[json!({ "404": response(&schema) })], &json!({}), &config);
        let body = &api.errors.bodies[0];
        assert_eq!((pointers(&body.code).as_str(), pointers(&body.message).as_str()), expected);
    }
}

#[test]
fn a_variant_for_each_schema() {
    let components = json!({
        "Problem": object(json!({ "title": text() })),
        "Text": object(json!({ "text": text() })),
        "Words": { "type": "array", "items": text() },
    });
    let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    #[rustfmt::skip]
    let rows = [
        (json!({}), ""),
        (json!({ "404": { "description": "No body." } }), ""),
        (json!({ "404": response(&named("Problem")), "4XX": response(&named("Problem")), "default": response(&named("Problem")) }), "Problem"),
        (json!({ "404": response(&named("Words")) }), "Words"),
        (json!({ "404": response(&text()) }), "Text"),
        (json!({ "404": response(&text()), "500": response(&named("Text")) }), "Text TextValue"),
        (json!({ "404": response(&json!({ "type": "array", "items": named("Problem") })) }), "ProblemList"),
        (json!({ "404": response(&json!({ "type": "object", "additionalProperties": named("Problem") })) }), "ProblemMap"),
        (json!({ "404": response(&json!({ "oneOf": [named("Problem"), { "type": "null" }] })) }), "ProblemOrNull"),
        (json!({ "404": response(&json!({})) }), "Json"),
        (json!({ "404": { "description": "", "content": { "image/png": {} } } }), "Bytes"),
        (json!({ "404": response(&object(json!({ "a": text() }))) }), "O0NotFoundResponse"),
        (json!({ "200": response(&named("Problem")), "default": response(&text()) }), "Text"),
        (json!({ "default": response(&named("Problem")) }), ""), // the only response is what a call hopes for
    ];
    for (responses, expected) in rows {
        let api = with(std::slice::from_ref(&responses), &components, &Config::default());
        let names: Vec<_> = api.errors.bodies.iter().map(|it| it.variant.as_str()).collect();
        assert_eq!(names.join(" "), expected, "{responses}");
    }
}

#[test]
fn the_code_is_of_the_type_that_most_have() {
    let one = response(&object(json!({ "code": { "type": "string", "enum": ["a"] } })));
    let other = response(&object(json!({ "code": text() })));
    for (responses, expected) in [
        (vec![json!({ "404": one, "409": one, "500": other })], "O0BadCode"),
        (vec![json!({ "404": one, "409": other, "500": other })], "str"),
        (vec![json!({ "404": one }), json!({ "404": other })], "O0BadCode"),
        (vec![json!({ "404": { "description": "" } })], "none"),
    ] {
        let api = with(&responses, &json!({}), &Config::default());
        let code = match &api.errors.code {
            None => "none",
            Some(TypeRef::String) => "str",
            Some(TypeRef::Named(_)) => "O0BadCode",
            Some(other) => panic!("{other:?}"),
        };
        assert_eq!(code, expected, "{responses:?}");
    }
}

#[test]
fn operations_share_tables() {
    let problem = response(&object(json!({ "title": text() })));
    let both = json!({ "404": problem, "default": problem });
    let twice = json!({ "description": "", "content": { "text/plain": {}, "application/json": { "schema": text() } } });
    let operations =
        [both.clone(), both, json!({ "404": problem }), json!({ "200": problem }), json!({ "400": twice })];
    let mut operations = operations.to_vec();
    for it in &mut operations {
        it["200"] = json!({ "description": "" });
    }
    let api = with(&operations, &json!({}), &Config::default());
    let of = |index: usize| api.operations[index].errors.as_ref().map(|it| it.as_str());
    assert!(of(0).is_some() && of(0) == of(1) && of(2).is_some() && of(2) != of(0), "{:?}", api.errors.tables);
    assert_eq!((of(3), of(4)), (None, Some("TEXT_400_TEXT_PLAIN_400")));
    assert_eq!(api.errors.tables.len(), 3);
}
