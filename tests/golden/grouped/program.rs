//! The client of `golden/cases/operations/groups.yaml`, against its mock server.

use serde_json::json;
use tracker::mock::Server;
use tracker::operations::{CloneIssue, CreateIssue, GetIssue, Health, IssuesList, ListRequests};
use tracker::types::Issue;
use tracker::{Client, Error, ErrorKind};

/// A function takes a client, or the handle of a group.
async fn cloned(issues: tracker::operations::Issues<'_>, id: i64) -> Result<(), Error> {
    issues.clone_issue(id).await
}

#[tokio::test]
async fn calls_of_groups_and_of_the_client() {
    let server = Server::start().await.unwrap();
    server.expect::<GetIssue>().example();
    server.expect::<CreateIssue>().status(204);
    server.expect::<CloneIssue>().status(204);
    server.expect::<ListRequests>().status(204);
    server.expect::<Health>().status(204);
    let client = server.client().unwrap();

    let issues = client.issues();
    issues.get(7).await.unwrap();
    issues.create(Issue::new("It is broken.")).await.unwrap();
    cloned(issues, 8).await.unwrap();
    client.request_group().list().await.unwrap();
    client.health().await.unwrap();

    let paths: Vec<String> = server.requests().iter().map(|it| it.path.clone()).collect();
    assert_eq!(paths, ["/issues/7", "/issues", "/issues/8/clone", "/requests", "/health"]);
    server.verify().unwrap();
}

#[tokio::test]
async fn pages_and_errors_of_a_group() {
    let server = Server::start().await.unwrap();
    server.expect::<IssuesList>().json(200, &json!({ "items": [{ "title": "a" }], "next_cursor": "more" }));
    server.expect::<IssuesList>().json(200, &json!({ "items": [{ "title": "b" }] }));
    server.expect::<IssuesList>().json(404, &json!({ "message": "There is none." }));
    let client = server.client().unwrap();
    let mut items = client.issues().list().items();
    let mut titles = Vec::new();
    while let Some(issue) = items.try_next().await.unwrap() {
        titles.push(issue.title);
    }
    assert_eq!(titles, ["a", "b"]);
    let error = client.issues().list().cursor("z").await.unwrap_err();
    assert_eq!(error.status().map(|it| it.as_u16()), Some(404));
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("There is none.")));
}

#[test]
fn a_group_waits_without_an_async_runtime() {
    let client = Client::builder().base_url("http://127.0.0.1:9").allow_http(true).build().unwrap();
    let error = client.issues().list().wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
}
