//! Validation and examples by the schemas of small documents.

use serde_json::{Value, json};

use super::document::Document;
use super::param_value::{ParamShape, ParamValue};
use super::sample::sample;
use super::schemas::Schemas;

/// The schemas of a document of which these are the components; it lives as long as the tests.
fn schemas(components: Value) -> Schemas {
    Schemas::new(Box::leak(Box::new(json!({ "components": { "schemas": components } }))))
}

fn check(schemas: &Schemas, name: &str, value: &Value) -> Result<(), String> {
    let schema = schemas.at(&format!("#/components/schemas/{name}")).expect("it is there");
    schemas.check(schema, value).map_err(|it| it.to_string())
}

#[test]
fn values_are_held_against_their_schemas() {
    let node = json!({ "type": "object", "properties": {
        "next": { "$ref": "#/components/schemas/node" },
        "name": { "type": "string", "maxLength": 2 },
    } });
    let closed = json!({ "type": "object", "additionalProperties": false, "properties": { "a": {} } });
    let schemas = schemas(json!({
        "least": { "type": "number", "minimum": 0.1 },
        "more": { "type": "integer", "minimum": 1, "exclusiveMinimum": true },
        "less": { "type": "integer", "maximum": 9_007_199_254_740_993_i64, "exclusiveMaximum": true },
        "unit": { "type": "number", "multipleOf": 0.01 },
        "small": { "type": "integer", "format": "int32" },
        "text": { "type": "string", "minLength": 2, "maxLength": 3, "pattern": "^[^0-9]+$" },
        "ahead": { "type": "string", "pattern": "^(?!a)" },
        "broken": { "type": "string", "pattern": "(" },
        "bytes": { "type": "string", "format": "byte" },
        "moment": { "type": "string", "format": "date-time" },
        "list": { "type": "array", "items": { "type": "integer" }, "minItems": 1, "maxItems": 2, "uniqueItems": true },
        "pair": { "type": "array", "x-octogen-prefix-items": [{ "type": "string" }], "items": { "type": "integer" } },
        "map": { "type": "object", "additionalProperties": { "minimum": 1 }, "minProperties": 1, "maxProperties": 2 },
        "nullable": { "type": "string", "nullable": true },
        "word": { "type": "string", "enum": ["a"], "nullable": true },
        "reference": { "allOf": [{ "$ref": "#/components/schemas/text" }], "nullable": true },
        "adds": { "allOf": [{ "$ref": "#/components/schemas/text" }, { "nullable": true }] },
        "null": { "x-octogen-null": true, "nullable": true },
        "never": { "x-octogen-never": true },
        "either": { "oneOf": [{ "type": "number" }, { "type": "string", "minLength": 2 }] },
        "loose": { "type": "integer", "x-octogen-number-text": true },
        "node": node,
        "closed": closed,
        "both": { "allOf": [{ "$ref": "#/components/schemas/closed" }, { "required": ["b"], "properties": { "b": {} } }] },
    }));
    let rows: &[(&str, Value, Result<(), &str>)] = &[
        ("least", json!(0.1), Ok(())),
        ("least", json!(0.05), Err("must be at least 0.1, not 0.05")),
        ("least", json!("0.05"), Err("expected a number, found a string")),
        ("more", json!(1), Err("must be more than 1, not 1")),
        ("more", json!(1.5), Err("expected an integer, found a number")),
        ("less", json!(9_007_199_254_740_992_i64), Ok(())),
        ("less", json!(9_007_199_254_740_993_i64), Err("must be less than 9007199254740993, not 9007199254740993")),
        ("unit", json!(0.07), Ok(())),
        ("unit", json!(0.075), Err("must be a multiple of 0.01, not 0.075")),
        ("small", json!(1_i64 << 31), Err("must be at most 2147483647, not 2147483648")),
        ("text", json!("äöü"), Ok(())),
        ("text", json!("ä"), Err("must have at least 2 character(s), has 1")),
        ("text", json!("äöüß"), Err("must have at most 3 character(s), has 4")),
        ("text", json!("a1"), Err("must match `^[^0-9]+$`")),
        ("ahead", json!("ab"), Err("must match `^(?!a)`")),
        ("broken", json!("ab"), Ok(())),
        ("bytes", json!("dGV4dA=="), Ok(())),
        ("bytes", json!("*"), Err("expected base64, found another string")),
        ("moment", json!("soon"), Ok(())),
        ("list", json!([]), Err("must have at least 1 item(s), has 0")),
        ("list", json!([1, 2, 3]), Err("must have at most 2 item(s), has 3")),
        ("list", json!([1, 1]), Err("must have no item twice")),
        ("list", json!([1, "2"]), Err("[1]: expected an integer, found a string")),
        ("pair", json!(["a", 1]), Ok(())),
        ("pair", json!(["a", "b"]), Err("[1]: expected an integer, found a string")),
        ("map", json!({}), Err("must have at least 1 member(s), has 0")),
        ("map", json!({ "1": 0 }), Err("1: must be at least 1, not 0")),
        ("nullable", json!(null), Ok(())),
        ("nullable", json!(1), Err("expected a string, found an integer")),
        ("word", json!(null), Ok(())),
        ("word", json!("b"), Err("`b` is none of the documented values")),
        ("reference", json!(null), Ok(())),
        ("reference", json!("a"), Err("must have at least 2 character(s), has 1")),
        ("adds", json!(null), Ok(())),
        ("adds", json!("a"), Err("must have at least 2 character(s), has 1")),
        ("null", json!(null), Ok(())),
        ("null", json!(1), Err("expected a null, found an integer")),
        ("never", json!(1), Err("1 fits none of the types")),
        ("either", json!(9), Ok(())),
        ("either", json!("a"), Err("must have at least 2 character(s), has 1")),
        ("either", json!(true), Err("true fits none of the types")),
        ("loose", json!("7"), Ok(())),
        (
            "node",
            json!({ "next": { "next": { "name": "abc" } } }),
            Err("next.next.name: must have at most 2 character(s), has 3"),
        ),
        ("closed", json!({ "a": 1, "b": 2 }), Err("member `b` is not documented")),
        ("both", json!({ "a": 1, "b": 2 }), Ok(())),
        ("both", json!({ "a": 1 }), Err("member `b` is missing")),
    ];
    for (name, value, expected) in rows {
        assert_eq!(check(&schemas, name, value), expected.map_err(str::to_owned), "{name} {value}");
    }
}

