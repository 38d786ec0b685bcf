//! Values as text in the styles of OpenAPI (3.1, section 4.8.12.3; 3.2 adds `cookie`).

use serde_json::Value;

use super::encode::{Escape, escape};
use super::param::Style;

/// One parameter to be written.
pub(super) struct Writer<'a> {
    pub(super) name: &'a str,
    pub(super) style: Style,
    pub(super) explode: bool,
    pub(super) escape: Escape,
    /// What stands between two pairs: `&` in a query, `; ` in a cookie.
    pub(super) between: &'a str,
}

impl Writer<'_> {
    /// The text of the value, or `None` where there is nothing to be sent: null, or a list without items.
    pub(super) fn text(&self, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::Array(items) => {
                let items: Vec<String> = items.iter().filter(|it| !it.is_null()).map(|it| self.scalar(it)).collect();
                (!items.is_empty() || self.is_simple()).then(|| self.list(&items))
            }
            Value::Object(members) => {
                if self.style == Style::DeepObject {
                    let mut pairs = Vec::new();
                    deep(&escape(self.name, self.escape), value, self.escape, &mut pairs);
                    return (!pairs.is_empty()).then(|| pairs.join(self.between));
                }
                let members = members.iter().filter(|(_, it)| !it.is_null());
                let members: Vec<_> = members.map(|(key, it)| (self.key(key), self.scalar(it))).collect();
                (!members.is_empty() || self.is_simple()).then(|| self.object(&members))
            }
            scalar if self.is_simple() => Some(self.scalar(scalar)),
            scalar => Some(self.single(&self.scalar(scalar))),
        }
    }

    fn is_simple(&self) -> bool {
        self.style == Style::Simple
    }

    fn key(&self, key: &str) -> String {
        escape(key, self.escape)
    }

    fn scalar(&self, value: &Value) -> String {
        match value {
            Value::String(text) => escape(text, self.escape),
            // Nothing in a whole number has to be escaped.
            Value::Number(it) if it.is_i64() || it.is_u64() => it.to_string(),
            other => escape(&scalar_text(other), self.escape),
        }
    }

    fn single(&self, text: &str) -> String {
        let name = self.key(self.name);
        match self.style {
            Style::Simple => text.to_owned(),
            Style::Label => format!(".{text}"),
            Style::Matrix if text.is_empty() => format!(";{name}"),
            Style::Matrix => format!(";{name}={text}"),
            _ => format!("{name}={text}"),
        }
    }

    fn list(&self, items: &[String]) -> String {
        match (self.style, self.explode) {
            (Style::Simple, _) => items.join(","),
            (Style::Label, true) => format!(".{}", items.join(".")),
            (Style::Matrix, true) => items.iter().map(|it| self.single(it)).collect(),
            (Style::Label | Style::Matrix, false) => self.single(&items.join(",")),
            (_, true) | (Style::DeepObject, _) => {
                items.iter().map(|it| self.single(it)).collect::<Vec<_>>().join(self.between)
            }
            (_, false) => self.single(&items.join(self.delimiter())),
        }
    }

    fn object(&self, members: &[(String, String)]) -> String {
        let apart = |between: &str| members.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(between);
        let along =
            |between: &str| members.iter().map(|(k, v)| format!("{k}{between}{v}")).collect::<Vec<_>>().join(between);
        match (self.style, self.explode) {
            (Style::Simple, true) => apart(","),
            (Style::Simple, false) => along(","),
            (Style::Label, true) => format!(".{}", apart(".")),
            (Style::Matrix, true) => format!(";{}", apart(";")),
            (Style::Label | Style::Matrix, false) => self.single(&along(",")),
            (_, true) => apart(self.between),
            (_, false) => self.single(&along(self.delimiter())),
        }
    }

    fn delimiter(&self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            _ => ",",
        }
    }
}

/// The text of a scalar; OpenAPI does not say how nested values are written, JSON is the least surprising.
pub(super) fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// `filter[by][name]=x`; items of lists repeat the pair.
fn deep(name: &str, value: &Value, how: Escape, pairs: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}%5B{}%5D", escape(key, how)), value, how, pairs);
            }
        }
        Value::Array(items) => items.iter().for_each(|it| deep(name, it, how, pairs)),
        scalar => pairs.push(format!("{name}={}", escape(&scalar_text(scalar), how))),
    }
}
