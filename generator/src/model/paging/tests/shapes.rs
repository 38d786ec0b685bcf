//! The shapes of paging in real documents, one small document each.

use super::*;

#[track_caller]
fn check(rows: &[(&str, Value, &str)]) {
    for (params, page, expected) in rows {
        let (operation, notes) = operation("get", get(params, json!({ "200": response(page) })), &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), *expected, "{params} → {page}: {notes:?}");
        assert!(notes[0].starts_with("`list` is paged by rule "), "{notes:?}");
    }
}

#[test]
fn a_cursor_of_the_answer() {
    check(&[
        ("page_token", json!({ "items": [], "next_page": "string?" }), "cursor page_token <- next_page or url; items"),
        (
            "after",
            json!({ "data": [], "list_metadata": { "after": "string?", "before": "string?" } }),
            "cursor after <- list_metadata.after; data",
        ),
        (
            "cursor",
            json!({ "data": [], "meta": { "cursors": { "next": "string", "prev": "string" } } }),
            "cursor cursor <- meta.cursors.next or url; data",
        ),
        (
            "iterator; limit:integer",
            json!({ "data": [], "iterator": "string?", "done": "boolean" }),
            "cursor iterator <- iterator; data; done done",
        ),
        (
            "page_token",
            json!({ "_results": [], "_pagination": { "next": "string?" } }),
            "cursor page_token <- pagination.next or url; results",
        ),
        (
            "pageToken",
            json!({ "things": [], "next-page-token": "string" }),
            "cursor pageToken <- next_page_token; things",
        ),
        (
            "after",
            json!({ "results": [], "pagination": { "next_offset": "string?" }, "has_more": "boolean" }),
            "cursor after <- pagination.next_offset; results; more has_more",
        ),
        ("cursor", json!({ "things": [], "cursor": "string?" }), "cursor cursor <- cursor; things"),
        (
            "start_cursor",
            json!({ "results": [], "next_cursor": "string?" }),
            "cursor start_cursor <- next_cursor; results",
        ),
        (
            "pagination_token",
            json!({ "results": [], "pagination": { "next": "string?" } }),
            "cursor pagination_token <- pagination.next or url; results",
        ),
        ("cursor", json!({ "data": [], "meta": { "cursor": "string?" } }), "cursor cursor <- meta.cursor; data"),
        (
            "starting_after",
            json!({ "data": [], "pages": { "next": { "starting_after": "string" } } }),
            "cursor starting_after <- pages.next.starting_after; data",
        ),
        (
            "after; first:integer",
            json!({ "nodes": [], "pageInfo": { "hasNextPage": "boolean", "endCursor": "string?" } }),
            "cursor after <- page_info.end_cursor; nodes; more page_info.has_next_page",
        ),
        (
            "after; limit:integer",
            json!({ "data": [], "first_id": "string", "last_id": "string", "has_more": "boolean" }),
            "cursor after <- last_id; data; more has_more",
        ),
        ("cursor:integer", json!({ "data": [], "next_cursor": "integer?" }), "cursor cursor <- next_cursor; data"),
        (
            "offset; limit:integer",
            json!({ "data": [], "next_page": { "offset": "string", "path": "string", "uri": "string" } }),
            "cursor offset <- next_page.offset; data",
        ),
        ("page:integer", json!({ "items": [], "next_page": "integer?" }), "cursor page <- next_page or url; items"),
        (
            "offset:integer; limit:integer",
            json!({ "items": [], "next_offset": "integer?" }),
            "cursor offset <- next_offset; items",
        ),
        (
            "page[cursor]",
            json!({ "data": [], "meta": { "page": { "nextCursor": "string?" } } }),
            "cursor page[cursor] <- meta.page.next_cursor; data",
        ),
        (
            "page[after]",
            json!({ "data": [], "meta": { "page": { "after": "string?" } } }),
            "cursor page[after] <- meta.page.after; data",
        ),
        ("scroll_id", json!({ "hits": [], "scroll_id": "string" }), "scroll scroll_id <- scroll_id; hits"),
        (
            "scroll_param",
            json!({ "data": [], "pages": { "next": { "starting_after": "string" } }, "scroll_param": "string" }),
            "scroll scroll_param <- scroll_param; data",
        ),
        (
            "page:integer; starting_after",
            json!({ "data": [], "pages": { "next": { "starting_after": "string" } } }),
            "cursor starting_after <- pages.next.starting_after; data",
        ),
        (
            "cursor",
            json!({ "data": [], "cursor": "string", "next_cursor": "string?" }),
            "cursor cursor <- next_cursor; data",
        ),
        (
            "ExclusiveStartKey",
            json!({ "Items": [], "LastEvaluatedKey": "string?" }),
            "cursor ExclusiveStartKey <- last_evaluated_key; items",
        ),
        (
            "continuationToken",
            json!({ "value": [], "continuationToken": "string?" }),
            "cursor continuationToken <- continuation_token; value",
        ),
        (
            "Marker",
            json!({ "Things": [], "NextMarker": "string", "IsTruncated": "boolean" }),
            "cursor Marker <- next_marker; things; more is_truncated",
        ),
        (
            "from_seq:integer",
            json!({ "events": [], "next_from_seq": "integer?" }),
            "cursor from_seq <- next_from_seq; events",
        ),
        (
            "next_token",
            json!({ "response": { "things": [], "next_token": "string" } }),
            "cursor next_token <- response.next_token; response.things",
        ),
        (
            "cursor",
            json!({ "data": { "things": [], "paging": { "next_cursor": "string?" } }, "errors": ["string"] }),
            "cursor cursor <- data.paging.next_cursor; data.things",
        ),
    ]);
}

