//! Enums and constants: open lists of scalars, and types with a single value.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Number, Value};

use super::docs::docs;
use super::merged::Merged;
use super::node::Node;
use super::typed::Built;
use super::types::Types;
use super::value::{scalar, text};
use super::value_names::ValueNames;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Constant, Docs, Enum, EnumRepr, JsonKind, Shape, TypeRef, Variant, VariantName};
use crate::namer::{Kind, Scope};
use crate::numeric::{one_spelling, same_value};

/// The variant that keeps a value which is not listed. A listed value of this name moves out of its way.
pub(super) const FALLBACK: &str = "Unknown";

/// A value of an enum, with what the document says about it.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The value on the wire.
    pub value: Value,
    /// What it should be called, where the document says.
    pub name: Option<String>,
    /// What it means.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// The type of a `const`.
pub(super) fn constant(value: &Value) -> Built {
    match value {
        Value::Null => Built::Ref(TypeRef::Null),
        value => Built::Shape(Shape::Constant(Constant { value: value.clone() })),
    }
}

/// The type of an `enum`.
pub(super) fn build(types: &mut Types<'_, '_>, merged: &Merged<'_>) -> Built {
    let values = merged.values.as_deref().unwrap_or_default();
    if values.iter().any(|value| value.is_array() || value.is_object()) {
        let at = merged.parts.first().map(|part| part.at.clone()).unwrap_or_default();
        let message = "an enum of arrays or objects is read as any JSON value";
        return Built::Ref(types.widened(code::ENUM_OF_COMPOUNDS, &at, message));
    }
    let node = merged.parts.iter().find(|part| part.values().is_some());
    let names = node.map(|it| ValueNames::of(it, types.diags)).unwrap_or_default();
    let at = node.map(|it| it.at.clone()).unwrap_or_default();
    let mut all: Vec<Listed> = values.iter().map(|value| listed(&names, value, merged.kind)).collect();
    let wider = wider(types, merged, node);
    for it in &mut all {
        let same = |other: &&Listed| same_value(&other.value, &it.value);
        if let Some(other) = wider.iter().find(same) {
            it.name = it.name.take().or_else(|| other.name.clone());
            it.docs.title = it.docs.title.take().or_else(|| other.docs.title.clone());
            it.docs.description = it.docs.description.take().or_else(|| other.docs.description.clone());
            it.deprecated |= other.deprecated;
        }
    }
    of_values(types, all, &at)
}

/// What is said of the values by those that the list is a selection of: another list, or a choice of constants.
fn wider(types: &mut Types<'_, '_>, merged: &Merged<'_>, narrow: Option<&Node<'_>>) -> Vec<Listed> {
    let lists = merged.parts.iter().filter(|part| narrow.is_some_and(|it| it.at != part.at));
    let of_list = |part: &Node<'_>| {
        let names = ValueNames::of(part, &mut Diagnostics::default());
        let values = part.values().unwrap_or_default().iter();
        values.map(|value| listed(&names, value, merged.kind)).collect::<Vec<_>>()
    };
    let mut all: Vec<Listed> = lists.flat_map(of_list).collect();
    for at in merged.groups.iter().flat_map(|group| &group.branches) {
        let branch = Merged::of(&types.schemas, &at.clone().into(), &mut Diagnostics::default());
        all.extend(of_branch(&branch).unwrap_or_default());
    }
    all
}

/// The scalars of a schema that is a list of them, with its own text.
pub(super) fn of_branch(merged: &Merged<'_>) -> Option<Vec<Listed>> {
    let single: Vec<Value> = merged.constant.cloned().into_iter().collect();
    let values = merged.values.clone().filter(|_| single.is_empty()).unwrap_or(single);
    let scalar = |it: &Value| !it.is_array() && !it.is_object();
    if values.is_empty() || !values.iter().all(scalar) || !merged.groups.is_empty() {
        return None;
    }
    let only = values.len() == 1;
    let docs = if only { docs(&merged.parts) } else { Docs::default() };
    let deprecated = only && merged.parts.iter().any(|part| part.flag("deprecated"));
    // A number says less of itself than its title does.
    let title = merged.parts.iter().find_map(|part| part.text("title")).filter(|it| only && it.len() <= 40);
    let listed = |value: Value| {
        let name = title.filter(|_| value.is_number()).map(str::to_owned);
        let is_name = |it: &String| Some(it) == name.as_ref() || *it == text(&value);
        let docs = Docs { title: docs.title.clone().filter(|it| !is_name(it)), ..docs.clone() };
        Listed { value, name, docs, deprecated }
    };
    Some(values.into_iter().map(listed).collect())
}

