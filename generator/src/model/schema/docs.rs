//! The documentation of schemas, and their constraints beyond a type.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

use super::node::{Additional, Node};
use super::set::{Schemas, is_component};
use crate::Pointer;
use crate::ir::{Bound, Constraints, Contains, Docs, JsonKind};
use crate::model::raw::external_docs;
use crate::numeric;
use crate::source_map::camel;

/// How many examples are kept.
const EXAMPLES: usize = 3;

/// The text of the first schema that has one.
pub(crate) fn docs(nodes: &[Node<'_>]) -> Docs {
    let text = |keyword: &str| nodes.iter().find_map(|node| node.text(keyword)).map(str::to_owned);
    let external = nodes.iter().find_map(|node| node.get("externalDocs"));
    Docs {
        title: text("title"),
        description: text("description"),
        examples: examples(nodes),
        external: external.and_then(external_docs),
        local: Vec::new(),
    }
}

fn examples(nodes: &[Node<'_>]) -> Vec<Value> {
    let all = |node: &Node<'_>| -> Vec<Value> {
        let list = node.get("x-octogen-examples").and_then(Value::as_array);
        list.cloned().unwrap_or_else(|| node.get("example").cloned().into_iter().collect())
    };
    nodes.iter().map(all).find(|it| !it.is_empty()).into_iter().flatten().take(EXAMPLES).collect()
}

/// The validation keywords; of two parts that set the same one, the tighter counts.
fn constraints(nodes: &[Node<'_>]) -> Constraints {
    let count = |keyword: &'static str| nodes.iter().filter_map(move |node| node.get(keyword)?.as_u64());
    let text = |keyword: &str| nodes.iter().find_map(|node| node.text(keyword)).map(str::to_owned);
    Constraints {
        minimum: tightest(nodes, "minimum", "exclusiveMinimum", |new, old| new > old),
        maximum: tightest(nodes, "maximum", "exclusiveMaximum", |new, old| new < old),
        multiple_of: nodes.iter().find_map(|node| number(node, "multipleOf")),
        min_length: count("minLength").max(),
        max_length: count("maxLength").min(),
        only: only(nodes),
        texts: Vec::new(),
        pattern: nodes.iter().filter(|node| !is_number(node)).find_map(|node| node.text("pattern")).map(str::to_owned),
        min_items: count("minItems").max(),
        max_items: count("maxItems").min(),
        contains: nodes.iter().find_map(contains),
        unique_items: nodes.iter().any(|node| node.flag("uniqueItems")),
        min_properties: count("minProperties").max(),
        max_properties: count("maxProperties").min(),
        null: false,
        number_text: false,
        format: text("format"),
        default: nodes.iter().find_map(|node| node.get("default")).cloned(),
        items: None,
        part_headers: Vec::new(),
        notes: notes(nodes),
    }
}

/// The constraints of the schemas at these places, with those of their inline items or values. The component behind a
/// reference has constraints of its own.
pub(crate) fn constraints_at(schemas: &Schemas<'_>, places: &[Pointer]) -> Constraints {
    at_depth(schemas, places, DEPTH)
}

/// The same of a body that is text, with the texts that it may be: it has no type that says so.
pub(crate) fn constraints_of_text(schemas: &Schemas<'_>, place: &Pointer) -> Constraints {
    let listed = schemas.node(&schemas.resolve(place)).and_then(|node| node.values());
    let texts = listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    Constraints { texts, ..constraints_at(schemas, std::slice::from_ref(place)) }
}

/// How deep lists of lists are looked into.
const DEPTH: usize = 8;

/// How many parts of an `allOf` are looked at.
const MOST: usize = 256;

/// The constraints of the parts of one schema, with those of their inline items or values.
pub(crate) fn constraints_of(schemas: &Schemas<'_>, parts: &[Node<'_>]) -> Constraints {
    with_items(schemas, parts, DEPTH)
}

fn at_depth(schemas: &Schemas<'_>, places: &[Pointer], depth: usize) -> Constraints {
    // What stands in an `allOf` is demanded here as well, whatever it is split into. A component by itself, wrapped or
    // not, has demands of its own.
    let inline = |at: &&Pointer| !is_component(&schemas.follow(at));
    let mut open: Vec<Pointer> = places.iter().rev().filter(inline).cloned().collect();
    let mut nodes = nodes_here(schemas, places);
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop().and_then(|at| schemas.node(&schemas.resolve(&at))) {
        if seen.len() < MOST && seen.insert(node.at.clone()) {
            open.extend(node.conjuncts().into_iter().rev());
            if !nodes.iter().any(|it| it.at == node.at) {
                nodes.push(node);
            }
        }
    }
    with_items(schemas, &nodes, depth)
}

fn with_items(schemas: &Schemas<'_>, nodes: &[Node<'_>], depth: usize) -> Constraints {
    let inner: Vec<Pointer> = nodes.iter().flat_map(|node| node.items().into_iter().chain(values(node))).collect();
    let mut all = constraints(nodes);
    if depth > 0 && !inner.is_empty() {
        all.items = Some(Box::new(at_depth(schemas, &inner, depth - 1))).filter(|it| !it.is_empty());
    }
    all
}

