//! Bodies that come as they come: bytes, events, lines.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use octogen_runtime::{
    ByteStream, Call, Credential, Download, ErrorKind, Event, EventStream, Meta, Multipart, Operation, ResponseSpec,
    Status, Undocumented,
};

use super::api::{CreateThing, KEY, Tail, Thing, Watch, builder, client};
use super::server::{Act, Server, TestClock, response};

macro_rules! streaming {
    ($marker:ident, $output:ty, $media:literal, $read:expr) => {
        struct $marker;

        impl Operation for $marker {
            type Output = $output;
            type Error = Undocumented;
            const META: &'static Meta = &Meta::new("stream", "GET", "/stream");
            const SUCCESS: &'static [ResponseSpec<$output>] = &[ResponseSpec::stream(Status::Code(200), $media, $read)];
            const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
        }
    };
}

streaming!(Bytes, Download<Undocumented>, "application/octet-stream", |body| body.bytes());
streaming!(Text, EventStream<String, Undocumented>, "text/event-stream", |body| body.text_events());
streaming!(Objects, EventStream<serde_json::Value, Undocumented>, "text/event-stream", |body| body.event_objects());

const SSE: &[&str] = &["content-type: text/event-stream"];

async fn events(body: &str) -> Vec<(String, Option<String>, String)> {
    let server = Server::saying(response(200, SSE, body)).await;
    let key = Credential::token("k");
    let client = builder(&server, &TestClock::new()).credential(0, key).build().unwrap();
    let stream = Call::<Text>::new(&client).await.unwrap();
    let events: Vec<Event<String>> =
        stream.try_take_while(|_| std::future::ready(Ok(true))).try_collect().await.unwrap();
    events.into_iter().map(|it| (it.event, it.id, it.data)).collect()
}

/// Name, id, data.
type Expected<'a> = (&'a str, Option<&'a str>, &'a str);

