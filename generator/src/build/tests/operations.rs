//! Operations.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{Api, Place};

fn built(paths: Value) -> Api {
    api(json!({ "paths": paths }), &Config::default()).0
}

#[track_caller]
fn check(operation: Value, expected: &str) {
    let api = built(json!({ "/things/{id}": { "post": operation, "parameters": [id()] } }));
    assert_eq!(print::operation(&api.operations[0]), expected);
}

fn id() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } })
}

fn answer(schema: Value) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema } } })
}

#[test]
fn arguments_come_in_the_order_of_the_path_then_by_name() {
    check(
        json!({ "operationId": "doIt", "parameters": [
            { "name": "b", "in": "query", "schema": { "type": "boolean" } },
            { "name": "a", "in": "query", "required": true, "schema": { "type": "string" } },
            { "name": "id", "in": "header", "schema": { "type": "string" } },
            { "name": "Accept", "in": "header", "schema": { "type": "string" } },
            { "name": "send", "in": "query", "schema": { "type": "string" } },
        ], "responses": { "204": { "description": "" } } }),
        "do_it(id: i64, a: String | b: bool, send_query: String, id_header: String) -> () ! ()",
    );
}

#[test]
fn several_successes_are_an_enum_of_the_operation() {
    check(
        json!({ "operationId": "run", "responses": {
            "200": answer(json!({ "type": "string" })),
            "202": answer(json!({ "type": "integer" })),
            "204": { "description": "" },
            "400": answer(json!({ "type": "boolean" })),
            "default": answer(json!({ "type": "boolean" })),
        } }),
        "run(id: i64 | ) -> RunOutput { Ok(String), Accepted(i64), NoContent } ! bool",
    );
}

#[test]
fn media_types_beside_json() {
    check(
        json!({ "operationId": "export", "requestBody": { "required": true, "content": {
            "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "string" } } } },
            "text/csv": { "schema": { "type": "string" } },
        } }, "responses": { "200": { "description": "", "content": {
            "text/csv": { "schema": { "type": "string" } },
            "application/json": { "schema": { "type": "array", "items": { "type": "string" } } },
        } } } }),
        "export(id: i64, body: ExportRequest, text_body: String | ) -> ExportOutput { Ok([String]), OkCsv(String) } ! ()",
    );
}

#[test]
fn an_operation_without_an_id_is_named_after_method_and_path() {
    let api = built(json!({ "/v1/things/{id}": { "get": { "responses": {} }, "parameters": [id()] } }));
    let it = &api.operations[0];
    assert_eq!(
        (it.id.as_str(), it.name.as_str(), it.module.as_str()),
        ("GET /v1/things/{id}", "get_v1_things_by_id", "things")
    );
}

#[test]
fn an_id_that_two_operations_share_names_neither() {
    let operation = json!({ "operationId": "same", "responses": { "204": {} } });
    let paths = json!({ "/a": { "get": operation.clone() }, "/b": { "get": operation } });
    let (api, diags) = api(json!({ "paths": paths }), &Config::default());
    let names: Vec<_> = api.operations.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    assert_eq!(names, [("GET /a", "get_a"), ("GET /b", "get_b")]);
    assert_eq!(warnings(&diags), ["duplicate-operation-id"]);
}

#[test]
fn a_path_without_its_slash_is_given_one() {
    let paths = json!({ "a": { "get": { "operationId": "a", "responses": { "204": {} } } } });
    let (api, diags) = api(json!({ "paths": paths }), &Config::default());
    assert_eq!(api.operations[0].path, "/a");
    assert_eq!(warnings(&diags), ["repaired"]);
}

#[test]
fn requests_that_are_the_same_are_reported() {
    let operation = |name: &str| json!({ "get": { "parameters": [{ "name": name, "in": "path", "required": true, "schema": {} }], "responses": { "204": {} } } });
    let paths = json!({ "/a/{x}": operation("x"), "/a/{y}": operation("y"), "/b/{y}": operation("y") });
    let (_, diags) = api(json!({ "paths": paths }), &Config::default());
    assert_eq!(warnings(&diags), ["same-path"]);
}