#[test]
fn a_url_of_the_answer() {
    check(&[
        (
            "from",
            json!({ "_embedded": { "things": [] }, "_links": { "next": { "href": "string" }, "self": { "href": "string" } } }),
            "url links.next.href; embedded.things",
        ),
        (
            "page[number]:integer",
            json!({ "data": [], "included": [], "links": { "first": "string", "next": "string?", "prev": "string?" } }),
            "url links.next; data",
        ),
        (
            "$skip:integer; $top:integer",
            json!({ "value": [], "@odata.nextLink": "string" }),
            "url odata_next_link; value",
        ),
        (
            "limit:integer",
            json!({ "results": [], "count": "integer", "next": "string(uri)?", "previous": "string(uri)?" }),
            "url next; results",
        ),
        ("", json!({ "results": [], "next": "string(uri)?" }), "url next; results"),
        ("", json!({ "things": [], "nextPageUrl": "string" }), "url next_page_url; things"),
        ("count:integer", json!({ "things": [], "paging": { "nextLink": "string" } }), "url paging.next_link; things"),
        (
            "q",
            json!({ "records": [], "done": "boolean", "nextRecordsUrl": "string" }),
            "url next_records_url; records; done done",
        ),
    ]);
}

#[test]
fn the_last_item() {
    check(&[
        (
            "after; limit:integer",
            json!({ "data": [], "has_more": "boolean" }),
            "cursor after <- last id; data; more has_more",
        ),
        (
            "starting_after|A cursor: an object ID that defines your place in the list.; limit:integer",
            json!({ "data": [] }),
            "cursor starting_after <- last id; data",
        ),
        (
            "after_id:integer",
            json!({ "data": [{ "id": "integer", "key": "string" }], "hasMore": "boolean" }),
            "cursor after_id <- last id; data; more has_more",
        ),
        (
            "after_key",
            json!({ "data": [{ "id": "integer", "key": "string" }], "hasMore": "boolean" }),
            "cursor after_key <- last key; data; more has_more",
        ),
    ]);
}

#[test]
fn numbers_of_pages_and_items() {
    check(&[
        ("page:integer", json!([]), "page page from 1; body"),
        (
            "page:number; per_page:number",
            json!({ "items": [], "total_pages": "number" }),
            "page page from 1; items; pages total_pages",
        ),
        (
            "page:integer=0; size:integer",
            json!({ "content": [], "totalPages": "integer", "last": "boolean", "number": "integer" }),
            "page page from 0; content; done last; pages total_pages",
        ),
        ("page:integer>=0", json!([]), "page page from 0; body"),
        ("page:integer|Zero-based page index (0..N)", json!([]), "page page from 0; body"),
        (
            "page:integer",
            json!({ "data": [], "meta": { "current_page": "integer", "last_page": "integer" } }),
            "page page from meta.current_page; data; pages meta.last_page",
        ),
        ("pageIndex:integer", json!([]), "page pageIndex from ?; body"),
        (
            "page[number]:integer; page[size]:integer",
            json!({ "data": [], "meta": { "page-count": "integer" } }),
            "page page[number] from 1; data; pages meta.page_count",
        ),
        ("pageno:integer", json!({ "things": [] }), "page pageno from 1; things"),
        ("page; limit", json!({ "things": [], "total": "integer" }), "page page from 1; things"),
        ("offset:number; limit:number", json!([]), "offset offset from 0; body"),
        ("$skip:integer; $top:integer", json!({ "value": [] }), "offset $skip from 0; value"),
        (
            "offset:integer; count:integer",
            json!({ "things": [], "total_count": "integer" }),
            "offset offset from 0; things; total total_count",
        ),
        (
            "startIndex:integer|The 1-based index of the first result.; count:integer",
            json!({ "Resources": [], "totalResults": "integer" }),
            "offset startIndex from 1; resources; total total_results",
        ),
        (
            "start:integer; limit:integer",
            json!({ "values": [], "isLastPage": "boolean" }),
            "offset start from 0; values; done is_last_page",
        ),
        ("offset:integer|The page number.; limit:integer", json!([]), "page offset from ?; body"),
    ]);
}

