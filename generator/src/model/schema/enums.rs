//! Enums and constants: open lists of scalars, and types with a single value.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Number, Value};

use super::merged::Merged;
use super::typed::Built;
use super::types::Types;
use super::value::{scalar, text};
use super::value_names::ValueNames;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Constant, Docs, Enum, EnumRepr, JsonKind, Shape, TypeRef, Variant, VariantName};
use crate::namer::{Kind, Scope};
use crate::numeric::one_spelling;

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
        let message = "an enum of arrays or objects is taken as any JSON";
        return Built::Ref(types.widened(code::ENUM_OF_COMPOUNDS, &at, message));
    }
    let node = merged.parts.iter().find(|part| part.values().is_some());
    let names = node.map(|it| ValueNames::of(it, types.diags)).unwrap_or_default();
    let at = node.map(|it| it.at.clone()).unwrap_or_default();
    of_values(types, values.iter().map(|value| listed(&names, value, merged.kind)).collect(), &at)
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
        let message = format!("{renamed} of the values are listed again by another name; the first name is taken");
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
