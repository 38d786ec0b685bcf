//! The laws on random edits of the vendored documents: what is edited is itself however it is written, an edit that is
//! taken back is its opposite, two edits are no worse than the worse of them, and other words for a schema are none.
//! The dice are seeded, so every run throws the same.

use std::collections::BTreeMap;

use octogen::diff::rules::{ALL, Opposite, kind};
use octogen::diff::{Report, compare};
use serde_json::{Map, Value, json};

use super::cases::rows;
use super::laws::{VENDORED, document, turned, understood, understood_text};
use super::locked::apis_with;
use super::truth::vendored;

/// How many times the dice are thrown for each document.
const THROWS: u64 = 4;

/// A sequence that depends on its seed alone.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// An edit of a member of an object schema: the schema, the member's name, its own schema.
type Edit = fn(&mut Map<String, Value>, &str);

const EDITS: [(&str, Edit); 9] = [
    ("a member is removed", |schema, name| {
        if let Some(it) = schema["properties"].as_object_mut() {
            it.remove(name);
        }
        if let Some(it) = schema.get_mut("required").and_then(Value::as_array_mut) {
            it.retain(|it| it != name);
        }
    }),
    ("a member is added", |schema, _| schema["properties"]["zzNew"] = json!({ "type": "string" })),
    ("a required member is added", |schema, _| {
        schema["properties"]["zzNew"] = json!({ "type": "string" });
        let required = schema.entry("required").or_insert_with(|| json!([]));
        required.as_array_mut().expect("a list").push(json!("zzNew"));
    }),
    ("a member has another type", |schema, name| schema["properties"][name] = json!({ "type": "boolean" })),
    ("a member is one of a list", |schema, name| {
        schema["properties"][name] = json!({ "type": "string", "enum": ["a", "b"] });
    }),
    ("a member has bounds", |schema, name| {
        schema["properties"][name] = json!({ "type": "string", "minLength": 2, "maxLength": 9, "pattern": "^a" });
    }),
    ("a member is required no more", |schema, name| {
        if let Some(it) = schema.get_mut("required").and_then(Value::as_array_mut) {
            it.retain(|it| it != name);
        }
    }),
    ("a member is deprecated", |schema, name| {
        if schema["properties"][name].get("$ref").is_none() {
            schema["properties"][name]["deprecated"] = json!(true);
        }
    }),
    ("a member is a list of what it was", |schema, name| {
        let was = schema["properties"][name].take();
        schema["properties"][name] = json!({ "type": "array", "items": was });
    }),
];

/// The document with one edit, and what was done.
fn edited(document: &Value, dice: &mut Dice) -> (Value, String) {
    let mut document = document.clone();
    let schemas = document["components"]["schemas"].as_object_mut().expect("schemas");
    let objects: Vec<String> = schemas
        .iter()
        .filter(|(_, it)| it["properties"].as_object().is_some_and(|it| it.len() > 1))
        .map(|(name, _)| name.clone())
        .collect();
    let schema = dice.one(&objects).expect("an object").clone();
    let members: Vec<String> =
        schemas[&schema]["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let member = dice.one(&members).expect("a member");
    let (said, edit) = EDITS[dice.below(EDITS.len())];
    edit(schemas[&schema].as_object_mut().expect("a schema"), member);
    (document, format!("{schema}.{member}: {said}"))
}

/// The same document in other words: bounds in an `allOf`, references wrapped in one, lists of required members the
/// other way round, types as lists of one.
fn in_other_words(value: &Value) -> Value {
    let Value::Object(object) = value else {
        return match value {
            Value::Array(items) => items.iter().map(in_other_words).collect(),
            value => value.clone(),
        };
    };
    let mut object: Map<String, Value> = object.iter().map(|(key, it)| (key.clone(), in_other_words(it))).collect();
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        for member in properties.values_mut() {
            reworded(member);
        }
    }
    if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
        required.reverse();
    }
    Value::Object(object)
}

fn reworded(member: &mut Value) {
    let Some(object) = member.as_object_mut() else { return };
    if object.len() == 1 && object.contains_key("$ref") {
        *member = json!({ "allOf": [member.take()] });
        return;
    }
    if object.get("type").is_none_or(|it| it != "string" && it != "integer") || object.contains_key("enum") {
        return;
    }
    let mut bounds = Map::new();
    for keyword in ["minLength", "maxLength", "minimum", "maximum", "pattern"] {
        bounds.extend(object.remove(keyword).map(|it| (keyword.to_owned(), it)));
    }
    if !bounds.is_empty() && !object.contains_key("allOf") {
        let ty = json!({ "type": object.remove("type"), "format": object.remove("format") });
        let ty: Map<String, Value> = ty
            .as_object()
            .into_iter()
            .flatten()
            .filter(|it| !it.1.is_null())
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        object.insert("allOf".to_owned(), json!([ty, bounds]));
    }
}

/// The kinds of a report, sorted, or those of its opposite.
fn kinds(report: &Report, opposite: bool) -> Vec<&'static str> {
    let by_name: BTreeMap<&str, &Opposite> = ALL.iter().map(|it| (it.name, &it.opposite)).collect();
    let of = |id: &str| {
        let name = kind(id).unwrap_or_else(|| panic!("`{id}` is of no kind")).name;
        match by_name[name] {
            Opposite::Rule(other) if opposite => *other,
            _ => name,
        }
    };
    let mut kinds: Vec<_> =
        report.changes.iter().map(|it| of(&it.id)).filter(|it| *it != "rust-items-changed").collect();
    kinds.sort_unstable();
    kinds
}

#[test]
fn random_edits_of_the_vendored_documents() {
    let mut wrong = Vec::new();
    for name in VENDORED {
        let a = document(name);
        let old = understood(&a, name);
        for throw in 0..THROWS {
            let mut dice = Dice(throw * 7919 + 1);
            let (b, first) = edited(&a, &mut dice);
            let (c, second) = edited(&b, &mut dice);
            let (one, two) = (understood(&b, name), understood(&c, name));
            let said = format!("{name}, throw {throw}: {first}; {second}");

            let same = compare(&one, &understood_text(&turned(&b), name));
            if !same.is_empty() {
                wrong.push(format!("{said}\n  written the other way round: {:?}", rows(&same)));
            }
            let (there, back) = (compare(&old, &one), compare(&one, &old));
            if kinds(&there, true) != kinds(&back, false) {
                wrong.push(format!("{said}\n  there {:?}\n  back {:?}", rows(&there), rows(&back)));
            }
            let (next, both) = (compare(&one, &two), compare(&old, &two));
            if both.wire > there.wire.max(next.wire) || both.rust > there.rust.max(next.rust) {
                wrong.push(format!("{said}\n  {:?}\n  {:?}\n  both {:?}", rows(&there), rows(&next), rows(&both)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn other_words_for_the_vendored_documents_are_no_change() {
    for name in VENDORED {
        let a = document(name);
        let mut b = a.clone();
        b["components"]["schemas"] = in_other_words(&a["components"]["schemas"]);
        assert_ne!(a, b, "{name}");
        // The order of arguments is that of `required` until a lock has it.
        let (old, new) = apis_with(&a, &b, name, &vendored(name).1);
        assert_eq!(rows(&compare(&old, &new)), Vec::<String>::new(), "{name}");
    }
}
