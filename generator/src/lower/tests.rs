use serde_json::{Value, json};

use super::lower;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, Severity, code};
use crate::document::{Source, whole};

#[track_caller]
fn lowered(document: &Value) -> (Value, Diagnostics) {
    let mut diags = Diagnostics::default();
    let document = whole(&Source::new("api.json", &document.to_string()), &mut diags);
    diags.gate().unwrap_or_else(|it| panic!("{it}"));
    let document = lower(&document.unwrap(), &mut diags);
    (document.value, diags)
}

/// A schema of a version and what it becomes.
#[track_caller]
fn check_in(version: &str, schema: Value, expected: Value) -> Diagnostics {
    let document = json!({
        "openapi": version, "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"It": schema, "Other": {"type": "object"}}},
    });
    let (value, diags) = lowered(&document);
    assert_eq!(value["components"]["schemas"]["It"], expected, "{schema}");
    diags
}

#[track_caller]
fn check(schema: Value, expected: Value) -> Diagnostics {
    check_in("3.1.0", schema, expected)
}

/// A schema that nothing is said about.
#[track_caller]
fn check_quiet(schema: Value, expected: Value) {
    let diags = check(schema, expected);
    assert!(
        diags.is_empty(),
        "{}",
        diags.render(&[Severity::Warning, Severity::Unsupported, Severity::Approximated, Severity::Documented])
    );
}

const OTHER: &str = "#/components/schemas/Other";

#[test]
fn nullability_is_one_thing_however_it_is_written() {
    for (written, expected) in [
        (json!({"type": ["string", "null"]}), json!({"type": "string", "nullable": true})),
        (json!({"type": ["string"]}), json!({"type": "string"})),
        (json!({"type": "string", "nullable": true}), json!({"type": "string", "nullable": true})),
        (
            json!({"type": ["string", "null"], "enum": ["a", null]}),
            json!({"type": "string", "nullable": true, "enum": ["a"]}),
        ),
        (json!({"enum": ["a", null]}), json!({"type": "string", "nullable": true, "enum": ["a"]})),
        (json!({"anyOf": [{"$ref": OTHER}, {"type": "null"}]}), json!({"anyOf": [{"$ref": OTHER}], "nullable": true})),
        (json!({"oneOf": [{"type": "null"}, {"$ref": OTHER}]}), json!({"oneOf": [{"$ref": OTHER}], "nullable": true})),
        (
            json!({"anyOf": [{"type": "string"}, {"const": null}, {"type": "integer"}]}),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        ),
        (json!({"oneOf": [{"$ref": OTHER}, {"enum": [null]}]}), json!({"oneOf": [{"$ref": OTHER}], "nullable": true})),
        (
            json!({"$ref": OTHER, "nullable": true, "description": "d"}),
            json!({"allOf": [{"$ref": OTHER}], "nullable": true, "description": "d"}),
        ),
        (json!({"type": "null"}), json!({"x-octogen-null": true, "nullable": true})),
        (json!({"type": ["null"]}), json!({"x-octogen-null": true, "nullable": true})),
        (json!({"const": null}), json!({"x-octogen-null": true, "nullable": true})),
        (json!({"type": null}), json!({"x-octogen-null": true, "nullable": true})),
        (json!({"anyOf": [{"type": "null"}]}), json!({"x-octogen-null": true, "nullable": true})),
    ] {
        check_quiet(written, expected);
    }
    check_in(
        "3.0.0",
        json!({"oneOf": [{"nullable": true}, {"$ref": OTHER}]}),
        json!({"oneOf": [{"$ref": OTHER}], "nullable": true}),
    );
}

#[test]
fn several_types_are_one_branch_each() {
    check_quiet(
        json!({"type": ["string", "integer"], "minLength": 1, "minimum": 2, "description": "d", "format": "int32"}),
        json!({"anyOf": [{"type": "integer", "minimum": 2, "format": "int32"}, {"type": "string", "minLength": 1}], "description": "d", "x-octogen-any-type": true}),
    );
    check_quiet(
        json!({"type": ["array", "string", "null"], "items": {"type": ["integer", "null"]}}),
        json!({"anyOf": [{"type": "array", "items": {"type": "integer", "nullable": true}}, {"type": "string"}], "nullable": true, "x-octogen-any-type": true}),
    );
    check_quiet(
        json!({"type": ["string", "integer"], "enum": ["a", 1]}),
        json!({"anyOf": [{"type": "integer", "enum": [1]}, {"type": "string", "enum": ["a"]}], "x-octogen-any-type": true}),
    );
    check_quiet(json!({"type": ["integer", "number"]}), json!({"type": "number"}));
    check_quiet(json!({"type": ["string", "number", "boolean", "object", "array", "null"]}), json!({"nullable": true}));
    check_quiet(
        json!({"type": ["string", "integer"], "anyOf": [{"title": "x"}]}),
        json!({"anyOf": [{"title": "x"}], "allOf": [{"anyOf": [{"type": "integer"}, {"type": "string"}], "x-octogen-any-type": true}]}),
    );
}

