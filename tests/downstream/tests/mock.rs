//! The application that listens, tested against the client's own mock server.

use std::time::Duration;

use downstream::listening;
use octolens::mock::Server;
use octolens::operations::{DeleteKeyword, GetFeed, ListKeywordSuggestions, ListKeywords, UpdateKeyword};
use octolens::types::{ApiErrorCode, ErrorResponse, Keyword, KeywordList};
use octolens::{ErrorKind, Method};
use serde_json::{Value, json};

fn keyword() -> Value {
    json!({
        "id": 42, "keyword": "acme", "platforms": ["reddit"], "color": "red", "paused": false, "context": null,
        "additionalTerms": null, "additionalTermsAndOr": true, "caseSensitive": false, "excludeAuthors": null,
        "excludeWords": null, "isSubReddit": null, "symbolSensitive": false, "wildcardExcludeWords": null, "tag": null,
    })
}

#[tokio::test]
async fn typed_answers_and_recorded_requests() {
    let server = Server::start().await.unwrap();
    server.expect::<ListKeywords>().answer(KeywordList::new([]));
    let client = server.client().unwrap();
    assert!(client.list_keywords().await.unwrap().data.is_empty());
    let seen = &server.requests()[0];
    assert_eq!(
        (seen.operation, seen.method.as_str(), seen.path.as_str()),
        (Some("listKeywords"), "GET", "/api/v2/keywords")
    );
    assert_eq!((seen.headers["authorization"].as_str(), &seen.body), ("***", &Value::Null));
    server.verify().unwrap();
}

/// Where a test does not care for the values, the document gives them.
#[tokio::test]
async fn examples_of_the_document() {
    let server = Server::start().await.unwrap();
    server.expect::<ListKeywords>().example().busy(Duration::ZERO).example();
    let client = server.client().unwrap();
    let first = client.list_keywords().await.unwrap();
    assert_eq!(first.data.len(), 1);
    assert_eq!(client.list_keywords().await.unwrap(), first);
    server.verify().unwrap();
}

#[tokio::test]
async fn documented_refusals() {
    let server = Server::start().await.unwrap();
    let body = json!({ "error": { "code": "FEED_NOT_FOUND", "message": "no", "status": 404 } });
    let refusal: ErrorResponse = serde_json::from_value(body).unwrap();
    server.expect::<GetFeed>().refuse(404, refusal.clone()).refuse(418, refusal);
    let error = server.client().unwrap().get_feed(7).await.unwrap_err();
    assert_eq!(error.code(), Some(&ApiErrorCode::FeedNotFound));
    assert_eq!(server.verify().unwrap_err(), "`getFeed` documents no such answer with 418");
}

#[tokio::test]
async fn faults() {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    let lists = || server.expect::<ListKeywords>();

    // What passes is not seen by the application: 429, 503 and a connection that is cut.
    lists().busy(Duration::ZERO).status(503).answer(KeywordList::new([]));
    client.list_keywords().await.unwrap();
    lists().cut().answer(KeywordList::new([]));
    client.list_keywords().await.unwrap();
    assert_eq!(server.requests().len(), 5);

    lists().answer(KeywordList::new([])).truncated().forever();
    assert_eq!(client.list_keywords().await.unwrap_err().kind(), ErrorKind::Interrupted);

    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    server.expect::<ListKeywords>().answer(KeywordList::new([])).delay(Duration::from_secs(9)).forever();
    let slow = client.list_keywords().with_timeout(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(slow.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_value_of_tomorrow() {
    let server = Server::start().await.unwrap();
    let mut tomorrow = keyword();
    tomorrow["platforms"] = json!(["a-platform-of-tomorrow"]);
    server.expect::<UpdateKeyword>().json(200, &tomorrow);
    listening::watch_developers(&server.client().unwrap(), 42).await.unwrap();
    assert_eq!(server.requests()[0].body, json!({ "platforms": ["reddit", "github"] }));
    let read: Keyword = serde_json::from_value(tomorrow.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap()["platforms"], tomorrow["platforms"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_request() {
    let server = Server::start().await.unwrap();
    server.expect::<DeleteKeyword>().status(200);
    let client = server.client().unwrap();
    let call = client.request(Method::DELETE, "/api/v2/keywords/1").json(&json!({ "why": "I say so" }));
    assert_eq!(call.await.unwrap_err().status().unwrap().as_u16(), 400);
    client.list_keywords().await.unwrap_err();
    let said = server.verify().unwrap_err();
    for line in [
        "`deleteKeyword`: there is a body where none is documented",
        "GET /api/v2/keywords, a call of `listKeywords`, was not expected",
        "`deleteKeyword` was expected 1 more time(s)",
    ] {
        assert!(said.contains(line), "{said}");
    }

    let anonymous = octolens::Client::builder().base_url(server.url()).build().unwrap();
    assert_eq!(anonymous.delete_keyword(1).await.unwrap_err().kind(), ErrorKind::Argument);
}

/// Each request is held against the document: parameters and bodies by their types, the query by its names.
#[tokio::test]
async fn requests_that_are_not_as_documented() {
    let server = Server::start().await.unwrap();
    server.expect::<UpdateKeyword>().json(200, &keyword());
    let client = server.client().unwrap();
    let path = "/api/v2/keywords/42";
    let wrong = client.request(Method::PATCH, path).json(&json!({ "platforms": 7 }));
    let error = wrong.await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400, "{error}");
    assert!(error.text().contains("at `platforms`"), "{error}");
    let wrong = client.request(Method::PATCH, path).json(&json!({ "platforms": ["the-news-stand"] }));
    assert!(wrong.await.unwrap_err().text().contains("none of the documented values"));
    client.request(Method::PATCH, "/api/v2/keywords/forty-two?why=so").json(&json!({})).await.unwrap_err();
    let right = client.request(Method::PATCH, path).json(&json!({ "platforms": ["reddit"] }));
    right.await.unwrap();
    let said = server.verify().unwrap_err();
    for line in [
        "`updateKeyword`: the path parameter `id` is wrong: expected an integer, found a string",
        "`updateKeyword`: the query parameter `why` is not documented (#/paths/~1api~1v2~1keywords~1{id}/patch)",
    ] {
        assert!(said.contains(line), "{said}");
    }
}

/// What no type says is checked as well: an application that asks for too much hears it in its tests.
#[tokio::test]
async fn requests_that_are_out_of_bounds() {
    let server = Server::start().await.unwrap();
    server.expect::<ListKeywordSuggestions>().status(200).forever();
    let client = server.client().unwrap();
    client.list_keyword_suggestions().limit(1000).await.unwrap_err();
    client.list_keyword_suggestions().limit(100).await.unwrap_err(); // the answer has no body
    let said = server.verify().unwrap_err();
    assert!(said.starts_with("`listKeywordSuggestions`: the query parameter `limit` is wrong: must be at most 100"));
    assert_eq!(said.lines().count(), 1, "{said}");
}
