//! What absent, null and a value come to. A row is a member of `Nulls` and, for each of the three, how it is read
//! and what is written; all rows go over HTTP and through the generated types. The spellings of 3.0 and 3.1 that mean
//! the same come to the same code.

use kitchen_sink::types::Nulls;
use octogen::{Config, Source, generate};
use serde_json::{Value, json};

use super::wire::Wire;

/// In a cell: reading fails, with this.
const MISSING: &str = "is missing";
const NOT_NULL: &str = "must not be null";

/// How it is read, and what is written of it: nothing, null or the value.
type Cell = (&'static str, &'static str);

#[rustfmt::skip]
fn table() -> Vec<(&'static str, &'static str, Value, [Cell; 3])> {
    let (absent_or, null, out) = (("None", "absent"), ("None", "null"), ("Some", "value"));
    let (tri_absent, tri_null, tri_value) = (("Absent", "absent"), ("Null", "null"), ("Value", "value"));
    vec![
        // how it is said                 member            a value          absent                null            value
        ("required",                   "r_plain",        json!(1),                   [(MISSING, ""), (NOT_NULL, ""), ("", "value")]),
        ("required, type list",        "r_types",        json!(1),                   [null, null, out]),
        ("required, anyOf with null",  "r_any_of",       json!({"from": 1}),         [null, null, out]),
        ("required, oneOf with null",  "r_one_of",       json!("a"),                 [null, null, out]),
        ("required, null in the enum", "r_enum",         json!("b"),                 [null, null, out]),
        ("required, with a default",   "r_default",      json!(1),                   [null, null, out]),
        ("required, null behind $ref", "r_behind",       json!({"from": 1}),         [null, null, out]),
        ("required, null by allOf",    "r_all_of",       json!({"from": 1}),         [null, null, out]),
        ("optional",                   "o_plain",        json!(1),                   [absent_or, absent_or, out]),
        ("optional, type list",        "o_types",        json!(1),                   [tri_absent, tri_null, tri_value]),
        ("optional, anyOf with null",  "o_any_of",       json!({"from": 1}),         [tri_absent, tri_null, tri_value]),
        ("optional, oneOf with null",  "o_one_of",       json!("a"),                 [tri_absent, tri_null, tri_value]),
        ("optional, null in the enum", "o_enum",         json!("b"),                 [tri_absent, tri_null, tri_value]),
        ("optional, with a default",   "o_default",      json!(1),                   [absent_or, absent_or, out]),
        ("optional, null by default",  "o_default_null", json!(1),                   [tri_absent, tri_null, tri_value]),
        ("optional, anything",         "o_anything",     json!({"a": null}),         [tri_absent, tri_null, tri_value]),
        ("optional, null behind $ref", "o_behind",       json!({"from": 1}),         [tri_absent, tri_null, tri_value]),
        ("optional, null as const",    "o_const",        json!({"from": 1}),         [tri_absent, tri_null, tri_value]),
        ("optional, null by allOf",    "o_all_of",       json!({"from": 1}),         [tri_absent, tri_null, tri_value]),
        ("optional, null of a branch", "o_branch",       json!(1),                   [tri_absent, tri_null, tri_value]),
        ("items, null of a branch",    "items_behind",   json!(["a", null, 1]),      [absent_or, absent_or, out]),
        ("items",                      "items",          json!([1, null]),           [absent_or, absent_or, out]),
        ("values",                     "values",         json!({"a": null, "b": 1}), [absent_or, absent_or, out]),
    ]
}

/// All that is required, so that one member can be looked at.
fn rest() -> Value {
    json!({
        "r_plain": 0, "r_types": null, "r_any_of": null, "r_one_of": null, "r_enum": null, "r_default": null,
        "r_behind": null, "r_all_of": null,
    })
}

#[tokio::test]
async fn absent_null_and_value() {
    let wire = Wire::start().await;
    for (how, member, value, cells) in table() {
        for (given, (read, written)) in [None, Some(Value::Null), Some(value.clone())].into_iter().zip(cells) {
            let row = format!("{how}: {given:?}");
            let mut body = rest();
            body.as_object_mut().unwrap().remove(member);
            body.as_object_mut().unwrap().extend(given.clone().map(|it| (member.to_owned(), it)));
            let found = serde_json::from_value::<Nulls>(body.clone());
            if [MISSING, NOT_NULL].contains(&read) {
                let error = found.unwrap_err().to_string();
                assert!(error.contains(member) && error.contains(read), "{row}: {error}");
                continue;
            }
            let shown = format!("{:?}", found.unwrap());
            assert!(shown.contains(&format!("{member}: {read}")), "{row}: {shown}");

            let expected = match written {
                "absent" => None,
                "null" => Some(Value::Null),
                _ => given,
            };
            // Read from a response, and written into the next request.
            wire.answer("application/json", &body.to_string());
            let (came, _) = wire.call("putNulls", json!({ "body": rest() })).await;
            assert_eq!(came["value"].get(member), expected.as_ref(), "{row}");
            let seen = wire.sent("putNulls", json!({ "body": body })).await;
            let sent: Value = serde_json::from_str(&seen.body).unwrap();
            assert_eq!(sent.get(member), expected.as_ref(), "{row}");
        }
    }
}

