//! What becomes one type, what it is called, and what holds for every document.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::Config;
use crate::diff::compare;
use crate::ir::{Api, Presence, Revision, Shape, TypeDef};
use crate::model::tests;
use crate::model::tests::print::types;

fn status(values: &[&str]) -> Value {
    json!({ "type": "string", "enum": values })
}

fn object(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

/// A document with these components.
fn components(schemas: Value) -> Value {
    json!({ "paths": {}, "components": { "schemas": schemas } })
}

fn revision(document: Value) -> Revision {
    tests::revision(document, &Config::default()).0
}

fn read(document: Value) -> Api {
    revision(document).api
}

/// The inline types of a document, by name.
fn inline(document: Value) -> Vec<String> {
    let api = read(document);
    let inline = api.types.iter().filter(|it| it.component.is_none());
    inline.map(|it| it.name.to_string()).collect()
}

/// Whether two inline schemas, each the member `it` of a component, are one type.
#[track_caller]
fn check(a: &Value, b: &Value, one: bool) {
    let other = object(json!({ "else": { "type": "boolean" } }));
    let document =
        components(json!({ "A": object(json!({ "it": a })), "B": object(json!({ "it": b })), "C": other, "D": other }));
    let both = revision(document);
    let api = &both.api;
    let ty = |name: &str| match &api.types.iter().find(|it| it.name.as_str() == name).unwrap().shape {
        Shape::Struct(it) => it.fields[0].ty.clone(),
        _ => unreachable!("both are objects"),
    };
    assert_eq!(ty("A") == ty("B"), one, "{a} and {b}: {:#?}", types(api));
    assert!(both.ungrouped.is_some() || !one, "{a} and {b}");
    assert!(compare(&both, &both).is_empty());
}

#[test]
fn equal_is_what_the_wire_cannot_tell_apart() {
    let choice = |branches: Value| json!({ "oneOf": branches });
    let member = |name: &str, ty: &str| object(json!({ name: { "type": ty } }));
    let tagged = |values: [&str; 2]| {
        let branch = |value: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": value } } });
        choice(json!([branch(values[0]), branch(values[1])]))
    };
    for (a, b) in [
        // The order of values and of members, and words, mean nothing.
        (status(&["a", "b"]), status(&["b", "a"])),
        (json!({ "enum": [1, 2] }), json!({ "enum": [2, 1] })),
        (json!({ "enum": ["a"], "description": "One." }), json!({ "enum": ["a"], "title": "Two", "deprecated": true })),
        (object(json!({ "a": {}, "b": {} })), object(json!({ "b": {}, "a": {} }))),
        // What narrows values is no type.
        (
            object(json!({ "a": { "type": "string", "maxLength": 3 } })),
            object(json!({ "a": { "type": "string", "pattern": "x" } })),
        ),
        (object(json!({ "a": { "default": 1 } })), object(json!({ "a": { "example": 2 } }))),
        (
            json!({ "type": "object", "properties": { "a": {} }, "additionalProperties": false }),
            object(json!({ "a": {} })),
        ),
        // What is inside is looked at in the same way.
        (object(json!({ "a": status(&["x", "y"]) })), object(json!({ "a": status(&["y", "x"]) }))),
        (
            object(json!({ "a": object(json!({ "b": status(&["x"]) })) })),
            object(json!({ "a": object(json!({ "b": status(&["x"]) })) })),
        ),
        (
            json!({ "type": "array", "items": member("a", "string") }),
            json!({ "type": "array", "items": member("a", "string") }),
        ),
        (
            json!({ "type": "object", "additionalProperties": member("a", "string") }),
            json!({ "type": "object", "additionalProperties": member("a", "string") }),
        ),
        (
            json!({ "prefixItems": [{ "type": "string" }, member("a", "string")] }),
            json!({ "prefixItems": [{ "type": "string" }, member("a", "string")] }),
        ),
        // Spelled otherwise, and the same.
        (
            json!({ "allOf": [member("a", "string"), { "required": ["a"] }] }),
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }),
        ),
        // Alternatives that no value shares have no order.
        (
            choice(json!([{ "type": "string" }, { "type": "integer" }])),
            choice(json!([{ "type": "integer" }, { "type": "string" }])),
        ),
        (
            choice(json!([{ "type": "string" }, member("a", "string")])),
            json!({ "anyOf": [member("a", "string"), { "type": "string" }] }),
        ),
        (tagged(["x", "y"]), tagged(["y", "x"])),
        (json!({ "const": "x" }), json!({ "const": "x", "description": "Always." })),
        (
            object(json!({ "b": { "$ref": "#/components/schemas/C" } })),
            object(json!({ "b": { "$ref": "#/components/schemas/C" } })),
        ),
    ] {
        check(&a, &b, true);
    }
    let required = |required: Value| json!({ "type": "object", "required": required, "properties": { "a": { "type": "string" } } });
    let said = |keyword: &str| object(json!({ "a": { "type": "string", keyword: true } }));
    for (a, b) in [
        (status(&["a", "b"]), status(&["a", "c"])),
        (status(&["a", "b"]), status(&["a"])),
        (json!({ "enum": [1] }), json!({ "enum": ["1"] })),
        (member("a", "string"), member("b", "string")),
        (member("a", "string"), member("a", "integer")),
        (object(json!({ "a": { "type": "integer", "format": "int32" } })), member("a", "integer")),
        (object(json!({ "a": { "type": "string", "format": "date" } })), member("a", "string")),
        (required(json!(["a"])), required(json!([]))),
        (object(json!({ "a": { "type": ["string", "null"] } })), member("a", "string")),
        (said("readOnly"), said("writeOnly")),
        (said("readOnly"), member("a", "string")),
        (
            json!({ "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": true }),
            member("a", "string"),
        ),
        (object(json!({ "a": status(&["x"]) })), object(json!({ "a": status(&["y"]) }))),
        (json!({ "const": "x" }), json!({ "const": "y" })),
        (tagged(["x", "y"]), tagged(["x", "z"])),
        (
            choice(json!([{ "type": "string" }, { "type": "integer" }])),
            choice(json!([{ "type": "string" }, { "type": "boolean" }])),
        ),
        // The first that fits is read, so their order counts.
        (
            choice(json!([member("a", "string"), member("b", "string")])),
            choice(json!([member("b", "string"), member("a", "string")])),
        ),
        (
            object(json!({ "b": { "$ref": "#/components/schemas/C" } })),
            object(json!({ "b": { "$ref": "#/components/schemas/D" } })),
        ),
    ] {
        check(&a, &b, false);
    }
}

