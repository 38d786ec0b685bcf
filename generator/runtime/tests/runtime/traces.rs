//! What is told to `tracing`: under which target, of which attempt, and how long until the next one.

use std::fmt;
use std::sync::{Arc, Mutex};

use octogen_runtime::RetryPolicy;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::api::{builder, client, create_thing, get_thing};
use super::server::{Act, Server, TestClock, json, response};

/// A subscriber that keeps each span and event as a line: target, level, fields.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn push(&self, it: &Metadata<'_>, write: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(format!("{} {}", it.target(), it.level()));
        write(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }

    /// The lines of that level.
    fn of(&self, level: Level) -> Vec<String> {
        let level = format!(" {level} ");
        self.0.lock().unwrap().iter().filter(|it| it.contains(&level)).cloned().collect()
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push_str(&format!(" {field}={value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, it: &Attributes<'_>) -> Id {
        self.push(it.metadata(), |fields| it.record(fields));
        Id::from_u64(1)
    }

    fn event(&self, it: &Event<'_>) {
        // The crates below have events of their own.
        if it.metadata().target().starts_with(env!("CARGO_CRATE_NAME")) {
            self.push(it.metadata(), |fields| it.record(fields));
        }
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

const THING: &str = r#"{"id":1,"name":"one"}"#;

/// The turn of a test that looks at what is told. One at a time, and only after every callsite was met under a subscriber of
/// its own: one that another test meets first, on a thread without a subscriber, goes unheard until the next one comes.
pub async fn turn() -> tokio::sync::MutexGuard<'static, ()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let turn = TURN.lock().await;
    let _guard = tracing::subscriber::set_default(Lines::default());
    let acts = |index| if index == 0 { Act::Close } else { Act::Say(json(200, THING)) };
    let server = Server::start(move |index, _| acts(index)).await;
    get_thing(&client(&server, &TestClock::new()), 1).await.unwrap();
    turn
}

/// The lines of a call of a server that acts so.
async fn told(acts: Vec<Act>, post: bool) -> Lines {
    let lines = Lines::default();
    let guard = tracing::subscriber::set_default(lines.clone());
    let server = Server::start(move |index, _| acts[index.min(acts.len() - 1)].clone()).await;
    let client = client(&server, &TestClock::new());
    let _ = match post {
        true => create_thing(&client).await.map(drop),
        false => get_thing(&client, 1).await.map(drop),
    };
    drop(guard);
    lines
}

#[tokio::test]
async fn each_attempt_that_failed_is_an_event() {
    let busy = || Act::Say(response(503, &["retry-after: 2"], ""));
    let found = || Act::Say(json(200, THING));
    let missing = || Act::Say(json(404, "{}"));
    let _turn = turn().await;
    for (acts, post, expected) in [
        (vec![found()], false, &[][..]),
        // An error response that no other attempt mends is no failed attempt.
        (vec![missing()], false, &[]),
        (
            vec![busy(), busy(), found()],
            false,
            &["attempt=1 status=503 wait_ms=2000", "attempt=2 status=503 wait_ms=2000"],
        ),
        // The last one has no wait, nor has one that is not made again.
        (
            vec![busy(), busy(), busy()],
            false,
            &["attempt=1 status=503 wait_ms=2000", "attempt=2 status=503 wait_ms=2000", "attempt=3 status=503"],
        ),
        (vec![busy()], true, &["attempt=1 status=503"]),
        (
            vec![Act::Close, found()],
            false,
            &["attempt=1 error=the connection failed before the response arrived wait_ms=250"],
        ),
    ] {
        let lines = told(acts, post).await.of(Level::WARN);
        let expected: Vec<_> = expected.iter().map(|it| format!("runtime WARN message=attempt failed {it}")).collect();
        assert_eq!(lines, expected);
    }
}

#[tokio::test]
async fn the_target_is_the_crate_of_the_client() {
    let _turn = turn().await;
    let lines = told(vec![Act::Say(json(200, THING))], false).await;
    assert_eq!(lines.of(Level::INFO), ["runtime INFO operation=GetThing method=GET path=/things/{id}"]);
    assert_eq!(lines.of(Level::DEBUG), ["runtime DEBUG message=response status=200"]);
    let wire = lines.of(Level::TRACE);
    assert_eq!(wire.len(), 2, "{wire:#?}");
    assert!(wire.iter().all(|it| it.starts_with("runtime::wire TRACE")), "{wire:#?}");
}

#[tokio::test]
async fn a_server_that_is_not_there() {
    let _turn = turn().await;
    let lines = Lines::default();
    let guard = tracing::subscriber::set_default(lines.clone());
    let server = Server::saying(Vec::new()).await;
    let builder = builder(&server, &TestClock::new()).base_url("http://127.0.0.1:9").retry(RetryPolicy::never());
    let client = builder.credential(super::api::KEY, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    get_thing(&client, 1).await.unwrap_err();
    drop(guard);
    assert_eq!(
        lines.of(Level::WARN),
        ["runtime WARN message=attempt failed attempt=1 error=the server could not be reached"]
    );
}
