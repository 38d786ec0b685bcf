//! What happens when callers give up, clocks are wrong and servers misbehave for longer than a moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use octogen_runtime::{
    BoxError, BoxFuture, Call, Client, Credential, ErrorKind, Meta, Method, Operation, Redirects, SchemeUse, Status,
    Token, Undocumented, read,
};

use super::api::{BEARER, KEY, Watch, builder, client, get_thing};
use super::server::{Act, Server, TestClock, UNIX_START, json, response};

const THING: &str = r#"{"id":1,"name":"one"}"#;
const SSE: &[&str] = &["content-type: text/event-stream"];

macro_rules! operation {
    ($marker:ident, $scheme:expr) => {
        struct $marker;

        impl Operation for $marker {
            type Output = ();
            type Error = Undocumented;
            const META: &'static Meta =
                &Meta { security: &[&[SchemeUse::new($scheme)]], ..Meta::new(stringify!($marker), "GET", "/x") };
            const SUCCESS: &'static [octogen_runtime::ResponseSpec<()>] =
                &[octogen_runtime::ResponseSpec::new(Status::Code(204), None, read::empty)];
            const FAILURE: &'static [octogen_runtime::ResponseSpec<Undocumented>] = &[];
        }
    };
}

operation!(ByBearer, BEARER);
operation!(ByQuery, 1);
operation!(ByCookie, 2);

/// Lets everything run that can run.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(30)).await;
}

/// Calls that are dropped while they wait for their next attempt leave the retry to others.
#[tokio::test]
async fn a_retry_that_is_not_made_stays_in_the_budget() {
    let healthy = Arc::new(AtomicBool::new(false));
    let state = healthy.clone();
    let server = Server::start(move |number, _| {
        Act::Say(if state.load(Ordering::SeqCst) && number % 2 == 1 { json(200, THING) } else { json(503, "{}") })
    })
    .await;
    // A clock whose waits are real, so that a call can be dropped in one.
    let client = builder(&server, &TestClock::new()).clock(octogen_runtime::SystemClock);
    let long = octogen_runtime::RetryPolicy::default().backoff(Duration::from_secs(90), Duration::from_secs(90));
    let client = client.credential(KEY, Credential::token("k")).retry(long).build().unwrap();
    for _ in 0..20 {
        let call = get_thing(&client, 1).into_future();
        assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err(), "it waits");
    }
    assert_eq!(server.seen().len(), 20);
    healthy.store(true, Ordering::SeqCst);
    let soon = octogen_runtime::RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    let calls = futures_util::stream::iter(0..10).then(|_| get_thing(&client, 1).with_retry(soon).into_future());
    assert_eq!(calls.filter(|it| std::future::ready(it.is_ok())).count().await, 10);
}

/// A provider that counts, and fetches as it is told.
fn provider(fetches: &Arc<AtomicUsize>, fetch: fn(usize) -> BoxFuture<Result<Token, BoxError>>) -> Credential {
    let fetches = fetches.clone();
    Credential::provider(move || fetch(fetches.fetch_add(1, Ordering::SeqCst)))
}

fn token_client(server: &Server, credential: Credential) -> Client {
    builder(server, &TestClock::new()).credential(BEARER, credential).build().unwrap()
}

/// The caller who fetches the token gives up; those who wait for it are served all the same.
#[tokio::test]
async fn a_refresh_that_is_dropped_strands_nobody() {
    let fetches = Arc::default();
    let server = Server::saying(response(204, &[], "")).await;
    let client = token_client(
        &server,
        provider(&fetches, |number| {
            Box::pin(async move {
                let time = if number == 0 { Duration::from_secs(60) } else { Duration::ZERO };
                tokio::time::sleep(time).await;
                Ok(Token::new("t"))
            })
        }),
    );
    let first = tokio::spawn(Call::<ByBearer>::new(&client).into_future());
    settle().await;
    let others: Vec<_> = (0..5).map(|_| tokio::spawn(Call::<ByBearer>::new(&client).into_future())).collect();
    settle().await;
    assert_eq!(server.seen().len(), 0);
    first.abort();
    for other in others {
        other.await.unwrap().unwrap();
    }
    assert_eq!((fetches.load(Ordering::SeqCst), server.seen().len()), (2, 5));
}

