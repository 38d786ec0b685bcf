//! Our own document, which has every supported form once.

use kitchen_sink::webhooks::Event;
use kitchen_sink::{Client, RetryPolicy};
use tests::KEY;

#[path = "../../generated/kitchen-sink/examples/drive/operations.rs"]
#[rustfmt::skip]
mod operations;
#[allow(dead_code, reason = "half of it is for the program around the driver")]
#[path = "../../generated/kitchen-sink/examples/drive/support.rs"]
#[rustfmt::skip]
mod support;

#[tokio::test]
async fn keeps_the_contract() {
    let builder = |url: &str| Client::builder().base_url(url).retry(RetryPolicy::never());
    super::check(
        "kitchen-sink/openapi.yaml",
        |url| operations::with_key(builder(url), KEY).build().unwrap(),
        operations::drive,
        |body| match Event::parse(body.to_string().as_bytes()).unwrap() {
            Event::ThingMade(it) => serde_json::to_value(it).unwrap(),
            Event::ThingGone(it) => serde_json::to_value(it).unwrap(),
            event => panic!("{event:?} is not known"),
        },
    )
    .await;
}
