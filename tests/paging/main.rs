//! Lists over all their pages with the generated clients, over real HTTP on loopback: each way to the next page,
//! where it ends, and where it goes on.

use kitchen_sink::mock::Server;
use kitchen_sink::operations::{
    ListByHalLink, ListByHeader, ListByIndex, ListByIterator, ListByLastItem, ListByLink, ListByOffset, ListByPage,
    ListByPageOfAll, ListByTokenOrUrl, ListByUrl, ListInParts, SearchByCursor, SearchByOffset,
};
use kitchen_sink::{Client, ErrorKind};
use serde_json::{Value, json};

async fn server() -> (Server, Client) {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    (server, client)
}

macro_rules! all {
    ($call:expr) => {{
        let mut items = $call.items();
        let mut all = Vec::new();
        while let Some(item) = items.try_next().await.unwrap() {
            all.push(item);
        }
        all
    }};
}

fn values(server: &Server, name: &str) -> Vec<String> {
    let requests = server.requests();
    let value = |it: &kitchen_sink::mock::Request| {
        let found = it.query.iter().find(|(key, _)| key == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    requests.iter().map(value).collect()
}

#[tokio::test]
async fn by_page_and_by_offset() {
    let (server, client) = server().await;
    server.expect::<ListByPage>().json(200, &json!(["a", "b"])).json(200, &json!(["c"])).json(200, &json!([]));
    assert_eq!(all!(client.list_by_page()), ["a", "b", "c"]);
    assert_eq!(values(&server, "page"), ["", "2", "3"]);

    let (server, client) = self::server().await;
    server.expect::<ListByOffset>().json(200, &json!(["a", "b"])).json(200, &json!(["c"])).json(200, &json!([]));
    assert_eq!(all!(client.list_by_offset()), ["a", "b", "c"]);
    assert_eq!(values(&server, "offset"), ["", "2", "3"]);
    server.verify().unwrap();
}

#[tokio::test]
async fn by_link_and_by_url() {
    let (server, client) = server().await;
    let link = format!("<{}/paging/link?after=b>; rel=\"next\"", server.url());
    server.expect::<ListByLink>().json(200, &json!(["a", "b"])).header("link", &link).json(200, &json!(["c"]));
    assert_eq!(all!(client.list_by_link()), ["a", "b", "c"]);
    assert_eq!(values(&server, "after"), ["", "b"]);

    let next = format!("{}/paging/url?after=b", server.url());
    server.expect::<ListByUrl>().json(200, &json!({ "results": ["a"], "next": next }));
    server.expect::<ListByUrl>().json(200, &json!({ "results": ["b"], "next": null }));
    assert_eq!(all!(client.list_by_url()), ["a", "b"]);
    server.verify().unwrap();
}

#[tokio::test]
async fn another_origin_is_refused() {
    let (server, client) = server().await;
    let foreign = "http://localhost:9/paging/url";
    server.expect::<ListByUrl>().json(200, &json!({ "results": ["a"], "next": foreign }));
    server.expect::<ListByLink>().json(200, &json!(["a"])).header("link", &format!("<{foreign}>; rel=next"));
    let mut pages = client.list_by_url().pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Policy);
    let mut pages = client.list_by_link().pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Policy);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_cursor_that_repeats_ends_the_list() {
    let (server, client) = server().await;
    let page = json!({ "data": ["a"], "pagination": { "nextCursor": "again" } });
    server.expect::<SearchByCursor>().json(200, &page).forever();
    assert_eq!(all!(client.search_by_cursor()), ["a"]);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn cursors_that_go_round_are_an_error() {
    let (server, client) = server().await;
    for (item, next) in [("a", "x"), ("b", "y"), ("c", "x")] {
        server.expect::<SearchByCursor>().json(200, &json!({ "data": [item], "pagination": { "nextCursor": next } }));
    }
    let mut items = client.search_by_cursor().items();
    for item in ["a", "b", "c"] {
        assert_eq!(items.try_next().await.unwrap().unwrap(), item);
    }
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Policy);
    assert!(items.try_next().await.unwrap().is_none());
    server.verify().unwrap();
}

fn things(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "id": id })).collect()
}