#[test]
fn headers_of_the_answer() {
    let header = |name: &str, ty: &str| {
        let mut response = response(&json!([]));
        response["headers"][name] = json!({ "schema": { "type": ty } });
        json!({ "200": response })
    };
    for (params, name, ty, expected) in [
        ("page:integer", "Link", "string", "link; body"),
        ("", "link", "string", "link; body"),
        ("page:integer", "X-Next-Page", "integer", "cursor page <- header x-next-page; body"),
        ("page_token", "X-Next-Token", "string", "cursor page_token <- header x-next-token; body"),
        ("cursor", "x-next-cursor", "string", "cursor cursor <- header x-next-cursor; body"),
        (
            "offset:integer; limit:integer",
            "X-Total-Count",
            "integer",
            "offset offset from 0; body; total header x-total-count",
        ),
        (
            "page:integer; per_page:integer",
            "X-Total-Pages",
            "integer",
            "page page from 1; body; pages header x-total-pages",
        ),
        (
            "page:integer; per_page:integer",
            "X-WP-TotalPages",
            "integer",
            "page page from 1; body; pages header x-wp-totalpages",
        ),
    ] {
        let (operation, notes) = operation("get", get(params, header(name, ty)), &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), expected, "{params} → {name}: {notes:?}");
    }
}

#[test]
fn a_link_header_that_only_the_text_knows() {
    check(&[
        ("after|The cursor, obtained from the `Link` response header.; limit:integer", json!([]), "link; body"),
        ("after|Obtain it through the next link relation.", json!([]), "link; body"),
        ("cursor|Refer to the `link` header for the next page.", json!([]), "link; body"),
    ]);
}

#[test]
fn several_answers_of_one_shape() {
    let page = || response(&json!({ "data": [], "next_cursor": "string?" }));
    let paged = "cursor cursor <- next_cursor; data";
    let twice = json!({ "description": "Fine.", "content": {
        "application/json": page()["content"]["application/json"],
        "application/vnd.api+json": page()["content"]["application/json"],
    } });
    let csv = json!({ "description": "Fine.", "content": {
        "application/json": page()["content"]["application/json"],
        "text/csv": { "schema": { "type": "string" } },
    } });
    let other = response(&json!({ "data": ["string"], "next_cursor": "string?" }));
    for (responses, expected) in [
        (json!({ "200": page(), "206": page() }), paged),
        (json!({ "200": page(), "204": { "description": "Nothing." } }), paged),
        (json!({ "200": twice }), paged),
        (json!({ "200": csv }), "none"),
        (json!({ "200": page(), "206": other }), "none"),
    ] {
        let (operation, notes) = operation("get", get("cursor", responses.clone()), &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), expected, "{responses}: {notes:?}");
    }
}

#[test]
fn searches_by_post() {
    for (body, page, expected) in [
        (
            json!({ "cursor": "string", "q": "string" }),
            json!({ "data": [], "next_cursor": "string?" }),
            "cursor /cursor <- next_cursor; data",
        ),
        (
            json!({ "pagination": { "cursor": "string" } }),
            json!({ "data": [], "pagination": { "next_cursor": "string?" } }),
            "cursor /pagination/cursor <- pagination.next_cursor; data",
        ),
        (
            json!({ "page": { "starting_after": "string" } }),
            json!({ "data": [], "pages": { "next": { "starting_after": "string" } } }),
            "cursor /page/starting_after <- pages.next.starting_after; data",
        ),
        (
            json!({ "page": "integer", "page_size": "integer" }),
            json!({ "things": [], "total_pages": "integer" }),
            "page /page from 1; things; pages total_pages",
        ),
        (
            json!({ "options": { "offset": "integer", "count": "integer" } }),
            json!({ "things": [], "total": "integer" }),
            "offset /options/offset from 0; things",
        ),
        (json!({ "page": "integer" }), json!({ "things": [] }), "none"),
        (
            json!({ "things": [], "pagination": { "page": "integer", "pageSize": "integer" } }),
            json!({ "things": [], "pagination": { "pageCount": "integer" } }),
            "none",
        ),
        (json!({ "page": "string", "title": "string" }), json!({ "blocks": [], "next": "string" }), "none"),
    ] {
        let call = json!({
            "operationId": "list",
            "requestBody": { "content": { "application/json": { "schema": object(&body) } } },
            "responses": { "200": response(&page) },
        });
        let (operation, notes) = operation("post", call, &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), expected, "{body}: {notes:?}");
    }
}

