//! The three applications against stand-ins for the APIs, over real HTTP on loopback.

use std::path::PathBuf;
use std::time::Duration;

use downstream::listening::Lookup;
use downstream::{crm, listening, publishing};
use serde_json::{Value, json};
use tests::{Document, StandIn};

async fn stand_in(file: &str) -> StandIn {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(file);
    StandIn::start(Document::load(path).unwrap()).await.unwrap()
}

async fn octolens() -> (StandIn, octolens::Client) {
    let server = stand_in("octolens/openapi.json").await;
    let retry = octolens::RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(2));
    let client = octolens::Client::builder().base_url(server.url()).api_key("secret").retry(retry).build().unwrap();
    (server, client)
}

async fn octopost() -> (StandIn, octopost::Client) {
    let server = stand_in("octopost/openapi.yaml").await;
    let client = octopost::Client::builder().base_url(server.url()).api_key("oct_test_1").build().unwrap();
    (server, client)
}

fn error(code: &str, status: u16) -> Value {
    json!({ "error": { "code": code, "message": "no", "status": status } })
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
async fn a_partial_update_sends_only_what_is_set() {
    let (server, client) = octolens().await;
    listening::watch_developers(&client, 42).await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(seen.uri, "/api/v2/keywords/42");
    assert_eq!(seen.body, json!({ "platforms": ["reddit", "github"] }));
    assert_eq!(seen.headers["authorization"], "Bearer secret");
}

#[tokio::test]
async fn null_clears_a_field() {
    let (server, client) = octolens().await;
    listening::clear_filter(&client, 7).await.unwrap();
    assert_eq!(server.seen()[0].body, json!({ "simpleFilters": null }));
}

#[tokio::test]
async fn errors_are_told_apart() {
    let (server, client) = octolens().await;
    let name = listening::look_up(&client, 7).await.unwrap();
    assert!(matches!(name, Lookup::Found(_)));

    server.answer("getFeed", 404, &[], &error("FEED_NOT_FOUND", 404));
    assert_eq!(listening::look_up(&client, 7).await.unwrap(), Lookup::Gone);

    server.answer("getFeed", 403, &[], &error("A_CODE_OF_TOMORROW", 403));
    let refused = listening::look_up(&client, 7).await.unwrap_err();
    assert_eq!(refused.status().map(|it| it.as_u16()), Some(403));
    assert_eq!(refused.code_text().as_deref(), Some("A_CODE_OF_TOMORROW"));
    assert_eq!(refused.message(), Some("no"));

    server.answer("getFeed", 200, &[], &json!({ "id": "seven" }));
    let unreadable = listening::look_up(&client, 7).await.unwrap_err();
    assert_eq!(unreadable.kind(), octolens::ErrorKind::Decode);
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_or_reported() {
    let (server, client) = octolens().await;
    server.answer("getFeed", 429, &[("retry-after", "0")], &error("RATE_LIMITED", 429));
    assert!(matches!(listening::look_up(&client, 7).await.unwrap(), Lookup::Found(_)));
    assert_eq!(server.seen().len(), 2);

    server.answer("getFeed", 429, &[("retry-after", "3600")], &error("RATE_LIMITED", 429));
    let later = listening::look_up(&client, 7).await.unwrap();
    assert_eq!(later, Lookup::Later(Some(Duration::from_secs(3600))));
}

#[tokio::test]
async fn items_come_over_all_pages() {
    let (server, client) = octolens().await;
    let page = |ids: &[i64], next: Value| {
        let items: Vec<_> = ids.iter().map(|&it| mention(it)).collect();
        json!({ "data": items, "pagination": { "nextCursor": next } })
    };
    server.answer("listMentions", 200, &[], &page(&[1, 2], json!("two")));
    server.answer("listMentions", 200, &[], &page(&[3], Value::Null));
    assert_eq!(listening::all_mentions(&client).await.unwrap(), [1, 2, 3]);
    let cursors: Vec<_> = server.seen().iter().map(|it| it.body["cursor"].clone()).collect();
    assert_eq!(cursors, [Value::Null, json!("two")]);
}

#[tokio::test]
async fn the_response_has_the_rate_limit() {
    let (server, client) = octolens().await;
    let page = json!({ "data": [], "pagination": { "nextCursor": null } });
    server.answer("listMentions", 200, &[("x-ratelimit-remaining", "41")], &page);
    assert_eq!(listening::requests_left(&client).await.unwrap(), Some(41));
}

#[tokio::test]
async fn contacts_of_the_crm() {
    let server = stand_in("octolane/openapi.json").await;
    let client = octolane::Client::builder().base_url(server.url()).api_key("key").build().unwrap();
    crm::add_contact(&client, "ada@example.com", "Ada").await.unwrap();
    let (contacts, next) = crm::contacts(&client, Some("c".to_owned())).await.unwrap();
    assert!(!contacts.is_empty());
    assert_eq!(next, None);
    let seen = server.seen();
    assert_eq!(seen[0].headers["x-api-key"], "key");
    assert_eq!(seen[0].body, json!({ "email": "ada@example.com", "first_name": "Ada" }));
    assert!(seen[1].uri.contains("cursor=c"), "{}", seen[1].uri);
}

#[tokio::test]
async fn posts() {
    let (server, client) = octopost().await;
    let post = publishing::draft(&client, "Hello").await.unwrap();
    publishing::unschedule(&client, &post.id).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].body, json!({ "content": "Hello", "platforms": ["twitter", "linkedin"] }));
    assert_eq!(seen[1].body, json!({ "scheduled_for": null }));
}

#[test]
fn events() {
    let post = json!({ "id": "post_1", "content": "Hello", "platforms": ["twitter"], "status": "published" });
    for (kind, line) in [
        ("post.published", "published: evt_1"),
        ("post.failed", "failed: evt_1"),
        ("event.of.tomorrow", "something else"),
    ] {
        let event =
            json!({ "id": "evt_1", "type": kind, "created_at": "2026-01-01T00:00:00Z", "data": { "post": post } });
        let said = publishing::log_line(event.to_string().as_bytes()).unwrap();
        assert!(said.starts_with(line), "{said}");
    }
    let unreadable = publishing::log_line(b"no JSON").unwrap_err();
    assert_eq!(unreadable.kind(), octopost::ErrorKind::Decode, "{unreadable}");
}

#[test]
fn secrets_do_not_show() {
    let client = octolens::Client::builder().api_key("very secret").build().unwrap();
    assert!(!format!("{client:?}").contains("very secret"));
}

/// The clients of one program share the runtime: what one takes, the others take.
#[test]
fn clients_share_one_runtime() {
    let policy: octolens::RetryPolicy = octopost::RetryPolicy::never();
    let builder = octolane::Client::builder().api_key("not-a-key").retry(policy);
    assert!(builder.build().is_ok());
    let absent: octopost::Maybe<i64> = octolane::Maybe::Absent;
    assert_eq!(absent, octolens::Maybe::Absent);
}