#[test]
fn a_list_under_items_is_a_tuple_or_alternatives() {
    let (a, b) = (json!({"type": "string"}), json!({"type": "object"}));
    for (version, written, expected, told) in [
        ("3.0.3", json!({"items": [a, b]}), json!({"anyOf": [a, b]}), true),
        ("3.0.3", json!({"items": [a], "description": "d"}), json!({"anyOf": [a], "description": "d"}), true),
        (
            "3.0.3",
            json!({"type": "array", "items": [a]}),
            json!({"type": "array", "x-octogen-prefix-items": [a]}),
            false,
        ),
        ("3.0.3", json!({"items": [a], "minItems": 1}), json!({"x-octogen-prefix-items": [a], "minItems": 1}), false),
        ("3.1.0", json!({"items": [a, b]}), json!({"x-octogen-prefix-items": [a, b]}), false),
        ("3.0.3", json!({"items": a}), json!({"items": a}), false),
    ] {
        let diags = check_in(version, written, expected);
        assert_eq!(diags.iter().any(|it| it.code == code::ITEMS_LIST), told);
    }
}

#[test]
fn null_behind_references_is_no_alternative() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/It/$defs/{name}")});
    let defs = json!({
        "N": {"type": "null"}, "M": to("N"), "Both": {"oneOf": [to("N"), to("M")]}, "T": {"type": "string"},
    });
    for (name, expected) in [("N", true), ("M", true), ("Both", true), ("T", false)] {
        let document = json!({"components": {"schemas": {"It": {
            "$defs": defs, "oneOf": [{"type": "integer"}, to(name)],
        }}}});
        let mut document = document;
        document["openapi"] = json!("3.1.0");
        document["info"] = json!({"title": "t", "version": "1"});
        let it = lowered(&document).0["components"]["schemas"]["It"].clone();
        let count = it["oneOf"].as_array().unwrap().len();
        assert_eq!((count == 1, it["nullable"] == json!(true)), (expected, expected), "{name}");
    }
}

#[test]
fn constants_keep_their_value() {
    check_quiet(json!({"const": "a"}), json!({"type": "string", "enum": ["a"], "x-octogen-const": "a"}));
    check_quiet(json!({"type": "number", "const": 1}), json!({"type": "number", "enum": [1], "x-octogen-const": 1}));
    check_quiet(
        json!({"type": ["string", "null"], "const": "a"}),
        json!({"type": "string", "enum": ["a"], "x-octogen-const": "a"}),
    );
    check_quiet(json!({"const": {"a": 1}}), json!({"type": "object", "x-octogen-const": {"a": 1}}));
    let diags =
        check(json!({"type": "string", "const": 1}), json!({"type": "integer", "enum": [1], "x-octogen-const": 1}));
    assert_eq!(diags.iter().next().unwrap().code, code::CONFLICT);
}

#[test]
fn enum_values_get_the_type_that_is_named() {
    check_quiet(json!({"enum": ["a", "b", "a"]}), json!({"type": "string", "enum": ["a", "b"]}));
    check_quiet(json!({"enum": [1, 2]}), json!({"type": "integer", "enum": [1, 2]}));
    check_quiet(json!({"enum": ["a", 1]}), json!({"enum": ["a", 1]}));
    for (written, expected) in [
        (json!({"type": "string", "enum": [1, true, "a"]}), json!({"type": "string", "enum": ["1", "true", "a"]})),
        (json!({"type": "integer", "enum": ["1", 2.0]}), json!({"type": "integer", "enum": [1, 2]})),
        (json!({"type": "integer", "enum": [1, "x"]}), json!({"type": "integer", "enum": [1]})),
        (json!({"type": "string", "enum": []}), json!({"type": "string"})),
        (json!({"type": "string", "enum": "a"}), json!({"type": "string"})),
    ] {
        assert_eq!(check(written, expected).count(Severity::Warning), 1);
    }
}

#[test]
fn references_keep_what_stands_beside_them() {
    check_quiet(
        json!({"$ref": OTHER, "description": "d", "x-mine": 1}),
        json!({"$ref": OTHER, "x-octogen-siblings": {"description": "d", "x-mine": 1}}),
    );
    check_quiet(json!({"$ref": OTHER, "type": "object"}), json!({"$ref": OTHER}));
    check_quiet(json!({"$ref": OTHER, "required": ["a"]}), json!({"allOf": [{"$ref": OTHER}], "required": ["a"]}));
    check_quiet(json!({"$ref": OTHER, "allOf": [{"title": "x"}]}), json!({"allOf": [{"title": "x"}, {"$ref": OTHER}]}));
    let diags = check_in(
        "3.0.1",
        json!({"$ref": OTHER, "required": ["a"], "title": "t"}),
        json!({"$ref": OTHER, "x-octogen-siblings": {"title": "t"}}),
    );
    assert_eq!(diags.count(Severity::Approximated), 1);
}

