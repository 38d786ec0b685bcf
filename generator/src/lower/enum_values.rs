//! `enum`: `null` in it becomes `nullable`, doubles go, values get the type that the schema names (YAML reads `true` and
//! `1` as what they look like), and a missing `type` is what all values are.

use serde_json::{Map, Number, Value};

use super::beside_values::is_beside_values;
use super::const_value::type_name;
use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::numeric::one_spelling;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        let Some(Value::Array(items)) = map.remove("enum") else { return };
        let pointer = at.key("enum").pointer();
        let had_null = items.iter().any(Value::is_null);
        let mut values: Vec<Value> = Vec::with_capacity(items.len());
        let mut seen = std::collections::BTreeSet::new();
        let (mut converted, mut dropped, mut kept) = (0, 0, Vec::new());
        let all = items.len();
        let type_ = map.get("type").and_then(Value::as_str).map(str::to_owned);
        for (index, item) in items.into_iter().enumerate().filter(|(_, it)| !it.is_null()) {
            match as_type(&item, type_.as_deref()) {
                Some(value) => {
                    converted += usize::from(value != item);
                    if seen.insert(one_spelling(&value).to_string()) {
                        values.push(value);
                        kept.push(index);
                    }
                }
                None => dropped += 1,
            }
        }
        if type_.as_deref() == Some("array") && dropped > 0 && values.is_empty() {
            cx.diags
                .warning(code::REPAIRED, &pointer, "an `enum` of a list names items, so it was left out")
                .help("move it into `items`");
            return;
        }
        if converted > 0 {
            let message = format!("{converted} of the values are not of the `type`, and were converted to it");
            cx.diags
                .warning(code::REPAIRED, &pointer, message)
                .help("write them in the type, in YAML in quotes for text");
        }
        if dropped > 0 {
            let message = format!("{dropped} of the values are not of the `type`, and were left out");
            cx.diags.warning(code::REPAIRED, &pointer, message).help("change `type`, or remove the values");
        }
        if had_null && values.is_empty() {
            return node::set_null(map);
        }
        if had_null {
            node::set_nullable(map);
        }
        if values.is_empty() {
            if dropped == 0 {
                cx.diags
                    .warning(code::REPAIRED, &pointer, "an empty `enum` allows nothing, so it was left out")
                    .help("list the values");
            }
            return;
        }
        if type_.is_none() {
            infer(map, &values);
        }
        beside(map, all, &kept);
        map.insert("enum".to_owned(), values.into());
    })
}

/// Lists that have an item for each value lose those of the values that are gone, too.
fn beside(map: &mut Map<String, Value>, all: usize, kept: &[usize]) {
    for (_, list) in map.iter_mut().filter(|(keyword, _)| is_beside_values(keyword)) {
        if let Value::Array(items) = list
            && items.len() == all
        {
            let mut index = 0..all;
            items.retain(|_| index.next().is_some_and(|it| kept.binary_search(&it).is_ok()));
        }
    }
}

fn infer(map: &mut Map<String, Value>, values: &[Value]) {
    if ["allOf", "anyOf", "oneOf"].iter().any(|it| map.contains_key(*it)) {
        return;
    }
    let first = type_name(&values[0]);
    if matches!(first, "string" | "integer" | "number" | "boolean") && values.iter().all(|it| type_name(it) == first) {
        map.insert("type".to_owned(), first.into());
    }
}

/// The value in the type that the schema names; none if it cannot be.
fn as_type(value: &Value, type_: Option<&str>) -> Option<Value> {
    match (type_, value) {
        (Some("string"), Value::Number(_) | Value::Bool(_)) => Some(value.to_string().into()),
        (Some("string"), it) => it.is_string().then(|| it.clone()),
        (Some("integer"), Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        (Some("integer"), Value::Number(it)) if it.is_f64() => whole(it).map(Value::from),
        (Some("number"), Value::String(text)) => {
            let whole = text.trim().parse::<i64>().ok().map(Value::from);
            whole.or_else(|| Number::from_f64(text.trim().parse().ok()?).map(Value::Number))
        }
        (Some("integer" | "number"), it) => it.is_number().then(|| it.clone()),
        (Some("boolean"), Value::String(text)) => {
            text.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::from)
        }
        (Some("boolean"), it) => it.is_boolean().then(|| it.clone()),
        (Some("object"), it) => it.is_object().then(|| it.clone()),
        (Some("array"), it) => it.is_array().then(|| it.clone()),
        _ => Some(value.clone()),
    }
}

/// `1.0` → `1`.
pub(super) fn whole(number: &Number) -> Option<i64> {
    let float = number.as_f64()?;
    // Beyond 2^53 a float does not say which whole number was meant.
    (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64)
}