/// A refresh that fails is told to all who waited for it, once; the next call tries again.
#[tokio::test]
async fn a_refresh_that_fails_is_one_refresh() {
    let fetches = Arc::default();
    let server = Server::saying(response(204, &[], "")).await;
    let client = token_client(
        &server,
        provider(&fetches, |number| {
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                if number == 0 { Err("the vault is closed".into()) } else { Ok(Token::new("t")) }
            })
        }),
    );
    let calls = (0..20).map(|_| Call::<ByBearer>::new(&client).into_future());
    for result in futures_util::future::join_all(calls).await {
        let error = result.unwrap_err();
        assert!(format!("{error:?}").contains("the vault is closed"), "{error:?}");
    }
    assert_eq!((fetches.load(Ordering::SeqCst), server.seen().len()), (1, 0));
    Call::<ByBearer>::new(&client).await.unwrap();
    assert_eq!(fetches.load(Ordering::SeqCst), 2);
}

/// A refresh never takes longer than an attempt may, and the next call tries again.
#[tokio::test]
async fn a_refresh_that_hangs_ends_with_the_attempt() {
    let fetches = Arc::default();
    let server = Server::saying(response(204, &[], "")).await;
    let client = token_client(
        &server,
        provider(&fetches, |number| {
            Box::pin(async move {
                if number == 0 {
                    std::future::pending::<()>().await;
                }
                Ok(Token::new("t"))
            })
        }),
    );
    let error = Call::<ByBearer>::new(&client).with_attempt_timeout(Duration::from_millis(50)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    Call::<ByBearer>::new(&client).await.unwrap();
}

/// The window's end is the server's time, so it is measured by the server's clock where that is told; ours may be
/// wrong, and may be put right between two calls.
#[tokio::test]
async fn pace_with_a_clock_that_is_wrong() {
    let past = "date: Fri, 15 Jan 2027 07:00:00 GMT"; // an hour before our clock
    let reset = format!("x-ratelimit-reset: {}", UNIX_START - 3600 + 5);
    let ahead = "date: Fri, 15 Jan 2027 09:00:00 GMT";
    let later = format!("x-ratelimit-reset: {}", UNIX_START + 3600 + 5);
    for (date, reset) in [(past, &reset), (ahead, &later)] {
        let clock = TestClock::new();
        let headers = ["content-type: application/json", date, "x-ratelimit-remaining: 0", reset];
        let server = Server::saying(response(200, &headers, THING)).await;
        let key = Credential::token("k");
        let paced = builder(&server, &clock).credential(KEY, key).pace(true).build().unwrap();
        get_thing(&paced, 1).await.unwrap();
        get_thing(&paced, 1).await.unwrap();
        assert_eq!(clock.slept(), [Duration::from_secs(5)], "{date}");
        let busy = ["content-type: application/json", date, reset];
        let server = Server::saying(response(429, &busy, "{}")).await;
        let clock = TestClock::new();
        get_thing(&client(&server, &clock), 1)
            .with_retry(octogen_runtime::RetryPolicy::default().attempts(2))
            .await
            .unwrap_err();
        assert_eq!(clock.slept(), [Duration::from_secs(5)], "{date}");
    }
}

/// A key that stands in the query is sent once, also where the server puts it into its redirection, and never to
/// another origin, also where the server would.
#[tokio::test]
async fn redirections_that_hold_the_key() {
    let other = Server::saying(response(204, &[], "")).await;
    let foreign = other.url.replace("127.0.0.1", "localhost");
    let server = Server::start(move |number, seen| match number {
        0 => Act::Say(response(307, &["location: /y?api_key=THE%2DKEY&a=1"], "")),
        1 => Act::Say(response(204, &[], "")),
        _ => Act::Say(response(307, &[&format!("location: {foreign}{}", seen.target)], "")),
    })
    .await;
    let client = builder(&server, &TestClock::new()).redirects(Redirects::WithoutCredentials);
    let client = client.credential(1, Credential::token("THE-KEY")).credential(2, Credential::token("THE-COOKIE"));
    let client = client.build().unwrap();
    Call::<ByQuery>::new(&client).await.unwrap();
    assert_eq!(server.seen()[1].target, "/y?api_key=THE%2DKEY&a=1");
    let error = Call::<ByQuery>::new(&client).await.unwrap_err();
    assert_eq!((error.kind(), other.seen().len()), (ErrorKind::Policy, 0), "{error}");
    assert!(!format!("{error} {error:?}").contains("THE"), "{error:?}");
    // A cookie of ours stays at home; the request itself may go.
    Call::<ByCookie>::new(&client).await.unwrap();
    assert_eq!(other.seen().len(), 1);
    assert!(!other.seen()[0].everything().contains("THE"), "{:?}", other.seen());
    assert!(server.seen()[3].header("cookie").unwrap().contains("THE"));
}

/// A server of events that is away for some time is waited for, with longer and longer waits.
#[tokio::test]
async fn events_go_on_after_a_longer_outage() {
    let clock = TestClock::new();
    let server = Server::start(|number, _| match number {
        0 => Act::Say(response(200, SSE, "id: 1\ndata: {\"id\":1,\"name\":\"a\"}\n\n")),
        1..=4 => Act::Close,
        5..=8 => Act::Say(response(503, &[], "")),
        9 => Act::Say(response(200, SSE, "id: 2\ndata: {\"id\":2,\"name\":\"b\"}\n\n")),
        _ => Act::Say(response(204, &[], "")),
    })
    .await;
    let stream = Call::<Watch>::new(&client(&server, &clock)).await.unwrap();
    let events: Vec<_> = stream.subscribe().try_collect().await.unwrap();
    assert_eq!(events.iter().map(|it| it.data.id).collect::<Vec<_>>(), [1, 2]);
    let last = server.seen()[9].header("last-event-id").map(str::to_owned);
    assert_eq!(last.as_deref(), Some("1"));
    let waits: Vec<u64> = clock.slept().iter().map(Duration::as_secs).filter(|it| *it >= 3).collect();
    assert_eq!(waits[..3], [3, 6, 12], "{waits:?}");
}

/// A server that allows no time at all between two connections is not asked in a fast loop; a refusal ends the stream.
#[tokio::test]
async fn events_without_a_fast_loop() {
    let clock = TestClock::new();
    let server = Server::start(|number, _| match number {
        0..=9 => {
            Act::Say(response(200, SSE, format!("retry: 0\nid: é{number}\ndata: {{\"id\":1,\"name\":\"a\"}}\n\n")))
        }
        _ => Act::Say(response(403, &[], "")),
    })
    .await;
    let stream = Call::<Watch>::new(&client(&server, &clock)).await.unwrap();
    let events: Vec<_> = stream.subscribe().collect().await;
    assert_eq!((events.len(), events.iter().filter(|it| it.is_err()).count(), server.seen().len()), (11, 1, 11));
    assert!(clock.slept().iter().all(|it| *it >= Duration::from_millis(100)), "{:?}", clock.slept());
    assert!(clock.slept().len() >= 10);
    let bytes = server.seen();
    let id = bytes[1].headers.iter().find(|(name, _)| name == "last-event-id").unwrap();
    assert_eq!(id.1, "é0");
}

/// Dropping a stream or a call ends its connection, so that the server is not left behind with it.
#[tokio::test]
async fn what_is_dropped_is_closed() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let closed = Arc::new(AtomicUsize::new(0));
    let count = closed.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let count = count.clone();
            tokio::spawn(async move {
                use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
                let mut bytes = Vec::new();
                while stream.read_buf(&mut bytes).await.is_ok_and(|it| it > 0) {
                    if bytes.starts_with(b"GET /events") {
                        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: hello\n\n";
                        let _ = stream.write_all(head.as_bytes()).await;
                    }
                }
                count.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    let client = octogen_runtime::ClientBuilder::new(&super::api::API).base_url(url);
    let client = client.credential(KEY, Credential::token("k")).build().unwrap();
    let call = client.request(Method::GET, "/slow").send();
    assert!(tokio::time::timeout(Duration::from_millis(50), call).await.is_err());
    settle().await;
    assert_eq!(closed.load(Ordering::SeqCst), 1);
    drop(Call::<Watch>::new(&client).await.unwrap());
    settle().await;
    assert_eq!(closed.load(Ordering::SeqCst), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_iterator_within_a_runtime_says_so_once() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::saying(json(200, r#"{"items":[1,2]}"#)));
    let items = Call::<super::api::ByCursor>::new(&client(&server, &TestClock::new())).items();
    let said: Vec<_> = runtime.block_on(async { octogen_runtime::Blocking::new(items).take(5).collect() });
    let [Err(error)] = &said[..] else { panic!("{said:?}") };
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("await it instead"), "{error}");
}
