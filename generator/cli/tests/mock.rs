//! `octogen mock`, started as a user does and called over plain HTTP.
#![cfg(feature = "mock")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server that ends with the test.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(spec: &str, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_octogen"))
            .args(["mock", spec, "--port", "0"])
            .args(more)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, output, address: String::new() };
        let first = server.line();
        server.address = first.strip_prefix("http://").expect("the address comes first").to_owned();
        assert!(server.address.starts_with("127.0.0.1:"), "{first}");
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The status and the body of the answer, and the line that is logged.
    fn call(&mut self, request: &str, headers: &str, body: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        write!(stream, "{request} HTTP/1.1\r\nhost: x\r\n{headers}content-length: {length}\r\n\r\n{body}").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned(), self.line())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn examples_are_answered_and_mistakes_explained() {
    let mut server = Server::start("specs/octolens/openapi.json", &[]);
    assert!(server.line().contains(" operations; any credentials will do"));
    let key = "authorization: Bearer any\r\n";

    let (status, body, line) = server.call("GET /api/v2/keywords", key, "");
    assert_eq!((status, line.as_str()), (200, "GET /api/v2/keywords 200 listKeywords"), "{body}");
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert!(body["data"][0]["id"].is_i64() || body["data"][0]["id"].is_string(), "{body}");

    let (status, body, line) = server.call("GET /api/v2/keywords", "", "");
    assert_eq!(status, 400);
    assert!(body.contains("the credentials of no documented alternative are complete"), "{body}");
    assert!(line.starts_with("GET /api/v2/keywords 400: `listKeywords`: ") && line.contains(&body), "{line}");

    let json = format!("{key}content-type: application/json\r\n");
    let (status, body, _) = server.call("POST /api/v2/mentions", &json, r#"{"limit": "many"}"#);
    assert_eq!(status, 400);
    assert!(body.contains("at `limit`: expected an integer, found a string"), "{body}");

    let (status, body, _) = server.call("GET /nowhere", key, "");
    assert_eq!((status, body.as_str()), (404, "the document has no path `/nowhere`"));
    let (status, body, _) = server.call("DELETE /api/v2/keywords", key, "");
    assert_eq!(status, 404);
    assert!(body.starts_with("`/api/v2/keywords` has no operation DELETE, only "), "{body}");
    // What is sent is no command to the terminal.
    let (_, _, line) = server.call("GET /\u{1b}[2J", key, "");
    assert!(line.starts_with("GET /\\u{1b}[2J 404"), "{line}");
}

/// Names, attributes, namespaces and lists as the `xml` keywords of the document say, in bodies of both directions.
#[test]
fn bodies_in_xml() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.yaml");
    std::fs::write(&spec, XML).unwrap();
    let mut server = Server::start(spec.to_str().unwrap(), &[]);
    server.line();

    let sent = "content-type: application/xml\r\n";
    let (status, body, _) = server.call("GET /shelf", "", "");
    assert_eq!(status, 200);
    let expected = "<s:shelf xmlns:s=\"https://example.com/shelf\" id=\"7\">\
        <book><title>Emma</title></book><all-moods><mood>quiet</mood></all-moods></s:shelf>";
    assert_eq!(body, expected);
    let own = body;
    let (status, body, _) = server.call("PUT /shelf", sent, &own);
    assert_eq!((status, body.as_str()), (200, r#"{"id":7}"#));
    let accepting = format!("{sent}accept: text/xml;q=0.9, application/json;q=0.1\r\n");
    let (status, body, _) = server.call("PUT /shelf", &accepting, &own);
    assert_eq!((status, body.as_str()), (200, "<done><id>7</id></done>"));

    // A part that contains others like it, and what the document leaves open.
    let inner = own.replace(
        "</s:shelf>",
        "<inner xmlns='urn:inner' id='8' color='red'><book><title>Persuasion</title></book></inner></s:shelf>",
    );
    let (status, body, _) = server.call("PUT /shelf", sent, &inner);
    assert_eq!(status, 200, "{body}");

    let pointer = "(#/paths/~1shelf/put/requestBody/content/application~1xml)";
    for (from, to, wrong) in [
        ("id=\"7\"", "id=\"x\"", "at `id`: expected an integer, found a string"),
        ("id=\"7\"", "", "at `$`: member `id` is missing"),
        ("Emma", "", "at `books[0].name`: must have at least 1 character(s), has 0"),
        ("<title>", "<title lang='en'>", ""),
        ("<book>", "<book pages='1'>", "at `books[0]`: member `pages` is not documented"),
        ("xmlns:s=", "xmlns:t=", "the prefix `s` of `<s:shelf>` is not declared"),
        (
            "https://example.com/shelf",
            "urn:x",
            "`<s:shelf>` has the namespace `urn:x`, expected `https://example.com/shelf`",
        ),
        ("<mood>quiet</mood>", "quiet", "`<all-moods>` has text, expected elements"),
        ("title>", "name>", "`<book>` has the element `<name>`; `name` is an element `<title>`"),
        ("</s:shelf>", "", "`<s:shelf>` is not closed"),
    ] {
        let (status, body, _) = server.call("PUT /shelf", sent, &own.replace(from, to));
        match wrong {
            "" => assert_eq!(status, 200, "{to}: {body}"),
            _ => assert_eq!(
                (status, body),
                (400, format!("`putShelf`: the body does not match its schema: {wrong} {pointer}"))
            ),
        }
    }

    // Serialized examples go out as they are; what has no elements in the document has a root element still.
    let (_, body, _) = server.call("GET /raw", "", "");
    assert_eq!(body, "<feed version='2'><entry/></feed>");
    let (_, body, _) = server.call("GET /plain", "", "");
    assert_eq!(body, "<root>a &lt; b</root>");
    let (_, body, _) = server.call("GET /any", "", "");
    assert_eq!(body, "<Anything><a>1</a><b><c>x</c></b></Anything>");
}

const XML: &str = r##"
openapi: 3.1.0
info: { title: Shelves, version: "1" }
paths:
  /shelf:
    get:
      operationId: getShelf
      responses: { "200": { description: "", content: { application/xml: { schema: { $ref: "#/components/schemas/Shelf" } } } } }
    put:
      operationId: putShelf
      requestBody: { required: true, content: { application/xml: { schema: { $ref: "#/components/schemas/Shelf" } } } }
      responses:
        "200":
          description: ""
          content:
            application/json: { schema: { $ref: "#/components/schemas/Done" } }
            text/xml: { schema: { $ref: "#/components/schemas/Done" } }
  /raw:
    get:
      operationId: getRaw
      responses:
        "200":
          description: ""
          content: { application/xml: { schema: { $ref: "#/components/schemas/Feed" }, example: "<feed version='2'><entry/></feed>" } }
  /plain:
    get:
      operationId: getPlain
      responses: { "200": { description: "", content: { text/xml: { schema: { type: string }, example: a < b } } } }
  /any:
    get:
      operationId: getAny
      responses: { "200": { description: "", content: { application/atom+xml: { schema: { $ref: "#/components/schemas/Anything" } } } } }
components:
  schemas:
    Shelf:
      type: object
      required: [id]
      xml: { name: shelf, prefix: s, namespace: "https://example.com/shelf" }
      properties:
        id: { type: integer, xml: { attribute: true }, example: 7 }
        books: { type: array, items: { $ref: "#/components/schemas/Book" } }
        moods: { type: array, items: { type: string, xml: { name: mood } }, xml: { name: all-moods, wrapped: true }, example: [quiet] }
        inner: { $ref: "#/components/schemas/Shelf", xml: { name: inner, prefix: "", namespace: "urn:inner" } }
    Book:
      type: object
      additionalProperties: false
      required: [name]
      xml: { name: book }
      properties: { name: { type: string, minLength: 1, xml: { name: title }, example: Emma } }
    Feed:
      type: object
      xml: { name: feed }
      required: [version]
      properties: { version: { type: integer, xml: { attribute: true } }, entry: { type: string } }
    Done: { type: object, required: [id], xml: { name: done }, properties: { id: { type: integer, example: 7 } } }
    Anything: { type: object, example: { a: 1, b: { c: x } } }
"##;

/// Every operation of a document has an answer.
#[test]
fn parts_of_a_document_and_quietly() {
    let mut server = Server::start("specs/octopost/openapi.yaml", &["--quiet"]);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 404 "), "{text}");
    server.child.kill().unwrap();
    assert_eq!(server.line(), "", "nothing but the address is printed");
}

#[test]
fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = Command::new(env!("CARGO_BIN_EXE_octogen"))
        .args(["mock", "specs/octolens/openapi.json", "--port", &port])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8(ran.stderr).unwrap().contains(&format!("error[files]: 127.0.0.1:{port}: ")));
}
