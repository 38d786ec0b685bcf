//! Hierarchies with a discriminator: which schemas are alternatives, by which values each is told, and what is said where
//! a value cannot be read.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::code;
use crate::ir::{Choice, Shape};

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A base whose `kind` is of that schema, with that mapping.
fn base(kind: Value, mapping: Value) -> Value {
    let mut base = json!({
        "type": "object", "required": ["kind"], "properties": { "kind": kind },
        "discriminator": { "propertyName": "kind" },
    });
    if !mapping.is_null() {
        base["discriminator"]["mapping"] = mapping;
    }
    base
}

fn child(of: &[&str], own: Value) -> Value {
    let mut parts: Vec<Value> = of.iter().map(|it| reference(it)).collect();
    parts.push(json!({ "type": "object", "properties": own }));
    json!({ "allOf": parts })
}

/// The tags of a union with the types that they lead to, and what is said of discriminators.
fn tags(schemas: Value, union: &str) -> (Vec<String>, usize) {
    let (api, diags) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
    let said = diags.iter().filter(|it| it.code == code::DISCRIMINATOR).count();
    let def = api.types.iter().find(|it| it.name.as_str() == union).expect("there is such a type");
    let Shape::Union(it) = &def.shape else { return (vec![format!("{:?}", print::types(&api))], said) };
    let Choice::Tagged { values, .. } = &it.choice else { return (vec!["untagged".to_owned()], said) };
    let tag = |(tag, index): &(String, usize)| format!("{tag} {}", it.variants[*index].ty.named().expect("a type"));
    (values.iter().map(tag).collect(), said)
}

#[track_caller]
fn check(name: &str, schemas: Value, expected: &[&str], said: usize) {
    assert_eq!(tags(schemas, "Shape"), (expected.iter().map(|it| (*it).to_owned()).collect(), said), "{name}");
}

#[test]
fn a_base_is_one_of_its_alternatives() {
    let text = || json!({ "type": "string" });
    let circle = || child(&["Shape"], json!({ "radius": { "type": "number" } }));
    let round = || json!({ "shape": "#/components/schemas/Shape", "circle": "Circle" });
    check(
        "by its name",
        json!({ "Shape": base(text(), Value::Null), "Circle": circle() }),
        &["Circle Circle", "Shape ShapeBase"],
        0,
    );
    check(
        "by mapping",
        json!({ "Shape": base(text(), round()), "Circle": circle() }),
        &["circle Circle", "shape ShapeBase"],
        0,
    );
    check(
        "two tags",
        json!({ "Shape": base(text(), json!({ "shape": "Shape", "form": "Shape" })), "Circle": circle() }),
        &["Circle Circle", "form ShapeBase", "shape ShapeBase"],
        0,
    );
    let listed = |values: Value| json!({ "type": "string", "enum": values });
    check(
        "listed",
        json!({ "Shape": base(listed(json!(["shape", "circle"])), Value::Null), "Circle": circle() }),
        &["circle Circle", "shape ShapeBase"],
        1,
    );
    check(
        "listed, and the child is a constant",
        json!({ "Shape": base(listed(json!(["shape", "circle"])), Value::Null), "Circle": child(&["Shape"], json!({ "kind": { "const": "circle" } })) }),
        &["circle Circle", "shape ShapeBase"],
        0,
    );
    let both = json!({ "Shape": base(listed(json!(["Circle", "Square"])), Value::Null), "Circle": circle(), "Square": circle() });
    check("the children alone are listed", both, &["Circle Circle", "Square Square"], 0);
    check(
        "mapped although it is not listed",
        json!({ "Shape": base(listed(json!(["circle", "square"])), round()), "Circle": circle(), "Square": circle() }),
        &["circle Circle", "square Square", "shape ShapeBase"],
        1,
    );
}