macro_rules! ids {
    ($call:expr) => {
        all!($call).into_iter().map(|it| it.id).collect::<Vec<_>>().join(" ")
    };
}

#[tokio::test]
async fn by_the_last_item_and_by_an_iterator() {
    let (server, client) = server().await;
    let page = |ids: &[&str], more| json!({ "data": things(ids), "has_more": more });
    server.expect::<ListByLastItem>().json(200, &page(&["a", "b"], true)).json(200, &page(&["c"], false));
    assert_eq!(ids!(client.list_by_last_item()), "a b c");
    assert_eq!(values(&server, "after"), ["", "b"]);

    let (server, client) = self::server().await;
    let page = |ids: &[&str], at, done| json!({ "data": things(ids), "iterator": at, "done": done });
    let lists = server.expect::<ListByIterator>();
    // An empty page in the middle is no end, and an iterator beside `done` is not followed.
    lists.json(200, &page(&["a"], "1", false)).json(200, &page(&[], "2", false)).json(200, &page(&["b"], "3", true));
    assert_eq!(ids!(client.list_by_iterator()), "a b");
    assert_eq!(values(&server, "iterator"), ["", "1", "2"]);
    server.verify().unwrap();
}

#[tokio::test]
async fn by_a_token_or_a_url_and_by_hal() {
    let (server, client) = server().await;
    let page = |ids: &[&str], next: Value| json!({ "_results": things(ids), "_pagination": { "next": next } });
    let url = format!("{}/paging/either?page_token=t2", server.url());
    let lists = server.expect::<ListByTokenOrUrl>();
    lists
        .json(200, &page(&["a"], json!("t1")))
        .json(200, &page(&["b"], json!(url)))
        .json(200, &page(&["c"], Value::Null));
    assert_eq!(ids!(client.list_by_token_or_url()), "a b c");
    assert_eq!(values(&server, "page_token"), ["", "t1", "t2"]);

    let (server, client) = self::server().await;
    let page = |ids: &[&str], links: Value| json!({ "_embedded": { "things": things(ids) }, "_links": links });
    for (ids, links) in [
        (["a"], json!({ "next": { "href": "/paging/hal?from=b" } })),
        (["b"], json!({ "next": { "href": "?from=c" } })),
        (["c"], json!({})),
    ] {
        server.expect::<ListByHalLink>().json(200, &page(&ids, links));
    }
    assert_eq!(ids!(client.list_by_hal_link()), "a b c");
    assert_eq!(values(&server, "from"), ["", "b", "c"]);
    server.verify().unwrap();
}

#[tokio::test]
async fn a_token_that_is_a_foreign_url_is_refused() {
    let (server, client) = server().await;
    let page = json!({ "_results": [], "_pagination": { "next": "http://localhost:9/paging/either?page_token=t" } });
    server.expect::<ListByTokenOrUrl>().json(200, &page);
    let mut pages = client.list_by_token_or_url().pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Policy);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn by_a_header_and_by_numbers_with_an_end() {
    let (server, client) = server().await;
    let lists = server.expect::<ListByHeader>();
    lists.json(200, &things(&["a"])).header("x-next-page", "2").json(200, &things(&["b"])).header("x-next-page", "");
    assert_eq!(ids!(client.list_by_header()), "a b");
    assert_eq!(values(&server, "page"), ["", "2"]);

    let (server, client) = self::server().await;
    let page = |ids: &[&str], at: u8| json!({ "response": { "things": things(ids), "meta": { "current_page": at, "total_pages": 2 } } });
    server.expect::<ListByPageOfAll>().json(200, &page(&["a"], 1)).json(200, &page(&["b"], 2));
    assert_eq!(ids!(client.list_by_page_of_all()), "a b");
    assert_eq!(values(&server, "page"), ["", "2"]);

    let (server, client) = self::server().await;
    let page = |ids: &[&str]| json!({ "things": things(ids), "total_count": 3 });
    server.expect::<SearchByOffset>().json(200, &page(&["a", "b"])).json(200, &page(&["c"]));
    assert_eq!(ids!(client.search_by_offset()), "a b c");
    assert_eq!(server.requests()[1].body["offset"], 2);
    server.verify().unwrap();
}

