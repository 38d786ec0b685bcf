//! Schemas → types.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::{Severity, code};
use crate::ir::Shape;

#[track_caller]
fn check(schemas: Value, expected: &[&str]) {
    let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    assert_eq!(print::types(&api), expected);
}

#[test]
fn presence_of_members() {
    check(
        json!({ "A": { "type": "object", "required": ["a", "b"], "properties": {
            "d": { "type": ["string", "null"] },
            "c": { "type": "string" },
            "b": { "type": ["string", "null"] },
            "a": { "type": "string" },
            "e": {},
            "f": { "anyOf": [{ "$ref": "#/components/schemas/B" }, { "type": "null" }] },
            "g": { "$ref": "#/components/schemas/C" },
        } }, "B": { "type": "object" }, "C": { "type": ["integer", "null"] } }),
        &[
            "struct A { a: String, b~: String, c?: String, d?~: String, e?~: Json, f?~: B, g?~: C }",
            "type B = {Json}",
            "type C = i64",
        ],
    );
}

#[test]
fn enums_and_constants() {
    check(
        json!({
            "Op": { "type": "string", "enum": [">=", "<=", "=", "equals", "not in", "1d", ""] },
            "Level": { "type": "integer", "enum": [0, 1, -1] },
            "Open": { "anyOf": [{ "$ref": "#/components/schemas/Op" }, { "type": "string" }] },
            "Titled": { "oneOf": [
                { "const": "a", "title": "The first" },
                { "const": "b" },
            ] },
            "All": { "const": "all" },
            "Flags": { "type": "boolean", "enum": [true] },
        }),
        &[
            "const All = \"all\"",
            "type Flags = bool",
            "enum Level { _0 = 0, _1 = 1, Minus1 = -1 }",
            "enum Op { GreaterOrEqual = >=, LessOrEqual = <=, Equal = =, Equals = equals, NotIn = not in, _1d = 1d, Empty =  }",
            "type Open = Op",
            "enum Titled { A = a, B = b }",
        ],
    );
}

/// The values of an enum are a set, whoever lists them.
#[test]
fn a_value_that_is_listed_twice_is_one() {
    check(
        json!({
            "Aliases": { "type": "integer", "oneOf": [
                { "const": 2, "title": "First" },
                { "const": 2, "title": "Second" },
                { "const": 3, "title": "Third" },
            ] },
            "Named": { "type": "integer", "oneOf": [{ "const": 2 }, { "const": 2, "title": "Second" }] },
            "Texts": { "oneOf": [{ "const": "a", "title": "First" }, { "const": "a" }, { "const": "b" }] },
            "Overlap": { "anyOf": [
                { "type": "string", "enum": ["a", "b"] },
                { "type": "string", "enum": ["b", "c"] },
                { "type": "string" },
            ] },
            "Spelled": { "enum": [1, 1.0, 1.5, "1"] },
            "Narrowed": { "allOf": [{ "enum": [1, "a", "b"] }, { "enum": ["a", 1.0] }] },
        }),
        &[
            "enum Aliases { First = 2, Third = 3 }",
            "enum Named { Second = 2 }",
            "enum Narrowed { A = a, _1_0 = 1.0 }",
            "enum Overlap { A = a, B = b, C = c }",
            "enum Spelled { _1 = 1, _1_5 = 1.5, _1Text = 1 }",
            "enum Texts { A = a, B = b }",
        ],
    );
}

#[test]
fn what_is_said_of_a_value_that_is_listed_twice() {
    let of = |again: Value| {
        let first = json!({ "const": 2, "title": "First", "deprecated": true });
        let schemas = json!({ "It": { "type": "integer", "oneOf": [first, again] } });
        let (api, diags) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
        let Shape::Enum(it) = &api.types[0].shape else { panic!("{:?}", api.types) };
        let [variant] = it.variants.as_slice() else { panic!("{:?}", it.variants) };
        let said: Vec<_> = diags.iter().map(|it| (it.code, it.severity)).collect();
        (variant.docs.description.clone().unwrap_or_default(), variant.deprecated, said)
    };
    let renamed = vec![(code::VALUE_NAMES, Severity::Documented)];
    for (again, description, deprecated, said) in [
        (json!({ "const": 2, "title": "First" }), "", false, vec![]),
        (json!({ "const": 2, "deprecated": true }), "", true, vec![]),
        (json!({ "const": 2, "title": "Second", "description": "It went on." }), "It went on.", false, renamed),
    ] {
        assert_eq!(of(again.clone()), (description.to_owned(), deprecated, said), "{again}");
    }
}

