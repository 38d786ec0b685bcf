//! Request bodies as they come over the wire: JSON, forms, multipart, text and bytes, read back to JSON.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::check::covers;
use crate::decode::{Wire, coerced, decoded};
use crate::document::{Body, Document, essence, is_binary, is_json, is_json_lines, is_text_type, is_xml};
use crate::{same, xml};

/// What is wrong with a body that was sent as this media type, and should be that argument.
pub fn violations(document: &Document, body: &Body, content_type: &str, bytes: &[u8], argument: &Value) -> Vec<String> {
    let media_type = essence(content_type);
    let read = match media_type.as_str() {
        _ if is_binary(document, &body.schema) => Ok(binary(argument, bytes)),
        it if is_json_lines(it) && document.schemas.types(&body.schema).iter().eq(["string"]) => text(bytes),
        it if is_json(it) => json_value(bytes),
        "application/x-www-form-urlencoded" => form(document, body, bytes),
        "application/jsonl" | "application/x-ndjson" => json_lines(bytes),
        "multipart/form-data" => multipart(document, body, content_type, bytes),
        // Without elements that have a shape it is the caller who writes the XML.
        it if is_xml(it) && argument.is_string() && xml::is_shapeless(document, &body.schema) => text(bytes),
        it if is_xml(it) => {
            return xml::difference(&xml::text(document, &body.schema, argument), bytes).into_iter().collect();
        }
        it if is_text_type(it) => text(bytes),
        _ => Ok(binary(argument, bytes)),
    };
    let value = match read {
        Ok(value) => value,
        Err(reason) => return vec![format!("the {media_type} body cannot be read: {reason}")],
    };
    // An argument that is XML, or the text or the bytes of something else, is not what the schema speaks of.
    let speaks = !is_xml(&media_type) && document.errors(&body.schema, argument).is_empty();
    let errors = if speaks { document.errors(&body.schema, &value) } else { Vec::new() };
    let invalid = errors.into_iter().map(|it| format!("the body is not valid: {it}"));
    let other = same::difference(argument, &value).map(|it| format!("the body is not the argument: {it}"));
    invalid.chain(other).collect()
}

fn json_value(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(bytes).map_err(|it| it.to_string())
}

fn json_lines(bytes: &[u8]) -> Result<Value, String> {
    bytes.split(|it| *it == b'\n').filter(|it| !it.is_empty()).map(json_value).collect()
}

fn text(bytes: &[u8]) -> Result<Value, String> {
    std::str::from_utf8(bytes).map(|it| json!(it)).map_err(|it| it.to_string())
}

/// Bytes are base64 in arguments; a text argument that is none is compared as it is.
fn binary(argument: &Value, bytes: &[u8]) -> Value {
    let as_text = String::from_utf8_lossy(bytes);
    match argument.as_str() {
        Some(it) if it == as_text && STANDARD.decode(it).is_err() => json!(it),
        _ => json!(STANDARD.encode(bytes)),
    }
}

/// Members one by one, each with the style that `encoding` gives it.
fn form(document: &Document, body: &Body, bytes: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(bytes).map_err(|it| it.to_string())?;
    let mut members: Map<String, Value> = Map::new();
    for (name, raw) in Wire::pairs(text) {
        let name = decoded(&name, true);
        let (name, step) = match name.strip_suffix(']').and_then(|it| it.split_once('[')) {
            Some((name, step)) => (name.to_owned(), Some(step.to_owned())),
            None => (name, None),
        };
        let value = match (body.encoding.get(&name), step) {
            (Some(it), _) if it["contentType"].as_str().is_some_and(is_json) => {
                json_value(decoded(&raw, true).as_bytes())?
            }
            (Some(it), _) if it["explode"] == false => raw.split(',').map(|it| json!(decoded(it, true))).collect(),
            (_, Some(step)) => json!({ step: decoded(&raw, true) }),
            // By default an object is JSON (OpenAPI 3.1, section 4.8.15.1).
            (None, None) if raw.starts_with("%7B") && may_be_object(document, &body.schema, &name) => {
                json_value(decoded(&raw, true).as_bytes())?
            }
            _ => json!(decoded(&raw, true)),
        };
        add(&mut members, name, value);
    }
    Ok(with_json(document, &body.schema, coerced(document, &body.schema, &Value::Object(members), true)))
}

