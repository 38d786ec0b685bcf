//! What all passes share: visiting objects by kind, moving what is inside them, removing items of lists.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};
use crate::grammar::{self, At, Kind, Lowered};
use crate::source_map::Places;

/// What a pass may do besides changing the node.
pub(super) struct Cx<'a> {
    pub places: &'a mut Places,
    pub diags: &'a mut Diagnostics,
    pub version: Version,
}

/// Visits every value that stands where the grammar has an object, before what is inside of it.
pub(super) fn values(
    document: Document,
    diags: &mut Diagnostics,
    mut visit: impl FnMut(Kind, &mut Value, &At<'_>, &mut Cx<'_>),
) -> Document {
    let Document { mut value, version, mut places } = document;
    let mut cx = Cx { places: &mut places, diags, version };
    let root = Pointer::root();
    grammar::walk_mut(Kind::Document, &mut value, &At::start(&root), &mut |kind, value, at| {
        visit(kind, value, at, &mut cx)
    });
    Document { value, version, places }
}

/// Visits every object.
pub(super) fn objects(
    document: Document,
    diags: &mut Diagnostics,
    mut visit: impl FnMut(Kind, &mut Map<String, Value>, &At<'_>, &mut Cx<'_>),
) -> Document {
    values(document, diags, |kind, value, at, cx| {
        if let Value::Object(map) = value {
            visit(kind, map, at, cx);
        }
    })
}

/// Visits every schema that is no reference.
pub(super) fn schemas(
    document: Document,
    diags: &mut Diagnostics,
    mut visit: impl FnMut(&mut Map<String, Value>, &At<'_>, &mut Cx<'_>),
) -> Document {
    objects(document, diags, |kind, map, at, cx| {
        if kind == Kind::Schema && !map.contains_key("$ref") {
            visit(map, at, cx);
        }
    })
}

/// A copy of the whole document as it is before a pass, if there is an object that needs to look at others; else null.
pub(super) fn copy_if(document: &Document, mut needs: impl FnMut(Kind, &Map<String, Value>) -> bool) -> Value {
    let root = Pointer::root();
    let mut is_needed = false;
    grammar::walk(Kind::Document, &document.value, &At::start(&root), &mut |kind, value, _| {
        is_needed = is_needed || value.as_object().is_some_and(|map| needs(kind, map));
    });
    if is_needed { document.value.clone() } else { Value::Null }
}

/// Gives a member another name.
pub(super) fn rename(map: &mut Map<String, Value>, from: &str, to: &str) -> bool {
    let value = map.remove(from);
    value.map(|value| map.insert(to.to_owned(), value)).is_some()
}

/// Gives a member the name under which it is preserved.
pub(super) fn carry(map: &mut Map<String, Value>, keyword: &str) -> bool {
    map.contains_key(keyword) && rename(map, keyword, &preserved_name(keyword))
}

/// The name under which a keyword is preserved: `prefixItems` → `x-octogen-prefix-items`.
pub(super) fn preserved_name(keyword: &str) -> String {
    let mut name = String::from("x-octogen-");
    for c in keyword.trim_start_matches('$').chars() {
        if c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// Keeps the items of a list that pass, and notes where the others have moved to.
pub(super) fn retain(
    list: &mut Vec<Value>,
    at: &At<'_>,
    cx: &mut Cx<'_>,
    mut keep: impl FnMut(&mut Value, &At<'_>, &mut Cx<'_>) -> bool,
) {
    let mut kept = Vec::with_capacity(list.len());
    for (index, mut item) in std::mem::take(list).into_iter().enumerate() {
        if keep(&mut item, &at.index(index), cx) {
            if kept.len() != index {
                cx.places.moved(&at.index(index).pointer(), &at.index(kept.len()).pointer());
            }
            kept.push(item);
        }
    }
    *list = kept;
}

/// Sets `nullable`.
pub(super) fn set_nullable(map: &mut Map<String, Value>) {
    map.insert("nullable".to_owned(), true.into());
}

/// Only `null` is allowed.
pub(super) fn set_null(map: &mut Map<String, Value>) {
    for key in ["type", "enum", "format", "const"] {
        map.remove(key);
    }
    map.insert("x-octogen-null".to_owned(), true.into());
    set_nullable(map);
}

/// Members that say something about a schema to a reader, not about its values.
pub(super) fn is_annotation(key: &str) -> bool {
    const NAMES: &[&str] = &[
        "description",
        "summary",
        "title",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "example",
        "examples",
        "x-octogen-examples",
        "externalDocs",
        "xml",
    ];
    NAMES.contains(&key) || (key.starts_with("x-") && !key.starts_with("x-octogen-"))
}

/// Members that name the schema, or say which words it is written in.
pub(super) fn is_dropped(key: &str) -> bool {
    Kind::Schema.known(key).is_some_and(|it| it.lowered == Lowered::Dropped)
}

/// Members that are neither annotations nor constraints: they name the schema, or hold others.
pub(super) fn is_neutral(key: &str) -> bool {
    matches!(key, "$comment" | "$defs" | "definitions" | "x-octogen-comment" | "x-octogen-dynamic-ref")
        || is_dropped(key)
}