#[test]
fn all_of_is_merged_and_narrows() {
    check(
        json!({
            "Envelope": { "type": "object", "properties": { "success": { "type": "boolean" }, "data": {} } },
            "Thing": { "type": "object", "properties": { "id": { "type": "string" } } },
            "ThingResponse": { "allOf": [
                { "$ref": "#/components/schemas/Envelope" },
                { "type": "object", "properties": { "data": { "$ref": "#/components/schemas/Thing" } }, "required": ["data"] },
            ] },
        }),
        &[
            "struct Envelope { data?~: Json, success?: bool }",
            "struct Thing { id?: String }",
            "struct ThingResponse { data: Thing, success?: bool }",
        ],
    );
}

#[test]
fn a_choice_that_is_narrowed_is_the_narrower_one() {
    let block = |tag: &str| json!({ "type": "object", "required": ["type"], "properties": { "type": { "type": "string", "enum": [tag] } } });
    let one_of = |names: &[&str]| {
        let all: Vec<_> = names.iter().map(|it| json!({ "$ref": format!("#/components/schemas/{it}") })).collect();
        json!({ "oneOf": all })
    };
    let list =
        |items: Value| json!({ "type": "object", "properties": { "nodes": { "type": "array", "items": items } } });
    check(
        json!({
            "A": block("a"), "B": block("b"), "C": block("c"),
            "Some": one_of(&["A", "B"]),
            "Every": one_of(&["A", "B", "C"]),
            "Other": one_of(&["B", "C"]),
            "Fragment": list(json!({ "$ref": "#/components/schemas/Every" })),
            "Narrow": { "allOf": [{ "$ref": "#/components/schemas/Fragment" }, list(one_of(&["Some"]))] },
            "Both": { "allOf": [{ "$ref": "#/components/schemas/Every" }, { "$ref": "#/components/schemas/Some" }] },
            "Shared": { "allOf": [{ "$ref": "#/components/schemas/Some" }, { "$ref": "#/components/schemas/Other" }] },
        }),
        &[
            "struct A { type_: AType }",
            "enum AType { A = a }",
            "struct B { type_: BType }",
            "enum BType { B = b }",
            "union Both { A(A), B(B) } by type [a:0 b:1]",
            "struct C { type_: CType }",
            "enum CType { C = c }",
            "union Every { A(A), B(B), C(C) } by type [a:0 b:1 c:2]",
            "struct Fragment { nodes?: [Every] }",
            "struct Narrow { nodes?: [SomeSchema] }",
            "union Other { B(B), C(C) } by type [b:0 c:1]",
            "type Shared = B",
            "union SomeSchema { A(A), B(B) } by type [a:0 b:1]",
        ],
    );
}

#[test]
fn tagged_unions() {
    let branch = |tag: &str, member: &str| {
        json!({ "type": "object", "required": ["action", member], "properties": {
            "action": { "const": tag }, member: { "type": "integer" },
        } })
    };
    check(
        json!({ "Update": { "oneOf": [branch("engage", "post"), branch("not_relevant", "score")] } }),
        &[
            "union Update { Engage(UpdateEngage), NotRelevant(UpdateNotRelevant) } by action [engage:0 not_relevant:1]",
            "struct UpdateEngage { action: UpdateEngageAction, post: i64 }",
            "const UpdateEngageAction = \"engage\"",
            "struct UpdateNotRelevant { action: UpdateNotRelevantAction, score: i64 }",
            "const UpdateNotRelevantAction = \"not_relevant\"",
        ],
    );
}

