//! Answers as callers get them: which case of the document an answer is, and what comes with it.

use octogen_runtime::{
    Call, ClientBuilder, ErrorKind, Header, InMemory, Meta, Operation, Redirects, ResponseSpec, Status, Undocumented,
    read,
};
use serde_json::Value;

use super::api::{API, Open, Thing, builder, client, create_thing, delete_thing, get_thing};
use super::server::{Server, TestClock, json, response};

const THING: &str = r#"{"id":1,"name":"one"}"#;

#[derive(Debug, PartialEq)]
enum Output {
    Ok(i64),
    Csv(String),
    Later(Value),
    Image(usize),
    Nothing,
    Moved,
    Range(String),
}

struct Many;

impl Operation for Many {
    type Output = Output;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("many", "GET", "/many");
    const SUCCESS: &'static [ResponseSpec<Output>] = &[
        ResponseSpec::new(Status::Code(200), Some("application/json"), |body| read::json(body).map(Output::Ok)),
        ResponseSpec::new(Status::Code(200), Some("text/csv"), |body| read::text(body).map(Output::Csv)),
        ResponseSpec::new(Status::Code(200), Some("image/*"), |body| {
            read::bytes(body).map(|it| Output::Image(it.len()))
        }),
        ResponseSpec::new(Status::Code(202), Some("application/json"), |body| read::json(body).map(Output::Later)),
        ResponseSpec::new(Status::Code(204), None, |_| Ok(Output::Nothing)),
        ResponseSpec::new(Status::Code(302), None, |_| Ok(Output::Moved)),
        ResponseSpec::new(Status::Range(2), Some("*/*"), |body| read::text(body).map(Output::Range)),
    ];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

#[tokio::test]
async fn cases() {
    #[rustfmt::skip]
    let rows = [
        (200, "application/json", "5", Ok(Output::Ok(5))),
        (200, "Application/JSON; charset=utf-8", "5", Ok(Output::Ok(5))),
        (200, "application/vnd.x+json", "5", Ok(Output::Ok(5))),
        (200, "text/csv; header=present", "a,b", Ok(Output::Csv("a,b".to_owned()))),
        (200, "image/png", "....", Ok(Output::Image(4))),
        (200, "", "5", Ok(Output::Ok(5))),
        (200, "text/plain", "5", Ok(Output::Ok(5))),
        (200, "application/octet-stream", "5", Ok(Output::Ok(5))),
        (200, "text/html", "5", Err(ErrorKind::Decode)),
        (202, "application/json", "{}", Ok(Output::Later(serde_json::json!({})))),
        (204, "", "", Ok(Output::Nothing)),
        (201, "application/json", "5", Ok(Output::Range("5".to_owned()))),
        (206, "x/y", "z", Ok(Output::Range("z".to_owned()))),
        (302, "", "", Ok(Output::Moved)),
        (303, "", "", Err(ErrorKind::Undocumented)),
        (100, "", "", Err(ErrorKind::Undocumented)),
    ];
    for (status, media_type, body, expected) in rows {
        let transport = InMemory::new(move |_| {
            let mut response = http::Response::builder().status(status).header("location", "/elsewhere");
            if !media_type.is_empty() {
                response = response.header("content-type", media_type);
            }
            response = if status == 303 { http::Response::builder().status(303) } else { response };
            response.body(body.into()).unwrap()
        });
        let client = ClientBuilder::new(&API).base_url("https://x.example").transport(transport).build().unwrap();
        let got = Call::<Many>::new(&client).await.map_err(|error| error.kind());
        assert_eq!(got, expected, "{status} {media_type} {body}");
    }
}

/// A success that the document does not know is read as the one that it knows.
#[tokio::test]
async fn another_success_than_documented() {
    let clock = TestClock::new();
    let server = Server::saying(json(201, THING)).await;
    assert_eq!(get_thing(&client(&server, &clock), 1).await.unwrap().id, 1);
    let server = Server::saying(json(200, THING)).await;
    delete_thing(&client(&server, &clock), 1).await.unwrap();
}

