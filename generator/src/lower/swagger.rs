//! Swagger 2.0 → OpenAPI 3.0: sections move into `components`, parameters get schemas, body and form parameters become
//! request bodies, `consumes` and `produces` become the keys of `content`.

mod context;
mod operations;
mod parameters;
mod produced;
mod security;

use serde_json::{Map, Value, json};

use super::node::Cx;
use crate::Pointer;
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};
use crate::grammar::{self, At, Kind};
use context::{Swagger, texts};

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    if document.version != Version::V2 {
        return document;
    }
    let Document { mut value, version, mut places } = document;
    respell_references(&mut value);
    let mut cx = Cx { places: &mut places, diags, version };
    let original = value.clone();
    if let Value::Object(map) = &mut value {
        let swagger =
            Swagger { original, consumes: texts(map.remove("consumes")), produces: texts(map.remove("produces")) };
        root(map, &swagger, &mut cx);
    }
    // What follows sees a document of the 3.0 kind; the version that the user wrote stays in its text.
    Document { value, version: Version::V30, places }
}

/// References that lead into a section of 2.0 lead to where it will be.
fn respell_references(value: &mut Value) {
    let root = Pointer::root();
    grammar::walk_mut(Kind::Document, value, &At::start(&root), &mut |kind, value, _| {
        if kind.section().is_none() {
            return;
        }
        let Some(Value::String(text)) = value.get_mut("$ref") else { return };
        for (old, new) in SECTIONS {
            if let Some(rest) = text.strip_prefix(&format!("#/{old}/")) {
                *text = format!("#/components/{new}/{rest}");
                return;
            }
        }
    });
}

const SECTIONS: &[(&str, &str)] = &[
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

fn root(map: &mut Map<String, Value>, swagger: &Swagger, cx: &mut Cx<'_>) {
    let start = Pointer::root();
    let root = At::start(&start);
    let servers = servers(map);
    if !servers.is_empty() {
        map.insert("servers".to_owned(), servers.into());
    }
    if let Some(Value::Object(paths)) = map.get_mut("paths") {
        let paths_at = root.key("paths");
        for (path, item) in paths.iter_mut() {
            if let Value::Object(item) = item {
                operations::path_item(item, &paths_at.key(path), swagger, cx);
            }
        }
    }
    if let Some(Value::Object(components)) = map.get_mut("components")
        && let Some(Value::Object(items)) = components.get_mut("pathItems")
    {
        let at = root.key("components");
        let at = at.key("pathItems");
        for (name, item) in items.iter_mut() {
            if let Value::Object(item) = item {
                operations::path_item(item, &at.key(name), swagger, cx);
            }
        }
    }
    for (old, new) in SECTIONS {
        section(map, old, new, swagger, cx);
    }
}

fn section(map: &mut Map<String, Value>, old: &str, new: &str, swagger: &Swagger, cx: &mut Cx<'_>) {
    let start = Pointer::root();
    let root = At::start(&start);
    let old_at = root.key(old);
    let new_at = Pointer::root().key("components").key(new);
    let moved = match map.remove(old) {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let components = map.entry("components").or_insert_with(|| json!({}));
    let Value::Object(components) = components else { return };
    let section = components.entry(new).or_insert_with(|| json!({}));
    let Value::Object(section) = section else { return };
    // What bundling has put here is still written as in 2.0.
    for (name, value) in section.iter_mut() {
        let at = At::start(&new_at);
        part(new, value, &at.key(name), swagger, cx);
    }
    for (name, mut value) in moved {
        part(new, &mut value, &old_at.key(&name), swagger, cx);
        cx.places.moved(&old_at.key(&name).pointer(), &new_at.key(&name));
        section.insert(name, value);
    }
    if new == "parameters" {
        // Body and form parameters were written into the operations that name them.
        section.retain(|_, it| !matches!(it.get("in").and_then(Value::as_str), Some("body" | "formData")));
    }
    if section.is_empty() {
        components.remove(new);
    }
}

fn part(section: &str, value: &mut Value, at: &At<'_>, swagger: &Swagger, cx: &mut Cx<'_>) {
    let Value::Object(map) = value else { return };
    match section {
        "parameters" => parameters::parameter(map, at, cx),
        "responses" => operations::response(map, &swagger.produces, at, cx),
        "securitySchemes" => security::scheme(map),
        _ => {}
    }
}

fn servers(map: &mut Map<String, Value>) -> Vec<Value> {
    let text = |it: Option<Value>| it.as_ref().and_then(Value::as_str).map(|it| it.trim().to_owned());
    let host = text(map.remove("host")).filter(|it| !it.is_empty());
    let base = text(map.remove("basePath")).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let mut schemes = texts(map.remove("schemes"));
    // The safe one first.
    schemes.sort_by_key(|it| it != "https");
    let Some(host) = host else {
        return if base.is_empty() { Vec::new() } else { vec![json!({"url": base})] };
    };
    let host = host.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    schemes.retain(|it| it == "https" || it == "http");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    let slash = if base.is_empty() || base.starts_with('/') { "" } else { "/" };
    schemes.iter().map(|scheme| json!({"url": format!("{scheme}://{host}{slash}{base}")})).collect()
}
