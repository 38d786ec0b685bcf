//! All ways in which documents say that a value may be null come to one type: `~`, or `?~` where it may be missing.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, code};

/// The components that the tables refer to.
fn components() -> Value {
    let to = |name: &str| reference(name);
    json!({
        "Text": { "type": "string", "enum": ["a", "b"] },
        "Size": { "type": "object", "properties": { "w": { "type": "integer" } } },
        "Nothing": { "type": "null" },
        "Nil": { "const": null },
        "None": { "enum": [null] },
        "AlsoNothing": to("Nothing"),
        "OneOfNothing": { "oneOf": [to("Nothing"), to("Nil")] },
        "MaybeText": { "type": ["string", "null"], "enum": ["a", "b", null] },
        "MaybeSize": { "oneOf": [to("Size"), to("Nothing")] },
        "Deep": { "anyOf": [{ "anyOf": [{ "allOf": [to("MaybeSize")] }] }] },
        "Ring": { "anyOf": [to("Ring"), to("MaybeSize")] },
        "Anything": { "description": "Whatever." },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The type of a required and of an optional member of this schema.
fn members(schema: &Value) -> (String, String, Diagnostics) {
    let mut schemas = components();
    schemas["It"] = json!({ "type": "object", "required": ["a"], "properties": { "a": schema, "b": schema } });
    let (api, diags) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    let it = print::types(&api).into_iter().find(|it| it.starts_with("struct It ")).expect("it is there");
    let (a, b) = it.trim_start_matches("struct It { a").trim_end_matches(" }").split_once(", b").expect("two members");
    (a.to_owned(), b.to_owned(), diags)
}

#[test]
fn every_spelling_is_one_type() {
    let nullable = |other: &Value| -> Vec<Value> {
        vec![
            json!({ "oneOf": [other, { "type": "null" }] }),
            json!({ "anyOf": [{ "type": "null" }, other] }),
            json!({ "oneOf": [other, { "const": null }] }),
            json!({ "anyOf": [other, { "enum": [null] }] }),
            json!({ "oneOf": [other, { "nullable": true }] }),
            json!({ "oneOf": [other, { "nullable": true, "description": "Or none." }] }),
            json!({ "oneOf": [other, reference("Nothing")] }),
            json!({ "anyOf": [reference("Nil"), other] }),
            json!({ "oneOf": [other, reference("None")] }),
            json!({ "oneOf": [other, reference("AlsoNothing")] }),
            json!({ "oneOf": [other, reference("OneOfNothing")] }),
            json!({ "oneOf": [{ "allOf": [other] }, { "anyOf": [reference("Nothing")] }] }),
            json!({ "oneOf": [{ "oneOf": [other, { "type": "null" }] }] }),
            json!({ "allOf": [{ "oneOf": [other, reference("Nothing")] }] }),
            json!({ "allOf": [other], "nullable": true }),
            json!({ "allOf": [other], "x-nullable": true }),
            json!({ "allOf": [other, { "description": "d" }], "nullable": true }),
            json!({ "oneOf": [other], "nullable": true }),
        ]
    };
    for (other, ty) in [(reference("Text"), "Text"), (reference("Size"), "Size")] {
        for schema in nullable(&other) {
            let (required, optional, _) = members(&schema);
            assert_eq!((required, optional), (format!("~: {ty}"), format!("?~: {ty}")), "{schema}");
        }
    }
    for (schema, ty) in [
        (json!({ "type": ["string", "null"] }), "String"),
        (json!({ "type": "string", "nullable": true }), "String"),
        (json!({ "type": "integer", "x-isnullable": true }), "i64"),
        (json!({ "oneOf": [{ "type": "string" }, reference("Nothing")] }), "String"),
        (json!({ "$ref": "#/components/schemas/Size", "nullable": true }), "Size"),
        (json!({ "$ref": "#/components/schemas/Size", "type": ["object", "null"] }), "Size"),
        (reference("MaybeText"), "MaybeText"),
        (reference("MaybeSize"), "MaybeSize"),
        (reference("Deep"), "Deep"),
        (json!({ "allOf": [reference("MaybeText"), { "description": "d" }] }), "MaybeText"),
        (json!({ "allOf": [reference("MaybeText"), { "type": ["string", "null"] }] }), "MaybeText"),
    ] {
        let (required, optional, _) = members(&schema);
        assert_eq!((required, optional), (format!("~: {ty}"), format!("?~: {ty}")), "{schema}");
    }
}

#[test]
fn a_member_of_an_all_of_that_only_adds_null_is_meant() {
    for (adding, told) in [
        (json!({ "nullable": true }), true),
        (json!({ "type": ["object", "null"] }), true),
        (json!({ "type": "object", "nullable": true }), true),
        (json!({ "type": "null" }), true),
        (json!({ "nullable": true, "description": "Or none." }), true),
    ] {
        let schema = json!({ "allOf": [reference("Size"), adding] });
        let (required, optional, diags) = members(&schema);
        assert_eq!((required.as_str(), optional.as_str()), ("~: Size", "?~: Size"), "{schema}");
        assert_eq!(diags.iter().any(|it| it.code == code::NULL_IN_ALL_OF), told, "{schema}");
    }
    // By the letter all members have to accept it; nothing here is an idiom.
    for schema in [
        json!({ "allOf": [reference("MaybeSize"), { "type": "object", "properties": { "h": { "type": "integer" } } }] }),
        json!({ "allOf": [reference("MaybeSize"), { "type": "object" }] }),
        json!({ "allOf": [reference("Size"), { "type": "object" }] }),
    ] {
        let (required, optional, _) = members(&schema);
        assert!(required.starts_with(": ") && optional.starts_with("?: "), "{schema}: {required}");
    }
}

#[test]
fn null_of_a_branch_is_null_of_the_choice() {
    for branches in [
        json!([reference("MaybeText"), { "type": "integer" }]),
        json!([{ "type": ["integer", "null"] }, reference("Text")]),
        json!([{ "type": "integer", "nullable": true }, reference("MaybeText")]),
        json!([reference("Text"), { "type": "integer" }, reference("AlsoNothing")]),
    ] {
        for keyword in ["oneOf", "anyOf"] {
            let schema = json!({ (keyword): branches });
            let mut schemas = components();
            schemas["It"] = json!({ "type": "object", "properties": { "a": schema, "b": {
                "type": "array", "items": schema,
            } } });
            let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
            let types = print::types(&api);
            let it = types.iter().find(|it| it.starts_with("struct It ")).expect("it is there");
            // Both places have the one choice, whose name its places decide.
            let name =
                it.split_once("a?~: ").and_then(|(_, rest)| rest.split([',', ' ', '}']).next()).unwrap_or_default();
            assert!(!name.is_empty() && it.contains(&format!("b?: [{name}~]")), "{schema}: {it}");
            let unions: Vec<_> = types.iter().filter(|it| it.starts_with(&format!("union {name} "))).collect();
            assert!(unions.len() == 1 && unions.iter().all(|it| !it.contains('~')), "{unions:?}");
        }
    }
}

#[test]
fn null_in_lists_maps_and_tuples() {
    let choice = json!({ "oneOf": [reference("Size"), reference("Nothing")] });
    for (schema, expected) in [
        (json!({ "type": "array", "items": choice }), "?: [Size~]"),
        (json!({ "type": "array", "items": reference("MaybeSize") }), "?: [MaybeSize~]"),
        (json!({ "type": "object", "additionalProperties": choice }), "?: {Size~}"),
        (json!({ "type": "object", "additionalProperties": reference("MaybeText") }), "?: {MaybeText~}"),
        (json!({ "type": "array", "items": { "type": "array", "items": choice } }), "?: [[Size~]]"),
        (json!({ "type": ["array", "null"], "items": choice }), "?~: [Size~]"),
        (json!({ "type": "array", "items": reference("Nothing") }), "?: [()]"),
    ] {
        let (_, optional, _) = members(&schema);
        assert_eq!(optional, expected, "{schema}");
    }
    let mut schemas = components();
    schemas["It"] = json!({ "type": "array", "prefixItems": [choice, reference("MaybeText")], "items": false });
    let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    assert!(print::types(&api).contains(&"tuple It(Size~, MaybeText~)".to_owned()));
}

#[test]
fn null_alone_and_anything() {
    for (schema, expected) in [
        (json!({ "type": "null" }), "?~: ()"),
        (reference("Nothing"), "?~: ()"),
        (reference("OneOfNothing"), "?~: ()"),
        (json!({ "oneOf": [reference("Nil"), reference("None")] }), "?~: ()"),
        (json!({}), "?~: Json"),
        (reference("Anything"), "?~: Json"),
        (json!({ "nullable": true }), "?~: Json"),
    ] {
        let (_, optional, _) = members(&schema);
        assert_eq!(optional, expected, "{schema}");
    }
}

#[test]
fn bodies_and_responses_and_parameters() {
    let choice = json!({ "oneOf": [reference("Size"), reference("Nothing")] });
    let content = json!({ "application/json": { "schema": choice } });
    let query = |schema: &Value| json!([{ "name": "q", "in": "query", "schema": schema }]);
    let (api, _) = api(
        json!({ "components": { "schemas": components() }, "paths": { "/a": { "post": {
            "operationId": "postIt", "requestBody": { "required": true, "content": content },
            "parameters": query(&json!({ "oneOf": [reference("Text"), reference("Nothing")] })),
            "responses": { "200": { "description": "d", "content": content } },
        } } } }),
        &Config::default(),
    );
    let [operation] = api.operations.as_slice() else { panic!("there is one") };
    assert_eq!(print::operation(operation), "post_it(body: Size~ | q: Text) -> Size~ ! ()");
    assert!(operation.params[0].constraints.null);
}
