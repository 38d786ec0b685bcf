//! The built `octogen` command on small documents: exit codes, what is printed where, what is written.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0",
  "info": { "title": "Widgets", "version": "1" },
  "paths": {
    "/widgets": {
      "get": { "operationId": "listWidgets", "tags": ["W"], "responses": { "204": { "description": "" } } }
    }
  }
}"#;

/// What a run gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.json"), DOCUMENT).unwrap();
    folder
}

fn octogen(folder: &Path, args: &str, input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_octogen"))
        .args(args.split_whitespace())
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    Ran { code: done.status.code(), out: text(done.stdout), err: text(done.stderr) }
}

#[test]
fn exit_codes() {
    let folder = folder();
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    put("b.json", &DOCUMENT.replace("/widgets", "/gadgets"));
    put("broken.json", "{");
    put("other.json", r#"{"swagger": "0.9"}"#);
    put("bad.toml", "nonsense = 1");
    put("typo.toml", "[pakage]\nname = \"a\"\n");
    for (args, code, said) in [
        ("--help", 0, ""),
        ("check a.json", 0, ""),
        ("report a.json", 0, ""),
        ("report a.json --format sarif", 0, ""),
        ("generate a.json --out out1", 0, ""),
        ("generate a.json --out out2 --deny unsupported --driver", 0, ""),
        ("diff a.json a.json", 0, ""),
        ("diff a.json b.json", 1, ""),
        ("diff a.json b.json --fail-on never", 2, "any, breaking, major, minor"),
        ("check broken.json", 1, "broken.json"),
        ("check other.json", 1, "other.json"),
        ("generate other.json --out out3", 1, "other.json"),
        ("generate other.json --out out3", 1, "nothing was written"),
        ("generate a.json --out out3 --include-tag w", 1, "`include.tags` names `w`"),
        ("generate a.json --out out4 --include-tag W", 0, ""),
        ("", 2, "Usage"),
        ("check", 2, "SPEC"),
        ("check missing.json", 2, "missing.json"),
        ("check .", 2, "error[files]"),
        ("check a.json --settings bad.toml", 2, "unknown key `nonsense`\n  at   bad.toml:1"),
        ("check a.json --settings missing.toml", 2, "missing.toml"),
        ("check a.json --overlay missing.yaml", 2, "missing.yaml"),
        ("check a.json --name a/b", 2, "not a name for a package"),
        ("check a.json --root missing", 2, "missing"),
        ("check a.json --deny supported", 2, "approximated"),
        ("check a.json --allow dangling-reff", 2, "did you mean `dangling-ref`?"),
        ("generate a.json --out out3 --include-tag Ww", 1, "did you mean `W`?"),
        ("generate a.json --out out3 --include-operation listwidgets", 1, "did you mean `listWidgets`?"),
        ("check a.json --settings typo.toml", 2, "help did you mean `package`? expected one of"),
        (
            "check https://127.0.0.1:1/openapi.json",
            2,
            if cfg!(feature = "net") { "error[files]" } else { "--features net" },
        ),
        ("generate a.json", 2, "--out"),
        ("diff a.json", 2, "NEW"),
        ("diff - -", 2, "only one"),
        ("diff a.json broken.json", 2, "broken.json"),
    ] {
        let Ran { code: got, err, .. } = octogen(folder.path(), args, "");
        assert_eq!(got, Some(code), "{args}: {err}");
        assert!(err.contains(said), "{args}: {err}");
    }
    assert!(!folder.path().join("out3").exists());
}

#[test]
fn standard_input_is_a_document() {
    let folder = folder();
    assert_eq!(octogen(folder.path(), "check -", DOCUMENT).code, Some(0));
    let broken = octogen(folder.path(), "check -", "{");
    assert_eq!(broken.code, Some(1));
    assert!(broken.err.contains("stdin:1"), "{}", broken.err);
}

#[test]
fn a_crate_is_written_once() {
    let folder = folder();
    let first = octogen(folder.path(), "generate a.json --out c --name widgets", "");
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(fs::read_to_string(folder.path().join("c/Cargo.toml")).unwrap().contains("\"widgets\""));
    let second = octogen(folder.path(), "generate a.json --out c --name widgets", "");
    assert!(second.out.starts_with("c: widgets 0.1.0, 1 operation, "), "{}", second.out);
    assert!(second.out.contains(" 0 changed"), "{}", second.out);
}

/// The modules of a crate are the same with a copy of the runtime and with one that clients share.
#[test]
fn clients_share_a_runtime() {
    let folder = folder();
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
    let missing = octogen(folder.path(), "generate a.json --out c --runtime runtime", "");
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("octogen runtime --out runtime"), "{}", missing.err);
    assert_eq!(octogen(folder.path(), "runtime --out runtime", "").code, Some(0));
    assert!(read("runtime/src/lib.rs").contains("pub mod runtime;"));
    assert!(octogen(folder.path(), "runtime --out runtime", "").out.contains(" 0 changed"));
    for (args, line) in [
        ("--out alone", ""),
        ("--out deep/shared --runtime runtime", "path = \"../../runtime\""),
        ("--out versioned --runtime 0.1", "version = \"0.1\""),
    ] {
        let ran = octogen(folder.path(), &format!("generate a.json --name widgets {args}"), "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let out = args.split_whitespace().nth(1).unwrap();
        assert!(read(&format!("{out}/Cargo.toml")).contains(line), "{args}");
        assert_eq!(folder.path().join(out).join("src/runtime").exists(), line.is_empty(), "{args}");
        for module in ["src/client.rs", "src/operations/w.rs"] {
            assert_eq!(read(&format!("{out}/{module}")), read(&format!("alone/{module}")), "{args}");
        }
    }
}

#[test]
fn names_stay_in_their_file() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let document = |schema: &str| {
        DOCUMENT.replace(
            r#""204": { "description": "" }"#,
            &format!(
                r##""200": {{ "description": "", "content": {{ "application/json": {{ "schema": {{ "$ref": "#/components/schemas/{schema}" }} }} }} }}"##
            ),
        )
        .replace(
            r#""paths": {"#,
            &format!(
                r#""components": {{ "schemas": {{ "{schema}": {{ "type": "object", "properties": {{ "size": {{ "type": "integer" }} }} }} }} }}, "paths": {{"#
            ),
        )
    };
    fs::write(at("old.json"), document("Widget")).unwrap();
    fs::write(at("new.json"), document("Gadget")).unwrap();
    let ran = |args: &str| octogen(folder.path(), args, "");
    assert_eq!(ran("generate old.json --out c --names names.lock --check").code, Some(1));
    assert!(!at("names.lock").exists() && !at("c").exists());
    assert_eq!(ran("generate old.json --out c --names names.lock").code, Some(0));
    assert_eq!(ran("generate old.json --out c --names names.lock --check").code, Some(0));
    let lock = fs::read_to_string(at("names.lock")).unwrap();
    assert!(lock.contains("type Widget = Widget\n"), "{lock}");

    // A renamed schema breaks nobody under the lock.
    assert!(ran("diff old.json new.json").out.contains("major"));
    let diff = ran("diff old.json new.json --names names.lock");
    assert!(!diff.out.contains("major"), "{}{}", diff.out, diff.err);
    let made = ran("generate new.json --out c --names names.lock");
    assert!(made.out.contains("type Widget is Gadget now and stays `Widget`"), "{}{}", made.out, made.err);
    assert!(fs::read_to_string(at("names.lock")).unwrap().contains("type Gadget = Widget\n"));

    // What is chosen, and what cannot be.
    fs::write(at("names.lock"), "type Gadget = Thing\n").unwrap();
    assert_eq!(ran("generate new.json --out c --names names.lock --check").code, Some(1));
    assert_eq!(ran("generate new.json --out c --names names.lock").code, Some(0));
    let types = fs::read_to_string(at("c/src/types/w.rs")).unwrap();
    assert!(types.contains("pub struct Thing"), "{types}");
    fs::write(at("names.lock"), "type Gadget = Thing\ntype Gadget = Other\n").unwrap();
    let ran = ran("generate new.json --out c --names names.lock");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("`type Gadget` is `Other` here and `Thing` in line 1"), "{}", ran.err);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    let ran = octogen(folder.path(), "generate a.json --out c --dry-run", "");
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("new      Cargo.toml"), "{}", ran.out);
    assert!(!folder.path().join("c").exists());
}

