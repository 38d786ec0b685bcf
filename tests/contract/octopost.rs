//! Octopost: the generated driver's two files are compiled from where they stand.

use octopost::mock::Server;
use octopost::webhooks::Event;
use octopost::{Client, RetryPolicy};
use tests::KEY;

#[path = "../../generated/octopost/examples/drive/operations.rs"]
#[rustfmt::skip]
mod operations;
#[allow(dead_code, reason = "half of it is for the program around the driver")]
#[path = "../../generated/octopost/examples/drive/support.rs"]
#[rustfmt::skip]
mod support;

#[tokio::test]
async fn keeps_the_contract() {
    let mock = Server::start().await.unwrap();
    mock.expect_all(200);
    let builder = |url: &str| Client::builder().base_url(url).retry(RetryPolicy::never());
    super::check(
        "octopost/openapi.yaml",
        &mock.url(),
        |url| operations::with_key(builder(url), KEY).build().unwrap(),
        operations::drive,
        |body| match Event::parse(body.to_string().as_bytes()).unwrap() {
            Event::AccountConnected(it) => serde_json::to_value(it).unwrap(),
            Event::AccountDisconnected(it) => serde_json::to_value(it).unwrap(),
            Event::PostFailed(it) => serde_json::to_value(it).unwrap(),
            Event::PostPublished(it) => serde_json::to_value(it).unwrap(),
            Event::PostScheduled(it) => serde_json::to_value(it).unwrap(),
            event => panic!("{event:?} is not known"),
        },
    )
    .await;
    assert_eq!(mock.verify(), Ok(()));
}