#[test]
fn keywords_of_3_1_are_spelled_in_3_0_or_carried() {
    for (written, expected) in [
        (
            json!({"exclusiveMinimum": 1, "maximum": 3, "exclusiveMaximum": 5}),
            json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 3}),
        ),
        (json!({"minimum": 2, "exclusiveMinimum": 1}), json!({"minimum": 2})),
        (json!({"minimum": 1, "exclusiveMinimum": true}), json!({"minimum": 1, "exclusiveMinimum": true})),
        (json!({"examples": ["a", "b"]}), json!({"example": "a", "x-octogen-examples": ["a", "b"]})),
        (
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "format": "byte", "x-octogen-content-encoding": "base64"}),
        ),
        (
            json!({"contentMediaType": "image/png"}),
            json!({"type": "string", "format": "binary", "x-octogen-content-media-type": "image/png"}),
        ),
        (
            json!({"items": true, "not": false, "properties": {"a": true, "b": false}}),
            json!({"not": {"x-octogen-never": true}, "properties": {"a": {}, "b": {"x-octogen-never": true}}, "items": {}}),
        ),
        (json!({"additionalProperties": false}), json!({"additionalProperties": false})),
        (
            json!({"prefixItems": [{"const": 1}], "items": false}),
            json!({"x-octogen-prefix-items": [{"type": "integer", "enum": [1], "x-octogen-const": 1}], "items": {"x-octogen-never": true}}),
        ),
        (
            json!({"items": [{"type": "string"}], "additionalItems": {"type": "integer"}}),
            json!({"x-octogen-prefix-items": [{"type": "string"}], "items": {"type": "integer"}}),
        ),
        (
            json!({"type": "object", "unevaluatedProperties": false}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        (
            json!({"$comment": "c", "$schema": "s", "$id": "https://x.test/y", "$anchor": "z"}),
            json!({"x-octogen-comment": "c"}),
        ),
        (
            json!({"$defs": {"A": {"type": ["string", "null"]}}, "items": {"$ref": "#/components/schemas/It/$defs/A"}}),
            json!({"$defs": {"A": {"type": "string", "nullable": true}}, "items": {"$ref": "#/components/schemas/It/$defs/A"}}),
        ),
    ] {
        check_quiet(written, expected);
    }
}

#[test]
fn what_no_type_says_is_preserved_and_noted() {
    for (written, expected, code) in [
        (
            json!({"if": {"type": ["string", "null"]}, "then": true}),
            json!({"x-octogen-if": {"type": "string", "nullable": true}, "x-octogen-then": {}}),
            code::CONDITIONAL,
        ),
        (
            json!({"propertyNames": {"pattern": "a"}}),
            json!({"x-octogen-property-names": {"pattern": "a"}}),
            code::PROPERTY_NAMES,
        ),
        (
            json!({"contains": {}, "minContains": 1}),
            json!({"x-octogen-contains": {}, "x-octogen-min-contains": 1}),
            code::CONTAINS,
        ),
        (
            json!({"dependentRequired": {"a": ["b"]}}),
            json!({"x-octogen-dependent-required": {"a": ["b"]}}),
            code::DEPENDENT,
        ),
        (
            json!({"dependencies": {"a": ["b"], "c": {"title": "t"}}}),
            json!({"x-octogen-dependent-required": {"a": ["b"]}, "x-octogen-dependent-schemas": {"c": {"title": "t"}}}),
            code::DEPENDENT,
        ),
        (
            json!({"allOf": [{"$ref": OTHER}], "unevaluatedProperties": false}),
            json!({"allOf": [{"$ref": OTHER}], "x-octogen-unevaluated-properties": false}),
            code::UNEVALUATED,
        ),
        (
            json!({"properties": {"a": {}}, "patternProperties": {"^x": {"type": "string"}}}),
            json!({"properties": {"a": {}}, "x-octogen-pattern-properties": {"^x": {"type": "string"}}}),
            code::PATTERN_PROPERTIES,
        ),
    ] {
        let diags = check(written, expected);
        assert_eq!(diags.count(Severity::Warning), 0, "{diags}");
        assert_eq!(diags.iter().next().map(|it| it.code), Some(code));
    }
}

#[test]
fn patterns_become_a_map_where_they_say_all() {
    let text = json!({"type": "string"});
    for (written, expected) in [
        (
            json!({"patternProperties": {"^x": text}}),
            json!({"additionalProperties": text, "x-octogen-patterns": ["^x"]}),
        ),
        (
            json!({"properties": {"a": {}}, "patternProperties": {"^x": text}, "additionalProperties": false}),
            json!({"properties": {"a": {}}, "additionalProperties": text, "x-octogen-patterns": ["^x"]}),
        ),
        (
            json!({"patternProperties": {"^x": text, "^y": true}}),
            json!({"additionalProperties": {"anyOf": [text, {}]}, "x-octogen-patterns": ["^x", "^y"]}),
        ),
    ] {
        assert_eq!(check(written, expected).count(Severity::Approximated), 1);
    }
}

#[test]
fn common_faults_of_schemas_are_mended_with_a_warning() {
    for (written, expected) in [
        (json!({"type": "String"}), json!({"type": "string"})),
        (json!({"type": "int64"}), json!({"type": "integer", "format": "int64"})),
        (json!({"type": "widget"}), json!({})),
        (json!({"description": ["a", "b"]}), json!({"description": "a\nb"})),
        (json!({"maxLength": "5"}), json!({"maxLength": 5})),
        (json!({"maxLength": 5.0}), json!({"maxLength": 5})),
        (json!({"maxLength": -1}), json!({})),
        (json!({"minimum": "1.5"}), json!({"minimum": 1.5})),
        (json!({"required": true}), json!({})),
        (
            json!({"properties": {"a": {"type": "string", "required": true}}}),
            json!({"properties": {"a": {"type": "string"}}, "required": ["a"]}),
        ),
        (json!({"properties": []}), json!({})),
        (json!({"allOf": []}), json!({})),
        (json!({"deprecated": "true"}), json!({"deprecated": true})),
        (json!({"items": "string"}), json!({})),
        (json!({"colour": "red"}), json!({})),
        (json!({"x-octogen-const": 1}), json!({})),
    ] {
        let diags = check(written.clone(), expected);
        assert_eq!(diags.count(Severity::Warning), 1, "{written} {diags}");
    }
    check_quiet(json!({"type": "integer", "minimum": 1.0, "default": null}), json!({"type": "integer", "minimum": 1}));
    check_quiet(json!({"type": "file"}), json!({"type": "string", "format": "binary", "x-octogen-file": true}));
    check_quiet(json!({"type": "any", "title": 5}), json!({"title": "5"}));
    check_quiet(json!({"discriminator": "kind"}), json!({"discriminator": {"propertyName": "kind"}}));
    check_quiet(json!({"properties": {"a": null}}), json!({"properties": {"a": {}}}));
}

