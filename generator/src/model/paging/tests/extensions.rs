//! Extensions of other tools, links of OpenAPI, and settings.

use super::*;

fn page() -> Value {
    json!({ "200": response(&json!({
        "list": [], "more": "boolean", "all": "integer", "meta": { "position": "string?", "link": "string?", "sheets": "integer" },
    })) })
}

fn with(params: &str, responses: Value, name: &str, said: Value) -> (Operation, Vec<String>) {
    let mut call = get(params, responses);
    call[name] = said;
    operation("get", call, &Config::default())
}

#[test]
fn extensions_are_read() {
    let dropshot = json!({ "200": response(&json!({ "items": [], "next_page": "string?" })) });
    let input = |name: &str, kind: &str| json!([{ "name": name, "in": "parameters", "type": kind }]);
    for (name, params, responses, said, expected) in [
        (
            "x-dropshot-pagination",
            "page_token",
            dropshot,
            json!({ "required": [] }),
            "cursor page_token <- next_page; items",
        ),
        (
            "x-speakeasy-pagination",
            "at",
            page(),
            json!({ "type": "cursor", "inputs": input("at", "cursor"), "outputs": { "nextCursor": "$.meta.position", "results": "$.list" } }),
            "cursor at <- meta.position; list",
        ),
        (
            "x-speakeasy-pagination",
            "at",
            page(),
            json!({ "type": "cursor", "inputs": input("at", "cursor"), "outputs": { "nextCursor": "$.list[-1].id" } }),
            "cursor at <- last id; list",
        ),
        (
            "x-speakeasy-pagination",
            "sheet:integer",
            page(),
            json!({ "type": "offsetLimit", "inputs": input("sheet", "page"), "outputs": { "numPages": "$.meta.sheets" } }),
            "page sheet from 1; list; pages meta.sheets",
        ),
        (
            "x-speakeasy-pagination",
            "away:integer",
            page(),
            json!({ "type": "offsetLimit", "inputs": input("away", "offset"), "outputs": { "results": "$['list']" } }),
            "offset away from 0; list",
        ),
        (
            "x-speakeasy-pagination",
            "",
            page(),
            json!({ "type": "url", "outputs": { "nextUrl": "$.meta.link" } }),
            "url meta.link; list",
        ),
        (
            "x-fern-pagination",
            "at",
            page(),
            json!({ "cursor": "$request.at", "next_cursor": "$response.meta.position", "results": "$response.list" }),
            "cursor at <- meta.position; list",
        ),
        (
            "x-fern-pagination",
            "away:integer",
            page(),
            json!({ "offset": "$request.away", "results": "$response.list", "step": "$request.n", "has-next-page": "$response.more" }),
            "offset away from 0; list; more more",
        ),
        (
            "x-fern-pagination",
            "sheet:integer",
            page(),
            json!({ "offset": "$request.sheet", "results": "$response.list" }),
            "page sheet from 1; list",
        ),
        ("x-ms-pageable", "", page(), json!({ "nextLinkName": "list", "itemName": "list" }), "url list; list"),
        (
            "x-ms-pageable",
            "",
            json!({ "200": response(&json!({ "value": [], "onwards": "string" })) }),
            json!({ "nextLinkName": "onwards" }),
            "url onwards; value",
        ),
        (
            "x-ms-pageable",
            "",
            json!({ "200": response(&json!({ "value": [] })) }),
            json!({ "nextLinkName": null }),
            "none",
        ),
    ] {
        let (operation, notes) = with(params, responses, name, said.clone());
        assert_eq!(line(operation.pagination.as_ref()), expected, "{name} {said}: {notes:?}");
        assert!(notes[0].contains(&format!("`{name}` says")), "{notes:?}");
    }
}

#[test]
fn an_extension_that_does_not_fit_gives_way_to_the_rules() {
    let said = json!({ "type": "cursor", "inputs": [{ "name": "page", "type": "cursor" }], "outputs": { "nextCursor": "$.gone" } });
    let (operation, notes) = with("page:integer", page(), "x-speakeasy-pagination", said);
    assert_eq!(line(operation.pagination.as_ref()), "page page from 1; list; more more");
    assert!(notes[0].contains("`x-speakeasy-pagination` does not fit: the response has no `/gone`"), "{notes:?}");
}

#[test]
fn links_that_lead_back() {
    for (target, expression, name, expected) in [
        ("list", "$response.body#/meta/position", "next", "cursor at <- meta.position; list; more more"),
        ("list", "{$response.body#/meta/position}", "More", "cursor at <- meta.position; list; more more"),
        ("list", "$response.header.X-At", "next", "cursor at <- header x-at; list; more more"),
        ("list", "$response.body#/meta/position", "previous", "none"),
        ("other", "$response.body#/meta/position", "next", "none"),
    ] {
        let mut responses = page();
        responses["200"]["links"] = json!({ name: { "operationId": target, "parameters": { "at": expression } } });
        let (operation, notes) = operation("get", get("at", responses), &Config::default());
        let expected = expected.replace("; more more", "");
        assert_eq!(line(operation.pagination.as_ref()), expected, "{target} {expression}: {notes:?}");
    }
}

#[test]
fn settings_say_every_shape() {
    for (settings, expected) in [
        (
            "style = 'cursor'\nparam = 'at'\nnext = '/meta/position'\nhas_more = '/more'",
            "cursor at <- meta.position; list; more more",
        ),
        ("style = 'cursor'\nparam = 'at'\nnext_header = 'X-At'", "cursor at <- header x-at; list"),
        (
            "style = 'cursor'\nparam = 'at'\nlast = '/id'\ndone = '/more'\nitems = '/list'",
            "cursor at <- last id; list; done more",
        ),
        ("style = 'cursor'\nparam = '/page/at'\nnext = '/meta/position'", "cursor /page/at <- meta.position; list"),
        (
            "style = 'page'\nparam = 'at'\nfirst = 0\ntotal_pages = '/meta/sheets'",
            "page at from 0; list; pages meta.sheets",
        ),
        ("style = 'offset'\nparam = 'at'\ntotal = '/all'", "offset at from 0; list; total all"),
        (
            "style = 'offset'\nparam = 'at'\nfirst = 1\ntotal_header = 'X-Total'",
            "offset at from 1; list; total header x-total",
        ),
        ("style = 'next-url'\nnext = '/meta/link'", "url meta.link; list"),
        ("style = 'link-header'", "link; list"),
        ("style = 'none'", "none"),
    ] {
        let config = Config::parse("api.toml", &format!("[pagination.list]\n{settings}\n")).unwrap();
        let (operation, notes) = operation("get", get("at; page:integer", page()), &config);
        assert_eq!(line(operation.pagination.as_ref()), expected, "{settings}: {notes:?}");
    }
}
