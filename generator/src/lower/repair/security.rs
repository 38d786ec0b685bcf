//! What goes wrong in security schemes and in what requires them.

use serde_json::{Map, Value, json};

use super::super::node::Cx;
use super::report::repaired;
use crate::document::Version;
use crate::grammar::{At, Kind};

pub(super) fn mend(kind: Kind, map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    if cx.version == Version::V2 || map.contains_key("$ref") {
        return;
    }
    if kind == Kind::OAuthFlow {
        return flow(map, at);
    }
    let type_ = map.get("type").and_then(Value::as_str).unwrap_or("").to_owned();
    match type_.as_str() {
        "apiKey" => {
            default(map, "name", "Authorization", at, cx);
            if !matches!(map.get("in").and_then(Value::as_str), Some("query" | "header" | "cookie")) {
                map.insert("in".to_owned(), "header".into());
                repaired(cx, at, "the location of the key is unknown; `in: header` is assumed");
            }
        }
        "http" => default(map, "scheme", "bearer", at, cx),
        "oauth2" => {
            map.entry("flows").or_insert_with(|| json!({}));
        }
        "openIdConnect" => default(map, "openIdConnectUrl", "", at, cx),
        "mutualTLS" => {}
        "basic" | "bearer" => {
            repaired(cx, at, format!("`type: {type_}` was read as `type: http, scheme: {type_}`"));
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), type_.into());
        }
        _ => {
            let lower = type_.to_ascii_lowercase();
            let meant = match lower.as_str() {
                "apikey" => ("apiKey", None),
                "oauth" => ("oauth2", None),
                _ => ("http", Some("bearer")),
            };
            repaired(cx, at, format!("`type: {type_}` is not a type of security scheme; `{}` is assumed", meant.0))
                .help("kinds are apiKey, http, oauth2, openIdConnect, mutualTLS");
            map.insert("type".to_owned(), meant.0.into());
            if let Some(scheme) = meant.1 {
                map.entry("scheme").or_insert_with(|| scheme.into());
            }
            if meant.0 != "http" {
                mend(kind, map, at, cx);
            }
        }
    }
}

fn default(map: &mut Map<String, Value>, key: &str, value: &str, at: &At<'_>, cx: &mut Cx<'_>) {
    if !map.get(key).is_some_and(Value::is_string) {
        map.insert(key.to_owned(), value.into());
        repaired(cx, at, format!("the security scheme has no `{key}`; `{value}` is assumed"));
    }
}

/// Which addresses a flow needs is told by its name.
fn flow(map: &mut Map<String, Value>, at: &At<'_>) {
    let needed: &[&str] = match at.pointer().last().as_str() {
        "implicit" => &["authorizationUrl"],
        "authorizationCode" => &["authorizationUrl", "tokenUrl"],
        _ => &["tokenUrl"],
    };
    for key in needed {
        map.entry(*key).or_insert_with(|| "".into());
    }
    let scopes = map.entry("scopes").or_insert_with(|| json!({}));
    match scopes {
        Value::Object(scopes) => {
            for (_, text) in scopes.iter_mut().filter(|(_, it)| !it.is_string()) {
                *text = "".into();
            }
        }
        Value::Array(names) => {
            let names = names.iter().filter_map(|it| Some((it.as_str()?.to_owned(), Value::from(""))));
            *scopes = Value::Object(names.collect());
        }
        _ => *scopes = json!({}),
    }
}

/// `security` is a list of objects, each from the name of a scheme to a list of scopes.
pub(super) fn requirements(map: &mut Map<String, Value>, at: &At<'_>, cx: &mut Cx<'_>) {
    let here = at.key("security");
    let Some(written) = map.get_mut("security") else { return };
    let before = written.clone();
    let items = match written.take() {
        Value::Array(items) => items,
        Value::Null => {
            map.remove("security");
            return;
        }
        other => vec![other],
    };
    let requirements: Vec<Value> = items.into_iter().filter_map(requirement).collect();
    *written = requirements.into();
    if *written != before {
        repaired(cx, &here, "`security` was read as a list of schemes with their scopes");
    }
}

fn requirement(item: Value) -> Option<Value> {
    match item {
        Value::String(name) => Some(json!({name: []})),
        Value::Object(schemes) => {
            let listed = |it: Value| match it {
                Value::Array(scopes) => scopes.into_iter().filter(Value::is_string).collect::<Vec<Value>>(),
                Value::String(scope) if !scope.is_empty() => vec![Value::String(scope)],
                _ => Vec::new(),
            };
            Some(Value::Object(schemes.into_iter().map(|(name, it)| (name, listed(it).into())).collect()))
        }
        _ => None,
    }
}