#[test]
fn the_data_of_events_is_what_it_is_the_text_of() {
    let data = json!({"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object"}});
    let event = |data: Value| json!({"type": "object", "properties": {"data": data}});
    let document = |media_type: &str, reference: Value| {
        let stream = json!({"description": "", "content": {media_type: {"itemSchema": reference}}});
        json!({
            "openapi": "3.2.0", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": stream}}}},
            "components": {"schemas": {"Event": event(data.clone()), "Box": {"type": "array", "items": reference}}},
        })
    };
    let inline = json!({"oneOf": [event(data.clone())]});
    let reference = json!({"$ref": "#/components/schemas/Event"});
    let at = |media_type: &str| {
        format!(
            "/paths/~1a/get/responses/200/content/{}/x-octogen-item-schema/oneOf/0/properties/data",
            media_type.replace('/', "~1")
        )
    };
    for (media_type, schema, place, expected) in [
        ("text/event-stream", &inline, at("text/event-stream"), json!({"type": "object"})),
        ("application/jsonl", &inline, at("application/jsonl"), json!("string")),
        // It is the item of a list, too, where it is no event.
        ("text/event-stream", &reference, "/components/schemas/Event/properties/data".to_owned(), json!("string")),
    ] {
        let (value, _) = lowered(&document(media_type, schema.clone()));
        let found = value.pointer(&place).unwrap();
        assert!(*found == expected || found["type"] == expected, "{media_type}: {found}");
    }
}

#[test]
fn an_object_of_which_nothing_is_said_beside_another_alternative_is_null() {
    let other = json!({"$ref": "#/components/schemas/Other"});
    let object = json!({"type": "object", "nullable": true});
    let empty = json!({"title": "Null", "type": "object", "nullable": true, "additionalProperties": false});
    for other_null in [&object, &empty] {
        let found =
            check_in("3.0.3", json!({"anyOf": [other, other_null]}), json!({"anyOf": [other], "nullable": true}));
        assert!(found.iter().any(|it| it.code == code::NULL_OBJECT));
    }
    let described = json!({"type": "object", "nullable": true, "description": "Anything"});
    let named = json!({"type": "object", "nullable": true, "properties": {"a": {}}, "additionalProperties": false});
    for alone in [
        json!({"anyOf": [object]}),
        json!({"anyOf": [other, {"type": "object"}]}),
        json!({"anyOf": [other, described]}),
        json!({"anyOf": [other, named]}),
    ] {
        check_in("3.0.3", alone.clone(), alone);
    }
}

/// A document and what is at a place afterwards.
#[track_caller]
fn check_at(document: Value, pointer: &str, expected: Value) -> Diagnostics {
    let mut document = document;
    if document.get("swagger").is_none() && document.get("openapi").is_none() {
        document["openapi"] = "3.1.0".into();
    }
    if document.get("info").is_none() {
        document["info"] = json!({"title": "t", "version": "1"});
    }
    let (value, diags) = lowered(&document);
    assert_eq!(value.pointer(pointer).cloned().unwrap_or_default(), expected, "{document}");
    diags
}

#[test]
fn common_faults_around_operations_are_mended() {
    let with = |operation: Value| json!({"paths": {"/a": {"get": operation}}});
    let get = "/paths/~1a/get";
    check_at(
        with(json!({})),
        get,
        json!({"responses": {"default": {"description": ""}}, "x-octogen-undocumented": true}),
    );
    check_at(
        with(json!({"responses": {"2xx": {}, "ok": {}, "200 OK": {"description": "d"}}})),
        &format!("{get}/responses"),
        json!({"200": {"description": "d"}, "2XX": {"description": ""}}),
    );
    check_at(
        with(
            json!({"parameters": [{"in": "path", "name": "p"}, {"in": "nowhere", "name": "q"}, {"in": "query", "name": "r", "type": "integer", "style": "simple"}], "responses": {"200": {}}}),
        ),
        &format!("{get}/parameters"),
        json!([
            {"in": "path", "name": "p", "required": true, "schema": {"type": "string"}, "x-octogen-untyped": true},
            {"in": "query", "name": "r", "schema": {"type": "integer"}},
        ]),
    );
    check_at(
        with(json!({"security": {"k": null}, "tags": ["a", {"name": "b"}], "responses": {"200": {}}})),
        get,
        json!({"security": [{"k": []}], "tags": ["a", "b"], "responses": {"200": {"description": ""}}}),
    );
    check_at(json!({"info": null, "paths": null}), "/info", json!({"title": "API", "version": "0.0.0"}));
    check_at(json!({"info": {"title": "t", "version": 1.5}}), "/info/version", json!("1.5"));
    check_at(
        json!({"components": {"securitySchemes": {"k": {"type": "basic"}}}}),
        "/components/securitySchemes/k",
        json!({"type": "http", "scheme": "basic"}),
    );
}

