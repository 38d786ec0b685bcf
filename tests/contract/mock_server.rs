//! The mock server of a generated crate, which holds each request against the document by itself: what the typed
//! client sends is right in every style, and what is sent by hand is told apart, with operation and place.

use kitchen_sink::mock::Server;
use kitchen_sink::operations::{
    DeleteWithBody, GetHeadersAndCookies, GetPathStyles, GetQueryStyles, PostForm, PostMany, PostOptionalJson,
    PostParts, PostSettings, PutBounded, PutBytes, PutUnions, PutXml, Upload,
};
use kitchen_sink::runtime::{File, Operation};
use kitchen_sink::types::{
    GetQueryStylesOneOrMany, PostFormForm, PostOptionalJsonRequest, Range, State, UploadMultipart,
};
use kitchen_sink::{Client, Method};
use serde_json::json;

type Headers<'a> = &'a [(&'a str, &'a str)];
/// The media type and the text.
type Body = Option<(&'static str, String)>;

fn expect<O: Operation>(server: &Server, status: u16) {
    server.expect::<O>().status(status).forever();
}

#[tokio::test]
async fn what_the_client_sends_is_right() {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    expect::<GetPathStyles>(&server, 204);
    let texts = ["a b", "c,d", "e/f"];
    client.get_path_styles("a/b", ".x;", -7, texts, [1, 2], [3, 4]).await.unwrap();
    client.get_path_styles("1", "2", 3, ["4"], [5], [6]).await.unwrap();

    expect::<GetHeadersAndCookies>(&server, 204);
    let uuid = "0190a3c4-5d1e-7abc-8def-0123456789ab";
    let call = client.get_headers_and_cookies("a", "b", uuid);
    call.x_list([1, 2]).id_header("c").id_cookie("d; e").await.unwrap();

    expect::<GetQueryStyles>(&server, 204);
    client.get_query_styles(1, "2").await.unwrap();
    let call = client.get_query_styles(1, "a&b=c+d").body_query("{").csv(["1", "b,c"]).deep(Range::new(1).to(2));
    let call = call.filter_state(State::NotIn).flag(true).form(["1", "b&c"]).json(Range::new(3)).number(-1.5e3);
    let call = call.one_or_many(GetQueryStylesOneOrMany::List(vec![1, 2])).pipes(["a", "b|c"]).reserved("a/b?c");
    call.spaces(["a", "b c"]).since("2026-01-02T03:04:05Z").type_("").send_query("x").await.unwrap();
    client.get_query_styles(1, "t").one_or_many(GetQueryStylesOneOrMany::Integer(7)).await.unwrap();

    expect::<PostForm>(&server, 204);
    let mut form = PostFormForm::new("5");
    (form.agreed, form.tags) = (Some(true), Some(vec!["1".to_owned(), "a b".to_owned()]));
    client.post_form(form).await.unwrap();
    let mut form = PostFormForm::new("true");
    form.tags = Some(vec!["only".to_owned()]);
    client.post_form(form).await.unwrap();

    expect::<PostOptionalJson>(&server, 201);
    client.post_optional_json().await.unwrap();
    client.post_optional_json().body(PostOptionalJsonRequest::new()).await.unwrap();

    expect::<DeleteWithBody>(&server, 204);
    client.delete_with_body([1, 2]).await.unwrap();

    server.expect::<PutBytes>().bytes(200, "application/octet-stream", "x").forever();
    client.put_bytes("any").await.unwrap();

    expect::<PostMany>(&server, 204);
    let _ = client.post_many(Range::new(1)).await;
    let _ = client.post_many_form_body(Range::new(1).to(2)).await;
    let _ = client.post_many_text_body("text").await;

    expect::<Upload>(&server, 204);
    let mut parts = UploadMultipart::new(File::new("bytes").file_name("a.png"));
    (parts.range, parts.title) = (Some(Range::new(1)), Some("t".to_owned()));
    client.upload(parts).await.unwrap();
    server.verify().unwrap();
}

/// Sends a request by hand, and gives what the server said to it.
async fn said(client: &Client, method: &str, path: &str, headers: Headers<'_>, body: Body) -> (u16, String) {
    let mut call = client.request(Method::from_bytes(method.as_bytes()).unwrap(), path);
    for (name, value) in headers {
        call = call.with_header(name, value);
    }
    if let Some((media_type, text)) = body {
        call = call.bytes(media_type, text);
    }
    match call.send().await {
        Ok(response) => (response.status().as_u16(), String::new()),
        Err(error) => (error.status().unwrap().as_u16(), error.text().to_string()),
    }
}

#[tokio::test]
async fn what_is_wrong_is_reported_with_operation_and_pointer() {
    let server = Server::start().await.unwrap();
    let client = server.client().unwrap();
    expect::<GetQueryStyles>(&server, 204);
    expect::<GetHeadersAndCookies>(&server, 204);
    expect::<GetPathStyles>(&server, 204);
    expect::<PostForm>(&server, 204);
    expect::<PostMany>(&server, 200);
    expect::<PostOptionalJson>(&server, 201);
    expect::<DeleteWithBody>(&server, 204);
    expect::<Upload>(&server, 204);
    expect::<PutBounded>(&server, 204);
    expect::<PostParts>(&server, 204);
    expect::<PostSettings>(&server, 204);
    expect::<PutXml>(&server, 204);
    expect::<PutUnions>(&server, 200);
    const QUERY: &str = "#/paths/~1parameters~1query/get";
    let uuid = [("x-trace", "0190a3c4-5d1e-7abc-8def-0123456789ab")];
    let (json_type, form, text) = ("application/json", "application/x-www-form-urlencoded", "text/plain");
    let long = "/parameters/path/a/.b/;matrix=x/c/.1.2/;matrices=3;matrices=4";
    let none: Headers<'_> = &[];
    let bounded = |value: serde_json::Value| Some((json_type, value.to_string()));
    let just = || bounded(json!({ "code": "ab" }));
    let settings = |text: &str| Some((form, text.to_owned()));
    let shelf = |text: &str| Some(("application/xml", text.to_owned()));
    let parts = |name: &str, text: &str| {
        let part = |name: &str, text: &str| {
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let all = part("about", "{\"from\":1}") + &part("photos", "x") + &part(name, text) + "--b--";
        Some(("multipart/form-data; boundary=b", all))
    };
    #[rustfmt::skip]
    let rows: Vec<(&str, &str, Headers<'_>, Body, &str, &str)> = vec![
        // method, path, headers, body, what the server says, the place
        ("GET", "/parameters/query?text=a", none, None, "`getQueryStyles`: the query parameter `shared` is missing", QUERY),
        ("GET", "/parameters/query?shared=x&text=a", none, None, "`shared` is wrong: expected an integer, found a string", QUERY),
        ("GET", "/parameters/query?shared=&text=a", none, None, "`shared` is wrong: expected an integer", QUERY),
        ("GET", "/parameters/query?shared=1.5&text=a", none, None, "`shared` is wrong", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&more=1", none, None, "the query parameter `more` is not documented", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&flag=yes", none, None, "`flag` is wrong: expected a boolean", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&filter%5Bstate%5D=ajar", none, None, "`ajar` is none of the documented values", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&deep%5Bfrom%5D=x", none, None, "from: expected an integer", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&deep%5Bto%5D=1", none, None, "`from` is missing", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&json=%7B", none, None, "the query parameter `json`", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&json=%7B%22from%22%3A%22x%22%7D", none, None, "from: expected an integer", QUERY),
        ("GET", "/parameters/query?shared=1&text=a&oneOrMany=x", none, None, "the query parameter `oneOrMany` is wrong", QUERY),
        ("GET", "/parameters/header/a?id=b", none, None, "`getHeadersAndCookies`: the header `X-Trace` is missing", "get/parameters/"),
        ("GET", "/parameters/header/a?id=b", &[("x-trace", "0190a3c4-5d1e-7abc-8def-0123456789ab"), ("x-list", "1,b")], None, "the header `X-List` is wrong: [1]: expected an integer", "get/parameters/"),
        ("GET", "/parameters/header/a", &uuid, None, "the query parameter `id` is missing", "get/parameters/"),
        ("GET", long, none, None, "the path parameter `matrix` is wrong: expected an integer", "get/parameters/"),
        ("POST", "/bodies/form", none, Some((form, "agreed=true".into())), "`postForm`: the body does not match its schema: at `$`: member `name` is missing", "#/paths/~1bodies~1form/post/requestBody"),
        ("POST", "/bodies/form", none, Some((form, "name=a&agreed=perhaps".into())), "at `agreed`: expected a boolean", "requestBody"),
        ("POST", "/bodies/form", none, Some((json_type, "{}".into())), "the body is `application/json`, expected one of", "(#/paths/~1bodies~1form/post)"),
        ("POST", "/bodies/form", none, None, "the body is missing", "(#/paths/~1bodies~1form/post)"),
        ("POST", "/bodies/json", none, Some((json_type, json!({ "note": 1 }).to_string())), "at `note`: expected a string", "requestBody/content/application~1json"),
        ("POST", "/bodies/json", none, Some((json_type, "{".into())), "the body is not JSON", "(#/paths/~1bodies~1json/post)"),
        ("DELETE", "/bodies/json", none, Some((json_type, "[1,\"2\"]".into())), "at `[1]`: expected an integer", "requestBody"),
        ("POST", "/bodies/many", none, Some((form, "from=x".into())), "at `from`: expected an integer", "x-www-form-urlencoded"),
        ("POST", "/bodies/many", none, Some((json_type, "{\"from\":\"x\"}".into())), "at `from`: expected an integer", "application~1json"),
        ("POST", "/bodies/upload", none, Some(("multipart/form-data; boundary=b", "--b\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nx\r\n--b--".into())), "the part `file` is missing", "requestBody"),
        ("POST", "/bodies/upload", none, Some((text, "x".into())), "the body is `text/plain`", "(#/paths/~1bodies~1upload/post)"),
        ("PUT", "/bodies/bounded?page=0", none, just(), "the query parameter `page` is wrong: must be at least 1, not 0", "put/parameters/0"),
        ("PUT", "/bodies/bounded?page=101", none, just(), "must be at most 100, not 101", "put/parameters/0"),
        ("PUT", "/bodies/bounded?codes=ab&codes=ab", none, just(), "`codes` is wrong: must have no item twice", "put/parameters"),
        ("PUT", "/bodies/bounded?codes=ab&codes=a", none, just(), "[1]: must have at least 2 character(s), has 1", "put/parameters"),
        ("PUT", "/bodies/bounded?codes=ab&codes=ac&codes=ad&codes=ae", none, just(), "must have at most 3 item(s), has 4", "put/parameters"),
        ("PUT", "/bodies/bounded?R=1&G=2&B=x", none, just(), "the query parameter `color` is wrong: B: expected an integer", "put/parameters"),
        ("PUT", "/bodies/bounded?R=1&G=2", none, just(), "the query parameter `color` is wrong: member `B` is missing", "put/parameters"),
        ("PUT", "/bodies/bounded?r=1", none, just(), "the query parameter `r` is not documented", "(#/paths/~1bodies~1bounded/put)"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "abcde" })), "at `code`: must have at most 4 character(s), has 5", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "1ab" })), "at `code`: must match `^[a-z][a-z0-9]*$`", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "share": 0 })), "at `share`: must be more than 0, not 0", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "share": 1.25 })), "at `share`: must be at most 1, not 1.25", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "share": 0.3 })), "at `share`: must be a multiple of 0.25, not 0.3", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "names": [] })), "at `names`: must have at least 1 item(s), has 0", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "names": ["a", "abcdef"] })), "at `names[1]`: must have at most 5 character(s)", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "notes": { "a": "b", "c": "" } })), "at `notes.c`: must have at least 1 character(s)", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "notes": { "a": "b", "c": "d", "e": "f" } })), "at `notes`: must have at most 2 member(s), has 3", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "size": { "width": 0 } })), "at `size.width`: must be at least 1, not 0", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "size": "A" })), "at `size`: must have at least 2 character(s), has 1", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "size": 7 })), "at `size`: 7 fits none of the types", "application~1json"),
        ("PUT", "/bodies/bounded", none, bounded(json!({ "code": "ab", "inner": { "code": "ab", "inner": { "code": "A1" } } })), "at `inner.inner.code`: must match", "application~1json"),
        ("PUT", "/schemas/unions", none, bounded(json!({ "command": { "action": "start", "at": 7 } })), "at `command.at`: expected a string, found an integer", "application~1json"),
        ("PUT", "/schemas/unions", none, bounded(json!({ "command": { "action": "pause" } })), "at `command`: {\"action\":\"pause\"} fits none of the types", "application~1json"),
        ("POST", "/bodies/settings", none, settings("range=%7B%22from%22%3A1%7D&deep%5Bfrom%5D=x"), "at `deep.from`: expected an integer", "urlencoded"),
        ("POST", "/bodies/settings", none, settings("range=%7B%22from%22%3A1%7D&ranges=%5B%7B%22from%22%3A%22x%22%7D%5D"), "at `ranges[0].from`: expected an integer", "urlencoded"),
        ("POST", "/bodies/settings", none, settings("csv=a,b"), "member `range` is missing", "urlencoded"),
        ("POST", "/bodies/parts", none, parts("weights", "[1,\"x\"]"), "the part `weights`: at `[1]`: expected an integer", "multipart~1form-data"),
        ("POST", "/bodies/parts", none, parts("about", "{}"), "the part `about`: at `$`: member `from` is missing", "multipart~1form-data"),
        ("PUT", "/bodies/xml", none, shelf("<shelf xmlns='https://example.com/shelf' id='x'/>"), "at `id`: expected an integer", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<shelf xmlns='https://example.com/shelf' id='1'><book><name>a</name><pages>many</pages></book></shelf>"), "at `books[0].pages`: expected an integer", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<shelf xmlns='https://example.com/shelf' id='1'><title>a</title></shelf>"), "`<title>` has the namespace `https://example.com/shelf`, expected `https://example.com/k`", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<shelf xmlns='https://example.com/shelf' id='1'><mood>a</mood></shelf>"), "`moods` is an element `<all-moods>` with elements `<mood>`", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<shelf id='1'/>"), "`<shelf>` has no namespace, expected `https://example.com/shelf`", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<board id='1'/>"), "the root element is `board`, expected `shelf`", "application~1xml"),
        ("PUT", "/bodies/xml", none, shelf("<shelf id='1'>"), "the body does not match its schema", "application~1xml"),
    ];
    let count = rows.len();
    let mut wrong = Vec::new();
    for (method, path, headers, body, what, place) in rows {
        let (status, text) = said(&client, method, path, headers, body).await;
        let right = text.starts_with("unexpected request: `") && text.contains(what) && text.contains(place);
        if status != 400 || !right {
            wrong.push(format!("{method} {path}: {status} {text}\n    and not: {what} {place}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let (status, text) = said(&client, "GET", "/nowhere", &[], None).await;
    assert_eq!((status, text.as_str()), (501, "unexpected request: GET /nowhere was not expected"));
    let (status, text) = said(&client, "GET", "/styles/empty", &[], None).await;
    let expected = "unexpected request: GET /styles/empty, a call of `styleEmpty`, was not expected";
    assert_eq!((status, text.as_str()), (501, expected));
    assert!(server.verify().unwrap_err().lines().count() > count);
}

/// A test that looks at nothing fails all the same.
#[tokio::test]
async fn a_wrong_request_fails_the_test() {
    let test = tokio::spawn(async {
        let server = Server::start().await.unwrap();
        expect::<GetQueryStyles>(&server, 204);
        let _ = said(&server.client().unwrap(), "GET", "/parameters/query?shared=x&text=a", &[], None).await;
    });
    let panic = test.await.unwrap_err().into_panic();
    let text = panic.downcast_ref::<String>().unwrap();
    assert!(text.contains("`getQueryStyles`: the query parameter `shared` is wrong"), "{text}");
}

/// Each operation has a response by default: the example of the document, or a value generated from its schema.
#[tokio::test]
async fn the_client_reads_examples() {
    let server = Server::start().await.unwrap();
    macro_rules! all {
        ($($operation:ident)*) => {{
            $(server.expect::<kitchen_sink::operations::$operation>().example();)*
            [$(stringify!($operation)),*].len()
        }};
    }
    let count = all! {
        PostAny PutBounded PutBytes PostForm PostMany PutOneWay PostParts PutWrittenTwice PutXml GetAnyBase64
        PutJsonFile GetJsonText PutLinesText GetPlainNumber GetAnyObject GetAnyText PutVersions ListByCursor ListByLink
        ListOrNull ListInParts ListByUrl GetPage GetEvents HeadOnly GetLines GetSeveral GetVendorJson PutNames PutNulls
        PutNumbers PutShapes PutTree PutUnions StreamEvents StreamLines SendLines StyleEmpty
    };
    let said = server.verify().unwrap_err();
    let other: Vec<_> = said.lines().filter(|it| !it.ends_with("was expected 1 more time(s)")).collect();
    assert_eq!(other, [""; 0]);
    assert_eq!(said.lines().count(), count);

    let client = server.client().unwrap();
    assert_eq!(client.get_plain_number().await.unwrap(), 0);
    assert_eq!(
        client.put_xml(kitchen_sink::types::Shelf::new(Vec::<kitchen_sink::types::Book>::new(), 1)).await.unwrap().id,
        0
    );
    let mut events = client.stream_events().await.unwrap();
    assert!(events.try_next().await.unwrap().is_some());
    let mut lines = client.stream_lines().await.unwrap();
    assert!(lines.try_next().await.unwrap().is_some());
}