/// Patterns are those of ECMA-262 (JSON Schema core, section 6.4); one that the engine does not know says nothing.
#[test]
fn patterns_mean_what_they_mean_in_a_document() {
    for (pattern, text, expected) in [
        ("b", "abc", true), // not anchored
        ("^b$", "abc", false),
        (r"^\d{4}-\d\d$", "2026-01", true),
        (r"^\d+$", "٣", false),
        (r"^[\w.+-]+\/\<\-$", "a.b/<-", true),
        (r"^[[&&~]+$", "[&~", true),
        (r"^\s\S$", "\u{a0}a", true),
        ("^.$", "\r", false),
        ("^[^:]+(?::(asc|desc))?$", "name:desc", true),
        ("^[^:]+(?::(asc|desc))?$", "name:up", false),
        (r"^\u00e9$", "é", true),
        (r"^(?!\.)x$", "x", true),
        (r"^(?!\.)x$", "y", false),
        (r"^\p{L}$", "a", true),
        (r"^(a)\1$", "aa", true),
        (r"^(a)\1$", "ab", false),
        (r"\A", "b", true),
        ("[]", "b", true),
        ("[", "b", true),
    ] {
        let schemas = schemas(json!({ "text": { "type": "string", "pattern": pattern } }));
        assert_eq!(check(&schemas, "text", &json!(text)).is_ok(), expected, "{pattern} {text}");
    }
}

/// Numbers are compared by their digits.
#[test]
fn bounds_are_held_to_the_last_digit() {
    let rows: &[(Value, Value, bool)] = &[
        (json!({ "maximum": 1 }), json!(1.0), true),
        (json!({ "maximum": 0.3 }), json!(0.300_000_000_000_000_04), false),
        (json!({ "maximum": i64::MAX }), json!(9_223_372_036_854_775_808_u64), false),
        (json!({ "maximum": 1e299 }), json!(1e300), false),
        (json!({ "exclusiveMinimum": true, "minimum": 0 }), json!(5e-324), true),
        (json!({ "multipleOf": 0.01 }), json!(0.07), true),
        (json!({ "multipleOf": 1 }), json!(1.5), false),
        (json!({ "multipleOf": 3 }), json!(-6), true),
    ];
    for (bound, number, expected) in rows {
        let schemas = schemas(json!({ "number": bound }));
        assert_eq!(check(&schemas, "number", number).is_ok(), *expected, "{bound} {number}");
    }
}

