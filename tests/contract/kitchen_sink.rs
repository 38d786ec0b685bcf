//! Our own document, which has every supported form once.

use kitchen_sink::mock::Server;
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
    let mock = Server::start().await.unwrap();
    mock.expect_all(200);
    let builder = |url: &str| Client::builder().base_url(url).retry(RetryPolicy::never());
    super::check(
        "kitchen-sink/openapi.yaml",
        &mock.url(),
        |url| operations::with_key(builder(url), KEY).build().unwrap(),
        operations::drive,
        |body| match Event::parse(body.to_string().as_bytes()).unwrap() {
            Event::ThingMade(it) => serde_json::to_value(it).unwrap(),
            Event::ThingGone(it) => serde_json::to_value(it).unwrap(),
            event => panic!("{event:?} is not known"),
        },
    )
    .await;
    assert_eq!(mock.verify(), Ok(()));
}

/// Numbers that have all of their digits are read and written back to the last one.
#[test]
fn numbers_keep_their_digits() {
    for text in ["94.40608762859253", "10.911498908287665", "0.1", "1e300", "5e-324", "123456789.12345679"] {
        let circle: kitchen_sink::types::Circle =
            serde_json::from_str(&format!(r#"{{"form":"Circle","radius":{text}}}"#)).unwrap();
        let number = circle.radius.unwrap();
        assert_eq!(number, text.parse::<f64>().unwrap(), "{text}");
        let written: serde_json::Value = serde_json::to_value(&circle).unwrap();
        assert_eq!(written["radius"], serde_json::json!(number), "{text}");
    }
}

/// The base of a hierarchy is one of its alternatives, and `new` sets its tag.
#[test]
fn the_base_of_a_hierarchy_is_read_and_written() {
    use kitchen_sink::types::{Shape, ShapeBase};
    let told = |form: &str| serde_json::json!({ "form": form });
    let read = |form: &str| serde_json::from_value::<Shape>(told(form)).unwrap();
    assert_eq!(read("Shape"), Shape::Shape(ShapeBase::new()));
    assert_eq!(serde_json::to_value(Shape::Shape(ShapeBase::new())).unwrap(), told("Shape"));
    assert!(matches!(read("Circle"), Shape::Circle(_)));
    assert_eq!(read("Star"), Shape::Unknown(told("Star")));
}
