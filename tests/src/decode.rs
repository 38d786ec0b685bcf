//! Parameters as they come over the wire, read back by style and explode (OpenAPI 3.1, section 4.8.12.4).
//!
//! A text does not tell `7` from `"7"`, and one item does not tell a list from a scalar: so decoding gives all
//! readings that the schema's types allow, and the caller asks the validator which of them hold.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::document::{Document, Parameter, Place, Style, is_json, keys};

/// The parts of a request that carry parameters, nothing decoded.
#[derive(Debug, Default)]
pub struct Wire {
    /// The pairs of the query.
    pub query: Vec<(String, String)>,
    /// Which of them a parameter has taken.
    pub taken: BTreeSet<usize>,
    /// The values in the path, by the name in the template.
    pub path: Vec<(String, String)>,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The cookies.
    pub cookies: Vec<(String, String)>,
}

impl Wire {
    /// The header of that name, the values of all lines joined by commas.
    pub fn header(&self, name: &str) -> Option<String> {
        let lines: Vec<_> =
            self.headers.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it.as_str()).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }

    /// Pairs of a query string.
    pub fn pairs(query: &str) -> Vec<(String, String)> {
        let pair =
            |it: &str| it.split_once('=').map_or((it.to_owned(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()));
        query.split('&').filter(|it| !it.is_empty()).map(pair).collect()
    }
}

