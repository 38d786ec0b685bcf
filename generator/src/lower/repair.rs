//! Mends what authors commonly get wrong and what would make a strict reader refuse the whole document. Each repair is a
//! warning at its place. First the types of members, then what each kind of object needs.

mod members;
mod operations;
mod report;
mod schemas;
mod security;

use serde_json::{Map, Value, json};

use super::node::{self, Cx};
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::grammar::{At, Kind, Slot};
use report::repaired;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |kind, map, at, cx| {
        shapes(kind, map, at, cx);
        members::mend(kind, map, at, cx);
        match kind {
            Kind::Document => root(map, at, cx),
            Kind::Schema => schemas::mend(map, at, cx),
            Kind::SecurityScheme | Kind::OAuthFlow => security::mend(kind, map, at, cx),
            _ => operations::mend(kind, map, at, cx),
        }
    })
}

/// Members that hold objects hold them: null goes, a list of objects is a list, a map is a map.
fn shapes(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let keys: Vec<String> = map.keys().filter(|it| !it.starts_with("x-")).cloned().collect();
    for key in keys {
        let Some(slot) = kind.member(&key) else { continue };
        let Some(value) = map.get_mut(&key) else { continue };
        let here = at.key(&key);
        let is_right = match slot {
            Slot::Data => true,
            Slot::One(child) => one(child, &key, value),
            Slot::List(child) => {
                if value.is_object() && matches!(child, Kind::Server | Kind::Parameter | Kind::Tag) {
                    repaired(cx, &here, format!("`{key}` is a list; the single object was read as one"));
                    *value = json!([value.take()]);
                }
                value.as_array_mut().map(|items| list(child, items, &here, cx)).is_some()
            }
            Slot::Map(child) => value.as_object_mut().map(|members| named(child, members, &here, cx)).is_some(),
        };
        if !is_right {
            let kind_ = crate::document::kind(value);
            map.remove(&key);
            if !(kind == Kind::Parameter && key == "examples") {
                repaired(cx, &here, format!("`{key}` cannot be {kind_}, so it was left out"));
            }
        }
    }
}

fn one(kind: Kind, key: &str, value: &mut Value) -> bool {
    let is_schema = kind == Kind::Schema;
    if value.is_null() && matches!(kind, Kind::Responses | Kind::Paths | Kind::Components | Kind::Schema) {
        // A key without a value in YAML: nothing is said.
        *value = json!({});
    }
    if kind == Kind::Discriminator && value.is_string() {
        // 2.0, and 3.x by mistake: only the name.
        *value = json!({"propertyName": value});
    }
    value.is_object() || (is_schema && value.is_boolean()) || (is_schema && key == "items" && value.is_array())
}

fn list(kind: Kind, items: &mut Vec<Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    node::retain(items, at, cx, |item, at, cx| {
        if kind == Kind::Tag && item.is_string() {
            *item = json!({"name": item});
        }
        let is_right = item.is_object() || (kind == Kind::Schema && item.is_boolean());
        if !is_right {
            repaired(
                cx,
                at,
                format!("an item of this list cannot be {}, so it was left out", crate::document::kind(item)),
            );
        }
        is_right
    });
}

fn named(kind: Kind, members: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let keys: Vec<String> = members.keys().cloned().collect();
    for key in keys {
        let Some(value) = members.get_mut(&key) else { continue };
        match (kind, &value) {
            (_, Value::Object(_)) | (Kind::Schema, Value::Bool(_)) => {}
            // `dependencies` holds lists of names beside schemas.
            (Kind::Schema, Value::Array(_)) if at.pointer().last() == "dependencies" => {}
            (Kind::Schema | Kind::MediaType | Kind::Header, Value::Null) => *value = json!({}),
            (Kind::Example, _) => *value = json!({"value": value}),
            _ => {
                let kind_ = crate::document::kind(value);
                members.remove(&key);
                if !key.starts_with("x-") {
                    repaired(cx, &at.key(&key), format!("a {} cannot be {kind_}, so it was left out", kind.noun()));
                }
            }
        }
    }
}

fn root(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if !map.get("info").is_some_and(Value::is_object) {
        repaired(cx, at, "there is no `info`").help("add `info` with `title` and `version`");
        map.insert("info".to_owned(), json!({}));
    }
    if let Some(Value::Object(info)) = map.get_mut("info") {
        for (key, default) in [("title", "API"), ("version", "0.0.0")] {
            if !info.get(key).is_some_and(|it| it.is_string() || it.is_number()) {
                repaired(cx, &at.key("info"), format!("`info` has no `{key}`; `{default}` is assumed"))
                    .help(format!("add `{key}`"));
                info.insert(key.to_owned(), default.into());
            }
        }
    }
    security::requirements(map, at, cx);
}
