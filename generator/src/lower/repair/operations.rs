//! What goes wrong around operations: parameters, bodies, responses, servers, tags.

use serde_json::{Map, Value, json};

use super::super::node::{self, Cx};
use super::report::repaired;
use super::security;
use crate::diagnostics::code;
use crate::document::Version;
use crate::grammar::{self, At, Kind};

pub(super) fn mend(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if map.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    match kind {
        Kind::PathItem => parameters(map, at, cx),
        Kind::Operation => operation(map, at, cx),
        Kind::Responses => responses(map, at, cx),
        Kind::Response => {
            map.entry("description").or_insert_with(|| "".into());
        }
        Kind::Parameter | Kind::Header if cx.version != Version::V2 => parameter(kind, map, at, cx),
        Kind::MediaType => examples(map, at, cx),
        Kind::RequestBody => {
            map.entry("content").or_insert_with(|| json!({}));
        }
        Kind::Paths => paths(map, at, cx),
        Kind::Server => default(map, "url", "/"),
        Kind::ServerVariable => server_variable(map),
        Kind::Tag | Kind::License => default(map, "name", ""),
        Kind::ExternalDocs => default(map, "url", ""),
        Kind::Encoding => style(map, at, cx, &["form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"]),
        _ => {}
    }
}

fn default(map: &mut Map<String, Value>, key: &str, value: &str) {
    map.entry(key).or_insert_with(|| value.into());
}

fn paths(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let wrong: Vec<String> =
        map.iter().filter(|(key, it)| !key.starts_with("x-") && !it.is_object()).map(|(key, _)| key.clone()).collect();
    for key in wrong {
        map.remove(&key);
        repaired(cx, &at.key(&key), "a path without operations was left out");
    }
}

fn server_variable(map: &mut Map<String, Value>) {
    let first = map.get("enum").and_then(|it| it.get(0)).and_then(Value::as_str).unwrap_or("").to_owned();
    default(map, "default", &first);
}

fn operation(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    parameters(map, at, cx);
    security::requirements(map, at, cx);
    // Since 3.1 an operation need not have them (OpenAPI 3.1, section 4.8.10).
    let may_lack = cx.version >= Version::V31 && !map.contains_key("responses");
    let responses = map.entry("responses").or_insert_with(|| json!({}));
    let has_any = responses.as_object().is_some_and(|it| it.keys().any(|key| !key.starts_with("x-")));
    if !has_any {
        *responses = json!({"default": {"description": ""}});
        map.insert("x-octogen-undocumented".to_owned(), true.into());
        let message = "the operation has no `responses`, so any response is returned as it is";
        match may_lack {
            true => cx.diags.documented(code::MEDIA_TYPE, &at.pointer(), message),
            false => repaired(cx, at, message).help("add `responses`"),
        };
    }
}

/// Parameters that are not even named cannot be sent.
fn parameters(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let version = cx.version;
    let Some(Value::Array(items)) = map.get_mut("parameters") else { return };
    node::retain(items, &at.key("parameters"), cx, |item, at, cx| {
        if item.get("$ref").is_some_and(Value::is_string) {
            return true;
        }
        let why = reason(item, version);
        if let Some(why) = &why {
            cx.diags.unsupported(code::UNREADABLE, &at.pointer(), format!("{why}, so it was left out"));
        }
        why.is_none()
    });
}

fn reason(parameter: &Value, version: Version) -> Option<String> {
    let place = parameter.get("in").and_then(Value::as_str);
    let places: &[&str] = match version {
        Version::V2 => &["query", "header", "path", "formData", "body"],
        _ => &["query", "header", "path", "cookie", "querystring"],
    };
    match place {
        None => Some("a parameter has no `in`".to_owned()),
        Some(it) if !places.contains(&it) => Some(format!("`in: {it}` is not a location of a parameter")),
        Some("body" | "querystring") => None,
        Some(_) if !parameter.get("name").is_some_and(|it| it.is_string() || it.is_number()) => {
            Some("a parameter has no `name`".to_owned())
        }
        Some(_) => None,
    }
}

