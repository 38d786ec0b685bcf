//! Octolane: the generated driver's two files are compiled from where they stand.

use octolane::mock::Server;
use octolane::{Client, RetryPolicy};
use tests::KEY;

#[path = "../../generated/octolane/examples/drive/operations.rs"]
#[rustfmt::skip]
mod operations;
#[allow(dead_code, reason = "half of it is for the program around the driver")]
#[path = "../../generated/octolane/examples/drive/support.rs"]
#[rustfmt::skip]
mod support;

#[tokio::test]
async fn keeps_the_contract() {
    let mock = Server::start().await.unwrap();
    mock.expect_all(200);
    let builder = |url: &str| Client::builder().base_url(url).retry(RetryPolicy::never());
    super::check(
        "octolane/openapi.json",
        &mock.url(),
        |url| operations::with_key(builder(url), KEY).build().unwrap(),
        operations::drive,
        |event| unreachable!("it sends no events: {event}"),
    )
    .await;
    assert_eq!(mock.verify(), Ok(()));
}
