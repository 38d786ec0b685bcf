//! Generates a value from a schema without an example: the required properties, those that have an example, and the lists
//! and objects of the whole; the first value of an `enum`, one item per array, strings by their format, numbers within
//! their bounds. Patterns are ignored.

use serde_json::{Map, Value, json};

use super::node::{is, parts, reference};
use super::schemas::Schemas;

/// A value of the schema, as in a response.
pub(super) fn sample(schemas: &Schemas, schema: &'static Value) -> Value {
    Sampler { schemas, open: Vec::new(), left: MOST }.value(schema).unwrap_or_default()
}

/// The maximum number of values in one: types that contain each other twice would grow without end.
const MOST: usize = 10_000;

/// Whether a member says by its name that there is another page: what a mock server responds with has an end.
fn leads_on(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["next", "cursor", "more", "continu", "token"].iter().any(|it| name.contains(it))
}

struct Sampler<'s> {
    schemas: &'s Schemas,
    /// The schemas that are being generated: no value contains itself.
    open: Vec<&'static Value>,
    left: usize,
}

impl Sampler<'_> {
    /// `None` if the schema would contain itself, or allows nothing.
    fn value(&mut self, schema: &'static Value) -> Option<Value> {
        let node = self.schemas.resolved(schema);
        let is_open = |it: &&'static Value| self.open.iter().any(|open| std::ptr::eq(*open, *it));
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || is(node, "x-octogen-never") || self.schemas.conjuncts(node).iter().any(is_open) {
            return is(node, "nullable").then_some(Value::Null);
        }
        self.open.push(node);
        let value = self.stated_value(node).or_else(|| self.generate(node));
        self.open.pop();
        value.or_else(|| is(node, "nullable").then_some(Value::Null))
    }

    /// A value that the schema states: a constant, a value of an `enum`, an example, a default.
    fn stated_value(&self, node: &'static Value) -> Option<Value> {
        let constant = || self.schemas.keyword(node, "x-octogen-const").cloned();
        let listed = || self.schemas.keyword(node, "enum").and_then(|it| it.get(0)).cloned();
        let given = || {
            let mut all = ["example", "default"].into_iter().filter_map(|it| node.get(it));
            all.find(|it| self.schemas.check(node, it).is_ok()).cloned()
        };
        constant().or_else(listed).or_else(given)
    }

    fn generate(&mut self, node: &'static Value) -> Option<Value> {
        let chosen = self.chosen(node);
        match self.schemas.kind(node) {
            Some("object") => Some(self.object(node, chosen)),
            None if chosen.as_ref().is_some_and(Value::is_object) => Some(self.object(node, chosen)),
            Some("array") => Some(self.list(node)),
            _ if chosen.is_some() => chosen,
            _ if is(node, "x-octogen-null") => Some(Value::Null),
            Some("string") => Some(self.text(node).into()),
            Some("integer") => self.number(node, 1.0),
            Some("number") => self.number(node, 0.5),
            Some("boolean") => Some(Value::Bool(true)),
            _ if ["anyOf", "oneOf"].iter().any(|it| node.get(it).is_some()) => None,
            _ => Some(json!({})),
        }
    }

    /// The first alternative that can be generated, with the value of its discriminator.
    fn chosen(&mut self, node: &'static Value) -> Option<Value> {
        let choices = self.schemas.conjuncts(node);
        let choice = choices.into_iter().find(|it| ["anyOf", "oneOf"].iter().any(|key| it.get(key).is_some()))?;
        let branches = parts(choice, "anyOf").chain(parts(choice, "oneOf"));
        branches.into_iter().find_map(|branch| {
            let mut value = self.value(branch)?;
            let tag = choice.get("discriminator").and_then(|it| it["propertyName"].as_str());
            if let (Some(tag), Some(at), Value::Object(members)) = (tag, reference(branch), &mut value) {
                let own = self.schemas.member(self.schemas.resolved(branch), tag);
                if own.is_none_or(|it| self.schemas.keyword(it, "enum").is_none()) {
                    members.insert(tag.to_owned(), self.schemas.tags(choice, at).remove(0).into());
                }
            }
            Some(value)
        })
    }

    fn object(&mut self, node: &'static Value, chosen: Option<Value>) -> Value {
        let mut members = match chosen {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let all = self.schemas.conjuncts(node);
        for name in all.iter().flat_map(|it| parts(it, "required")).filter_map(Value::as_str) {
            let member = all.iter().find_map(|it| it.get("properties")?.get(name));
            let Some(member) =
                member.filter(|schema| !self.schemas.conjuncts(schema).iter().any(|it| is(it, "writeOnly")))
            else {
                continue;
            };
            if !members.contains_key(name) {
                let value = self.value(member).unwrap_or_default();
                members.insert(name.to_owned(), value);
            }
        }
        let declared = all.iter().filter_map(|it| it.get("properties")?.as_object()).flatten();
        for (name, member) in declared.filter(|(name, _)| !leads_on(name)) {
            if members.contains_key(name) {
                continue;
            }
            if let Some(value) = self.example(member).or_else(|| self.outer(member)) {
                members.insert(name.clone(), value);
            }
        }
        members.into()
    }

    /// The example that the document gives for a member, where it may be in a response and fits its schema.
    fn example(&self, member: &'static Value) -> Option<Value> {
        let example = self.schemas.conjuncts(member).iter().find_map(|it| it.get("example"))?;
        (self.is_received(member) && self.schemas.check(member, example).is_ok()).then(|| example.clone())
    }

    /// A list or an object that is not required, as a member of the whole: without it many a list would have no items.
    fn outer(&mut self, member: &'static Value) -> Option<Value> {
        let is_outermost = self.open.len() == 1 && matches!(self.schemas.kind(member), Some("array" | "object"));
        if !is_outermost || !self.is_received(member) {
            return None;
        }
        self.value(member).filter(|it| !it.is_null())
    }

    fn is_received(&self, member: &'static Value) -> bool {
        !self.schemas.conjuncts(member).iter().any(|it| is(it, "writeOnly"))
    }

    fn list(&mut self, node: &'static Value) -> Value {
        let count = |key: &str| self.schemas.keyword(node, key).and_then(Value::as_u64);
        let first = self.schemas.keyword(node, "x-octogen-prefix-items").and_then(Value::as_array).map_or(0, Vec::len);
        let wanted = count("minItems").unwrap_or(1).max(first as u64).min(count("maxItems").unwrap_or(u64::MAX));
        let items = (0..usize::try_from(wanted).unwrap_or_default().min(1000)).map_while(|index| {
            let item = self.schemas.item(node, index)?;
            self.value(item)
        });
        items.collect()
    }

    fn text(&self, node: &'static Value) -> String {
        let text = match self.schemas.keyword(node, "format").and_then(Value::as_str) {
            Some("date-time") => return "2026-01-02T03:04:05Z".to_owned(),
            Some("date") => return "2026-01-02".to_owned(),
            Some("time") => return "03:04:05Z".to_owned(),
            Some("duration") => return "PT1S".to_owned(),
            Some("uuid") => return "00000000-0000-4000-8000-000000000000".to_owned(),
            Some("email" | "idn-email") => "user@example.com",
            Some("uri" | "url" | "iri" | "uri-reference") => "https://example.com",
            Some("hostname" | "idn-hostname") => "example.com",
            Some("ipv4") => "192.0.2.1",
            Some("ipv6") => "2001:db8::1",
            Some("byte" | "base64") => return "dGV4dA==".to_owned(),
            Some("decimal") => "1.5",
            _ => "text",
        };
        let length = |key: &str| self.schemas.keyword(node, key).and_then(Value::as_u64);
        let least = usize::try_from(length("minLength").unwrap_or_default()).unwrap_or_default().min(1 << 20);
        let most = usize::try_from(length("maxLength").unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let padding = "x".repeat(least.saturating_sub(text.len()));
        format!("{text}{padding}").chars().take(most).collect()
    }

    /// The number closest to zero that is within the bounds; where a bound is excluded, so far from it.
    fn number(&self, node: &'static Value, step: f64) -> Option<Value> {
        let keyword = |key: &str| self.schemas.keyword(node, key);
        let bound = |key: &str, exclusive: &str, step: f64| {
            let excluded = keyword(exclusive).is_some_and(|it| *it == Value::Bool(true));
            keyword(key).and_then(Value::as_f64).map(|it| if excluded { it + step } else { it })
        };
        let least = bound("minimum", "exclusiveMinimum", step).unwrap_or(f64::MIN);
        let most = bound("maximum", "exclusiveMaximum", -step).unwrap_or(f64::MAX);
        let mut number = 0.0_f64.max(least).min(most);
        if let Some(unit) = keyword("multipleOf").and_then(Value::as_f64).filter(|it| *it > 0.0) {
            number = (number / unit).ceil() * unit;
        }
        match number.fract() == 0.0 && number.abs() < 9e15 {
            true => Some((number as i64).into()),
            false => serde_json::Number::from_f64(number).map(Value::Number),
        }
    }
}
