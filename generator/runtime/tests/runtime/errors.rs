//! Errors as callers see them: one type, with the documented body, printed.

use octogen_runtime::{Error, ErrorKind, Failure};

use super::api::{Code, Refusal, client, get_thing};
use super::server::{Server, TestClock, json, response};

async fn error(response: Vec<u8>) -> Error<Refusal> {
    let server = Server::saying(response).await;
    get_thing(&client(&server, &TestClock::new()), 1).await.unwrap_err()
}

#[test]
fn an_error_is_one_word() {
    assert_eq!(size_of::<Error<Refusal>>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error<Refusal>>>(), size_of::<usize>());
    fn check<T: Send + Sync + std::error::Error + 'static>() {}
    check::<Failure>();
    check::<Error<Refusal>>();
}

#[tokio::test]
async fn a_documented_error_response() {
    let headers = ["content-type: application/json", "x-request-id: 7f3a", "retry-after: 3"];
    let typed = error(response(404, &headers, r#"{"code":"not_found","message":"no such\n thing"}"#)).await;
    assert_eq!((typed.kind(), typed.status().unwrap().as_u16()), (ErrorKind::Api, 404));
    assert_eq!((typed.code(), typed.message()), (Some(&Code::NotFound), Some("no such\n thing")));
    assert_eq!(
        (typed.request_id(), typed.retry_after().unwrap().as_secs(), typed.is_retryable()),
        (Some("7f3a"), 3, false)
    );
    assert_eq!(
        (typed.method().unwrap().as_str(), typed.path(), typed.operation()),
        ("GET", Some("/things/{id}"), Some("GetThing"))
    );
    let line = "GetThing (GET /things/{id}): 404 Not Found: not_found: no such thing (request 7f3a)";
    assert_eq!(typed.to_string(), line);

    assert_eq!(typed.code_text().as_deref(), Some("not_found"));
    assert_eq!(typed.body().unwrap().code, Code::NotFound);
    assert_eq!(typed.text(), r#"{"code":"not_found","message":"no such\n thing"}"#);
}

#[tokio::test]
async fn question_mark_and_box() {
    async fn question_mark() -> Result<(), Error<Refusal>> {
        let server = Server::saying(json(404, "{}")).await;
        get_thing(&client(&server, &TestClock::new()), 1).await?;
        Ok(())
    }
    async fn boxed() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Ok(question_mark().await?)
    }
    let line = "GetThing (GET /things/{id}): 404 Not Found, with a body that does not match its schema: {}";
    assert_eq!(boxed().await.unwrap_err().to_string(), line);
}

/// What fails before there is a call, or beside one, becomes the error of whatever API the function is about.
#[test]
fn what_the_runtime_says_becomes_the_error_of_an_api() {
    fn build() -> Result<(), Error<Refusal>> {
        let client = octogen_runtime::ClientBuilder::new(&super::api::API).base_url("no URL").build()?;
        drop(client);
        Ok(())
    }
    fn read() -> Result<(), Error<Refusal>> {
        Err(octogen_runtime::ReadError::new("expected a line"))?
    }
    for (error, kind, line) in [
        (build().unwrap_err(), ErrorKind::Argument, "is not a URL"),
        (read().unwrap_err(), ErrorKind::Decode, "the body could not be read: expected a line"),
    ] {
        assert_eq!(error.kind(), kind);
        assert!(error.to_string().contains(line), "{error}");
        assert!(error.body().is_none() && error.code().is_none() && error.message().is_none());
    }
}

#[tokio::test]
async fn into_body() {
    let typed = error(json(404, r#"{"code":"not_found","message":"gone"}"#)).await;
    assert_eq!(typed.into_body(), Some(Refusal { code: Code::NotFound, message: "gone".to_owned() }));
}

#[tokio::test]
async fn the_place_in_the_json() {
    #[rustfmt::skip]
    let rows = [
        (r#"{"id":"x","name":"a"}"#, "id"),
        (r#"{"name":"a","id":{"x":1}}"#, "id"),
        (r#"{"name":"a","id":[1]}"#, "id"),
        (r#"{"name":["a"],"id":1}"#, "name"),
        (r#"{"other":[{"a b":{"x":[1,2]}}],"name":7,"id":1}"#, "name"),
        ("{\n  \"id\": 1,\n  \"name\": null\n}", "name"),
        (r#"{"id":1.5,"name":"a"}"#, "id"),
        (r#"{"id":1,"name":"a",}"#, "$"),
        (r#"{"id":1,"name":tru}"#, "name"),
        (r#"{"id":1,"extra":{"a":[1,{"b \"q":nul}]}}"#, r#"extra.a[1]["b \"q"]"#),
        (r#"{"id":1}"#, "$"),
        ("[]", "$"),
        ("7", "$"),
        (r#"{"id"#, "id"),
        (r#"{"id":1,"name":"unterminated"#, "name"),
    ];
    for (body, path) in rows {
        let error = error(json(200, body)).await;
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)), "{body}: {error}");
        assert_eq!(error.text(), body);
    }
}

#[tokio::test]
async fn problem_details() {
    let headers = ["content-type: application/problem+json"];
    let body = r#"{"type":"https://x.example/p","title":"Bad","status":400,"detail":"very","balance":3,"instance":7}"#;
    let problem = error(response(400, &headers, body)).await.problem().unwrap();
    assert_eq!(problem.kind.as_deref(), Some("https://x.example/p"));
    assert_eq!(
        (problem.title.as_deref(), problem.detail.as_deref(), problem.status),
        (Some("Bad"), Some("very"), Some(400))
    );
    assert_eq!((problem.instance, problem.extra["balance"].as_i64()), (None, Some(3)));
    assert_eq!(error(json(400, body)).await.problem(), None);
}

#[tokio::test]
async fn excerpts_are_bounded() {
    let error = error(json(500, &"x".repeat(200_000))).await;
    assert_eq!(error.text().len(), 64 << 10);
    assert!(error.to_string().len() < 400 && format!("{error:?}").len() < 2000);
}
