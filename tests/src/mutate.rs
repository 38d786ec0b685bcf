//! Answers as they come from a server that is newer than the client: unknown members, unknown enum values, and
//! optional members left out. Where a change is made is drawn from a seed, so a failure can be repeated.

use serde_json::{Map, Value, json};

use crate::document::Document;
use crate::schema::own_types;

/// The name of the member that no document has.
pub const UNKNOWN: &str = "x-octogen-unknown";

/// A change that a client has to survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutation {
    /// Every object with named members gets one more; it may get lost.
    UnknownMember,
    /// Some enum values become ones that the document does not list; they are kept.
    UnknownEnumValue,
    /// Some optional members are left out, and stay so.
    MissingMember,
}

/// The value after the change; none where there is nothing to change.
pub fn mutated(document: &Document, schema: &Value, value: &Value, mutation: Mutation, seed: u64) -> Option<Value> {
    let mut walker = Walker { document, mutation, random: Random(seed), changes: 0 };
    let changed = walker.value(schema, value, false);
    let holds = mutation != Mutation::MissingMember || document.schemas.is_valid(schema, &changed);
    (walker.changes > 0 && holds).then_some(changed)
}

/// The value without members that [`Mutation::UnknownMember`] added.
pub fn without_unknown(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != UNKNOWN)
            .map(|(name, it)| (name.clone(), without_unknown(it)))
            .collect(),
        Value::Array(items) => items.iter().map(without_unknown).collect(),
        other => other.clone(),
    }
}

/// Some of the members, and all of those that `kept` has.
pub fn some_of(all: &Map<String, Value>, kept: &Map<String, Value>, seed: u64) -> Map<String, Value> {
    let mut random = Random(!seed);
    let members = all.iter().filter(|(name, _)| random.tosses_heads() || kept.contains_key(*name));
    members.map(|(name, it)| (name.clone(), it.clone())).collect()
}

struct Walker<'a> {
    document: &'a Document,
    mutation: Mutation,
    random: Random,
    changes: usize,
}

impl Walker<'_> {
    /// `tells` says that the value may be what tells one branch of a union from the other.
    fn value(&mut self, schema: &Value, value: &Value, tells: bool) -> Value {
        let document = self.document;
        let flat = document.schemas.flat(schema);
        if let Some(branches) = flat["oneOf"].as_array().or(flat["anyOf"].as_array()) {
            let changed = self.branch(branches, value);
            return with_tag(&flat["discriminator"]["propertyName"], value, changed);
        }
        if flat.get("enum").is_some() && self.mutation == Mutation::UnknownEnumValue && !tells {
            return self.enum_value(&flat, value);
        }
        match value {
            Value::Object(members) => Value::Object(self.members(&flat, members, tells)),
            Value::Array(items) => {
                let prefix = flat["prefixItems"].as_array().cloned().unwrap_or_default();
                let of = |index: usize| prefix.get(index).or(flat.get("items")).cloned().unwrap_or(json!({}));
                items.iter().enumerate().map(|(index, it)| self.value(&of(index), it, tells)).collect()
            }
            other => other.clone(),
        }
    }

    /// Goes into the only branch that the value fits; where several fit, nothing is sure.
    fn branch(&mut self, branches: &[Value], value: &Value) -> Value {
        let fitting: Vec<_> = branches.iter().filter(|it| self.document.schemas.is_valid(it, value)).collect();
        let others = branches.iter().filter(|it| !self.document.schemas.types(it).contains("null")).count();
        match fitting[..] {
            [branch] => self.value(branch, value, others > 1),
            _ => value.clone(),
        }
    }

    fn enum_value(&mut self, schema: &Value, value: &Value) -> Value {
        let listed = schema["enum"].as_array().map_or(0, Vec::len);
        let unknown = match value {
            Value::String(_) => json!("a value of tomorrow"),
            Value::Number(_) => json!(987_654),
            other => return other.clone(),
        };
        if listed < 2 || own_types(schema).len() > 2 || !self.random.tosses_heads() {
            return value.clone();
        }
        self.changes += 1;
        unknown
    }

    fn members(&mut self, schema: &Value, members: &Map<String, Value>, tells: bool) -> Map<String, Value> {
        let named = &schema["properties"];
        let mut changed = Map::new();
        for (name, value) in members {
            let required = schema.get("x-all-required").or(schema.get("required"));
            let required = required.and_then(Value::as_array).is_some_and(|it| it.contains(&json!(name)));
            if self.mutation == Mutation::MissingMember && !required && self.random.tosses_heads() {
                self.changes += 1;
                continue;
            }
            let own = named.get(name).or(schema.get("additionalProperties")).cloned().unwrap_or(json!({}));
            changed.insert(name.clone(), self.value(&own, value, tells));
        }
        let is_map =
            schema.get("additionalProperties").is_some_and(|it| it.as_object().is_some_and(|it| !it.is_empty()));
        if self.mutation == Mutation::UnknownMember && named.is_object() && !is_map {
            self.changes += 1;
            changed.insert(UNKNOWN.to_owned(), json!({ "new": [1, "two", null] }));
        }
        changed
    }
}

/// What a discriminator looks at is always there (OpenAPI 3.1, section 4.8.25), also where a schema does not demand it.
fn with_tag(property: &Value, value: &Value, mut changed: Value) -> Value {
    if let (Some(property), Some(members)) = (property.as_str(), changed.as_object_mut())
        && let Some(tag) = value.get(property)
    {
        members.insert(property.to_owned(), tag.clone());
    }
    changed
}

/// SplitMix64: the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn tosses_heads(&mut self) -> bool {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) & 1 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let schema =
            json!({ "required": ["e"], "properties": { "e": { "enum": ["a", "b"] }, "o": { "type": "integer" } } });
        let value = json!({ "e": "a", "o": 1 });
        let ever = |mutation| (0..20).filter_map(|seed| mutated(&document, &schema, &value, mutation, seed)).next();
        assert_eq!(ever(Mutation::MissingMember), Some(json!({ "e": "a" })));
        assert_eq!(ever(Mutation::UnknownEnumValue), Some(json!({ "e": "a value of tomorrow", "o": 1 })));
        assert_eq!(ever(Mutation::UnknownMember).map(|it| without_unknown(&it)), Some(value));
    }

    #[test]
    fn a_tag_stays() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let schema = json!({ "discriminator": { "propertyName": "k" }, "oneOf": [
            { "properties": { "k": { "const": "a" }, "o": {} } }, { "properties": { "k": { "const": "b" } } },
        ] });
        let changed = |it| mutated(&document, &schema, &json!({ "k": "a", "o": 1 }), Mutation::MissingMember, it);
        assert!((0..20).filter_map(changed).all(|it| it["k"] == "a"));
        assert!((0..20).filter_map(changed).any(|it| it.get("o").is_none()));
    }

    #[test]
    fn what_tells_branches_apart_stays() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let schema = json!({ "oneOf": [
            { "required": ["k"], "properties": { "k": { "enum": ["a", "b"] } } },
            { "required": ["k"], "properties": { "k": { "enum": ["c", "d"] } } },
        ] });
        let changed =
            (0..20).find_map(|it| mutated(&document, &schema, &json!({ "k": "a" }), Mutation::UnknownEnumValue, it));
        assert_eq!(changed, None);
    }
}