#[test]
fn discriminators() {
    check(
        json!({
            "Cat": { "type": "object", "properties": { "kind": { "type": "string" }, "lives": { "type": "integer" } } },
            "Dog": { "type": "object", "properties": { "tricks": { "type": "integer" } } },
            "Pet": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                "discriminator": { "propertyName": "kind", "mapping": { "meow": "#/components/schemas/Cat" } },
            },
        }),
        &[
            "struct Cat { kind?: String, lives?: i64 }",
            "struct Dog { tricks?: i64 }",
            "union Pet { Meow(Cat), Dog(Dog) + Dog } by kind [meow:0 Dog:1]",
        ],
    );
}

#[test]
fn what_tells_a_type_is_set_by_new() {
    let object = |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
    let text = || object(json!({ "type": "string" }));
    let of = |names: &[&str], mapping: Value| {
        let branches: Vec<_> = names.iter().map(|it| json!({ "$ref": format!("#/components/schemas/{it}") })).collect();
        json!({ "oneOf": branches, "discriminator": { "propertyName": "kind", "mapping": mapping } })
    };
    let schemas = json!({
        "Text": text(),
        "Listed": object(json!({ "enum": ["Listed", "Text"] })),
        "Twice": text(),
        "Loose": { "type": "object", "properties": { "kind": { "type": "string" } } },
        "Only": object(json!({ "const": "Only" })),
        "U": of(&["Text", "Listed", "Twice", "Loose", "Only"], json!({ "one": "Twice", "two": "Twice" })),
        "Both": text(),
        "V": of(&["Both", "Text"], json!({ "v": "Both" })),
        "W": of(&["Both", "Text"], json!({ "w": "Both" })),
    });
    let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    let tags = api.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct(it) => Some((def.name.as_str(), it.fields[0].tag.as_deref())),
        _ => None,
    });
    let expected = [
        ("Both", None), // told by two values
        ("Listed", Some("Listed")),
        ("Loose", Some("Loose")),
        ("Only", None), // its type has no other value
        ("Text", Some("Text")),
        ("Twice", None),
    ];
    assert_eq!(tags.collect::<Vec<_>>(), expected);
}

#[test]
fn a_tag_that_all_alternatives_list_is_the_name() {
    let listed = |member: &str| {
        json!({ "type": "object", "required": ["kind"], "properties": {
            "kind": { "enum": ["A", "B"] }, member: { "type": "integer" },
        } })
    };
    check(
        json!({
            "A": listed("x"),
            "B": listed("y"),
            "U": {
                "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
                "discriminator": { "propertyName": "kind" },
            },
        }),
        &[
            "struct A { kind: Kind, x?: i64 }",
            "struct B { kind: Kind, y?: i64 }",
            "enum Kind { A = A, B = B }",
            "union U { A(A), B(B) } by kind [A:0 B:1]",
        ],
    );
}

#[test]
fn an_alternative_of_several_at_once_keeps_the_members_of_the_others() {
    let object = |member: &str| json!({ "type": "object", "properties": { member: { "type": "integer" } } });
    let closed =
        json!({ "type": "object", "required": ["c"], "properties": { "c": {} }, "additionalProperties": false });
    let inside = |member: &str, inner: &str| {
        let properties = json!({ member: {}, "in": object(inner) });
        json!({ "type": "object", "required": [member], "properties": properties })
    };
    check(
        json!({
            "A": object("a"),
            "C": closed,
            "One": { "oneOf": [object("x"), object("y")] },
            "Any": { "anyOf": [{ "$ref": "#/components/schemas/A" }, object("b"), { "$ref": "#/components/schemas/C" }] },
            "Deep": { "anyOf": [inside("l", "p"), inside("r", "q")] },
        }),
        &[
            "struct A { a?: i64, ..extra: Json }",
            "union Any { A(A), WithB(AnyWithB), C(C) } by [2 [object] with c | 0 [object] only a | 1 [object]]",
            "struct AnyWithB { b?: i64, ..extra: Json }",
            "struct C { c: Json, ..extra: Json }",
            "union Deep { WithL(DeepWithL), WithR(DeepWithR) } by [0 [object] with l | 1 [object] with r]",
            "struct DeepWithL { l: Json, in_?: DeepWithLIn, ..extra: Json }",
            "struct DeepWithLIn { p?: i64, ..extra: Json }",
            "struct DeepWithR { r: Json, in_?: DeepWithRIn, ..extra: Json }",
            "struct DeepWithRIn { q?: i64, ..extra: Json }",
            "union One { WithX(OneWithX), WithY(OneWithY) } by [0 [object] only x | 1 [object]]",
            "struct OneWithX { x?: i64 }",
            "struct OneWithY { y?: i64 }",
        ],
    );
}

