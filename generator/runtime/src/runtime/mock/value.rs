//! Parameters and forms as JSON: only the schema tells whether a string is a number, a boolean or a list.

use serde_json::{Map, Value};

use super::param_value::{ParamShape, ParamValue};
use super::schemas::Schemas;

impl Schemas {
    /// Converts a parameter to JSON by its schema: the first alternative by which the value is valid, or else the first
    /// one.
    pub(super) fn value(&self, param_value: &ParamValue, schema: Option<&'static Value>) -> Value {
        let Some(schema) = schema else { return self.under(param_value, &Value::Null) };
        let alternatives = self.alternatives(schema);
        let mut values: Vec<Value> = alternatives.iter().map(|it| self.under(param_value, it)).collect();
        values.dedup();
        match values.len() {
            0 => self.under(param_value, schema),
            1 => values.remove(0),
            _ => {
                let fitting = values.iter().position(|it| self.check(schema, it).is_ok());
                values.swap_remove(fitting.unwrap_or_default())
            }
        }
    }

    fn under(&self, param_value: &ParamValue, schema: &'static Value) -> Value {
        match param_value {
            ParamValue::Json(value) => value.clone(),
            ParamValue::One(text) => self.scalar(param_value, text, schema),
            ParamValue::List(items) => {
                let values = items.iter().enumerate().map(|(index, it)| self.value(it, self.item(schema, index)));
                values.collect()
            }
            ParamValue::Members(members) if self.kind(schema) == Some("array") && are_counted(members) => {
                let items = members.iter().enumerate();
                items.map(|(index, (_, it))| self.value(it, self.item(schema, index))).collect()
            }
            ParamValue::Members(members) => {
                let values = members.iter().map(|(name, it)| (name.clone(), self.value(it, self.member(schema, name))));
                Value::Object(values.collect::<Map<_, _>>())
            }
        }
    }

    fn scalar(&self, param_value: &ParamValue, text: &str, schema: &'static Value) -> Value {
        let read = || serde_json::from_str::<Value>(text).ok();
        let value = match self.kind(schema) {
            Some("integer" | "number") => read().filter(Value::is_number),
            Some("boolean") => read().filter(Value::is_boolean),
            Some("object") => read().filter(Value::is_object),
            // The only item of a list, unless all of it is written as JSON.
            Some("array") => read().filter(Value::is_array).or_else(|| {
                let item = self.item(schema, 0).filter(|it| self.kind(it) != Some("array"));
                Some(Value::Array(vec![self.value(param_value, item)]))
            }),
            Some(_) => None,
            None => {
                let listed = self.keyword(schema, "enum").and_then(Value::as_array);
                listed.into_iter().flatten().find(|it| read().as_ref() == Some(*it) && !it.is_string()).cloned()
            }
        };
        value.unwrap_or_else(|| Value::String(text.to_owned()))
    }

    /// The shape of the values of a schema.
    pub(super) fn shape(&self, schema: Option<&'static Value>) -> ParamShape {
        let Some(schema) = schema else { return ParamShape::One };
        let mut shape: Vec<ParamShape> = self.alternatives(schema).into_iter().map(|it| self.shape_of(it)).collect();
        match shape.len() {
            1 => shape.remove(0),
            _ if shape.iter().all(|it| *it == ParamShape::One) && !shape.is_empty() => ParamShape::One,
            _ if shape.iter().any(|it| matches!(it, ParamShape::Members | ParamShape::Named(_) | ParamShape::Free)) => {
                ParamShape::Free
            }
            _ => ParamShape::Any,
        }
    }

    fn shape_of(&self, alternative: &'static Value) -> ParamShape {
        match self.kind(alternative) {
            Some("array") => ParamShape::List,
            Some("object") => {
                let open =
                    self.keyword(alternative, "additionalProperties").is_some_and(|it| *it != Value::Bool(false));
                let declared = self.declared(alternative);
                match open || declared.is_empty() {
                    true => ParamShape::Members,
                    false => {
                        ParamShape::Named(declared.into_iter().filter(|(_, it)| !it).map(|(name, _)| name).collect())
                    }
                }
            }
            Some(_) => ParamShape::One,
            None if self.keyword(alternative, "enum").is_some() => ParamShape::One,
            None => ParamShape::Free,
        }
    }
}

/// `all[0][name]`: the items of a list by their numbers.
fn are_counted(members: &[(String, ParamValue)]) -> bool {
    !members.is_empty() && members.iter().enumerate().all(|(index, (name, _))| *name == index.to_string())
}