#[tokio::test]
async fn what_comes_with_an_answer() {
    const TOTAL: Header<i64> = Header::new("x-total");
    const NAMES: Header<Vec<String>> = Header::new("x-names");
    const DONE: Header<bool> = Header::new("x-done");
    const GONE: Header<String> = Header::new("x-gone");
    let headers =
        ["content-type: application/json", "x-total:  42", "x-names: a, b,c", "x-done: true", "x-request-id: r1"];
    let server = Server::saying(response(200, &headers, THING)).await;
    let response = get_thing(&client(&server, &TestClock::new()), 1).send().await.unwrap();
    assert_eq!(response.header(&TOTAL), Some(42));
    assert_eq!(response.header(&NAMES), Some(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert_eq!(response.header(&DONE), Some(true));
    assert_eq!(response.header(&GONE), None);
    assert_eq!(response.header(&Header::<i64>::new("x-names")), None);
    assert_eq!((response.request_id(), response.status().as_u16(), response.attempts()), (Some("r1"), 200, 1));
    assert_eq!(response.map(|it| it.name).into_body(), "one");
}

#[tokio::test]
async fn redirections_within_the_origin() {
    #[rustfmt::skip]
    let rows = [
        (301, "GET", "GET", false),
        (302, "GET", "GET", false),
        (303, "GET", "GET", false),
        (307, "GET", "GET", false),
        (308, "GET", "GET", false),
        (301, "POST", "GET", false),
        (303, "POST", "GET", false),
        (307, "POST", "POST", true),
        (308, "POST", "POST", true),
    ];
    for (status, method, then, body) in rows {
        let server = Server::start(move |number, _| {
            super::server::Act::Say(match number {
                0 => response(status, &["location: ../elsewhere?a=b#c"], ""),
                _ => json(200, THING),
            })
        })
        .await;
        let client = client(&server, &TestClock::new());
        let thing: Thing = match method {
            "GET" => get_thing(&client, 1).await.unwrap(),
            _ => create_thing(&client).await.unwrap(),
        };
        assert_eq!(thing.id, 1);
        let seen = &server.seen()[1];
        assert_eq!(
            (&*seen.method, &*seen.target, seen.body.is_empty()),
            (then, "/elsewhere?a=b", !body),
            "{status} {method}"
        );
        assert_eq!(seen.header("x-api-key"), Some("SECRET-KEY"));
        assert_eq!(seen.header("referer"), None);
        assert_eq!(seen.header("content-type").is_some(), body, "{status} {method}");
    }
}

#[tokio::test]
async fn redirections_can_be_the_answer() {
    let server = Server::saying(response(307, &["location: /elsewhere"], "")).await;
    let key = octogen_runtime::Credential::token("k");
    let client = builder(&server, &TestClock::new()).credential(0, key).redirects(Redirects::Never).build().unwrap();
    let error = get_thing(&client, 1).await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.kind(), server.seen().len()),
        (307, ErrorKind::Undocumented, 1)
    );
}

/// With an HTTP client of the caller's own, too; it follows no redirection, whatever it was told.
#[tokio::test]
async fn an_operation_without_credentials() {
    let server = Server::saying(response(200, &["content-type: text/plain"], "hello")).await;
    let builder = builder(&server, &TestClock::new());
    #[cfg(feature = "reqwest")]
    let builder = builder.http_client(super::api::plain_http().redirect(reqwest::redirect::Policy::limited(5)));
    assert_eq!(Call::<Open>::new(&builder.build().unwrap()).await.unwrap(), "hello");
}

/// The redirections of a client of the caller's own stay ours, and so the credentials stay at home.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn ones_own_http_client_follows_no_redirection() {
    let other = Server::saying(response(200, &["content-type: application/json"], "{}")).await;
    let location = format!("location: {}/x", other.url.replace("127.0.0.1", "localhost"));
    let server = Server::saying(response(307, &[&location], "")).await;
    let own = super::api::plain_http().redirect(reqwest::redirect::Policy::limited(5));
    let builder = builder(&server, &TestClock::new()).http_client(own);
    let client = builder.credential(0, octogen_runtime::Credential::token("SECRET-KEY")).build().unwrap();
    assert_eq!(get_thing(&client, 1).await.unwrap_err().kind(), ErrorKind::Policy);
    assert_eq!((server.seen().len(), other.seen().len()), (1, 0));
}

/// Nothing is mixed up between clients, however many calls go on at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clients_keep_their_credentials() {
    let server = Server::start(|_, seen| {
        let key = seen.header("x-api-key").unwrap_or_default();
        super::server::Act::Say(json(200, &format!(r#"{{"id":1,"name":"{key}"}}"#)))
    })
    .await;
    let clock = TestClock::new();
    let clients: Vec<_> = ["one", "two"]
        .map(|key| builder(&server, &clock).credential(0, octogen_runtime::Credential::token(key)).build().unwrap())
        .into();
    let calls = (0..400).map(|number| {
        let (client, key) = (clients[number % 2].clone(), ["one", "two"][number % 2]);
        tokio::spawn(async move { assert_eq!(get_thing(&client, 1).await.unwrap().name, key) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
}

#[cfg(feature = "blocking")]
#[test]
fn without_a_runtime_of_the_callers() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::saying(json(200, THING)));
    let client = client(&server, &TestClock::new());
    assert_eq!(get_thing(&client, 1).wait().unwrap().id, 1);
    assert_eq!(get_thing(&client, 1).send_blocking().unwrap().status().as_u16(), 200);
    let nested = runtime.block_on(async { get_thing(&client, 1).wait().unwrap_err() });
    assert_eq!(nested.kind(), ErrorKind::Argument);
    assert!(nested.to_string().contains("await it instead"), "{nested}");
    let call = get_thing(&client, 2).into_future();
    let task = runtime.spawn_blocking(|| tokio::runtime::Handle::current().block_on(call));
    assert_eq!(runtime.block_on(task).unwrap().unwrap().id, 1);
    let threads = (0..8).map(|_| client.clone()).map(|it| std::thread::spawn(move || get_thing(&it, 1).wait()));
    let threads: Vec<_> = threads.collect();
    assert!(threads.into_iter().all(|it| it.join().unwrap().is_ok()));
    let list = runtime.block_on(Server::saying(json(200, r#"{"items":[1,2]}"#)));
    let client = super::api::client(&list, &TestClock::new());
    let items = Call::<super::api::ByCursor>::new(&client).items();
    let items: Result<Vec<i64>, _> = octogen_runtime::Blocking::new(items).collect();
    assert_eq!(items.unwrap(), [1, 2]);
}