/// A request has no read-only members, and whatever stands there is passed over; nobody can demand what is not declared.
#[test]
fn members_of_requests() {
    let id = json!({ "type": "integer", "readOnly": true });
    let schemas = schemas(json!({
        "id": { "type": "integer", "readOnly": true },
        "thing": {
            "type": "object",
            "required": ["id", "named", "beside", "name", "lost"],
            "properties": {
                "id": id,
                "named": { "$ref": "#/components/schemas/id" },
                "beside": { "$ref": "#/components/schemas/thing", "x-octogen-siblings": { "readOnly": true } },
                "name": { "type": "string" },
            },
        },
        "more": { "allOf": [{ "$ref": "#/components/schemas/thing" }, { "required": ["id", "name"] }] },
        "one": {
            "properties": { "a": {}, "b": {}, "id": { "$ref": "#/components/schemas/id" } },
            "anyOf": [{ "required": ["a"] }, { "required": ["b", "id"] }],
        },
    }));
    assert_eq!(check(&schemas, "one", &json!({ "b": 1 })), Ok(()));
    assert_eq!(check(&schemas, "one", &json!({})), Err("member `a` is missing".to_owned()));
    for name in ["thing", "more"] {
        assert_eq!(check(&schemas, name, &json!({ "name": "a", "id": "b", "named": true })), Ok(()), "{name}");
        assert_eq!(check(&schemas, name, &json!({})), Err("member `name` is missing".to_owned()), "{name}");
    }
}

#[test]
fn tags_lead_to_alternatives() {
    let tag = json!({ "propertyName": "kind", "mapping": { "a": "#/components/schemas/A" } });
    let base = json!({ "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" } } });
    let a = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "n": { "minimum": 1 } } });
    let child = |more: Value| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": more }] });
    let schemas = schemas(json!({
        "A": a,
        "B": { "type": "object", "properties": { "kind": { "enum": ["bee"] } } },
        "AorB": { "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }], "discriminator": tag },
        "Base": base,
        "Child": child(json!({ "n": { "minimum": 1 } })),
        "Holder": { "properties": { "base": { "$ref": "#/components/schemas/Base" } } },
    }));
    let rows: &[(&str, Value, Result<(), &str>)] = &[
        ("AorB", json!({ "kind": "a", "n": 9 }), Ok(())),
        ("AorB", json!({ "kind": "a", "n": 0 }), Err("n: must be at least 1, not 0")),
        ("AorB", json!({ "kind": "bee" }), Ok(())),
        ("AorB", json!({ "kind": "A" }), Err("{\"kind\":\"A\"} fits none of the types")),
        ("Holder", json!({ "base": { "kind": "Child", "n": 1 } }), Ok(())),
        ("Holder", json!({ "base": { "kind": "Child", "n": 0 } }), Err("base.n: must be at least 1, not 0")),
        ("Holder", json!({ "base": { "kind": "Another", "n": 0 } }), Ok(())),
        ("Holder", json!({ "base": { "kind": 1 } }), Err("base.kind: expected a string, found an integer")),
    ];
    for (name, value, expected) in rows {
        assert_eq!(check(&schemas, name, value), expected.map_err(str::to_owned), "{name} {value}");
    }
}

