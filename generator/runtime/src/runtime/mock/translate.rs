//! A schema of OpenAPI 3.0, as octogen lowers all others to it, as JSON Schema 2020-12 for the bodies and parameters of
//! requests. Beside the spellings of 3.0 (`nullable`, boolean bounds) it takes over how the client reads a document:
//!
//! - a read-only member is not required, and whatever stands in it is not looked at (OpenAPI 3.0.3, Schema Object);
//! - `oneOf` is one of several, as branches that a reader tells apart fit each other's values by the letter;
//! - the values that a `discriminator` gives hold for its branches; a base without a choice is any of its subtypes;
//! - a member named in `required` that nobody declares may be missing;
//! - `additionalProperties: false` says nothing where the schema is put together with others.
//!
//! Not taken over are `not`, `if` and what else clients do not follow, and patterns that are no regular expressions.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::keywords;
use super::node::{is, parts, reference};
use super::schemas::Schemas;

/// The names of members, with whether they are read-only.
type Declared = BTreeMap<&'static str, bool>;

/// A schema that stands by itself: what it refers to is in its `$defs`.
pub(super) fn json_schema(schemas: &Schemas, schema: &'static Value) -> Value {
    let mut translation = Translation { schemas, known: HashMap::new(), open: Vec::new() };
    let root = translation.schema(schema, false, None);
    let mut defs = Map::new();
    while let Some((key, reference, role)) = translation.open.pop() {
        let target = schemas.at(&reference);
        let translated = match (target, role) {
            (None, _) => Value::Bool(true),
            (Some(it), Role::Hierarchy) => translation.hierarchy(it, &reference),
            (Some(it), role) => translation.schema(it, role == Role::Part, None),
        };
        defs.insert(key, translated);
    }
    json!({ "allOf": [root], "$defs": defs })
}

/// The role of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Role {
    Whole,
    /// Put together with others.
    Part,
    /// Any of its subtypes.
    Hierarchy,
}

struct Translation<'s> {
    schemas: &'s Schemas,
    known: HashMap<(String, Role), String>,
    open: Vec<(String, String, Role)>,
}

