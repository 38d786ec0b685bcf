//! Values that a schema allows, made from the document alone, the same ones on every run. A full value has all
//! optional members; every branch, enum value and `null` of the document comes up at least once in some value,
//! because the maker remembers what it has chosen before. Every value is validated before it is handed out.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Number, Value, json};

use crate::described::{described, goes_the_other_way};
use crate::document::{Body, Document, is_form, is_json, is_json_lines, is_text_type, is_xml};
use crate::schema::{is_annotation, own_types};
use crate::text::{self, Charset};
use crate::xml;

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client: without read-only members.
    Request,
    /// To the client: without write-only members.
    Response,
}

/// Makes values for the schemas of one document.
pub struct Maker<'a> {
    document: &'a Document,
    direction: Direction,
    charset: Charset,
    chosen: BTreeMap<String, usize>,
    /// Whether a place that has an example gets it.
    exemplary: bool,
    /// Examples that the document gives against its own schema, and schemas that allow no value.
    pub contradictions: Vec<String>,
}

/// The most values that one place gets.
const MOST: usize = 24;

impl<'a> Maker<'a> {
    /// A maker for values that go this way.
    pub fn new(document: &'a Document, direction: Direction) -> Self {
        let chosen = BTreeMap::new();
        Self { document, direction, charset: Charset::Any, chosen, exemplary: false, contradictions: Vec::new() }
    }

    /// Full values: at least one, and as many as it takes to choose every branch within at least once.
    pub fn values(&mut self, schema: &Value) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..MOST {
            let mut run = Run::new(self, true);
            let made = run.value(schema, "");
            let more = run.more;
            if let Some(value) = made.filter(|it| self.document.schemas.is_valid(schema, it) && !values.contains(it)) {
                values.push(value);
            }
            if !more {
                break;
            }
        }
        if values.is_empty() {
            values.extend(self.minimal(schema));
        }
        values
    }

    /// Full values that are made of the examples within the schema, as far as these are what it allows.
    pub fn exemplary(&mut self, schema: &Value) -> Vec<Value> {
        self.exemplary = true;
        let chosen = std::mem::take(&mut self.chosen);
        let values = self.values(schema);
        self.chosen = chosen;
        self.exemplary = false;
        values
    }

    /// A value with required members only; none where the schema allows nothing that the maker can find.
    pub fn minimal(&mut self, schema: &Value) -> Option<Value> {
        let mut last = None;
        for _ in 0..MOST {
            let made = Run::new(self, false).value(schema, "");
            match made {
                Some(it) if self.document.schemas.is_valid(schema, &it) => return Some(it),
                it => last = it.or(last),
            }
        }
        let reason = last.map_or("nothing can be made".to_owned(), |it| {
            format!("{it} has {}", self.document.errors(schema, &it).join("; "))
        });
        self.contradictions.push(format!("no value for {schema}: {reason}"));
        None
    }

    /// The document's own examples of a place, as far as they are what its schema allows.
    pub fn documented(&mut self, schema: &Value, examples: &[Value]) -> Vec<Value> {
        let flat = self.document.schemas.flat(schema);
        let listed = flat["examples"].as_array().into_iter().flatten();
        let all: Vec<_> = examples.iter().chain(flat.get("example")).chain(listed).cloned().collect();
        let allowed: Vec<_> = all.into_iter().filter(|it| self.allows(schema, it)).collect();
        allowed.into_iter().filter_map(|it| self.described(schema, it)).collect()
    }

    /// An example as far as the schema speaks of it.
    fn described(&mut self, schema: &Value, example: Value) -> Option<Value> {
        let left = described(self.document, self.direction, schema, &example);
        if left.as_ref() != Some(&example) {
            self.contradictions
                .push(format!("example {example} of {schema}: the schema does not speak of all of it, this way"));
        }
        left
    }

    fn allows(&mut self, schema: &Value, example: &Value) -> bool {
        let errors = self.document.errors(schema, example);
        if !errors.is_empty() {
            self.contradictions.push(format!("example {example} of {schema}: {}", errors.join("; ")));
        }
        errors.is_empty()
    }

    /// The argument for a body: what its media type can carry of a value.
    pub(crate) fn sent(&self, body: &Body, value: &Value) -> Value {
        if is_form(&body.media_type) {
            // A form leaves out what is null.
            let members = value.as_object().into_iter().flatten().filter(|(_, it)| !it.is_null());
            let members: Map<_, _> = members.map(|(name, it)| (name.clone(), it.clone())).collect();
            return if value.is_object() { Value::Object(members) } else { value.clone() };
        }
        let is_text = is_text_type(&body.media_type);
        if !is_xml(&body.media_type) {
            let is_raw =
                !is_json(&body.media_type) && !is_json_lines(&body.media_type) && !body.media_type.contains('*');
            return match value {
                Value::Object(_) | Value::Array(_) if is_text => json!(value.to_string()),
                Value::Object(_) | Value::Array(_) if is_raw => json!(STANDARD.encode(value.to_string())),
                value => value.clone(),
            };
        }
        let value = xml::carried(self.document, &body.schema, value);
        match xml::is_shapeless(self.document, &body.schema) && !value.is_string() {
            true => json!(xml::text(self.document, &body.schema, &value)),
            false => value,
        }
    }

    /// A value for a parameter or header: never null, texts of this charset.
    pub(crate) fn parameter(&mut self, schema: &Value, charset: Charset, full: bool) -> Vec<Value> {
        self.charset = charset;
        let mut values = if full { self.values(schema) } else { self.minimal(schema).into_iter().collect() };
        self.charset = Charset::Any;
        values.retain(|it| !it.is_null());
        values
    }
}

