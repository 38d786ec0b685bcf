//! What real servers do within HTTP's rules or a little beside them, and what the client makes of it.

use octogen_runtime::{Call, Client, ErrorDetails, Meta, Operation, ResponseSpec, SchemeUse, Status, read};

use super::api::{KEY, Refusal, Thing, client, create_thing, delete_thing, get_thing};
use super::server::{Act, Server, TestClock, json, response};

const THING: &str = r#"{"id":1,"name":"one"}"#;
const JSON: Option<&str> = Some("application/json");

macro_rules! operation {
    ($marker:ident, $method:literal, $output:ty, $success:expr) => {
        struct $marker;

        impl Operation for $marker {
            type Output = $output;
            type Error = Refusal;
            const META: &'static Meta =
                &Meta { security: &[&[SchemeUse::new(KEY)]], ..Meta::new(stringify!($marker), $method, "/x") };
            const SUCCESS: &'static [ResponseSpec<$output>] = $success;
            const FAILURE: &'static [ResponseSpec<Refusal>] = &[ResponseSpec::new(Status::Default, JSON, read::json)];
        }
    };
}

operation!(Head, "HEAD", (), &[ResponseSpec::new(Status::Code(200), None, read::empty)]);
operation!(HeadJson, "HEAD", (), &[ResponseSpec::new(Status::Code(200), JSON, read::empty)]);
operation!(
    Perhaps,
    "GET",
    Option<Thing>,
    &[
        ResponseSpec::new(Status::Code(200), JSON, |body| read::json(body).map(Some)),
        ResponseSpec::new(Status::Code(204), None, |_| Ok(None)),
    ]
);
operation!(Nullable, "GET", Option<Thing>, &[ResponseSpec::new(Status::Code(200), JSON, read::json)]);
operation!(Void, "POST", (), &[ResponseSpec::new(Status::Code(200), None, read::empty)]);
operation!(Plain, "GET", String, &[ResponseSpec::new(Status::Code(200), Some("text/plain"), read::text)]);

async fn text<O: Operation<Output: std::fmt::Debug>>(client: &Client) -> String {
    shown(Call::<O>::new(client).await)
}

fn shown<T: std::fmt::Debug, E: ErrorDetails>(result: Result<T, octogen_runtime::Error<E>>) -> String {
    match result {
        Ok(value) => format!("{value:?}"),
        Err(error) => {
            let text = error.to_string();
            let message = text.split_once("): ").map_or(&*text, |(_, message)| message);
            format!("{}: {message}", error.kind())
        }
    }
}

