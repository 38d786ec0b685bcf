//! What a caller can get wrong, and what never leaves the machine then; and bodies other than JSON.

use octogen_runtime::{
    ApiSpec, Call, ClientBuilder, Credential, ErrorKind, Meta, Method, Multipart, Operation, ParamSpec, ResponseSpec,
    SchemeKind, Server as Choice, ServerSpec, Style, Undocumented,
};
use serde_json::json;

use super::api::{API, BASIC, BEARER, CreateThing, KEY, builder, client, create_thing, delete_thing, get_thing};
use super::server::{Server, TestClock, json, response};

#[test]
fn settings() {
    let new = || ClientBuilder::new(&API);
    let key = |builder: ClientBuilder| builder.credential(KEY, Credential::token("k"));
    #[rustfmt::skip]
    let rows = [
        (new().base_url("not a URL"), "`not a URL` is not a URL"),
        (new().base_url("ftp://x.example"), "not an http or https URL"),
        (new().base_url("https://user:pw@x.example"), "must not contain a user name or password"),
        (new().base_url("https://x.example?a=b"), "must not contain a query"),
        (key(new().base_url("http://x.example")), "credentials are not sent over `http`"),
        (new().header("x", "a\nb"), "a character that a header cannot contain"),
        (new().server(Choice::new(&API.servers[0]).with("region", "mars")), "must be one of [\"eu\", \"us\"]"),
        (new().server(Choice::new(&API.servers[0]).with("planet", "mars")), "has no variable `planet`"),
        (new().credential(KEY, Credential::token("")), "the credential `api_key` cannot be used: it is empty"),
        (new().credential(KEY, Credential::token("a\nb")), "the credential `api_key` cannot be used: it has a character"),
        (new().credential(BASIC, Credential::token("a")), "it takes a user name and a password"),
        (new().credential(BASIC, Credential::basic("a:b", "c")), "a user name cannot contain a colon"),
        (new().credential(BEARER, Credential::basic("a", "c")), "it takes a token"),
    ];
    for (builder, message) in rows {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(error.to_string().contains(message), "{message}: {error}");
    }
}

#[test]
fn settings_that_are_fine() {
    let url = |builder: ClientBuilder| builder.build().unwrap().base_url().unwrap().to_owned();
    assert_eq!(url(ClientBuilder::new(&API)), "https://eu.example.com/v1");
    let us = Choice::new(&API.servers[0]).with("region", "us");
    assert_eq!(url(ClientBuilder::new(&API).server(us)), "https://us.example.com/v1");
    let http = ClientBuilder::new(&API).base_url("http://x.example").credential(KEY, Credential::token("k"));
    assert_eq!(url(http.allow_http(true)), "http://x.example/");
}