#[test]
fn discriminator_on_a_parent() {
    let child = |member: &str| {
        json!({ "allOf": [
            { "$ref": "#/components/schemas/Pet" },
            { "type": "object", "properties": { member: { "type": "integer" } } },
        ] })
    };
    check(
        json!({
            "Pet": {
                "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } },
                "discriminator": { "propertyName": "kind" },
            },
            "Cat": child("lives"),
            "Dog": child("tricks"),
        }),
        &[
            "struct Cat { kind: String, lives?: i64 }",
            "struct Dog { kind: String, tricks?: i64 }",
            "union Pet { Cat(Cat), Dog(Dog), Pet(PetBase) } by kind [Cat:0 Dog:1 Pet:2]",
            "struct PetBase { kind: String }",
        ],
    );
}

#[test]
fn untagged_unions_try_the_most_exact_first() {
    check(
        json!({
            "Simple": { "type": "object", "properties": { "a": { "type": "string" } } },
            "Exact": { "type": "object", "required": ["x", "y"], "properties": { "x": {}, "y": {} } },
            "U": { "anyOf": [
                { "$ref": "#/components/schemas/Simple" },
                { "$ref": "#/components/schemas/Exact" },
                { "type": "string" },
                { "type": "array", "items": { "type": "integer" } },
                { "const": "all" },
            ] },
        }),
        &[
            "struct Exact { x: Json, y: Json, ..extra: Json }",
            "struct Simple { a?: String, ..extra: Json }",
            "union U { Simple(Simple), Exact(Exact), String(String), List([i64]), All(UAll) } by \
             [4 [string] in all | 1 [object] with x+y | 0 [object] | 2 [string] | 3 [array]]",
            "const UAll = \"all\"",
        ],
    );
}

#[test]
fn a_base_beside_a_choice_is_in_every_alternative() {
    check(
        json!({ "U": {
            "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } },
            "oneOf": [
                { "properties": { "url": { "type": "string" } }, "required": ["url"] },
                { "properties": { "text": { "type": "string" } }, "required": ["text"] },
            ],
        } }),
        &[
            "union U { WithUrl(UWithUrl), WithText(UWithText) } by [0 [object] with id+url | 1 [object] with id+text]",
            "struct UWithText { id: i64, text: String }",
            "struct UWithUrl { id: i64, url: String }",
        ],
    );
}

#[test]
fn recursion() {
    check(
        json!({
            "Tree": { "type": "object", "properties": {
                "left": { "$ref": "#/components/schemas/Tree" },
                "rest": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            } },
            "Nested": { "type": "array", "items": { "$ref": "#/components/schemas/Nested" } },
            "A": { "type": "object", "properties": { "b": { "$ref": "#/components/schemas/B" } } },
            "B": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A" } } },
        }),
        &[
            "struct A { b?: Box B }",
            "struct B { a?: Box A }",
            "newtype Nested([Nested])",
            "struct Tree { left?: Box Tree, rest?: [Tree] }",
        ],
    );
}

#[test]
fn maps_and_named_members() {
    check(
        json!({
            "Map": { "type": "object", "additionalProperties": { "type": "integer" } },
            "Both": { "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": true },
            "Empty": { "type": "object", "additionalProperties": false },
            "OnlyRequired": { "type": "object", "required": ["id"] },
        }),
        &[
            "struct Both { a?: String, ..extra: Json }",
            "struct Empty {  }",
            "type Map = {i64}",
            "struct OnlyRequired { id?~: Json }",
        ],
    );
}

