//! What goes wrong with a live document: each row against a loopback server, with the proof that nothing changed.

use std::fs;
use std::io::Write as _;
use std::thread;

use octogen_cli::output::sha256;

use super::loopback::{Loopback, answer, document};
use super::*;

const VENDORED: &str = r##"{
  "openapi": "3.1.0",
  "info": {
    "title": "A",
    "version": "1"
  },
  "paths": {
    "/a": {
      "get": {
        "x-limit": 1
      }
    },
    "/b": {
      "get": {
        "$ref": "#/components/x"
      }
    }
  },
  "components": {
    "x": {}
  }
}
"##;

struct Specs(tempfile::TempDir);

impl Specs {
    /// A repository with one API whose live document is at `url`.
    fn new(url: &str) -> Self {
        let it = Self(tempfile::tempdir().unwrap());
        let origin = Origin {
            kind: if url.is_empty() { origin::Kind::Docs } else { origin::Kind::Live },
            url: (!url.is_empty()).then(|| url.to_owned()),
            etag: Some("\"old\"".to_owned()),
            ..Origin::default()
        };
        fs::create_dir_all(it.folder()).unwrap();
        fs::write(it.folder().join("openapi.json"), VENDORED).unwrap();
        fs::write(it.folder().join("api.toml"), "").unwrap();
        fs::write(it.folder().join("source.toml"), origin.dated("2026-01-01", VENDORED).text().unwrap()).unwrap();
        it
    }

    fn folder(&self) -> std::path::PathBuf {
        self.0.path().join("specs/a")
    }

    fn files(&self) -> Vec<String> {
        ["openapi.json", "source.toml"].map(|it| fs::read_to_string(self.folder().join(it)).unwrap()).into()
    }

    /// The same with a document in YAML.
    fn yaml(url: &str) -> Self {
        let it = Self::new(url);
        fs::rename(it.folder().join("openapi.json"), it.folder().join("openapi.yaml")).unwrap();
        it
    }

    fn refresh(&self, force: bool) -> Result<String, String> {
        self.refresh_within(60, force)
    }

    fn refresh_within(&self, seconds: u64, force: bool) -> Result<String, String> {
        let api = Api::read(self.0.path(), "a").unwrap();
        let args = Args { apis: Vec::new(), url: None, force, regen: false, allow_host: Vec::new(), seconds };
        match refresh(self.0.path(), &api, &args, "2026-11-21") {
            Ok(Done::Fresh(said)) => Ok(format!("new: {said}")),
            Ok(Done::Kept(said)) => Ok(format!("kept: {said}")),
            Err(failure) => Err(failure.to_string()),
        }
    }
}

/// The answers lead to this, and the vendored pair stays.
#[track_caller]
fn kept(answers: Vec<Vec<u8>>, said: &str) {
    let server = Loopback::new(answers);
    let specs = Specs::new(&format!("{}/openapi.json?key=secret", server.url));
    let before = specs.files();
    let got = specs.refresh(false).unwrap_or_else(|it| it);
    assert!(got.contains(said), "{said}: {got}");
    assert!(!got.contains("secret") && got.lines().count() == 1, "{got}");
    assert_eq!(specs.files(), before);
    assert_eq!(fs::read_dir(specs.0.path().join("specs")).unwrap().count(), 1);
}

/// A parameter more that has to be sent.
fn changed() -> String {
    let parameter = r#"{
            "name": "q",
            "in": "query",
            "required": true,
            "schema": {
              "type": "string"
            }
          }"#;
    VENDORED.replace("\"x-limit\": 1", &format!("\"parameters\": [\n          {parameter}\n        ]"))
}

