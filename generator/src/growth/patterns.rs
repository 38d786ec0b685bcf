//! Every way in which schemas may lead back to themselves, with 1 to 64 members.

use serde_json::{Map, Value, json};

use super::{Cost, cost, guarded};

/// How a member holds what it leads to.
type Holds = fn(usize, Vec<Value>) -> Value;

/// Where the members lead.
type Leads = fn(usize, usize) -> Vec<usize>;

/// What is put around a schema.
type Wraps = fn(Value) -> Value;

/// The schemas of a hierarchy with so many children.
type Family = fn(usize) -> Map<String, Value>;

const HOLDS: &[(&str, Holds)] = &[
    ("object", |_, to| object(to)),
    ("array", |_, to| json!({ "type": "array", "items": one(to) })),
    ("map", |_, to| json!({ "type": "object", "additionalProperties": one(to) })),
    ("tuple", |_, to| json!({ "type": "array", "prefixItems": to, "items": { "type": "string" } })),
    ("oneOf", |at, to| json!({ "oneOf": beside(to, leaf(at)) })),
    ("anyOf", |at, to| json!({ "anyOf": beside(to, leaf(at)) })),
    (
        "tagged",
        |at, to| json!({ "oneOf": [variant("a", at, to.clone()), variant("b", at, to)], "discriminator": { "propertyName": "kind" } }),
    ),
    ("allOf", |at, to| json!({ "allOf": beside(to, leaf(at)) })),
    ("allOf of choices", |at, to| json!({ "allOf": [leaf(at), { "oneOf": beside(to, leaf(at + 100)) }] })),
    ("member of allOf", |at, to| json!({ "allOf": [object(to.clone()), object(to), leaf(at)] })),
];

const LEADS: &[(&str, Leads)] = &[
    ("itself", |at, _| vec![at]),
    ("the next one", |at, count| vec![(at + 1) % count]),
    ("itself and the next one", |at, count| vec![at, (at + 1) % count]),
    ("all", |_, count| (0..count).collect()),
    ("the next two, never back", |at, count| (at + 1..count).take(2).collect()),
];

/// What stands between a member and what it leads to.
const THROUGH: &[(&str, Wraps)] = &[
    ("nothing", |it| it),
    ("a map", |it| json!({ "type": "object", "additionalProperties": it })),
    ("an array", |it| json!({ "type": "array", "items": it })),
    ("a choice", |it| json!({ "oneOf": [it, { "type": "integer" }] })),
];

/// Where a document has the schemas.
const PLACES: &[(&str, Wraps)] = &[
    ("JSON", |schema| body("application/json", "schema", schema)),
    ("XML", |schema| body("application/xml", "schema", schema)),
    ("events", |schema| body("text/event-stream", "itemSchema", schema)),
    ("a form", |schema| body("application/x-www-form-urlencoded", "schema", schema)),
    ("a callback", |schema| {
        let sent = json!({ "/a": { "post": operation("application/json", "schema", schema) } });
        let mut calls =
            json!({ "/b": { "post": { "operationId": "b", "responses": { "204": { "description": "" } } } } });
        calls["/b"]["post"]["callbacks"] = json!({ "done": { "{$request.query.url}": sent["/a"] } });
        json!({ "paths": calls })
    }),
    (
        "a webhook",
        |schema| json!({ "paths": {}, "webhooks": { "done": { "post": operation("application/json", "schema", schema) } } }),
    ),
];

fn object(to: Vec<Value>) -> Value {
    let members: Map<String, Value> = to.into_iter().enumerate().map(|(index, it)| (format!("m{index}"), it)).collect();
    json!({ "type": "object", "properties": members })
}

fn one(mut to: Vec<Value>) -> Value {
    match to.len() {
        1 => to.remove(0),
        0 => json!({ "type": "string" }),
        _ => json!({ "oneOf": to }),
    }
}

fn beside(mut to: Vec<Value>, more: Value) -> Vec<Value> {
    to.push(more);
    to
}

fn leaf(at: usize) -> Value {
    let name = format!("p{at}");
    json!({ "type": "object", "required": [name], "properties": { (name): { "type": "string" } } })
}

fn variant(tag: &str, at: usize, to: Vec<Value>) -> Value {
    let mut variant = object(to);
    variant["title"] = json!(format!("{tag} {at}"));
    variant["properties"]["kind"] = json!({ "type": "string", "enum": [tag] });
    variant["required"] = json!(["kind"]);
    variant
}

fn operation(media_type: &str, keyword: &str, schema: Value) -> Value {
    let content = json!({ (media_type): { (keyword): schema } });
    json!({
        "operationId": "a",
        "requestBody": { "content": content },
        "responses": { "200": { "description": "", "content": content } },
    })
}

