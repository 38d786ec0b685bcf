//! The judge, judged: a client written by hand, which knows the document as the server does, must pass with every
//! vendored document; and each way to get a call wrong must be noticed.

mod client;
#[path = "../counts.rs"]
mod counts;

use std::path::PathBuf;
use std::sync::Arc;

use client::{Fault, Stand};
use serde_json::{Value, json};
use tests::{Direction, Document, Maker, Options, Server, drive};

fn vendored(file: &str) -> Arc<Document> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file);
    Arc::new(Document::load(path).unwrap())
}

async fn driven(document: Arc<Document>, fault: Option<Fault>) -> tests::Report {
    let server = Server::start(document.clone()).await.unwrap();
    let stand = Stand { document, url: server.url(), fault };
    drive(&server, Options::default(), async |operation: &str, arguments: Value| stand.call(operation, arguments).await)
        .await
}

#[tokio::test]
async fn a_faithful_client_passes() {
    for file in ["octolens/openapi.json", "octolane/openapi.json", "octopost/openapi.yaml"] {
        let document = vendored(file);
        let report = driven(document.clone(), None).await;
        println!("{file}: {report}");
        assert_eq!(report.failures, [""; 0], "{file}");
        assert_eq!(report.responses, document.response_count(), "{file}");
        println!("{}", report.contradictions.join("\n"));
    }
}

/// Each form of parameter, body and credentials once.
fn forms() -> Arc<Document> {
    let parameter = |name: &str, place: &str, schema: Value| {
        let required = place == "path";
        json!({ "name": name, "in": place, "required": required, "schema": schema })
    };
    let list = json!({ "type": "array", "items": { "type": "integer" } });
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } });
    let styled = |name: &str, place: &str, style: &str, explode: bool, schema: &Value| {
        let mut it = parameter(name, place, schema.clone());
        it["style"] = json!(style);
        it["explode"] = json!(explode);
        it
    };
    let file = json!({ "type": "string", "format": "binary" });
    let body = json!({ "type": "object", "required": ["a"], "properties": {
        "a": { "type": "string" }, "n": { "type": ["integer", "null"] }, "file": file,
    } });
    let ok = json!({
        "200": { "description": "", "content": { "application/json": { "schema": body } } },
        "default": { "description": "" },
    });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "forms" }, "servers": [{ "url": "https://example.com/base" }],
        "components": { "securitySchemes": {
            "bearer": { "type": "http", "scheme": "bearer" },
            "query": { "type": "apiKey", "in": "query", "name": "key" },
        } },
        "paths": {
            "/p/{s}/{l}/{m}": { "get": {
                "operationId": "parameters", "responses": ok, "security": [{ "bearer": [] }],
                "parameters": [
                    parameter("s", "path", json!({ "type": "string" })),
                    styled("l", "path", "label", false, &list),
                    styled("m", "path", "matrix", true, &list),
                    { "name": "q", "in": "query", "required": true, "schema": { "type": "string" } },
                    styled("joined", "query", "form", false, &list),
                    styled("piped", "query", "pipeDelimited", false, &list),
                    styled("spaced", "query", "spaceDelimited", false, &list),
                    styled("deep", "query", "deepObject", true, &object),
                    styled("split", "query", "form", true, &object),
                    parameter("X-List", "header", list.clone()),
                    parameter("crumb", "cookie", json!({ "type": "integer" })),
                ],
            } },
            "/json": { "patch": {
                "operationId": "json", "responses": ok, "security": [{ "query": [] }],
                "requestBody": { "required": true, "content": {
                    "application/json": { "schema": body }, "text/csv": { "schema": { "type": "string" } },
                } },
            } },
            "/form": { "post": {
                "operationId": "form", "responses": ok,
                "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": object } } },
            } },
            "/parts": { "post": {
                "operationId": "parts", "responses": ok,
                "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": {
                    "type": "object", "properties": { "a": { "type": "string" }, "file": file },
                } } } },
            } },
        },
    });
    Arc::new(Document::new(document).unwrap())
}

