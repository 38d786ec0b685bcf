//! What the coverage report says of XML.

use serde_json::{Value, json};

use super::api;
use crate::config::Config;
use crate::diagnostics::{Severity, code};

/// What is told of an object with these members as an XML body.
fn told(properties: Value) -> Vec<String> {
    let schema = json!({ "type": "object", "properties": properties });
    let answer = json!({ "description": "", "content": { "application/xml": { "schema": schema } } });
    let paths = json!({ "/a": { "get": { "operationId": "get", "responses": { "200": answer } } } });
    let (_, diags) = api(json!({ "paths": paths }), &Config::default());
    let told = diags.iter().filter(|it| it.severity == Severity::Approximated && it.code == code::XML);
    told.map(|it| it.message.clone()).collect()
}

#[test]
fn members_of_one_name_are_told() {
    let both = ["`b` is `x` in XML, as is `a`: what has that name is read into both"];
    let item = json!({ "type": "string", "xml": { "name": "x" } });
    let attribute = json!({ "type": "string", "xml": { "name": "x", "attribute": true } });
    let list = json!({ "type": "array", "items": item });
    let wrapped = json!({ "type": "array", "items": item, "xml": { "wrapped": true } });
    for (a, b, expected) in [
        (&item, &item, &both[..]),
        (&attribute, &attribute, &both),
        (&item, &list, &both),
        (&list, &list, &both),
        (&item, &attribute, &[]),
        (&item, &wrapped, &[]),
        (&wrapped, &wrapped, &[]),
        (&item, &json!({ "type": "string" }), &[]),
    ] {
        assert_eq!(told(json!({ "a": a, "b": b })), expected, "{a} and {b}");
    }
    let apart = json!({ "type": "string", "xml": { "name": "x", "prefix": "p" } });
    assert_eq!(told(json!({ "a": item, "b": apart })), [""; 0]);
}