#[test]
fn what_is_no_document_is_refused() {
    let html = |status| answer(status, "content-type: text/html\r\n", b"<!doctype html><title>Log in</title>\x1b[31m");
    kept(vec![html("200 OK")], "it is HTML or XML; content type `text/html`, begins with `<!doctype html>");
    kept(vec![html("200 OK")], "\\x1b[31m");
    for (body, said) in [
        ("", "it is empty"),
        (" \n ", "it is empty"),
        ("maintenance", "it is not JSON"),
        (r#"{"error": {"code": "UNAUTHORIZED"}}"#, "it has no `openapi`"),
        (r#"{"openapi": "3.1.0"}"#, "it has no `info`"),
        (r#"{"openapi": "3.1.0", "info": {}}"#, "it has neither"),
        (r#"{"openapi": 3.1, "info": {}, "paths": {}}"#, "it has no `openapi`"),
        ("[]", "it is not an object"),
        (r#"{"openapi": "3.1.0", "info": {}, "paths": {},}"#, "it is not JSON: trailing comma"),
        (&VENDORED[..200], "it is not JSON"),
        (&VENDORED.replace("\"x\": {}", "\"y\": {}"), "`#/components/x` does not resolve"),
        (r#"{"openapi": "3.1.0", "info": {}, "paths": {}}"#, "it has no operations"),
        (&VENDORED.replace("\"/a\"", "\"/else\""), "1 of 2 operations are missing, `get /a` among them"),
        (
            &VENDORED.replace("\"get\": {\n        \"x-limit", "\"put\": {\n        \"x-limit"),
            "1 of 2 operations are missing",
        ),
    ] {
        kept(vec![document(body)], said);
    }
    let one_left =
        VENDORED.replace("\"/b\"", "\"x-b\"").replace("\"get\": {\n        \"$ref", "\"not\": {\n        \"$ref");
    kept(
        vec![document(&one_left)],
        "1 of 2 operations are missing, `get /b` among them (--force takes it all the same)",
    );
}

/// How much a text holds is told before it is read, whatever its format.
#[test]
fn what_is_too_much_is_refused() {
    let many = format!(r#"{{"openapi": "3.1.0", "x-many": [{}1]}}"#, "1,".repeat(2_000_000));
    let deep = format!(r#"{{"openapi": "3.1.0", "x-deep": {}"#, "[".repeat(200_000));
    for (text, said) in [(many, "it holds more than 2000000 values"), (deep, "it is nested deeper than 128")] {
        kept(vec![document(&text)], said);
        let text = text.replacen("{\"openapi\": \"3.1.0\", ", "openapi: 3.1.0\n", 1).replace("]}", "]");
        let server = Loopback::new(vec![document(&text)]);
        let specs = Specs::yaml(&server.url);
        let got = specs.refresh(false).unwrap_err();
        assert!(got.contains(said), "{got}");
    }
}

/// Names of parameters in paths and a lost fifth of the operations are no reason to keep the old document.
#[test]
fn most_operations_have_to_stay() {
    let paths = |names: &[&str]| -> String {
        let path = |it: &&str| format!(r#""/{it}/{{{it}}}": {{ "get": {{ "responses": {{}} }} }}"#);
        let paths: Vec<String> = names.iter().map(path).collect();
        format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "A", "version": "1"}}, "paths": {{{}}}}}"#,
            paths.join(", ")
        )
    };
    let set = |text: &str| judge::operations(&serde_json::from_str(text).unwrap()).len();
    assert_eq!(set(&paths(&["a", "b"])), 2);
    let old = paths(&["a", "b", "c", "d", "e"]);
    for (new, is_same) in [
        (old.replace("{a}", "{id}"), true),
        (paths(&["a", "b", "c", "d"]), true),
        (paths(&["a", "b", "c", "d", "f", "g", "h"]), true),
        (paths(&["a", "b", "c"]), false),
        (paths(&["a", "b", "c", "x", "y", "z", "v", "w"]), false),
        (old.replace("get", "post"), false),
    ] {
        let value = |text: &str| serde_json::from_str(text).unwrap();
        let (old, new): (serde_json::Value, serde_json::Value) = (value(&old), value(&new));
        assert_eq!(judge::same_api(&judge::operations(&old), &judge::operations(&new)).is_ok(), is_same, "{new}");
    }
}

/// The advice is for the command that gives it.
#[test]
fn advice_is_the_callers() {
    let server = Loopback::new(vec![document(&VENDORED.replace("\"/a\"", "\"/else\""))]);
    let specs = Specs::new(&server.url);
    let api = Api::read(specs.0.path(), "a").unwrap();
    let asking = Asking { url: None, hosts: Vec::new(), force: false, advice: "do that".to_owned() };
    let Err(said) = live(&api, &asking, Instant::now() + Duration::from_secs(60)) else { panic!() };
    assert!(said.to_string().contains("among them (do that)"), "{said}");
}

#[test]
fn encodings() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(VENDORED.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    kept(vec![answer("200 OK", "", &utf16)], "it is UTF-16");
    let latin1: Vec<u8> =
        changed().replace("\"A\"", "\"\u{1}\"").bytes().map(|it| if it == 1 { 0xe4 } else { it }).collect();
    kept(vec![answer("200 OK", "", &latin1)], "it is not UTF-8");
    let server = Loopback::new(vec![document(&format!("\u{feff}{}", changed()))]);
    let said = Specs::new(&server.url).refresh(false).unwrap();
    assert!(said.contains("a byte order mark was left out"), "{said}");
}

#[test]
fn refusals_of_the_server() {
    for (status, headers, said) in [
        ("401 Unauthorized", "", "401, it wants credentials"),
        ("403 Forbidden", "", "403, it wants credentials"),
        ("429 Too Many Requests", "retry-after: 7\r\n", "429, too many requests, try again after 7"),
        ("500 Internal Server Error", "", "500, not a document"),
        ("204 No Content", "", "204, not a document"),
    ] {
        kept(vec![answer(status, headers, b"")], said);
    }
}

#[test]
fn a_body_that_was_cut_off() {
    let mut short = document(&changed());
    short.truncate(short.len() - 30);
    kept(vec![short], "cut off after");
    let mut chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n".to_vec();
    chunked.extend(format!("{:x}\r\n{}\r\n", changed().len(), changed()).bytes());
    kept(vec![chunked], "cut off after");
}

#[test]
fn redirects() {
    let to = |location: &str| answer("302 Found", &format!("location: {location}\r\n"), b"");
    kept(vec![to("/again")], "more than 5 redirects");
    kept(vec![to("http://localhost:1/x?key=secret")], "another host");
    kept(vec![answer("302 Found", "", b"")], "a redirect to nowhere");
    kept(vec![to("/other"), document(VENDORED)], "nothing changed");
}

#[test]
fn nothing_changed() {
    kept(vec![answer("304 Not Modified", "", b"")], "nothing changed");
    let other_form =
        VENDORED.replace("  ", "\t").replace('\n', "\r\n").replace(": 1", ": 1.0").replace("\"A\"", "\"\\u0041\"");
    kept(vec![document(&other_form)], "nothing changed");
    let value: serde_json::Value = serde_json::from_str(VENDORED).unwrap();
    kept(vec![document(&value.to_string())], "nothing changed");
}

#[test]
fn a_condition_is_sent_once_and_a_304_out_of_the_blue_is_refused() {
    let server = Loopback::new(vec![document(&changed()), answer("304 Not Modified", "", b"")]);
    let said = Specs::new(&server.url).refresh(false).unwrap_err();
    assert!(said.contains("304"), "{said}");
    let seen = server.seen();
    assert!(seen[0].contains("if-none-match: \"old\"") && seen[0].contains("cache-control: no-cache"), "{seen:?}");
    assert!(!seen[1].contains("if-none-match"), "{seen:?}");
}

#[test]
fn two_edges_that_disagree() {
    let other = VENDORED.replace("\"x-limit\": 1", "\"x-limit\": 3");
    kept(vec![document(&changed()), document(&other)], "two downloads in a row differ");
}

#[test]
fn bounds() {
    let head = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let url = |answers| {
        let server = Loopback::new(answers);
        let request = Request {
            url: &server.url,
            etag: None,
            modified: None,
            hosts: &[],
            until: Instant::now() + Duration::from_secs(60),
            most: 1000,
        };
        fetch::fetch(&request).unwrap_err().to_string()
    };
    let large: Vec<u8> = head.iter().copied().chain([b'x'; 5000]).collect();
    assert!(url(vec![large]).contains("more than 1000 bytes"));
    // 200 kB of zeros in 228 bytes of gzip would pass a bound on what comes over the wire.
    let bomb = include_bytes!("zeros.gz");
    assert!(bomb.len() < 1000);
    assert!(url(vec![answer("200 OK", "content-encoding: gzip\r\n", bomb)]).contains("more than 1000 bytes"));
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", silent.local_addr().unwrap());
    let until = Instant::now() + Duration::from_millis(200);
    let request = Request { url: &address, etag: None, modified: None, hosts: &[], until, most: 1000 };
    assert!(fetch::fetch(&request).unwrap_err().to_string().contains("timeout"));
}

/// A server that gives a byte now and then, and one that redirects for ever and slowly, keep nobody beyond the time.
#[test]
fn slow_servers() {
    let drip = |head: &'static str| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let _ = stream.write_all(head.as_bytes());
                for _ in 0..200 {
                    thread::sleep(Duration::from_millis(50));
                    if stream.write_all(b" ").is_err() {
                        break;
                    }
                }
            }
        });
        url
    };
    for head in ["HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{", "HTTP/1.1 200 OK\r\nx:", "HTTP/1.1 302 Found\r\nx:"] {
        let specs = Specs::new(&drip(head));
        let before = specs.files();
        let started = Instant::now();
        let said = specs.refresh_within(1, false).unwrap_err();
        assert!(said.contains("timeout") || said.contains("no verdict within"), "{said}");
        // The server goes on for ten seconds.
        assert!(started.elapsed() < Duration::from_secs(8), "{head}");
        assert_eq!(specs.files(), before);
    }
}

