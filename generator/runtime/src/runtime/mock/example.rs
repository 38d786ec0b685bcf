//! The example that a document has for an answer, or a value made from its schema.

use serde_json::Value;

use super::Server;
use super::answer::Answer;
use super::document::Operation;
use super::expect::{Expectation, case, readable, status_of};
use super::made::made;
use crate::runtime::http::media;
use crate::runtime::spec::operation::{Case, Key, Reader, Status};
use crate::runtime::spec::xml_table::XmlTable;

impl<O: crate::runtime::spec::operation::Operation> Expectation<'_, O> {
    /// Answers with the first documented success and the example that the document has for it: the first one that this
    /// client can read, of its media type (`example`, `examples`) or of its schema. Where there is none, with a value made
    /// from the schema: the members that have to be there, the first of listed values, one item in a list, texts by their
    /// `format`, numbers within their bounds.
    pub fn example(self) -> Self {
        let whole = O::SUCCESS.iter().find(|it| matches!(it.reader, Reader::Whole(_)));
        match whole.or(O::SUCCESS.first()) {
            Some(case) => self.example_of(case, status_of(case.key.status)),
            None => self.without("documents no success"),
        }
    }

    /// Answers with the documented error response of that status and the example that the document has for it, else with
    /// a value made from its schema, as [`example`](Self::example) does.
    pub fn error_example(self, status: u16) -> Self {
        match case(O::FAILURE, status) {
            Some(case) => self.example_of(case, status),
            None => self.without(&format!("documents no such answer with {status}")),
        }
    }

    fn example_of<T>(self, case: &Case<T>, status: u16) -> Self {
        let Some(operation) = self.server.documented(self.index) else {
            return self.without("is not in the document");
        };
        let answers = answers(self.server, operation, &case.key, status);
        match answers.into_iter().find(|it| readable(&case.reader, it).is_ok()) {
            Some(answer) => self.server.push(self.index, answer),
            None => return self.without("has no example that can be read, and none can be made"),
        }
        self
    }

    fn without(self, why: &str) -> Self {
        self.server.violation(format!("`{}` {why}", O::META.id));
        self
    }
}

/// All that may be answered, the document's own examples first.
fn answers(server: &Server, operation: &Operation, key: &Key, status: u16) -> Vec<Answer> {
    let Some(media_type) = key.media_type else { return vec![Answer::new(status, None, Vec::new())] };
    let schemas = &server.shared.book.schemas;
    let responses = operation.responses.as_object().into_iter().flatten();
    let response =
        responses.into_iter().find(|(code, _)| is_status(code, key.status)).map(|(_, it)| schemas.resolved(it));
    let contents = response.and_then(|it| it.get("content")?.as_object()).into_iter().flatten();
    let Some((_, content)) = contents.into_iter().max_by_key(|(it, _)| media::closeness(media_type, it)) else {
        return Vec::new();
    };
    let content = schemas.resolved(content);
    let mut values: Vec<Value> = content.get("example").into_iter().cloned().collect();
    for example in content.get("examples").and_then(Value::as_object).into_iter().flatten() {
        let example = schemas.resolved(example.1);
        let keys = ["value", "x-octogen-data-value", "x-octogen-serialized-value"];
        values.extend(keys.into_iter().find_map(|it| example.get(it)).cloned());
    }
    let item = content.get("x-octogen-item-schema");
    if let Some(schema) = content.get("schema").or(item) {
        let schema = schemas.resolved(schema);
        values.extend(schema.get("example").cloned());
        values.push(made(schemas, schema));
    }
    // Of a schema without any demands, or none at all.
    values.push(Value::String("text".to_owned()));
    let element = server.shared.document.element_of(schemas, content);
    let answers = values.iter().flat_map(|value| {
        let media_type = concrete(media_type, value);
        bodies(value, media_type, element).into_iter().map(move |it| Answer::new(status, Some(media_type), it))
    });
    answers.collect()
}

/// What is sent where the document names a range.
fn concrete<'m>(media_type: &'m str, value: &Value) -> &'m str {
    match media_type {
        "text/*" => "text/plain",
        "*/*" | "application/*" if !value.is_string() => "application/json",
        "*/*" => "text/plain",
        it if it.contains('*') => "application/octet-stream",
        it => it,
    }
}

fn is_status(code: &str, status: Status) -> bool {
    match status {
        Status::Code(it) => code == it.to_string(),
        Status::Range(digit) => code.eq_ignore_ascii_case(&format!("{digit}XX")),
        Status::Default => code == "default",
    }
}

/// The ways in which a value may be written under a media type.
fn bodies(value: &Value, media_type: &str, element: Option<&dyn XmlTable>) -> Vec<Vec<u8>> {
    let essence = media::essence(media_type);
    let raw = value.as_str().map(|it| it.as_bytes().to_vec());
    let json = || value.to_string().into_bytes();
    if media::is_json(&essence) {
        // Some documents have the text of a JSON value for an example.
        return [json()].into_iter().chain(raw).collect();
    }
    if let Some(raw) = raw {
        return vec![raw];
    }
    match (&*essence, value, element) {
        (_, _, Some(element)) => element.to_xml(value).into_iter().collect(),
        ("text/event-stream", value, _) => vec![event(value).into_bytes()],
        (_, Value::Array(items), _) if essence.contains("jsonl") || essence.contains("ndjson") => {
            vec![items.iter().map(|it| format!("{it}\n")).collect::<String>().into_bytes()]
        }
        _ => vec![json()],
    }
}

/// One event; a value that is none stands in its data.
fn event(value: &Value) -> String {
    let line = |name: &str, value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}: {text}\n")
    };
    let name = value.get("event").map(|it| line("event", it)).unwrap_or_default();
    format!("{name}{}\n", line("data", value.get("data").unwrap_or(value)))
}
