//! What schemas are taken for that say less, or other things, than they mean: no `type`, numbers in quotes, required
//! members that nobody declares, lists of alternatives.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity, code};
use crate::ir::{Shape, TypeRef};

/// The type of an optional member of this schema.
fn member(schema: &Value) -> (String, Diagnostics) {
    let (api, diags) = api(
        json!({ "components": { "schemas": { "It": { "type": "object", "properties": { "a": schema } } } } }),
        &Config::default(),
    );
    let it = print::types(&api).into_iter().find(|it| it.starts_with("struct It ")).expect("it is there");
    (it.trim_start_matches("struct It { a").trim_end_matches(" }").to_owned(), diags)
}

const WHOLE: &str = r"^-?(?:0|[1-9]\d*)$";
const FRACTION: &str = r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$";
const EXPONENT: &str = r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$";

#[test]
fn what_tells_a_type_that_is_not_there() {
    for (schema, expected) in [
        (json!({ "format": "int32" }), "?: i32"),
        (json!({ "format": "int64", "pattern": WHOLE }), "?: i64"),
        (json!({ "format": "uint32", "pattern": r"^(?:0|[1-9]\d*)$" }), "?: u32"),
        (json!({ "format": "int8", "minLength": 1 }), "?: i32"),
        (json!({ "format": "float", "pattern": FRACTION }), "?: f64"),
        (json!({ "format": "double", "pattern": EXPONENT, "nullable": true }), "?~: f64"),
        (json!({ "format": "decimal", "pattern": FRACTION }), "?: DecimalNumber"),
        (json!({ "format": "date-time", "pattern": "^2" }), "?: DateTime"),
        (json!({ "pattern": WHOLE }), "?: String"),
        (json!({ "pattern": "^a", "minimum": 1 }), "?: String"),
        (json!({ "maximum": 3 }), "?: f64"),
        (json!({ "items": { "format": "int32", "pattern": WHOLE }, "minLength": 1 }), "?: [i32]"),
        (json!({ "maxProperties": 3 }), "?: {Json}"),
        (json!({ "format": "password" }), "?: String"),
    ] {
        let (ty, diags) = member(&schema);
        assert_eq!(ty, expected, "{schema}");
        assert!(diags.iter().any(|it| it.code == code::TYPE_INFERRED), "{schema}: nothing is said");
    }
}

#[test]
fn numbers_that_may_also_come_as_text() {
    for (schema, expected, text) in [
        (json!({ "type": ["integer", "string"], "pattern": WHOLE, "format": "int32" }), "?: i32", true),
        (json!({ "type": ["string", "integer"], "pattern": WHOLE }), "?: i64", true),
        (json!({ "type": ["null", "integer", "string"], "pattern": WHOLE, "format": "int64" }), "?~: i64", true),
        (json!({ "type": ["number", "string"], "pattern": FRACTION, "format": "double" }), "?: f64", true),
        (json!({ "type": ["null", "number", "string"], "pattern": EXPONENT, "format": "float" }), "?~: f64", true),
        (json!({ "type": ["integer", "string"], "pattern": WHOLE, "format": "uint64", "minimum": 0 }), "?: u64", true),
        (json!({ "type": "array", "items": { "type": ["integer", "string"], "pattern": WHOLE } }), "?: [i64]", true),
        (
            json!({ "type": "object", "additionalProperties": { "format": "int32", "pattern": WHOLE } }),
            "?: {i32}",
            true,
        ),
        (json!({ "format": "int32", "pattern": WHOLE }), "?: i32", true),
        (json!({ "type": "integer", "pattern": WHOLE }), "?: i64", false),
        (json!({ "format": "int32" }), "?: i32", false),
        (json!({ "type": ["integer", "string"] }), "?: ItA", false),
        (json!({ "type": ["integer", "string"], "pattern": "^[a-z]+$" }), "?: ItA", false),
        (json!({ "type": ["integer", "string", "boolean"], "pattern": WHOLE }), "?: ItA", false),
        (json!({ "type": ["integer", "string"], "pattern": WHOLE, "enum": [1, "2"] }), "?: ItA", false),
    ] {
        let (api, diags) = api(
            json!({ "components": { "schemas": { "It": { "type": "object", "properties": { "a": schema } } } } }),
            &Config::default(),
        );
        let def = api.types.iter().find(|it| it.name.as_str() == "It").expect("it is there");
        let Shape::Struct(it) = &def.shape else { panic!("it is a struct") };
        let field = &it.fields[0];
        assert_eq!(member(&schema).0, expected, "{schema}");
        assert_eq!(field.constraints.number_text, text, "{schema}");
        if matches!(field.ty, TypeRef::I32 | TypeRef::I64 | TypeRef::F64) {
            assert_eq!(field.constraints.pattern, None, "a pattern says nothing about numbers");
        }
        assert!(diags.iter().all(|it| it.code != code::NUMBER_TEXT), "{schema}");
    }
}

