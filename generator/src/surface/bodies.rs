//! Bodies of every kind, each as the only one of an operation and as one of several: the computed items are those of
//! the generated source.

use serde_json::{Value, json};

use super::{Kind, Source, Surface, path, read};
use crate::Config;

/// An operation that has the body alone, and one that has others beside it.
fn document(media_type: &str, schema: Option<Value>) -> String {
    let media = schema.map_or_else(|| json!({}), |it| json!({ "schema": it }));
    let of = |media_type: &str, media: &Value| json!({ "description": "It.", "content": { media_type: media } });
    let it = of(media_type, &media);
    let thing = json!({ "type": "object", "properties": { "other": { "type": "string" } } });
    let other = of("application/json", &json!({ "schema": thing }));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Bodies", "version": "1" },
        "paths": { "/only": { "post": {
            "operationId": "only",
            "requestBody": it,
            "responses": { "200": it, "4XX": it },
        } }, "/several": { "post": {
            "operationId": "several",
            "requestBody": { "content": { media_type: media, "application/vnd.other+json": { "schema": thing } } },
            "responses": { "200": it, "202": other, "204": { "description": "None." }, "404": it, "409": other },
        } } },
    })
    .to_string()
}

#[test]
fn what_is_computed_is_what_is_written_of_every_body() {
    let object = || Some(json!({ "type": "object", "properties": { "id": { "type": "integer" } } }));
    let text = || Some(json!({ "type": "string" }));
    let binary = || Some(json!({ "type": "string", "format": "binary" }));
    let list = || Some(json!({ "type": "array", "items": { "type": "string", "enum": ["a", "b"] } }));
    let mut wrong = Vec::new();
    for (media_type, schema, success, refusal) in [
        ("application/json", object(), "OnlyRequest", "OnlyRequest"),
        ("application/json", text(), "String", "String"),
        ("application/json", None, "Value", "Value"),
        ("application/json", binary(), "Download<ErrorBody>", "Bytes"),
        ("application/vnd.it+json", list(), "Vec<OnlyRequestItem>", "Vec<OnlyRequestItem>"),
        ("text/plain", None, "String", "String"),
        ("text/plain", text(), "String", "String"),
        ("text/plain", Some(json!({ "type": "integer" })), "i64", "i64"),
        ("text/plain", object(), "OnlyResponse", "OnlyResponse"),
        ("text/csv", list(), "String", "String"),
        ("application/octet-stream", None, "Download<ErrorBody>", "Bytes"),
        ("application/octet-stream", binary(), "Download<ErrorBody>", "Bytes"),
        ("image/png", binary(), "Download<ErrorBody>", "Bytes"),
        ("application/nosj", object(), "Download<ErrorBody>", "Bytes"),
        ("application/nosj", text(), "Download<ErrorBody>", "Bytes"),
        ("*/*", None, "Download<ErrorBody>", "Bytes"),
        ("text/event-stream", object(), "EventStream<OnlyEvent, ErrorBody>", "String"),
        ("text/event-stream", None, "EventStream<Value, ErrorBody>", "String"),
        ("application/x-ndjson", object(), "LineStream<OnlyLine, ErrorBody>", "String"),
        ("application/jsonl", list(), "LineStream<OnlyLine, ErrorBody>", "String"),
        ("application/json-seq", object(), "LineStream<OnlyLine, ErrorBody>", "String"),
        ("application/x-www-form-urlencoded", object(), "OnlyForm", "OnlyForm"),
        ("application/xml", object(), "OnlyRequest", "OnlyRequest"),
        ("multipart/form-data", object(), "Download<ErrorBody>", "Bytes"),
    ] {
        let document = document(media_type, schema.clone());
        let made = crate::generate(&crate::Source::new("openapi.json", document.as_bytes()), &Config::default());
        let made = made.unwrap_or_else(|error| panic!("{media_type}: {error}"));
        let files = made.krate.files.iter().filter(|(path, _)| path.ends_with(".rs"));
        let sources: Vec<_> = files.map(|(path, text)| Source { path, text }).collect();
        let (written, computed) = (read(&sources).unwrap(), Surface::of(&made.api));
        for (path, item) in &computed.items {
            assert_eq!(written.items.get(path), Some(item), "{media_type} {schema:?}");
        }
        let surplus: Vec<_> = written.items.keys().filter(|it| !computed.items.contains_key(*it)).collect();
        assert!(surplus.is_empty(), "{media_type} {schema:?}: {surplus:?}");
        let generated = |name: &str| {
            let of = |it: &&super::Item| it.kind == Kind::AssociatedType && it.owner.ends_with("::Only");
            let all: Vec<_> = computed.items.values().filter(of).map(|it| it.signature.as_str()).collect();
            all.into_iter().find_map(|it| it.strip_prefix(&format!("type {name} = "))).map(str::to_owned)
        };
        let errors: Vec<_> = computed.items.values().filter(|it| it.owner == path::ERROR_BODY).collect();
        let held = |it: &&super::Item| it.kind == Kind::Variant && it.signature.ends_with(&format!("({refusal})"));
        let held = if errors.iter().copied().any(|it| held(&it)) { refusal } else { "" };
        let generated = (generated("Output").unwrap_or_default(), held.to_owned());
        if (generated.0.as_str(), generated.1.as_str()) != (success, refusal) {
            wrong.push(format!("{media_type} {schema:?}: {generated:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
