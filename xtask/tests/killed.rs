//! The command itself, killed while it changes the vendored pair: the old pair is there or the new one, never a mix,
//! and the next run goes on from there.
#![cfg(feature = "net")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use octogen_cli::output::sha256;

/// A document that takes a moment to be written.
fn document(turn: usize) -> String {
    let words = format!("{turn} ").repeat(600_000);
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "A", "version": "{turn}", "description": "{words}"}},
            "paths": {{"/a": {{"get": {{"responses": {{"204": {{"description": "Done."}}}}}}}}}}}}"#
    )
}

/// Gives the document of the moment to whoever asks.
fn serve(current: Arc<Mutex<String>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/openapi.json", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it == 1) {
                request.push(byte[0]);
            }
            let body = current.lock().unwrap().clone();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            // Whoever was killed does not listen any more.
            let _ = write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len());
        }
    });
    url
}

/// `cargo xtask refresh a` in another repository.
fn refresh(repository: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["refresh", "a"]).env("CARGO_MANIFEST_DIR", repository.join("xtask"));
    command.current_dir(repository).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The turn whose pair is there.
fn turn(api: &Path) -> String {
    let text = fs::read_to_string(api.join("openapi.json")).unwrap();
    let origin: toml::Table = fs::read_to_string(api.join("source.toml")).unwrap().parse().unwrap();
    assert_eq!(origin["sha256"].as_str(), Some(sha256(text.as_bytes()).as_str()), "the pair is a mix");
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    document["info"]["version"].as_str().unwrap().to_owned()
}

#[test]
fn a_killed_refresh_leaves_the_old_pair_or_the_new_one() {
    let repository = tempfile::tempdir().unwrap();
    let api = repository.path().join("specs/a");
    let waiting = repository.path().join("specs/.a.new");
    fs::create_dir_all(&api).unwrap();
    let current = Arc::new(Mutex::new(document(0)));
    let url = serve(Arc::clone(&current));
    let first = document(0);
    fs::write(api.join("openapi.json"), &first).unwrap();
    fs::write(api.join("api.toml"), "").unwrap();
    let origin =
        format!("kind = \"live\"\nurl = \"{url}\"\ndate = \"2026-01-01\"\nsha256 = \"{}\"\n", sha256(first.as_bytes()));
    fs::write(api.join("source.toml"), origin).unwrap();

    let mut killed_in_the_middle = 0;
    for run in 1..=12 {
        let before = turn(&api);
        *current.lock().unwrap() = document(run);
        let mut child = refresh(repository.path());
        let deadline = Instant::now() + Duration::from_secs(120);
        // The new pair is written beside the old one: from here on a kill is one in the middle.
        while !waiting.exists() && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "nothing is written");
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(Duration::from_micros(700 * (run as u64 - 1)));
        killed_in_the_middle += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let after = turn(&api);
        assert!(after == before || after == run.to_string(), "{before} became {after} in run {run}");
    }
    assert!(killed_in_the_middle > 0, "no run was killed");

    *current.lock().unwrap() = document(99);
    assert!(refresh(repository.path()).wait().unwrap().success());
    assert_eq!(turn(&api), "99");
    assert!(!waiting.exists(), "what the killed runs left is cleared away");
}
