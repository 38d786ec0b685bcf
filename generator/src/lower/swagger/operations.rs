//! Operations and responses of 2.0.

use serde_json::{Map, Value, json};

use super::super::node::Cx;
use super::context::{Swagger, texts};
use super::{parameters, produced};
use crate::Pointer;
use crate::grammar::At;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A parameter with the place where it was written and where its parts are now found.
struct Parameter {
    value: Map<String, Value>,
    origin: Pointer,
}

/// All operations of a path.
pub(super) fn path_item(item: &mut Map<String, Value>, at: &At<'_>, swagger: &Swagger, cx: &mut Cx<'_>) {
    let shared = parameters_of(item, at, swagger, cx);
    if !shared.rest.is_empty() {
        item.insert("parameters".to_owned(), shared.rest.into());
    }
    for method in METHODS {
        if let Some(Value::Object(operation)) = item.get_mut(*method) {
            self::operation(operation, &shared.body, method, &at.key(method), swagger, cx);
        }
    }
    note(&shared.shifts, cx);
}

fn operation(
    operation: &mut Map<String, Value>,
    shared: &[Parameter],
    method: &str,
    at: &At<'_>,
    swagger: &Swagger,
    cx: &mut Cx<'_>,
) {
    let consumes = own_or(operation, "consumes", &swagger.consumes);
    let makes_files =
        matches!(method, "get" | "post") && produced::are_files(&texts(operation.get("produces").cloned()));
    let produces = own_or(operation, "produces", &swagger.produces);
    operation.remove("schemes");
    let Parameters { rest, mut body, shifts } = parameters_of(operation, at, swagger, cx);
    if !rest.is_empty() {
        operation.insert("parameters".to_owned(), rest.into());
    }
    let names = |it: &Parameter| (it.value.get("in").cloned(), it.value.get("name").cloned());
    for parameter in shared {
        if !body.iter().any(|it| names(it) == names(parameter)) {
            body.push(Parameter { value: parameter.value.clone(), origin: parameter.origin.clone() });
        }
    }
    if let Some(request) = request_body(body, &consumes, &at.key("requestBody").pointer(), cx) {
        operation.insert("requestBody".to_owned(), request);
    }
    note(&shifts, cx);
    if let Some(Value::Object(responses)) = operation.get_mut("responses") {
        let responses_at = at.key("responses");
        for (status, response) in responses.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
            if let Value::Object(response) = response {
                let at = responses_at.key(status);
                if makes_files {
                    produced::silent_file(response, status, &at, cx);
                }
                let produces = produced::of(response, status, &produces, swagger, &at, cx);
                self::response(response, &produces, &at, cx);
            }
        }
    }
}

fn own_or(operation: &mut Map<String, Value>, key: &str, default: &[String]) -> Vec<String> {
    match operation.remove(key) {
        Some(own) => texts(Some(own)),
        None => default.to_vec(),
    }
}

/// The parameters that stay, as they are in 3.0, and those that make up the body.
struct Parameters {
    rest: Vec<Value>,
    body: Vec<Parameter>,
    /// Where those that stay have moved, before and now; to be noted when nobody looks for the former places any more.
    shifts: Vec<(Pointer, Pointer)>,
}

fn note(shifts: &[(Pointer, Pointer)], cx: &mut Cx<'_>) {
    shifts.iter().for_each(|(before, now)| cx.places.moved(before, now));
}

fn parameters_of(map: &mut Map<String, Value>, at: &At<'_>, swagger: &Swagger, cx: &mut Cx<'_>) -> Parameters {
    let list = match map.remove("parameters") {
        Some(Value::Array(list)) => list,
        Some(single @ Value::Object(_)) => vec![single],
        _ => Vec::new(),
    };
    let list_at = at.key("parameters");
    let (mut rest, mut body, mut shifts) = (Vec::new(), Vec::new(), Vec::new());
    for (index, value) in list.into_iter().enumerate() {
        let here = list_at.index(index);
        let Value::Object(mut value) = value else { continue };
        let (target, origin) = resolved(&value, &here.pointer(), &swagger.original);
        if matches!(target.get("in").and_then(Value::as_str), Some("body" | "formData")) {
            body.push(Parameter { value: target.clone(), origin });
            continue;
        }
        parameters::parameter(&mut value, &here, cx);
        if rest.len() != index {
            shifts.push((here.pointer(), list_at.index(rest.len()).pointer()));
        }
        rest.push(Value::Object(value));
    }
    Parameters { rest, body, shifts }
}

/// What a parameter is behind its references.
fn resolved<'v>(
    value: &'v Map<String, Value>,
    here: &Pointer,
    original: &'v Value,
) -> (&'v Map<String, Value>, Pointer) {
    let (mut value, mut origin) = (value, here.clone());
    for _ in 0..32 {
        let Some(text) = value.get("$ref").and_then(Value::as_str) else { break };
        // References are in their new spelling already, the document is not.
        let new = text.trim_start_matches('#').to_owned();
        let old = new.replacen("/components/parameters/", "/parameters/", 1);
        let Some((found, place)) =
            [new, old].into_iter().find_map(|it| Some((original.pointer(&it)?.as_object()?, it)))
        else {
            break;
        };
        (value, origin) = (found, Pointer::parse(&place));
    }
    (value, origin)
}

