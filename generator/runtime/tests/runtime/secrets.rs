//! Secrets stay where they belong: they are never shown, and never sent to another origin.

use std::error::Error as _;
#[cfg(feature = "tracing")]
use std::sync::{Arc, Mutex};

use octogen_runtime::{
    BoxError, BoxFuture, Call, Client, ClientBuilder, Credential, Meta, OAuth2, Operation, Redirects, ResponseSpec,
    SchemeUse, Secret, Status, Token, Undocumented, read,
};
use serde_json::json;

use super::api::{API, Refusal, builder};
use super::server::{Act, Server, TestClock, response};

struct Everything;

impl Operation for Everything {
    type Output = i64;
    type Error = Undocumented;
    const META: &'static Meta = &Meta { security: &[USES], ..Meta::new("everything", "POST", "/x") };
    const SUCCESS: &'static [ResponseSpec<i64>] =
        &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

const USES: &[SchemeUse] = &[SchemeUse::new(0), SchemeUse::new(1), SchemeUse::new(2), SchemeUse::new(3)];

const CANARY: &str = "CANARY";

/// A client with a secret of every kind.
fn client(server: &Server, redirects: Redirects) -> Client {
    let builder = (0..4).fold(builder(server, &TestClock::new()), |builder, scheme| {
        builder.credential(scheme, Credential::token(format!("CANARY-{scheme}")))
    });
    let builder =
        builder.credential(4, Credential::basic("user", "CANARY-4")).header("x-own", "CANARY-OWN").redirects(redirects);
    assert!(!format!("{builder:?}").contains(CANARY));
    let client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains(CANARY));
    client
}

fn call(client: &Client) -> Call<Everything> {
    let mut call = Call::<Everything>::new(client);
    call.request_mut().text("text/plain", "CANARY-BODY");
    assert!(!format!("{call:?}").contains(CANARY));
    call
}

#[test]
fn secrets_have_no_face() {
    let secret = Secret::new("CANARY");
    assert_eq!(format!("{secret:?}{:#?}", Some(&secret)).matches(CANARY).count(), 0);
    assert_eq!(secret.expose(), "CANARY");
    assert!(!format!("{:?}", Credential::basic("user", "CANARY")).contains(CANARY));
}

#[tokio::test]
async fn no_error_shows_a_secret() {
    let echo = |seen: &super::server::Seen| response(400, &["content-type: text/plain"], seen.everything());
    #[rustfmt::skip]
    let rows: Vec<(&str, Act)> = vec![
        ("interrupted", Act::Close),
        ("undocumented", Act::Say(response(500, &[], ""))),
        ("decode", Act::Say(response(200, &["content-type: application/json"], "\"x\""))),
        ("policy", Act::Say(response(307, &["location: http://localhost:1/"], ""))),
        ("timeout", Act::SayAndHang(Vec::new())),
    ];
    for (kind, act) in rows {
        let server = Server::start(move |_, _| act.clone()).await;
        let client = client(&server, Redirects::SameOrigin);
        let error = call(&client).with_attempt_timeout(std::time::Duration::from_millis(100)).await.unwrap_err();
        assert_eq!(error.kind().as_str(), kind);
        assert_hidden(&error);
    }
    // A server that sends back what it got.
    let server = Server::start(move |_, seen| Act::Say(echo(seen))).await;
    let error = call(&client(&server, Redirects::SameOrigin)).await.unwrap_err();
    assert!(!error.text().contains("CANARY-0") && error.text().contains("***"), "{}", error.text());
}

fn assert_hidden(error: &octogen_runtime::Error<Undocumented>) {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(it) = source {
        shown.push_str(&format!("{it} {it:?}"));
        source = it.source();
    }
    assert!(!shown.contains(CANARY), "{shown}");
}

#[tokio::test]
async fn no_redirection_takes_a_secret_elsewhere() {
    for status in [301, 302, 303, 307, 308] {
        for redirects in [Redirects::SameOrigin, Redirects::WithoutCredentials] {
            let other = Server::saying(response(200, &["content-type: application/json"], "1")).await;
            let location = format!("location: {}/y", other.url.replace("127.0.0.1", "localhost"));
            let server = Server::saying(response(status, &[&location], "")).await;
            let error = call(&client(&server, redirects)).await.unwrap_err();
            assert_eq!(error.kind().as_str(), "policy", "{status}");
            assert_eq!((server.seen().len(), other.seen().len()), (1, 0), "{status}");
            // A GET may go there, but it takes nothing along.
            let get = client(&server, redirects)
                .request(octogen_runtime::Method::GET, "/x")
                .with_header("x-mine", "CANARY")
                .await;
            assert_eq!(get.is_ok(), redirects == Redirects::WithoutCredentials, "{status}");
            let taken: String = other.seen().iter().map(|it| it.everything()).collect();
            assert!(!taken.contains(CANARY) && !taken.contains("referer"), "{taken}");
        }
    }
    assert_eq!(API.schemes.len(), 7);
}