#[test]
fn objects_in_the_query() {
    let page = object(&json!({ "number": "integer", "size": "integer" }));
    let call = json!({
        "operationId": "list",
        "parameters": [{ "name": "page", "in": "query", "style": "deepObject", "explode": true, "schema": page }],
        "responses": { "200": response(&json!({ "data": [] })) },
    });
    let (operation, _) = operation("get", call, &Config::default());
    assert_eq!(line(operation.pagination.as_ref()), "page page[number] from 1; data");
}

/// Spring writes `pageable` as an object, whose members are pairs of the query.
#[test]
fn a_page_in_an_exploded_object() {
    let mut pageable = object(&json!({ "page": "integer", "size": "integer", "sort": ["string"] }));
    pageable["properties"]["page"]["minimum"] = json!(0);
    let filter = object(&json!({ "name": "string", "page_title": "string" }));
    for (parameter, expected) in [
        (json!({ "name": "pageable", "in": "query", "schema": pageable }), "page page from 0; content; done last"),
        (
            json!({ "name": "pageable", "in": "query", "style": "form", "explode": true, "schema": pageable }),
            "page page from 0; content; done last",
        ),
        (json!({ "name": "pageable", "in": "query", "explode": false, "schema": pageable }), "none"),
        (
            json!({ "name": "pageable", "in": "query", "content": { "application/json": { "schema": pageable } } }),
            "none",
        ),
        (json!({ "name": "filter", "in": "query", "schema": filter }), "none"),
    ] {
        let call = json!({
            "operationId": "list",
            "parameters": [parameter],
            "responses": { "200": response(&json!({ "content": [], "number": "integer", "last": "boolean" })) },
        });
        let (operation, _) = operation("get", call, &Config::default());
        assert_eq!(line(operation.pagination.as_ref()), expected, "{parameter}");
    }
}

#[test]
fn the_list_among_others() {
    check(&[
        ("page:integer", json!({ "things": [], "errors": ["string"] }), "page page from 1; things"),
        ("page:integer", json!({ "rows": [], "columns": ["string"] }), "page page from 1; rows"),
        ("page:integer", json!({ "things": [], "owners": [] }), "page page from 1; things"),
        ("page:integer", json!({ "ids": ["string"], "people": [] }), "page page from 1; people"),
        (
            "page:integer",
            json!({ "response": { "status": "string", "things": [] } }),
            "page page from 1; response.things",
        ),
        ("page:integer", json!({ "data": { "items": [] }, "tags": ["string"] }), "page page from 1; data.items"),
    ]);
}

#[test]
fn lists_beside_what_speaks_of_paging_and_lists_of_messages() {
    check(&[
        (
            "after; page_size:integer",
            json!({ "status": "integer", "meta": { "components": [], "cursor": { "after": "integer" } } }),
            "cursor after <- meta.cursor.after; meta.components",
        ),
        (
            "next_page_token; page_size:integer",
            json!({ "messages": [{ "id": "string" }], "next_page_token": "string" }),
            "cursor next_page_token <- next_page_token; messages",
        ),
        // Beside other lists they are none.
        (
            "cursor",
            json!({ "messages": [{ "text": "string" }], "users": [], "cursor": "string?" }),
            "cursor cursor <- cursor; users",
        ),
    ]);
}

#[test]
fn the_number_of_an_item_is_no_end_of_a_span() {
    check(&[
        (
            "start:integer|Index of the first item.; end:integer|Index of the last item.; take:integer",
            json!({ "users": [] }),
            "offset start from 0; users",
        ),
        (
            "from:integer; limit:integer; beforeEnqueuedAt:string(date-time)",
            json!({ "results": [], "next": "integer?" }),
            "cursor from <- next or url; results",
        ),
    ]);
}
