//! Schemas of one document: references, merging of what stands beside each other, validation by `jsonschema`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The address under which the document is known to the validator; all of its references start with it.
pub const BASE: &str = "json:///document";

/// What a fragment may not hold (RFC 3986, section 3.5); what is encoded already stays so.
const NOT_IN_FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The absolute reference to a place of the document.
pub fn reference(pointer: &str) -> String {
    format!("{BASE}#{}", utf8_percent_encode(pointer, NOT_IN_FRAGMENT))
}

/// The schemas of one document.
pub struct Schemas {
    root: Value,
    registry: Registry<'static>,
    validators: Mutex<HashMap<String, Arc<Result<Validator, String>>>>,
}

impl Schemas {
    /// Takes a document in which every reference is absolute and every schema is JSON Schema 2020-12.
    pub fn new(root: Value) -> Result<Self, String> {
        let resource = jsonschema::Resource::from_contents(root.clone());
        let registry = Registry::new().draft(Draft::Draft202012).add(BASE, resource);
        let registry = registry.and_then(|it| it.prepare()).map_err(|it| it.to_string())?;
        Ok(Self { root, registry, validators: Mutex::default() })
    }

    /// The document.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The schema that a reference leads to.
    pub fn target(&self, reference: &str) -> Option<&Value> {
        let pointer = reference.strip_prefix(BASE)?.strip_prefix('#')?;
        self.root.pointer(pointer).or_else(|| {
            let pointer = percent_encoding::percent_decode_str(pointer).decode_utf8_lossy();
            self.root.pointer(&pointer)
        })
    }

    /// What is wrong with a value under a schema; empty for a valid one.
    pub fn errors(&self, schema: &Value, value: &Value) -> Vec<String> {
        match &*self.validator(schema) {
            Ok(it) => it.iter_errors(value).map(|it| format!("{} at `{}`", it, it.instance_path())).take(5).collect(),
            Err(it) => vec![format!("the schema cannot be used: {it}")],
        }
    }

    /// Whether a value is valid under a schema.
    pub fn is_valid(&self, schema: &Value, value: &Value) -> bool {
        match &*self.validator(schema) {
            Ok(it) => it.is_valid(value),
            Err(_) => false,
        }
    }

    fn validator(&self, schema: &Value) -> Arc<Result<Validator, String>> {
        let key = schema.to_string();
        let mut validators = self.validators.lock().expect("no holder panics");
        let made = validators.entry(key).or_insert_with(|| {
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
            let validator = options.with_registry(&self.registry).offline().build(schema);
            Arc::new(validator.map_err(|it| it.to_string()))
        });
        made.clone()
    }

    /// The schema without `$ref` and `allOf` on its top level: all of it merged into one.
    pub fn flat<'a>(&'a self, schema: &'a Value) -> Cow<'a, Value> {
        self.flat_within(schema, 0)
    }

    fn flat_within<'a>(&'a self, schema: &'a Value, depth: usize) -> Cow<'a, Value> {
        let Some(object) = schema.as_object().filter(|_| depth < 32) else { return Cow::Borrowed(schema) };
        let reference = object.get("$ref").and_then(Value::as_str);
        let all_of = object.get("allOf").and_then(Value::as_array);
        if reference.is_none() && all_of.is_none() {
            return Cow::Borrowed(schema);
        }
        let rest: Map<_, _> = object.clone().into_iter().filter(|(key, _)| key != "$ref" && key != "allOf").collect();
        let target = reference.map(|it| self.target(it).unwrap_or(&Value::Bool(false)));
        let says_more = rest.keys().any(|it| !is_annotation(it));
        if let (Some(target), None, false) = (target, all_of, says_more) {
            return self.flat_within(target, depth + 1);
        }
        let parts = target.into_iter().chain(all_of.into_iter().flatten());
        let merged = parts.fold(Value::Object(rest), |so_far, it| merge(&so_far, &self.flat_within(it, depth + 1)));
        Cow::Owned(merged)
    }

    /// The JSON types that a schema allows, by name; empty where it does not say.
    pub fn types(&self, schema: &Value) -> BTreeSet<String> {
        self.types_within(schema, 0)
    }

    fn types_within(&self, schema: &Value, depth: usize) -> BTreeSet<String> {
        if depth > 16 {
            return BTreeSet::new();
        }
        let schema = self.flat(schema);
        let mut types = own_types(&schema);
        for key in ["oneOf", "anyOf"] {
            for branch in schema[key].as_array().into_iter().flatten() {
                types.extend(self.types_within(branch, depth + 1));
            }
        }
        types
    }
}

/// The types that a schema names or implies by its other keywords.
pub fn own_types(schema: &Value) -> BTreeSet<String> {
    let named = match &schema["type"] {
        Value::String(it) => BTreeSet::from([it.clone()]),
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    };
    if !named.is_empty() {
        return named;
    }
    let values = schema["enum"].as_array().into_iter().flatten().chain(schema.get("const"));
    let of_values: BTreeSet<_> = values.map(|it| type_of(it).to_owned()).collect();
    if !of_values.is_empty() {
        return of_values;
    }
    for (keys, implied) in [
        (&["properties", "additionalProperties", "patternProperties", "minProperties"][..], "object"),
        (&["items", "prefixItems", "minItems"][..], "array"),
        (&["pattern", "minLength", "maxLength", "format"][..], "string"),
        (&["minimum", "maximum", "multipleOf"][..], "number"),
    ] {
        if keys.iter().any(|it| schema.get(it).is_some()) {
            return BTreeSet::from([implied.to_owned()]);
        }
    }
    BTreeSet::new()
}

pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(it) if it.is_i64() || it.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether a keyword says nothing of which values are allowed.
pub fn is_annotation(key: &str) -> bool {
    let known =
        ["description", "title", "summary", "deprecated", "externalDocs", "xml", "example", "examples", "default"];
    known.contains(&key) || key.starts_with("x-")
}

/// One schema that demands what both demand.
pub fn merge(a: &Value, b: &Value) -> Value {
    let (Some(a), Some(b)) = (a.as_object(), b.as_object()) else {
        return if a == &Value::Bool(true) || b == &Value::Bool(false) { b.clone() } else { a.clone() };
    };
    let mut merged = a.clone();
    for (key, theirs) in b {
        let both = match (merged.get(key), key.as_str()) {
            (None, _) => theirs.clone(),
            (Some(ours), "properties" | "patternProperties") => members(ours, theirs),
            (Some(ours), "required" | "x-all-required") => union(ours, theirs),
            (Some(ours), "enum") => intersection(ours, theirs),
            (Some(ours), "type") => common_type(ours, theirs),
            (Some(ours), "minimum" | "minLength" | "minItems" | "minProperties" | "exclusiveMinimum") => {
                if number(ours) >= number(theirs) { ours.clone() } else { theirs.clone() }
            }
            (Some(ours), "maximum" | "maxLength" | "maxItems" | "maxProperties" | "exclusiveMaximum") => {
                if number(ours) <= number(theirs) { ours.clone() } else { theirs.clone() }
            }
            (Some(ours), "items" | "additionalProperties" | "not") => json!({ "allOf": [ours, theirs] }),
            (Some(ours), "oneOf" | "anyOf") => product(ours, theirs),
            (Some(ours), _) => ours.clone(),
        };
        merged.insert(key.clone(), both);
    }
    Value::Object(merged)
}

fn members(ours: &Value, theirs: &Value) -> Value {
    let mut all = ours.as_object().cloned().unwrap_or_default();
    for (name, schema) in theirs.as_object().into_iter().flatten() {
        let both = match all.get(name) {
            Some(it) if it != schema => json!({ "allOf": [it, schema] }),
            _ => schema.clone(),
        };
        all.insert(name.clone(), both);
    }
    Value::Object(all)
}

fn union(ours: &Value, theirs: &Value) -> Value {
    let mut all = ours.as_array().cloned().unwrap_or_default();
    all.extend(
        theirs.as_array().into_iter().flatten().filter(|it| !ours.as_array().is_some_and(|o| o.contains(it))).cloned(),
    );
    Value::Array(all)
}

fn intersection(ours: &Value, theirs: &Value) -> Value {
    let theirs = theirs.as_array().cloned().unwrap_or_default();
    ours.as_array().into_iter().flatten().filter(|it| theirs.contains(it)).cloned().collect()
}

fn common_type(ours: &Value, theirs: &Value) -> Value {
    let list = |it: &Value| own_types(&json!({ "type": it }));
    let (a, b) = (list(ours), list(theirs));
    let integer = "integer".to_owned();
    let mut common: Vec<_> = a.intersection(&b).cloned().collect();
    if common.is_empty() && (a.contains(&integer) || b.contains(&integer)) {
        common.push(integer);
    }
    if common.len() == 1 { Value::String(common.remove(0)) } else { json!(common) }
}

/// Every branch of the one with every branch of the other.
fn product(ours: &Value, theirs: &Value) -> Value {
    let theirs = theirs.as_array().cloned().unwrap_or_default();
    let pairs =
        ours.as_array().into_iter().flatten().flat_map(|a| theirs.iter().map(move |b| json!({ "allOf": [a, b] })));
    pairs.take(64).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_demands_what_both_demand() {
        for (a, b, both) in [
            (json!({ "required": ["a"] }), json!({ "required": ["b", "a"] }), json!({ "required": ["a", "b"] })),
            (json!({ "enum": [1, 2] }), json!({ "enum": [2, 3] }), json!({ "enum": [2] })),
            (json!({ "type": ["string", "null"] }), json!({ "type": "string" }), json!({ "type": "string" })),
            (json!({ "type": "number" }), json!({ "type": "integer" }), json!({ "type": "integer" })),
            (json!({ "minimum": 1 }), json!({ "minimum": 2, "maximum": 9 }), json!({ "minimum": 2, "maximum": 9 })),
            (json!(true), json!({ "type": "string" }), json!({ "type": "string" })),
            (
                json!({ "properties": { "a": { "type": "string" } } }),
                json!({ "properties": { "a": { "const": "x" } } }),
                json!({ "properties": { "a": { "allOf": [{ "type": "string" }, { "const": "x" }] } } }),
            ),
        ] {
            assert_eq!(merge(&a, &b), both, "{a} and {b}");
        }
    }
}