fn parameter(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if kind == Kind::Parameter {
        if !map.contains_key("name") {
            map.insert("name".to_owned(), "".into());
        }
        if map.get("in") == Some(&json!("path")) {
            map.insert("required".to_owned(), true.into());
        }
    } else {
        for key in ["name", "in"] {
            map.remove(key);
        }
    }
    let styles: &[&str] = match map.get("in").and_then(Value::as_str) {
        Some("path") => &["simple", "label", "matrix"],
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("cookie") => &["form", "cookie"],
        _ => &["simple"],
    };
    style(map, at, cx, styles);
    examples(map, at, cx);
    if map.get("content").and_then(Value::as_object).is_some_and(Map::is_empty) {
        map.remove("content");
    }
    if map.contains_key("schema") || map.contains_key("content") {
        return;
    }
    // 2.0 writes the schema into the parameter itself; so do many who moved to 3.
    let schema: Map<String, Value> =
        grammar::in_value().filter_map(|key| Some((key.to_owned(), map.remove(key)?))).collect();
    if schema.contains_key("type") || schema.contains_key("enum") {
        if schema.contains_key("items") {
            cx.places.moved(&at.key("items").pointer(), &at.key("schema").key("items").pointer());
        }
        repaired(cx, at, "the type belongs in `schema`; it was read as if it were there");
        map.insert("schema".to_owned(), Value::Object(schema));
    } else {
        map.insert("schema".to_owned(), json!({"type": "string"}));
        map.insert("x-octogen-untyped".to_owned(), true.into());
        repaired(cx, at, format!("this {} has neither `schema` nor `content`; it was read as a string", kind.noun()));
    }
}

fn style(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>, allowed: &[&str]) {
    let Some(written) = map.get("style").and_then(Value::as_str).map(str::to_owned) else { return };
    if !allowed.contains(&written.as_str()) {
        map.remove("style");
        repaired(cx, &at.key("style"), format!("`style: {written}` is not allowed here, so the default applies"))
            .help(format!("allowed are {}", allowed.join(", ")));
    }
}

/// `examples` is a map of example objects; a list of plain values is common.
fn examples(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if map.get("examples").is_some_and(|it| !it.is_object()) {
        let first = map.remove("examples").and_then(|it| match it {
            Value::Array(items) => items.into_iter().next(),
            Value::Null => None,
            other => Some(other),
        });
        repaired(
            cx,
            &at.key("examples"),
            "`examples` is not a map of named examples; its first value was taken as `example`",
        );
        if let Some(first) = first {
            map.entry("example").or_insert(first);
        }
    }
}

fn responses(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let keys: Vec<String> = map.keys().filter(|it| !it.starts_with("x-")).cloned().collect();
    for key in keys {
        let here = at.key(&key);
        let Some(value) = map.remove(&key) else { continue };
        let value = match value {
            Value::Object(_) => value,
            Value::String(text) => json!({"description": text}),
            _ => json!({"description": ""}),
        };
        match status(&key) {
            Some(status) if status == key => drop(map.insert(key, value)),
            Some(status) if !map.contains_key(&status) => {
                repaired(cx, &here, format!("the status `{key}` was read as `{status}`"));
                cx.places.moved(&here.pointer(), &at.key(&status).pointer());
                map.insert(status, value);
            }
            _ => drop(
                repaired(cx, &here, format!("`{key}` is not a status, so this response was left out"))
                    .help("statuses are like `200`, `4XX` and `default`"),
            ),
        }
    }
}

/// The status that a key means.
fn status(key: &str) -> Option<String> {
    let upper = key.trim().to_ascii_uppercase();
    if upper == "DEFAULT" {
        return Some("default".to_owned());
    }
    let start: String = upper.chars().take(3).collect();
    let is_end = upper.chars().nth(3).is_none_or(|it| !it.is_ascii_alphanumeric());
    let mut chars = start.chars();
    let is_class = chars.next().is_some_and(|it| ('1'..='5').contains(&it));
    let rest: Vec<char> = chars.collect();
    let is_code = rest.len() == 2 && (rest.iter().all(char::is_ascii_digit) || rest.iter().all(|it| *it == 'X'));
    // 6xx to 9xx are no statuses of HTTP, but servers of vendors use them.
    let is_vendor = start.len() == 3 && start.chars().all(|it| it.is_ascii_digit()) && !start.starts_with('0');
    ((is_class && is_code || is_vendor) && is_end).then_some(start)
}