#[test]
fn scalars_by_format() {
    check(
        json!({ "A": { "type": "object", "properties": {
            "a": { "type": "integer" },
            "b": { "type": "integer", "format": "int32" },
            "c": { "type": "integer", "minimum": -9007199254740991_i64, "maximum": 9007199254740991_i64 },
            "d": { "type": "integer", "maximum": 18446744073709551615_u64 },
            "e": { "type": "number" },
            "f": { "type": "string", "format": "date-time" },
            "g": { "type": "string", "format": "email" },
        } } }),
        &["struct A { a?: i64, b?: i32, c?: i64, d?: u64, e?: f64, f?: DateTime, g?: String }"],
    );
}

/// The variants of one union, whatever the order of its alternatives.
#[track_caller]
fn variants(alternatives: &[(Value, &str)]) {
    let components = || {
        json!({
            "Cat": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } },
            "Dog": { "type": "object", "properties": { "size": { "type": "integer" } } },
        })
    };
    for reversed in [false, true] {
        let mut rows: Vec<_> = alternatives.iter().collect();
        if reversed {
            rows.reverse();
        }
        let mut schemas = components();
        schemas["Choice"] = json!({ "oneOf": rows.iter().map(|it| it.0.clone()).collect::<Vec<_>>() });
        let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
        let def = api.types.iter().find(|it| it.component.as_deref() == Some("Choice")).unwrap();
        let Shape::Union(union) = &def.shape else { panic!("{:?}", def.shape) };
        let names: Vec<_> = union.variants.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, rows.iter().map(|it| it.1).collect::<Vec<_>>());
    }
}

#[test]
fn alternatives_are_called_by_what_tells_them_apart() {
    let text = |format: &str| json!({ "type": "string", "format": format });
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    let wrapper =
        |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let function = object(json!({ "function": { "type": "string" } }));
    // Values, and a member that no other has.
    variants(&[
        (json!({ "type": "string", "enum": ["auto"] }), "Auto"),
        (json!({ "type": "string", "enum": ["none"] }), "None"),
        (function, "WithFunction"),
    ]);
    // Formats and JSON types.
    variants(&[(text("date-time"), "DateTime"), (json!({ "type": "integer" }), "Integer")]);
    variants(&[(text("uuid"), "Uuid"), (json!({ "type": "boolean" }), "Boolean"), (reference("Cat"), "Cat")]);
    variants(&[(json!({ "type": "string" }), "String"), (list(json!({ "type": "string" })), "List")]);
    // The value of a member, also where not all have it, and one that is not required.
    variants(&[
        (object(json!({ "type": { "const": "circle" }, "r": {} })), "Circle"),
        (object(json!({ "type": { "const": "square" }, "r": {} })), "Square"),
        (object(json!({ "kind": { "enum": ["line"] }, "r": {} })), "Line"),
    ]);
    variants(&[
        (object(json!({ "status": { "enum": ["done"] } })), "Done"),
        (object(json!({ "status": { "enum": ["queued", "running"] } })), "QueuedOrRunning"),
    ]);
    // Objects of one member, as serde tags enums from outside.
    variants(&[
        (wrapper("Circle"), "Circle"),
        (wrapper("Square"), "Square"),
        (json!({ "type": "integer" }), "Integer"),
    ]);
    // Titles; the same title twice says nothing.
    variants(&[
        (json!({ "title": "By name", "type": "object", "properties": { "a": { "type": "string" } } }), "ByName"),
        (json!({ "title": "By id", "type": "object", "properties": { "a": { "type": "integer" } } }), "ById"),
    ]);
    variants(&[
        (json!({ "title": "Filter", "type": "object", "properties": { "a": {}, "c": {} } }), "WithA"),
        (json!({ "title": "Filter", "type": "object", "properties": { "b": {}, "c": {} } }), "WithB"),
    ]);
    // Lists and maps by what is in them.
    variants(&[
        (list(json!({ "type": "integer" })), "IntegerList"),
        (list(reference("Cat")), "CatList"),
        (list(text("uuid")), "UuidList"),
        (list(json!({ "type": "string", "enum": ["up", "down"] })), "UpOrDownList"),
        (list(list(json!({ "type": "integer" }))), "IntegerListList"),
    ]);
    variants(&[
        (json!({ "type": "object", "additionalProperties": { "type": "integer" } }), "IntegerMap"),
        (json!({ "type": "object", "additionalProperties": reference("Dog") }), "DogMap"),
    ]);
    // Numbers only where there is nothing else.
    variants(&[(json!({ "const": 1 }), "_1"), (json!({ "const": 2 }), "_2"), (reference("Dog"), "Dog")]);
}