/// What a caller writes, member by member.
#[test]
fn what_setters_write() {
    use kitchen_sink::types::{Maybe, Range};
    let written = |nulls: Nulls| {
        let mut all = serde_json::to_value(nulls).unwrap();
        all.as_object_mut().unwrap().retain(|key, _| !key.starts_with("r_"));
        all
    };
    let new = || Nulls::new(1);
    let mut required = rest();
    required["r_plain"] = json!(1);
    assert_eq!(serde_json::to_value(new()).unwrap(), required);
    assert_eq!(written(new().o_behind(Maybe::Null)), json!({ "o_behind": null }));
    assert_eq!(written(new().o_all_of(Range::new(1))), json!({ "o_all_of": { "from": 1 } }));
    assert_eq!(written(new().o_types(Maybe::Null)), json!({ "o_types": null }));
    assert_eq!(written(new().o_types(1)), json!({ "o_types": 1 }));
    assert_eq!(written(new().o_any_of(Range::new(1))), json!({ "o_any_of": { "from": 1 } }));
    assert_eq!(written(new().items([Some(1), None])), json!({ "items": [1, null] }));
}

/// Documents that say the same in other words.
#[test]
fn spellings_come_to_the_same() {
    #[rustfmt::skip]
    let table = [
        // 3.0                                                              3.1
        (json!({ "type": "integer", "nullable": true }),                    json!({ "type": ["integer", "null"] })),
        (json!({ "type": "integer", "nullable": true }),                    json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] })),
        (json!({ "type": "integer", "nullable": true }),                    json!({ "oneOf": [{ "type": "null" }, { "type": "integer" }] })),
        (json!({ "allOf": [{ "$ref": "#/components/schemas/R" }], "nullable": true }), json!({ "oneOf": [{ "$ref": "#/components/schemas/R" }, { "type": "null" }] })),
        (json!({ "allOf": [{ "$ref": "#/components/schemas/R" }], "nullable": true }), json!({ "anyOf": [{ "type": "null" }, { "$ref": "#/components/schemas/R" }] })),
        (json!({ "anyOf": [{ "$ref": "#/components/schemas/R" }], "nullable": true }), json!({ "anyOf": [{ "$ref": "#/components/schemas/R" }, { "enum": [null] }] })),
        (json!({ "oneOf": [{ "$ref": "#/components/schemas/R" }], "nullable": true }), json!({ "anyOf": [{ "$ref": "#/components/schemas/R" }, { "const": null }] })),
        (json!({ "type": "string", "enum": ["a", "b", null], "nullable": true }), json!({ "type": ["string", "null"], "enum": ["a", "b", null] })),
        (json!({ "type": "string", "enum": ["a", "b"], "nullable": true }), json!({ "anyOf": [{ "type": "string", "enum": ["a", "b"] }, { "type": "null" }] })),
        (json!({ "type": "array", "nullable": true, "items": { "type": "string", "nullable": true } }), json!({ "type": ["array", "null"], "items": { "type": ["string", "null"] } })),
        (json!({ "type": "object", "nullable": true, "additionalProperties": { "type": "integer", "nullable": true } }), json!({ "type": ["object", "null"], "additionalProperties": { "type": ["integer", "null"] } })),
        (json!({ "nullable": true, "oneOf": [{ "type": "integer" }, { "type": "string" }] }), json!({ "type": ["string", "integer", "null"] })),
        (json!({ "nullable": true, "oneOf": [{ "type": "integer" }, { "type": "string" }] }), json!({ "oneOf": [{ "type": "integer" }, { "type": "string" }, { "type": "null" }] })),
    ];
    for (old, new) in table {
        for required in [json!(["it"]), json!([])] {
            let types = |version: &str, it: &Value| {
                let schemas = json!({
                    "R": { "type": "object", "properties": { "a": { "type": "string" } } },
                    "Holder": { "type": "object", "required": required, "properties": { "it": it } },
                });
                let document = json!({ "openapi": version, "info": { "title": "t", "version": "1" }, "paths": {},
                    "components": { "schemas": schemas } });
                let generated = generate(&Source::new("a.json", &document.to_string()), &Config::default()).unwrap();
                let files = generated.krate.files;
                files["src/types/common.rs"].clone()
            };
            assert_eq!(types("3.0.3", &old), types("3.1.0", &new), "{old} {new} {required}");
        }
    }
}