fn body(media_type: &str, keyword: &str, schema: Value) -> Value {
    let mut operation = operation(media_type, keyword, schema);
    if keyword == "itemSchema" {
        operation.as_object_mut().unwrap().remove("requestBody");
    }
    json!({ "paths": { "/a": { "post": operation } } })
}

fn reference(at: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/N{at}") })
}

fn document(place: fn(Value) -> Value, schemas: Map<String, Value>) -> Value {
    let mut document = place(json!({ "type": "object", "properties": { "root": reference(0) } }));
    document["openapi"] = json!("3.2.0");
    document["info"] = json!({ "title": "Growth", "version": "1" });
    document["components"] = json!({ "schemas": schemas });
    document
}

fn pattern(holds: Holds, leads: Leads, through: fn(Value) -> Value, count: usize) -> Map<String, Value> {
    let member = |at: usize| {
        let to = leads(at, count).into_iter().map(|it| through(reference(it))).collect();
        (format!("N{at}"), holds(at, to))
    };
    (0..count).map(member).collect()
}

/// Whole hierarchies: how their members lead to each other is what they are.
const FAMILIES: &[(&str, Family)] = &[
    ("children that hold their union", |count| {
        let children: Vec<Value> = (1..=count).map(reference).collect();
        let base = json!({ "type": "object", "properties": { "kind": { "type": "string" } }, "oneOf": children });
        family(base, count, |_| vec![0])
    }),
    ("children that hold their union of anything", |count| {
        family(json!({ "anyOf": (1..=count).map(reference).collect::<Vec<_>>() }), count, |_| vec![0])
    }),
    // Each child has the members of all before it, so that with 64 of them there are 64 · 65 / 2 members to make.
    ("children that hold their union and each other", |count| {
        let children: Vec<Value> = (1..=count).map(reference).collect();
        family(json!({ "oneOf": children }), count, |at| if at > 1 { vec![0, at - 1] } else { vec![0] })
    }),
    ("children that hold a union of unions", |count| {
        let half = |odd: usize| -> Vec<Value> { (1..=count).filter(|it| it % 2 == odd).map(reference).collect() };
        let mut all = family(
            json!({ "oneOf": [{ "$ref": "#/components/schemas/E" }, { "$ref": "#/components/schemas/O" }] }),
            count,
            |_| vec![0],
        );
        all.insert("E".to_owned(), json!({ "oneOf": beside(half(0), leaf(500)) }));
        all.insert("O".to_owned(), json!({ "oneOf": beside(half(1), leaf(501)) }));
        all
    }),
    ("a base with a discriminator", |count| family(base(), count, |_| vec![0])),
    ("bases of bases, three levels", |count| {
        let mut all = family(base(), count, |at| vec![at.div_ceil(8).min(at - 1)]);
        (0..count.div_ceil(8))
            .for_each(|at| all[&format!("N{at}")]["discriminator"] = json!({ "propertyName": "kind" }));
        all
    }),
    ("inline children", |count| {
        let child = |at: usize| json!({ "allOf": [reference(0), leaf(at)] });
        let base =
            json!({ "type": "object", "properties": { "k": {} }, "oneOf": (1..=count).map(child).collect::<Vec<_>>() });
        Map::from_iter([("N0".to_owned(), base)])
    }),
];

fn base() -> Value {
    json!({
        "type": "object", "required": ["kind"],
        "properties": { "kind": { "type": "string" }, "next": reference(0) },
        "discriminator": { "propertyName": "kind" },
    })
}

fn family(base: Value, count: usize, bases: fn(usize) -> Vec<usize>) -> Map<String, Value> {
    let child = |at: usize| {
        let bases = bases(at).into_iter().map(reference).collect();
        (format!("N{at}"), json!({ "allOf": beside(bases, leaf(at)) }))
    };
    [("N0".to_owned(), base)].into_iter().chain((1..=count).map(child)).collect()
}

/// What is wrong with the cost of a pattern as it grows.
fn growth(name: &str, sizes: &[usize], with_crate: bool, make: impl Fn(usize) -> Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for &count in sizes {
        match cost(&make(count), with_crate) {
            Err(said) => wrong.push(format!("{name}, {count}: {said}")),
            Ok(cost) => wrong.extend(excess(&cost).map(|it| format!("{name}, {count}: {it} {cost:?}"))),
        }
    }
    wrong
}