#[test]
fn where_the_text_of_a_number_is_not_read_it_is_said() {
    let number = json!({ "type": ["integer", "string"], "pattern": WHOLE });
    let response = json!({ "200": { "description": "d", "content": { "application/json": { "schema": number } } } });
    for document in [
        json!({ "components": { "schemas": { "It": { "type": "array", "prefixItems": [number] } } } }),
        json!({ "components": { "schemas": { "It": { "oneOf": [number, { "type": "boolean" }] } } } }),
        json!({ "paths": { "/a": { "get": { "responses": response } } } }),
    ] {
        let (_, diags) = api(document.clone(), &Config::default());
        assert!(diags.iter().any(|it| it.code == code::NUMBER_TEXT), "{document}");
    }
}

#[test]
fn formats_of_numbers() {
    for (schema, expected) in [
        (json!({ "type": "number", "format": "int32" }), "?: i32"),
        (json!({ "type": "number", "format": "int64" }), "?: i64"),
        (json!({ "type": "number", "format": "uint64" }), "?: u64"),
        (json!({ "type": ["number", "null"], "format": "int32" }), "?~: i32"),
        (json!({ "type": "number", "format": "decimal" }), "?: DecimalNumber"),
        (json!({ "type": "integer", "format": "decimal" }), "?: DecimalNumber"),
        (json!({ "type": "string", "format": "decimal" }), "?: Decimal"),
        (json!({ "type": "number", "format": "double" }), "?: f64"),
        (json!({ "allOf": [{ "type": "number" }, { "format": "int32" }] }), "?: i32"),
        (json!({ "type": "number", "format": "interval" }), "?: f64"),
    ] {
        assert_eq!(member(&schema).0, expected, "{schema}");
    }
}

#[test]
fn either_an_integer_or_a_string() {
    for (schema, ty) in [
        (json!({ "type": "string", "format": "int-or-string" }), "?: ItA"),
        (json!({ "format": "int-or-string" }), "?: ItA"),
        (json!({ "x-kubernetes-int-or-string": true }), "?: ItA"),
        (json!({ "type": "string", "format": "int-or-string", "nullable": true }), "?~: ItA"),
        (json!({ "type": ["string", "null"], "format": "int-or-string" }), "?~: ItA"),
        (
            json!({ "anyOf": [{ "type": "integer" }, { "type": "string" }], "x-kubernetes-int-or-string": true }),
            "?: ItA",
        ),
        (json!({ "type": "string", "format": "int-or-else" }), "?: String"),
    ] {
        assert_eq!(member(&schema).0, ty, "{schema}");
    }
    let (api, _) = api(
        json!({ "components": { "schemas": { "It": { "type": "string", "format": "int-or-string" } } } }),
        &Config::default(),
    );
    assert_eq!(print::types(&api), ["union It { Integer(i64), String(String) } by [0 [integer] | 1 [string]]"]);
}