/// An operation that needs one scheme, and documents what is said of a refusal.
struct With<const SCHEME: usize>;

impl<const SCHEME: usize> Operation for With<SCHEME> {
    type Output = i64;
    type Error = Refusal;
    const META: &'static Meta = &Meta { security: &[&[SchemeUse::new(SCHEME)]], ..Meta::new("with", "GET", "/x") };
    const SUCCESS: &'static [ResponseSpec<i64>] =
        &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [ResponseSpec<Refusal>] =
        &[ResponseSpec::new(Status::Code(400), Some("application/json"), read::json)];
}

/// How a credential comes into a request.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Header,
    Query,
    Cookie,
    Bearer,
    Basic,
    Digest,
    Provider,
    OAuth2,
    HeaderOfTheBuilder,
    HeaderOfTheCall,
    BearerOfTheCall,
}

/// Its characters are written in several ways, by percent-encoding and in JSON.
const TOKEN: &str = "CANARY/1+\"q\"";

/// A call with such a credential, and what must not be seen of it.
async fn failing(kind: Kind, server: &Server, redirects: Redirects) -> octogen_runtime::Error<Refusal> {
    async fn sent<const SCHEME: usize>(client: &Client) -> octogen_runtime::Error<Refusal> {
        Call::<With<SCHEME>>::new(client).await.unwrap_err()
    }
    let builder = builder(server, &TestClock::new()).redirects(redirects);
    let with = |builder: ClientBuilder, scheme| builder.credential(scheme, Credential::token(TOKEN)).build().unwrap();
    let provider = || -> BoxFuture<Result<Token, BoxError>> { Box::pin(async { Ok(Token::new(TOKEN)) }) };
    match kind {
        Kind::Header => sent::<0>(&with(builder, 0)).await,
        Kind::Query => sent::<1>(&with(builder, 1)).await,
        Kind::Cookie => sent::<2>(&builder.credential(2, Credential::token("CANARY-1")).build().unwrap()).await,
        Kind::Bearer => sent::<3>(&with(builder, 3)).await,
        Kind::Basic => sent::<4>(&builder.credential(4, Credential::basic("user", TOKEN)).build().unwrap()).await,
        Kind::Digest => sent::<5>(&with(builder, 5)).await,
        Kind::Provider => sent::<3>(&builder.credential(3, Credential::provider(provider)).build().unwrap()).await,
        Kind::OAuth2 => {
            let body = json!({ "access_token": TOKEN, "expires_in": 600 }).to_string();
            let tokens = Server::saying(response(200, &["content-type: application/json"], body)).await;
            let grant = OAuth2::client_credentials("id", "CANARY-CLIENT").token_url(format!("{}/token", tokens.url));
            sent::<6>(&builder.credential(6, Credential::oauth2(grant)).build().unwrap()).await
        }
        Kind::HeaderOfTheBuilder => sent::<0>(&builder.header("x-api-key", TOKEN).build().unwrap()).await,
        Kind::HeaderOfTheCall => {
            let client = builder.build().unwrap();
            Call::<With<0>>::new(&client).with_header("X-Api-Key", TOKEN).await.unwrap_err()
        }
        Kind::BearerOfTheCall => {
            let client = builder.build().unwrap();
            let header = format!("Bearer {TOKEN}");
            Call::<With<3>>::new(&client).with_header("authorization", &header).await.unwrap_err()
        }
    }
}

const KINDS: [Kind; 11] = [
    Kind::Header,
    Kind::Query,
    Kind::Cookie,
    Kind::Bearer,
    Kind::Basic,
    Kind::Digest,
    Kind::Provider,
    Kind::OAuth2,
    Kind::HeaderOfTheBuilder,
    Kind::HeaderOfTheCall,
    Kind::BearerOfTheCall,
];

/// All that a server was sent, on one line.
fn sent_back(seen: &super::server::Seen) -> String {
    let all = seen.everything().replace(['\r', '\n'], " ");
    // What a header holds is no Debug form of it.
    all.replace("\\\"", "\"")
}

/// How a server sends back what it was sent.
type Answer = fn(&super::server::Seen) -> Vec<u8>;

