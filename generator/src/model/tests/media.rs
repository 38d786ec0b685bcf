//! How bodies are carried: by media type, by schema, and by both.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::{Bodies, Config};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Operation;

fn one(operation: Value) -> (Operation, Diagnostics) {
    let mut operation = operation;
    operation["operationId"] = json!("go");
    let components = json!({ "schemas": { "O": { "type": "object", "properties": { "a": { "type": "string" } } } } });
    let (api, diags) =
        api(json!({ "paths": { "/a": { "post": operation } }, "components": components }), &Config::default());
    (api.operations.into_iter().next().unwrap(), diags)
}

fn content(media_type: &str, schema: &Value) -> Value {
    match schema {
        Value::Null => json!({ media_type: {} }),
        schema if schema.get("itemSchema").is_some() => json!({ media_type: schema }),
        schema => json!({ media_type: { "schema": schema } }),
    }
}

fn string() -> Value {
    json!({ "type": "string" })
}

fn object() -> Value {
    json!({ "$ref": "#/components/schemas/O" })
}

fn binary() -> Value {
    json!({ "type": "string", "format": "binary" })
}

#[test]
fn responses_by_media_type_and_schema() {
    let byte = json!({ "type": "string", "contentEncoding": "base64" });
    let png = json!({ "type": "string", "contentMediaType": "image/png" });
    let either = json!({ "oneOf": [object(), { "type": "string" }] });
    let objects = json!({ "oneOf": [object(), { "type": "array", "items": object() }] });
    let all = json!({ "type": "array", "items": object() });
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str)> = vec![
        ("application/json", string(), "String"),
        ("application/json", binary(), "Bytes String"),
        ("application/json", png.clone(), "Bytes String"),
        ("application/vnd.x+json", json!({ "allOf": [binary()] }), "Bytes String"),
        ("application/json", json!({ "type": ["string", "null"], "format": "binary" }), "Bytes String"),
        ("application/json", byte.clone(), "Base64"),
        ("application/xml", binary(), "Bytes String"),
        ("text/csv", binary(), "Bytes String"),
        ("text/csv", string(), "Text String"),
        ("text/plain", string(), "String"),
        ("text/plain", Value::Null, "Text String"),
        ("text/plain", json!({ "type": "integer" }), "i64"),
        ("text/plain", json!({ "type": "string", "format": "date" }), "Date"),
        ("text/plain; charset=utf-8", json!({ "type": "boolean" }), "bool"),
        ("text/plain", object(), "O"),
        ("text/plain", objects.clone(), "GoResponse"),
        ("text/*", json!({ "type": "number" }), "f64"),
        ("text/*", Value::Null, "Text String"),
        ("*/*", string(), "String"),
        ("*/*", json!({ "type": "boolean" }), "bool"),
        ("*/*", byte, "Base64"),
        ("*/*", binary(), "Bytes String"),
        ("*/*", png, "Bytes String"),
        ("*/*", object(), "O"),
        ("*/*", either, "GoResponse"),
        ("*/*", Value::Null, "Bytes String"),
        ("", object(), "O"),
        ("application/*", object(), "O"),
        ("application/*", Value::Null, "Bytes String"),
        ("image/*", string(), "Bytes String"),
        ("application/jsonl", string(), "Text String"),
        ("application/x-ndjson", json!({ "type": "string", "enum": ["a"] }), "Text String"),
        ("application/json-seq", binary(), "Bytes String"),
        ("application/jsonl", object(), "JsonLines O"),
        ("application/jsonl", all.clone(), "JsonLines O"),
        ("application/jsonl", objects, "JsonLines GoLine"),
        ("application/jsonl", json!({ "type": "integer" }), "JsonLines i64"),
        ("application/jsonl", Value::Null, "JsonLines Json"),
        ("application/jsonl", json!({ "itemSchema": string() }), "JsonLines String"),
        ("application/jsonl", json!({ "schema": string(), "itemSchema": object() }), "JsonLines O"),
    ];
    for (media_type, schema, expected) in rows {
        let content = content(media_type, &schema);
        let answer = json!({ "description": "", "content": content });
        for status in ["200", "400"] {
            let (it, _) = one(json!({ "responses": { status: answer.clone() } }));
            let printed = print::operation(&it);
            let wanted = match status {
                "200" => format!("go( | ) -> {expected} ! ()"),
                _ => format!("go( | ) -> () ! {expected}"),
            };
            // An inline type is called after its status, too.
            let printed = printed.replace("GoBadRequest", "Go");
            assert_eq!(printed, wanted, "{media_type} {schema}");
        }
    }
}