#[tokio::test]
async fn every_form_passes() {
    let report = driven(forms(), None).await;
    assert_eq!(report.failures, [""; 0]);
    assert_eq!((report.operations, report.responses), (4, 8));
}

#[tokio::test]
async fn every_fault_is_noticed() {
    for (fault, operation, notice) in [
        (Fault::Method, "json", "method DELETE, documented PATCH"),
        (Fault::Path, "form", "is not /form"),
        (Fault::LostParameter("q"), "parameters", "query parameter `q` is missing"),
        (Fault::LostParameter("X-List"), "parameters", "header parameter `X-List` is missing"),
        (Fault::LostParameter("crumb"), "parameters", "cookie parameter `crumb` is missing"),
        (Fault::ExtraParameter, "form", "query parameter `extra` is not documented"),
        (Fault::OtherStyle("joined"), "parameters", "query parameter `joined` is missing or cannot be read"),
        (Fault::OtherStyle("piped"), "parameters", "query parameter `piped`"),
        (Fault::OtherStyle("deep"), "parameters", "query parameter `deep` is missing or cannot be read"),
        (Fault::NotEncoded, "parameters", "query parameter `q` is \"tea \", given was"),
        (Fault::InvalidParameter("X-List"), "parameters", "header parameter `X-List` is not valid"),
        (Fault::OtherBody, "json", "the body is not the argument: `/a`"),
        (Fault::BrokenBody, "json", "the application/json body cannot be read"),
        (Fault::BrokenBody, "parts", "the multipart/form-data body cannot be read"),
        (Fault::LostBody, "parts", "a body without Content-Type"),
        (Fault::OtherContentType, "form", "Content-Type text/plain, documented application/x-www-form-urlencoded"),
        (Fault::Accept, "form", "Accept image/png leaves out application/json"),
        (Fault::NoCredentials, "parameters", "credentials are missing or wrong"),
        (Fault::NoCredentials, "json", "credentials are missing or wrong"),
        (Fault::NeedlessCredentials, "form", "credentials were sent where none are asked for"),
        (Fault::Twice, "form", "2 requests came"),
        (Fault::Silent, "form", "0 requests came"),
        (Fault::LostMember, "json", "`/a` is missing"),
        (Fault::AddedNull, "form", "`/new` was added: null"),
        (Fault::WrongStatus, "form", "the outcome is not 200"),
        (Fault::LostErrorBody, "json", "expected nothing, got {\"lost\""),
    ] {
        let failures = driven(forms(), Some(fault)).await.failures;
        let found = failures.iter().any(|it| it.starts_with(operation) && it.contains(notice));
        assert!(found, "{fault:?} {operation} {notice}\n{}", failures.join("\n"));
    }
}

#[test]
fn counted_twice() {
    for (file, operations, responses) in
        [("octolens/openapi.json", 58, 371), ("octolane/openapi.json", 24, 146), ("octopost/openapi.yaml", 19, 137)]
    {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file);
        assert_eq!(counts::of(&path), (operations, responses), "{file}");
    }
}

/// Every form that has a golden case can be made.
#[test]
fn values_for_every_golden_schema() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let folders = std::fs::read_dir(cases).unwrap().map(|it| it.unwrap().path());
    let files = folders.flat_map(|it| std::fs::read_dir(it).unwrap().map(|it| it.unwrap().path()));
    for file in files.filter(|it| it.extension().is_some_and(|it| it == "yaml")) {
        let document = Document::load(&file).unwrap();
        let mut maker = Maker::new(&document, Direction::Response);
        for name in document.components() {
            let schema = document.component(&name);
            let values = maker.values(&schema);
            assert_ne!(values, [Value::Null; 0], "{} {name}: {:?}", file.display(), maker.contradictions);
        }
    }
}
