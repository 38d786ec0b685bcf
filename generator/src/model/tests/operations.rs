//! Operations.

use serde_json::{Value, json};

use super::{api, print};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{Api, ParamLocation};

fn build(paths: Value) -> Api {
    api(json!({ "paths": paths }), &Config::default()).0
}

#[track_caller]
fn check(operation: Value, expected: &str) {
    let api = build(json!({ "/things/{id}": { "post": operation, "parameters": [id_parameter()] } }));
    assert_eq!(print::operation(&api.operations[0]), expected);
}

fn id_parameter() -> Value {
    json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } })
}

fn answer(schema: Value) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema } } })
}

#[test]
fn arguments_come_in_the_order_of_the_path_then_of_the_list() {
    check(
        json!({ "operationId": "doIt", "parameters": [
            { "name": "b", "in": "query", "schema": { "type": "boolean" } },
            { "name": "z", "in": "query", "required": true, "schema": { "type": "boolean" } },
            { "name": "a", "in": "query", "required": true, "schema": { "type": "string" } },
            { "name": "id", "in": "header", "schema": { "type": "string" } },
            { "name": "Accept", "in": "header", "schema": { "type": "string" } },
            { "name": "send", "in": "query", "schema": { "type": "string" } },
        ], "responses": { "204": { "description": "" } } }),
        "do_it(id: i64, z: bool, a: String | b: bool, send_query: String, id_header: String) -> () ! ()",
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
    let api = build(json!({ "/v1/things/{id}": { "get": { "responses": {} }, "parameters": [id_parameter()] } }));
    let it = &api.operations[0];
    assert_eq!(
        (it.id.as_str(), it.name.as_str(), it.module.as_str()),
        ("GET /v1/things/{id}", "get_things_by_id", "things")
    );
}

#[test]
fn an_id_that_two_operations_share_names_neither_alone() {
    let operation = json!({ "operationId": "same", "responses": { "204": {} } });
    let paths = json!({ "/a": { "get": operation.clone() }, "/b": { "get": operation } });
    let (api, diags) = api(json!({ "paths": paths }), &Config::default());
    let names: Vec<_> = api.operations.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    assert_eq!(names, [("GET /a", "same_a"), ("GET /b", "same_b")]);
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
        let place = |it: ParamLocation| format!("{it:?}").to_lowercase();
        let operation = &api.operations[0];
        let params = operation.params.iter();
        let params =
            params.map(|it| format!("{} {}{}", place(it.location), it.wire, if it.required { "!" } else { "" }));
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

/// The methods of some operations: method and path, what is written in the operation, and the name that comes of it.
#[track_caller]
fn named(rows: &[(&str, Value, &str)]) {
    // The order of a document says nothing.
    for reversed in [false, true] {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        if reversed {
            order.reverse();
        }
        let mut paths = serde_json::Map::new();
        for (call, said, _) in order.into_iter().map(|index| &rows[index]) {
            let (method, path) = call.split_once(' ').unwrap();
            let mut operation = said.clone();
            operation["responses"] = json!({ "204": { "description": "" } });
            let item = paths.entry(path).or_insert_with(|| json!({}));
            item[method] = operation;
        }
        let api = build(paths.into());
        for (call, said, name) in rows {
            let (method, path) = call.split_once(' ').unwrap();
            let found = api.operations.iter().find(|it| it.path == path && it.method.eq_ignore_ascii_case(method));
            assert_eq!(found.unwrap().name.as_str(), *name, "{call} {said}");
        }
    }
}

fn id(id: &str) -> Value {
    json!({ "operationId": id })
}

fn tagged(id: &str, tag: &str) -> Value {
    json!({ "operationId": id, "tags": [tag] })
}

#[test]
fn ids_lose_what_the_path_says() {
    named(&[
        ("get /items/{item_id}", id("read_item_items__item_id__get"), "read_item"),
        ("get /health", id("health_check_health_get"), "health_check"),
        // Two functions of one name are told apart by their routers.
        ("post /users/", tagged("create_users__post", "users"), "users_create"),
        ("post /orders/", tagged("create_orders__post", "orders"), "orders_create"),
        // One that is no tail, and one that would take another's name.
        ("get /a", id("list_b_get"), "list_b_get"),
        ("get /c", id("status_c_get"), "status_c"),
        ("get /d", id("status"), "status"),
    ]);
    named(&[
        ("get /api/v1/users", id("api_v1_users_list"), "users_list"),
        ("get /api/v1/users/{id}", id("apiV1UsersRetrieve"), "users_retrieve"),
        ("get /api/v1/keys", id("apiKeysList"), "api_keys_list"),
        ("get /v1/charges", id("GetCharges"), "get_charges"),
    ]);
}

#[test]
fn ids_with_classes_and_groups() {
    named(&[
        ("get /users", id("UsersController_findAll"), "users_find_all"),
        ("get /todos", id("TodoController.find"), "todo_find"),
        ("get /pets", id("pets.list"), "pets_list"),
        ("get /repos", id("repos/list-for-org"), "repos_list_for_org"),
        ("get /clusters", id("Clusters_List"), "clusters_list"),
        ("get /cats", id("Cats_catsList"), "cats_list"),
        ("get /dogs", id("DogsDogsGet"), "dogs_get"),
        // What says it twice yields to what says it once.
        ("get /owls/all", id("owls_owls_get"), "owls_owls_get"),
        ("get /owl", id("owlsGet"), "owls_get"),
    ]);
}

#[test]
fn ids_that_several_share_are_told_apart_by_tag_then_by_path() {
    named(&[
        ("get /users", tagged("list", "Users"), "users_list"),
        ("get /orders", tagged("list", "Orders"), "orders_list"),
        ("get /a/things", id("find"), "find_a_things"),
        ("get /b/things", id("find"), "find_b_things"),
        ("get /same", tagged("both", "Same"), "both_same"),
        ("post /other", tagged("both", "Same"), "both_other"),
        ("get /one", id("one"), "get_one"),
        ("post /one", id("one"), "post_one"),
    ]);
    // As springdoc counts.
    named(&[
        ("get /users", tagged("getAll", "user-controller"), "get_all"),
        ("get /orders", tagged("getAll_1", "order-controller"), "order_get_all"),
        ("get /steps", tagged("step_1", "steps"), "step_1"),
    ]);
}

#[test]
fn ids_are_made_without_what_all_paths_begin_with() {
    named(&[
        ("get /api/v1/users", json!({}), "get_users"),
        ("get /api/v1/users/{id}", json!({}), "get_users_by_id"),
        ("get /api/v2/orders", json!({}), "get_orders"),
        ("get /api/v1/keys", json!({}), "get_api_v1_keys"),
        ("get /api/v2/keys", json!({}), "get_api_v2_keys"),
    ]);
}

#[test]
fn names_that_documents_give_for_programs() {
    named(&[
        ("get /a", json!({ "operationId": "x1", "x-speakeasy-name-override": "listPets" }), "list_pets"),
        (
            "get /b",
            json!({ "operationId": "x2", "x-fern-sdk-method-name": "find", "x-fern-sdk-group-name": ["users"] }),
            "users_find",
        ),
        (
            "get /c",
            json!({ "operationId": "x3", "x-fern-sdk-method-name": "list_users", "x-fern-sdk-group-name": "users" }),
            "list_users",
        ),
        ("get /d", json!({ "operationId": "x4", "x-ms-client-name": "GetMore" }), "get_more"),
        // The same name twice is told apart by the tag, and a name goes before an id.
        ("get /e", json!({ "operationId": "x5", "tags": ["cats"], "x-speakeasy-name-override": "all" }), "cats_all"),
        ("get /f", json!({ "operationId": "x6", "tags": ["dogs"], "x-speakeasy-name-override": "all" }), "dogs_all"),
        ("get /g", json!({ "operationId": "x7", "x-speakeasy-name-override": "taken" }), "taken"),
        ("get /h", id("taken"), "taken_h"),
        // What is no name is none.
        ("get /i", json!({ "operationId": "x8", "x-speakeasy-name-override": "" }), "x8"),
        ("get /j", json!({ "operationId": "x9", "x-speakeasy-name-override": ["a"] }), "x9"),
    ]);
    let parameters = json!([
        { "name": "$filter", "in": "query", "x-ms-client-name": "filter", "schema": {} },
        { "name": "api-version", "in": "query", "schema": {} },
        { "name": "x", "in": "header", "x-fern-parameter-name": "trace", "schema": {} },
        { "name": "a", "in": "query", "x-ms-client-name": "same", "schema": {} },
        { "name": "b", "in": "query", "x-ms-client-name": "same", "schema": {} },
        { "name": "c", "in": "query", "x-speakeasy-name-override": "send", "schema": {} },
    ]);
    let api = build(json!({ "/a": { "get": { "parameters": parameters, "responses": {} } } }));
    let names: Vec<_> = api.operations[0].params.iter().map(|it| (it.wire.as_str(), it.name.as_str())).collect();
    let expected =
        [("$filter", "filter"), ("a", "a"), ("api-version", "api_version"), ("b", "b"), ("c", "c"), ("x", "trace")];
    assert_eq!(names, expected);
}

#[test]
fn parameters_that_differ_in_case_symbols_or_place() {
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "schema": {} });
    let parameters = json!([
        parameter("fooBar", "query"),
        parameter("foo_bar", "query"),
        parameter("foo-bar", "query"),
        parameter("@type", "query"),
        parameter("type", "query"),
        parameter("_id", "query"),
        parameter("id", "query"),
        parameter("id", "header"),
        parameter("X-Id", "header"),
        parameter("x_id", "query"),
        parameter("+1", "query"),
        parameter("$top", "query"),
        parameter("fn", "query"),
        parameter("Date<", "query"),
        parameter("Date", "query"),
    ]);
    let api = build(json!({ "/a": { "get": { "parameters": parameters, "responses": {} } } }));
    let names: Vec<_> = api.operations[0].params.iter().map(|it| format!("{}={}", it.name, it.wire)).collect();
    let expected = [
        "top=$top",
        "plus_1=+1",
        "at_type=@type",
        "date=Date",
        "date_less_than=Date<",
        "underscore_id=_id",
        "fn_=fn",
        "foo_bar_hyphenated=foo-bar",
        "foo_bar_camel_case=fooBar",
        "foo_bar=foo_bar",
        "id=id",
        "type_=type",
        "x_id=x_id",
        "x_id_header=X-Id",
        "id_header=id",
    ];
    assert_eq!(names, expected);
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

/// A method says whether a call may be repeated; where it does not, the settings or an extension do. A name that changes
/// nothing is an error like any other that finds nothing.
#[test]
fn calls_that_may_be_made_again() {
    let operation = |id: &str, safe: Value| {
        let mut it = json!({ "operationId": id, "responses": { "204": {} } });
        it["x-octogen-safe"] = safe;
        it
    };
    let paths = json!({
        "/a": { "post": operation("search", json!(null)), "get": operation("read", json!(null)) },
        "/b": { "post": operation("count", json!(true)), "patch": operation("change", json!(false)) },
    });
    for (safe, expected, wrong) in [
        (vec![], vec!["count"], 0),
        (vec!["search"], vec!["count", "search"], 0),
        (vec!["read"], vec!["count", "read"], 1),
        (vec!["nowhere", "change"], vec!["change", "count"], 1),
    ] {
        let mut config = Config::default();
        config.retry.safe = safe.iter().map(|it| (*it).to_owned()).collect();
        let (api, diags) = api(json!({ "paths": paths.clone() }), &config);
        let mut found: Vec<_> = api.operations.iter().filter(|it| it.safe).map(|it| it.id.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{safe:?}");
        assert_eq!(errors(&diags).len(), wrong, "{safe:?}: {diags}");
    }
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
        let api = build(json!({ "/things": { "get": get } }));
        let found = api.operations[0].pagination.as_ref();
        let found = found.map(|it| it.items.iter().map(|step| step.field.as_str()).collect::<Vec<_>>());
        assert_eq!(found, steps, "{page}");
    }
}

/// What begins with `with_` is a setting of the call, today's or tomorrow's.
#[test]
fn a_setter_is_never_taken_for_a_setting_of_the_call() {
    for (wire, required, expected) in [
        ("with_volume", false, "with_volume_param"),
        ("withTimeout", false, "with_timeout_param"),
        ("with_volume", true, "with_volume"),
        ("without", false, "without"),
    ] {
        let schema = json!({ "type": "boolean" });
        let parameter = json!({ "name": wire, "in": "query", "required": required, "schema": schema });
        let responses = json!({ "204": { "description": "" } });
        let get = json!({ "parameters": [parameter], "responses": responses });
        let document = json!({ "paths": { "/x": { "get": get } } });
        let (api, _) = api(document, &Config::default());
        assert_eq!(api.operations[0].params[0].name.as_str(), expected, "{wire} {required}");
    }
}