/// A name that something else has by the path already is kept.
#[test]
fn schemas_keep_their_names() {
    let object = || json!({ "type": "object", "properties": { "a": {} } });
    let names = [
        "Error",
        "Status",
        "Duration",
        "Client",
        "Response",
        "Value",
        "Method",
        "Operation",
        "Date",
        "Time",
        "Uri",
        "Hash",
    ];
    let mut schemas: serde_json::Map<String, Value> = names.iter().map(|it| ((*it).to_owned(), object())).collect();
    schemas.insert("Uuid".to_owned(), json!({ "type": "string", "format": "uuid" }));
    for (wire, name) in [("DateTime", "DateTimeSchema"), ("Option", "OptionSchema"), ("vec", "VecSchema")] {
        schemas.insert(wire.to_owned(), object());
        schemas.insert(format!("{wire}Holder"), json!({ "title": name, "type": "integer" }));
    }
    let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    let of = |wire: &str| api.types.iter().find(|it| it.component.as_deref() == Some(wire)).unwrap().name.to_string();
    for name in names.into_iter().chain(["Uuid"]) {
        assert_eq!(of(name), name);
    }
    for (wire, name) in [("DateTime", "DateTimeSchema"), ("Option", "OptionSchema"), ("vec", "VecSchema")] {
        assert_eq!(of(wire), name);
    }
}

#[test]
fn schemas_and_members_with_names_for_programs() {
    check(
        json!({
            "odata.error": { "x-ms-client-name": "ODataError", "type": "object", "properties": {
                "@odata.type": { "type": "string", "x-ms-client-name": "typeName" },
                "value": { "type": "string", "x-fern-property-name": "text" },
                "other": { "$ref": "#/components/schemas/V2.Thing", "x-ms-client-name": "thing" },
                "a": { "type": "string", "x-ms-client-name": "b" },
                "b": { "type": "string" },
            } },
            "V2.Thing": { "x-fern-type-name": "Thing", "type": "integer" },
            "One": { "x-speakeasy-name-override": "Two", "type": "integer" },
            "Two": { "type": "integer" },
        }),
        &[
            "struct ODataError { type_name?: String, a?: String, b?: String, thing?: Thing, text?: String }",
            "type One = i64",
            "type Thing = i64",
            "type Two = i64",
        ],
    );
}

#[test]
fn names_of_names_are_no_deep_conjunction() {
    let to = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
    for other_name in ["allOf", "oneOf", "anyOf"] {
        let mut schemas = json!({
            "Told": { "allOf": [to("N0".into()), { "description": "Told here." }] },
            "Again": { "allOf": [to("Told".into())] },
            "N200": { "type": "object", "properties": { "a": { "type": "string" } } },
        });
        for at in 0..200 {
            schemas[format!("N{at}")] = json!({ (other_name): [to(format!("N{}", at + 1))] });
        }
        let (api, diags) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
        let findings: Vec<_> = diags.iter().map(|it| &it.message).filter(|it| it.contains("in each other")).collect();
        assert!(findings.is_empty(), "{other_name}: {findings:?}");
        let types = print::types(&api);
        assert!(types.contains(&"type N0 = N1".to_owned()), "{other_name}: {types:?}");
        // A name that says something is no other name alone.
        let again = api.types.iter().find(|it| it.name.as_str() == "Again").expect("it is there");
        assert_eq!(again.docs.description.as_deref(), Some("Told here."), "{other_name}");
    }
}
