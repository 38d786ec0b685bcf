//! The two verdicts alone, as `breaking major`, on pairs of the kinds that other checkers have; and one API written in
//! several dialects. `truth` holds the second one to what is written into the crates.

use std::sync::OnceLock;

use json_patch::Patch;
use octogen::diff::{Report, Wire, compare};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cases::{api, base, document, files, patched, rows};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "case")]
    name: String,
    #[serde(default)]
    before: Patch,
    patch: Patch,
    there: String,
    back: String,
}

/// Two documents, and the verdicts there and back.
pub struct Pair {
    pub name: String,
    pub old: Value,
    pub new: Value,
    expected: (String, String),
}

/// What is said of a pair, and what must be.
pub struct Compared {
    pub name: String,
    pub there: Report,
    pub back: Report,
    expected: (String, String),
}

#[test]
fn verdicts() {
    let mut wrong = Vec::new();
    for Compared { name, there, back, expected } in compared() {
        for (way, report, expected) in [("there", there, &expected.0), ("back", back, &expected.1)] {
            if format!("{} {}", report.wire, report.rust) != *expected {
                wrong.push(format!("{name} ({way}): expected {expected}, found {:?}", rows(report)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), compared().len() * 2, wrong.join("\n"));
}

/// All pairs, by file.
pub fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (file, text) in files("wire") {
        let first = if file == "swagger" { document("swagger") } else { base() };
        let rows: Vec<Row> = serde_yaml::from_str(&text).unwrap_or_else(|it| panic!("{file}: {it}"));
        pairs.extend(rows.into_iter().map(|Row { name, before, patch, there, back }| {
            let name = format!("{file}: {name}");
            let old = patched(&first, &before, &name);
            let new = patched(&old, &patch, &name);
            Pair { name, old, new, expected: (there, back) }
        }));
    }
    pairs
}

/// All pairs, compared.
pub fn compared() -> &'static [Compared] {
    static ALL: OnceLock<Vec<Compared>> = OnceLock::new();
    ALL.get_or_init(|| {
        let compare = |Pair { name, old, new, expected }: Pair| {
            let (old, new) = (api(&old, &name), api(&new, &name));
            Compared { there: compare(&old, &new), back: compare(&new, &old), name, expected }
        };
        pairs().into_iter().map(compare).collect()
    })
}

/// One API in the words of one dialect.
fn pets(version: &str, pet: &Value) -> Value {
    let body = json!({ "schema": { "$ref": "#/components/schemas/Pet" } });
    json!({
        "openapi": version,
        "info": { "title": "Pets", "version": "1" },
        "servers": [{ "url": "https://api.example.com/v1" }],
        "paths": { "/pets/{id}": { "get": {
            "operationId": "getPet",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } },
                { "name": "tags", "in": "query", "explode": false,
                  "schema": { "type": "array", "items": { "type": "string" } } },
            ],
            "responses": { "200": { "description": "A pet.", "content": { "application/json": body } } },
        } } },
        "components": { "schemas": { "Pet": pet } },
    })
}

#[test]
fn dialects_of_one_api_do_not_differ() {
    let of_3_0 = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "integer", "format": "int64", "minimum": 0, "exclusiveMinimum": true },
            "note": { "type": "string", "nullable": true },
        },
    });
    let of_3_1 = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "integer", "format": "int64", "exclusiveMinimum": 0 },
            "note": { "type": ["string", "null"] },
        },
    });
    let of_2_0 = json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": { "type": "integer", "format": "int64", "minimum": 0, "exclusiveMinimum": true },
            "note": { "type": "string", "x-nullable": true },
        },
    });
    let swagger = json!({
        "swagger": "2.0",
        "info": { "title": "Pets", "version": "1" },
        "host": "api.example.com",
        "basePath": "/v1",
        "schemes": ["https"],
        "produces": ["application/json"],
        "paths": { "/pets/{id}": { "get": {
            "operationId": "getPet",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "type": "integer", "format": "int64" },
                { "name": "tags", "in": "query", "type": "array", "items": { "type": "string" },
                  "collectionFormat": "csv" },
            ],
            "responses": { "200": { "description": "A pet.", "schema": { "$ref": "#/definitions/Pet" } } },
        } } },
        "definitions": { "Pet": of_2_0 },
    });
    let dialects = [("2.0", swagger), ("3.0", pets("3.0.3", &of_3_0)), ("3.1", pets("3.1.0", &of_3_1))];
    for (a, old) in &dialects {
        for (b, new) in &dialects {
            let report = compare(&api(old, a), &api(new, b));
            assert_eq!((report.wire, rows(&report)), (Wire::None, Vec::new()), "{a} to {b}");
        }
    }
}