/// All readings of a parameter; none where it is not there.
pub fn readings(document: &Document, parameter: &Parameter, wire: &mut Wire) -> Vec<Value> {
    if let Some(media_type) = &parameter.content {
        return content(document, media_type, parameter, wire).into_iter().collect();
    }
    let types = document.schemas.types(&parameter.schema);
    let is_scalar = types.is_empty() || types.iter().any(|it| !matches!(it.as_str(), "array" | "object" | "null"));
    let mut shapes = Vec::new();
    if is_scalar {
        shapes.extend(scalar(parameter, wire));
    }
    if types.contains("array") {
        shapes.extend(list(parameter, wire));
    }
    if types.contains("object") {
        shapes.extend(object(document, parameter, wire));
    }
    let mut readings = Vec::new();
    for shape in &shapes {
        for typed in [true, false] {
            let reading = coerced(document, &parameter.schema, shape, typed);
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

fn content(document: &Document, media_type: &str, parameter: &Parameter, wire: &mut Wire) -> Option<Value> {
    let text = match parameter.place {
        Place::QueryString => {
            if wire.query.is_empty() {
                return None;
            }
            wire.taken.extend(0..wire.query.len());
            let pairs = wire.query.iter().map(|(a, b)| if b.is_empty() { a.clone() } else { format!("{a}={b}") });
            let all = pairs.collect::<Vec<_>>().join("&");
            if !is_json(media_type) {
                let members = Wire::pairs(&all).into_iter().map(|(a, b)| (decoded(&a, true), json!(decoded(&b, true))));
                return Some(coerced(document, &parameter.schema, &Value::Object(members.collect()), true));
            }
            decoded(&all, true)
        }
        _ => scalar(parameter, wire)?.as_str()?.to_owned(),
    };
    if is_json(media_type) { serde_json::from_str(&text).ok() } else { Some(Value::String(text)) }
}

/// The raw text of a parameter that stands in one piece.
fn raw(parameter: &Parameter, wire: &mut Wire) -> Option<String> {
    let found =
        |list: &[(String, String)]| list.iter().find(|(name, _)| *name == parameter.name).map(|(_, it)| it.clone());
    match parameter.place {
        Place::Path => found(&wire.path),
        Place::Header => wire.header(&parameter.name),
        Place::Cookie => found(&wire.cookies),
        Place::Query | Place::QueryString => {
            let all = named(&parameter.name, wire);
            (all.len() == 1).then(|| all.into_iter().next())?
        }
    }
}

/// All raw values of a query parameter, which are taken by this.
fn named(name: &str, wire: &mut Wire) -> Vec<String> {
    let matching = wire.query.iter().enumerate().filter(|(_, (it, _))| decoded(it, true) == name);
    let (places, values): (Vec<_>, Vec<_>) = matching.map(|(index, (_, value))| (index, value.clone())).unzip();
    wire.taken.extend(places);
    values
}

fn scalar(parameter: &Parameter, wire: &mut Wire) -> Option<Value> {
    let raw = raw(parameter, wire)?;
    let bare = match parameter.style {
        Style::Label => raw.strip_prefix('.')?.to_owned(),
        Style::Matrix => raw.strip_prefix(&format!(";{}=", parameter.name))?.to_owned(),
        _ => raw,
    };
    Some(Value::String(text(parameter, &bare)))
}

fn list(parameter: &Parameter, wire: &mut Wire) -> Option<Value> {
    let apart = parameter.explode;
    let items: Vec<String> = match (parameter.place, parameter.style) {
        (Place::Query, _) if apart => Some(named(&parameter.name, wire)).filter(|it| !it.is_empty())?,
        (Place::Cookie, _) if apart => {
            let matching = wire.cookies.iter().filter(|(name, _)| *name == parameter.name);
            Some(matching.map(|(_, it)| it.clone()).collect()).filter(|it: &Vec<_>| !it.is_empty())?
        }
        (_, Style::Label) => {
            let raw = raw(parameter, wire)?;
            split(raw.strip_prefix('.')?, if apart { "." } else { "," })
        }
        (_, Style::Matrix) if apart => {
            let prefix = format!("{}=", parameter.name);
            let raw = raw(parameter, wire)?;
            raw.strip_prefix(';')?
                .split(';')
                .map(|it| it.strip_prefix(&prefix).map(str::to_owned))
                .collect::<Option<_>>()?
        }
        (_, Style::Matrix) => split(raw(parameter, wire)?.strip_prefix(&format!(";{}=", parameter.name))?, ","),
        (_, Style::SpaceDelimited) => split(&raw(parameter, wire)?.replace('+', "%20"), "%20"),
        (_, Style::PipeDelimited) => split(&raw(parameter, wire)?.replace("%7C", "|").replace("%7c", "|"), "|"),
        _ => split(&raw(parameter, wire)?, ","),
    };
    Some(items.iter().map(|it| Value::String(text(parameter, it))).collect())
}

fn object(document: &Document, parameter: &Parameter, wire: &mut Wire) -> Option<Value> {
    let decoded_pair = |(a, b): (&str, &str)| (text(parameter, a), Value::String(text(parameter, b)));
    let members: Map<String, Value> = match (parameter.place, parameter.style, parameter.explode) {
        (Place::Query, Style::DeepObject, _) => return deep_object(&parameter.name, wire),
        (Place::Query, _, true) => return exploded(document, parameter, wire),
        (Place::Cookie, _, true) => {
            let names = member_names(document, &parameter.schema, 0);
            let ours = wire.cookies.iter().filter(|(name, _)| names.contains(name));
            Some(ours.map(|(name, it)| decoded_pair((name, it))).collect()).filter(|it: &Map<_, _>| !it.is_empty())?
        }
        (_, style, true) => {
            let raw = raw(parameter, wire)?;
            let (prefix, delimiter) = match style {
                Style::Label => (".", "."),
                Style::Matrix => (";", ";"),
                _ => ("", ","),
            };
            raw.strip_prefix(prefix)?
                .split(delimiter)
                .map(|it| it.trim().split_once('=').map(decoded_pair))
                .collect::<Option<_>>()?
        }
        (_, style, false) => {
            let raw = raw(parameter, wire)?;
            let items = match style {
                Style::Label => split(raw.strip_prefix('.')?, ","),
                Style::Matrix => split(raw.strip_prefix(&format!(";{}=", parameter.name))?, ","),
                Style::SpaceDelimited => split(&raw.replace('+', "%20"), "%20"),
                Style::PipeDelimited => split(&raw.replace("%7C", "|").replace("%7c", "|"), "|"),
                _ => split(&raw, ","),
            };
            items.chunks(2).map(|it| Some(decoded_pair((&it[0], it.get(1)?)))).collect::<Option<_>>()?
        }
    };
    Some(Value::Object(members))
}

/// `filter[a]=1&filter[b]=2`, nested and with repeated keys too.
fn deep_object(name: &str, wire: &mut Wire) -> Option<Value> {
    let mut members = json!({});
    for (index, (key, value)) in wire.query.iter().enumerate() {
        let key = decoded(key, true);
        let Some(path) = key.strip_prefix(name).and_then(|it| it.strip_prefix('[')?.strip_suffix(']')) else {
            continue;
        };
        let mut place = &mut members;
        for step in path.split("][").filter(|it| !it.is_empty()) {
            place = &mut place[step];
        }
        let value = Value::String(decoded(value, true));
        *place = match (path.ends_with("]["), place.take()) {
            (false, Value::Null) => value,
            (_, Value::Array(items)) => items.into_iter().chain([value]).collect(),
            (true, Value::Null) => json!([value]),
            (_, former) => json!([former, value]),
        };
        wire.taken.insert(index);
    }
    Some(members).filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
}

/// `a=1&b=2`: the members that the schema names; all that nobody has taken where it is open.
fn exploded(document: &Document, parameter: &Parameter, wire: &mut Wire) -> Option<Value> {
    let names = member_names(document, &parameter.schema, 0);
    let flat = document.schemas.flat(&parameter.schema);
    let is_open = names.is_empty() || flat.get("additionalProperties").is_some_and(|it| it != &json!(false));
    let mut members = json!({});
    for (index, (key, value)) in wire.query.iter().enumerate() {
        let key = decoded(key, true);
        let is_ours = names.contains(&key) || (is_open && !wire.taken.contains(&index));
        if !is_ours {
            continue;
        }
        let value = Value::String(decoded(value, true));
        let place = &mut members[&key];
        *place = match place.take() {
            Value::Null => value,
            Value::Array(items) => items.into_iter().chain([value]).collect(),
            former => json!([former, value]),
        };
        wire.taken.insert(index);
    }
    Some(members).filter(|it| it.as_object().is_some_and(|it| !it.is_empty()))
}

fn member_names(document: &Document, schema: &Value, depth: usize) -> BTreeSet<String> {
    let flat = document.schemas.flat(schema);
    let mut names: BTreeSet<_> = keys(&flat["properties"]).map(str::to_owned).collect();
    let branches = ["oneOf", "anyOf"].iter().flat_map(|it| flat[it].as_array().into_iter().flatten());
    if depth < 8 {
        names.extend(branches.flat_map(|it| member_names(document, it, depth + 1)));
    }
    names
}

fn split(raw: &str, delimiter: &str) -> Vec<String> {
    raw.split(delimiter).map(str::to_owned).collect()
}

/// A piece of a parameter as text; headers are not percent-encoded.
fn text(parameter: &Parameter, raw: &str) -> String {
    match parameter.place {
        Place::Header => raw.trim().to_owned(),
        Place::Query | Place::QueryString => decoded(raw, true),
        Place::Path | Place::Cookie => decoded(raw, false),
    }
}

pub(crate) fn decoded(raw: &str, plus_is_space: bool) -> String {
    let raw = if plus_is_space { raw.replace('+', " ") } else { raw.to_owned() };
    percent_decode_str(&raw).decode_utf8_lossy().into_owned()
}

/// Texts as the types that the schema has there; `typed` prefers a number to a text where both are allowed.
pub(crate) fn coerced(document: &Document, schema: &Value, shape: &Value, typed: bool) -> Value {
    match shape {
        Value::String(text) => leaf(document, schema, text, typed),
        Value::Array(items) => {
            let item = within(document, schema, |it| it.get("items").cloned()).unwrap_or(json!({}));
            items.iter().map(|it| coerced(document, &item, it, typed)).collect()
        }
        Value::Object(members) => {
            let of = |name: &str| {
                let named = within(document, schema, |it| it["properties"].get(name).cloned());
                named
                    .or_else(|| within(document, schema, |it| it.get("additionalProperties").cloned()))
                    .unwrap_or(json!({}))
            };
            let list = |name: &str, it: &Value| match it {
                Value::String(_) if document.schemas.types(&of(name)).iter().eq(["array"]) => json!([it]),
                it => it.clone(),
            };
            members
                .iter()
                .map(|(name, it)| (name.clone(), coerced(document, &of(name), &list(name, it), typed)))
                .collect()
        }
        other => other.clone(),
    }
}

/// What the schema or the first of its branches that has it says.
fn within(document: &Document, schema: &Value, get: impl Fn(&Value) -> Option<Value> + Copy) -> Option<Value> {
    let flat = document.schemas.flat(schema);
    let branches = ["oneOf", "anyOf"].iter().flat_map(|it| flat[it].as_array().into_iter().flatten());
    get(&flat).or_else(|| branches.into_iter().find_map(|it| get(&document.schemas.flat(it))))
}

fn leaf(document: &Document, schema: &Value, text: &str, typed: bool) -> Value {
    let types = document.schemas.types(schema);
    let has = |it: &str| types.contains(it);
    let other = match text {
        "true" | "false" if has("boolean") => Some(json!(text == "true")),
        _ if has("integer") || has("number") => text.parse().ok().map(Value::Number),
        _ => None,
    };
    match other {
        Some(it) if typed || !has("string") => it,
        _ => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the OpenAPI text, read back.
    #[test]
    fn styles() {
        let text = json!({ "type": "string" });
        let list = json!({ "type": "array", "items": { "type": "string" } });
        let color =
            json!({ "type": "object", "properties": { "R": { "type": "integer" }, "G": { "type": "integer" } } });
        let (blue, colors, rgb) = (json!("blue"), json!(["blue", "black"]), json!({ "R": 100, "G": 200 }));
        for (place, style, explode, schema, wire, value) in [
            (Place::Path, Style::Simple, false, &text, "blue", &blue),
            (Place::Path, Style::Simple, false, &list, "blue,black", &colors),
            (Place::Path, Style::Simple, true, &list, "blue,black", &colors),
            (Place::Path, Style::Simple, false, &color, "R,100,G,200", &rgb),
            (Place::Path, Style::Simple, true, &color, "R=100,G=200", &rgb),
            (Place::Path, Style::Label, false, &text, ".blue", &blue),
            (Place::Path, Style::Label, false, &list, ".blue,black", &colors),
            (Place::Path, Style::Label, true, &list, ".blue.black", &colors),
            (Place::Path, Style::Label, false, &color, ".R,100,G,200", &rgb),
            (Place::Path, Style::Label, true, &color, ".R=100.G=200", &rgb),
            (Place::Path, Style::Matrix, false, &text, ";color=blue", &blue),
            (Place::Path, Style::Matrix, false, &list, ";color=blue,black", &colors),
            (Place::Path, Style::Matrix, true, &list, ";color=blue;color=black", &colors),
            (Place::Path, Style::Matrix, false, &color, ";color=R,100,G,200", &rgb),
            (Place::Path, Style::Matrix, true, &color, ";R=100;G=200", &rgb),
            (Place::Query, Style::Form, true, &text, "color=blue", &blue),
            (Place::Query, Style::Form, false, &list, "color=blue,black", &colors),
            (Place::Query, Style::Form, true, &list, "color=blue&color=black", &colors),
            (Place::Query, Style::Form, false, &color, "color=R,100,G,200", &rgb),
            (Place::Query, Style::Form, true, &color, "R=100&G=200", &rgb),
            (Place::Query, Style::SpaceDelimited, false, &list, "color=blue%20black", &colors),
            (Place::Query, Style::SpaceDelimited, false, &color, "color=R%20100%20G%20200", &rgb),
            (Place::Query, Style::PipeDelimited, false, &list, "color=blue%7Cblack", &colors),
            (Place::Query, Style::PipeDelimited, false, &color, "color=R|100|G|200", &rgb),
            (Place::Query, Style::DeepObject, true, &color, "color%5BR%5D=100&color[G]=200", &rgb),
            (Place::Header, Style::Simple, false, &list, "blue,black", &colors),
            (Place::Header, Style::Simple, true, &color, "R=100,G=200", &rgb),
            (Place::Cookie, Style::Form, false, &list, "blue,black", &colors),
        ] {
            let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
            let parameter = parameter(place, style, explode, schema.clone());
            let pair = vec![("color".to_owned(), wire.to_owned())];
            let mut wire = match place {
                Place::Path => Wire { path: pair, ..Wire::default() },
                Place::Header => Wire { headers: pair, ..Wire::default() },
                Place::Cookie => Wire { cookies: pair, ..Wire::default() },
                _ => Wire { query: Wire::pairs(wire), ..Wire::default() },
            };
            let readings = readings(&document, &parameter, &mut wire);
            assert!(readings.contains(value), "{place:?} {style:?} {explode} {value}: {readings:?}");
            assert_eq!(wire.taken.len(), wire.query.len(), "{style:?} {explode} {value}");
        }
    }

    fn parameter(place: Place, style: Style, explode: bool, schema: Value) -> Parameter {
        let name = "color".to_owned();
        let (required, allow_reserved, content, examples) = (false, false, None, Vec::new());
        Parameter { name, place, required, style, explode, allow_reserved, content, schema, examples }
    }
}