/// Every kind of credential, sent back by the server in everything that an error is made of.
#[tokio::test]
async fn what_a_server_sends_back_is_masked() {
    let ways: [(&str, Answer); 5] = [
        ("api", |seen| {
            let body = json!({ "code": "not_found", "message": sent_back(seen) }).to_string();
            response(400, &["content-type: application/json"], body)
        }),
        ("undocumented", |seen| response(500, &["content-type: text/plain"], sent_back(seen))),
        ("decode", |seen| response(200, &["content-type: application/json"], json!(sent_back(seen)).to_string())),
        ("decode in a key", |seen| {
            let body = json!({ sent_back(seen): { "x": 1 } }).to_string();
            response(200, &["content-type: application/json"], body)
        }),
        ("request id", |seen| response(500, &[&format!("x-request-id: {}", sent_back(seen))], "")),
    ];
    for kind in KINDS {
        for (way, answer) in ways {
            let server = Server::start(move |_, seen| Act::Say(answer(seen))).await;
            let error = failing(kind, &server, Redirects::SameOrigin).await;
            let came: String = server.seen().iter().map(sent_back).collect();
            let is_encoded = matches!(kind, Kind::Basic);
            assert!(is_encoded || came.contains(CANARY), "{kind:?}: the secret was not sent: {came}");
            let mut shown = format!("{error} {error:?} {error:#?} {} {:?}", error.text(), error.headers());
            shown.push_str(error.request_id().unwrap_or_default());
            let mut source = error.source();
            while let Some(it) = source {
                shown.push_str(&format!("{it} {it:?}"));
                source = it.source();
            }
            assert!(!shown.contains(CANARY), "{kind:?}, {way}: {shown}");
            // `user:` and the token in base64.
            assert!(!shown.contains("dXNlcjpDQU5BUlk"), "{kind:?}, {way}: {shown}");
            assert!(shown.contains("***"), "{kind:?}, {way}: nothing was masked: {shown}");
        }
    }
}

/// A redirection that carries a credential away, in whatever encoding, is not followed.
#[tokio::test]
async fn no_location_takes_a_secret_away() {
    for kind in KINDS {
        let other = Server::saying(response(200, &["content-type: application/json"], "1")).await;
        let target = other.url.replace("127.0.0.1", "localhost");
        let server = Server::start(move |_, seen| {
            let secret = sent_back(seen);
            // The Basic credential, a token by itself, or everything.
            let from = ["basic ", "bearer ", "digest ", "CANARY"];
            let start = from.iter().find_map(|it| secret.to_lowercase().find(&it.to_lowercase())).unwrap_or_default();
            let secret: String = secret[start..].chars().take(60).collect();
            let encoded: String = secret.bytes().map(|it| format!("%{it:02x}")).collect();
            Act::Say(response(302, &[&format!("location: {target}/?q={encoded}")], ""))
        })
        .await;
        let error = failing(kind, &server, Redirects::WithoutCredentials).await;
        assert_eq!(error.kind().as_str(), "policy", "{kind:?}: {error}");
        assert!(!format!("{error} {error:?} {:?}", error.headers()).contains(CANARY), "{kind:?}: {error:?}");
        assert_eq!(other.seen().len(), 0, "{kind:?}");
    }
}

/// What a token server sends back of the client's own secrets is masked, too.
#[tokio::test]
async fn a_token_server_sends_secrets_back() {
    let tokens = Server::start(|_, seen| {
        let body = json!({ "error": format!("no {} {}", seen.everything(), "CANARY-CLIENT") }).to_string();
        Act::Say(response(400, &["content-type: application/json"], body))
    })
    .await;
    let server = Server::saying(response(200, &["content-type: application/json"], "1")).await;
    for grant in [
        OAuth2::client_credentials("id", "CANARY-CLIENT"),
        OAuth2::refresh_token("id", "CANARY-REFRESH").client_secret("CANARY-CLIENT"),
    ] {
        let grant = grant.token_url(format!("{}/token", tokens.url));
        let client = builder(&server, &TestClock::new()).credential(6, Credential::oauth2(grant)).build().unwrap();
        let error = Call::<With<6>>::new(&client).await.unwrap_err();
        let mut shown = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(it) = source {
            shown.push_str(&format!("{it} {it:?}"));
            source = it.source();
        }
        assert!(!shown.contains(CANARY) && shown.contains("***"), "{shown}");
    }
}

