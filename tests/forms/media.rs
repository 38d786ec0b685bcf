//! What the server says that it sends decides how it is read: text and JSON of single values, bytes, parameters of media
//! types.

use kitchen_sink::operations::PutVersionsOutput;
use kitchen_sink::types::{GetAnyTextBadRequestResponse, Range, Tag};
use kitchen_sink::{ErrorBody, ErrorKind};
use serde_json::json;

use super::wire::Wire;

#[tokio::test]
async fn single_values_as_text_and_in_json() {
    let wire = Wire::start().await;
    #[rustfmt::skip]
    let rows = [
        ("getAnyText", "text/plain", "a \"b\"", json!("a \"b\"")),
        ("getAnyText", "text/html; charset=utf-8", "<p>", json!("<p>")),
        ("getAnyText", "application/json", "\"a\"", json!("a")),
        ("getAnyText", "text/plain", "\"a\"", json!("\"a\"")),
        ("getJsonText", "application/json", "\"a\"", json!("a")),
        ("getJsonText", "text/plain; charset=utf-8", "a b", json!("a b")),
        ("getJsonText", "text/html", "12", json!("12")),
        ("getPlainNumber", "text/plain", "12\n", json!(12)),
        ("getPlainNumber", "application/json; charset=utf-8", "12", json!(12)),
        ("getPlainNumber", "text/html", "12", json!(12)),
        ("getAnyBase64", "application/pdf", "%PDF", json!("JVBERg==")),
        ("getAnyBase64", "application/json", "\"JVBERg==\"", json!("JVBERg==")),
        ("getAnyObject", "application/problem+json", "{\"from\":1}", json!({ "from": 1 })),
        ("getAnyObject", "text/plain", "{\"from\":1}", json!({ "from": 1 })),
    ];
    for (operation, media_type, body, value) in rows {
        wire.answer(media_type, body);
        let (outcome, _) = wire.call(operation, json!({})).await;
        assert_eq!(outcome["value"], value, "{operation} {media_type} {body}: {outcome}");
    }
}

#[tokio::test]
async fn errors_are_read_alike() {
    let wire = Wire::start().await;
    for (media_type, body, known) in [
        ("text/plain; charset=utf-8", "late\n", true),
        ("application/json", "\"late\"", true),
        ("application/octet-stream", "late", true),
        ("application/json", "{}", false),
    ] {
        wire.refuse(400, media_type, body);
        let error = wire.client.get_any_text().await.unwrap_err();
        let late = ErrorBody::GetAnyTextBadRequestResponse(GetAnyTextBadRequestResponse::Late);
        assert_eq!(error.body(), Some(&late).filter(|_| known), "{media_type} {body}");
    }
    wire.refuse(400, "text/html", "true");
    assert_eq!(wire.client.get_json_text().await.unwrap_err().into_body(), Some(ErrorBody::Bool(true)));
    wire.refuse(400, "text/plain", "1.5");
    assert_eq!(wire.client.get_plain_number().await.unwrap_err().into_body(), Some(ErrorBody::Number(1.5)));
    wire.refuse(400, "text/plain", "{\"from\":1}");
    assert_eq!(wire.client.get_any_object().await.unwrap_err().into_body(), Some(ErrorBody::Range(Range::new(1))));
    wire.refuse(400, "text/plain", "soon");
    let error = wire.client.get_plain_number().await.unwrap_err();
    assert_eq!((error.kind(), &*error.text()), (ErrorKind::Undocumented, "soon"));
}

#[tokio::test]
async fn bytes_and_lines_go_as_they_are() {
    let wire = Wire::start().await;
    wire.echo();
    let text = "{\"not\": \"quoted\"}\n";
    let came = wire.client.put_json_file(text).await.unwrap().collect().await.unwrap();
    let seen = wire.last();
    assert_eq!((seen.headers["content-type"].as_str(), seen.body.as_str()), ("application/json", text));
    assert_eq!(came, text);
    let lines = "{\"a\": 1}\n[2]\n";
    assert_eq!(wire.client.put_lines_text(lines).await.unwrap(), lines);
    let seen = wire.last();
    assert_eq!((seen.headers["content-type"].as_str(), seen.body.as_str()), ("application/jsonl", lines));
}

#[tokio::test]
async fn parameters_of_media_types() {
    let wire = Wire::start().await;
    let (one, two) = (r#"{"label":"a"}"#, r#"{"from":1}"#);
    for (media_type, body) in [
        ("application/vnd.kitchen+json;version=1", one),
        ("application/vnd.kitchen+json; VERSION=\"1\"; charset=utf-8", one),
        ("Application/vnd.kitchen+JSON; charset=utf-8; version=2", two),
        ("application/vnd.kitchen+json", one),
    ] {
        wire.answer(media_type, body);
        let came = wire.client.put_versions(Range::new(7)).await.unwrap();
        match body == one {
            true => assert_eq!(came, PutVersionsOutput::Ok(Tag::new("a")), "{media_type}"),
            false => assert_eq!(came, PutVersionsOutput::OkVndKitchenJsonVersion2(Range::new(1)), "{media_type}"),
        }
        let seen = wire.last();
        assert_eq!(seen.headers["content-type"], "application/vnd.kitchen+json;version=2");
        let accept = "application/vnd.kitchen+json;version=1, application/vnd.kitchen+json;version=2";
        assert_eq!(seen.headers["accept"], accept);
    }
}