/// Paths and declared parameters, and the parameters that come of them; required ones have a `!`.
#[test]
fn what_a_path_says_beyond_its_parameters_is_a_parameter() {
    let declared = |name: &str, place: &str| json!({ "name": name, "in": place, "required": place == "path" });
    for (path, parameters, expected, fixed) in [
        ("/b/{x}", vec![], "path x!", ""),
        ("/b/{x}/{x}", vec![], "path x!", ""),
        ("/b?q={x}&r=1&s", vec![], "query q", "r=1 s="),
        ("/b?q={x}", vec![declared("x", "path")], "query q!", ""),
        ("/b/{x}?q={x}", vec![declared("x", "path")], "path x! query q", ""),
        ("/b?q={q}", vec![declared("q", "query")], "query q", ""),
        ("/b{?q,r}", vec![declared("r", "query")], "query q query r", ""),
        ("/b/{x}#q={y}&r=1", vec![], "path x!", ""),
    ] {
        let paths = json!({ path: { "get": { "parameters": parameters, "responses": {} } } });
        let (api, diags) = api(json!({ "paths": paths }), &Config::default());
        assert_eq!(errors(&diags), [""; 0], "{path}");
        let place = |it: Place| format!("{it:?}").to_lowercase();
        let operation = &api.operations[0];
        let params = operation.params.iter();
        let params = params.map(|it| format!("{} {}{}", place(it.place), it.wire, if it.required { "!" } else { "" }));
        assert_eq!(params.collect::<Vec<_>>().join(" "), expected, "{path}");
        let pairs: Vec<_> = operation.fixed_query().iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(pairs.join(" "), fixed, "{path}");
    }
}

/// A fragment tells operations of one path apart; it goes into no request, and both operations stay.
#[test]
fn fragments_of_paths_are_not_sent() {
    let operation = |id: &str| json!({ "post": { "operationId": id, "responses": { "204": {} } } });
    let paths = json!({ "/#Action=Start": operation("start"), "/#Action=Stop": operation("stop") });
    let (api, diags) = api(json!({ "paths": paths }), &Config::default());
    let paths: Vec<_> = api.operations.iter().map(|it| (it.id.as_str(), it.plain_path())).collect();
    assert_eq!(paths, [("start", "/".to_owned()), ("stop", "/".to_owned())]);
    assert_eq!((warnings(&diags), errors(&diags)), (vec![], vec![]));
}

/// An operation is called by its id as the document has it, blanks and all.
#[test]
fn an_id_stays_as_it_is() {
    let operation = |id: &str| json!({ "get": { "operationId": id, "responses": { "204": {} } } });
    let paths = json!({ "/a": operation(" Get a card "), "/b": operation(" ") });
    let (api, _) = api(json!({ "paths": paths }), &Config::default());
    let names: Vec<_> = api.operations.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    assert_eq!(names, [(" Get a card ", "get_a_card"), ("GET /b", "get_b")]);
}

fn warnings(diags: &Diagnostics) -> Vec<&'static str> {
    diags.iter().filter(|it| it.severity == Severity::Warning).map(|it| it.code).collect()
}

fn errors(diags: &Diagnostics) -> Vec<&'static str> {
    diags.iter().filter(|it| it.severity == Severity::Error).map(|it| it.code).collect()
}

#[test]
fn a_setting_that_finds_nothing_is_an_error() {
    let mut config = Config::default();
    config.naming.operations.insert("gone".into(), "here".into());
    config.include.tags.insert("Nowhere".into());
    let paths = json!({ "/a": { "get": { "operationId": "a", "responses": {} } } });
    let (_, diags) = api(json!({ "paths": paths.clone() }), &config);
    assert_eq!(errors(&diags), ["unused-setting", "unused-setting"]);
    config.lenient = true;
    let (_, diags) = api(json!({ "paths": paths }), &config);
    assert_eq!(errors(&diags), [""; 0]);
}

#[test]
fn schemes_keep_clear_of_the_builder_and_of_each_other() {
    let key = json!({ "type": "http", "scheme": "bearer" });
    let schemes = json!({ "build": key.clone(), "x": key.clone(), "x_provider": key });
    let (api, _) = api(json!({ "components": { "securitySchemes": schemes } }), &Config::default());
    let names: Vec<_> = api.schemes.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["build_scheme", "x", "x_provider_scheme"]);
}

#[test]
fn the_items_of_a_page() {
    let list = || json!({ "type": "array", "items": { "type": "integer" } });
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    for (page, steps) in [
        (list(), Some(vec![])),
        (object(json!({ "things": list() })), Some(vec!["things"])),
        (object(json!({ "things": list(), "errors": list() })), Some(vec!["things"])),
        (object(json!({ "data": list(), "more": list() })), Some(vec!["data"])),
        (object(json!({ "data": object(json!({ "things": list() })), "more": list() })), Some(vec!["data", "things"])),
        (object(json!({ "data": object(json!({})), "errors": list() })), None),
        (object(json!({ "data": { "oneOf": [list(), object(json!({ "a": {} }))] }, "included": list() })), None),
    ] {
        let page_number = json!({ "name": "page", "in": "query", "schema": { "type": "integer" } });
        let get = json!({ "parameters": [page_number], "responses": { "200": answer(page.clone()) } });
        let api = built(json!({ "/things": { "get": get } }));
        let found = api.operations[0].pagination.as_ref();
        let found = found.map(|it| it.items.iter().map(|step| step.field.as_str()).collect::<Vec<_>>());
        assert_eq!(found, steps, "{page}");
    }
}