#[test]
fn required_and_nowhere_declared() {
    for (schema, expected, said) in [
        (json!({ "required": ["a", "b"], "properties": { "a": { "type": "string" } } }), "a: String, b?~: Json", 1),
        (
            json!({ "required": ["start_url"], "properties": { "startUrl": { "type": "string" } } }),
            "start_url: String",
            1,
        ),
        (json!({ "required": ["User-ID"], "properties": { "userId": { "type": "string" } } }), "user_id: String", 1),
        // Two are meant as much as each other.
        (
            json!({ "required": ["ab"], "properties": { "a_b": { "type": "string" }, "aB": { "type": "string" } } }),
            "a_b?: String, ab?~: Json, a_b2?: String",
            1,
        ),
        // What is meant is required already.
        (
            json!({ "required": ["ab", "a_b"], "properties": { "a_b": { "type": "string" } } }),
            "a_b: String, ab?~: Json",
            1,
        ),
        (json!({ "required": ["a"], "additionalProperties": { "type": "integer" } }), "a: i64, ..extra: i64", 0),
        (json!({ "allOf": [{ "required": ["a"] }, { "properties": { "a": { "type": "boolean" } } }] }), "a: bool", 0),
        (json!({ "required": [], "properties": { "a": {} } }), "a?~: Json", 0),
    ] {
        let mut it = schema.clone();
        it["type"] = json!("object");
        let (api, diags) = api(json!({ "components": { "schemas": { "It": it } } }), &Config::default());
        let types = print::types(&api);
        let fields = types[0].trim_start_matches("struct It { ").trim_end_matches(" }");
        let mut fields: Vec<&str> = fields.split(", ").collect();
        let mut expected: Vec<&str> = expected.split(", ").collect();
        if schema["properties"].get("aB").is_some() {
            // Names of members that differ in case only are somebody else's subject.
            fields.retain(|it| it.starts_with("ab"));
            expected.retain(|it| it.starts_with("ab"));
        }
        assert_eq!(fields, expected, "{schema}");
        let warnings =
            diags.iter().filter(|it| it.code == code::REQUIRED_UNDECLARED && it.severity == Severity::Warning);
        assert_eq!(warnings.count(), said, "{schema}");
    }
}

#[test]
fn what_repeats_a_reference_makes_no_new_type() {
    let other = json!({ "$ref": "#/components/schemas/Other" });
    let with = |more: Value| {
        let mut schema = other.clone();
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        schema
    };
    let level = || json!({ "$ref": "#/components/schemas/Level" });
    for (schema, expected) in [
        (
            with(json!({ "description": "d", "title": "t", "deprecated": true, "default": {}, "example": {} })),
            "?: Other",
        ),
        (with(json!({ "type": "object" })), "?: Other"),
        (with(json!({ "type": "object", "description": "d", "nullable": true })), "?~: Other"),
        (with(json!({ "type": ["object", "null"] })), "?~: Other"),
        (with(json!({ "required": ["w"], "properties": {} })), "?: Other"),
        (with(json!({ "required": [], "readOnly": true, "xml": { "name": "o" } })), "?: Other"),
        (json!({ "type": "object", "allOf": [other] }), "?: Other"),
        (json!({ "type": "object", "title": "t", "allOf": [other], "nullable": true }), "?~: Other"),
        (json!({ "allOf": [other, { "type": "object", "description": "d" }] }), "?: Other"),
        (json!({ "allOf": [{ "type": "object" }, other, { "example": {} }] }), "?: Other"),
        (json!({ "type": "object", "oneOf": [other] }), "?: Other"),
        (json!({ "type": "object", "oneOf": [other, { "type": "null" }] }), "?~: Other"),
        (json!({ "$ref": "#/components/schemas/Both", "type": "object" }), "?: Both"),
        (json!({ "$ref": "#/components/schemas/Word", "type": "string", "enum": ["a", "b"] }), "?: Word"),
        (json!({ "allOf": [level()], "minimum": -32768, "maximum": 32767 }), "?: Level"),
        (json!({ "allOf": [level()], "minimum": 0, "exclusiveMaximum": 3, "description": "d" }), "?: Level"),
        (json!({ "oneOf": [level(), { "type": "null" }], "minimum": 0, "maximum": 2 }), "?~: Level"),
        // These say more.
        (json!({ "allOf": [level()], "exclusiveMaximum": 2 }), "?: ItA"),
        (json!({ "allOf": [level()], "minimum": 1 }), "?: ItA"),
        (with(json!({ "type": "object", "properties": { "x": { "type": "string" } } })), "?: ItA"),
        (with(json!({ "required": ["v"] })), "?: ItA"),
    ] {
        let (api, _) = api(
            json!({ "components": { "schemas": {
                "Other": { "type": "object", "required": ["w"], "properties": {
                    "w": { "type": "integer" }, "v": { "type": "integer" },
                } },
                "Both": { "allOf": [other, { "properties": { "h": { "type": "integer" } } }] },
                "Word": { "type": "string", "enum": ["a", "b"] },
                "Level": { "type": "integer", "enum": [0, 1, 2] },
                "It": { "type": "object", "properties": { "a": schema } },
            } } }),
            &Config::default(),
        );
        let it = print::types(&api).into_iter().find(|it| it.starts_with("struct It ")).expect("it is there");
        assert_eq!(it, format!("struct It {{ a{expected} }}"), "{schema}");
    }
}