#[test]
fn work_that_is_late_is_left_to_itself() {
    let forever = |_| loop {
        thread::sleep(Duration::from_millis(10));
    };
    let Err(said) = within::<()>(Duration::from_millis(20), forever) else { panic!() };
    assert_eq!(said.to_string(), "no verdict within 0.02 s (see --seconds)");
    assert_eq!(within(Duration::from_secs(60), |_| Ok(7)).unwrap(), 7);
    let Err(said) = within::<()>(Duration::from_secs(60), |_| Err("why".into())) else { panic!() };
    assert_eq!(said.to_string(), "why");
}

#[test]
fn a_new_document_is_taken_in_its_form_with_its_origin() {
    let server = Loopback::new(vec![document(&changed().replace('\n', ""))]);
    let specs = Specs::new(&server.url);
    let said = specs.refresh(false).unwrap();
    assert!(said.starts_with("new: ") && said.contains("wire breaking"), "{said}");
    let [text, origin] = &specs.files()[..] else { unreachable!() };
    assert_eq!(*text, changed());
    let origin: Origin = toml::from_str(origin).unwrap();
    assert_eq!((origin.date.as_str(), origin.etag.as_deref()), ("2026-11-21", Some("\"new\"")));
    assert_eq!(origin.sha256, sha256(text.as_bytes()));
    assert!(specs.refresh(false).unwrap().contains("nothing changed"));
}

