//! The faults that the runtime promises to stand, each a row with what the caller gets, how many requests the server
//! saw, and that no secret went anywhere else. `faults.rs` has many more, by GET and by POST.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use octogen_runtime::{Call, Client, ClientBuilder, Credential, Redirects};
use tokio::net::TcpListener;

use super::api::{API, ByCursor, Refusal, client, create_thing, get_thing};
use super::server::{Act, Server, TestClock, json, response};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
const LONG: Duration = Duration::from_secs(10);
const THING: &str = r#"{"id":1,"name":"one"}"#;

/// Who is at the other end.
enum Peer {
    /// A server that does that with each request.
    Does(Act),
    /// A server whose answers are counted.
    Counts(fn(usize) -> Act),
    /// Nobody listens.
    Nobody,
    /// One who hangs up before a request is read.
    HangsUp,
    /// A server with TLS that redirects to one without.
    RedirectsInTheOpen,
}

use Peer::{Counts, Does, HangsUp, Nobody, RedirectsInTheOpen};

/// What is asked for.
#[derive(Clone, Copy, PartialEq)]
enum Ask {
    Get,
    Post,
    Pages,
}

use Ask::{Get, Pages, Post};

fn say(bytes: impl Into<Vec<u8>>) -> Peer {
    Does(Act::Say(bytes.into()))
}

fn busy(status: u16, retry_after: Option<&str>) -> Peer {
    let line = retry_after.map(|it| format!("retry-after: {it}"));
    say(response(status, line.as_deref().as_slice(), ""))
}