/// Members that are objects, lists of objects or of no type: without an `encoding` they are JSON within the form
/// (OpenAPI 3.0, section 4.7.14.3).
fn with_json(document: &Document, schema: &Value, form: Value) -> Value {
    let flat = document.schemas.flat(schema);
    let read = |schema: &Value, it: &Value| {
        let types = document.schemas.types(schema);
        let text = it.as_str().filter(|it| it.starts_with(['{', '[']) && !types.contains("string"));
        text.and_then(|it| serde_json::from_str(it).ok()).unwrap_or_else(|| it.clone())
    };
    let member = |name: &str, it: &Value| {
        let own = flat["properties"].get(name).or(flat.get("additionalProperties")).unwrap_or(&Value::Null);
        let item = document.schemas.flat(own)["items"].clone();
        match it {
            Value::Array(items) => items.iter().map(|it| read(&item, it)).collect(),
            it => read(own, it),
        }
    };
    match &form {
        Value::Object(members) => members.iter().map(|(name, it)| (name.clone(), member(name, it))).collect(),
        _ => form,
    }
}

fn may_be_object(document: &Document, schema: &Value, name: &str) -> bool {
    let flat = document.schemas.flat(schema);
    flat["properties"].get(name).is_some_and(|it| document.schemas.types(it).contains("object"))
}

fn multipart(document: &Document, body: &Body, content_type: &str, bytes: &[u8]) -> Result<Value, String> {
    let boundary = content_type.split(';').find_map(|it| it.trim().strip_prefix("boundary="));
    let boundary = boundary.ok_or("no boundary")?.trim_matches('"');
    let mut members = Map::new();
    for part in parts(bytes, boundary)? {
        if let Some(wanted) = body.encoding.get(&part.name).and_then(|it| it["contentType"].as_str()) {
            let sent = part.content_type.as_deref().unwrap_or("text/plain");
            if !wanted.split(',').any(|it| covers(it, sent)) {
                return Err(format!("part `{}` is {sent}, documented {wanted}", part.name));
            }
        }
        let value = match part.content_type.as_deref() {
            Some(it) if is_json(it) => json_value(part.bytes)?,
            _ if part.is_file => json!(STANDARD.encode(part.bytes)),
            Some(it) if !it.starts_with("text/") => json!(STANDARD.encode(part.bytes)),
            _ => text(part.bytes)?,
        };
        add(&mut members, part.name, value);
    }
    Ok(coerced(document, &body.schema, &Value::Object(members), true))
}

/// A member; what comes twice becomes a list, objects grow together.
fn add(members: &mut Map<String, Value>, name: String, value: Value) {
    let value = match (members.remove(&name), value) {
        (None, value) => value,
        (Some(Value::Object(former)), Value::Object(value)) => Value::Object(former.into_iter().chain(value).collect()),
        (Some(Value::Array(items)), value) => items.into_iter().chain([value]).collect(),
        (Some(former), value) => json!([former, value]),
    };
    members.insert(name, value);
}

struct Part<'a> {
    name: String,
    is_file: bool,
    content_type: Option<String>,
    bytes: &'a [u8],
}

/// The parts of a multipart body (RFC 2046, section 5.1.1).
fn parts<'a>(bytes: &'a [u8], boundary: &str) -> Result<Vec<Part<'a>>, String> {
    let opening = format!("--{boundary}\r\n");
    if bytes.starts_with(format!("--{boundary}--").as_bytes()) {
        return Ok(Vec::new());
    }
    let between = format!("\r\n--{boundary}");
    let mut rest = bytes.strip_prefix(opening.as_bytes()).ok_or("no opening boundary")?;
    let mut parts = Vec::new();
    loop {
        let end = find(rest, between.as_bytes()).ok_or("no closing boundary")?;
        parts.push(part(&rest[..end])?);
        rest = &rest[end + between.len()..];
        match rest.strip_prefix(b"\r\n") {
            Some(next) => rest = next,
            None if rest.starts_with(b"--") => return Ok(parts),
            None => return Err("a broken boundary".to_owned()),
        }
    }
}