/// The making of one value.
struct Run<'m, 'a> {
    maker: &'m mut Maker<'a>,
    full: bool,
    stack: Vec<String>,
    nodes: usize,
    /// Whether some place has branches that were never chosen.
    more: bool,
}

impl<'m, 'a> Run<'m, 'a> {
    fn new(maker: &'m mut Maker<'a>, full: bool) -> Self {
        Self { maker, full, stack: Vec::new(), nodes: 0, more: false }
    }

    fn document(&self) -> &'a Document {
        self.maker.document
    }

    /// Whether optional things stay away: in a minimal value, in a recursion, in a value that grows too large.
    fn is_tight(&self) -> bool {
        let recursion = self.stack.last().is_some_and(|last| self.stack.iter().filter(|it| *it == last).count() > 1);
        !self.full || recursion || self.nodes > 1_500 || self.stack.len() > 12
    }

    fn value(&mut self, schema: &Value, key: &str) -> Option<Value> {
        self.nodes += 1;
        if self.nodes > 20_000 || self.stack.len() > 40 {
            return None;
        }
        let name = schema["$ref"].as_str().map_or_else(|| key.to_owned(), str::to_owned);
        let document = self.document();
        let flat = document.schemas.flat(schema);
        if let Some(example) = self.example(schema, &flat, &name) {
            return Some(example);
        }
        self.stack.push(name.clone());
        let value = self.flat_value(&flat, &name);
        self.stack.pop();
        value
    }

    /// One of the examples of a place, each in its turn; the whole has none, it is made of its parts.
    fn example(&mut self, schema: &Value, flat: &Value, key: &str) -> Option<Value> {
        if !self.maker.exemplary || self.stack.is_empty() {
            return None;
        }
        let schemas = &self.document().schemas;
        let all = flat.get("example").into_iter().chain(flat["examples"].as_array().into_iter().flatten());
        let valid: Vec<_> = all.filter(|it| schemas.is_valid(schema, it)).cloned().collect();
        let index = self.choice(&format!("{key}/example"), valid.len())?;
        described(self.document(), self.maker.direction, schema, valid.get(index)?)
    }

    fn flat_value(&mut self, schema: &Value, key: &str) -> Option<Value> {
        match schema {
            Value::Bool(false) => None,
            _ if schema["type"].as_array().is_some_and(Vec::is_empty) => None,
            _ if schema.get("const").is_some() => schema.get("const").cloned(),
            _ if schema.get("enum").is_some() => self.enum_value(schema, key),
            _ if schema.get("oneOf").is_some() => self.branch(schema, "oneOf", key),
            _ if schema.get("anyOf").is_some() => self.branch(schema, "anyOf", key),
            _ => self.typed(schema, key),
        }
    }

    fn enum_value(&mut self, schema: &Value, key: &str) -> Option<Value> {
        let values: Vec<_> = schema["enum"].as_array()?.iter().filter(|it| self.may_be(it)).collect();
        let index = self.choice(&format!("{key}/enum"), values.len())?;
        Some(values[index].clone())
    }

    fn may_be(&self, value: &Value) -> bool {
        !value.is_null() || self.maker.charset == Charset::Any
    }

    /// One of the branches, each in its turn; in a tight place the first that works.
    fn branch(&mut self, schema: &Value, keyword: &str, key: &str) -> Option<Value> {
        let branches = schema[keyword].as_array()?.clone();
        let rest: Map<_, _> =
            schema.as_object()?.clone().into_iter().filter(|(it, _)| it != keyword && it != "discriminator").collect();
        let first = self.choice(&format!("{key}/{keyword}"), branches.len())?;
        for offset in 0..branches.len() {
            let index = (first + offset) % branches.len();
            let branch = &branches[index];
            let says_more = rest.keys().any(|it| !is_annotation(it));
            let both = if says_more { json!({ "allOf": [rest, branch] }) } else { branch.clone() };
            let Some(mut value) = self.value(&both, &format!("{key}/{keyword}/{index}")) else { continue };
            if !self.may_be(&value) {
                continue;
            }
            if let Some(tag) = schema["discriminator"]["propertyName"].as_str() {
                self.set_tag(&mut value, branch, tag, &schema["discriminator"]["mapping"]);
            }
            return Some(value);
        }
        None
    }

    /// The value of the discriminating member, where the branch itself leaves it open.
    fn set_tag(&self, value: &mut Value, branch: &Value, tag: &str, mapping: &Value) {
        let Some(reference) = branch["$ref"].as_str() else { return };
        let schemas = &self.document().schemas;
        let flat = schemas.flat(branch);
        let own = schemas.flat(&flat["properties"][tag]).into_owned();
        if own.get("const").is_some() || !value.is_object() {
            return;
        }
        let name = reference.rsplit('/').next().unwrap_or_default();
        let leads_here = |it: &Value| it.as_str().is_some_and(|it| it == name || it.rsplit('/').next() == Some(name));
        let mapped = mapping.as_object().into_iter().flatten().find(|(_, it)| leads_here(it));
        let told = json!(mapped.map_or(name, |(key, _)| key.as_str()));
        // Where the branch lists its tags, it has to be one of them; many list those of all branches.
        if own["enum"].as_array().is_none_or(|it| it.contains(&told)) {
            value[tag] = told;
        }
    }

    fn typed(&mut self, schema: &Value, key: &str) -> Option<Value> {
        let null_may_be = self.may_be(&Value::Null);
        let mut types: Vec<_> = own_types(schema).into_iter().filter(|it| it != "null" || null_may_be).collect();
        types.sort_by_key(|it| it == "null");
        // A number that may also come as its text is handed over as a number.
        if schema["pattern"].as_str().is_some_and(|it| it.contains(r"\d")) {
            let format = schema["format"].as_str().unwrap_or_default();
            let is_number = |it: &String| it == "integer" || it == "number";
            if types.iter().any(is_number) {
                types.retain(|it| it != "string");
            } else if schema.get("type").is_none() && format.starts_with("int") {
                types = vec!["integer".into()];
            }
        }
        if types.is_empty() {
            return Some(self.anything());
        }
        let index = self.choice(&format!("{key}/type"), types.len())?;
        match types[index].as_str() {
            "null" => Some(Value::Null),
            "boolean" => self.choice(&format!("{key}/bool"), 2).map(|it| Value::Bool(it == 0)),
            "integer" => integer(schema),
            "number" if schema["format"].as_str().is_some_and(|it| it.starts_with("int")) => integer(schema),
            "number" => number(schema),
            "string" => self.text(schema).map(Value::String),
            "array" => self.array(schema, key),
            "object" => self.object(schema, key),
            _ => None,
        }
    }

    fn anything(&self) -> Value {
        match self.maker.charset {
            Charset::Any if !self.is_tight() => json!({ "any": ["thing", 1, true, null] }),
            _ => json!("anything"),
        }
    }

    fn text(&self, schema: &Value) -> Option<String> {
        let listed = schema["examples"].as_array().into_iter().flatten();
        let given = schema.get("example").into_iter().chain(listed).chain(schema.get("default"));
        let given: Vec<_> = given.filter_map(Value::as_str).map(str::to_owned).collect();
        let constrained = ["pattern", "format"].iter().any(|it| schema.get(it).is_some());
        let made = text::candidates(schema, self.maker.charset);
        let (first, second) = if constrained { (given, made) } else { (made, given) };
        let all = first.into_iter().chain(second);
        let only =
            checks(schema, &["type", "format", "pattern", "minLength", "maxLength", "not", "if", "then", "else"]);
        all.into_iter().find(|it| self.document().schemas.is_valid(&only, &json!(it)))
    }

    fn array(&mut self, schema: &Value, key: &str) -> Option<Value> {
        let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
        let most = schema["maxItems"].as_u64().map_or(usize::MAX, |it| it as usize);
        let in_parameter = usize::from(self.maker.charset != Charset::Any);
        let prefix = schema["prefixItems"].as_array().cloned().unwrap_or_default();
        let wanted = if self.is_tight() { least.max(in_parameter) } else { least.max(2).max(prefix.len()) };
        let wanted = wanted.min(most).min(10_000);
        let any = json!({});
        let mut items: Vec<Value> = Vec::new();
        for index in 0..wanted {
            let (item, at) = match prefix.get(index) {
                Some(it) => (it, format!("{key}/prefixItems/{index}")),
                None => (schema.get("items").unwrap_or(&any), format!("{key}/items")),
            };
            match self.value(item, &at) {
                Some(it) if schema["uniqueItems"] == true && items.contains(&it) => items.extend(self.other(item, &it)),
                Some(it) => items.push(it),
                None if index < least => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }

    /// Another scalar of the same kind, for lists that must not repeat themselves.
    fn other(&self, schema: &Value, value: &Value) -> Option<Value> {
        let other = match value {
            Value::String(it) => json!(format!("{it}2")),
            Value::Number(it) => json!(it.as_i64()? + 1),
            _ => return None,
        };
        self.document().schemas.is_valid(schema, &other).then_some(other)
    }

    fn object(&mut self, schema: &Value, key: &str) -> Option<Value> {
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        let required = schema.get("x-all-required").or(schema.get("required"));
        let required: Vec<_> =
            required.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let least = schema["minProperties"].as_u64().unwrap_or(0) as usize;
        let most = schema["maxProperties"].as_u64().map_or(usize::MAX, |it| it as usize);
        let mut members = Map::new();
        for &name in &required {
            let member = properties.get(name).or(schema.get("additionalProperties")).cloned().unwrap_or(json!({}));
            if !self.goes_the_other_way(&member) {
                members.insert(name.to_owned(), self.value(&member, &format!("{key}/properties/{name}"))?);
            }
        }
        for (name, member) in properties.iter().filter(|(name, _)| !required.contains(&name.as_str())) {
            let wanted = !self.is_tight() || members.len() < least;
            if wanted && members.len() < most && !self.goes_the_other_way(member) {
                let value = self.value(member, &format!("{key}/properties/{name}"));
                members.extend(value.map(|it| (name.clone(), it)));
            }
        }
        self.add_unnamed(schema, key, &mut members, (least, most));
        Some(Value::Object(members))
    }

    fn goes_the_other_way(&self, member: &Value) -> bool {
        goes_the_other_way(self.document(), self.maker.direction, member)
    }

    /// Members that only `additionalProperties`, `patternProperties` or nothing at all speak of.
    fn add_unnamed(
        &mut self,
        schema: &Value,
        key: &str,
        members: &mut Map<String, Value>,
        (least, most): (usize, usize),
    ) {
        let tight = self.is_tight();
        let is_wanted = |members: &Map<String, Value>| members.len() < most && (!tight || members.len() < least);
        for (pattern, member) in schema["patternProperties"].as_object().into_iter().flatten() {
            let name = text::of_pattern(pattern, 1).filter(|_| is_wanted(members));
            if let Some((name, value)) =
                name.and_then(|it| Some((it, self.value(member, &format!("{key}/{pattern}"))?)))
            {
                members.insert(name, value);
            }
        }
        let nothing_named = schema.get("properties").is_none() && schema.get("patternProperties").is_none();
        let any = json!({});
        let member = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => return,
            Some(Value::Bool(true)) => &any,
            Some(it) => it,
            None if nothing_named || members.len() < least => &any,
            None => return,
        };
        let named = schema.get("propertyNames");
        for index in 0..least.max(2) {
            if !is_wanted(members) {
                return;
            }
            let name = named.and_then(|it| self.value(it, &format!("{key}/propertyNames")));
            let name = name.and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_else(|| format!("extra {index}"));
            if let Some(value) = self.value(member, &format!("{key}/additionalProperties")) {
                members.insert(name, value);
            }
        }
    }

    /// The next branch of a place; each comes up in its turn.
    fn choice(&mut self, key: &str, branches: usize) -> Option<usize> {
        if branches == 0 {
            return None;
        }
        let chosen = self.maker.chosen.entry(key.to_owned()).or_default();
        let index = *chosen % branches;
        *chosen += 1;
        self.more |= *chosen < branches;
        Some(index)
    }
}