fn closing_between_pages(number: usize) -> Act {
    match number {
        0 => Act::Say(json(200, r#"{"items":[1],"next":"2"}"#)),
        1 => Act::Close,
        _ => Act::Say(json(200, r#"{"items":[2]}"#)),
    }
}

fn closing_for_good(number: usize) -> Act {
    if number == 0 { closing_between_pages(0) } else { Act::Close }
}

#[tokio::test]
async fn promised_faults() {
    let elsewhere = Server::saying(json(200, THING)).await;
    let location = format!("location: {}/x", elsewhere.url.replace("127.0.0.1", "localhost"));
    let bomb = {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            gzip.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        response(200, &["content-type: application/json", "content-encoding: gzip"], gzip.finish().unwrap())
    };
    let thousand: Vec<String> = (0..1000).map(|it| format!("x-{it}: y")).collect();
    let thousand: Vec<&str> = thousand.iter().map(String::as_str).collect();
    let html = &["content-type: text/html"];
    let hang = |text: &str| Does(Act::SayAndHang(text.as_bytes().to_vec()));
    let large = format!("{HEAD}\r\n[{}", "1,".repeat(17 << 20));
    let bomb_ends = if cfg!(feature = "gzip") { "policy: the body is larger" } else { "decode: " };
    #[rustfmt::skip]
    let rows: Vec<(&str, Peer, Ask, &str, usize)> = vec![
        // name, who answers, what is asked, what the caller gets, requests that the server saw
        ("refused connection, GET", Nobody, Get, "connect: the server could not be reached", 0),
        ("refused connection, POST", Nobody, Post, "connect: the server could not be reached", 0),
        ("reset before the request was sent, GET", HangsUp, Get, "interrupted: the connection failed before the response", 0),
        ("reset before the request was sent, POST", HangsUp, Post, "interrupted: the connection failed before the response", 0),
        ("reset after the request was sent, GET", Does(Act::Close), Get, "interrupted: the connection failed before the response", 3),
        ("reset after the request was sent, POST", Does(Act::Close), Post, "interrupted: the connection failed before the response", 1),
        ("half a response, GET", say(format!("{HEAD}content-length: 99\r\n\r\n{{")), Get, "interrupted: the connection failed while the body was read", 3),
        ("half a response, POST", say(format!("{HEAD}content-length: 99\r\n\r\n{{")), Post, "interrupted: the connection failed while the body was read", 1),
        ("slow headers", hang("HTTP/1.1 200 OK\r\n"), Get, "timeout: no response within 150ms", 3),
        ("slow body", hang(&format!("{HEAD}content-length: 99\r\n\r\n{{")), Get, "timeout: no response within 150ms", 3),
        ("429 with Retry-After", busy(429, Some("1")), Post, "undocumented: 429", 3),
        ("429 without Retry-After", busy(429, None), Post, "undocumented: 429", 3),
        ("503 with Retry-After, GET", busy(503, Some("1")), Get, "undocumented: 503", 3),
        ("503 without Retry-After, GET", busy(503, None), Get, "undocumented: 503", 3),
        ("503 with Retry-After, POST", busy(503, Some("1")), Post, "undocumented: 503", 1),
        ("malformed Retry-After, 429", busy(429, Some("in a moment")), Get, "undocumented: 429", 3),
        ("malformed Retry-After, 503", busy(503, Some("-1")), Get, "undocumented: 503", 3),
        ("wrong Content-Type", say(response(200, html, THING)), Get, "decode: the response (200) could not be read: expected `application/json`, found `text/html`", 1),
        ("HTML instead of JSON", say(json(200, "<html>")), Get, "decode: the response (200) could not be read: expected value", 1),
        ("invalid JSON", say(json(200, "{\"id\":1,")), Get, "decode: the response (200) could not be read: EOF", 1),
        ("valid JSON of another shape", say(json(200, "[]")), Get, "decode: the response (200) could not be read: expected an object, found an array", 1),
        ("a body over the limit", say(large), Get, "policy: the body is larger than 33554432 bytes", 1),
        ("a gzip bomb", say(bomb), Get, bomb_ends, 1),
        ("redirect to another origin, GET", say(response(302, &[&location], "")), Get, "policy: the server redirected to another origin", 1),
        ("redirect to another origin, POST", say(response(307, &[&location], "")), Post, "policy: the server redirected to another origin", 1),
        ("redirect from https to http", RedirectsInTheOpen, Get, "policy: the server redirected from `https` to", 1),
        ("redirect loop", say(response(302, &["location: /things/1"], "")), Get, "policy: more than 10 redirects", 11),
        ("a thousand headers", say(response(200, &thousand, THING)), Get, "policy: the response has too many or too long headers", 1),
        ("connection closed between pages", Counts(closing_between_pages), Pages, "2 items", 3),
        ("connection closed between pages, for good", Counts(closing_for_good), Pages, "interrupted: the connection failed before the response", 4),
        ("cursor that repeats", say(json(200, r#"{"items":[1],"next":"same"}"#)), Pages, "1 items", 2),
    ];

    let mut wrong = Vec::new();
    for (name, peer, ask, gets, requests) in rows {
        let (got, seen) = outcome(peer, ask, &elsewhere.url).await;
        if !got.contains(gets) || seen != requests {
            wrong.push(format!("{name}: {got}, {seen} requests\n  and not: {gets}, {requests} requests"));
        }
        if got.contains("SECRET") || !elsewhere.seen().is_empty() {
            wrong.push(format!("{name}: a secret left its origin: {got} {:?}", elsewhere.seen()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the caller gets, with all that the error shows, and how many requests came.
async fn outcome(peer: Peer, ask: Ask, elsewhere: &str) -> (String, usize) {
    let clock = TestClock::new();
    let bare = |url: String| {
        let builder = ClientBuilder::new(&API).base_url(url).clock(clock.clone());
        builder.credential(0, Credential::token("SECRET-KEY")).build().unwrap()
    };
    match peer {
        Does(act) => {
            let time = if matches!(act, Act::SayAndHang(_)) { Duration::from_millis(150) } else { LONG };
            let server = Server::start(move |_, _| act.clone()).await;
            (asked(&client(&server, &clock), ask, time).await, server.seen().len())
        }
        Counts(act) => {
            let server = Server::start(move |number, _| act(number)).await;
            (asked(&client(&server, &clock), ask, LONG).await, server.seen().len())
        }
        Nobody | HangsUp => {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}", listener.local_addr().unwrap());
            if matches!(peer, HangsUp) {
                tokio::spawn(async move { while listener.accept().await.is_ok() {} });
            } else {
                drop(listener);
            }
            (asked(&bare(url), ask, LONG).await, 0)
        }
        RedirectsInTheOpen => {
            let (builder, seen) = in_the_open(ClientBuilder::new(&API).clock(clock), elsewhere);
            let builder = builder.redirects(Redirects::WithoutCredentials);
            let client = builder.credential(0, Credential::token("SECRET-KEY")).build().unwrap();
            let got = asked(&client, ask, LONG).await;
            (got, seen.load(Ordering::SeqCst))
        }
    }
}

/// Over real TLS.
#[cfg(all(feature = "rustls", feature = "reqwest"))]
fn in_the_open(builder: ClientBuilder, elsewhere: &str) -> (ClientBuilder, Arc<AtomicUsize>) {
    let (url, http, seen) = tls::redirecting(elsewhere);
    (builder.base_url(url).http_client(http), seen)
}

#[cfg(not(all(feature = "rustls", feature = "reqwest")))]
fn in_the_open(builder: ClientBuilder, elsewhere: &str) -> (ClientBuilder, Arc<AtomicUsize>) {
    let seen = Arc::new(AtomicUsize::new(0));
    let (count, location) = (seen.clone(), format!("{elsewhere}/x"));
    let transport = octogen_runtime::InMemory::new(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        http::Response::builder().status(302).header("location", &location).body(bytes::Bytes::new()).unwrap()
    });
    (builder.base_url("https://localhost").transport(transport), seen)
}

async fn asked(client: &Client, ask: Ask, time: Duration) -> String {
    let result: Result<String, octogen_runtime::Error<Refusal>> = match ask {
        Get => get_thing(client, 1).with_attempt_timeout(time).await.map(|it| it.name),
        Post => create_thing(client).with_attempt_timeout(time).await.map(|it| it.name),
        Pages => {
            let mut items = Call::<ByCursor>::new(client).items();
            let mut count = 0;
            loop {
                match items.try_next().await {
                    Ok(Some(_)) => count += 1,
                    Ok(None) => break Ok(format!("{count} items")),
                    Err(error) => break Err(error),
                }
            }
        }
    };
    match result {
        Ok(text) => text,
        Err(error) => {
            let text = error.to_string();
            let message = text.split_once("): ").map_or(&*text, |(_, message)| message);
            format!("{}: {message}; {error:?}", error.kind())
        }
    }
}

#[cfg(all(feature = "rustls", feature = "reqwest"))]
mod tls {
    use std::io::{Read, Write};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::api::plain_http;

    /// A server with a certificate, an HTTP client that trusts it, and how many requests came.
    pub fn redirecting(to: &str) -> (String, reqwest::ClientBuilder, Arc<AtomicUsize>) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = rustls::pki_types::PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let server = rustls::ServerConfig::builder_with_provider(provider.clone());
        let server = server.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let server = Arc::new(server.with_single_cert(vec![made.cert.der().clone()], key.into()).unwrap());
        let mut roots = rustls::RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.unwrap().with_root_certificates(roots).with_no_client_auth();
        let http = plain_http().tls_backend_preconfigured(config);

        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let (count, answer) =
            (Arc::new(AtomicUsize::new(0)), format!("HTTP/1.1 302 X\r\nlocation: {to}/x\r\ncontent-length: 0\r\n\r\n"));
        let seen = count.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = rustls::ServerConnection::new(server.clone()).unwrap();
                let mut stream = rustls::StreamOwned::new(connection, stream);
                let mut bytes = Vec::new();
                while !bytes.ends_with(b"\r\n\r\n") {
                    let mut buffer = [0; 1024];
                    match stream.read(&mut buffer) {
                        Ok(count) if count > 0 => bytes.extend_from_slice(&buffer[..count]),
                        _ => break,
                    }
                }
                count.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(answer.as_bytes());
                let _ = stream.flush();
            }
        });
        (url, http, seen)
    }
}
