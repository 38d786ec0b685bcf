//! `type: [T, null]` → `nullable`; several types → `anyOf` with one branch per type, each with the keywords of its type.
//! A number that may also come as its text is a number.

use serde_json::{Map, Value, json};

use super::const_value::type_name;
use super::node;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::numeric;

const NUMBER: &[&str] = &["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
const STRING: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "x-octogen-content-encoding",
    "x-octogen-content-media-type",
    "x-octogen-content-schema",
];
const OBJECT: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "x-octogen-pattern-properties",
    "propertyNames",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedProperties",
    "discriminator",
];
const ARRAY: &[&str] = &[
    "items",
    "x-octogen-prefix-items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
];

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        let mut types: Vec<String> = match map.get("type") {
            Some(Value::String(it)) if it == "null" => return node::set_null(map),
            Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => return,
        };
        map.remove("type");
        types.sort();
        types.dedup();
        let had_null = types.iter().any(|it| it == "null");
        types.retain(|it| it != "null");
        if types.iter().any(|it| it == "number") {
            types.retain(|it| it != "integer");
        }
        if types.is_empty() && had_null {
            return node::set_null(map);
        }
        if had_null {
            node::set_nullable(map);
        }
        if is_number_or_its_text(map, &types) {
            types.retain(|it| it != "string");
            map.remove("pattern");
            map.insert("x-octogen-number-text".to_owned(), true.into());
        }
        match types.as_slice() {
            [] => {}
            [only] => drop(map.insert("type".to_owned(), only.as_str().into())),
            // All that JSON has.
            [..] if types.len() == 5 => {}
            several => {
                let branches = split(map, several);
                let is_free = !map.contains_key("anyOf");
                let (place, index) = if is_free { ("anyOf", None) } else { ("allOf", Some(len(map, "allOf"))) };
                let outer = at.key(place).pointer();
                let outer = index.map_or(outer.clone(), |it| outer.index(it).key("anyOf"));
                for (index, branch) in branches.iter().enumerate() {
                    for key in
                        branch.as_object().into_iter().flat_map(Map::keys).filter(|it| *it != "type" && *it != "enum")
                    {
                        cx.places.moved(&at.key(key).pointer(), &outer.index(index).key(key));
                    }
                }
                if is_free {
                    map.insert("anyOf".to_owned(), branches.into());
                    map.insert("x-octogen-any-type".to_owned(), true.into());
                } else if let Value::Array(all) = map.entry("allOf").or_insert_with(|| json!([])) {
                    all.push(json!({"anyOf": branches, "x-octogen-any-type": true}));
                }
            }
        }
    })
}

/// `[integer, string]` with a pattern that only numbers match: one value in two spellings, and no choice between a
/// number and a text. .NET writes it wherever its reader takes numbers in quotes.
fn is_number_or_its_text(map: &Map<String, Value>, types: &[String]) -> bool {
    let is_pair =
        matches!(types, [number, text] if matches!(number.as_str(), "integer" | "number") && text == "string");
    let pattern = map.get("pattern").and_then(Value::as_str);
    is_pair && !map.contains_key("enum") && pattern.is_some_and(numeric::is_number_pattern)
}

fn len(map: &Map<String, Value>, key: &str) -> usize {
    map.get(key).and_then(Value::as_array).map_or(0, Vec::len)
}

/// One schema per type; the keywords of the types are taken out of `map`.
fn split(map: &mut Map<String, Value>, types: &[String]) -> Vec<Value> {
    let values = map.remove("enum");
    if matches!(&values, Some(Value::Array(items)) if items.iter().any(Value::is_null)) {
        node::set_nullable(map);
    }
    let format = map.remove("format");
    let mut branches = Vec::new();
    for type_ in types {
        let mut branch = Map::new();
        branch.insert("type".to_owned(), type_.as_str().into());
        if let Some(Value::Array(items)) = &values {
            let fits = |it: &&Value| type_name(it) == type_ || (type_ == "number" && it.is_number());
            let fitting: Vec<Value> = items.iter().filter(fits).cloned().collect();
            if fitting.is_empty() {
                continue;
            }
            branch.insert("enum".to_owned(), fitting.into());
        }
        if let Some(Value::String(text)) = &format {
            let is_for_numbers = numeric::is_number_format(text);
            if (type_ == "string" && !is_for_numbers)
                || (matches!(type_.as_str(), "integer" | "number") && is_for_numbers)
            {
                branch.insert("format".to_owned(), text.as_str().into());
            }
        }
        let keywords = match type_.as_str() {
            "string" => STRING,
            "object" => OBJECT,
            "array" => ARRAY,
            "integer" | "number" => NUMBER,
            _ => &[],
        };
        branch.extend(keywords.iter().filter_map(|key| Some(((*key).to_owned(), map.remove(*key)?))));
        branches.push(Value::Object(branch));
    }
    branches
}