#[test]
fn a_new_version_of_openapi_is_said_first() {
    let server = Loopback::new(vec![document(&VENDORED.replace("3.1.0", "3.2.0"))]);
    let said = Specs::new(&server.url).refresh(false).unwrap();
    assert_eq!(said.lines().nth(1), Some("  version changed: 3.1.0 → 3.2.0"));
}

#[test]
fn a_small_document_can_be_forced() {
    let server = Loopback::new(vec![document(r#"{"openapi": "3.1.0", "info": {}, "paths": {}}"#)]);
    assert!(Specs::new(&server.url).refresh(true).unwrap().starts_with("new: "));
}

#[test]
fn a_document_from_documentation_has_no_live_one() {
    assert!(Specs::new("").refresh(false).unwrap().contains("no live document is known"));
}

#[test]
fn a_vendored_document_that_was_edited_is_found_out() {
    let server = Loopback::new(vec![document(VENDORED)]);
    let specs = Specs::new(&server.url);
    fs::write(specs.folder().join("openapi.json"), changed()).unwrap();
    assert!(specs.refresh(false).unwrap_err().contains("never edited by hand"));
}

#[test]
fn nobody_there() {
    let specs = Specs::new("http://127.0.0.1:1/x");
    assert!(specs.refresh(false).unwrap_err().starts_with("http://127.0.0.1:1/x: "));
}
