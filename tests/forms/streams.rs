//! Streams whose items have a schema (3.2 `itemSchema`), and methods that only 3.2 has.

use kitchen_sink::types::{Note, Range, Signal};
use serde_json::json;

use super::wire::Wire;

#[tokio::test]
async fn items_one_after_the_other() {
    let wire = Wire::start().await;
    let items = [json!({ "via": "sound", "tone": 440 }), json!({ "text": "t" })];
    let lines = format!("{}\n\n{}\n", items[0], items[1]);
    let sequence = format!("\u{1e}{}\n\u{1e}{}\n", items[0], items[1]);
    for (operation, media_type, body) in
        [("streamLines", "application/jsonl", &lines), ("streamSequence", "application/json-seq", &sequence)]
    {
        wire.answer(media_type, body);
        let (outcome, _) = wire.call(operation, json!({})).await;
        assert_eq!(outcome["value"], json!(items), "{operation}");
    }

    wire.answer("application/jsonl", &lines);
    let mut signals = wire.client.stream_lines().await.unwrap();
    assert!(matches!(signals.try_next().await.unwrap(), Some(Signal::Sound(it)) if it.tone == 440));
    assert_eq!(signals.try_next().await.unwrap(), Some(Signal::Note(Note::new("t"))));
    assert_eq!(signals.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn lines_go_up() {
    let wire = Wire::start().await;
    wire.client.send_lines([Note::new("a"), Note::new("b")]).await.unwrap();
    let seen = wire.last();
    assert_eq!(
        (seen.headers["content-type"].as_str(), seen.body.as_str()),
        ("application/jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n")
    );
}

#[tokio::test]
async fn methods_of_their_own() {
    let wire = Wire::start().await;
    wire.client.search_by_query(Range::new(1)).await.unwrap();
    let seen = wire.last();
    assert_eq!((seen.method.as_str(), seen.body.as_str()), ("QUERY", r#"{"from":1}"#));
    wire.client.copy_search().await.unwrap();
    assert_eq!(wire.last().method, "COPY");
}

#[tokio::test]
async fn data_of_events_is_what_it_is_the_text_of() {
    let wire = Wire::start().await;
    wire.answer(
        "text/event-stream",
        "event: signal\ndata: {\"via\": \"sound\",\ndata: \"tone\": 440}\n\ndata: none\n\n",
    );
    let mut events = wire.client.stream_events().await.unwrap();
    let first = events.try_next().await.unwrap().unwrap();
    assert!(matches!(first.data.data, Signal::Sound(it) if it.tone == 440));
    // What is no JSON is kept as it came.
    let second = events.try_next().await.unwrap().unwrap();
    assert_eq!(second.data.data, Signal::Unknown(json!("none")));
}