fn request_body(body: Vec<Parameter>, consumes: &[String], at: &Pointer, cx: &mut Cx<'_>) -> Option<Value> {
    let (whole, fields): (Vec<Parameter>, Vec<Parameter>) =
        body.into_iter().partition(|it| it.value.get("in") == Some(&json!("body")));
    if let Some(Parameter { mut value, origin }) = whole.into_iter().next() {
        let schema = value.remove("schema").unwrap_or_else(|| json!({}));
        let media = if consumes.is_empty() { vec!["application/json".to_owned()] } else { consumes.to_vec() };
        let mut content = Map::new();
        for media in &media {
            cx.places.moved(&origin, &at.key("content").key(media));
            cx.places.moved(&origin.key("schema"), &at.key("content").key(media).key("schema"));
            content.insert(media.clone(), json!({"schema": schema}));
        }
        let mut request = json!({"content": content});
        for (key, value) in value {
            if matches!(key.as_str(), "description" | "required") || key.starts_with("x-") {
                request[key] = value;
            }
        }
        return Some(request);
    }
    (!fields.is_empty()).then(|| form(fields, consumes, at, cx))
}

fn form(fields: Vec<Parameter>, consumes: &[String], at: &Pointer, cx: &mut Cx<'_>) -> Value {
    const MULTIPART: &str = "multipart/form-data";
    const URLENCODED: &str = "application/x-www-form-urlencoded";
    let is_file = |it: Option<&Value>| it.and_then(|it| it.get("type")).is_some_and(|it| it == "file");
    let has_file =
        fields.iter().any(|it| it.value.get("type") == Some(&json!("file")) || is_file(it.value.get("items")));
    let mut media: Vec<&str> =
        [MULTIPART, URLENCODED].into_iter().filter(|it| consumes.iter().any(|own| own == it)).collect();
    if has_file {
        media.retain(|it| *it == MULTIPART);
    }
    if media.is_empty() {
        media.push(if has_file { MULTIPART } else { URLENCODED });
    }
    if let Some(operation) = at.parent() {
        media.iter().for_each(|it| cx.places.moved(&operation.key("parameters"), &at.key("content").key(it)));
    }
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    let mut order = Vec::new();
    for Parameter { mut value, origin } in fields {
        let Some(name) = value.get("name").and_then(Value::as_str).map(str::to_owned) else { continue };
        let start = At::start(&origin);
        let (mut schema, format) = parameters::schema(&mut value, &start, cx);
        if schema["type"] == "array" {
            let mut joined = Map::new();
            parameters::join(&mut joined, "formData", format.as_deref(), &start, cx);
            encoding.insert(name.clone(), Value::Object(joined));
        }
        if let Some(text) = value.remove("description") {
            schema["description"] = text;
        }
        if value.get("required") == Some(&json!(true)) {
            required.push(Value::from(name.as_str()));
        }
        for media in &media {
            cx.places.moved(&origin, &at.key("content").key(media).key("schema").key("properties").key(&name));
        }
        order.push(Value::from(name.as_str()));
        properties.insert(name, schema);
    }
    let is_required = !required.is_empty();
    let mut schema = json!({"type": "object", "properties": properties, "x-octogen-order": order});
    if is_required {
        schema["required"] = required.into();
    }
    let mut content = Map::new();
    for media in media {
        let mut entry = json!({"schema": schema});
        if !encoding.is_empty() {
            entry["encoding"] = Value::Object(encoding.clone());
        }
        content.insert(media.to_owned(), entry);
    }
    json!({"content": content, "required": is_required})
}

/// A response: its schema under each media type, its examples where their media type is.
pub(super) fn response(map: &mut Map<String, Value>, produces: &[String], at: &At<'_>, cx: &mut Cx<'_>) {
    if let Some(Value::Object(headers)) = map.get_mut("headers") {
        let headers_at = at.key("headers");
        for (name, header) in headers.iter_mut() {
            if let Value::Object(header) = header {
                parameters::header(header, &headers_at.key(name), cx);
            }
        }
    }
    let examples = match map.remove("examples") {
        Some(Value::Object(examples)) => examples,
        _ => Map::new(),
    };
    let Some(schema) = map.remove("schema") else { return };
    let is_file = schema.get("type") == Some(&json!("file"));
    let media = match produces {
        [] if is_file => vec!["application/octet-stream".to_owned()],
        [] => vec!["application/json".to_owned()],
        some => some.to_vec(),
    };
    let mut content = Map::new();
    for media in media {
        cx.places.moved(&at.key("schema").pointer(), &at.key("content").pointer().key(&media).key("schema"));
        let mut entry = json!({"schema": schema});
        if let Some(example) = examples.get(&media) {
            entry["example"] = example.clone();
        }
        content.insert(media, entry);
    }
    map.insert("content".to_owned(), Value::Object(content));
}
