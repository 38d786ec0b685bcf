//! Everything that goes wrong between client and server: what the caller gets, and how often the server was asked.

use std::io::Write;
use std::time::Duration;

use octogen_runtime::ErrorKind::{Api, Connect, Decode, Interrupted, Policy, Timeout, Undocumented};
use octogen_runtime::{ErrorKind, RetryPolicy};

use super::api::{API, client, create_thing, get_thing};
use super::server::{Act, Server, TestClock, json, response};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
const REFUSAL: &str = r#"{"code":"rate_limited","message":"slow down"}"#;

fn say(bytes: impl Into<Vec<u8>>) -> Act {
    Act::Say(bytes.into())
}

#[tokio::test]
async fn faults() {
    let endless = |chunk: &str| format!("{HEAD}\r\n{}", chunk.repeat((33 << 20) / chunk.len()));
    let headers = |count: usize| (0..count).map(|it| format!("x-{it}: y")).collect::<Vec<_>>();
    let many = headers(90);
    let far_too_many = headers(5000);
    fn refs(list: &[String]) -> Vec<&str> {
        list.iter().map(String::as_str).collect()
    }
    let text_html = &["content-type: text/html"];
    let thing = r#"{"id":1,"name":"one"}"#;
    #[rustfmt::skip]
    let rows: Vec<(&str, Act, ErrorKind, usize, usize, &str)> = vec![
        // name, what the server does, kind, requests of a GET, requests of a POST, part of the message
        ("reset after the request", Act::Close, Interrupted, 3, 1, "before the response"),
        ("half a head", say("HTTP/1.1 200 OK\r\ncont"), Interrupted, 3, 1, "before the response"),
        ("no HTTP at all", say("SSH-2.0-OpenSSH\r\n\r\n"), Interrupted, 3, 1, "before the response"),
        ("half a body", say(format!("{HEAD}content-length: 99\r\n\r\n{{\"id\":1")), Interrupted, 3, 1, "while the body was read"),
        ("half a chunked body", say(format!("{HEAD}transfer-encoding: chunked\r\n\r\n99\r\n{{\"id\"")), Interrupted, 3, 1, "while the body was read"),
        ("no head at all", Act::SayAndHang(Vec::new()), Timeout, 3, 1, "no response within 150ms"),
        ("a slow head", Act::SayAndHang(b"HTTP/1.1 200 OK\r\n".to_vec()), Timeout, 3, 1, "no response within 150ms"),
        ("a slow body", Act::SayAndHang(format!("{HEAD}content-length: 99\r\n\r\n{{").into()), Timeout, 3, 1, "no response within 150ms"),
        ("429", say(json(429, REFUSAL)), Api, 3, 3, "429 Too Many Requests: rate_limited: slow down"),
        ("429 with Retry-After", say(response(429, &["content-type: application/json", "retry-after: 2"], REFUSAL)), Api, 3, 3, "429"),
        ("503", say(json(503, "{}")), Undocumented, 3, 1, "503"),
        ("503 with Retry-After", say(response(503, &["retry-after: 2"], "")), Undocumented, 3, 1, "503"),
        ("malformed Retry-After", say(response(503, &["retry-after: soon"], "")), Undocumented, 3, 1, "503"),
        ("Retry-After beyond the call", say(response(429, &["retry-after: 9999"], "")), Undocumented, 1, 1, "429"),
        ("501", say(json(501, "{}")), Undocumented, 1, 1, "501"),
        ("wrong Content-Type", say(response(200, text_html, thing)), Decode, 1, 1, "expected `application/json`, found `text/html`"),
        ("HTML instead of JSON", say(response(200, text_html, "<html>hi</html>")), Decode, 1, 1, "<html>hi</html>"),
        ("HTML under JSON's name", say(json(200, "<html>")), Decode, 1, 1, "expected value"),
        ("HTML with 502", say(response(502, text_html, "<h1>Bad Gateway</h1>")), Undocumented, 3, 1, "<h1>Bad Gateway</h1>"),
        ("invalid JSON", say(json(200, r#"{"id":1,"name":}"#)), Decode, 1, 1, "at `name`"),
        ("truncated JSON", say(json(200, r#"{"id":1,"#)), Decode, 1, 1, "EOF"),
        ("another shape", say(json(200, r#"{"id":"x","name":"one"}"#)), Decode, 1, 1, "at `id`"),
        ("a missing member", say(json(200, r#"{"id":1}"#)), Decode, 1, 1, "member `name` is missing"),
        ("an empty body", say(json(200, "")), Decode, 1, 1, "found an empty body"),
        ("204 where there should be a body", say(response(204, &[], "")), Decode, 1, 1, "found an empty body"),
        ("a documented error of another shape", say(json(400, r#"{"oops":1}"#)), Undocumented, 1, 1, r#"{"oops":1}"#),
        ("an error that is no JSON", say(json(404, "nope")), Undocumented, 1, 1, "nope"),
        ("half an error", say("HTTP/1.1 404 X\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\nhalf"), Undocumented, 1, 1, "half"),
        ("an announced body over the limit", say(format!("{HEAD}content-length: 99999999\r\n\r\n")), Policy, 1, 1, "larger than 33554432 bytes"),
        ("a body over the limit", say(endless("[1,2,3,4,5,6,7]\n")), Policy, 1, 1, "larger than 33554432 bytes"),
        ("deep JSON", say(json(200, &"[".repeat(100_000))), Decode, 1, 1, "EOF"),
        ("a redirection to another origin", say(response(307, &["location: http://localhost:9/x"], "")), Policy, 1, 1, "another origin, http://localhost:9"),
        ("a redirection without end", say(response(307, &["location: /again"], "")), Policy, 11, 11, "more than 10 redirects"),
        ("a redirection with a password", say(response(302, &["location: //u:p@127.0.0.1/"], "")), Policy, 1, 1, "user name or password"),
        ("a redirection to nowhere", say(response(302, &["location: http://["], "")), Undocumented, 1, 1, "302"),
        ("a status nobody knows", say(json(799, "{}")), Undocumented, 1, 1, "799"),
        ("many headers and a refusal", say(response(404, &refs(&many), "")), Undocumented, 1, 1, "404"),
        ("a thousand headers", say(response(200, &refs(&headers(1000)), "")), Policy, 1, 1, "too many or too long"),
        ("thousands of headers", say(response(200, &refs(&far_too_many), "")), Policy, 1, 1, "too many or too long"),
        ("a header without end", say(response(200, &[&format!("x-long: {}", "y".repeat(1 << 20))], "")), Policy, 1, 1, "too many or too long"),
    ];
    let mut wrong = Vec::new();
    for (name, act, kind, gets, posts, part) in rows {
        wrong.extend(check(name, act.clone(), kind, gets, part, false).await);
        wrong.extend(check(name, act, kind, posts, part, true).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is not as it should be.
async fn check(name: &str, act: Act, kind: ErrorKind, requests: usize, part: &str, post: bool) -> Option<String> {
    let clock = TestClock::new();
    let server = Server::start(move |_, _| act.clone()).await;
    let client = client(&server, &clock);
    let time = Duration::from_millis(if kind == Timeout { 150 } else { 5000 });
    let error: octogen_runtime::Error<super::api::Refusal> = if post {
        create_thing(&client).with_attempt_timeout(time).await.err()?
    } else {
        get_thing(&client, 1).with_attempt_timeout(time).await.err()?
    };
    let text = error.to_string();
    let (operation, path) = if post { ("CreateThing", "/things") } else { ("GetThing", "/things/{id}") };
    let checks = [
        ("kind", error.kind() == kind),
        ("message", text.contains(part)),
        ("one short line", text.len() < 600 && !text.contains('\n')),
        ("no secret", !format!("{error:?}{text}").contains("SECRET")),
        ("requests", server.seen().len() == requests),
        ("attempts", error.attempts() as usize == if kind == Policy { 1 } else { requests }),
        ("operation", error.operation() == Some(operation) && error.path() == Some(path)),
    ];
    let wrong: Vec<&str> = checks.iter().filter(|(_, right)| !right).map(|(what, _)| *what).collect();
    let seen = server.seen().len();
    (!wrong.is_empty()).then(|| format!("{name} (post: {post}): {wrong:?}: {seen} requests, {text}"))
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again_for_every_method() {
    let clock = TestClock::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let builder = octogen_runtime::ClientBuilder::new(&API).base_url(url).clock(clock.clone());
    let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    let error = create_thing(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts(), clock.slept().len()), (Connect, 3, 2), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("SECRET"));
}

#[tokio::test]
async fn tls_to_a_server_without_it_does_not_connect() {
    let server = Server::saying(json(200, "{}")).await;
    let url = server.url.replace("http:", "https:");
    let builder = octogen_runtime::ClientBuilder::new(&API).base_url(url).clock(TestClock::new());
    let builder = builder.connect_timeout(Duration::from_millis(200));
    let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    let error = create_thing(&client).with_retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!(error.kind(), Connect, "{error:?}");
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn a_fault_that_passes_is_not_seen_by_the_caller() {
    let clock = TestClock::new();
    let server = Server::start(|number, _| match number {
        0 => Act::Close,
        1 => say(json(503, "{}")),
        _ => say(json(200, r#"{"id":1,"name":"one"}"#)),
    })
    .await;
    let response = get_thing(&client(&server, &clock), 1).send().await.unwrap();
    assert_eq!((response.body().id, response.attempts(), server.seen().len()), (1, 3, 3));
}

#[tokio::test]
async fn many_headers_are_read() {
    let lines: Vec<String> = (0..90).map(|it| format!("x-{it}: {it}")).collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("content-type: application/json");
    let server = Server::saying(response(200, &lines, r#"{"id":1,"name":"one"}"#)).await;
    let response = get_thing(&client(&server, &TestClock::new()), 1).send().await.unwrap();
    assert_eq!(response.headers()["x-89"], "89");
}

/// Decompression is a feature; without it the body is never larger than what came.
#[tokio::test]
async fn a_gzip_bomb_ends_at_the_limit() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        gzip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = gzip.finish().unwrap();
    let headers = &["content-type: application/json", "content-encoding: gzip"];
    let server = Server::saying(response(200, headers, bomb)).await;
    let error = get_thing(&client(&server, &TestClock::new()), 1).await.unwrap_err();
    let expected = if cfg!(feature = "gzip") { Policy } else { Decode };
    assert_eq!(error.kind(), expected, "{error}");
}

/// The server hangs up before it has read anything, so that the request may or may not have been written.
#[tokio::test]
async fn a_reset_before_the_request_was_read() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let builder = octogen_runtime::ClientBuilder::new(&API).base_url(url).clock(TestClock::new());
    let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    let get = get_thing(&client, 1).await.unwrap_err();
    assert_eq!((get.kind(), get.attempts()), (Interrupted, 3), "{get:?}");
    let post = create_thing(&client).await.unwrap_err();
    assert_eq!((post.kind(), post.attempts()), (Interrupted, 1), "{post:?}");
}

#[tokio::test]
async fn no_redirection_leads_from_https_to_http() {
    let count = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let seen = count.clone();
    let transport = std::sync::Arc::new(octogen_runtime::InMemory::new(move |_| {
        seen.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let location = "http://api.example.com/things/1";
        http::Response::builder().status(302).header("location", location).body(bytes::Bytes::new()).unwrap()
    }));
    for redirects in [octogen_runtime::Redirects::SameOrigin, octogen_runtime::Redirects::WithoutCredentials] {
        let builder = octogen_runtime::ClientBuilder::new(&API).base_url("https://api.example.com");
        let builder = builder.transport(transport.clone()).redirects(redirects);
        let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
        let error = get_thing(&client, 1).await.unwrap_err();
        assert_eq!(error.kind(), Policy, "{error:?}");
        assert!(error.to_string().contains("from `https` to http://api.example.com"), "{error}");
    }
    assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), 2);
}

/// A certificate that nobody signed: the handshake fails, and nothing of the request is sent.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_certificate_that_nobody_signed() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key.into()).unwrap();
    let config = std::sync::Arc::new(config);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let (sender, handshakes) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let shaken = connection.complete_io(&mut stream.unwrap()).is_ok() && !connection.is_handshaking();
            sender.send(shaken).unwrap();
        }
    });
    let builder = octogen_runtime::ClientBuilder::new(&API).base_url(url).clock(TestClock::new());
    let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    let error = create_thing(&client).with_retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (Connect, 1), "{error:?}");
    let whole = format!("{error:?}");
    assert!(whole.contains("certificate") || whole.contains("Certificate"), "{whole}");
    assert!(!whole.contains("SECRET"), "{whole}");
    assert!(!handshakes.recv_timeout(Duration::from_secs(5)).unwrap());
}