fn values(node: &Node<'_>) -> Option<Pointer> {
    match node.additional() {
        Some(Additional::Schema(at)) => Some(at),
        _ => None,
    }
}

/// The schemas that speak about a place itself: what stands beside a reference, or the inline schema.
pub(crate) fn nodes_here<'a>(schemas: &Schemas<'a>, places: &[Pointer]) -> Vec<Node<'a>> {
    let mut nodes = Vec::new();
    for at in places {
        let node = schemas.node(at);
        nodes.extend(node.as_ref().map(Node::annotations));
        nodes.extend(node.iter().flat_map(Node::asides));
        let end = schemas.follow(at);
        if end != *at && !is_component(&end) {
            nodes.extend(schemas.node(&end));
        }
    }
    nodes
}

fn number(node: &Node<'_>, keyword: &str) -> Option<Number> {
    match node.get(keyword)? {
        Value::Number(number) => Some(number.clone()),
        _ => None,
    }
}

fn tightest(nodes: &[Node<'_>], keyword: &str, exclusive: &str, tighter: fn(f64, f64) -> bool) -> Option<Bound> {
    let bounds =
        nodes.iter().filter_map(|node| Some(Bound { value: number(node, keyword)?, exclusive: node.flag(exclusive) }));
    let size = |bound: &Bound| bound.value.as_f64().unwrap_or_default();
    let wins = |new: &Bound, old: &Bound| {
        tighter(size(new), size(old)) || (size(new) == size(old) && new.exclusive && !old.exclusive)
    };
    bounds.reduce(|old, new| if wins(&new, &old) { new } else { old })
}

/// The one boolean of lists that hold no other.
fn only(nodes: &[Node<'_>]) -> Option<bool> {
    let lists = nodes.iter().filter_map(|node| node.get("enum")?.as_array());
    let mut booleans = lists.flatten().map(Value::as_bool);
    let first = booleans.next()??;
    booleans.all(|it| it == Some(first)).then_some(first)
}

/// Keywords that no Rust type says, as sentences.
fn notes(nodes: &[Node<'_>]) -> Vec<String> {
    const KEYWORDS: &[(&str, &str)] = &[
        ("not", "Must not be"),
        ("x-octogen-if", "Where this holds"),
        ("x-octogen-then", "then also"),
        ("x-octogen-else", "otherwise"),
        (CONTAINS, "Contains"),
        ("x-octogen-dependent-schemas", "Where a member is there, its schema holds"),
        ("x-octogen-dependent-required", "Where a member is there, these are too"),
        ("x-octogen-property-names", "Member names are"),
        ("x-octogen-pattern-properties", "Members by the pattern of their name"),
        ("x-octogen-unevaluated-properties", "Other members"),
        ("x-octogen-unevaluated-items", "Other items"),
        ("x-octogen-content-encoding", "Encoded as"),
        ("x-octogen-content-media-type", "Holds"),
        ("x-octogen-content-schema", "The decoded text is"),
    ];
    // Few schemas have any of them.
    let phrases = nodes.iter().filter(|node| node.has_preserved() || node.get("not").is_some()).flat_map(|node| {
        let demanded = KEYWORDS.iter().filter(|(keyword, _)| is_demanded(node, keyword));
        demanded.filter_map(|(keyword, words)| Some(format!("{words} `{}`.", spelled(node.get(keyword)?))))
    });
    let texts = nodes.iter().filter(|node| !is_number(node));
    let mut patterns: Vec<_> = texts.filter_map(|node| node.text("pattern")).collect();
    let mut known = BTreeSet::new();
    patterns.retain(|it| known.insert(*it));
    phrases.chain(patterns.into_iter().skip(1).map(|it| format!("Matches `{it}`, too."))).collect()
}

/// Whether the schema is one of numbers, of which `pattern` says nothing (JSON Schema Validation, section 6.3.3).
fn is_number(node: &Node<'_>) -> bool {
    match node.kind() {
        Some(kind) => matches!(kind, JsonKind::Integer | JsonKind::Number),
        None => node.text("format").is_some_and(numeric::is_number_format),
    }
}

const CONTAINS: &str = "x-octogen-contains";

/// Whether a keyword says more than the type does: base64 has a type of its own, and bytes may be anything.
fn is_demanded(node: &Node<'_>, keyword: &str) -> bool {
    match keyword {
        "x-octogen-content-encoding" => !matches!(node.text(keyword), Some("base64" | "binary")),
        "x-octogen-content-media-type" => node.text(keyword) != Some("application/octet-stream"),
        CONTAINS => contains(node).is_some(),
        _ => true,
    }
}

/// How many items must match `contains`, and how many may. Where none has to, nothing is demanded (JSON Schema 2020-12,
/// Validation, sections 6.4.4 and 6.4.5).
fn contains(node: &Node<'_>) -> Option<Contains> {
    node.get(CONTAINS)?;
    let count = |keyword: &str| node.get(keyword).and_then(Value::as_u64);
    let contains =
        Contains { least: count("x-octogen-min-contains").unwrap_or(1), most: count("x-octogen-max-contains") };
    (contains != Contains { least: 0, most: None }).then_some(contains)
}

/// A schema as its author would write it, as far as it says which values are right: without annotations, lists whose
/// order means nothing in one order, and without the names that lowering gave to what 3.0 cannot say.
fn spelled(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(spelled).collect(),
        // A conjunction of one thing is that thing.
        Value::Object(members) if members.len() == 1 && members.get("allOf").is_some_and(is_single) => {
            spelled(&members["allOf"][0])
        }
        Value::Object(members) if members.contains_key("x-octogen-never") => false.into(),
        Value::Object(members) => {
            let listed_by_us = |key: &str| key == "enum" && members.contains_key("x-octogen-const");
            let own = members.iter().filter(|(key, _)| !listed_by_us(key) && !is_annotation(key));
            let named = own.map(|(key, value)| {
                let name = key.strip_prefix("x-octogen-").map_or_else(|| key.clone(), camel);
                let value = match (name.as_str(), value) {
                    // Here the keys are names, and not keywords.
                    ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Value::Object(inner)) => {
                        inner.iter().map(|(name, value)| (name.clone(), spelled(value))).collect()
                    }
                    ("const" | "discriminator", value) => value.clone(),
                    ("enum" | "required" | "type", Value::Array(list)) => sorted(list),
                    (_, value) => spelled(value),
                };
                (name, value)
            });
            named.collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// Keywords that say nothing of which values are right (JSON Schema 2020-12, Validation, section 9), and extensions.
fn is_annotation(key: &str) -> bool {
    const ANNOTATIONS: [&str; 12] = [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
        "x-octogen-comment",
        "x-octogen-any-type",
    ];
    ANNOTATIONS.contains(&key)
        || (key.starts_with("x-") && !key.starts_with("x-octogen-"))
        || key == "x-octogen-examples"
}

fn is_single(list: &Value) -> bool {
    list.as_array().is_some_and(|it| it.len() == 1)
}

/// The values of a list whose order means nothing.
fn sorted(list: &[Value]) -> Value {
    let mut list = list.to_vec();
    list.sort_by_key(Value::to_string);
    Value::Array(list)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_are_told_in_their_authors_words() {
        for (lowered, told) in [
            (json!({"type": "integer", "enum": [1], "x-octogen-const": 1}), json!({"type": "integer", "const": 1})),
            (json!({"x-octogen-prefix-items": [{"type": "string"}]}), json!({"prefixItems": [{"type": "string"}]})),
            (json!({"items": {"x-octogen-never": true}}), json!({"items": false})),
            (json!({"enum": ["b", "a"], "x-mine": 1, "title": "T"}), json!({"enum": ["a", "b"]})),
            (json!({"allOf": [{"type": "string", "description": "d"}]}), json!({"type": "string"})),
            (
                json!({"allOf": [{"minLength": 1}], "type": "string"}),
                json!({"allOf": [{"minLength": 1}], "type": "string"}),
            ),
            (
                json!({"properties": {"title": {"title": "T", "type": "string"}}}),
                json!({"properties": {"title": {"type": "string"}}}),
            ),
            (json!({"const": {"title": "T"}}), json!({"const": {"title": "T"}})),
        ] {
            assert_eq!(spelled(&lowered), told);
        }
    }
}
