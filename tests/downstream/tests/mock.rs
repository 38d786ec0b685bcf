//! Applications, tested against the mock servers of the clients.

use std::time::Duration;

use downstream::web::AppError;
use downstream::{bodies, cli, listening, patient, publishing, web};
use octolens::mock::Server;
use octolens::operations::{
    DeleteKeyword, GetFeed, ListKeywordSuggestions, ListKeywords, ToggleKeywordPause, UpdateKeyword,
};
use octolens::types::{ApiErrorCode, ErrorResponse, Keyword};
use octolens::{ErrorKind, Method, RetryPolicy};
use octopost::operations::CreatePost;
use serde_json::{Value, json};

fn keyword() -> Value {
    json!({
        "id": 42, "keyword": "acme", "platforms": ["reddit"], "color": "red", "paused": false, "context": null,
        "additionalTerms": null, "additionalTermsAndOr": true, "caseSensitive": false, "excludeAuthors": null,
        "excludeWords": null, "isSubReddit": null, "symbolSensitive": false, "wildcardExcludeWords": null, "tag": null,
    })
}

#[tokio::test]
async fn typed_responses_and_recorded_requests() {
    let server = Server::start().await.unwrap();
    server.expect::<ListKeywords>().respond_with(200, &json!({ "data": [] }));
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
async fn documented_error_responses() {
    let server = Server::start().await.unwrap();
    let body = json!({ "error": { "code": "FEED_NOT_FOUND", "message": "no", "status": 404 } });
    let typed: ErrorResponse = serde_json::from_value(body.clone()).unwrap();
    server.expect::<GetFeed>().error(404, &typed).error(418, &body);
    let error = server.client().unwrap().get_feed(7).await.unwrap_err();
    assert_eq!(error.code(), Some(&ApiErrorCode::FeedNotFound));
    assert_eq!(server.verify().unwrap_err(), "`getFeed` has no documented response 418");
}

/// One error type for each client: an application's own is made of several, and all of them are looked into alike.
#[tokio::test]
async fn a_handler_of_two_clients() {
    let listening = Server::start().await.unwrap();
    let publishing = octopost::mock::Server::start().await.unwrap();
    let clients = (listening.client().unwrap(), publishing.client().unwrap());
    let said = async || web::announce(&clients.0, &clients.1, 7).await.unwrap_err();

    listening
        .expect::<GetFeed>()
        .error(404, &json!({ "error": { "code": "FEED_NOT_FOUND", "message": "no", "status": 404 } }));
    let error = said().await;
    assert!(matches!(&error, AppError::Listening(it) if it.status().unwrap().as_u16() == 404), "{error:?}");
    assert_eq!(error.response(), (404, "there is no such feed".to_owned()));
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "getFeed (GET /api/v2/feeds/{id}): 404 Not Found: FEED_NOT_FOUND: no");

    listening.expect::<GetFeed>().example();
    let body = json!({ "error": "the text is too long", "code": "validation_error" });
    publishing.expect::<CreatePost>().error(400, &body);
    let error = said().await;
    assert!(matches!(&error, AppError::Publishing(_)), "{error:?}");
    assert_eq!(error.response(), (422, "the text is too long".to_owned()));
    listening.verify().unwrap();
    publishing.verify().unwrap();
}

#[tokio::test]
async fn a_command() {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    let wrong = cli::pause(&client, &["seven"]).await.unwrap_err();
    assert_eq!(
        cli::report(&wrong),
        ("error: `seven` is no number of a keyword: invalid digit found in string".to_owned(), 2)
    );

    let pauses = server.expect::<ToggleKeywordPause>();
    pauses
        .error(404, &json!({ "error": { "code": "KEYWORD_NOT_FOUND", "message": "no such keyword", "status": 404 } }))
        .header("x-request-id", "7f3a");
    let unknown = cli::pause(&client, &["7"]).await.unwrap_err();
    let line = "error: keyword 7 was not paused: no such keyword (tell the support: 7f3a)";
    assert_eq!(cli::report(&unknown), (line.to_owned(), 1));

    server.expect::<ToggleKeywordPause>().status(503).forever();
    assert_eq!(cli::report(&cli::pause(&client, &["7"]).await.unwrap_err()).1, 75);
}

#[tokio::test]
async fn patience() {
    let server = Server::start().await.unwrap();
    let client = server.builder().retry(RetryPolicy::never()).build().unwrap();
    server.expect::<ListKeywords>().busy(Duration::ZERO).cut().status(503).example();
    assert_eq!(patient::keywords(&client).await.unwrap().len(), 1);
    assert_eq!(server.requests().len(), 4);
    server.expect::<ListKeywords>().error_example(401);
    let error = patient::keywords(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 401));
    server.expect::<ListKeywords>().busy(Duration::from_secs(3600));
    assert!(patient::keywords(&client).await.unwrap_err().retry_after().unwrap() > patient::PATIENCE);
}

#[tokio::test]
async fn several_bodies() {
    let server = octopost::mock::Server::start().await.unwrap();
    let client = server.builder().retry(RetryPolicy::never()).build().unwrap();
    let expected = server.expect::<CreatePost>().error(404, &json!({ "error": "gone", "code": "not_found" }));
    let expected =
        expected.error(429, &json!({ "error": "slow down", "code": "rate_limited", "details": { "retry_after": 7 } }));
    expected.bytes(502, "text/html", "<h1>Bad Gateway</h1>").cut();
    for line in [
        "not_found: gone",
        "wait for 7 seconds: slow down",
        "Some(502): <h1>Bad Gateway</h1>",
        "createPost (POST /posts): ",
    ] {
        let said = bodies::explained(&publishing::draft(&client, "Hello").await.unwrap_err());
        assert!(said.starts_with(line), "{said}");
    }
}

/// The request that no operation stands for fails like all others.
#[tokio::test]
async fn one_error_type_for_requests_of_ones_own_too() {
    async fn both(client: &octolens::Client) -> Result<(), octolens::Error> {
        client.list_keywords().await?;
        client.request(Method::GET, "/api/v2/keywords").await?;
        Ok(())
    }
    let server = Server::start().await.unwrap();
    server.expect::<ListKeywords>().example().status(418);
    let error = both(&server.client().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Undocumented, None));
}

#[tokio::test]
async fn faults() {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    let lists = || server.expect::<ListKeywords>();

    // What passes is not seen by the application: 429, 503 and a connection that is cut.
    lists().busy(Duration::ZERO).status(503).respond_with(200, &json!({ "data": [] }));
    client.list_keywords().await.unwrap();
    lists().cut().respond_with(200, &json!({ "data": [] }));
    client.list_keywords().await.unwrap();
    assert_eq!(server.requests().len(), 5);

    lists().respond_with(200, &json!({ "data": [] })).truncated().forever();
    assert_eq!(client.list_keywords().await.unwrap_err().kind(), ErrorKind::Interrupted);

    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    server.expect::<ListKeywords>().respond_with(200, &json!({ "data": [] })).delay(Duration::from_secs(9)).forever();
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
        "`deleteKeyword`: a body is sent, but none is documented",
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
    client.list_keyword_suggestions().limit(100).await.unwrap_err(); // the response has no body
    let said = server.verify().unwrap_err();
    assert!(said.starts_with("`listKeywordSuggestions`: the query parameter `limit` is wrong: must be at most 100"));
    assert_eq!(said.lines().count(), 1, "{said}");
}
