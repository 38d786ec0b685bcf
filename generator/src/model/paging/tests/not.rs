//! What looks like paging and is none, and what the coverage report says of it.

use super::*;

#[track_caller]
fn check(rows: &[(&str, Value, &str)]) {
    for (params, page, why) in rows {
        let (operation, notes) = operation("get", get(params, json!({ "200": response(page) })), &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), "none", "{params} → {page}");
        let expected = format!("`list` has no pages: {why}; `[pagination.list]` in the settings can say otherwise");
        assert_eq!(notes, [expected], "{params} → {page}");
    }
}

#[test]
fn times_and_spans() {
    let points = || json!({ "points": [{ "at": "string", "value": "number" }] });
    check(&[
        (
            "start:integer; end:integer; limit:integer",
            points(),
            "`start` and `end` belong together and are a span or a time",
        ),
        (
            "start:integer; stop:integer; limit:integer",
            points(),
            "`start` and `stop` belong together and are a span or a time",
        ),
        (
            "start:integer|Unix timestamp in seconds.; limit:integer",
            points(),
            "the description of `start` speaks of time",
        ),
        (
            "from:integer; to:integer; limit:integer",
            points(),
            "`from` and `to` belong together and are a span or a time",
        ),
        ("from:string(date); to:string(date); limit:integer", points(), "`limit` alone moves on nothing"),
        ("after:string(date-time); limit:integer", json!({ "data": [], "has_more": "boolean" }), "`after` is a time"),
        ("after:string(date)", json!({ "data": [], "after": "string" }), "`after` is a time"),
        (
            "after|Only things that were made after this date.; limit:integer",
            json!({ "data": [], "has_more": "boolean" }),
            "the description of `after` speaks of time",
        ),
        ("offset:integer|Minutes from UTC.; limit:integer", json!([]), "the description of `offset` speaks of time"),
        (
            "offset:integer|The offset of the time zone.; limit:integer",
            json!([]),
            "the description of `offset` speaks of time",
        ),
        (
            "offset:integer; limit:integer; timezone",
            json!([]),
            "`offset` and `timezone` belong together and are a span or a time",
        ),
        ("offset:string(duration); limit:integer", json!([]), "`offset` is a time"),
    ]);
}

#[test]
fn halves() {
    check(&[
        ("limit:integer", json!([]), "`limit` alone moves on nothing"),
        ("offset:integer", json!([]), "`offset` has no `limit` or `count` beside it"),
        ("cursor", json!({ "data": [] }), "no member and no header of the response gives the next value of `cursor`"),
        (
            "cursor; limit:integer",
            json!({ "data": [], "previous_cursor": "string" }),
            "no member and no header of the response gives the next value of `cursor`",
        ),
        ("after", json!({ "data": [] }), "no member and no header of the response gives the next value of `after`"),
        (
            "page_token",
            json!({ "data": [], "token": "string" }),
            "no member and no header of the response gives the next value of `page_token`",
        ),
        ("page:integer", json!({ "name": "string" }), "the response has no list"),
        (
            "page:integer",
            json!({ "left": [], "right": [] }),
            "the response has no list that stands out among `left`, `right`",
        ),
        ("page:boolean; limit:integer", json!([]), "`limit` alone moves on nothing"),
    ]);
}

#[test]
fn a_next_that_is_something_else() {
    check(&[
        (
            "after",
            json!({ "data": [], "next": { "id": "string", "title": "string" } }),
            "no member and no header of the response gives the next value of `after`",
        ),
        (
            "cursor",
            json!({ "data": [], "next_run_at": "string(date-time)" }),
            "no member and no header of the response gives the next value of `cursor`",
        ),
        (
            "cursor",
            json!({ "data": [], "next_invoice": "string" }),
            "no member and no header of the response gives the next value of `cursor`",
        ),
        ("limit:integer", json!({ "steps": [], "next_action_url": "string" }), "`limit` alone moves on nothing"),
        ("limit:integer", json!({ "steps": [], "next_date": "string(date)" }), "`limit` alone moves on nothing"),
        ("limit:integer", json!({ "steps": [], "next_page": "string" }), "`limit` alone moves on nothing"),
        ("limit:integer", json!({ "steps": [], "nextVersion": "integer" }), "`limit` alone moves on nothing"),
    ]);
}

#[test]
fn nothing_is_said_of_what_does_not_look_like_it() {
    for (method, call) in [
        ("get", get("q; sort", json!({ "200": response(&json!([])) }))),
        ("get", get("updated_after:string(date-time); created_before", json!({ "200": response(&json!([])) }))),
        ("delete", get("page:integer; limit:integer", json!({ "200": response(&json!([])) }))),
        ("put", get("cursor", json!({ "200": response(&json!({ "data": [], "next_cursor": "string" })) }))),
        ("post", get("", json!({ "200": response(&json!({ "data": [], "next": "string(uri)" })) }))),
    ] {
        let (operation, notes) = operation(method, call, &Config::default());
        assert_eq!((line(operation.pagination.as_ref()).as_str(), notes), ("none", Vec::new()), "{method}");
    }
}

/// Errors and links are beside the items, also where there are none.
#[test]
fn lists_that_only_come_along() {
    check(&[
        ("cursor", json!({ "errors": [{ "id": "string" }], "cursor": "string" }), "the response has no list"),
        ("cursor", json!({ "links": [{ "href": "string" }], "cursor": "string" }), "the response has no list"),
        ("cursor", json!({ "messages": ["string"], "cursor": "string" }), "the response has no list"),
    ]);
}
