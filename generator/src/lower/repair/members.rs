//! Members of plain types: text, truth, numbers, lists of text. What clearly means the right thing is read so.

use serde_json::{Map, Value};

use super::super::enum_values::whole;
use super::super::node::Cx;
use super::report::repaired;
use crate::grammar::{At, Kind};

#[derive(Clone, Copy)]
enum Expected {
    Text,
    Truth,
    Number,
    /// A whole number from 0 on.
    Count,
    Texts,
}

use Expected::{Count, Number, Text, Texts, Truth};

/// What every object with a member of that name expects, except those in `of_kind`.
const MEMBERS: &[(&str, Expected)] = &[
    ("description", Text),
    ("summary", Text),
    ("title", Text),
    ("operationId", Text),
    ("termsOfService", Text),
    ("email", Text),
    ("url", Text),
    ("name", Text),
    ("in", Text),
    ("style", Text),
    ("format", Text),
    ("pattern", Text),
    ("deprecated", Truth),
    ("nullable", Truth),
    ("readOnly", Truth),
    ("writeOnly", Truth),
    ("uniqueItems", Truth),
    ("explode", Truth),
    ("allowReserved", Truth),
    ("allowEmptyValue", Truth),
    ("required", Truth),
    ("attribute", Truth),
    ("wrapped", Truth),
    ("namespace", Text),
    ("prefix", Text),
    ("minimum", Number),
    ("maximum", Number),
    ("multipleOf", Number),
    ("minLength", Count),
    ("maxLength", Count),
    ("minItems", Count),
    ("maxItems", Count),
    ("minProperties", Count),
    ("maxProperties", Count),
    ("tags", Texts),
    ("propertyName", Text),
    ("operationRef", Text),
    ("externalValue", Text),
    ("authorizationUrl", Text),
    ("tokenUrl", Text),
    ("refreshUrl", Text),
    ("openIdConnectUrl", Text),
    ("scheme", Text),
    ("bearerFormat", Text),
    ("contentType", Text),
    ("consumes", Texts),
    ("produces", Texts),
    ("schemes", Texts),
    ("collectionFormat", Text),
    ("version", Text),
    ("host", Text),
    ("basePath", Text),
    ("contentEncoding", Text),
    ("contentMediaType", Text),
];

pub(super) fn mend(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if matches!(kind, Kind::Paths | Kind::Responses | Kind::Callback | Kind::Components | Kind::OAuthFlows) {
        return;
    }
    let keys: Vec<String> = map.keys().cloned().collect();
    for key in keys {
        let Some(expected) = expected(kind, &key) else { continue };
        let Some(value) = map.get(&key) else { continue };
        match read(value, expected) {
            Read::Right => {}
            Read::As(value) => {
                // A YAML number where text is meant loses nothing.
                if !matches!(expected, Text) || !map[&key].is_number() {
                    repaired(
                        cx,
                        &at.key(&key),
                        format!("`{key}` was {}, and was read as {value}", crate::document::kind(&map[&key])),
                    );
                }
                map.insert(key, value);
            }
            Read::Wrong => {
                let was = crate::document::kind(value);
                map.remove(&key);
                repaired(cx, &at.key(&key), format!("`{key}` cannot be {was}, so it was left out"));
            }
        }
    }
}

fn expected(kind: Kind, key: &str) -> Option<Expected> {
    match (kind, key) {
        (Kind::Schema, "required") => Some(Texts),
        (
            Kind::Schema,
            "name" | "url" | "in" | "style" | "tags" | "explode" | "email" | "version" | "host" | "prefix"
            | "namespace",
        ) => None,
        (Kind::Document, "tags") => None,
        (Kind::ServerVariable, "default") => Some(Text),
        (Kind::ServerVariable, "enum") => Some(Texts),
        _ => MEMBERS.iter().find(|(it, _)| *it == key).map(|(_, expected)| *expected),
    }
}

enum Read {
    Right,
    As(Value),
    Wrong,
}

fn read(value: &Value, expected: Expected) -> Read {
    let found = match (expected, value) {
        (Text, Value::String(_)) | (Truth, Value::Bool(_)) | (Number, Value::Number(_)) => return Read::Right,
        (Count, Value::Number(it)) if it.is_u64() => return Read::Right,
        (Texts, Value::Array(items)) if items.iter().all(Value::is_string) => return Read::Right,
        (Text, Value::Number(_) | Value::Bool(_)) => Some(value.to_string().into()),
        (Text, Value::Array(lines)) if !lines.is_empty() && lines.iter().all(Value::is_string) => {
            let lines: Vec<&str> = lines.iter().filter_map(Value::as_str).collect();
            Some(lines.join("\n").into())
        }
        (Truth, Value::String(text)) => text.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::from),
        (Truth, Value::Number(it)) => Some((it.as_f64() != Some(0.0)).into()),
        (Number, Value::String(text)) => number(text),
        (Count, Value::String(text)) => text.trim().parse::<u64>().ok().map(Value::from),
        (Count, Value::Number(it)) => whole(it).and_then(|it| u64::try_from(it).ok()).map(Value::from),
        (Texts, Value::Array(items)) => Some(items.iter().filter_map(text).collect()),
        (Texts, Value::String(_) | Value::Number(_)) => Some(text(value).into_iter().collect()),
        _ => None,
    };
    found.map_or(Read::Wrong, Read::As)
}

fn number(text: &str) -> Option<Value> {
    let whole = text.trim().parse::<i64>().ok().map(Value::from);
    whole.or_else(|| serde_json::Number::from_f64(text.trim().parse().ok()?).map(Value::Number))
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        // A tag as an object.
        Value::Object(map) => map.get("name").filter(|it| it.is_string()).cloned(),
        _ => None,
    }
}
