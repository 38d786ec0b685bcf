//! The answer that the server gives for a documented response, and what the client must make of it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::document::{Content, Document, essence, is_binary, is_json, is_json_lines, is_text_type, is_xml};
use crate::{same, xml};

/// What the server sends.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, `Content-Type` among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What the client must give for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// No body: `null`.
    Nothing,
    /// This JSON.
    Json(Value),
    /// This text.
    Text(String),
    /// These bytes, as base64.
    Bytes(Vec<u8>),
    /// This text or its bytes: the document says neither.
    Either(String),
}

impl Expected {
    /// What is wrong with what the client gave.
    pub fn difference(&self, actual: &Value, write_only: &BTreeSet<String>) -> Option<String> {
        match self {
            Expected::Nothing => (!actual.is_null()).then(|| format!("expected nothing, got {actual}")),
            Expected::Json(it) => same::difference_but(it, actual, write_only),
            Expected::Text(it) => same::difference(&json!(it), actual),
            Expected::Bytes(it) => same::difference(&json!(STANDARD.encode(it)), actual),
            Expected::Either(it) => {
                same::difference(&json!(it), actual).and_then(|_| same::difference(&json!(STANDARD.encode(it)), actual))
            }
        }
    }
}

/// How a response body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// A number or a boolean as text.
    Scalar,
    /// Bytes.
    Bytes,
    /// Text or bytes.
    Either,
    /// Server-sent events.
    EventStream,
    /// A JSON value each line.
    JsonLines,
    /// A JSON value after each record separator (RFC 7464).
    JsonSequence,
    /// XML.
    Xml,
}

impl Content {
    /// How this media type is read.
    pub fn kind(&self, document: &Document) -> Kind {
        let media_type = essence(&self.media_type);
        let types = self.schema.as_ref().map(|it| document.schemas.types(it)).unwrap_or_default();
        let is_text = types.is_empty() || types.contains("string");
        let is_compound = |it: &String| it == "object" || it == "array";
        match media_type.as_str() {
            // Bytes are bytes under any name.
            _ if self.schema.as_ref().is_some_and(|it| is_binary(document, it)) => Kind::Bytes,
            it if is_json(it) => Kind::Json,
            // Without a schema of the items the schema is that of the whole text.
            it if is_json_lines(it) && self.item_schema.is_none() && types.iter().eq(["string"]) => Kind::Text,
            "text/plain" | "text/*" if !types.is_empty() && types.iter().all(is_compound) => Kind::Json,
            "text/plain" | "text/*" if !is_text => Kind::Scalar,
            "text/event-stream" => Kind::EventStream,
            "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/x-jsonlines"
            | "application/x-jsonl" => Kind::JsonLines,
            "application/json-seq" | "application/geo+json-seq" => Kind::JsonSequence,
            it if is_xml(it) => {
                let shapeless = self.schema.as_ref().is_none_or(|it| xml::is_shapeless(document, it));
                if is_text || shapeless { Kind::Text } else { Kind::Xml }
            }
            it if is_text_type(it) => Kind::Text,
            "*/*" if types.iter().any(|it| matches!(it.as_str(), "number" | "integer" | "boolean")) && !is_text => {
                Kind::Scalar
            }
            "*/*" | "application/*" if !is_text => Kind::Json,
            "*/*" if types.contains("string") => Kind::Either,
            _ => Kind::Bytes,
        }
    }

    /// Whether the body is a stream of items.
    pub fn is_stream(&self, document: &Document) -> bool {
        matches!(self.kind(document), Kind::EventStream | Kind::JsonLines | Kind::JsonSequence)
    }

    /// The body for a value, its `Content-Type`, and what the client must give.
    pub(crate) fn payload(&self, document: &Document, value: &Value) -> (String, Vec<u8>, Expected) {
        let kind = self.kind(document);
        let schema = self.schema.clone().unwrap_or_default();
        let text = match value.as_str() {
            Some(text) => text.to_owned(),
            None if is_xml(&essence(&self.media_type)) => {
                xml::text(document, &schema, &xml::carried(document, &schema, value))
            }
            None => value.to_string(),
        };
        let items = || value.as_array().into_iter().flatten();
        let (body, expected) = match kind {
            Kind::Json | Kind::Scalar => (value.to_string().into_bytes(), Expected::Json(value.clone())),
            Kind::Text => (text.clone().into_bytes(), Expected::Text(text)),
            Kind::Either => (text.clone().into_bytes(), Expected::Either(text)),
            Kind::Bytes => (b"\x00\x01octogen\xff".to_vec(), Expected::Bytes(b"\x00\x01octogen\xff".to_vec())),
            Kind::EventStream => {
                let event = if self.item_schema.is_some() { whole_event } else { event };
                (items().map(event).collect::<String>().into_bytes(), Expected::Json(value.clone()))
            }
            Kind::JsonLines => (lines("", items()), Expected::Json(value.clone())),
            Kind::JsonSequence => (lines("\u{1e}", items()), Expected::Json(value.clone())),
            Kind::Xml => {
                let value = xml::carried(document, &schema, value);
                (xml::text(document, &schema, &value).into_bytes(), Expected::Json(value))
            }
        };
        (concrete(&self.media_type, kind), body, expected)
    }
}

fn event(item: &Value) -> String {
    let data = item.as_str().map_or_else(|| item.to_string(), str::to_owned);
    let lines: String = data.split('\n').map(|it| format!("data: {it}\n")).collect();
    format!(": a comment\n{lines}\n")
}

/// What `itemSchema` (3.2) describes is the event, a member for each of its fields.
fn whole_event(item: &Value) -> String {
    let Some(members) = item.as_object().filter(|it| it.contains_key("data")) else { return event(item) };
    let field = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.split('\n').map(|it| format!("{name}: {it}\n")).collect::<String>()
    };
    format!("{}\n", members.iter().map(field).collect::<String>())
}

fn lines<'a>(before: &str, items: impl Iterator<Item = &'a Value>) -> Vec<u8> {
    items.map(|it| format!("{before}{it}\n")).collect::<String>().into_bytes()
}

/// A media type of a range.
fn concrete(media_type: &str, kind: Kind) -> String {
    match (essence(media_type).as_str(), kind) {
        ("*/*" | "application/*", Kind::Json) => "application/json".to_owned(),
        ("*/*", Kind::Either | Kind::Scalar) => "text/plain".to_owned(),
        ("text/*", _) => "text/plain".to_owned(),
        ("image/*", _) => "image/png".to_owned(),
        ("application/*+json", _) => "application/problem+json".to_owned(),
        ("*/*", _) => "application/octet-stream".to_owned(),
        (it, _) if it.ends_with("/*") => it.replace('*', "octet-stream"),
        _ => media_type.to_owned(),
    }
}
