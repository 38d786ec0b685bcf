//! `const` → `x-octogen-const`, with the one-value `enum` and the `type` that 3.0 can say.

use serde_json::{Value, json};

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::schemas(document, diags, |map, at, cx| {
        let Some(value) = map.remove("const") else { return };
        if value.is_null() {
            return node::set_null(map);
        }
        let type_ = type_name(&value);
        let allows = |it: &Value| it == type_ || (type_ == "integer" && it == "number");
        match map.get("type") {
            Some(written) if allows(written) => {}
            Some(Value::Array(types)) if types.iter().any(allows) => drop(map.insert("type".to_owned(), type_.into())),
            Some(written) => {
                let message =
                    format!("`const` is {value}, which `type: {written}` does not allow; the constant applies");
                cx.diags.warning(code::CONFLICT, &at.pointer(), message).help("make both say the same");
                map.insert("type".to_owned(), type_.into());
            }
            None => drop(map.insert("type".to_owned(), type_.into())),
        }
        if !value.is_object() && !value.is_array() {
            map.insert("enum".to_owned(), json!([value]));
        }
        map.insert("x-octogen-const".to_owned(), value);
    })
}

/// The `type` of a value.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(it) if it.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
