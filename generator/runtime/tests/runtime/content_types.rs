//! What the `Content-Type` of an answer makes of a body: single values in JSON and as text, bytes, and media types that
//! differ in their parameters.

use octogen_runtime::{
    Base64, Date, ErrorKind, Meta, Operation, RawBody, ReadError, ResponseSpec, Status, Undocumented, read,
};
use serde_json::{Value, json};

use super::api::API;
use super::server::{Server, response};

type Read = fn(&RawBody) -> Result<Value, ReadError>;

macro_rules! answers {
    ($($marker:ident: $media_type:literal, $case:ident, $read:expr;)*) => {$(
        struct $marker;

        impl Operation for $marker {
            type Output = Value;
            type Error = Undocumented;
            const META: &'static Meta = &Meta::new("answer", "GET", "/");
            const SUCCESS: &'static [ResponseSpec<Value>] = &[ResponseSpec::$case(Status::Code(200), Some($media_type), $read)];
            const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
        }
    )*};
}

const fn shown(read: Read) -> Read {
    read
}

answers! {
    JsonString: "application/json", scalar, shown(|it| read::json_string::<String>(it).map(Value::from));
    TextString: "text/plain", scalar, shown(|it| read::string::<String>(it).map(Value::from));
    AnyString: "*/*", scalar, shown(|it| read::string::<String>(it).map(Value::from));
    JsonFlag: "application/json", scalar, shown(|it| read::scalar::<bool>(it).map(Value::from));
    AnyNumber: "*/*", scalar, shown(|it| read::scalar::<i64>(it).map(Value::from));
    TextDate: "text/*", scalar, shown(|it| read::scalar::<Date>(it).map(|it| Value::from(it.as_str())));
    AnyBytes: "*/*", scalar, shown(|it| read::base64::<Base64>(it).map(|it| json!(it.as_bytes())));
    AnyObject: "*/*", new, shown(read::json::<Value>);
    JsonObject: "application/json", new, shown(read::json::<Value>);
}

/// The value, or what is said instead.
async fn got<O: Operation<Output = Value>>(content_type: &str, body: &[u8]) -> Value {
    let header = format!("content-type: {content_type}");
    let headers: &[&str] = if content_type.is_empty() { &[] } else { &[header.as_str()] };
    let server = Server::saying(response(200, headers, body)).await;
    let client = octogen_runtime::ClientBuilder::new(&API).base_url(&server.url);
    let client = client.build().unwrap();
    match octogen_runtime::Call::<O>::new(&client).await {
        Ok(value) => value,
        Err(error) if error.kind() == ErrorKind::Decode => Value::Null,
        Err(error) => panic!("{error}"),
    }
}

macro_rules! check {
    ($($marker:ident, $content_type:literal, $body:literal => $value:tt;)*) => {$(
        let value = got::<$marker>($content_type, &$body[..]).await;
        assert_eq!(value, json!($value), "{} {} {:?}", stringify!($marker), $content_type, $body);
    )*};
}

#[tokio::test]
async fn single_values_in_json_and_as_text() {
    check! {
        JsonString, "application/json", b"\"a\"" => "a";
        JsonString, "application/problem+json", b"\"a\"" => "a";
        JsonString, "text/plain; charset=utf-8", b"a \"b\"" => "a \"b\"";
        JsonString, "text/html", b"<p>" => "<p>";
        JsonString, "text/html", b"\"a\"" => "a";
        JsonString, "text/plain", b"12" => "12";
        JsonString, "text/plain", b"true" => "true";
        JsonString, "text/plain", b" a\n" => " a\n";
        JsonString, "", b"\"a\"" => "a";
        JsonString, "", b"a" => "a";
        JsonString, "application/json", b"a" => null;
        JsonString, "application/pdf", b"a" => null;
        TextString, "text/plain", b"\"a\"" => "\"a\"";
        TextString, "TEXT/Csv", b"a,b" => "a,b";
        TextString, "application/json", b"\"a\"" => "a";
        TextString, "text/plain", b"\xff" => null;
        AnyString, "application/json; charset=utf-8", b"\"a\"" => "a";
        AnyString, "text/plain", b"{\"a\":1}" => "{\"a\":1}";
        AnyString, "application/xml", b"<a/>" => "<a/>";
        JsonFlag, "application/json", b"true" => true;
        JsonFlag, "text/html; charset=utf-8", b"true\n" => true;
        JsonFlag, "text/plain", b"yes" => null;
        AnyNumber, "text/plain", b" 12\r\n" => 12;
        AnyNumber, "application/json", b"12" => 12;
        AnyNumber, "", b"12" => 12;
        AnyNumber, "application/octet-stream", b"12" => 12;
        TextDate, "text/plain", b"2026-01-31\n" => "2026-01-31";
        TextDate, "application/json", b"\"2026-01-31\"" => "2026-01-31";
    }
}

#[tokio::test]
async fn bytes_and_their_base64() {
    check! {
        AnyBytes, "application/pdf", b"%PDF" => [37, 80, 68, 70];
        AnyBytes, "application/octet-stream", b"JVBERg==" => [74, 86, 66, 69, 82, 103, 61, 61];
        AnyBytes, "application/json", b"\"JVBERg==\"" => [37, 80, 68, 70];
        AnyBytes, "text/plain", b"JVBERg==\n" => [37, 80, 68, 70];
        AnyBytes, "text/plain", b"a!" => [97, 33];
        AnyBytes, "", b"\"JVBERg==\"" => [37, 80, 68, 70];
        AnyBytes, "", b"\xff" => [255];
        AnyBytes, "application/json", b"{}" => null;
    }
}

#[tokio::test]
async fn objects_in_json_under_other_names() {
    check! {
        AnyObject, "text/plain", b"{\"a\":1}" => {"a": 1};
        AnyObject, "application/vnd.x+json", b"{\"a\":1}" => {"a": 1};
        AnyObject, "", b"{\"a\":1}" => {"a": 1};
        JsonObject, "text/plain", b"{\"a\":1}" => {"a": 1};
        JsonObject, "text/html", b"{}" => null;
        JsonObject, "text/html", b"<html>" => null;
        JsonObject, "image/png", b"{}" => null;
    }
}

struct Versions;

impl Operation for Versions {
    type Output = u8;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("versions", "GET", "/");
    const SUCCESS: &'static [ResponseSpec<u8>] = &[
        ResponseSpec::new(Status::Code(200), Some("application/vnd.api+json;version=1"), |_| Ok(1)),
        ResponseSpec::new(Status::Code(200), Some("application/vnd.api+json;version=2"), |_| Ok(2)),
        ResponseSpec::new(Status::Code(200), Some("application/json"), |_| Ok(3)),
    ];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

#[tokio::test]
async fn parameters_tell_media_types_apart() {
    for (content_type, read) in [
        ("application/vnd.api+json;version=1", 1),
        ("application/vnd.api+json; version=2", 2),
        ("Application/vnd.API+json; charset=utf-8; VERSION=\"2\"", 2),
        ("application/vnd.api+json", 1),
        ("application/json; charset=utf-8", 3),
        ("application/json;version=2", 3),
    ] {
        let server = Server::saying(response(200, &[&format!("content-type: {content_type}")], "1")).await;
        let client = octogen_runtime::ClientBuilder::new(&API).base_url(&server.url);
        let client = client.build().unwrap();
        let value = octogen_runtime::Call::<Versions>::new(&client).await.unwrap();
        assert_eq!(value, read, "{content_type}");
    }
}
