//! When a call is tried again, after how long, and when no more.

use std::time::Duration;

use octogen_runtime::{Call, ErrorKind, GeneratedKey, Meta, Operation, ResponseSpec, RetryPolicy};

use super::api::{FindThing, PayThing, builder, client, create_thing, delete_thing, get_thing};
use super::server::{Act, Server, TestClock, UNIX_START, json, response};

const THING: &str = r#"{"id":1,"name":"one"}"#;

fn ms(list: &[u64]) -> Vec<Duration> {
    list.iter().copied().map(Duration::from_millis).collect()
}

#[tokio::test]
async fn waits() {
    let reset_ms = format!("x-ratelimit-reset: {}", (UNIX_START + 7) * 1000);
    let reset_s = format!("x-ratelimit-reset: {}", UNIX_START + 7);
    #[rustfmt::skip]
    let rows: Vec<(u16, Vec<&str>, Vec<Duration>)> = vec![
        // status, headers, the waits; the clock's chance is one half
        (503, vec![], ms(&[250, 500])),
        (503, vec!["retry-after: 2"], ms(&[2000, 2000])),
        (503, vec!["retry-after: 1.5"], ms(&[1500, 1500])),
        (503, vec!["retry-after: 0"], ms(&[0, 0])),
        (503, vec!["retry-after: Fri, 15 Jan 2027 08:00:09 GMT"], ms(&[9000, 0])),
        (503, vec!["retry-after: Friday, 15-Jan-27 08:00:09 GMT"], ms(&[9000, 0])),
        (503, vec!["retry-after: Fri Jan 15 08:00:09 2027"], ms(&[9000, 0])),
        (503, vec!["retry-after: Sun, 06 Nov 1994 08:49:37 GMT"], ms(&[0, 0])), // past
        (503, vec!["retry-after: -1"], ms(&[250, 500])),
        (503, vec!["retry-after: soon"], ms(&[250, 500])),
        (503, vec!["retry-after: "], ms(&[250, 500])),
        (503, vec!["retry-after: 119"], ms(&[119_000])), // then the call's time is up
        (503, vec!["retry-after: 999999999999999999999"], ms(&[])),
        (429, vec![&reset_s], ms(&[7000, 0])),
        (429, vec![&reset_ms], ms(&[7000, 0])),
        (429, vec!["x-ratelimit-reset: 7"], ms(&[7000, 7000])), // from now
        (429, vec!["ratelimit-reset: 3"], ms(&[3000, 3000])),
        (429, vec!["ratelimit: \"default\";r=0;t=4"], ms(&[4000, 4000])),
        (429, vec!["x-ratelimit-reset: 7", "retry-after: 1"], ms(&[1000, 1000])),
        (503, vec![&reset_s], ms(&[250, 500])), // of no concern here
    ];
    for (status, headers, waits) in rows {
        let clock = TestClock::new();
        let server = Server::saying(response(status, &headers, "")).await;
        let error = get_thing(&client(&server, &clock), 1).await.unwrap_err();
        assert_eq!(clock.slept(), waits, "{status} {headers:?}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(server.seen().len(), waits.len() + 1, "{status} {headers:?}");
    }
}

#[tokio::test]
async fn which_are_tried_again() {
    let clock = TestClock::new();
    for (status, get, post, delete, pay) in [
        (408, 3, 1, 3, 3),
        (429, 3, 3, 3, 3),
        (500, 3, 1, 3, 3),
        (501, 1, 1, 1, 1),
        (502, 3, 1, 3, 3),
        (503, 3, 1, 3, 3),
        (504, 3, 1, 3, 3),
        (400, 1, 1, 1, 1),
        (401, 1, 1, 1, 1),
        (409, 1, 1, 1, 1),
    ] {
        let requests = async |which: &str| {
            let server = Server::saying(json(status, "{}")).await;
            let client = client(&server, &clock);
            match which {
                "get" => drop(get_thing(&client, 1).await.unwrap_err()),
                "post" => drop(create_thing(&client).await.unwrap_err()),
                "keyed" => drop(create_thing(&client).with_idempotency_key("k").await.unwrap_err()),
                "safe" => drop(Call::<FindThing>::new(&client).await.unwrap_err()),
                "delete" => drop(delete_thing(&client, 1).await.unwrap_err()),
                _ => drop(Call::<PayThing>::new(&client).await.unwrap_err()),
            }
            server.seen().len()
        };
        assert_eq!(requests("get").await, get, "GET {status}");
        assert_eq!(requests("post").await, post, "POST {status}");
        assert_eq!(requests("keyed").await, pay, "POST with a key {status}");
        assert_eq!(requests("safe").await, get, "POST that changes nothing {status}");
        assert_eq!(requests("delete").await, delete, "DELETE {status}");
        assert_eq!(requests("pay").await, pay, "POST with a documented key {status}");
    }
}

#[tokio::test]
async fn the_idempotency_key_is_the_same_for_all_attempts() {
    let server = Server::saying(json(503, "{}")).await;
    let client = client(&server, &TestClock::new());
    Call::<PayThing>::new(&client).await.unwrap_err();
    Call::<PayThing>::new(&client).with_idempotency_key("mine").await.unwrap_err();
    let keys: Vec<String> = server.seen().iter().map(|it| it.header("idempotency-key").unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 6);
    assert!(keys[0].len() == 32 && keys[..3].iter().all(|it| *it == keys[0]), "{keys:?}");
    assert!(keys[3..].iter().all(|it| it == "mine"), "{keys:?}");
}

/// Where no value that is made up would be right, none is sent, and a call without one is not repeated.
#[tokio::test]
async fn a_key_that_is_not_made_up() {
    struct Strict;
    impl Operation for Strict {
        type Output = ();
        type Error = octogen_runtime::Undocumented;
        const META: &'static Meta = &Meta {
            idempotency_header: Some("Idempotency-Key"),
            generated_key: GeneratedKey::None,
            ..Meta::new("strict", "POST", "/strict")
        };
        const SUCCESS: &'static [ResponseSpec<()>] = &[];
        const FAILURE: &'static [ResponseSpec<octogen_runtime::Undocumented>] = &[];
    }
    let server = Server::saying(json(503, "{}")).await;
    let client = client(&server, &TestClock::new());
    Call::<Strict>::new(&client).await.unwrap_err();
    assert_eq!((server.seen().len(), server.seen()[0].header("idempotency-key")), (1, None));
    Call::<Strict>::new(&client).with_idempotency_key("mine").await.unwrap_err();
    assert_eq!((server.seen().len(), server.seen()[1].header("idempotency-key")), (4, Some("mine")));
}