#[tokio::test]
async fn a_missing_credential_names_its_setter() {
    let server = Server::saying(json(200, r#"{"id":1,"name":"one"}"#)).await;
    let client = builder(&server, &TestClock::new()).build().unwrap();
    let error = get_thing(&client, 1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("set `api_key` on the client's builder"), "{error}");
    assert_eq!(server.seen().len(), 0);
    // Whoever sets the header by hand needs no credential, and nothing takes its place.
    get_thing(&client, 1).with_header("X-Api-Key", "by hand").await.unwrap();
    assert_eq!(server.seen()[0].header("x-api-key"), Some("by hand"));
    let client = super::api::client(&server, &TestClock::new());
    let call = get_thing(&client, 1).with_header("x-api-key", "other");
    call.await.unwrap();
    assert_eq!(server.seen()[1].header("x-api-key"), Some("other"));
    let builder = builder(&server, &TestClock::new()).header("x-api-key", "for all");
    get_thing(&builder.build().unwrap(), 1).await.unwrap();
    assert_eq!(server.seen()[2].header("x-api-key"), Some("for all"));
}

/// A server that is a path only: the client asks for the host, and the path is the default one below it.
#[test]
fn a_server_without_a_host() {
    static PATHS: ApiSpec = ApiSpec {
        name: "paths",
        version: "1",
        user_agent: "paths/1",
        servers: &[ServerSpec { url: "/api/v1", variables: &[] }],
        schemes: &[],
        tracer: None,
    };
    struct Own;
    impl Operation for Own {
        type Output = ();
        type Error = Undocumented;
        const META: &'static Meta =
            &Meta { servers: &[ServerSpec { url: "/own/v2", variables: &[] }], ..Meta::new("own", "GET", "/x") };
        const SUCCESS: &'static [ResponseSpec<()>] = &[];
        const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
    }
    let error = ClientBuilder::new(&PATHS).build().unwrap_err().to_string();
    assert!(error.contains("only the path `/api/v1`") && error.contains("set `base_url`"), "{error}");
    for (base, expected, own) in [
        ("https://x.example", "https://x.example/api/v1/x?q=1", "https://x.example/own/v2/x"),
        ("https://x.example/", "https://x.example/api/v1/x?q=1", "https://x.example/own/v2/x"),
        ("https://x.example/proxy", "https://x.example/proxy/x?q=1", "https://x.example/proxy/x"),
    ] {
        let client = ClientBuilder::new(&PATHS).base_url(base).build().unwrap();
        let request = client.request(Method::GET, "/x?q=1").into_request().unwrap();
        assert_eq!(request.uri().to_string(), expected);
        assert_eq!(Call::<Own>::new(&client).into_request().unwrap().uri().to_string(), own);
    }
}

#[tokio::test]
async fn a_delete_with_dots_reaches_no_server() {
    let server = Server::saying(response(204, &[], "")).await;
    let client = client(&server, &TestClock::new());
    for id in ["..", ".", ""] {
        assert_eq!(delete_thing(&client, id).await.unwrap_err().kind(), ErrorKind::Argument);
    }
    for path in ["things", "//evil.example/", "/a/../b", "/a/%2E%2e/b", "/a\\b", "https://evil.example/"] {
        let error = client.request(Method::DELETE, path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{path}");
    }
    assert_eq!(server.seen().len(), 0);
    delete_thing(&client, "a/../b").await.unwrap();
    assert_eq!(server.seen()[0].target, "/things/a%2F..%2Fb");
}

#[tokio::test]
async fn the_escape_hatch_has_the_same_credentials() {
    let server = Server::saying(response(418, &[], "teapot")).await;
    let client = client(&server, &TestClock::new());
    let error =
        client.request(Method::PATCH, "/things/1?a=b%20c").with_query("d", "e&f").json(&json!([1])).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &*error.text()), (418, "teapot"));
    let seen = &server.seen()[0];
    assert_eq!((&*seen.method, &*seen.target, &*seen.text()), ("PATCH", "/things/1?a=b%20c&d=e%26f", "[1]"));
    assert_eq!(seen.header("x-api-key"), Some("SECRET-KEY"));
}

#[test]
fn forms() {
    static MEMBERS: [ParamSpec; 3] = [
        ParamSpec { style: Style::PipeDelimited, explode: false, ..ParamSpec::query("pipes") },
        ParamSpec { style: Style::DeepObject, ..ParamSpec::query("deep") },
        ParamSpec { content: Some("application/json"), ..ParamSpec::query("json") },
    ];
    let value = json!({
        "a": "b c&d=e", "deep": {"x": 1}, "gone": null, "json": [1], "list": [1, 2], "object": {"y": 2}, "pipes": [1, 2],
    });
    let mut call = Call::<CreateThing>::new(&unsent());
    call.request_mut().form("application/x-www-form-urlencoded", &value, &[], &MEMBERS);
    let request = call.into_request().unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");
    let expected = "a=b%20c%26d%3De&deep%5Bx%5D=1&json=%5B1%5D&list=1&list=2&object=%7B%22y%22%3A2%7D&pipes=1%7C2";
    assert_eq!(collect(request), expected);
}

fn unsent() -> octogen_runtime::Client {
    ClientBuilder::new(&API).credential(KEY, Credential::token("k")).build().unwrap()
}

fn collect(request: http::Request<octogen_runtime::Body>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let bytes = runtime.block_on(request.into_body().collect()).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn multipart() {
    let mut form = Multipart::new();
    form.text("plain", &1.5);
    form.text("nothing", &None::<i64>);
    form.json("meta\"\r\n", "application/json", &json!({"a": 1}));
    form.file("files", None, octogen_runtime::File::new("one").file_name("a\"; filename=\"x\r\n.txt"));
    form.file("files", Some("image/png"), vec![b'2']);
    let mut call = Call::<CreateThing>::new(&unsent());
    call.request_mut().multipart("multipart/form-data", form);
    let request = call.into_request().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = [
        "--B\r\nContent-Disposition: form-data; name=\"plain\"\r\n\r\n1.5\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"meta%22%0D%0A\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a%22; filename=%22x%0D%0A.txt\"\r\nContent-Type: application/octet-stream\r\n\r\none\r\n",
        "--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"files\"\r\nContent-Type: image/png\r\n\r\n2\r\n",
        "--B--\r\n",
    ];
    assert_eq!(collect(request).replace(boundary, "B"), expected.concat());
}

/// Pairs in the order that is asked for; others after them, by name.
#[test]
fn forms_in_order() {
    let value = json!({ "a": 1.0, "b": 2, "m": 3, "z": "4" });
    let mut call = Call::<CreateThing>::new(&unsent());
    call.request_mut().form("application/x-www-form-urlencoded", &value, &["z", "gone", "b"], &[]);
    assert_eq!(collect(call.into_request().unwrap()), "z=4&b=2&a=1&m=3");
}

/// Parts of lists, of unions, and in styles.
#[test]
fn parts_of_values() {
    let names = |form: Multipart| {
        let mut call = Call::<CreateThing>::new(&unsent());
        call.request_mut().multipart("multipart/form-data", form);
        let body = collect(call.into_request().unwrap());
        let parts = body.split("\r\n--").filter_map(|it| it.split_once("name=\""));
        let parts = parts.filter_map(|(_, it)| it.split_once("\r\n\r\n"));
        parts
            .map(|(head, text)| format!("{}={text}", head.replace("\"", "").replace("\r\nContent-Type: ", " ")))
            .collect::<Vec<_>>()
    };
    let mut form = Multipart::new();
    form.text("one", &json!("a"));
    form.text("many", &json!(["a", 4.0, null, {"x": 1}]));
    form.text("object", &json!({"x": 1}));
    form.text("none", &json!([]));
    form.text_as("typed", "text/csv", &json!(["a", "b"]));
    let expected = [
        "one=a",
        "many=a",
        "many=4",
        "many application/json={\"x\":1}",
        "object application/json={\"x\":1}",
        "typed text/csv=a",
        "typed text/csv=b",
    ];
    assert_eq!(names(form), expected);

    let mut form = Multipart::new();
    let list = json!(["a b", "c&d"]);
    let object = json!({"x": 1, "list": ["a", "b"], "gone": null});
    form.styled(&ParamSpec::query("form"), &list);
    form.styled(&ParamSpec::query("csv").explode(false), &list);
    form.styled(&ParamSpec::query("spaces").explode(false).style(Style::SpaceDelimited), &list);
    form.styled(&ParamSpec::query("pipes").explode(false).style(Style::PipeDelimited), &list);
    form.styled(&ParamSpec::query("deep").style(Style::DeepObject), &object);
    form.styled(&ParamSpec::query("spread"), &object);
    form.styled(&ParamSpec::query("null"), &None::<i64>);
    let expected = [
        "form=a b",
        "form=c&d",
        "csv=a b,c&d",
        "spaces=a b c&d",
        "pipes=a b|c&d",
        "deep[list]=a",
        "deep[list]=b",
        "deep[x]=1",
        "list=a",
        "list=b",
        "x=1",
    ];
    assert_eq!(names(form), expected);
}

/// RFC 2387: the root is named and typed, and no part speaks of a form. RFC 2046: neither does one of `mixed`.
#[test]
fn multipart_that_is_no_form() {
    let parts = || {
        let mut form = Multipart::new();
        form.json("meta data", "application/json; charset=utf-8", &json!({"a": 1}));
        form.text("note", &"hé".to_owned());
        form.file("file", Some("image/png"), octogen_runtime::File::new("1").file_name("a.png"));
        form.file("file", None, octogen_runtime::File::new("2"));
        form
    };
    let body = [
        "--B\r\nContent-Type: application/json; charset=utf-8\r\nContent-ID: <meta%20data@part>\r\n\r\n{\"a\":1}\r\n",
        "--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-ID: <note@part>\r\n\r\nhé\r\n",
        "--B\r\nContent-Type: image/png\r\nContent-ID: <file@part>\r\nContent-Disposition: attachment; filename=\"a.png\"\r\n\r\n1\r\n",
        "--B\r\nContent-Type: application/octet-stream\r\nContent-ID: <file.2@part>\r\n\r\n2\r\n",
        "--B--\r\n",
    ];
    for (media_type, root) in
        [("multipart/related", "; type=\"application/json\"; start=\"<meta%20data@part>\""), ("multipart/mixed", "")]
    {
        let mut call = Call::<CreateThing>::new(&unsent());
        call.request_mut().multipart(media_type, parts());
        let request = call.into_request().unwrap();
        let content_type = request.headers()["content-type"].to_str().unwrap().to_owned();
        let boundary = content_type.split_once("boundary=").unwrap().1.split(';').next().unwrap().to_owned();
        assert_eq!(content_type, format!("{media_type}; boundary={boundary}{root}"));
        assert_eq!(collect(request).replace(&boundary, "B"), body.concat());
    }
}

#[tokio::test]
async fn a_stream_is_sent_once_and_as_it_comes() {
    let server = Server::saying(json(503, "{}")).await;
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from("ab")), Ok("cd".into())]);
    let mut call = Call::<CreateThing>::new(&client(&server, &TestClock::new())).with_idempotency_key("k");
    call.request_mut().bytes("application/octet-stream", octogen_runtime::ByteStream::new(chunks).with_length(4));
    let error = call.await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.seen().len()), (503, 1));
    assert_eq!((server.seen()[0].header("content-length"), &*server.seen()[0].text()), (Some("4"), "abcd"));
}

#[tokio::test]
async fn requests_can_be_seen_without_being_sent() {
    let server = Server::saying(json(200, "{}")).await;
    let client = client(&server, &TestClock::new());
    let request = create_thing(&client).with_header("x-mine", "1").into_request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().path()), ("POST", "/things"));
    assert_eq!(request.headers()["user-agent"], "things/1.0.0");
    assert_eq!(request.headers()["x-mine"], "1");
    assert!(!format!("{:?}", request.headers()).contains("SECRET"));
    assert!(matches!(API.schemes[KEY].kind, SchemeKind::ApiKeyHeader(_)));
    assert_eq!(server.seen().len(), 0);
}