#[test]
fn a_type_beside_a_choice_that_all_alternatives_have_adds_nothing() {
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let (api, _) = api(
        json!({ "components": { "schemas": {
            "A": { "type": "string", "enum": ["a"] }, "B": { "type": "string", "enum": ["b"] },
            "It": { "type": "object", "properties": { "a": { "type": "string", "anyOf": [to("A"), to("B")] } } },
        } } }),
        &Config::default(),
    );
    let types = print::types(&api);
    assert_eq!(types.iter().filter(|it| it.starts_with("enum")).count(), 2, "{types:#?}");
}

#[test]
fn a_long_list_of_alternatives_is_a_union_and_a_large_product_is_none() {
    let list = |range: std::ops::Range<usize>| -> Vec<Value> {
        range.map(|it| json!({ "$ref": format!("#/components/schemas/T{it}") })).collect()
    };
    let mut schemas = json!({});
    for index in 0..555 {
        schemas[format!("T{index}")] = json!({ "type": "object", "required": [format!("m{index}")], "properties": {
            (format!("m{index}")): { "type": "integer" },
        } });
    }
    schemas["It"] = json!({ "oneOf": list(0..555) });
    schemas["Product"] = json!({ "allOf": [{ "oneOf": list(0..30) }, { "oneOf": list(30..60) }] });
    let (api, diags) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    let variants = |name: &str| {
        let def = api.types.iter().find(|it| it.name.as_str() == name).expect("it is there");
        match &def.shape {
            Shape::Union(it) => it.variants.len(),
            _ => 0,
        }
    };
    assert_eq!((variants("It"), variants("Product")), (555, 0));
    let said = diags.iter().find(|it| it.code == code::TOO_MANY_ALTERNATIVES).expect("it is said");
    let expected = "choices of 30 and 30 alternatives, which multiply to more than 512; any JSON value stands for them";
    assert_eq!(said.message, expected);
}

#[test]
fn types_that_stand_deep_in_each_other_raise_the_limit() {
    let chain = |depth: usize, inside: &dyn Fn(Value) -> Value| {
        let mut schemas = json!({ (format!("T{depth}")): { "type": "object" } });
        for level in 0..depth {
            let next = inside(json!({ "$ref": format!("#/components/schemas/T{}", level + 1) }));
            schemas[format!("T{level}")] = json!({ "type": "object", "properties": { "next": next } });
        }
        api(json!({ "components": { "schemas": schemas } }), &Config::default()).0
    };
    let plain = |it: Value| it;
    let list = |it: Value| json!({ "type": "array", "items": it });
    let map = |it: Value| json!({ "type": "object", "additionalProperties": it });
    for (depth, inside, nesting) in [
        (10, &plain as &dyn Fn(Value) -> Value, 20),
        (140, &plain, 280),
        (400, &plain, 800),
        (30, &list, 180),
        (400, &list, 2_400),
        (30, &map, 240),
    ] {
        let api = chain(depth, inside);
        assert!(api.nesting() >= nesting && api.nesting() <= nesting + 2, "{depth}: {}", api.nesting());
        let limit = api.recursion_limit();
        assert!(if nesting < 80 { limit.is_none() } else { limit.is_some_and(|it| it > nesting + 48) }, "{limit:?}");
        let root = crate::render::render(crate::emit::root(&api, &crate::config::Runtime::Copied, &[]));
        let attribute = limit.map(|it| format!("#![recursion_limit = \"{it}\"]"));
        assert_eq!(root.contains("#![recursion_limit"), attribute.is_some());
        assert!(attribute.is_none_or(|it| root.contains(&it)));
    }
    // A ring has no end, and is counted once.
    let to = |name: &str| json!({ "type": "object", "properties": { "a": { "$ref": format!("#/components/schemas/{name}") } } });
    let (ring, _) = api(json!({ "components": { "schemas": { "A": to("B"), "B": to("A") } } }), &Config::default());
    assert_eq!((ring.nesting() < 20, ring.recursion_limit()), (true, None));
}
