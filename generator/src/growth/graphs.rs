//! Schemas that lead to each other at random: small graphs of all kinds, a thousand of them.

use serde_json::{Map, Value, json};

use super::{Cost, cost, guarded};

/// Chance from a seed (SplitMix64), so that what failed can be made again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let it = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % limit as u64).expect("it is below the limit")
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

struct Graph {
    dice: Dice,
    components: usize,
}

impl Graph {
    fn reference(&mut self) -> Value {
        json!({ "$ref": format!("#/components/schemas/S{}", self.dice.below(self.components)) })
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut schema = match self.dice.below(if depth == 0 { 3 } else { 13 }) {
            0 | 1 => return self.reference(),
            2 => json!({ "type": self.dice.pick(&["string", "integer", "boolean", "number"]) }),
            3 | 4 => self.object(depth - 1),
            5 => json!({ "type": "array", "items": self.schema(depth - 1) }),
            6 => json!({ "type": "object", "additionalProperties": self.schema(depth - 1) }),
            7 => json!({ "type": "array", "prefixItems": self.several(depth - 1), "items": self.schema(depth - 1) }),
            8 => json!({ (self.dice.pick(&["oneOf", "anyOf"])): self.several(depth - 1) }),
            9 => self.tagged(),
            10 | 11 => json!({ "allOf": self.several(depth - 1) }),
            _ => {
                let mut schema = self.object(depth - 1);
                schema[self.dice.pick(&["oneOf", "anyOf", "allOf"])] = self.several(depth - 1).into();
                schema
            }
        };
        if self.dice.below(6) == 0 {
            let name = self.dice.pick(&["a", "b", "c"]);
            schema["xml"] = json!({ "name": name, "prefix": "p", "wrapped": self.dice.below(2) == 0 });
        }
        if self.dice.below(8) == 0 {
            schema = json!({ "anyOf": [schema, { "type": "null" }] });
        }
        schema
    }

    fn several(&mut self, depth: usize) -> Vec<Value> {
        (0..1 + self.dice.below(3)).map(|_| self.schema(depth)).collect()
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        for _ in 0..self.dice.below(4) {
            let name = self.dice.pick(&["kind", "a", "b", "c", "d"]);
            let member = match name {
                "kind" => {
                    json!({ "type": "string", "enum": [self.dice.pick(&["x", "y"]), self.dice.pick(&["S0", "S1"])] })
                }
                _ => self.schema(depth),
            };
            members.insert(name.to_owned(), member);
        }
        let mut schema = json!({ "type": "object", "properties": members });
        match self.dice.below(5) {
            0 => schema["required"] = json!(["kind"]),
            1 => schema["discriminator"] = self.discriminator(),
            2 => schema["additionalProperties"] = self.schema(depth),
            _ => {}
        }
        schema
    }

    fn tagged(&mut self) -> Value {
        let branches: Vec<Value> = (0..1 + self.dice.below(3)).map(|_| self.reference()).collect();
        json!({ "oneOf": branches, "discriminator": self.discriminator() })
    }

    fn discriminator(&mut self) -> Value {
        let mut discriminator = json!({ "propertyName": "kind" });
        if self.dice.below(2) == 0 {
            discriminator["mapping"] = json!({ (self.dice.pick(&["x", "y"])): self.reference()["$ref"] });
        }
        discriminator
    }
}

fn document(seed: u64) -> Value {
    let mut dice = Dice(seed);
    let components = 2 + dice.below(2);
    let mut graph = Graph { dice, components };
    let schemas: Map<String, Value> = (0..components).map(|it| (format!("S{it}"), graph.schema(2))).collect();
    let media_type = graph.dice.pick(&[
        "application/json",
        "application/xml",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    ]);
    let mut operation = || {
        let content = json!({ (media_type): { "schema": graph.reference() } });
        json!({ "requestBody": { "content": content }, "responses": { "200": { "description": "", "content": content } } })
    };
    let mut paths = json!({ "/a": { "put": operation() } });
    paths["/a"]["put"]["operationId"] = json!("a");
    let (called, seen) = (operation(), operation());
    let mut document = json!({ "openapi": "3.1.0", "info": { "title": "Graph", "version": "1" } });
    if seed.is_multiple_of(8) {
        paths["/a"]["put"]["callbacks"] = json!({ "done": { "{$url}": { "post": called } } });
        document["webhooks"] = json!({ "seen": { "post": seen } });
    }
    document["paths"] = paths;
    document["components"] = json!({ "schemas": schemas });
    document
}

/// Every graph ends in as many steps as its kind may take; products of choices take the most.
fn excess(it: &Cost) -> Option<&'static str> {
    let all = it.document + it.types;
    (it.read > STEPS * all || it.generate > STEPS * all || it.diff > STEPS * all).then_some("too many steps")
}

/// The steps for each value of the document and each part of a type.
const STEPS: u64 = 100;

#[test]
fn random_graphs_end() {
    let wrong: Vec<String> = guarded(|| {
        let fault = |seed: u64| match cost(&document(seed), seed.is_multiple_of(50)) {
            // References that lead to nothing but each other are refused, with their place.
            Err(said) if said.contains("cyclic-ref") => None,
            Err(said) => Some(format!("{seed}: {said}")),
            Ok(cost) => excess(&cost).map(|it| format!("{seed}: {it}: {cost:?}")),
        };
        (0..1_000).filter_map(fault).take(20).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
