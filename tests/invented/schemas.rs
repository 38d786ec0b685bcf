//! Schemas of every kind, at random. What refers to a component takes one of the names that the document has.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::words::{MEMBERS, PROSE, VALUES};

/// What the dialect of a document allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    Swagger,
    V3_0,
    V3_1,
    V3_2,
}

/// A maker of schemas for one document.
pub struct Schemas<'a> {
    pub dice: &'a mut Dice,
    pub dialect: Dialect,
    /// The names of its components.
    pub names: &'a [String],
}

impl Schemas<'_> {
    /// Any schema; `depth` bounds what stands inside of it.
    pub fn any(&mut self, depth: usize) -> Value {
        let mut schema = match self.dice.below(if depth == 0 { 6 } else { 16 }) {
            0 => return self.reference(),
            1 => self.string(),
            2 => self.number(),
            3 => json!({ "type": "boolean" }),
            4 => self.listed(),
            5 => self.string(),
            6 | 7 => self.array(depth - 1),
            8..=11 => self.object(depth - 1),
            12 => self.choice(depth - 1),
            13 => self.conjunction(depth - 1),
            14 => self.newer(depth - 1),
            _ => json!({}),
        };
        self.annotate(&mut schema);
        schema
    }

    /// A reference to a component.
    pub fn reference(&mut self) -> Value {
        let name = self.dice.pick(self.names).replace('~', "~0").replace('/', "~1");
        let folder = if self.dialect == Dialect::Swagger { "definitions" } else { "components/schemas" };
        json!({ "$ref": format!("#/{folder}/{name}") })
    }

    pub fn string(&mut self) -> Value {
        match self.dice.below(8) {
            0 => json!({ "type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-z]+$" }),
            1 => json!({ "type": "string", "default": "x\"y\\z" }),
            2 if self.dialect >= Dialect::V3_1 => {
                json!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" })
            }
            3..=6 => {
                let formats = [
                    "date-time",
                    "date",
                    "time",
                    "duration",
                    "uuid",
                    "uri",
                    "email",
                    "byte",
                    "binary",
                    "password",
                    "decimal",
                    "ipv4",
                    "of-tomorrow",
                ];
                json!({ "type": "string", "format": self.dice.pick(&formats) })
            }
            _ => json!({ "type": "string" }),
        }
    }

    pub fn number(&mut self) -> Value {
        match self.dice.below(6) {
            0 => json!({ "type": "integer", "format": "int32", "minimum": 0, "default": 3 }),
            1 => json!({ "type": "integer", "format": "int64", "maximum": 9_007_199_254_740_991_u64 }),
            2 => json!({ "type": "integer", "minimum": 0 }),
            3 => json!({ "type": "number", "format": "float", "multipleOf": 0.5 }),
            4 => json!({ "type": "number", "format": "double", "default": 1.5 }),
            _ => json!({ "type": "integer" }),
        }
    }

    fn listed(&mut self) -> Value {
        let mut values: Vec<Value> = (0..=self.dice.below(5)).map(|_| json!(self.dice.pick(VALUES))).collect();
        values.dedup();
        match self.dice.below(8) {
            0 => json!({ "type": "integer", "enum": [1, -2, 30] }),
            1 => json!({ "enum": [values[0], 1, true, 1.5] }),
            2 if self.dialect >= Dialect::V3_1 => json!({ "const": values[0] }),
            3 if self.dialect >= Dialect::V3_1 => json!({ "enum": [values[0], null] }),
            4 if self.dialect >= Dialect::V3_1 => json!({ "oneOf": [
                { "const": "one", "title": "The first", "description": self.dice.pick(PROSE) },
                { "const": "two", "deprecated": true },
            ] }),
            _ => json!({ "type": "string", "enum": values, "default": values[0] }),
        }
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut schema = json!({ "type": "array", "items": self.any(depth) });
        if self.dialect >= Dialect::V3_1 && self.dice.one_in(4) {
            schema["prefixItems"] = json!([self.any(depth), self.any(depth)]);
            match self.dice.below(3) {
                0 => schema["items"] = json!(false),
                1 => drop(schema.as_object_mut().unwrap().remove("items")),
                _ => {}
            }
        }
        if self.dice.one_in(4) {
            schema["uniqueItems"] = json!(true);
            schema["minItems"] = json!(1);
        }
        schema
    }

    /// An object with members.
    pub fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..self.dice.below(7) {
            let name = *self.dice.pick(MEMBERS);
            let mut member = self.any(depth);
            if member.is_object() && member.get("$ref").is_none() {
                match self.dice.below(12) {
                    0 => member["readOnly"] = json!(true),
                    1 if self.dialect > Dialect::Swagger => member["writeOnly"] = json!(true),
                    2 if self.dialect > Dialect::Swagger => member["deprecated"] = json!(true),
                    3 => self.nullable(&mut member),
                    4 => member["xml"] = json!({ "name": "of xml", "attribute": self.dice.one_in(2), "prefix": "p" }),
                    _ => {}
                }
            }
            properties.insert(name.to_owned(), member);
        }
        let required: Vec<String> = properties.keys().filter(|_| self.dice.one_in(2)).cloned().collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        match self.dice.below(8) {
            0 => schema["additionalProperties"] = self.any(depth),
            1 => schema["additionalProperties"] = json!(true),
            2 => schema["additionalProperties"] = json!(false),
            3 => schema["xml"] = json!({ "name": "thing", "namespace": "https://example.com/x", "prefix": "x" }),
            _ => {}
        }
        schema
    }

    fn nullable(&mut self, schema: &mut Value) {
        match (self.dialect, schema["type"].as_str().map(str::to_owned)) {
            (Dialect::Swagger, _) => schema["x-nullable"] = json!(true),
            (Dialect::V3_0, _) => schema["nullable"] = json!(true),
            (_, Some(ty)) => schema["type"] = json!([ty, "null"]),
            (_, None) => *schema = json!({ "anyOf": [schema.clone(), { "type": "null" }] }),
        }
    }

    fn choice(&mut self, depth: usize) -> Value {
        if self.dialect == Dialect::Swagger {
            return self.object(depth);
        }
        let keyword = *self.dice.pick(&["oneOf", "anyOf"]);
        let count = 2 + self.dice.below(3);
        match self.dice.below(5) {
            0 => {
                let tagged = |tag: &str, of: Value| {
                    json!({ "type": "object", "required": ["kind"], "properties": {
                        "kind": { "type": "string", "enum": [tag] }, "of": of,
                    } })
                };
                json!({ keyword: [tagged("cat", self.any(depth)), tagged("dog", self.any(depth))] })
            }
            1 => {
                let mut branches: Vec<Value> = (0..count).map(|_| self.reference()).collect();
                branches.dedup();
                let mapped = branches[0]["$ref"].clone();
                let mut schema = json!({ keyword: branches, "discriminator": { "propertyName": "type" } });
                if self.dice.one_in(2) {
                    schema["discriminator"]["mapping"] = json!({ "first one": mapped });
                }
                if self.dialect == Dialect::V3_2 {
                    schema["discriminator"]["defaultMapping"] = mapped;
                }
                schema
            }
            2 => json!({ keyword: [self.object(depth), self.object(depth), self.string()] }),
            3 => {
                let mut base = self.object(depth);
                base[keyword] = json!([self.object(depth), self.object(depth)]);
                base
            }
            _ => json!({ keyword: (0..count).map(|_| self.any(depth)).collect::<Vec<_>>() }),
        }
    }

    fn conjunction(&mut self, depth: usize) -> Value {
        match self.dice.below(4) {
            0 => json!({ "allOf": [self.reference()] }),
            1 => json!({ "allOf": [self.object(depth), self.object(depth)] }),
            2 => json!({ "allOf": [self.reference(), self.object(depth)] }),
            _ => json!({ "allOf": [self.reference(), { "description": self.dice.pick(PROSE) }] }),
        }
    }

    /// What came with 3.1; elsewhere a map.
    fn newer(&mut self, depth: usize) -> Value {
        if self.dialect < Dialect::V3_1 {
            return json!({ "type": "object", "additionalProperties": self.any(depth) });
        }
        let mut object = self.object(depth);
        match self.dice.below(12) {
            0 => object["patternProperties"] = json!({ "^x-": self.any(depth) }),
            1 => object["propertyNames"] = json!({ "pattern": "^[a-z]+$" }),
            2 => object["unevaluatedProperties"] = json!(false),
            3 => object["dependentSchemas"] = json!({ "a": self.object(depth) }),
            4 => object["dependentRequired"] = json!({ "a": ["b"] }),
            5 => {
                object["if"] = json!({ "properties": { "kind": { "const": 1 } } });
                object["then"] = self.object(depth);
                object["else"] = json!({ "required": ["other"] });
            }
            6 => object["not"] = json!({ "required": ["never"] }),
            7 => object["$defs"] = json!({ "Inner": self.object(depth) }),
            8 => return json!({ "type": ["string", "integer", "null"], "minimum": 0 }),
            9 => return json!({ "type": "array", "contains": self.any(depth), "minContains": 1 }),
            10 => return json!({ "type": ["array", "object"], "items": self.any(depth) }),
            _ => return json!(true),
        }
        object
    }

    fn annotate(&mut self, schema: &mut Value) {
        let Some(schema) = schema.as_object_mut() else { return };
        for keyword in ["title", "description"] {
            if self.dice.one_in(4) {
                schema.insert(keyword.to_owned(), json!(self.dice.pick(PROSE)));
            }
        }
        if self.dice.one_in(8) {
            schema
                .insert("externalDocs".to_owned(), json!({ "url": "https://example.com/a b", "description": "More" }));
        }
        if self.dice.one_in(6) {
            let (keyword, value) = match self.dialect {
                Dialect::Swagger | Dialect::V3_0 => ("example", json!("e")),
                _ => ("examples", json!(["e", { "a": 1 }])),
            };
            schema.insert(keyword.to_owned(), value);
        }
    }
}