#[test]
fn subtypes_of_subtypes_are_alternatives() {
    let text = || json!({ "type": "string" });
    let square = || child(&["Shape"], json!({ "side": { "type": "number" } }));
    let rounded = || child(&["Square"], json!({ "corner": { "type": "number" } }));
    check(
        "outside of the mapping by their names",
        json!({ "Shape": base(text(), json!({ "square": "Square" })), "Square": square(), "Rounded": rounded() }),
        &["Rounded Rounded", "square Square", "Shape ShapeBase"],
        0,
    );
    let mut between = square();
    between["discriminator"] =
        json!({ "propertyName": "kind", "mapping": { "rounded": "Rounded", "square": "Square" } });
    let all = json!({ "Shape": base(text(), Value::Null), "Square": between, "Rounded": rounded() });
    check("mapped between", all.clone(), &["rounded Rounded", "square Square", "Shape ShapeBase"], 0);
    assert_eq!(tags(all, "Square"), (vec!["rounded Rounded".to_owned(), "square SquareBase".to_owned()], 0));
    let diamond = json!({
        "Shape": base(text(), Value::Null), "A": child(&["Shape"], json!({})), "B": child(&["Shape"], json!({})),
        "C": child(&["A", "B", "Shape"], json!({})),
    });
    check("from both sides", diamond, &["A A", "B B", "C C", "Shape ShapeBase"], 0);
    let inline = json!({
        "Common": { "type": "object", "properties": { "id": text() } },
        "Shape": { "allOf": [reference("Common"), base(text(), Value::Null)] },
        "Circle": child(&["Shape", "Common"], json!({})),
    });
    check("the discriminator stands in a part", inline, &["Circle Circle", "Shape ShapeBase"], 0);
}

#[test]
fn a_choice_takes_the_discriminator_of_the_base() {
    let pet = || base(json!({ "type": "string" }), json!({ "cat": "Cat" }));
    let pets = |branches: &[&str]| {
        json!({
            "Pet": pet(), "Cat": child(&["Pet"], json!({ "lives": {} })), "Dog": child(&["Pet"], json!({ "tricks": {} })),
            "Shape": { "oneOf": branches.iter().map(|it| reference(it)).collect::<Vec<_>>() },
        })
    };
    check("of children", pets(&["Cat", "Dog"]), &["cat Cat", "Dog Dog"], 0);
    check("of a child and the base", pets(&["Cat", "Pet"]), &["cat Cat", "Pet Pet", "Dog Pet"], 0);
    let mut tagged = pets(&["Dog", "Pet"]);
    tagged["Shape"]["discriminator"] = json!({ "propertyName": "kind" });
    check("of the base with a discriminator", tagged, &["Dog Dog", "Pet Pet", "cat Pet"], 0);
}

#[test]
fn what_cannot_be_read_is_said() {
    let text = || json!({ "type": "string" });
    let listed = json!({ "type": "string", "enum": ["c", "s"] });
    check(
        "values that nobody has",
        json!({ "Shape": base(listed, Value::Null), "Circle": child(&["Shape"], json!({})) }),
        &["Circle Circle", "c ShapeBase", "s ShapeBase"],
        1,
    );
    let mapped = json!({ "Shape": base(text(), json!({ "other": "Other" })), "Other": { "type": "object", "properties": { "kind": text() } } });
    check("mapped, and no child by `allOf`", mapped, &["other Other", "Shape ShapeBase"], 1);
    let both = json!({
        "Shape": { "oneOf": [reference("A"), reference("B")], "discriminator": { "propertyName": "kind", "mapping": { "c": "C", "a": "A" } } },
        "A": { "type": "object" }, "B": { "type": "object", "properties": { "x": {} } }, "C": { "type": "object", "properties": { "y": {} } },
    });
    let (_, said) = tags(both, "Shape");
    assert_eq!(said, 1);
}

#[test]
fn children_that_hold_their_union_are_its_alternatives() {
    let child = |own: &str| child(&["Pet"], json!({ own: { "type": "string" } }));
    let pet = |keyword: &str| json!({ "type": "object", "properties": { "kind": { "type": "string" } }, keyword: [reference("Cat"), reference("Dog")] });
    for keyword in ["oneOf", "anyOf"] {
        let schemas = json!({ "Pet": pet(keyword), "Cat": child("lives"), "Dog": child("tricks") });
        let (api, _) = api(json!({ "components": { "schemas": schemas } }), &Config::default());
        let types: Vec<_> =
            print::types(&api).into_iter().map(|it| it.split(" by ").next().unwrap_or_default().to_owned()).collect();
        let extra = if keyword == "anyOf" { ", ..extra: Json" } else { "" };
        assert_eq!(
            types,
            [
                format!("struct Cat {{ kind?: String, lives?: String{extra} }}"),
                format!("struct Dog {{ kind?: String, tricks?: String{extra} }}"),
                "union Pet { Cat(Cat), Dog(Dog) }".to_owned(),
            ]
        );
    }
}
