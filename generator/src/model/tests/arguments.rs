//! The order of arguments.

use serde_json::{Value, json};

use super::api;
use crate::config::Config;
use crate::ir::Shape;

/// The arguments of `new` have the order of the lists `required`, which no lock and no alphabet gives them.
#[test]
fn new_takes_what_is_required_in_the_documents_order() {
    let string = || json!({ "type": "string" });
    let members = json!({ "a": string(), "b": string(), "z": string(), "o": string() });
    let own = |required: Value| json!({ "type": "object", "required": required, "properties": members });
    let base = own(json!(["z", "b"]));
    for (schema, expected) in [
        (own(json!(["z", "a", "b"])), "z a b"),
        (own(json!(["a", "b"])), "a b"),
        // What a schema says itself comes before what it puts together.
        (json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }], "required": ["b", "a"] }), "b a z"),
        (json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, { "required": ["o", "a"] }] }), "z b o a"),
        // A member twice stands where it stands first.
        (own(json!(["b", "a", "b"])), "b a"),
    ] {
        let document = json!({
            "paths": { "/things": { "post": {
                "operationId": "make",
                "requestBody": { "required": true, "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Thing" },
                } } },
                "responses": { "204": { "description": "" } },
            } } },
            "components": { "schemas": { "Base": base, "Thing": schema } },
        });
        let api = api(document, &Config::default()).0;
        let Shape::Struct(thing) = &api.types.iter().find(|it| it.name.as_str() == "Thing").unwrap().shape else {
            panic!("{schema}");
        };
        let found: Vec<_> = thing.arguments(&api).map(|it| it.wire.as_str()).collect();
        assert_eq!(found.join(" "), expected, "{schema}");
    }
}