fn raw(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

#[tokio::test]
async fn what_servers_do() {
    let one = r#"Thing { id: 1, name: "one" }"#;
    let some_one = format!("Some({one})");
    let typed = |media_type: &str| response(200, &[&format!("content-type: {media_type}")], THING);
    let close = "HTTP/1.1 200 OK\ncontent-type: application/json\nconnection: close\n";
    let problem = &["content-type: application/problem+json"];
    let bom = [b"\xef\xbb\xbf", THING.as_bytes()].concat();
    let refusal = r#"{"code":"not_found","message":"no"}"#;
    #[rustfmt::skip]
    let rows: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        // name, operation, answer, what the caller gets
        ("chunks", "get", raw(&format!("{close}transfer-encoding: chunked\n\n8\n{{\"id\":1,\nd\n\"name\":\"one\"}}\n0\n\n")), one),
        ("chunks with extensions and trailers", "get", raw(&format!("{close}transfer-encoding: chunked\n\n8;a=b\n{{\"id\":1,\nd\n\"name\":\"one\"}}\n0\nx-sum: 1\n\n")), one),
        ("no Content-Type", "get", response(200, &[], THING), one),
        ("an empty Content-Type", "get", typed(""), one),
        ("charset", "get", typed("application/json; charset=utf-8"), one),
        ("charset, in capitals and quotes, without a space", "get", typed("Application/JSON;Charset=\"UTF-8\""), one),
        ("another type that is JSON", "get", typed("application/vnd.api+json"), one),
        ("JSON under the name of text", "get", typed("text/plain; charset=utf-8"), one),
        ("JSON under the name of bytes", "get", typed("application/octet-stream"), one),
        ("a byte order mark", "get", response(200, &["content-type: application/json"], &bom), one),
        ("blanks around", "get", json(200, &format!("\r\n\t {THING} \r\n\n")), one),
        ("unknown members", "get", json(200, r#"{"id":1,"links":[{"a":null}],"name":"one","x":{}}"#), one),
        ("an integer with a fraction of zero", "get", json(200, r#"{"id":1.0,"name":"one"}"#), one),
        ("no length, until the connection closes", "get", raw(&format!("{close}\n{THING}")), one),
        ("HTTP/1.0", "get", raw(&format!("HTTP/1.0 200 OK\nContent-Type: application/json\nContent-Length: 21\n\n{THING}")), one),
        ("HTTP/1.0 without a length", "get", raw(&format!("HTTP/1.0 200 OK\nContent-Type: application/json\n\n{THING}")), one),
        ("no reason", "get", raw(&format!("HTTP/1.1 200\n{}\n{THING}", &close[16..])), one),
        ("a strange reason", "get", raw(&format!("HTTP/1.1 200 All is well, I think\n{}\n{THING}", &close[16..])), one),
        ("names in capitals", "get", raw(&format!("HTTP/1.1 200 OK\nCONTENT-TYPE: APPLICATION/JSON\nCONNECTION: CLOSE\n\n{THING}")), one),
        ("100 Continue before the response", "get", raw(&format!("HTTP/1.1 100 Continue\n\n{close}\n{THING}")), one),
        ("100 Continue before the answer to a POST", "post", raw(&format!("HTTP/1.1 100 Continue\n\n{close}\n{THING}")), one),
        ("103 Early Hints", "get", raw(&format!("HTTP/1.1 103 Early Hints\nlink: </x>\n\n{close}\n{THING}")), one),
        ("200 where 201 is documented", "post", json(200, THING), one),
        ("201 where 200 is documented", "get", json(201, THING), one),
        ("203 from a proxy", "get", json(203, THING), one),
        ("204 with a Content-Type", "delete", response(204, &["content-type: application/json"], ""), "()"),
        ("200 with a body where 204 is documented", "delete", json(200, r#"{"deleted":true}"#), "()"),
        ("200 without a body where 204 is documented", "delete", response(200, &[], ""), "()"),
        ("202 where 204 is documented", "delete", response(202, &[], ""), "()"),
        ("a body nobody asked for", "void", json(200, "{}"), "()"),
        ("204 to HEAD", "head", response(204, &[], ""), "()"),
        ("HEAD with the length of a body that is not there", "head", raw(&format!("{close}content-length: 999\n\n")), "()"),
        ("HEAD where JSON is documented", "head json", raw(&format!("{close}content-length: 999\n\n")), "()"),
        ("HEAD that says that it is chunked", "head", raw(&format!("{close}transfer-encoding: chunked\n\n")), "()"),
        ("200 with a value, where 204 is documented, too", "perhaps", json(200, THING), &some_one),
        ("204, where 200 is documented, too", "perhaps", response(204, &[], ""), "None"),
        ("200 without a body, where 204 is documented, too", "perhaps", json(200, ""), "None"),
        ("200 without a body, in no chunks", "perhaps", raw(&format!("{close}transfer-encoding: chunked\n\n0\n\n")), "None"),
        ("null for a value that may be null", "nullable", json(200, "null"), "None"),
        ("an empty text", "plain", response(200, &["content-type: text/plain"], ""), "\"\""),
        ("text without a type", "plain", response(200, &[], "hello"), "\"hello\""),
        ("problem details of the documented shape", "get", response(404, problem, refusal), "api: 404 Not Found: not_found: no"),
        ("problem details of their own shape", "get", response(404, problem, r#"{"title":"Gone fishing","status":404}"#), "undocumented: 404"),
        ("an error with charset", "get", response(404, &["content-type: application/json; charset=UTF-8"], refusal), "api: 404"),
        ("an error without a type", "get", response(404, &[], refusal), "api: 404"),
        ("an error as text that is JSON", "get", response(404, &["content-type: text/plain"], refusal), "api: 404"),
        ("an error with a byte order mark", "get", response(404, &["content-type: application/json"], format!("\u{feff}{refusal}")), "api: 404"),
        ("an error without a body", "get", response(404, &[], ""), "undocumented: 404"),
        ("an error page", "get", response(404, &["content-type: text/html; charset=utf-8"], "<!doctype html><title>404</title>"), "undocumented: 404"),
        ("304 that nobody asked for", "get", response(304, &[], ""), "undocumented: 304"),
        ("302 without Location", "get", response(302, &[], ""), "undocumented: 302"),
        ("401 with a challenge", "get", response(401, &["www-authenticate: Bearer realm=\"things\""], ""), "undocumented: 401"),
        ("an integer beyond 64 bits", "get", json(200, r#"{"id":92233720368547758080,"name":"one"}"#), "decode: the response (200) could not be read: expected an integer, found a number at `id`"),
        ("an integer in the notation of floats", "get", json(200, r#"{"id":1e0,"name":"one"}"#), one),
        ("null for a required member", "get", json(200, r#"{"id":1,"name":null}"#), "decode: the response (200) could not be read: must not be null at `name`"),
        ("null where a value was promised", "get", json(200, "null"), "decode: the response (200) could not be read: must not be null"),
        ("a member that comes twice", "get", json(200, r#"{"id":2,"id":1,"name":"one"}"#), one),
        ("Latin-1 under the name of JSON", "get", response(200, &["content-type: application/json; charset=iso-8859-1"], b"{\"id\":1,\"name\":\"\xe9\"}"), "decode: the response (200) could not be read"),
        ("brotli that nobody asked for", "get", response(200, &["content-type: application/json", "content-encoding: br"], b"\x0b\x0a\x80{}\x03"), "decode: the response (200) could not be read: expected value at line 1 column 1; it is encoded as `br`"),
        ("deflate that nobody asked for", "get", response(200, &["content-type: application/json", "content-encoding: deflate"], b"x\x9c\x01\x02"), "decode: the response (200) could not be read: expected value at line 1 column 1; it is encoded as `deflate`"),
        ("gzip", "get", response(200, &["content-type: application/json", "content-encoding: gzip"], gzip(THING)), if cfg!(feature = "gzip") { one } else { "decode: the response (200) could not be read" }),
        ("gzip in chunks", "get", [raw(&format!("{close}Content-Encoding: gzip\nTransfer-Encoding: CHUNKED\n\n{:x}\n", gzip(THING).len())), gzip(THING), raw("\n0\n\n")].concat(), if cfg!(feature = "gzip") { one } else { "decode: the response (200) could not be read" }),
        // The HTTP client below knows it in small letters only.
        ("gzip in capitals", "get", response(200, &["content-type: application/json", "content-encoding: GZIP"], gzip(THING)), "decode: the response (200) could not be read: expected value at line 1 column 1; it is encoded as `GZIP`"),
        ("an encoding that changes nothing", "get", response(200, &["content-type: application/json", "content-encoding: identity"], THING), one),
        ("a wrong length: too short", "get", raw(&format!("{close}content-length: 20\n\n{THING}")), "decode: "),
        ("300 with choices", "get", json(300, "[]"), "undocumented: 300"),
    ];
    let mut wrong = Vec::new();
    for (name, operation, answer, expected) in rows {
        let server = Server::saying(answer).await;
        let client = client(&server, &TestClock::new());
        let got = match operation {
            "get" => shown(get_thing(&client, 1).await),
            "post" => shown(create_thing(&client).await),
            "delete" => shown(delete_thing(&client, 1).await),
            "head" => text::<Head>(&client).await,
            "head json" => text::<HeadJson>(&client).await,
            "perhaps" => text::<Perhaps>(&client).await,
            "nullable" => text::<Nullable>(&client).await,
            "void" => text::<Void>(&client).await,
            _ => text::<Plain>(&client).await,
        };
        if !got.starts_with(expected) || server.seen().len() != 1 {
            wrong.push(format!("{name}: {got}, {} requests\n  and not: {expected}", server.seen().len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was made is elsewhere: 303 leads there by GET, without the body.
#[tokio::test]
async fn see_other_after_a_post() {
    let server = Server::start(|number, _| {
        Act::Say(match number {
            0 => response(303, &["location: /things/1"], ""),
            _ => json(200, THING),
        })
    })
    .await;
    assert_eq!(create_thing(&client(&server, &TestClock::new())).await.unwrap().id, 1);
    let seen = server.seen();
    assert_eq!((&*seen[1].method, &*seen[1].target, seen[1].body.len()), ("GET", "/things/1", 0));
    assert_eq!((seen[1].header("content-type"), seen[1].header("x-api-key")), (None, Some("SECRET-KEY")));
}

/// Problem details can be read also where the document has another error body.
#[tokio::test]
async fn problem_details_beside_a_documented_error() {
    let headers = &["content-type: application/problem+json; charset=utf-8"];
    let server = Server::saying(response(403, headers, r#"{"title":"Not yours","detail":"why"}"#)).await;
    let error = get_thing(&client(&server, &TestClock::new()), 1).await.unwrap_err();
    assert_eq!(error.problem().unwrap().title.as_deref(), Some("Not yours"));
}

/// A server that ends connections after each answer without saying so: the next call makes a new one, POST or not.
#[tokio::test]
async fn connections_that_are_closed_without_a_word() {
    let answer = format!("HTTP/1.1 201 X\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{THING}");
    let server = Server::saying(answer).await;
    let client = client(&server, &TestClock::new());
    for _ in 0..20 {
        create_thing(&client).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert_eq!(server.seen().len(), 20);
}