/// Only a schema tells the type of a string.
#[test]
fn texts_are_what_their_schema_takes() {
    let one = |text: &str| ParamValue::One(text.to_owned());
    let schemas = schemas(json!({
        "number": { "type": "number" },
        "flag": { "type": "boolean" },
        "text": { "type": "string" },
        "either": { "anyOf": [{ "type": "integer" }, { "type": "string" }] },
        "listed": { "enum": [1, "2", true] },
        "list": { "type": "array", "items": { "type": "integer" } },
        "map": { "type": "object", "properties": { "n": { "type": "integer" } } },
        "open": { "type": "object", "properties": { "n": {} }, "additionalProperties": { "type": "integer" } },
        "several": { "anyOf": [{ "type": "integer" }, { "$ref": "#/components/schemas/map" }] },
        "wrapped": { "allOf": [{ "$ref": "#/components/schemas/list" }], "nullable": true },
        "free": {},
    }));
    let counted = ParamValue::Members(vec![("0".to_owned(), one("5"))]);
    let rows = [
        ("number", one("1.5e3"), json!(1500.0), ParamShape::One),
        ("number", one("x"), json!("x"), ParamShape::One),
        ("flag", one("true"), json!(true), ParamShape::One),
        ("text", one("5"), json!("5"), ParamShape::One),
        ("either", one("5"), json!(5), ParamShape::One),
        ("either", one("x"), json!("x"), ParamShape::One),
        ("listed", one("1"), json!(1), ParamShape::One),
        ("listed", one("2"), json!("2"), ParamShape::One),
        ("list", one("5"), json!([5]), ParamShape::List),
        ("list", one("[5, 6]"), json!([5, 6]), ParamShape::List),
        ("list", ParamValue::List(vec![one("5"), one("x")]), json!([5, "x"]), ParamShape::List),
        ("list", counted, json!([5]), ParamShape::List),
        ("map", ParamValue::Members(vec![("n".to_owned(), one("5"))]), json!({ "n": 5 }), ParamShape::Named(vec!["n"])),
        ("open", ParamValue::Members(vec![("m".to_owned(), one("5"))]), json!({ "m": 5 }), ParamShape::Members),
        ("several", one("{\"n\": 5}"), json!({ "n": 5 }), ParamShape::Free),
        ("wrapped", one("5"), json!([5]), ParamShape::List),
        ("free", one("5"), json!("5"), ParamShape::Free),
    ];
    for (name, param_value, value, shape) in rows {
        let schema = schemas.at(&format!("#/components/schemas/{name}"));
        assert_eq!(schemas.value(&param_value, schema), value, "{name} {param_value:?}");
        assert_eq!(schemas.shape(schema), shape, "{name}");
    }
}

/// Generated values are valid by their schemas, and end where a type contains itself.
#[test]
fn values_are_made_from_schemas() {
    let tree = json!({ "type": "object", "required": ["name", "parts", "parent"], "properties": {
        "name": { "type": "string" },
        "parts": { "type": "array", "items": { "$ref": "#/components/schemas/tree" } },
        "parent": { "allOf": [{ "$ref": "#/components/schemas/tree" }], "nullable": true },
    } });
    let schemas = schemas(json!({
        "text": { "type": "string", "minLength": 6, "maxLength": 7 },
        "short": { "type": "string", "maxLength": 2 },
        "moment": { "type": "string", "format": "date-time" },
        "word": { "type": "string", "enum": ["b", "a"] },
        "given": { "type": "integer", "example": 7 },
        "wrong": { "type": "integer", "example": "seven", "minimum": 3 },
        "above": { "type": "integer", "minimum": 4, "exclusiveMinimum": true, "multipleOf": 3 },
        "below": { "type": "number", "maximum": -1, "exclusiveMaximum": true },
        "constant": { "x-octogen-const": { "a": 1 } },
        "list": { "type": "array", "minItems": 2, "items": { "$ref": "#/components/schemas/word" } },
        "tree": tree,
        "whole": { "allOf": [{ "$ref": "#/components/schemas/more" }, { "required": ["n"] }] },
        "more": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "n": { "type": "integer" } } },
        "choice": { "oneOf": [{ "$ref": "#/components/schemas/more" }], "discriminator": { "propertyName": "kind" } },
        "either": { "anyOf": [{ "x-octogen-never": true }, { "type": "boolean" }] },
    }));
    for (name, expected) in [
        ("text", json!("textxx")),
        ("short", json!("te")),
        ("moment", json!("2026-01-02T03:04:05Z")),
        ("word", json!("b")),
        ("given", json!(7)),
        ("wrong", json!(3)),
        ("above", json!(6)),
        ("below", json!(-1.5)),
        ("constant", json!({ "a": 1 })),
        ("list", json!(["b", "b"])),
        ("tree", json!({ "name": "text", "parts": [], "parent": null })),
        ("whole", json!({ "kind": "text", "n": 0 })),
        ("choice", json!({ "kind": "more" })),
        ("either", json!(true)),
    ] {
        let schema = schemas.at(&format!("#/components/schemas/{name}")).expect("it is there");
        assert_eq!(sample(&schemas, schema), expected, "{name}");
        assert_eq!(check(&schemas, name, &expected), Ok(()), "{name}");
    }
}

#[test]
fn a_document_that_octogen_did_not_write_is_refused() {
    static DOCUMENT: Document = Document::new(r#"{ "openapi": "3.0.3" }"#, &[]);
    static TEXT: Document = Document::new("openapi: 3.0.3", &[]);
    assert_eq!(DOCUMENT.parsed().unwrap_err().to_string(), "the document lists no operations");
    assert!(TEXT.parsed().is_err());
}
