//! Forms and parts as they go over the wire, member by member.

use kitchen_sink::runtime::File;
use kitchen_sink::types::{OneWay, OneWayMode, PostOrderedMultipart, PostPartsMultipart, PostSettingsForm, Range, Tag};
use serde_json::{Value, json};

use super::wire::{Seen, Wire};

/// Each part: its headers and its content.
fn parts(seen: &Seen) -> Vec<(String, String)> {
    let boundary = seen.headers["content-type"].split_once("; boundary=").unwrap().1.to_owned();
    let body = seen.body.strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let opening = format!("--{boundary}\r\n");
    let pieces = body.split(opening.as_str()).filter(|it| !it.is_empty());
    let part = |it: &str| {
        let (head, content) = it.strip_suffix("\r\n").unwrap().split_once("\r\n\r\n").unwrap();
        let head = head.replace("Content-Disposition: form-data; ", "").replace("\r\nContent-Type:", ";");
        (head, content.to_owned())
    };
    pieces.map(part).collect()
}

#[tokio::test]
async fn parts_of_a_form() {
    let wire = Wire::start().await;
    let photos = [File::new(b"one".to_vec()), File::new(b"two".to_vec()).file_name("2.jpg").content_type("image/jpeg")];
    let form = PostPartsMultipart::new(Range::new(1), photos)
        .table("a,b")
        .tags(["x", "y"])
        .weights([1, 2])
        .extra([("further".to_owned(), "member".to_owned())]);
    wire.client.post_parts(form).await.unwrap();
    let found = parts(&wire.last());
    let found: Vec<_> = found.iter().map(|(head, content)| (head.as_str(), content.as_str())).collect();
    assert_eq!(
        found,
        [
            (r#"name="about"; application/vnd.kitchen+json"#, r#"{"from":1}"#),
            // Of several media types the first one; what the file says of itself counts more.
            (r#"name="photos"; filename="photos"; image/png"#, "one"),
            (r#"name="photos"; filename="2.jpg"; image/jpeg"#, "two"),
            (r#"name="table"; text/csv"#, "a,b"),
            (r#"name="tags""#, "x"),
            (r#"name="tags""#, "y"),
            (r#"name="weights"; application/json"#, "[1,2]"),
            // Members that the schema does not name; `made` is read-only and stays at home.
            (r#"name="further""#, "member"),
        ]
    );
}

/// The order of the document counts on the wire, and a number has one text.
#[tokio::test]
async fn order_of_parts_and_pairs() {
    let wire = Wire::start().await;
    let form = PostOrderedMultipart::new(File::new(b"one".to_vec()), "p").content_type("text/plain").weight(4.0);
    wire.client.post_ordered(form).await.unwrap();
    let found = parts(&wire.last());
    let found: Vec<_> = found.iter().map(|(head, content)| (head.as_str(), content.as_str())).collect();
    assert_eq!(
        found,
        [
            (r#"name="policy""#, "p"),
            (r#"name="Content-Type""#, "text/plain"),
            (r#"name="weight""#, "4"),
            (r#"name="file"; filename="file"; application/octet-stream"#, "one"),
        ]
    );
    for (labels, pairs) in [(json!("a"), "labels=a"), (json!(["a", "b"]), "labels=a&labels=b")] {
        let arguments = json!({ "body": { "z": "1", "weight": 1e21, "labels": labels } });
        assert_eq!(wire.sent("postSorted", arguments).await.body, format!("z=1&weight=1e21&{pairs}"));
    }
}

#[tokio::test]
async fn members_of_a_form() {
    let wire = Wire::start().await;
    let (range, more) = (Range::new(1), Range::new(2).to(3));
    let form = PostSettingsForm::new(range.clone())
        .ranges([range, more.clone()])
        .csv(["a,b", "c"])
        .deep(more)
        .link("https://example.com/?a&b")
        .extra([("x".to_owned(), "y z".to_owned())]);
    wire.client.post_settings(form).await.unwrap();
    let seen = wire.last();
    assert_eq!(seen.headers["content-type"], "application/x-www-form-urlencoded");
    let mut members: Vec<_> = seen.body.split('&').collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            "csv=a%2Cb,c",
            "deep%5Bfrom%5D=2",
            "deep%5Bto%5D=3",
            "link=https://example.com/?a%26b",
            "range=%7B%22from%22%3A1%7D",
            "ranges=%5B%7B%22from%22%3A1%7D%2C%7B%22from%22%3A2%2C%22to%22%3A3%7D%5D",
            "x=y%20z",
        ]
    );
}

#[tokio::test]
async fn ranges_of_media_types() {
    let wire = Wire::start().await;
    wire.answer("image/webp", "picture");
    let picture = wire.client.post_any(b"anything".to_vec()).await.unwrap();
    assert_eq!(picture.collect().await.unwrap(), "picture");
    let seen = wire.last();
    assert_eq!((seen.headers["content-type"].as_str(), seen.body.as_str()), ("application/octet-stream", "anything"));
    assert!(seen.headers["accept"].contains("image/*"), "{:?}", seen.headers);
}

/// A required member that only the server writes is no argument and does not go up, also within other objects; one
/// that only goes up need not come down.
#[tokio::test]
async fn one_way_members() {
    let wire = Wire::start().await;
    let answer = json!({ "id": 1, "state": "open", "owner": { "name": "o" }, "pair": "p", "name": "n",
        "tags": [{ "label": "l", "count": 2 }] });
    wire.answer("application/json", &answer.to_string());
    let body = OneWay::new(OneWayMode::Fast, "n", "s", [Tag::new("l")]);
    let came = wire.client.put_one_way(body).await.unwrap();
    let sent: Value = serde_json::from_str(&wire.last().body).unwrap();
    assert_eq!(sent, json!({ "mode": "fast", "name": "n", "secret": "s", "tags": [{ "label": "l" }] }));
    assert_eq!((came.id, came.owner.name.as_str(), came.tags[0].count), (1, "o", 2));
    assert_eq!((came.secret.as_str(), came.mode.as_str()), ("", ""));
    // What came goes up again without what is the server's.
    wire.client.put_one_way(came).await.unwrap();
    let again: Value = serde_json::from_str(&wire.last().body).unwrap();
    assert_eq!(again["tags"], json!([{ "label": "l" }]));
    assert_eq!(again.get("id"), None);
}
