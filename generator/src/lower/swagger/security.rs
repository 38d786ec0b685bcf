//! Security schemes of 2.0.

use serde_json::{Map, Value, json};

/// `basic` is a scheme of HTTP, `oauth2` has its single flow beside its type.
pub(super) fn scheme(map: &mut Map<String, Value>) {
    match map.get("type").and_then(Value::as_str) {
        Some("basic") => {
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") => {
            let name = match map.remove("flow").as_ref().and_then(Value::as_str) {
                Some("password") => "password",
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                _ => "implicit",
            };
            let members = ["authorizationUrl", "tokenUrl", "scopes"];
            let flow: Map<String, Value> =
                members.iter().filter_map(|key| Some(((*key).to_owned(), map.remove(*key)?))).collect();
            map.insert("flows".to_owned(), json!({name: flow}));
        }
        _ => {}
    }
}