fn part(bytes: &[u8]) -> Result<Part<'_>, String> {
    let end = find(bytes, b"\r\n\r\n").ok_or("a part without a header")?;
    let header = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let line = |name: &str| {
        let mut lines = header.split("\r\n").filter_map(|it| it.split_once(':'));
        lines.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, it)| it.trim().to_owned())
    };
    let disposition = line("content-disposition").ok_or("a part without Content-Disposition")?;
    let attribute = |name: &str| {
        let (_, rest) = disposition.split_once(&format!("; {name}=\""))?;
        Some(rest.split('"').next().unwrap_or_default().to_owned())
    };
    Ok(Part {
        name: attribute("name").ok_or("a part without a name")?,
        is_file: attribute("filename").is_some(),
        content_type: line("content-type"),
        bytes: &bytes[end + 4..],
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content_type: &str, schema: Value, bytes: &[u8], argument: Value) {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let body = Body { media_type: essence(content_type), schema, encoding: Map::new(), examples: Vec::new() };
        assert_eq!(violations(&document, &body, content_type, bytes, &argument), [""; 0], "{content_type}");
        assert_ne!(violations(&document, &body, content_type, bytes, &json!({ "a": "other" })), [""; 0]);
    }

    /// A part has one of the media types that its `encoding` lists.
    #[test]
    fn media_types_of_parts() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap();
        let part = |line: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n{line}\r\n{{}}\r\n--x--\r\n").into_bytes()
        };
        for (wanted, line, is_right) in [
            ("application/json", "Content-Type: application/json\r\n", true),
            ("image/png, application/json", "Content-Type: application/json\r\n", true),
            ("application/*", "Content-Type: application/json\r\n", true),
            ("image/*", "Content-Type: application/json\r\n", false),
            ("application/json", "", false),
            ("text/plain", "", true),
        ] {
            let encoding = json!({ "a": { "contentType": wanted } }).as_object().cloned().unwrap_or_default();
            let media_type = "multipart/form-data".to_owned();
            let body = Body { media_type, schema: json!({}), encoding, examples: Vec::new() };
            let read = multipart(&document, &body, "multipart/form-data; boundary=x", &part(line));
            assert_eq!(read.is_ok(), is_right, "{wanted} {line}");
        }
    }

    #[test]
    fn bodies_come_back() {
        let schema = json!({ "type": "object", "properties": {
            "a": { "type": "integer" }, "b": { "type": "array", "items": { "type": "string" } },
        } });
        let argument = json!({ "a": 1, "b": ["x&", "y"] });
        check("application/json", schema.clone(), br#"{"a": 1, "b": ["x&", "y"]}"#, argument.clone());
        check("application/x-www-form-urlencoded", schema.clone(), b"a=1&b=x%26&b=y", argument);
        let parts = b"--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xx\r\n\
            Content-Disposition: form-data; name=\"b\"; filename=\"f\"\r\n\r\n\xff\x00\r\n--xx--\r\n";
        check("multipart/form-data; boundary=xx", schema, parts, json!({ "a": 1, "b": ["/wA="] }));
        let schema = json!({ "type": "object", "properties": {
            "any": {}, "o": { "type": "object" }, "l": { "type": "array", "items": { "type": "object" } },
            "s": { "type": "string" },
        } });
        let argument = json!({ "any": [1], "o": { "x": 1 }, "l": [{ "x": 1 }], "s": "[1]" });
        let form = b"any=%5B1%5D&o=%7B%22x%22:1%7D&l=%7B%22x%22:1%7D&s=%5B1%5D";
        check("application/x-www-form-urlencoded", schema, form, argument);
        check("application/yaml", json!({ "type": "string" }), b"a: 1", json!("a: 1"));
        check("application/octet-stream", json!({ "type": "string" }), b"no base64", json!("no base64"));
        check("text/csv", json!({ "type": "string" }), b"a,b", json!("a,b"));
        check("application/pdf", json!({}), b"\xff\x00", json!("/wA="));
    }
}