#[test]
fn requests_by_media_type_and_schema() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str, &str)> = vec![
        // media type, schema, how it is written, what is sent as the media type
        ("application/json", binary(), "Bytes", "application/json"),
        ("application/vnd.x+json;version=2", object(), "Json", "application/vnd.x+json;version=2"),
        ("application/json; charset=utf-8", object(), "Json", "application/json; charset=utf-8"),
        ("application/xml", binary(), "Bytes", "application/xml"),
        ("text/csv", binary(), "Bytes", "text/csv"),
        ("application/jsonl", string(), "Text", "application/jsonl"),
        ("application/x-ndjson", object(), "JsonLines", "application/x-ndjson"),
        ("application/json-seq", json!({ "itemSchema": string() }), "JsonLines", "application/json-seq"),
        ("application/*", object(), "Json", "application/json"),
        ("*/*", json!({ "oneOf": [object(), { "type": "array", "items": {} }] }), "Json", "application/json"),
        ("*/*", string(), "Bytes", "application/octet-stream"),
        ("image/*", object(), "Bytes", "application/octet-stream"),
    ];
    for (media_type, schema, kind, sent) in rows {
        let body = json!({ "required": true, "content": content(media_type, &schema) });
        let (it, _) = one(json!({ "requestBody": body, "responses": {} }));
        let content = &it.body.unwrap().contents[0];
        assert_eq!(
            (format!("{:?}", content.kind), content.media_type.as_str()),
            (kind.to_owned(), sent),
            "{media_type}"
        );
    }
}

#[test]
fn parameters_keep_media_types_apart() {
    let two = |second: &str| {
        let first = json!({ "type": "object", "properties": { "one": { "type": "string" } } });
        json!({ "responses": { "200": { "description": "", "content": {
            "application/vnd.x+json;version=1": { "schema": first },
            second: { "schema": object() },
        } } } })
    };
    for (second, printed, accepted) in [
        (
            "application/vnd.x+json; Version=\"2\"",
            "GoOutput { Ok(GoResponseVersion1), OkVndXJsonVersion2(O) }",
            vec!["application/vnd.x+json;version=1", "application/vnd.x+json;version=2"],
        ),
        (
            "application/vnd.x+json",
            "GoOutput { Ok(O), OkVndXJsonVersion1(GoResponseVersion1) }",
            vec!["application/vnd.x+json", "application/vnd.x+json;version=1"],
        ),
    ] {
        let (it, _) = one(two(second));
        assert_eq!(print::operation(&it), format!("go( | ) -> {printed} ! ()"), "{second}");
        let types: Vec<_> = it.responses[0].contents.iter().map(|it| it.media_type.as_str()).collect();
        assert_eq!(types, accepted, "{second}");
    }
    // What is one media type by the rules is told.
    let (_, diags) = one(two("application/vnd.x+json;VERSION=1; charset=utf-8"));
    let said: Vec<_> = diags.iter().filter(|it| it.severity == Severity::Unsupported).map(|it| it.code).collect();
    assert_eq!(said, ["equivalent-media-type"]);
}

/// ASP.NET lists plain text beside JSON for everything: one type comes of it.
#[test]
fn text_and_json_of_one_value_are_one_type() {
    let inline = json!({ "type": "string", "enum": ["a", "b"] });
    for schema in [string(), json!({ "type": "integer" }), object(), inline] {
        let all = json!({ "text/plain": { "schema": schema }, "application/json": { "schema": schema },
            "text/json": { "schema": schema } });
        let (it, _) = one(json!({ "responses": { "200": { "description": "", "content": all } } }));
        assert!(!print::operation(&it).contains("Output"), "{schema}: {}", print::operation(&it));
    }
}

#[test]
fn bodies_with_required_members() {
    let members = |required: &[&str], read_only: bool| json!({ "type": "object", "required": required, "properties": { "a": { "type": "string", "readOnly": read_only } } });
    let needed = members(&["a"], false);
    #[rustfmt::skip]
    let rows: Vec<(Value, &str, bool)> = vec![
        // body, media type, warned of
        (json!({}), "application/json", true),
        (json!({}), "application/x-www-form-urlencoded", true),
        (json!({}), "multipart/form-data", true),
        (json!({ "required": true }), "application/json", false),
        (json!({ "required": false }), "application/json", false),
    ];
    for (body, media_type, warned) in rows {
        let mut body = body;
        body["content"] = content(media_type, &needed);
        let (it, diags) = one(json!({ "requestBody": body, "responses": { "204": { "description": "" } } }));
        let said: Vec<_> = diags.iter().filter(|it| it.code == "optional-body").collect();
        assert_eq!(said.len(), usize::from(warned), "{body}");
        assert_eq!(it.body.unwrap().required, body["required"] == json!(true));
        for finding in said {
            let action = "{target: \"$['paths']['/a']['post']['requestBody']\", update: {required: true}}";
            assert!(finding.help[0].ends_with(action), "{:?}", finding.help);
        }
    }
    for schema in [members(&[], false), members(&["a"], true), string(), json!({ "type": "array", "items": needed })] {
        let body = json!({ "content": content("application/json", &schema) });
        let (_, diags) = one(json!({ "requestBody": body, "responses": { "204": { "description": "" } } }));
        assert!(diags.iter().all(|it| it.code != "optional-body"), "{schema}");
    }
    let mut config = Config::default();
    config.requests.body = Bodies::Required;
    let build = |body: Value| {
        let post = json!({ "operationId": "go", "requestBody": body, "responses": { "204": { "description": "" } } });
        api(json!({ "paths": { "/a": { "post": post } } }), &config)
    };
    let (api, diags) = build(json!({ "content": content("application/json", &needed) }));
    assert!(api.operations[0].body.as_ref().unwrap().required && !diags.has_errors());
    let (api, diags) = build(json!({ "required": false, "content": content("application/json", &needed) }));
    assert!(!api.operations[0].body.as_ref().unwrap().required);
    assert!(diags.to_string().contains("error[unused-setting]: `requests.body"), "{diags}");
}
