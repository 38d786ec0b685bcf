//! Holds each piece of the document against the model, alone and with stand-ins for what is inside of it. So a fault is
//! found where it is, and the work stays in proportion to the document, however deep the fault is.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value, json};

use super::models::{self, ByModel};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::{At, Kind, Slot};
use crate::source_map::Places;

struct Cx<'a> {
    places: &'a mut Places,
    diags: &'a mut Diagnostics,
}

/// Takes out what the model refuses: a schema becomes `{}`, anything else goes. Whether the rest can be read as a whole.
pub(super) fn check(document: &mut Document, diags: &mut Diagnostics) -> bool {
    let root = Pointer::root();
    let mut cx = Cx { places: &mut document.places, diags };
    piece(Kind::Document, &mut document.value, &At::start(&root), &mut cx)
}

/// Whether a piece can be read, after the pieces inside of it were seen to.
fn piece(kind: Kind, value: &mut Value, at: &At<'_>, cx: &mut Cx<'_>) -> bool {
    if let Value::Object(map) = value {
        inside(kind, map, at, cx);
    }
    let Err(reason) = read(kind, value) else { return true };
    let why = format!("this {} cannot be read: {reason}", kind.noun());
    cx.diags.unsupported(code::UNREADABLE, &at.pointer(), why);
    if kind == Kind::Schema {
        *value = json!({});
    }
    kind == Kind::Schema
}

fn inside(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let mut gone = Vec::new();
    for (key, child) in map.iter_mut() {
        let here = at.key(key);
        match (kind.member(key), child) {
            (Some(Slot::One(Kind::Schema)), Value::Bool(_)) => {}
            (Some(Slot::One(kind)), child) => gone.extend((!piece(kind, child, &here, cx)).then(|| key.clone())),
            (Some(Slot::Map(kind)), Value::Object(members)) => {
                let refused: Vec<String> = members
                    .iter_mut()
                    .filter_map(|(key, it)| (!piece(kind, it, &here.key(key), cx)).then(|| key.clone()))
                    .collect();
                refused.iter().for_each(|key| drop(members.remove(key)));
            }
            (Some(Slot::List(kind)), Value::Array(items)) => {
                let mut kept = Vec::with_capacity(items.len());
                for (index, mut item) in std::mem::take(items).into_iter().enumerate() {
                    let before = here.index(index);
                    if piece(kind, &mut item, &before, cx) {
                        if kept.len() != index {
                            cx.places.moved(&before.pointer(), &here.index(kept.len()).pointer());
                        }
                        kept.push(item);
                    }
                }
                *items = kept;
            }
            _ => {}
        }
    }
    gone.iter().for_each(|key| drop(map.remove(key)));
}

/// The members of a piece without extensions and with the plainest value of the right kind for each piece inside.
fn alone(kind: Kind, map: &Map<String, Value>) -> Vec<(&str, Cow<'_, Value>)> {
    let members = map.iter().filter(|(key, _)| !key.starts_with("x-"));
    let plain = members.map(|(key, child)| {
        let child = match (kind.member(key), child) {
            (Some(Slot::One(Kind::Schema)), Value::Bool(_)) => Cow::Borrowed(child),
            // Which members a flow has to have is told by its name.
            (Some(Slot::One(Kind::OAuthFlow)), _) => Cow::Borrowed(child),
            (Some(Slot::One(kind)), _) => Cow::Owned(stand_in(kind)),
            (Some(Slot::Map(kind)), Value::Object(members)) => {
                Cow::Owned(Value::Object(members.keys().map(|key| (key.clone(), stand_in(kind))).collect()))
            }
            (Some(Slot::List(kind)), Value::Array(items)) => Cow::Owned(items.iter().map(|_| stand_in(kind)).collect()),
            _ => Cow::Borrowed(child),
        };
        (key.as_str(), child)
    });
    plain.collect()
}

fn stand_in(kind: Kind) -> Value {
    match kind {
        Kind::Info => json!({"title": "", "version": ""}),
        Kind::Server | Kind::ExternalDocs => json!({"url": ""}),
        Kind::ServerVariable => json!({"default": ""}),
        Kind::Tag | Kind::License => json!({"name": ""}),
        Kind::Operation => json!({"responses": {}}),
        Kind::Discriminator => json!({"propertyName": ""}),
        Kind::Parameter
        | Kind::RequestBody
        | Kind::Response
        | Kind::Example
        | Kind::Link
        | Kind::Header
        | Kind::SecurityScheme => {
            json!({"$ref": ""})
        }
        _ => json!({}),
    }
}

/// Whether the model of a kind of object takes a value, with placeholders for the pieces inside; the error says why not.
fn read(kind: Kind, value: &Value) -> Result<(), String> {
    struct Read<'v>(Kind, &'v Value);
    impl ByModel for Read<'_> {
        type Output = Result<(), String>;
        fn of<T: DeserializeOwned + Serialize>(self) -> Self::Output {
            let Self(kind, value) = self;
            let read = match value {
                Value::Object(map) => {
                    let members = alone(kind, map);
                    T::deserialize(MapDeserializer::new(members.iter().map(|(key, child)| (*key, &**child))))
                }
                value => T::deserialize(value),
            };
            read.map(drop).map_err(|error: serde_json::Error| error.to_string())
        }
    }
    match kind {
        // Its members depend on which flow it is, and are read with the flows.
        Kind::OAuthFlow => Ok(()),
        kind => models::of(kind, Read(kind, value)).unwrap_or(Ok(())),
    }
}