/// The part of a schema that speaks of a scalar, so that the validator has little to compile.
fn checks(schema: &Value, keywords: &[&str]) -> Value {
    let object = schema.as_object().cloned().unwrap_or_default();
    Value::Object(object.into_iter().filter(|(key, _)| keywords.contains(&key.as_str())).collect())
}

fn integer(schema: &Value) -> Option<Value> {
    let given = schema.get("example").or(schema.get("default")).filter(|it| it.is_i64());
    let (low, high) = range(schema, 1.0);
    let wanted = given.and_then(Value::as_f64).unwrap_or(7.0).clamp(low, high);
    let step = schema["multipleOf"].as_f64().filter(|it| *it >= 1.0).unwrap_or(1.0);
    let number = ((wanted / step).ceil() * step).round();
    let number = if number > high { (high / step).floor() * step } else { number };
    Some(Value::Number(Number::from(number as i64)))
}

fn number(schema: &Value) -> Option<Value> {
    let given = schema.get("example").or(schema.get("default")).filter(|it| it.is_number());
    let (low, high) = range(schema, 0.25);
    let wanted = given.and_then(Value::as_f64).unwrap_or(7.5).clamp(low, high);
    let number = match schema["multipleOf"].as_f64() {
        Some(step) if step > 0.0 => (wanted / step).floor() * step,
        _ => wanted,
    };
    Number::from_f64(number).map(Value::Number)
}