/// The format as the HTML standard has it (section 9.2.6).
#[tokio::test]
async fn the_format_of_events() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Vec<Expected>)> = vec![
        ("data: a\n\n", vec![("message", None, "a")]),
        ("\u{feff}data: a\n\n", vec![("message", None, "a")]),
        ("data: a\r\n\r\ndata: b\r\rdata: c\n\n", vec![("message", None, "a"), ("message", None, "b"), ("message", None, "c")]),
        ("data: a\ndata: b\ndata\n\n", vec![("message", None, "a\nb\n")]),
        ("data:a\n\ndata:  b\n\n", vec![("message", None, "a"), ("message", None, " b")]),
        (": comment\ndata: a\n: more\n\n", vec![("message", None, "a")]),
        ("event: add\ndata: a\n\ndata: b\n\n", vec![("add", None, "a"), ("message", None, "b")]),
        ("event: add\n\ndata: b\n\n", vec![("message", None, "b")]),
        ("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", vec![("message", Some("1"), "a"), ("message", Some("1"), "b"), ("message", Some(""), "c")]),
        ("id: a\0b\ndata: a\n\n", vec![("message", None, "a")]),
        ("unknown: x\ndata: {\"a\": 1}\n\n", vec![("message", None, "{\"a\": 1}")]),
        ("data: ü\n\n", vec![("message", None, "ü")]),
        ("data:\n\n", vec![("message", None, "")]),
        ("data: half", vec![]),
        ("retry: 1\nretry: x\n\n", vec![]),
    ];
    for (body, expected) in rows {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(event, id, data)| (event.to_owned(), id.map(str::to_owned), data.to_owned()))
            .collect();
        assert_eq!(events(body).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn events_that_are_cut_anywhere() {
    let text = "id: 1\r\nevent: é\r\ndata: {\"id\":1,\r\ndata: \"name\":\"ü\"}\r\n\r\n".as_bytes();
    for at in 1..text.len() {
        let chunked = [&text[..at], &text[at..]]
            .iter()
            .flat_map(|it| [format!("{:x}\r\n", it.len()).into_bytes(), it.to_vec(), b"\r\n".to_vec()])
            .collect::<Vec<_>>()
            .concat();
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        let server = Server::saying([&head[..], &chunked, b"0\r\n\r\n"].concat()).await;
        let mut stream = Call::<Watch>::new(&client(&server, &TestClock::new())).await.unwrap();
        let event = stream.try_next().await.unwrap().unwrap();
        assert_eq!((&*event.event, event.data), ("é", Thing { id: 1, name: "ü".to_owned() }), "{at}");
    }
}

/// The beginning of an answer whose connection breaks: there is less of it than it says.
fn cut(body: &str) -> Act {
    let length = body.len() + 1;
    Act::Say(format!("HTTP/1.1 200 OK\r\n{}\r\ncontent-length: {length}\r\n\r\n{body}", SSE[0]).into())
}

#[tokio::test]
async fn a_connection_that_breaks_is_made_again_from_the_last_event() {
    let clock = TestClock::new();
    let server = Server::start(|number, _| match number {
        0 => cut("retry: 1234\nid: 7\ndata: {\"id\":1,\"name\":\"a\"}\n\ndata: {\"id\":9"),
        1 => Act::Close, // an attempt of its own
        _ => Act::Say(response(200, SSE, "id: 8\ndata: {\"id\":2,\"name\":\"b\"}\n\n")),
    })
    .await;
    let stream = Call::<Watch>::new(&client(&server, &clock)).await.unwrap();
    let events: Vec<Event<Thing>> = stream.try_collect().await.unwrap();
    assert_eq!(events.iter().map(|it| it.data.id).collect::<Vec<_>>(), [1, 2]);
    let ids: Vec<_> = server.seen().iter().map(|it| it.header("last-event-id").map(str::to_owned)).collect();
    assert_eq!(ids, [None, Some("7".into()), Some("7".into())], "the end of the last answer is the end");
    assert_eq!(clock.slept()[0], Duration::from_millis(1234));
}

/// How many requests a stream makes, with and without a subscription. Only a subscription goes on after an answer that
/// has ended, whatever the answer said of ids and waits.
#[tokio::test]
async fn the_end_of_an_answer() {
    let event = "data: {\"id\":1,\"name\":\"a\"}\n\n";
    for (said, subscribed, events, requests) in [
        ("", false, 1, 1),
        ("id: 7\n", false, 1, 1),
        ("retry: 10\nid: 7\n", false, 1, 1),
        ("", true, 3, 4),
        ("id: 7\n", true, 3, 4),
        ("retry: 10\n", true, 3, 4),
    ] {
        let body = format!("{said}{event}");
        let server = Server::start(move |number, _| match number {
            0..3 => Act::Say(response(200, SSE, &body)),
            _ => Act::Say(response(204, &[], "")),
        })
        .await;
        let stream = Call::<Watch>::new(&client(&server, &TestClock::new())).await.unwrap();
        let stream = if subscribed { stream.subscribe() } else { stream };
        let came = stream.try_collect::<Vec<_>>().await.unwrap().len();
        assert_eq!((came, server.seen().len()), (events, requests), "{said:?} {subscribed}");
    }
}

#[tokio::test]
async fn a_server_that_only_hangs_up_is_left_alone() {
    let server = Server::saying(response(200, SSE, "retry: 10\n\n")).await;
    let stream = Call::<Watch>::new(&client(&server, &TestClock::new())).await.unwrap();
    assert_eq!(stream.subscribe().try_collect::<Vec<_>>().await.unwrap(), []);
    assert_eq!(server.seen().len(), 6);
}

#[tokio::test]
async fn events_as_objects() {
    let server = Server::saying(response(200, SSE, "id: 1\nevent: e\nretry: 5\ndata: d\n\ndata: [DONE]\n\n")).await;
    let mut stream = Call::<Objects>::new(&builder(&server, &TestClock::new()).build().unwrap()).await.unwrap();
    let expected = serde_json::json!({"id": "1", "event": "e", "retry": 5, "data": "d"});
    assert_eq!(stream.try_next().await.unwrap().unwrap().data, expected);
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_event_of_another_shape() {
    let server =
        Server::saying(response(200, SSE, "data: {\"id\":\"x\"}\n\ndata: {\"id\":1,\"name\":\"a\"}\n\n")).await;
    let mut stream = Call::<Watch>::new(&client(&server, &TestClock::new())).await.unwrap();
    let error = stream.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.json_path(), &*error.text()), (ErrorKind::Decode, Some("id"), "{\"id\":\"x\"}"));
    assert_eq!(stream.try_next().await.unwrap().unwrap().data.id, 1, "the next one is not lost");
}