#[test]
#[cfg(feature = "dry-diff")]
fn a_dry_run_with_lines() {
    let folder = folder();
    let ran = |args: &str| octogen(folder.path(), args, "");
    assert!(ran("generate a.json --out c --diff").out.contains("--- /dev/null\n+++ b/Cargo.toml\n@@ -0,0 +1"));
    assert!(!folder.path().join("c").exists());
    assert_eq!(ran("generate a.json --out c --name widgets").code, Some(0));
    fs::write(folder.path().join("a.json"), DOCUMENT.replace("listWidgets", "allWidgets")).unwrap();
    let ran = ran("generate a.json --out c --name widgets --diff");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let (before, after) =
        (ran.out.contains("\n-    pub fn list_widgets"), ran.out.contains("\n+    pub fn all_widgets"));
    assert!(
        before && after && ran.out.contains("--- a/src/operations/w.rs\n+++ b/src/operations/w.rs\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(" to change"), "{}", ran.out);
    assert!(fs::read_to_string(folder.path().join("c/src/operations/w.rs")).unwrap().contains("list_widgets"));
}

/// A server on this machine needs no TLS.
#[test]
#[cfg(feature = "net")]
fn a_document_behind_a_url() {
    let folder = folder();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/openapi.json", listener.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        for found in [true, false] {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = std::io::Read::read(&mut stream, &mut [0; 4096]).unwrap();
            let head = if found { "200 OK" } else { "404 Not Found" };
            let length = DOCUMENT.len();
            write!(stream, "HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{DOCUMENT}")
                .unwrap();
        }
    });
    let ran = octogen(folder.path(), &format!("check {url}"), "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let ran = octogen(folder.path(), &format!("check {url}"), "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains(&format!("error[files]: {url}: ")) && ran.err.contains("404"), "{}", ran.err);
    serving.join().unwrap();
    let ran = octogen(folder.path(), "check http://example.com/openapi.json", "");
    assert!(ran.code == Some(2) && ran.err.contains("is not an https:// URL"), "{}", ran.err);
}