#[test]
fn components_are_joined_with_nothing() {
    let ab = status(&["a", "b"]);
    let document = components(json!({ "One": ab, "Two": ab, "Order": object(json!({ "state": ab })) }));
    let found = types(&read(document));
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.contains(&"struct Order { state?: OrderState }".to_owned()), "{found:#?}");
}

#[test]
fn types_that_lead_to_themselves() {
    let tree = |name: &str| {
        object(json!({
            "node": object(json!({ "kind": status(&["leaf", "twig"]), "next": { "$ref": format!("#/components/schemas/{name}/properties/node") } })),
        }))
    };
    let found = types(&read(components(json!({ "A": tree("A"), "B": tree("B") }))));
    let expected = [
        "struct A { node?: Next }",
        "struct B { node?: Next }",
        "enum Kind { Leaf = leaf, Twig = twig }",
        "struct Next { kind?: Kind, next?: Box Next }",
    ];
    assert_eq!(found, expected);
}

#[test]
fn names_are_what_the_places_have_in_common() {
    let (ab, cd) = (status(&["a", "b"]), status(&["c", "d"]));
    let with = |name: &str, it: &Value| object(json!({ name: it }));
    let titled = |title: &str| json!({ "type": "string", "enum": ["a", "b"], "title": title });
    for (schemas, expected) in [
        // The member.
        (json!({ "Order": with("state", &ab), "Parcel": with("state", &ab) }), &["State"][..]),
        // The title comes first, where all have it.
        (
            json!({ "Order": with("state", &titled("Progress")), "Parcel": with("phase", &titled("Progress")) }),
            &["Progress"],
        ),
        (json!({ "Order": with("state", &titled("Progress")), "Parcel": with("state", &titled("Stage")) }), &["State"]),
        // A name that two groups want is nobody's; the one around tells them apart.
        (
            json!({
                "A": with("order", &with("state", &ab)), "B": with("order", &with("state", &ab)),
                "C": with("parcel", &with("state", &cd)), "D": with("parcel", &with("state", &cd)),
            }),
            &["Order", "OrderState", "Parcel", "ParcelState"],
        ),
        (
            json!({ "A": with("state", &ab), "B": with("state", &ab), "C": with("state", &cd), "D": with("state", &cd) }),
            &["AState", "CState"],
        ),
        // What one of a kind is called, is called so without it.
        (json!({ "A": with("state", &ab), "B": with("state", &ab), "C": with("state", &cd) }), &["CState", "State"]),
        // A component keeps its name.
        (json!({ "State": status(&["x"]), "A": with("state", &ab), "Order": with("state", &ab) }), &["AState"]),
        // Items and values belong to what holds them.
        (
            json!({
                "A": with("states", &json!({ "type": "array", "items": ab })),
                "B": with("states", &json!({ "type": "array", "items": ab })),
            }),
            &["StatesItem"],
        ),
        // The last words.
        (json!({ "A": with("order_state", &ab), "B": with("parcel_state", &ab) }), &["State"]),
        // What a value may be.
        (
            json!({
                "A": with("ids", &json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": {} }] })),
                "B": with("names", &json!({ "oneOf": [{ "type": "array", "items": {} }, { "type": "string" }] })),
            }),
            &["ListOrString"],
        ),
        // Nothing in common: the smallest place.
        (json!({ "Order": with("state", &ab), "Ox": with("phase", &ab), "Parcel": with("mood", &ab) }), &["OxPhase"]),
        (json!({ "A": with("created_at", &ab), "B": with("updated_at", &ab) }), &["ACreatedAt"]),
    ] {
        assert_eq!(inline(components(schemas.clone())), expected, "{schemas}");
    }
}

/// An operation with this request body and response.
fn operation(id: &str, request: &Value, response: &Value) -> Value {
    let content = |it: &Value| json!({ "application/json": { "schema": it } });
    json!({ "post": {
        "operationId": id,
        "requestBody": { "required": true, "content": content(request) },
        "responses": { "200": { "description": "Fine.", "content": content(response) } },
    } })
}

#[test]
fn bodies_are_named_by_their_last_words() {
    let body = object(json!({ "name": { "type": "string" }, "size": { "type": "integer" } }));
    let paths = json!({
        "/a": operation("create_widget", &body, &body),
        "/b": operation("update_widget", &body, &json!({ "type": "string" })),
    });
    let both = revision(json!({ "paths": paths }));
    let api = &both.api;
    let found = types(api);
    assert_eq!(found, ["struct CreateWidgetRequest { name?: String, size?: i64 }"]);
    // It is sent and received.
    assert!(api.types[0].usage.request && api.types[0].usage.response);
    let used = both.ungrouped().types.iter().map(|it| (it.name.own(), it.usage.request, it.usage.response));
    let expected = [
        ("CreateWidgetRequest", true, false),
        ("CreateWidgetResponse", false, true),
        ("UpdateWidgetRequest", true, false),
    ];
    assert_eq!(used.collect::<Vec<_>>(), expected);

    let two = json!({ "/a": operation("create_widget", &body, &json!({})), "/b": operation("update_widget", &body, &json!({})) });
    assert_eq!(inline(json!({ "paths": two })), ["WidgetRequest"]);
}

#[test]
fn what_places_say_by_themselves_is_told() {
    let name =
        |text: &str, most: u32| json!({ "type": "string", "description": text, "maxLength": most, "minLength": 1 });
    let thing =
        |text: &str, most: u32| json!({ "type": "array", "items": object(json!({ "name": name(text, most) })) });
    let document = components(json!({
        "A": object(json!({ "things": thing("Its name.", 5) })),
        "B": object(json!({ "things": thing("Its name.", 9) })),
        "C": object(json!({ "things": thing("Another name.", 9) })),
    }));
    let both = revision(document);
    let Shape::Struct(it) = &both.api.types.iter().find(|it| it.name.as_str() == "ThingsItem").unwrap().shape else {
        panic!("it is a struct")
    };
    let field = &it.fields[0];
    assert_eq!((field.constraints.min_length, field.constraints.max_length), (Some(1), None));
    let told: Vec<_> = field
        .docs
        .local
        .iter()
        .map(|it| (it.places.clone(), it.constraints.max_length, it.constraints.min_length))
        .collect();
    let places = |of: &[&str]| of.iter().map(|it| format!("{it}.things[].name")).collect::<Vec<_>>();
    assert_eq!(told, [(places(&["A"]), Some(5), None), (places(&["B", "C"]), Some(9), None)]);
    let text = field.docs.description.clone().unwrap();
    assert_eq!(text, "In `A.things[].name`, `B.things[].name`:\n\nIts name.\n\nIn `C.things[].name`:\n\nAnother name.");
    // Each place has its own still.
    let lengths: BTreeSet<_> = both
        .ungrouped()
        .types
        .iter()
        .filter_map(|def| match &def.shape {
            Shape::Struct(it) => it.fields[0].constraints.max_length,
            _ => None,
        })
        .collect();
    assert_eq!(lengths, BTreeSet::from([5, 9]));
}

#[test]
fn a_member_says_what_its_own_type_would() {
    let kind = |text: &str| json!({ "type": "string", "enum": ["a"], "description": text, "default": text });
    let api = read(components(
        json!({ "A": object(json!({ "kind": kind("One.") })), "B": object(json!({ "kind": kind("Two.") })) }),
    ));
    let def = |name: &str| -> &TypeDef { api.types.iter().find(|it| it.name.as_str() == name).unwrap() };
    let (docs, constraints) = (&def("Kind").docs, &def("Kind").constraints);
    assert_eq!((docs.description.as_ref(), docs.local.len(), constraints.default.as_ref()), (None, 0, None));
    for (name, text) in [("A", "One."), ("B", "Two.")] {
        let Shape::Struct(it) = &def(name).shape else { panic!("it is a struct") };
        assert_eq!(it.fields[0].docs.description.as_deref(), Some(text));
        assert_eq!(it.fields[0].constraints.default, Some(json!(text)));
        assert_eq!(it.fields[0].presence, Presence::Optional);
    }
}

#[test]
fn what_comes_to_one_type_is_no_choice() {
    let thing = |text: &str| json!({ "type": "object", "required": ["a"], "properties": { "a": { "description": text, "type": "string" } } });
    let both = json!({ "oneOf": [thing("One."), thing("Two.")] });
    let found = types(&read(components(json!({ "Both": both }))));
    assert_eq!(found, ["type Both = BothObject", "struct BothObject { a: String }"]);
    let three = json!({ "oneOf": [thing("One."), { "type": "string" }, thing("Two.")] });
    let found = types(&read(components(json!({ "Three": three }))));
    assert_eq!(found[0], "union Three { WithA(ThreeWithA), String(String) } by [0 [object] with a | 1 [string]]");
}

#[test]
fn outcomes_of_one_type_are_one() {
    let body = |text: &str| json!({ "application/json": { "schema": object(json!({ "id": { "type": "string", "description": text } })) } });
    let answers = json!({
        "200": { "description": "There.", "content": body("Its id.") },
        "201": { "description": "Made.", "content": body("The new id.") },
    });
    let api = read(json!({ "paths": { "/a": { "put": { "operationId": "put_a", "responses": answers } } } }));
    assert_eq!(
        types(&api),
        ["struct Response { id?: String }"].map(|it| it.replace("Response", &api.types[0].name.to_string()))
    );
    assert!(matches!(api.operations[0].output, crate::ir::Outcome::Single { .. }), "{:?}", api.operations[0].output);
}

#[test]
fn files_make_another_type() {
    let body = object(json!({ "file": { "type": "string", "format": "binary" }, "name": { "type": "string" } }));
    let upload = |media_type: &str, id: &str| {
        json!({ "post": {
        "operationId": id, "requestBody": { "content": { media_type: { "schema": body } } }, "responses": {},
    } })
    };
    let (json, form) = ("application/json", "multipart/form-data");
    for (a, b, expected) in [(json, form, 2), (json, json, 1), (form, form, 1)] {
        let found = inline(json!({ "paths": { "/a": upload(a, "put_a"), "/b": upload(b, "put_b") } }));
        assert_eq!(found.len(), expected, "{a}, {b}: {found:?}");
    }
}

#[test]
fn xml_makes_another_type_where_it_is_spelled_otherwise() {
    let body = |name: &str| object(json!({ "a": { "type": "string", "xml": { "name": name } } }));
    let put = |media_type: &str, name: &str, id: &str| {
        json!({ "post": {
        "operationId": id, "requestBody": { "content": { media_type: { "schema": body(name) } } }, "responses": {},
    } })
    };
    let (json, xml) = ("application/json", "application/xml");
    for (a, b, expected) in [
        ((xml, "x"), (xml, "x"), 1),
        ((xml, "x"), (xml, "y"), 2),
        ((json, "x"), (xml, "x"), 1),
        ((json, "x"), (json, "y"), 1),
    ] {
        let api = read(json!({ "paths": { "/a": put(a.0, a.1, "put_a"), "/b": put(b.0, b.1, "put_b") } }));
        assert_eq!(api.types.len(), expected, "{a:?}, {b:?}");
        let tables = api.operations.iter().flat_map(|it| &it.body.as_ref().unwrap().contents);
        assert!(tables.filter(|it| it.kind == crate::ir::BodyKind::Xml).all(|it| api.xml.root(&it.pointer).is_some()));
    }
}

#[test]
fn what_is_left_out_takes_no_types_away() {
    let body = object(json!({ "name": { "type": "string" } }));
    let tagged = |id: &str, tag: &str| {
        let mut item = operation(id, &body, &json!({ "type": "string" }));
        item["post"]["tags"] = json!([tag]);
        item
    };
    let paths = json!({ "/a": tagged("create_a", "a"), "/b": tagged("create_b", "b") });
    let schemas = json!({ "Unused": object(json!({ "it": body })) });
    let mut config = Config::default();
    config.include.tags = BTreeSet::from(["a".to_owned()]);
    let (both, ..) = tests::revision(json!({ "paths": paths, "components": { "schemas": schemas } }), &config);
    assert_eq!(types(&both.api), ["struct CreateARequest { name?: String }"]);
    assert_eq!(both.ungrouped().types.iter().map(|it| it.name.own()).collect::<Vec<_>>(), ["CreateARequest"]);
}

/// The components of a document in which much is equal.
fn sample() -> Map<String, Value> {
    let money = |text: &str| {
        object(json!({ "amount": { "type": "integer" }, "currency": { "description": text, "enum": ["eur", "usd"] } }))
    };
    let line = json!({ "type": "array", "items": object(json!({ "price": money("Of one."), "state": status(&["new", "old"]) })) });
    let source = json!({ "oneOf": [object(json!({ "card": { "type": "string" } })), { "type": "string" }] });
    let Value::Object(it) = json!({
        "Order": object(json!({ "lines": line, "total": money("Of all."), "state": status(&["new", "paid"]), "source": source })),
        "Invoice": object(json!({ "lines": line, "due": money("Still to pay."), "state": status(&["paid", "new"]) })),
        "Parcel": object(json!({ "state": status(&["sent", "lost"]), "source": source })),
        "Return": object(json!({ "state": status(&["lost", "sent"]), "refund": money("Paid back."), "only": status(&["here"]) })),
    }) else {
        unreachable!("it is an object")
    };
    it
}

#[test]
fn the_order_of_a_document_means_nothing() {
    let expected = types(&read(components(sample().into())));
    let names: Vec<String> = sample().keys().cloned().collect();
    for turn in 0..names.len() {
        let mut order = names.clone();
        order.rotate_left(turn);
        for order in [order.clone(), order.iter().rev().cloned().collect()] {
            let all: Map<String, Value> =
                order.into_iter().map(|name| (name.clone(), reversed(&sample()[&name]))).collect();
            assert_eq!(types(&read(components(all.into()))), expected);
        }
    }
}

/// The same schema with its members in another order.
fn reversed(schema: &Value) -> Value {
    match schema {
        Value::Object(it) => Value::Object(it.iter().rev().map(|(key, it)| (key.clone(), reversed(it))).collect()),
        other => other.clone(),
    }
}

#[test]
fn copies_add_no_types() {
    let names = |copies: usize| -> Vec<String> {
        let mut all = sample();
        for copy in 0..copies {
            all.insert(format!("Zopy{copy}"), sample()["Order"].clone());
        }
        inline(components(all.into()))
    };
    let two = names(2);
    for copies in [3, 5, 40] {
        assert_eq!(names(copies), two, "{copies}");
    }
}

#[test]
fn what_is_added_renames_nothing_else() {
    let before: BTreeSet<String> = inline(components(sample().into())).into_iter().collect();
    for (what, added) in [
        ("an unrelated schema", object(json!({ "it": object(json!({ "state": status(&["x", "y"]) })) }))),
        ("one more copy", object(json!({ "state": status(&["sent", "lost"]) }))),
        ("one more copy of a struct", object(json!({ "total": sample()["Order"]["properties"]["total"] }))),
    ] {
        let mut all = sample();
        all.insert("Zoological".to_owned(), added);
        let after: BTreeSet<String> = inline(components(all.into())).into_iter().collect();
        assert!(after.is_superset(&before), "{what}: {before:?}, {after:?}");
    }
}

#[test]
fn a_document_does_not_differ_from_itself_or_from_another_order() {
    let one = revision(components(sample().into()));
    let other = revision(components(
        sample().into_iter().rev().map(|(name, it)| (name, reversed(&it))).collect::<Map<_, _>>().into(),
    ));
    for (a, b) in [(&one, &one), (&one, &other)] {
        let report = compare(a, b);
        assert!(report.is_empty(), "{:#?}", report.changes);
    }
}

/// Two operations, the one sends and the other one answers with an object of the same members.
fn sent_and_received(sent: &Value, received: &Value) -> Revision {
    let thing = |state: &Value| json!({ "type": "object", "required": ["state"], "properties": { "state": state } });
    revision(json!({ "paths": {
        "/send": operation("send", &thing(sent), &json!({ "type": "string" })),
        "/show": operation("show", &json!({ "type": "string" }), &thing(received)),
    } }))
}

#[test]
fn what_changes_at_one_place_is_told_of_that_place() {
    let text = |most: u32| json!({ "type": "string", "maxLength": most });
    let (ab, abc) = (status(&["a", "b"]), status(&["a", "b", "c"]));
    let unlike = status(&["x"]);
    for (before, after, items) in
        [(&ab, &abc, true), (&abc, &ab, true), (&text(5), &text(3), false), (&text(3), &text(5), false)]
    {
        let old = sent_and_received(before, before);
        assert_eq!(old.api.types.len() * 2, old.ungrouped().types.len(), "{before}");
        for (new, operation) in [(sent_and_received(after, before), "send"), (sent_and_received(before, after), "show")]
        {
            let report = compare(&old, &new);
            let told: Vec<_> = report.changes.iter().filter(|it| it.wire != crate::diff::Wire::None).collect();
            assert!(told.iter().all(|it| it.operations == [operation]), "{after} in {operation}: {told:#?}");
            // The verdict is the one of documents in which the other place is another type anyway.
            let alone = |state: &Value| match operation {
                "send" => sent_and_received(state, &unlike),
                _ => sent_and_received(&unlike, state),
            };
            let expected = compare(&alone(before), &alone(after));
            let ids = |report: &crate::diff::Report| -> Vec<_> {
                let said = report.changes.iter().filter(|it| it.wire != crate::diff::Wire::None);
                said.map(|it| (it.id.clone(), it.wire, it.before.clone(), it.after.clone())).collect()
            };
            assert_eq!(ids(&report), ids(&expected), "{after} in {operation}");
            // A copy that differs in its values is a type of its own, and that is what programs see.
            let differing =
                crate::surface::changes(&crate::surface::Surface::of(&old.api), &crate::surface::Surface::of(&new.api));
            assert_eq!(!differing.is_empty(), items, "{after} in {operation}: {differing:#?}");
            for item in differing {
                assert!(report.changes.iter().any(|it| it.items.contains(&item)), "{item:?}");
            }
        }
    }
}

#[test]
fn one_change_of_all_copies_has_one_fingerprint_a_place() {
    let (ab, abc) = (status(&["a", "b"]), status(&["a", "b", "c"]));
    let report = compare(&sent_and_received(&ab, &ab), &sent_and_received(&abc, &abc));
    let prints: BTreeSet<_> = report.changes.iter().map(|it| &it.fingerprint).collect();
    assert_eq!(prints.len(), report.changes.len(), "{:#?}", report.changes);
    let reached: BTreeSet<_> = report.changes.iter().flat_map(|it| &it.operations).map(String::as_str).collect();
    assert_eq!(reached, BTreeSet::from(["send", "show"]));
}