/// Types grow as the document does, or as its square where each member has what all others have; steps as both do.
fn excess(it: &Cost) -> Option<&'static str> {
    let all = it.document + it.types;
    match () {
        () if it.types > 12 * it.document + it.document * it.document / 100 => Some("too many types"),
        () if it.read > STEPS * all => Some("too many steps to read it"),
        () if it.generate > STEPS * all => Some("too many steps to generate it"),
        () if it.diff > STEPS * all => Some("too many steps to compare it"),
        () => None,
    }
}

/// The steps for each value of the document and each part of a type.
const STEPS: u64 = 60;

#[test]
fn steps_grow_as_the_document_does() {
    let mut wrong = Vec::new();
    for (held, holds) in HOLDS {
        for (led, leads) in LEADS {
            for (between, through) in THROUGH {
                // Whatever stands between does not depend on where it leads.
                if *between != "nothing" && !matches!(*led, "the next one" | "itself") {
                    continue;
                }
                let name = format!("{held} that leads to {led} through {between}");
                // `all` is a square of members by itself.
                let sizes: &[usize] = match (*held, *led, *between) {
                    (_, "all", _) => &[1, 3, 8],
                    // Each member of a ring has what any number of those behind it have: the types that the document
                    // means are as many as the square of its members, and as large again.
                    ("allOf of choices", "the next one", "nothing") => &[1, 2, 12],
                    (_, "the next one", "nothing") => &[1, 2, 64],
                    _ => &[8],
                };
                let make = |count| document(PLACES[0].1, pattern(*holds, *leads, *through, count));
                wrong.extend(guarded(|| growth(&name, sizes, false, make)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_place_of_a_document_is_held_to_it() {
    let mut wrong = Vec::new();
    for (place, at) in PLACES {
        for (held, holds) in HOLDS {
            let name = format!("{held} in {place}");
            let make = |count| document(*at, pattern(*holds, LEADS[2].1, THROUGH[0].1, count));
            wrong.extend(guarded(|| growth(&name, &[1, 8], true, make)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hierarchies_are_held_to_it() {
    let mut wrong = Vec::new();
    for (name, family) in FAMILIES {
        let make = |count| document(PLACES[0].1, family(count));
        wrong.extend(guarded(|| growth(name, &[1, 2, 12], true, make)));
        wrong.extend(guarded(|| growth(name, &[64], false, make)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Long ways that never come back need no stack either.
#[test]
fn long_ways_end() {
    let next = |at: usize, count: usize| (at + 1..count).take(1).map(reference).collect::<Vec<_>>();
    let ways: &[(&str, usize, Holds)] = &[
        // Each has the members of those behind it, as far as that goes, so that there is much to make.
        ("allOf", 64, |at, to| json!({ "allOf": beside(to, leaf(at)) })),
        ("other names", 500, |_, to| json!({ "allOf": to })),
        ("members", 500, |_, to| object(to)),
        ("lists", 500, |_, to| json!({ "type": "array", "items": one(to) })),
        ("choices", 150, |at, to| json!({ "oneOf": beside(to, leaf(at)) })),
        ("inside of others", 100, |at, _| {
            let inner = json!({ "$ref": format!("#/components/schemas/N{}/properties/m", at + 1) });
            json!({ "type": "object", "properties": { "m": { "type": "object", "properties": { "in": inner } } } })
        }),
    ];
    let mut wrong = Vec::new();
    for (name, length, way) in ways {
        let make = |count: usize| {
            let mut all: Map<String, Value> =
                (0..count).map(|at| (format!("N{at}"), way(at, next(at, count)))).collect();
            all.insert(format!("N{count}"), object(vec![leaf(0)]).take());
            all[&format!("N{count}")]["properties"]["m"] = leaf(0);
            document(PLACES[0].1, all)
        };
        wrong.extend(guarded(|| growth(name, &[*length], false, make)));
    }
    // Two of such ways side by side: what they hold is a conjunction again, all the way.
    let both = |count: usize| {
        let mut all = Map::new();
        for at in 0..count {
            for side in ["A", "B"] {
                let to = json!({ "$ref": format!("#/components/schemas/{side}{}", at + 1) });
                all.insert(
                    format!("{side}{at}"),
                    json!({ "type": "object", "properties": { "next": to, (side): {} } }),
                );
            }
        }
        for side in ["A", "B"] {
            all.insert(format!("{side}{count}"), leaf(0));
        }
        let ends = json!([{ "$ref": "#/components/schemas/A0" }, { "$ref": "#/components/schemas/B0" }]);
        all.insert("N0".to_owned(), json!({ "allOf": ends }));
        document(PLACES[0].1, all)
    };
    wrong.extend(guarded(|| growth("conjunctions", &[120], false, both)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
