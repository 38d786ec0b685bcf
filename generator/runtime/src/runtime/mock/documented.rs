//! Example responses: the examples of the document or a value generated from the schema, and how they are serialized.

use serde_json::Value;

use super::document::OperationSpec;
use super::mock_response::MockResponse;
use super::sample::sample;
use super::schemas::Schemas;
use crate::runtime::http::media;
use crate::runtime::spec::xml_table::XmlTable;

/// The documented response of a status.
pub(super) fn response(
    schemas: &Schemas,
    operation: &OperationSpec,
    is_it: impl Fn(&str) -> bool,
) -> Option<&'static Value> {
    let responses = operation.responses.as_object().into_iter().flatten();
    responses.into_iter().find(|(code, _)| is_it(code)).map(|(_, it)| schemas.resolved(it))
}

/// The content of a response with the closest media type.
pub(super) fn closest(schemas: &Schemas, response: &'static Value, media_type: &str) -> Option<&'static Value> {
    let contents = response.get("content")?.as_object()?.iter();
    let closest = contents.max_by_key(|(it, _)| media::closeness(media_type, it));
    closest.map(|(_, content)| schemas.resolved(content))
}

/// The example values, those of the document first, then one that is generated from the schema.
pub(super) fn values(schemas: &Schemas, content: &'static Value) -> Vec<Value> {
    let mut values: Vec<Value> = content.get("example").into_iter().cloned().collect();
    for example in content.get("examples").and_then(Value::as_object).into_iter().flatten() {
        let example = schemas.resolved(example.1);
        let keys = ["value", "x-octogen-data-value", "x-octogen-serialized-value"];
        values.extend(keys.into_iter().find_map(|it| example.get(it)).cloned());
    }
    if let Some(schema) = schema(content) {
        let schema = schemas.resolved(schema);
        values.extend(schema.get("example").cloned());
        values.push(sample(schemas, schema));
    }
    // For a schema without constraints, or none at all.
    values.push(Value::String("text".to_owned()));
    values
}

/// The schema of a content, or of its items.
pub(super) fn schema(content: &'static Value) -> Option<&'static Value> {
    content.get("schema").or(content.get("x-octogen-item-schema"))
}

/// The responses as which a value can be serialized.
pub(super) fn encoded(
    value: &Value,
    media_type: &str,
    element: Option<&dyn XmlTable>,
    status: u16,
) -> impl Iterator<Item = MockResponse> {
    let media_type = concrete(media_type, value);
    bodies(value, media_type, element).into_iter().map(move |it| MockResponse::new(status, Some(media_type), it))
}

/// The media type to send if the document has a range.
fn concrete<'m>(media_type: &'m str, value: &Value) -> &'m str {
    match media_type {
        "text/*" => "text/plain",
        "*/*" | "application/*" if !value.is_string() => "application/json",
        "*/*" => "text/plain",
        it if it.contains('*') => "application/octet-stream",
        it => it,
    }
}

/// The ways to serialize a value with a media type.
fn bodies(value: &Value, media_type: &str, element: Option<&dyn XmlTable>) -> Vec<Vec<u8>> {
    let essence = media::essence(media_type);
    let raw = value.as_str().map(|it| it.as_bytes().to_vec());
    let json = || value.to_string().into_bytes();
    if media::is_json(&essence) {
        // Some documents have serialized JSON as an example.
        return [json()].into_iter().chain(raw).collect();
    }
    if let Some(element) = element {
        // XML documents mostly have serialized XML as an example.
        let serialized = raw.filter(|it| element.to_json(it).is_ok());
        return serialized.or_else(|| element.to_xml(value)).into_iter().collect();
    }
    if let Some(raw) = raw {
        return vec![raw];
    }
    match (&*essence, value) {
        ("text/event-stream", value) => vec![event(value).into_bytes()],
        (_, Value::Array(items)) if essence.contains("jsonl") || essence.contains("ndjson") => {
            vec![items.iter().map(|it| format!("{it}\n")).collect::<String>().into_bytes()]
        }
        _ => vec![json()],
    }
}

/// One event; another value becomes its data.
fn event(value: &Value) -> String {
    let line = |name: &str, value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}: {text}\n")
    };
    let name = value.get("event").map(|it| line("event", it)).unwrap_or_default();
    format!("{name}{}\n", line("data", value.get("data").unwrap_or(value)))
}
