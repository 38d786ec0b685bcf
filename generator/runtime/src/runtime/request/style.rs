//! Values as text in the styles of OpenAPI (3.1, section 4.8.12.3; 3.2 adds `cookie`).
//!
//! What the text of OpenAPI leaves open: null says nothing and is left out, and so are null items; a list without items
//! leaves no trace, but in `simple`. A list in an exploded object repeats its member's name, as a list by itself does. An
//! object inside of another value is JSON, in `deepObject` it goes on in brackets: `filter[by][name]=x`; the items of a
//! list repeat the name there, those that are lists or objects are counted: `filter[all][0][name]=x`.

use std::borrow::Cow;

use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::json::plain::Plain;
use crate::runtime::spec::param::{ParamSpec, Style};

/// One parameter to be written.
pub(crate) struct Writer<'a> {
    pub(crate) name: &'a str,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) escape: Escape,
}

/// A name and its value, both as they are sent.
pub(crate) type Pair = (String, String);

impl Writer<'_> {
    /// The serialized value, with `between` between two pairs; `None` if nothing is sent.
    pub(crate) fn text(&self, value: &Plain, between: &str) -> Option<String> {
        match self.style {
            Style::Simple | Style::Label | Style::Matrix => self.segment(value),
            _ => {
                let pairs = self.pairs(value);
                let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
                (!pairs.is_empty()).then(|| pairs.join(between))
            }
        }
    }

    /// The pairs of a style that has pairs: in a query, a form, cookies, as parts.
    pub(crate) fn pairs(&self, value: &Plain) -> Vec<Pair> {
        let one = |text: String| vec![(self.key(self.name), text)];
        match value {
            _ if self.style == Style::DeepObject => {
                let mut pairs = Vec::new();
                self.deep(&self.key(self.name), value, &mut pairs);
                pairs
            }
            Plain::Null => Vec::new(),
            Plain::List(items) if self.explode => self.repeated(self.name, items).collect(),
            Plain::Object(members) if self.explode => self.members(members),
            Plain::List(items) => {
                let items: Vec<String> = self.repeated(self.name, items).map(|(_, text)| text).collect();
                if items.is_empty() { Vec::new() } else { one(items.join(self.delimiter())) }
            }
            Plain::Object(members) => {
                let along = self.along(members);
                if along.is_empty() { Vec::new() } else { one(along.join(self.delimiter())) }
            }
            scalar => one(self.scalar(scalar)),
        }
    }

    /// The text of a style that stands in a path or a header.
    fn segment(&self, value: &Plain) -> Option<String> {
        let simple = self.style == Style::Simple;
        match value {
            Plain::Null => None,
            Plain::List(items) => {
                let items: Vec<String> = self.repeated(self.name, items).map(|(_, text)| text).collect();
                (simple || !items.is_empty()).then(|| self.list(&items))
            }
            Plain::Object(members) => {
                let (apart, along) = (self.members(members), self.along(members));
                (simple || !along.is_empty()).then(|| self.object(&apart, &along))
            }
            scalar => Some(self.single(&self.scalar(scalar))),
        }
    }

    /// The items of a list, each under that name.
    fn repeated<'a>(&'a self, name: &'a str, items: &'a [Plain]) -> impl Iterator<Item = Pair> + 'a {
        items.iter().filter(|it| !it.is_null()).map(|it| (self.key(name), self.scalar(it)))
    }

    /// The members of an object, each under its own name.
    fn members(&self, members: &[(String, Plain)]) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (name, value) in members {
            match value {
                Plain::Null => {}
                Plain::List(items) => pairs.extend(self.repeated(name, items)),
                value => pairs.push((self.key(name), self.scalar(value))),
            }
        }
        pairs
    }

    /// Names and values in turn.
    fn along(&self, members: &[(String, Plain)]) -> Vec<String> {
        let members = members.iter().filter(|(_, it)| !it.is_null());
        members.flat_map(|(name, value)| [self.key(name), self.scalar(value)]).collect()
    }

    fn key<'k>(&self, key: &'k str) -> String
    where
        Self: 'k,
    {
        escape(key, self.escape)
    }

    fn scalar(&self, value: &Plain) -> String {
        let text = match value {
            Plain::Text(text) => Cow::Borrowed(text.as_str()),
            // Nothing in a number or a boolean has to be escaped.
            Plain::Word(word) => return word.clone(),
            other => Cow::Owned(other.clone().into_text()),
        };
        escape(&text, self.escape)
    }

    fn single(&self, text: &str) -> String {
        let name = self.key(self.name);
        match self.style {
            Style::Simple => text.to_owned(),
            Style::Label => format!(".{text}"),
            _ if text.is_empty() => format!(";{name}"),
            _ => format!(";{name}={text}"),
        }
    }

    fn list(&self, items: &[String]) -> String {
        match (self.style, self.explode) {
            // An expression that may hold slashes (RFC 6570, section 3.2.6) has its items in segments of their own.
            (Style::Simple, true) if self.escape.keeps_slashes() => items.join("/"),
            (Style::Simple, _) => items.join(","),
            (Style::Label, true) => format!(".{}", items.join(".")),
            (Style::Matrix, true) => items.iter().map(|it| self.single(it)).collect(),
            _ => self.single(&items.join(",")),
        }
    }

    fn object(&self, apart: &[Pair], along: &[String]) -> String {
        let apart = |between: &str| apart.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(between);
        match (self.style, self.explode) {
            (Style::Simple, true) => apart(","),
            (Style::Simple, false) => along.join(","),
            (Style::Label, true) => format!(".{}", apart(".")),
            (Style::Matrix, true) => format!(";{}", apart(";")),
            _ => self.single(&along.join(",")),
        }
    }

    /// The delimiter of items in one value; unescaped if nothing is escaped.
    fn delimiter(&self) -> &'static str {
        let plain = self.escape == Escape::Nothing;
        match self.style {
            Style::SpaceDelimited if plain => " ",
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited if plain => "|",
            Style::PipeDelimited => "%7C",
            _ => ",",
        }
    }

    fn deep(&self, name: &str, value: &Plain, pairs: &mut Vec<Pair>) {
        let inside = |key: &str| match self.escape {
            Escape::Nothing => format!("{name}[{key}]"),
            _ => format!("{name}%5B{}%5D", self.key(key)),
        };
        match value {
            Plain::Null => {}
            Plain::Object(members) => {
                members.iter().for_each(|(key, value)| self.deep(&inside(key), value, pairs));
            }
            Plain::List(items) if items.iter().any(Plain::is_compound) => {
                let items = items.iter().filter(|it| !it.is_null()).enumerate();
                items.for_each(|(index, it)| self.deep(&inside(&index.to_string()), it, pairs));
            }
            Plain::List(items) => items.iter().for_each(|it| self.deep(name, it, pairs)),
            scalar => pairs.push((name.to_owned(), self.scalar(scalar))),
        }
    }
}