/// A URL may hold secrets; what is said of one does not.
#[test]
fn urls_are_shown_without_secrets() {
    for url in [
        "https://user:CANARY@api.example.com/v1",
        "https://CANARY@api.example.com/v1",
        "https://api.example.com/v1?key=CANARY",
        "https://api.example.com/v1#CANARY",
        "ftp://user:CANARY@api.example.com/v1",
        "user:CANARY@api.example.com",
        "https://user:CANARY@api example.com",
        "https://user:CAN/ARY:CANARY@[",
    ] {
        let builder = ClientBuilder::new(&API).base_url(url);
        assert!(!format!("{builder:?}").contains(CANARY), "{builder:?}");
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), octogen_runtime::ErrorKind::Argument);
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(CANARY), "{url}: {shown}");
        let grant = OAuth2::client_credentials("id", "secret").token_url(url);
        let builder = ClientBuilder::new(&API).base_url("https://api.example.com");
        if let Err(error) = builder.credential(6, Credential::oauth2(grant)).build() {
            assert!(!format!("{error} {error:?}").contains(CANARY), "{url}: {error}");
        }
    }
    let shown = format!("{:?}", ClientBuilder::new(&API).base_url("https://api.example.com:8443/v1/a@b"));
    assert!(shown.contains("https://api.example.com:8443/v1/a@b"), "{shown}");
}

/// A credential that holds nothing is refused before anything is sent.
#[tokio::test]
async fn empty_credentials() {
    for (scheme, credential) in [
        (0, Credential::token("")),
        (1, Credential::token("")),
        (2, Credential::token(" ")),
        (3, Credential::token("")),
        (3, Credential::token("\t")),
        (4, Credential::basic("", "")),
        (5, Credential::token("")),
        (6, Credential::token("")),
    ] {
        let error = ClientBuilder::new(&API).base_url("https://localhost").credential(scheme, credential).build();
        let error = error.unwrap_err().to_string();
        assert!(error.contains("it is empty"), "{scheme}: {error}");
    }
    let server = Server::saying(response(200, &["content-type: application/json"], "1")).await;
    let provider = || -> BoxFuture<Result<Token, BoxError>> { Box::pin(async { Ok(Token::new("")) }) };
    let builder = builder(&server, &TestClock::new()).credential(3, Credential::provider(provider));
    let error = Call::<With<3>>::new(&builder.build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("it is empty"), "{error}");
    assert_eq!(server.seen().len(), 0);
}

/// Headers that hold a credential are marked, so that whoever prints a request does not show them.
#[tokio::test]
async fn headers_with_credentials_are_marked() {
    let client = builder(&Server::saying(Vec::new()).await, &TestClock::new()).build().unwrap();
    for name in ["x-api-key", "Authorization", "cookie", "proxy-authorization"] {
        let call = client.request(octogen_runtime::Method::GET, "/x").with_header(name, "CANARY");
        let request = call.into_request().unwrap();
        assert!(!format!("{:?}", request.headers()).contains(CANARY), "{name}: {:?}", request.headers());
    }
}

/// A subscriber that keeps every word.
#[cfg(feature = "tracing")]
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

#[cfg(feature = "tracing")]
mod log {
    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata};

    struct Words<'a>(&'a mut String);

    impl Visit for Words<'_> {
        fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
            self.0.push_str(&format!(" {field}={value:?}"));
        }
    }

    impl tracing::Subscriber for super::Log {
        fn enabled(&self, it: &Metadata<'_>) -> bool {
            it.target().starts_with(env!("CARGO_CRATE_NAME"))
        }

        fn new_span(&self, it: &Attributes<'_>) -> Id {
            it.record(&mut Words(&mut self.0.lock().unwrap()));
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, it: &Record<'_>) {
            it.record(&mut Words(&mut self.0.lock().unwrap()));
        }

        fn event(&self, it: &Event<'_>) {
            it.record(&mut Words(&mut self.0.lock().unwrap()));
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }
}

#[cfg(feature = "tracing")]
#[tokio::test]
async fn traces_have_facts_and_no_secrets() {
    let _turn = super::traces::turn().await;
    let log = Log::default();
    let guard = tracing::subscriber::set_default(log.clone());
    let server = Server::saying(response(200, &["content-type: application/json"], "\"CANARY\"")).await;
    call(&client(&server, Redirects::SameOrigin)).await.unwrap_err();
    drop(guard);
    let words = log.0.lock().unwrap().clone();
    for word in ["operation=\"everything\"", "method=\"POST\"", "path=\"/x\"", "status=200", "x-api-key"] {
        assert!(words.contains(word), "{word}: {words}");
    }
    assert!(!words.contains(CANARY), "{words}");
}