#[test]
fn responses_may_be_missing_since_3_1() {
    for (version, responses, is_repaired) in
        [("3.0.3", None, true), ("3.1.0", None, false), ("3.2.0", None, false), ("3.1.0", Some(json!({})), true)]
    {
        let operation: Value = responses.into_iter().map(|it| ("responses".to_owned(), it)).collect();
        let (value, diags) = lowered(&json!({
            "openapi": version, "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": operation}},
        }));
        assert_eq!(value["paths"]["/a"]["get"]["x-octogen-undocumented"], true, "{version}");
        assert_eq!(diags.iter().any(|it| it.code == code::REPAIRED), is_repaired, "{version}");
        assert!(diags.iter().any(|it| it.message.contains("any response is returned")), "{version}");
    }
}

#[test]
fn what_3_0_does_not_have_outside_of_schemas_is_preserved() {
    for (document, pointer, expected) in [
        (json!({"openapi": "3.1.1"}), "/x-octogen-version", json!("3.1.1")),
        (json!({}), "/paths", json!({})),
        (
            json!({"webhooks": {"w": {"post": {"responses": {"200": {}}}}}}),
            "/x-octogen-webhooks/w/post/responses/200",
            json!({"description": ""}),
        ),
        (
            json!({"info": {"title": "t", "version": "1", "summary": "s", "license": {"name": "n", "identifier": "MIT"}}}),
            "/info",
            json!({"title": "t", "version": "1", "x-octogen-summary": "s", "license": {"name": "n", "x-octogen-identifier": "MIT"}}),
        ),
        (
            json!({"components": {"securitySchemes": {"m": {"type": "mutualTLS"}}}}),
            "/components/securitySchemes/m",
            json!({"type": "http", "scheme": "x-octogen-mutual-tls", "x-octogen-type": "mutualTLS"}),
        ),
        (
            json!({"paths": {"/a": {"query": {"responses": {"200": {}}}}}}),
            "/paths/~1a/x-octogen-additional-operations/QUERY/responses/200",
            json!({"description": ""}),
        ),
        (
            json!({"paths": {"/a": {"get": {"parameters": [{"in": "querystring", "name": "q", "content": {"a/b": {"itemSchema": {"type": ["string", "null"]}}}}], "responses": {"200": {}}}}}}),
            "/paths/~1a/get/parameters/0",
            json!({"in": "query", "x-octogen-in": "querystring", "name": "q", "content": {"a/b": {"x-octogen-item-schema": {"type": "string", "nullable": true}}}}),
        ),
        (
            json!({"paths": {"/a": {"$ref": "#/components/pathItems/P", "summary": "s"}}, "components": {"pathItems": {"P": {"summary": "t", "description": "d"}}}}),
            "/paths/~1a",
            json!({"summary": "s", "description": "d"}),
        ),
        (
            json!({"tags": [{"name": "a", "parent": "b", "kind": "nav"}]}),
            "/tags/0",
            json!({"name": "a", "x-octogen-parent": "b", "x-octogen-kind": "nav"}),
        ),
    ] {
        let diags = check_at(document, pointer, expected);
        assert!(diags.is_empty(), "{diags}");
    }
}

#[test]
fn a_path_item_that_contains_itself_ends() {
    let item = json!({"post": {"callbacks": {"c": {"{$url}": {"$ref": "#/components/pathItems/P"}}}, "responses": {"200": {}}}});
    let diags = check_at(
        json!({"paths": {"/a": {"$ref": "#/components/pathItems/P"}}, "components": {"pathItems": {"P": item}}}),
        "/openapi",
        json!("3.0.3"),
    );
    assert!(diags.count(Severity::Unsupported) > 0);
}

