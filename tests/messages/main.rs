//! What the compiler says of programs that a user gets wrong. The messages are ours where a trait has
//! `diagnostic::on_unimplemented`; that they come out depends on how the compiler looks for impls, so it is asked, on the
//! client that was built for these tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `rustc` says of a function with that body; nothing where it takes it.
fn said(name: &str, body: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("messages");
    fs::create_dir_all(&folder).expect("a folder");
    let source = folder.join(format!("{name}.rs"));
    let program = format!(
        "pub async fn user(client: &kitchen_sink::Client) -> Result<(), kitchen_sink::Error> {{\n    {body}\n    Ok(())\n}}\n"
    );
    fs::write(&source, program).expect("a file");
    let deps = deps();
    let mut client = std::ffi::OsString::from("kitchen_sink=");
    client.push(client_in(&deps));
    let mut inside = std::ffi::OsString::from("dependency=");
    inside.push(&deps);
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let done = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .arg(&folder)
        .arg("--extern")
        .arg(client)
        .arg("-L")
        .arg(inside)
        .arg(&source)
        .output()
        .expect("rustc");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.success(), !said.contains("error"), "{said}");
    said
}

/// Where cargo has put this program, and the client beside it.
fn deps() -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    program.parent().expect("a file in a folder").to_owned()
}

/// The client as it was built last.
fn client_in(deps: &Path) -> PathBuf {
    let files = fs::read_dir(deps).expect("a folder").map(|it| it.expect("an entry").path());
    let is_client = |it: &PathBuf| {
        let name = it.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        name.starts_with("libkitchen_sink-") && name.ends_with(".rlib")
    };
    let built = |it: &PathBuf| fs::metadata(it).and_then(|it| it.modified()).expect("a time");
    files.filter(is_client).max_by_key(built).expect("cargo builds the client for this test")
}

#[test]
fn wrong_programs_are_told_what_to_do() {
    for (name, body, messages) in [
        (
            "wait_without_its_feature",
            "client.get_any_base64().wait();",
            &[
                "blocking calls need the feature `blocking` of the client",
                "`blocking` is not enabled",
                "add `features = [\"blocking\"]` to the dependency, or `.await` the call",
            ][..],
        ),
        (
            "send_without_its_feature",
            "client.get_any_base64().send_blocking();",
            &["blocking calls need the feature `blocking` of the client"],
        ),
        (
            "items_of_no_list",
            "let _ = client.get_any_base64().items();",
            &[
                "`GetAnyBase64` is not a paginated operation",
                "await the call, or `send` it",
                "set `[pagination]` in the settings of the API if the list is paginated and was not recognized",
            ],
        ),
        (
            "pages_of_no_list",
            "let _ = client.get_any_base64().pages();",
            &["`GetAnyBase64` is not a paginated operation"],
        ),
        // The compiler looks for the conversion first, and tells which ones there are.
        (
            "a_number_for_a_text",
            "client.list_by_cursor().cursor(5).await?;",
            &["`From<{integer}>` is not implemented for `", "required by a bound introduced by this call"],
        ),
        ("nothing_is_awaited", "client.list_by_cursor();", &["a call does nothing until it is awaited or sent"]),
    ] {
        let said = said(name, body);
        for message in messages {
            assert!(said.contains(message), "{name}: `{message}` is not in\n{said}");
        }
    }
}

/// The others fail for the reason that is told, and for no other.
#[test]
fn right_programs_are_taken() {
    let body = "let _ = client.list_by_cursor().cursor(\"a\").items();\n    client.list_by_cursor().cursor(None::<String>).await?;";
    assert_eq!(said("right", body), "");
}
