//! Secrets stay where they belong: they are never shown, and never sent to another origin.

use std::error::Error as _;
#[cfg(feature = "tracing")]
use std::sync::{Arc, Mutex};

use octogen_runtime::{
    Call, Case, Client, Credential, Meta, Operation, Redirects, SchemeUse, Secret, Status, Undocumented, read,
};

use super::api::{API, builder};
use super::server::{Act, Server, TestClock, response};

struct Everything;

impl Operation for Everything {
    type Output = i64;
    type Error = Undocumented;
    const META: &'static Meta = &Meta { security: &[USES], ..Meta::new("everything", "POST", "/x") };
    const SUCCESS: &'static [Case<i64>] = &[Case::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [Case<Undocumented>] = &[];
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
    call.draft_mut().text("text/plain", "CANARY-BODY");
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
            it.target().starts_with("octogen")
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
