//! Parameters and forms as JSON: texts, of which only a schema can say whether they are numbers, booleans or lists.

use serde_json::{Map, Value};

use super::schemas::Schemas;
use super::texts::{Looks, Texts};

impl Schemas {
    /// What the texts are under the schema. Where they may be several things, the first that the schema takes; where it
    /// takes none, what the first alternative would have them be.
    pub(super) fn value(&self, texts: &Texts, schema: Option<&'static Value>) -> Value {
        let Some(schema) = schema else { return self.under(texts, &Value::Null) };
        let alternatives = self.alternatives(schema);
        let mut values: Vec<Value> = alternatives.iter().map(|it| self.under(texts, it)).collect();
        values.dedup();
        match values.len() {
            0 => self.under(texts, schema),
            1 => values.remove(0),
            _ => {
                let fitting = values.iter().position(|it| self.check(schema, it).is_ok());
                values.swap_remove(fitting.unwrap_or_default())
            }
        }
    }

    fn under(&self, texts: &Texts, schema: &'static Value) -> Value {
        match texts {
            Texts::Json(value) => value.clone(),
            Texts::One(text) => self.scalar(texts, text, schema),
            Texts::List(items) => {
                let values = items.iter().enumerate().map(|(index, it)| self.value(it, self.item(schema, index)));
                values.collect()
            }
            Texts::Members(members) if self.kind(schema) == Some("array") && are_counted(members) => {
                let items = members.iter().enumerate();
                items.map(|(index, (_, it))| self.value(it, self.item(schema, index))).collect()
            }
            Texts::Members(members) => {
                let values = members.iter().map(|(name, it)| (name.clone(), self.value(it, self.member(schema, name))));
                Value::Object(values.collect::<Map<_, _>>())
            }
        }
    }

    fn scalar(&self, texts: &Texts, text: &str, schema: &'static Value) -> Value {
        let read = || serde_json::from_str::<Value>(text).ok();
        let value = match self.kind(schema) {
            Some("integer" | "number") => read().filter(Value::is_number),
            Some("boolean") => read().filter(Value::is_boolean),
            Some("object") => read().filter(Value::is_object),
            // The only item of a list, unless all of it is written as JSON.
            Some("array") => read().filter(Value::is_array).or_else(|| {
                let item = self.item(schema, 0).filter(|it| self.kind(it) != Some("array"));
                Some(Value::Array(vec![self.value(texts, item)]))
            }),
            Some(_) => None,
            None => {
                let listed = self.said(schema, "enum").and_then(Value::as_array);
                listed.into_iter().flatten().find(|it| read().as_ref() == Some(*it) && !it.is_string()).cloned()
            }
        };
        value.unwrap_or_else(|| Value::String(text.to_owned()))
    }

    /// How the text of such values is taken apart.
    pub(super) fn looks(&self, schema: Option<&'static Value>) -> Looks {
        let Some(schema) = schema else { return Looks::One };
        let mut looks: Vec<Looks> = self.alternatives(schema).into_iter().map(|it| self.look(it)).collect();
        match looks.len() {
            1 => looks.remove(0),
            _ if looks.iter().all(|it| *it == Looks::One) && !looks.is_empty() => Looks::One,
            _ if looks.iter().any(|it| matches!(it, Looks::Members | Looks::Named(_) | Looks::Free)) => Looks::Free,
            _ => Looks::Any,
        }
    }

    fn look(&self, alternative: &'static Value) -> Looks {
        match self.kind(alternative) {
            Some("array") => Looks::List,
            Some("object") => {
                let open = self.said(alternative, "additionalProperties").is_some_and(|it| *it != Value::Bool(false));
                let declared = self.declared(alternative);
                match open || declared.is_empty() {
                    true => Looks::Members,
                    false => Looks::Named(declared.into_iter().filter(|(_, it)| !it).map(|(name, _)| name).collect()),
                }
            }
            Some(_) => Looks::One,
            None if self.said(alternative, "enum").is_some() => Looks::One,
            None => Looks::Free,
        }
    }
}

/// `all[0][name]`: the items of a list by their numbers.
fn are_counted(members: &[(String, Texts)]) -> bool {
    !members.is_empty() && members.iter().enumerate().all(|(index, (name, _))| *name == index.to_string())
}