/// The open enum of these values; booleans alone are a `bool`.
pub(super) fn of_values(types: &mut Types<'_, '_>, listed: Vec<Listed>, at: &Pointer) -> Built {
    let listed = as_set(listed, at, types.diags);
    if listed.is_empty() {
        return Built::Ref(TypeRef::Null);
    }
    if listed.iter().all(|it| it.value.is_boolean()) {
        return Built::Ref(TypeRef::Bool);
    }
    let repr = if listed.iter().all(|it| it.value.is_string()) {
        EnumRepr::String
    } else if listed.iter().all(|it| it.value.is_i64()) {
        EnumRepr::Integer
    } else {
        EnumRepr::Mixed
    };
    Built::Shape(Shape::Enum(Enum { repr, variants: variants(&listed), fallback: VariantName::new(FALLBACK) }))
}

/// Each value once (JSON Schema validation, section 6.1.2: an enum's values are a set). One that is listed again keeps its
/// first name and its first description, and is deprecated where it is so each time.
fn as_set(listed: Vec<Listed>, at: &Pointer, diags: &mut Diagnostics) -> Vec<Listed> {
    let mut places = BTreeMap::new();
    let mut set: Vec<Listed> = Vec::with_capacity(listed.len());
    let mut renamed = 0;
    for it in listed {
        match places.entry(one_spelling(&it.value).to_string()) {
            Entry::Vacant(place) => {
                place.insert(set.len());
                set.push(it);
            }
            Entry::Occupied(place) => {
                let first = &mut set[*place.get()];
                renamed += usize::from(first.name.is_some() && it.name.is_some() && first.name != it.name);
                first.name = first.name.take().or(it.name);
                first.docs.title = first.docs.title.take().or(it.docs.title);
                first.docs.description = first.docs.description.take().or(it.docs.description);
                first.deprecated &= it.deprecated;
            }
        }
    }
    if renamed > 0 {
        let message = format!("{renamed} of the values are listed again by another name; the first name is used");
        diags.documented(code::VALUE_NAMES, at, message);
    }
    set
}

fn variants(listed: &[Listed]) -> Vec<Variant> {
    let wished: Vec<String> = listed.iter().map(|it| it.name.clone().unwrap_or_else(|| text(&it.value))).collect();
    let mut scope = Scope::new(Kind::Variant, &[]);
    let names = scope.names(wished.iter().map(String::as_str));
    let mut seen = std::collections::BTreeSet::new();
    let variants = listed.iter().zip(&wished).map(|(it, wish)| {
        // Two values of different types may be spelled alike (`1` and `"1"`); the later one gets a name of its own.
        let name = if seen.insert(wish) {
            names[wish.as_str()].clone()
        } else {
            scope.name(&[wish, &distinguishing_word(it, wish)])
        };
        Variant {
            name: VariantName::new(name),
            wire: scalar(&it.value),
            docs: it.docs.clone(),
            deprecated: it.deprecated,
        }
    });
    variants.collect()
}

fn distinguishing_word(it: &Listed, wish: &str) -> String {
    let kind = match it.value {
        Value::String(_) => "text",
        Value::Number(_) => "number",
        _ => "value",
    };
    format!("{wish} {kind}")
}

/// A value of the list, read in the schema's own type: YAML turns an unquoted `1` into a number.
fn listed(names: &ValueNames, value: &Value, kind: Option<JsonKind>) -> Listed {
    Listed {
        value: in_kind(value, kind),
        name: names.name(value),
        docs: Docs { description: names.meaning(value), ..Docs::default() },
        deprecated: names.is_deprecated(value),
    }
}

fn in_kind(value: &Value, kind: Option<JsonKind>) -> Value {
    match (kind, value) {
        (Some(JsonKind::String), Value::Number(_) | Value::Bool(_)) => Value::String(value.to_string()),
        (Some(JsonKind::Integer), Value::String(text)) => match text.parse::<i64>() {
            Ok(number) => Value::Number(Number::from(number)),
            Err(_) => value.clone(),
        },
        _ => value.clone(),
    }
}
