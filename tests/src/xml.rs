//! XML of a value as the `xml` keyword of its schema wants it (OpenAPI 3.1, section 4.8.26).

use serde_json::Value;

use crate::document::Document;

/// The document for a value; the root is named by the schema, by its component's name, or `root`.
pub fn text(document: &Document, schema: &Value, value: &Value) -> String {
    let flat = in_one(document, schema);
    let component = schema["$ref"]
        .as_str()
        .and_then(|it| document.schemas.target(it)?["$ref"].as_str())
        .or(schema["$ref"].as_str());
    let component = component.filter(|it| it.contains("/schemas/")).and_then(|it| it.rsplit('/').next());
    let name = name_of(&flat, component.unwrap_or("root"));
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    element(document, &name, &flat, value, &mut out);
    out
}

/// The schema as one, with what a part of its `allOf` says of XML beside a reference.
fn in_one(document: &Document, schema: &Value) -> Value {
    let mut flat = document.schemas.flat(schema).into_owned();
    let beside = schema["allOf"].as_array().into_iter().flatten().filter(|it| it.get("$ref").is_none());
    if let Some(xml) = beside.into_iter().find_map(|it| it.get("xml")) {
        flat["xml"] = xml.clone();
    }
    flat
}

fn name_of(schema: &Value, otherwise: &str) -> String {
    let name = schema["xml"]["name"].as_str().unwrap_or(otherwise);
    match schema["xml"]["prefix"].as_str() {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    }
}

fn element(document: &Document, name: &str, schema: &Value, value: &Value, out: &mut String) {
    let flat = in_one(document, schema);
    out.push('<');
    out.push_str(name);
    if let Some(namespace) = flat["xml"]["namespace"].as_str() {
        let prefix = flat["xml"]["prefix"].as_str().map(|it| format!(":{it}")).unwrap_or_default();
        out.push_str(&format!(" xmlns{prefix}=\"{}\"", escaped(namespace)));
    }
    let members: Vec<_> = value.as_object().into_iter().flatten().collect();
    for (key, member) in &members {
        let own = in_one(document, &flat["properties"][key.as_str()]);
        if own["xml"]["attribute"] == true && !member.is_null() {
            out.push_str(&format!(" {}=\"{}\"", name_of(&own, key), escaped(&scalar(member))));
        }
    }
    if value.is_null() {
        out.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"");
    }
    out.push('>');
    match value {
        Value::Null => {}
        Value::Object(_) => {
            for (key, member) in &members {
                let own = in_one(document, &flat["properties"][key.as_str()]);
                if own["xml"]["attribute"] != true {
                    child(document, key, &own, member, out);
                }
            }
        }
        Value::Array(items) => {
            let item = in_one(document, &flat["items"]);
            items.iter().for_each(|it| element(document, &name_of(&item, name), &item, it, out));
        }
        other => out.push_str(&escaped(&scalar(other))),
    }
    out.push_str(&format!("</{name}>"));
}

/// A member: a list that is not wrapped repeats the element.
fn child(document: &Document, key: &str, schema: &Value, value: &Value, out: &mut String) {
    match value {
        Value::Null if schema["items"].is_object() && schema["xml"]["wrapped"] != true => {}
        Value::Array(items) if schema["xml"]["wrapped"] != true => {
            let item = in_one(document, &schema["items"]);
            items.iter().for_each(|it| element(document, &name_of(&item, key), &item, it, out));
        }
        value => element(document, &name_of(schema, key), schema, value, out),
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
        .replace('\r', "&#13;")
}

/// What differs between two documents, in whatever order the elements come.
pub fn difference(expected: &str, actual: &[u8]) -> Option<String> {
    let Ok(actual) = std::str::from_utf8(actual) else { return Some("the XML is not UTF-8".to_owned()) };
    let (ours, theirs) = (tree(expected), tree(actual));
    (ours != theirs).then(|| format!("expected {expected}, got {actual}"))
}

/// Tags and texts with their depth, siblings sorted: a form in which equal documents are equal.
fn tree(xml: &str) -> Vec<String> {
    let mut open: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        match tag.chars().next() {
            Some('?' | '!') => continue,
            Some('/') if open.len() > 1 => close(&mut open),
            _ => {
                let mut words: Vec<_> = tag.trim_end_matches('/').split_whitespace().collect();
                let attributes = 1.min(words.len());
                words[attributes..].sort_unstable();
                open.push((words.join(" "), Vec::new()));
                if tag.ends_with('/') {
                    close(&mut open);
                }
            }
        }
        if let (false, Some((_, inside))) = (text.trim().is_empty(), open.last_mut()) {
            inside.push(text.to_owned());
        }
    }
    open.swap_remove(0).1
}

fn close(open: &mut Vec<(String, Vec<String>)>) {
    if let Some((tag, mut inside)) = open.pop() {
        inside.sort();
        if let Some((_, outside)) = open.last_mut() {
            outside.push(format!("{tag}[{}]", inside.join(",")));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn attributes_and_lists() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let schema = json!({
            "xml": { "name": "pet" },
            "properties": {
                "id": { "xml": { "attribute": true } },
                "tags": { "items": { "xml": { "name": "tag" } }, "xml": { "wrapped": true } },
                "names": { "items": {} },
            },
        });
        let value = json!({ "id": 1, "tags": ["a<", "b"], "names": ["x", "y"] });
        let xml = text(&document, &schema, &value);
        assert!(
            xml.ends_with(
                "<pet id=\"1\"><names>x</names><names>y</names><tags><tag>a&lt;</tag><tag>b</tag></tags></pet>"
            ),
            "{xml}"
        );
    }
}