#[tokio::test]
async fn lines() {
    let text = "{\"id\":1,\"name\":\"a\"}\n\r\n{\"id\":2,\"name\":\"b\"}\r\n\u{1e}{\"id\":3,\"name\":\"c\"}\n{\"id\":4,\"name\":\"d\"}";
    let server = Server::saying(response(200, &["content-type: application/jsonl"], text)).await;
    let client = client(&server, &TestClock::new());
    let things: Vec<Thing> = Call::<Tail>::new(&client).await.unwrap().try_collect().await.unwrap();
    assert_eq!(things.iter().map(|it| it.id).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[tokio::test]
async fn bytes_have_no_limit_and_no_silence() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\n";
    let large = format!("{head}content-length: {}\r\n\r\n{}", 40 << 20, "x".repeat(40 << 20));
    let server = Server::saying(large).await;
    let mut bytes = Call::<Bytes>::new(&builder(&server, &TestClock::new()).build().unwrap()).await.unwrap();
    let mut count = 0;
    while let Some(chunk) = bytes.try_next().await.unwrap() {
        count += chunk.len();
    }
    assert_eq!(count, 40 << 20);

    let server = Server::start(move |_, _| Act::SayAndHang(format!("{head}content-length: 9\r\n\r\nabc").into())).await;
    let idle = builder(&server, &TestClock::new()).stream_idle_timeout(Duration::from_millis(100)).build().unwrap();
    let mut bytes = Call::<Bytes>::new(&idle).await.unwrap();
    assert_eq!(bytes.try_next().await.unwrap().unwrap(), "abc");
    let error = bytes.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Timeout, Some("stream")));

    let server = Server::saying(format!("{head}content-length: 9\r\n\r\nabc")).await;
    let client = builder(&server, &TestClock::new()).build().unwrap();
    let error = Call::<Bytes>::new(&client).await.unwrap().collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

/// A stream of events that falls silent is connected again from its last event; one that has none to go on from ends
/// with the timeout. Comments are no silence.
#[tokio::test]
async fn events_that_fall_silent() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    let first = format!("{head}id: 1\ndata: {{\"id\":1,\"name\":\"a\"}}\n\n");
    let server = Server::start(move |number, _| match number {
        0 => Act::SayAndHang(first.clone().into()),
        1 => Act::Say(response(200, SSE, "id: 2\ndata: {\"id\":2,\"name\":\"b\"}\n\n")),
        _ => Act::Say(response(204, &[], "")),
    })
    .await;
    let idle = |server: &Server| {
        let builder = builder(server, &TestClock::new()).stream_idle_timeout(Duration::from_millis(100));
        builder.credential(KEY, Credential::token("k")).build().unwrap()
    };
    let stream = Call::<Watch>::new(&idle(&server)).await.unwrap();
    let events: Vec<Event<Thing>> = stream.try_collect().await.unwrap();
    assert_eq!(events.iter().map(|it| it.data.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(server.seen()[1].header("last-event-id"), Some("1"));

    let nameless = format!("{head}data: {{\"id\":1,\"name\":\"a\"}}\n\n");
    let server = Server::start(move |_, _| Act::SayAndHang(nameless.clone().into())).await;
    let mut stream = Call::<Watch>::new(&idle(&server)).await.unwrap();
    stream.try_next().await.unwrap().unwrap();
    let error = stream.try_next().await.unwrap_err();
    assert_eq!((error.kind(), server.seen().len()), (ErrorKind::Timeout, 1), "{error}");
}

/// A part goes out while the next one is still to come: the server has the first chunk before the second is made.
#[tokio::test]
async fn parts_are_sent_as_they_come() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (arrived, first_arrived) = tokio::sync::oneshot::channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut bytes, mut arrived) = (Vec::new(), Some(arrived));
        while !bytes.windows(5).any(|it| it == b"0\r\n\r\n") {
            tokio::io::AsyncReadExt::read_buf(&mut stream, &mut bytes).await.unwrap();
            if bytes.windows(5).any(|it| it == b"first") {
                arrived.take().map(|it| it.send(()));
            }
        }
        let answer = super::server::json(201, r#"{"id":1,"name":"one"}"#);
        tokio::io::AsyncWriteExt::write_all(&mut stream, &answer).await.unwrap();
    });
    let second = async {
        first_arrived.await.unwrap();
        Ok::<_, std::io::Error>(bytes::Bytes::from("second"))
    };
    let chunks =
        futures_util::stream::iter([Ok(bytes::Bytes::from("first"))]).chain(futures_util::stream::once(second));
    let mut form = Multipart::new();
    form.text("title", &"t".to_owned());
    form.file("file", None, ByteStream::new(chunks));
    let client = octogen_runtime::ClientBuilder::new(&super::api::API).base_url(url);
    let client = client.credential(KEY, Credential::token("k")).build().unwrap();
    let mut call = Call::<CreateThing>::new(&client).with_timeout(Duration::from_secs(5));
    call.request_mut().multipart("multipart/form-data", form);
    assert_eq!(call.await.unwrap().id, 1);
}