#[tokio::test]
async fn pages_from_nought_and_from_one() {
    for (first, asked) in [(0, vec!["", "1", "2"]), (1, vec!["", "1", "2", "3"])] {
        let (server, client) = server().await;
        for _ in 0..=first {
            server.expect::<ListByIndex>().json(200, &things(&["a"]));
        }
        server.expect::<ListByIndex>().json(200, &things(&["b"])).json(200, &things(&[]));
        assert_eq!(ids!(client.list_by_index()), "a b");
        assert_eq!(values(&server, "pageIndex"), asked);
        server.verify().unwrap();
    }
}

#[tokio::test]
async fn answers_of_several_statuses() {
    let (server, client) = server().await;
    let page = |ids: &[&str], next: Option<&str>| match next {
        Some(next) => json!({ "data": things(ids), "next_cursor": next }),
        None => json!({ "data": things(ids) }),
    };
    server.expect::<ListInParts>().json(206, &page(&["a"], Some("b"))).json(200, &page(&["b"], None));
    assert_eq!(ids!(client.list_in_parts()), "a b");

    let (server, client) = self::server().await;
    server.expect::<ListInParts>().status(204);
    assert_eq!(ids!(client.list_in_parts()), "");
    server.verify().unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_know_the_parameter() {
    let (server, client) = server().await;
    server.expect::<ListByPageOfAll>().json(200, &json!({ "response": { "things": things(&["a", "b"]) } })).forever();
    assert_eq!(ids!(client.list_by_page_of_all()), "a b");
    assert_eq!(server.requests().len(), 2);
}

fn mention(id: i64) -> Value {
    json!({
        "id": id, "sourceId": format!("s{id}"), "url": "https://example.com", "source": "reddit", "engaged": false,
        "timestamp": "2026-05-06 13:35:37.000", "relevance": "low", "tags": [], "keywords": [],
        "title": null, "body": null, "author": null, "authorName": null, "authorAvatar": null, "authorUrl": null,
        "authorFollowers": null, "relevanceComment": null, "sentiment": null, "language": null,
    })
}

#[tokio::test]
async fn mentions_go_on_where_they_were_left() {
    let server = octolens::mock::Server::start().await.unwrap();
    let client = server.client().unwrap();
    let page = |id, next: Value| json!({ "data": [mention(id)], "pagination": { "nextCursor": next } });
    let mentions = || server.expect::<octolens::operations::ListMentions>();
    mentions().json(200, &page(1, json!("two"))).header("x-ratelimit-remaining", "41").cut().cut().cut();
    let mut items = client.list_mentions().items();
    assert_eq!(items.try_next().await.unwrap().unwrap().id, 1);
    assert_eq!(items.last_response().unwrap().headers()["x-ratelimit-remaining"], "41");
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Interrupted);
    let cursor = items.cursor().unwrap().to_owned();
    assert_eq!(cursor, "two");

    mentions().json(200, &page(2, Value::Null));
    let mut items = client.list_mentions().items().resume(cursor);
    assert_eq!(items.try_next().await.unwrap().unwrap().id, 2);
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(server.requests().last().unwrap().body["cursor"], "two");
}

#[tokio::test]
async fn accounts_end_where_the_server_says_so() {
    let server = octolane::mock::Server::start().await.unwrap();
    let client = server.client().unwrap();
    let page = |next: &str, more| json!({ "success": true, "data": { "accounts": [], "next_cursor": next, "has_more": more } });
    let accounts = server.expect::<octolane::operations::ListAccountsV1>();
    accounts.json(200, &page("two", true)).json(200, &page("three", false));
    let mut pages = client.list_accounts_v1().pages();
    let mut count = 0;
    while pages.try_next().await.unwrap().is_some() {
        count += 1;
    }
    let cursors: Vec<_> = server.requests().iter().map(|it| it.query.clone()).collect();
    assert_eq!((count, cursors), (2, vec![vec![], vec![("cursor".to_owned(), "two".to_owned())]]));
    server.verify().unwrap();
}