#[test]
fn swagger_becomes_3_0() {
    let document = json!({
        "swagger": "2.0", "host": "x.test", "basePath": "/v1/", "schemes": ["http", "https"], "consumes": ["application/json"], "produces": ["application/json", "text/csv"],
        "paths": {"/a/{id}": {
            "parameters": [{"in": "path", "name": "id", "required": true, "type": "array", "items": {"type": "integer"}}],
            "post": {
                "parameters": [{"in": "body", "name": "b", "required": true, "schema": {"$ref": "#/definitions/A"}}, {"in": "query", "name": "q", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"}, {"$ref": "#/parameters/P"}],
                "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/A"}, "headers": {"X": {"type": "integer", "description": "h"}}, "examples": {"application/json": {"a": 1}}}, "404": {"$ref": "#/responses/R"}},
            },
            "put": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"in": "formData", "name": "f", "type": "file", "required": true, "description": "d"}, {"in": "formData", "name": "g", "type": "array", "items": {"type": "string"}}],
                "responses": {"200": {"description": "", "schema": {"type": "file"}}},
            },
        }},
        "parameters": {"P": {"in": "query", "name": "p", "type": "string", "collectionFormat": "csv"}},
        "responses": {"R": {"description": "r", "schema": {"type": "string"}}},
        "definitions": {"A": {"type": "object", "properties": {"a": {"type": "string", "x-nullable": true}}}},
        "securityDefinitions": {"b": {"type": "basic"}, "o": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://x.test/a", "tokenUrl": "https://x.test/t", "scopes": {"s": "t"}}},
    });
    let a = json!({"$ref": "#/components/schemas/A"});
    let file = json!({"type": "string", "format": "binary", "x-octogen-file": true});
    for (pointer, expected) in [
        ("/openapi", json!("3.0.3")),
        ("/x-octogen-version", json!("2.0")),
        ("/servers", json!([{"url": "https://x.test/v1"}, {"url": "http://x.test/v1"}])),
        ("/components/schemas/A/properties/a", json!({"type": "string", "nullable": true})),
        ("/components/parameters/P", json!({"in": "query", "name": "p", "schema": {"type": "string"}})),
        ("/components/responses/R/content/text~1csv/schema", json!({"type": "string"})),
        ("/components/securitySchemes/b", json!({"type": "http", "scheme": "basic"})),
        ("/components/securitySchemes/o/flows/authorizationCode/scopes", json!({"s": "t"})),
        (
            "/paths/~1a~1{id}/parameters/0",
            json!({"in": "path", "name": "id", "required": true, "schema": {"type": "array", "items": {"type": "integer"}}, "style": "simple", "explode": false}),
        ),
        (
            "/paths/~1a~1{id}/post/requestBody",
            json!({"required": true, "content": {"application/json": {"schema": a}}}),
        ),
        (
            "/paths/~1a~1{id}/post/parameters",
            json!([{"in": "query", "name": "q", "schema": {"type": "array", "items": {"type": "string"}}, "style": "form", "explode": true}, {"$ref": "#/components/parameters/P"}]),
        ),
        ("/paths/~1a~1{id}/post/responses/404/$ref", json!("#/components/responses/R")),
        ("/paths/~1a~1{id}/post/responses/200/headers/X", json!({"description": "h", "schema": {"type": "integer"}})),
        ("/paths/~1a~1{id}/post/responses/200/content/application~1json", json!({"schema": a, "example": {"a": 1}})),
        (
            "/paths/~1a~1{id}/put/requestBody/content/multipart~1form-data/schema/properties/f",
            json!({"type": "string", "format": "binary", "x-octogen-file": true, "description": "d"}),
        ),
        (
            "/paths/~1a~1{id}/put/requestBody/content/multipart~1form-data/encoding/g",
            json!({"style": "form", "explode": false}),
        ),
        ("/paths/~1a~1{id}/put/responses/200/content/text~1csv/schema", file),
    ] {
        let diags = check_at(document.clone(), pointer, expected);
        assert!(diags.is_empty(), "{diags}");
    }
}

/// `produces` is one list for all responses of an operation, those that are errors too.
#[test]
fn an_operation_that_produces_files_has_errors_in_json() {
    let error = json!({"description": "", "schema": {"$ref": "#/definitions/E"}, "examples": {"application/json": {"message": "no"}}});
    let document = json!({
        "swagger": "2.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {
            "get": {"produces": ["application/x-tar"], "responses": {"200": {"description": ""}, "204": {"description": ""}, "404": error}},
            "head": {"produces": ["application/x-tar"], "responses": {"200": {"description": ""}}},
            "put": {"produces": ["text/plain"], "responses": {"200": {"description": ""}, "404": error}},
            "delete": {"responses": {"200": {"description": ""}}},
        }},
        "definitions": {"E": {"type": "object", "properties": {"message": {"type": "string"}}}},
    });
    let e = json!({"$ref": "#/components/schemas/E"});
    let file = json!({"type": "string", "format": "binary", "x-octogen-file": true});
    for (pointer, expected) in [
        ("/paths/~1a/get/responses/200/content", json!({"application/x-tar": {"schema": file}})),
        ("/paths/~1a/get/responses/204", json!({"description": ""})),
        (
            "/paths/~1a/get/responses/404/content",
            json!({"application/json": {"schema": e, "example": {"message": "no"}}}),
        ),
        ("/paths/~1a/head/responses/200", json!({"description": ""})),
        ("/paths/~1a/put/responses/200", json!({"description": ""})),
        ("/paths/~1a/put/responses/404/content", json!({"text/plain": {"schema": e}})),
        ("/paths/~1a/delete/responses/200", json!({"description": ""})),
    ] {
        let diags = check_at(document.clone(), pointer, expected);
        assert_eq!(diags.count(Severity::Approximated), 2, "{diags}");
    }
}

#[test]
fn pointers_stay_true_to_the_file() {
    let document = json!({
        "swagger": "2.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"parameters": [{"in": "body", "name": "b", "schema": {"items": {"type": "string"}}}, {"in": "query", "name": "q", "type": "string"}], "responses": {"200": {"description": "", "schema": {"type": "object"}}}}}},
        "definitions": {"A": {"type": "array", "items": [{"type": "string"}]}, "B": {"items": [{"type": "string"}]}},
    });
    let mut diags = Diagnostics::default();
    let document = lower(&whole(&Source::new("a.json", &document.to_string()), &mut diags).unwrap(), &mut diags);
    for (now, before) in [
        ("/components/schemas/A/x-octogen-prefix-items/0", "/definitions/A/items/0"),
        ("/components/schemas/B/anyOf/0", "/definitions/B/items/0"),
        (
            "/paths/~1a/get/requestBody/content/application~1json/schema/items",
            "/paths/~1a/get/parameters/0/schema/items",
        ),
        ("/paths/~1a/get/parameters/0", "/paths/~1a/get/parameters/1"),
        ("/paths/~1a/get/responses/200/content/application~1json/schema", "/paths/~1a/get/responses/200/schema"),
    ] {
        assert!(document.get(&Pointer::parse(now)).is_some(), "{now}");
        assert_eq!(document.places.pointer(&Pointer::parse(now)).as_str(), before);
    }
}