#[test]
fn files_of_others_stay_without_force() {
    let folder = folder();
    fs::create_dir(folder.path().join("c")).unwrap();
    fs::write(folder.path().join("c/Cargo.toml"), "mine").unwrap();
    let ran = octogen(folder.path(), "generate a.json --out c", "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("error[not-ours]") && ran.err.contains("at   Cargo.toml"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path().join("c")).unwrap().count(), 1);
    assert_eq!(octogen(folder.path(), "generate a.json --out c --force", "").code, Some(0));
}

/// A file of the crate that was edited is named and left alone, whatever would become of it: written, removed, or nothing
/// but made again.
#[test]
fn edited_files_stay_without_force() {
    let folder = folder();
    let other = DOCUMENT.replace("listWidgets", "allWidgets").replace("\"W\"", "\"V\"");
    fs::write(folder.path().join("b.json"), other).unwrap();
    for (file, document) in [
        ("src/lib.rs", "a.json"),
        ("src/lib.rs", "b.json"),
        ("Cargo.toml", "b.json"),
        ("src/operations/w.rs", "b.json"),
        ("src/operations/w.rs", "a.json"),
    ] {
        assert_eq!(octogen(folder.path(), "generate a.json --out c --name widgets --force", "").code, Some(0));
        let edited = folder.path().join("c").join(file);
        let text = fs::read_to_string(&edited).unwrap() + "// mine\n";
        fs::write(&edited, &text).unwrap();
        for dry in ["", "--dry-run"] {
            let ran = octogen(folder.path(), &format!("generate {document} --out c --name widgets {dry}"), "");
            assert_eq!(ran.code, Some(2), "{file} {document}: {}", ran.out);
            assert!(ran.err.contains(&format!("at   {file}: edited since octogen wrote it")), "{}", ran.err);
            assert!(ran.err.contains("add --force"), "{}", ran.err);
            assert_eq!(fs::read_to_string(&edited).unwrap(), text, "{file} {document}");
        }
        let forced = octogen(folder.path(), &format!("generate {document} --out c --name widgets --force"), "");
        assert_eq!(forced.code, Some(0), "{}", forced.err);
        assert!(!fs::read_to_string(&edited).unwrap_or_default().contains("// mine"));
    }
}

#[test]
fn reports_for_programs_are_json() {
    let folder = folder();
    for (format, key) in [("json", "counts"), ("sarif", "runs")] {
        let ran = octogen(folder.path(), &format!("report a.json --format {format}"), "");
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(report.get(key).is_some(), "{format}");
    }
    for (args, head) in [("report a.json", "Coverage of Widgets 1"), ("diff a.json a.json", "Changes of widgets")] {
        let page = octogen(folder.path(), &format!("{args} --format html"), "").out;
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&format!("<h1>{head}</h1>")), "{page}");
    }
    let made = octogen(folder.path(), "generate a.json --out c --name widgets --dry-run --format json", "");
    let made: serde_json::Value = serde_json::from_str(&made.out).unwrap();
    assert_eq!((&made["package"]["name"], &made["operations"]), (&"widgets".into(), &1.into()));
    assert!(
        made["changes"].as_array().unwrap().contains(&serde_json::json!({ "path": "Cargo.toml", "change": "new" }))
    );
    let diff = octogen(folder.path(), "diff a.json a.json --format json", "");
    let diff: serde_json::Value = serde_json::from_str(&diff.out).unwrap();
    assert_eq!(diff, serde_json::json!({"wire": "none", "rust": "none", "changes": []}));
}
