//! The schemas of a document: resolves references, and tells the shapes of values.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use serde_json::Value;

use super::node::{component, is, parts, reference, type_of};

/// The maximum number of references in a row.
const HOPS: usize = 64;

/// The schemas of a document.
pub(crate) struct Schemas {
    root: &'static Value,
    /// By the schema's address: the document never moves.
    pub(super) validators: Mutex<HashMap<usize, Arc<Option<Validator>>>>,
    subtypes: OnceLock<BTreeMap<&'static str, Vec<String>>>,
}

impl std::fmt::Debug for Schemas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Schemas")
    }
}

impl Schemas {
    pub(super) fn new(root: &'static Value) -> Self {
        Self { root, validators: Mutex::default(), subtypes: OnceLock::new() }
    }

    /// The value at a JSON pointer, `#/components/schemas/Pet`.
    pub(super) fn at(&self, pointer: &str) -> Option<&'static Value> {
        self.root.pointer(pointer.strip_prefix('#').unwrap_or(pointer))
    }

    /// Resolves the reference of a schema or any other object.
    pub(super) fn resolved(&self, node: &'static Value) -> &'static Value {
        let mut node = node;
        for _ in 0..HOPS {
            match reference(node).and_then(|it| self.at(it)) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// The components that have a component in their `allOf`, by its reference.
    pub(super) fn subtypes(&self, base: &str) -> &[String] {
        let found = self.subtypes.get_or_init(|| {
            let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            let components = self.root.pointer("/components/schemas").and_then(Value::as_object);
            for (name, schema) in components.into_iter().flatten() {
                for base in parts(schema, "allOf").filter_map(reference) {
                    found.entry(base).or_default().push(component(name));
                }
            }
            found
        });
        found.get(base).map(Vec::as_slice).unwrap_or_default()
    }

    /// The schema, or the alternatives that it is made of, behind references; null is none of them.
    pub(super) fn alternatives(&self, schema: &'static Value) -> Vec<&'static Value> {
        let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![schema]);
        while let Some(next) = open.pop() {
            let next = self.resolved(next);
            if !seen.insert(std::ptr::from_ref(next)) || is(next, "x-octogen-null") {
                continue;
            }
            let branches: Vec<_> = parts(next, "anyOf").chain(parts(next, "oneOf")).collect();
            match branches.is_empty() {
                // With one part it is another spelling of that part.
                true => match parts(next, "allOf").collect::<Vec<_>>().as_slice() {
                    [only] if next.get("type").is_none() && next.get("properties").is_none() => open.push(*only),
                    _ => found.push(next),
                },
                false => open.extend(branches.into_iter().rev()),
            }
        }
        found
    }

    /// The schema and all that it has in its `allOf`, behind references.
    pub(super) fn conjuncts(&self, schema: &'static Value) -> Vec<&'static Value> {
        let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![schema]);
        while let Some(next) = open.pop() {
            let next = self.resolved(next);
            if seen.insert(std::ptr::from_ref(next)) {
                found.push(next);
                open.extend(parts(next, "allOf").collect::<Vec<_>>().into_iter().rev());
            }
        }
        found
    }

    /// The first of these parts that has the member.
    pub(super) fn keyword(&self, schema: &'static Value, key: &str) -> Option<&'static Value> {
        self.conjuncts(schema).into_iter().find_map(|it| it.get(key))
    }

    /// The JSON type of the values of an alternative, by its `type` or by what else it says.
    pub(super) fn kind(&self, schema: &'static Value) -> Option<&'static str> {
        let keyword = |key: &str| self.keyword(schema, key);
        if let Some(named) = keyword("type").and_then(Value::as_str) {
            return Some(named);
        }
        let values = keyword("enum").and_then(Value::as_array);
        if let Some(first) = values.and_then(|it| it.first()) {
            return Some(type_of(first)).filter(|kind| values.into_iter().flatten().all(|it| type_of(it) == *kind));
        }
        let numeric = matches!(
            keyword("format").and_then(Value::as_str),
            Some("int32" | "int64" | "uint32" | "uint64" | "float" | "double" | "decimal")
        );
        match () {
            () if numeric || keyword("minimum").is_some() || keyword("maximum").is_some() => Some("number"),
            () if keyword("properties").is_some() || keyword("additionalProperties").is_some() => Some("object"),
            () if keyword("items").is_some() || keyword("x-octogen-prefix-items").is_some() => Some("array"),
            () if keyword("format").is_some() || keyword("pattern").is_some() || keyword("maxLength").is_some() => {
                Some("string")
            }
            () => None,
        }
    }

    /// The names of all declared members, with whether they are read-only.
    pub(super) fn declared(&self, schema: &'static Value) -> BTreeMap<&'static str, bool> {
        let (mut found, mut seen, mut open) = (BTreeMap::new(), HashSet::new(), vec![schema]);
        while let Some(next) = open.pop() {
            let next = self.resolved(next);
            if !seen.insert(std::ptr::from_ref(next)) {
                continue;
            }
            for (name, member) in next.get("properties").and_then(Value::as_object).into_iter().flatten() {
                *found.entry(name.as_str()).or_default() |= self.is_read_only(member);
            }
            open.extend(["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| parts(next, key)));
        }
        found
    }

    /// Whether the schema, beside its reference, or its target is read-only.
    pub(super) fn is_read_only(&self, schema: &'static Value) -> bool {
        let beside = schema.get("x-octogen-siblings").is_some_and(|it| is(it, "readOnly"));
        beside || self.conjuncts(schema).into_iter().any(|it| is(it, "readOnly"))
    }

    /// The values of a discriminator that lead to a component: those of its `mapping`, or the component's name.
    pub(super) fn tags(&self, choice: &Value, at: &str) -> Vec<String> {
        let name = at.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
        let mapping = choice["discriminator"]["mapping"].as_object();
        let leads = |target: &Value| target.as_str().is_some_and(|it| it == at || it == name);
        let tags = mapping.into_iter().flatten().filter(|(_, it)| leads(it)).map(|(tag, _)| tag.clone());
        let tags: Vec<_> = tags.collect();
        if tags.is_empty() { vec![name] } else { tags }
    }

    /// The schema of a member of an alternative.
    pub(super) fn member(&self, schema: &'static Value, name: &str) -> Option<&'static Value> {
        let all = self.conjuncts(schema);
        let named = all.iter().find_map(|it| it.get("properties")?.get(name));
        named.or_else(|| all.iter().find_map(|it| it.get("additionalProperties")).filter(|it| it.is_object()))
    }

    /// The schema of an item of an alternative.
    pub(super) fn item(&self, schema: &'static Value, index: usize) -> Option<&'static Value> {
        let own = self.keyword(schema, "x-octogen-prefix-items").and_then(|it| it.get(index));
        own.or_else(|| self.keyword(schema, "items"))
    }
}