impl Translation<'_> {
    fn schema(&mut self, node: &'static Value, is_part: bool, outer: Option<&Declared>) -> Value {
        if let Some(reference) = reference(node) {
            return self.reference(reference, is_part);
        }
        if is(node, "x-octogen-never") {
            return Value::Bool(false);
        }
        if is(node, "x-octogen-null") {
            return json!({ "type": "null" });
        }
        let mut out = keywords::own(node);
        self.members(node, is_part, outer, &mut out);
        self.items(node, &mut out);
        let nulls = self.combined(node, is_part, outer, &mut out);
        keywords::nullable(out, nulls || is(node, "nullable"))
    }

    fn reference(&mut self, reference: &str, is_part: bool) -> Value {
        let is_base = || self.schemas.at(reference).is_some_and(is_base) && !self.subtypes(reference).is_empty();
        self.definition(
            reference,
            match is_part {
                true => Role::Part,
                false if is_base() => Role::Hierarchy,
                false => Role::Whole,
            },
        )
    }

    fn definition(&mut self, reference: &str, role: Role) -> Value {
        let next = self.known.len().to_string();
        let key = self.known.entry((reference.to_owned(), role)).or_insert_with(|| {
            self.open.push((next.clone(), reference.to_owned(), role));
            next
        });
        json!({ "$ref": format!("#/$defs/{key}") })
    }

    fn subtypes(&self, base: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let mut open = vec![base.to_owned()];
        while let Some(next) = open.pop() {
            for it in self.schemas.subtypes(&next) {
                if !all.contains(it) {
                    all.push(it.clone());
                    open.push(it.clone());
                }
            }
        }
        all
    }

    /// One of the subtypes, by the tags that lead to them; any other tag leads to the base itself.
    fn hierarchy(&mut self, base: &'static Value, reference: &str) -> Value {
        let (mut branches, mut known) = (Vec::new(), Vec::new());
        for name in self.subtypes(reference) {
            if let Some(target) = self.schemas.at(&name) {
                let branch = self.definition(&name, Role::Whole);
                branches.push(self.tagged(base, target, &name, branch));
                known.extend(self.tags(base, target, &name));
            }
        }
        let own = self.definition(reference, Role::Whole);
        branches.push(match base["discriminator"]["propertyName"].as_str() {
            Some(property) => json!({ "allOf": [{ "properties": { property: { "not": { "enum": known } } } }, own] }),
            None => own,
        });
        json!({ "anyOf": branches })
    }

    /// A branch with the values that lead to it, unless its own schema lists them.
    fn tagged(&self, choice: &'static Value, branch: &'static Value, at: &str, translated: Value) -> Value {
        let Some(property) = choice["discriminator"]["propertyName"].as_str() else { return translated };
        match self.listed(branch, property) {
            Some(_) => translated,
            None => {
                json!({ "allOf": [{ "properties": { property: { "enum": self.schemas.tags(choice, at) } } }, translated] })
            }
        }
    }

    fn tags(&self, choice: &'static Value, branch: &'static Value, at: &str) -> Vec<Value> {
        let property = choice["discriminator"]["propertyName"].as_str().unwrap_or_default();
        let listed = self.listed(branch, property).cloned();
        listed.unwrap_or_else(|| self.schemas.tags(choice, at).into_iter().map(Value::String).collect())
    }

    /// The values that a branch lists for the tag.
    fn listed(&self, branch: &'static Value, property: &str) -> Option<&'static Vec<Value>> {
        let own = self.schemas.member(self.schemas.resolved(branch), property)?;
        self.schemas.keyword(own, "enum")?.as_array()
    }

    fn members(&mut self, node: &'static Value, is_part: bool, outer: Option<&Declared>, out: &mut Map<String, Value>) {
        if let Some(properties) = node.get("properties").and_then(Value::as_object) {
            let members = properties.iter().map(|(name, member)| match self.schemas.is_read_only(member) {
                true => (name.clone(), Value::Bool(true)),
                false => (name.clone(), self.schema(member, false, None)),
            });
            let members: Map<_, _> = members.collect();
            out.insert("properties".to_owned(), members.into());
        }
        if let Some(required) = node.get("required").and_then(Value::as_array) {
            let own = self.schemas.declared(node);
            let declared = |name: &str| outer.and_then(|it| it.get(name)).or(own.get(name));
            let demanded = |it: &&Value| it.as_str().is_some_and(|name| declared(name) == Some(&false));
            let demanded: Vec<_> = required.iter().filter(demanded).cloned().collect();
            out.insert("required".to_owned(), demanded.into());
        }
        let combined = is_part || ["allOf", "anyOf", "oneOf"].iter().any(|it| node.get(it).is_some());
        match node.get("additionalProperties") {
            Some(Value::Bool(false)) if combined || node.get("x-octogen-pattern-properties").is_some() => {}
            Some(Value::Bool(false)) => {
                out.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            Some(more @ Value::Object(_)) => {
                let more = self.schema(more, false, None);
                out.insert("additionalProperties".to_owned(), more);
            }
            _ => {}
        }
        if let Some(names) = node.get("x-octogen-property-names") {
            let names = self.schema(names, false, None);
            out.insert("propertyNames".to_owned(), names);
        }
    }

    fn items(&mut self, node: &'static Value, out: &mut Map<String, Value>) {
        if let Some(items) = node.get("items") {
            let items = self.schema(items, false, None);
            out.insert("items".to_owned(), items);
        }
        if let Some(first) = node.get("x-octogen-prefix-items").and_then(Value::as_array) {
            let first: Vec<_> = first.iter().map(|it| self.schema(it, false, None)).collect();
            out.insert("prefixItems".to_owned(), first.into());
        }
    }

    /// `allOf`, `anyOf` and `oneOf`. Says whether a part only lets null in, which is for the whole then.
    fn combined(
        &mut self,
        node: &'static Value,
        is_part: bool,
        outer: Option<&Declared>,
        out: &mut Map<String, Value>,
    ) -> bool {
        let mut all: Vec<Value> = Vec::new();
        let mut nulls = false;
        let together = is_part || node.get("properties").is_some();
        let combines = ["allOf", "anyOf", "oneOf"].iter().any(|it| node.get(it).is_some());
        let mut declared = if combines { self.schemas.declared(node) } else { Declared::new() };
        declared.extend(outer.into_iter().flatten().map(|(name, it)| (*name, *it)));
        for part in parts(node, "allOf") {
            match keywords::adds_null(part) {
                true => nulls = true,
                false => all.push(self.schema(part, true, Some(&declared))),
            }
        }
        for key in ["anyOf", "oneOf"] {
            let mut branches = Vec::new();
            for branch in parts(node, key) {
                let translated = self.schema(branch, together, Some(&declared).filter(|_| together));
                branches.push(match (node.get("discriminator"), reference(branch)) {
                    (Some(_), Some(at)) => self.tagged(node, branch, at, translated),
                    _ => translated,
                });
            }
            if !branches.is_empty() {
                all.push(json!({ "anyOf": branches }));
            }
        }
        if !all.is_empty() {
            out.insert("allOf".to_owned(), all.into());
        }
        nulls
    }
}

/// Whether it is the base of a hierarchy: it has a tag, and no choice of its own.
fn is_base(node: &Value) -> bool {
    node.get("discriminator").is_some() && node.get("anyOf").is_none() && node.get("oneOf").is_none()
}