#[test]
fn pieces_that_double_do_not_explode() {
    let mut nested = json!({"type": "string"});
    for _ in 0..40 {
        nested = json!({"patternProperties": {"^x": nested, "^y": true}});
    }
    check_at(json!({"components": {"schemas": {"A": nested}}}), "/openapi", json!("3.0.3"));
    let mut items = json!({});
    for level in 0..20 {
        let next = json!({"$ref": format!("#/components/pathItems/P{}", level + 1)});
        let callbacks = json!({"a": {"x": next}, "b": {"x": next}, "c": {"x": next}});
        items[format!("P{level}")] = json!({"get": {"responses": {"200": {}}, "callbacks": callbacks}});
    }
    items["P20"] = json!({});
    check_at(json!({"components": {"pathItems": items}}), "/openapi", json!("3.0.3"));
}

/// A pass that takes a keyword away and says nothing of it.
#[test]
fn what_vanishes_without_a_word_is_told() {
    let read = |value: Value| {
        let text = value.to_string();
        whole(&Source::new("api.json", &text), &mut Diagnostics::default()).expect("it can be loaded")
    };
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {
            "parameters": [{"in": "query", "name": "q", "style": "form", "schema": {"type": "string"}}],
            "responses": {"200": {"description": "", "headers": {"X-A": {"schema": {"type": "string"}}}}},
        }}},
        "components": {"schemas": {
            "A": {
                "type": "object", "required": ["a"],
                "properties": {"a": {"type": "string", "maxLength": 9}, "b": {"type": "string"}},
            },
            "B": {"oneOf": [{"type": "string"}, {"type": "integer"}], "description": "d"},
        }},
    });
    let before = read(document);
    let lowered = lower(&before, &mut Diagnostics::default());
    let told = |lost: &str, said: Option<&str>| {
        let (around, key) = lost.rsplit_once('/').expect("a member");
        let mut after = lowered.clone();
        match after.value.pointer_mut(around).expect("it is there") {
            Value::Object(map) => drop(map.remove(key).expect("it is there")),
            Value::Array(items) => drop(items.pop().expect("it is there")),
            _ => unreachable!("it has members"),
        }
        let mut diags = Diagnostics::default();
        diags.set_places(after.places.clone());
        if let Some(at) = said {
            diags.warning(code::REPAIRED, &Pointer::parse(at), "said");
        }
        super::unreported::report(&before, &after, &mut diags);
        let at = |it: &crate::diagnostics::Diagnostic| match &it.at {
            crate::diagnostics::At::Pointer(at) => at.as_str().to_owned(),
            _ => String::new(),
        };
        diags.iter().filter(|it| it.code == code::UNREPORTED).map(at).collect::<Vec<_>>()
    };
    let changed = |at: &str, value: Value| {
        let mut after = lowered.clone();
        *after.value.pointer_mut(at).expect("it is there") = value;
        let mut diags = Diagnostics::default();
        diags.set_places(after.places.clone());
        super::unreported::report(&before, &after, &mut diags);
        diags.iter().filter(|it| it.code == code::UNREPORTED).map(|it| it.message.clone()).collect::<Vec<_>>()
    };
    for (at, value, message) in [
        ("/components/schemas/B/description", json!("e"), Some("`description` was read as `\"e\"`")),
        ("/components/schemas/B/description", json!(" d\n"), None),
        ("/paths/~1a/get/parameters/0/name", json!("r"), Some("`name` was read as `\"r\"`")),
        ("/paths/~1a/get/parameters/0/in", json!("header"), Some("`in` was read as `\"header\"`")),
        ("/components/schemas/A/properties/a/maxLength", json!(8), Some("`maxLength` was read as `8`")),
        ("/components/schemas/A/properties/a/maxLength", json!(9.0), None),
    ] {
        assert_eq!(changed(at, value), Vec::from_iter(message), "{at}");
    }
    for lost in [
        "/components/schemas/A/required",
        "/components/schemas/A/properties",
        "/components/schemas/A/properties/b",
        "/components/schemas/A/properties/a/type",
        "/components/schemas/B/oneOf/1",
        "/components/schemas/B/description",
        "/components/schemas/B",
        "/paths/~1a/get/parameters/0/schema",
        "/paths/~1a/get/parameters/0/style",
        "/paths/~1a/get/parameters",
        "/paths/~1a/get/responses/200/headers/X-A",
        "/paths/~1a/get",
    ] {
        assert_eq!(told(lost, None), [lost], "{lost}");
        assert_eq!(told(lost, Some(lost)), Vec::<String>::new(), "{lost}");
    }
}