#[tokio::test]
async fn a_thousand_failing_calls_cause_at_most_a_fifth_more_requests() {
    let server = Server::saying(json(503, "{}")).await;
    let client = client(&server, &TestClock::new());
    for _ in 0..1000 {
        get_thing(&client, 1).await.unwrap_err();
    }
    let requests = server.seen().len();
    assert!((1100..=1200).contains(&requests), "{requests}");
}

#[tokio::test]
async fn settings_of_a_call() {
    let clock = TestClock::new();
    let server = Server::saying(json(503, "{}")).await;
    let client = client(&server, &clock);
    get_thing(&client, 1).with_retry(RetryPolicy::never()).await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
    let five = RetryPolicy::default().attempts(5).backoff(Duration::from_secs(2), Duration::from_secs(6));
    get_thing(&client, 1).with_retry(five).await.unwrap_err();
    assert_eq!(clock.slept(), ms(&[1000, 2000, 3000, 3000]));
    get_thing(&client, 1).with_timeout(Duration::from_millis(100)).await.unwrap_err();
    assert_eq!(server.seen().len(), 7, "no wait is longer than what is left of the call");
}

#[tokio::test]
async fn the_whole_call_ends_in_time() {
    let server = Server::start(|_, _| Act::SayAndHang(Vec::new())).await;
    let client = builder(&server, &TestClock::new());
    let client = client
        .timeout(Duration::from_millis(100))
        .credential(0, octogen_runtime::Credential::token("k"))
        .build()
        .unwrap();
    let error = create_thing(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("timed out after 100ms"), "{error}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn rate_limits_are_seen_and_kept() {
    let clock = TestClock::new();
    let reset = format!("x-ratelimit-reset: {}", UNIX_START + 60);
    let headers = ["content-type: application/json", "x-ratelimit-limit: 100", "x-ratelimit-remaining: 0", &reset];
    let server = Server::saying(response(200, &headers, THING)).await;
    let paced =
        builder(&server, &clock).credential(0, octogen_runtime::Credential::token("k")).pace(true).build().unwrap();
    assert_eq!(paced.rate_limit(), None);
    let limit = get_thing(&paced, 1).send().await.unwrap().rate_limit();
    assert_eq!(
        (limit.limit, limit.remaining, limit.reset),
        (Some(100), Some(0), Some(Duration::from_secs(UNIX_START + 60)))
    );
    assert_eq!(paced.rate_limit(), Some(limit));
    assert!(clock.slept().is_empty());
    get_thing(&paced, 1).await.unwrap();
    assert_eq!(clock.slept(), ms(&[60_000]), "paced: waits for the window to end");
    let unpaced = client(&server, &clock);
    get_thing(&unpaced, 1).await.unwrap();
    get_thing(&unpaced, 1).await.unwrap();
    assert_eq!(clock.slept().len(), 1);
}

#[tokio::test]
async fn rate_limits_in_every_spelling() {
    let end = |seconds| Some(Duration::from_secs(UNIX_START + seconds));
    type Row = (&'static [&'static str], Option<u64>, Option<u64>, Option<Duration>);
    let rows: Vec<Row> = vec![
        (&["ratelimit-limit: 100", "ratelimit-remaining: 50", "ratelimit-reset: 30"], Some(100), Some(50), end(30)),
        (&["ratelimit: \"default\";r=50;t=30"], None, Some(50), end(30)),
        (&["ratelimit: \"d\";r=50;t=30", "ratelimit-policy: \"d\";q=100;w=60"], Some(100), Some(50), end(30)),
        (
            &["ratelimit: \"a,b;r=0\";r=9;t=1, \"day\";r=3;t=60", "ratelimit-policy: \"a\";q=1, \"day\";q=7"],
            Some(7),
            Some(3),
            end(60),
        ),
        (&["ratelimit: limit=100, remaining=50, reset=30"], Some(100), Some(50), end(30)),
        (&["ratelimit: \"d\";r=many;t=soon", "x-generate: 1"], None, None, None),
        (&["ratelimit: ;;,,\""], None, None, None),
    ];
    for (lines, limit, remaining, reset) in rows {
        let mut all = vec!["content-type: application/json"];
        all.extend(lines);
        let server = Server::saying(response(200, &all, r#"{"id":1,"name":"one"}"#)).await;
        let told = get_thing(&client(&server, &TestClock::new()), 1).send().await.unwrap().rate_limit();
        assert_eq!((told.limit, told.remaining, told.reset), (limit, remaining, reset), "{lines:?}");
    }
}