/// The writer of a parameter.
pub(crate) fn writer(spec: &ParamSpec, escape: Escape) -> Writer<'static> {
    Writer { name: spec.wire, style: spec.style, explode: spec.explode, escape }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn written(style: Style, explode: bool, escape: Escape, value: &Value) -> String {
        let writer = Writer { name: "p", style, explode, escape };
        writer.text(&Plain::of(value).unwrap(), "&").unwrap_or_default()
    }

    #[test]
    fn values_inside_of_values() {
        use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
        let pageable = json!({"page": 1.0, "sort": ["a", "b,c"], "gone": null, "none": [], "by": {"x": 1}});
        let nested = json!({"all": [{"x": 1}, {"x": 2}], "tags": ["a", "b"], "by": {"name": {"is": true}}});
        for (style, explode, escape, value, expected) in [
            (Form, true, Escape::Strict, &pageable, "by=%7B%22x%22%3A1%7D&page=1&sort=a&sort=b%2Cc"),
            (Matrix, true, Escape::Strict, &json!({"a": [1, null, 2.0]}), ";a=1;a=2"),
            (Label, true, Escape::Strict, &json!({"a": [1, 2]}), ".a=1.a=2"),
            (Simple, true, Escape::Nothing, &json!({"a": [1, 2]}), "a=1,a=2"),
            (Form, false, Escape::Strict, &json!({"a": [1]}), "p=a,%5B1%5D"),
            (Form, true, Escape::Strict, &json!([[1], {"a": 2}]), "p=%5B1%5D&p=%7B%22a%22%3A2%7D"),
            (Form, true, Escape::Strict, &json!([null]), ""),
            (Form, false, Escape::Strict, &json!({"a": null}), ""),
            (Simple, false, Escape::Strict, &json!([]), ""),
            (SpaceDelimited, false, Escape::Strict, &json!([1.0, 2.5]), "p=1%202.5"),
            (SpaceDelimited, false, Escape::Nothing, &json!(["a", "b"]), "p=a b"),
            (PipeDelimited, false, Escape::Nothing, &json!(["a", "b"]), "p=a|b"),
            (
                DeepObject,
                true,
                Escape::Nothing,
                &nested,
                "p[all][0][x]=1&p[all][1][x]=2&p[by][name][is]=true&p[tags]=a&p[tags]=b",
            ),
            (DeepObject, true, Escape::Strict, &json!({"a b": {"c": 1}}), "p%5Ba%20b%5D%5Bc%5D=1"),
            (DeepObject, true, Escape::Nothing, &json!({"a": [], "b": null, "c": {}}), ""),
            (DeepObject, true, Escape::Nothing, &json!([[1, 2], [3]]), "p[0]=1&p[0]=2&p[1]=3"),
            (Simple, true, Escape::Slashes, &json!(["a b", "c/d"]), "a%20b/c/d"),
            (Simple, false, Escape::Slashes, &json!("projects/a b/x?y"), "projects/a%20b/x%3Fy"),
        ] {
            assert_eq!(written(style, explode, escape, value), expected, "{style:?} {explode} {value}");
        }
    }
}