/// The least and the greatest allowed number; `step` away from a bound that is itself not allowed.
fn range(schema: &Value, step: f64) -> (f64, f64) {
    let of = |key: &str, by: f64| schema[key].as_f64().map(|it| it + by);
    let low = of("minimum", 0.0).into_iter().chain(of("exclusiveMinimum", step)).fold(f64::NEG_INFINITY, f64::max);
    let high = of("maximum", 0.0).into_iter().chain(of("exclusiveMaximum", -step)).fold(f64::INFINITY, f64::min);
    (low, high.max(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(name: &str) -> Value {
        json!({ "$ref": format!("{}#/components/schemas/{name}", crate::schema::BASE) })
    }

    fn document(schemas: Value) -> Document {
        Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {}, "components": { "schemas": schemas } }))
            .unwrap()
    }

    #[test]
    fn full_and_minimal() {
        let list = json!({ "type": "array", "items": { "type": "integer" }, "minItems": 1 });
        for (schema, full, minimal) in [
            (json!({ "type": "integer", "minimum": 10, "multipleOf": 4 }), json!(12), json!(12)),
            (json!({ "type": "integer", "exclusiveMaximum": 5 }), json!(4), json!(4)),
            (json!({ "type": "number", "maximum": 0 }), json!(0.0), json!(0.0)),
            (
                json!({ "type": "string", "format": "uuid" }),
                json!("3c90c3cc-0d44-4b50-8888-8dd25736052a"),
                json!("3c90c3cc-0d44-4b50-8888-8dd25736052a"),
            ),
            (json!({ "type": "string", "pattern": "^x+$", "minLength": 3 }), json!("xxx"), json!("xxx")),
            (list, json!([7, 7]), json!([7])),
            (
                json!({ "properties": { "a": { "type": "integer" }, "b": { "const": 1 } }, "required": ["a"] }),
                json!({ "a": 7, "b": 1 }),
                json!({ "a": 7 }),
            ),
            (
                json!({ "additionalProperties": { "const": 1 }, "minProperties": 1 }),
                json!({ "extra 0": 1, "extra 1": 1 }),
                json!({ "extra 0": 1 }),
            ),
            (json!({ "type": "array", "prefixItems": [{ "const": 1 }, { "const": 2 }] }), json!([1, 2]), json!([])),
            (
                json!({ "allOf": [{ "required": ["a"] }, { "properties": { "a": { "const": 1 } } }] }),
                json!({ "a": 1 }),
                json!({ "a": 1 }),
            ),
        ] {
            let document = document(json!({ "S": schema }));
            let mut maker = Maker::new(&document, Direction::Response);
            assert_eq!(maker.values(&component("S"))[0], full, "{schema}");
            assert_eq!(maker.minimal(&component("S")), Some(minimal), "{schema}");
        }
    }

    #[test]
    fn arguments_for_bodies() {
        let document = document(json!({}));
        let maker = Maker::new(&document, Direction::Request);
        for (media_type, value, argument) in [
            ("application/json", json!({ "a": null }), json!({ "a": null })),
            ("application/x-www-form-urlencoded", json!({ "a": null, "b": 1 }), json!({ "b": 1 })),
            ("multipart/form-data", json!({ "a": null }), json!({})),
            ("text/plain", json!([1]), json!("[1]")),
            ("application/octet-stream", json!([1]), json!("WzFd")),
            ("*/*", json!([1]), json!([1])),
            ("application/jsonl", json!([1]), json!([1])),
            ("text/xml", json!("<a/>"), json!("<a/>")),
            ("text/xml", json!({}), json!("anything")),
        ] {
            let (schema, encoding, examples) = (json!({}), Map::new(), Vec::new());
            let body = Body { media_type: media_type.to_owned(), schema, encoding, examples };
            assert_eq!(maker.sent(&body, &value), argument, "{media_type}");
        }
    }

    #[test]
    fn every_branch_comes_up() {
        let document = document(json!({ "S": { "properties": {
            "a": { "enum": ["x", "y", "z"] },
            "b": { "anyOf": [{ "type": "integer" }, { "const": "all" }, { "type": "null" }] },
        } } }));
        let values = Maker::new(&document, Direction::Response).values(&component("S"));
        assert_eq!(
            values,
            [json!({ "a": "x", "b": 7 }), json!({ "a": "y", "b": "all" }), json!({ "a": "z", "b": null })]
        );
    }

    #[test]
    fn recursion_ends() {
        let document = document(json!({ "S": { "required": ["c"], "properties": {
            "c": { "type": "array", "items": { "$ref": "#/components/schemas/S" } },
            "o": { "$ref": "#/components/schemas/S" },
        } } }));
        let values = Maker::new(&document, Direction::Response).values(&component("S"));
        assert_eq!(values[0]["o"], json!({ "c": [{ "c": [] }, { "c": [] }] }));
    }

    #[test]
    fn directions() {
        let document = document(json!({ "S": { "required": ["id", "secret"], "properties": {
            "id": { "type": "integer", "readOnly": true },
            "secret": { "type": "integer", "writeOnly": true },
        } } }));
        let of = |direction| Maker::new(&document, direction).minimal(&component("S"));
        assert_eq!(of(Direction::Request), Some(json!({ "secret": 7 })));
        assert_eq!(of(Direction::Response), Some(json!({ "id": 7 })));
    }

    #[test]
    fn a_discriminator_without_constants() {
        let document = document(json!({
            "Cat": { "required": ["kind"], "properties": { "kind": { "type": "string" } } },
            "S": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }],
                "discriminator": { "propertyName": "kind", "mapping": { "cat!": "#/components/schemas/Cat" } },
            },
        }));
        assert_eq!(
            Maker::new(&document, Direction::Response).minimal(&component("S")),
            Some(json!({ "kind": "cat!" }))
        );
    }

    #[test]
    fn a_discriminator_that_lists_all_tags() {
        let branch = json!({ "required": ["kind"], "properties": { "kind": { "enum": ["Cat", "Dog"] } } });
        let document = document(json!({ "Dog": branch, "S": {
            "oneOf": [{ "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind" },
        } }));
        let made = Maker::new(&document, Direction::Response).minimal(&component("S"));
        assert_eq!(made, Some(json!({ "kind": "Dog" })));
    }
}
