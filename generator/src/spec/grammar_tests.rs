//! The table of OpenAPI's grammar, held against what `openapiv3` knows of 3.0.

use std::collections::BTreeSet;

use openapiv3::{PathItem, ReferenceOr};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::models::{self, ByModel};
use crate::grammar::{Kind, Version};

/// Members of 3.0 that `openapiv3` leaves out.
const NOT_THERE: &[(Kind, &[&str])] = &[
    (Kind::Schema, &["xml"]),
    // Of parameters, whose structure a header follows.
    (Kind::Header, &["allowEmptyValue", "allowReserved", "explode"]),
    // A reference to a path item stands in `ReferenceOr`, that of a callback nowhere.
    (Kind::Callback, &["$ref"]),
];

/// What it reads as a kind of object, written again.
fn again(kind: Kind, value: &Value) -> Option<Value> {
    struct Again<'v>(&'v Value);
    impl ByModel for Again<'_> {
        type Output = Option<Value>;
        fn of<T: DeserializeOwned + Serialize>(self) -> Self::Output {
            serde_json::to_value(T::deserialize(self.0).ok()?).ok()
        }
    }
    match kind {
        // Their members have names of the document's own, and a reference of a path item stands in `ReferenceOr`.
        Kind::Paths | Kind::Responses | Kind::Callback => None,
        Kind::PathItem => Again(value).of::<ReferenceOr<PathItem>>(),
        kind => models::of(kind, Again(value)).flatten(),
    }
}

/// Whether all is there that was written; defaults may have come to it.
fn has(now: &Value, written: &Value) -> bool {
    match (now, written) {
        (Value::Object(now), Value::Object(written)) => {
            written.iter().all(|(key, it)| now.get(key).is_some_and(|now| has(now, it)))
        }
        (Value::Array(now), Value::Array(written)) => {
            now.len() == written.len() && now.iter().zip(written).all(|(now, it)| has(now, it))
        }
        _ => now == written,
    }
}

/// Objects with what is required, into which a member is put.
fn objects(kind: Kind) -> Vec<Value> {
    let own = match kind {
        Kind::Document => json!({"openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {}}),
        Kind::Info => json!({"title": "", "version": ""}),
        Kind::License | Kind::Tag => json!({"name": ""}),
        Kind::Server | Kind::ExternalDocs => json!({"url": ""}),
        Kind::ServerVariable => json!({"default": ""}),
        Kind::Operation => json!({"responses": {}}),
        Kind::Discriminator => json!({"propertyName": ""}),
        Kind::Response => json!({"description": ""}),
        Kind::RequestBody => json!({"content": {}}),
        Kind::Header => json!({"schema": {}}),
        Kind::Link => json!({"operationId": ""}),
        Kind::OAuthFlow => json!({"authorizationUrl": "", "tokenUrl": "", "scopes": {}}),
        Kind::Parameter => json!({"name": "", "in": "query", "schema": {}}),
        Kind::SecurityScheme => json!({"type": "http", "scheme": ""}),
        _ => json!({}),
    };
    let others = match kind {
        Kind::Parameter => vec![json!({"name": "", "in": "query"})],
        Kind::SecurityScheme => vec![
            json!({"type": "apiKey", "name": "", "in": "query"}),
            json!({"type": "oauth2"}),
            json!({"type": "openIdConnect"}),
        ],
        _ => Vec::new(),
    };
    [own, json!({})].into_iter().chain(others).collect()
}

/// A value for each type that a member may have.
fn values() -> Vec<Value> {
    let of_objects = [
        json!({"get": {"responses": {}}}),
        json!({"responses": {}}),
        json!({"description": "a", "url": "a", "name": "a", "content": {}, "default": "a", "propertyName": "a"}),
        json!({"title": "a", "version": "a"}),
        json!({"authorizationUrl": "a", "tokenUrl": "a", "scopes": {}}),
        json!({"authorizationUrl": "a", "scopes": {}}),
        json!({"tokenUrl": "a", "scopes": {}}),
        json!({"implicit": {"authorizationUrl": "a", "scopes": {}}}),
        json!({"schemas": {"a": {}}}),
        json!({"name": "a"}),
        json!({"url": "a"}),
        json!({"propertyName": "a"}),
        json!({"content": {}}),
        json!({"description": "a", "url": "a"}),
        json!({"a": "a"}),
        json!({"$ref": "a"}),
    ];
    let maps: Vec<Value> = of_objects.iter().map(|it| json!({"a": it})).collect();
    let lists: Vec<Value> = of_objects.iter().map(|it| json!([it])).collect();
    let words = ["a", "query", "form", "simple", "http", "3.0.3"].map(Value::from);
    let plain = [json!(true), json!(1), json!(1.5), json!({}), json!({"a": {}}), json!(["a"]), json!([{"a": []}])];
    words.into_iter().chain(plain).chain(of_objects).chain(maps).chain(lists).collect()
}

#[test]
fn what_openapiv3_knows_is_what_the_table_has_of_3_0() {
    for kind in Kind::ALL.iter().copied().filter(|it| !matches!(it, Kind::Xml)) {
        let not_there = NOT_THERE.iter().filter(|(it, _)| *it == kind).flat_map(|(_, names)| *names);
        let of_table = kind.members().iter().filter(|it| it.versions.has(Version::V30)).map(|it| it.name);
        let expected: BTreeSet<&str> =
            of_table.filter(|it| !not_there.clone().any(|left_out| left_out == it)).collect();
        let is_known = |name: &str| {
            objects(kind).into_iter().any(|object| {
                values().into_iter().any(|value| {
                    let mut object = object.clone();
                    object[name] = value;
                    again(kind, &object).is_some_and(|it| it.get(name).is_some_and(|it| has(it, &object[name])))
                })
            })
        };
        let known: BTreeSet<&str> = kind.members().iter().map(|it| it.name).filter(|it| is_known(it)).collect();
        assert_eq!(known, expected, "{kind:?}");
    }
}