/// A place of the document as it was written, and what stands there in the lowered one.
#[test]
fn references_follow_what_was_moved() {
    let marked = |mark: &str| json!({"type": "object", "description": mark});
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {},
        "webhooks": {"placed": {"post": {
            "requestBody": {"content": {"application/json": {"schema": marked("hook")}}},
            "responses": {"200": {"description": ""}},
        }}},
        "components": {
            "pathItems": {"p": {"get": {"parameters": [
                {"in": "query", "name": "q", "schema": marked("path item")},
            ]}}},
            "schemas": {
                "Nothing": {"type": "null"},
                "T": {"type": "array", "prefixItems": [marked("first"), {"propertyNames": marked("names")}]},
                "P": {
                    "patternProperties": {"^a": marked("pattern")}, "dependentSchemas": {"x": marked("dependent")},
                    "if": marked("if"), "then": marked("then"), "else": marked("else"), "contains": marked("contains"),
                    "additionalProperties": marked("others"),
                },
                "Q": {"patternProperties": {"^a": marked("only pattern")}, "additionalProperties": false},
                "U": {"type": "object", "unevaluatedProperties": marked("unevaluated")},
                "N": {"oneOf": [{"type": "null"}, marked("second"), {"$ref": "#/components/schemas/Nothing"}, marked("last")]},
                "C": {"contentMediaType": "application/json", "contentSchema": marked("content")},
                "S": {"description": "beside", "$ref": "#/components/schemas/T/prefixItems/0"},
                "D": {"oneOf": [{"$ref": "#/components/schemas/N"}], "discriminator": {
                    "propertyName": "k", "mapping": {"a": "#/components/schemas/N/oneOf/3"},
                }},
            },
        },
    });
    let swagger = json!({
        "swagger": "2.0", "info": {"title": "t", "version": "1"},
        "consumes": ["application/json"], "produces": ["application/json"],
        "paths": {"/a": {"post": {
            "parameters": [
                {"in": "query", "name": "q", "type": "array", "items": marked("item")},
                {"in": "body", "name": "b", "schema": marked("body")},
            ],
            "responses": {"200": {"description": "", "schema": marked("response")}},
        }}, "/b": {"put": {"parameters": [{"$ref": "#/parameters/B"}], "responses": {"204": {"description": ""}}}}},
        "parameters": {"B": {"in": "body", "name": "b", "schema": marked("shared body")}},
        "responses": {"R": {"description": "", "schema": marked("shared response")}},
        "definitions": {"L": {"type": "array", "items": [marked("first"), marked("second")]}},
    });
    for (document, rows) in [
        (
            document,
            vec![
                ("/webhooks/placed/post/requestBody/content/application~1json/schema", "hook"),
                ("/components/pathItems/p/get/parameters/0/schema", "path item"),
                ("/components/schemas/T/prefixItems/0", "first"),
                ("/components/schemas/T/prefixItems/1/propertyNames", "names"),
                ("/components/schemas/P/patternProperties/^a", "pattern"),
                ("/components/schemas/P/dependentSchemas/x", "dependent"),
                ("/components/schemas/P/if", "if"),
                ("/components/schemas/P/then", "then"),
                ("/components/schemas/P/else", "else"),
                ("/components/schemas/P/contains", "contains"),
                ("/components/schemas/P/additionalProperties", "others"),
                ("/components/schemas/Q/patternProperties/^a", "only pattern"),
                ("/components/schemas/U/unevaluatedProperties", "unevaluated"),
                ("/components/schemas/N/oneOf/1", "second"),
                ("/components/schemas/N/oneOf/3", "last"),
                ("/components/schemas/C/contentSchema", "content"),
                ("/components/schemas/S", "first"),
            ],
        ),
        (
            swagger,
            vec![
                ("/paths/~1a/post/parameters/1/schema", "body"),
                ("/paths/~1a/post/responses/200/schema", "response"),
                ("/parameters/B/schema", "shared body"),
                ("/responses/R/schema", "shared response"),
                ("/definitions/L/items/0", "first"),
                ("/definitions/L/items/1", "second"),
            ],
        ),
    ] {
        let section = if document.get("swagger").is_some() { "/definitions" } else { "/components/schemas" };
        for (leads_to, mark) in rows {
            let mut document = document.clone();
            let components = document.pointer_mut(section).and_then(Value::as_object_mut).expect("it is there");
            components.insert("Site".to_owned(), json!({"$ref": format!("#{leads_to}")}));
            let text = document.to_string();
            let read = whole(&Source::new("api.json", &text), &mut Diagnostics::default()).expect("it can be loaded");
            let lowered = lower(&read, &mut Diagnostics::default()).value;
            let mut at = lowered.pointer("/components/schemas/Site").expect("it is there");
            while let Some(text) = at.get("$ref").and_then(Value::as_str) {
                at = lowered.pointer(&text[1..]).unwrap_or_else(|| panic!("{leads_to} leads to {text}"));
            }
            // A reference with something beside it is one of an `allOf`.
            let at = at.pointer("/allOf/0/$ref").and_then(|it| lowered.pointer(&it.as_str()?[1..])).unwrap_or(at);
            assert_eq!(at["description"], mark, "{leads_to}");
        }
    }
}

/// JSON Schema 2020-12, core, section 8.2: `$id` and its like are texts. An object is a property that stands in the wrong
/// place.
#[test]
fn what_names_a_schema_goes_and_what_only_looks_like_it_is_told() {
    check_quiet(json!({"type": "object", "$id": "it", "$anchor": "here"}), json!({"type": "object"}));
    for version in ["3.0.3", "3.1.0"] {
        let diags = check_in(version, json!({"type": "object", "id": {"type": "string"}}), json!({"type": "object"}));
        let told: Vec<_> = diags.iter().map(|it| (it.code, it.severity)).collect();
        assert_eq!(told, [(code::UNKNOWN_MEMBER, Severity::Warning)], "{version}");
    }
}
