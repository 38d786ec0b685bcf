//! Lists over all their pages with the generated clients, over real HTTP on loopback: each way to the next page,
//! where it ends, and where it goes on.

use kitchen_sink::fake::Server;
use kitchen_sink::operations::{ListByLink, ListByOffset, ListByPage, ListByUrl, SearchByCursor};
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
    let value = |it: &kitchen_sink::fake::Request| {
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
    let mut items = client.search_by_cursor().items();
    let mut count = 0;
    let error = loop {
        match items.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("it ended well"),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), count, server.requests().len()), (ErrorKind::Policy, 2, 2));
    assert!(items.try_next().await.unwrap().is_none());
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
    let server = octolens::fake::Server::start().await.unwrap();
    let client = server.client().unwrap();
    let page = |id, next: Value| json!({ "data": [mention(id)], "pagination": { "nextCursor": next } });
    let mentions = || server.expect::<octolens::operations::ListMentions>();
    mentions().json(200, &page(1, json!("two"))).header("x-ratelimit-remaining", "41").cut();
    let mut items = client.list_mentions().items();
    assert_eq!(items.try_next().await.unwrap().unwrap().id, 1);
    assert_eq!(items.last_response().unwrap().headers()["x-ratelimit-remaining"], "41");
    assert_eq!(items.try_next().await.unwrap_err().kind(), octolens::ErrorKind::Interrupted);
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
    let server = octolane::fake::Server::start().await.unwrap();
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
