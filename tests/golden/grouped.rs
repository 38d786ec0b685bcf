//! A client whose methods are in groups, in a program of its own: calls, pages, the mock server, waiting without an async
//! runtime, and one group by its feature alone.

use std::fs;
use std::path::{Path, PathBuf};

use octogen::config::{Groups, Runtime};

use super::compile::{compiled, folder, write, written};
use super::settings;

/// What the crate's user writes.
const PROGRAM: &str = include_str!("grouped/program.rs");

#[test]
#[ignore = "takes minutes: cargo test -p tests --test golden -- --ignored"]
fn a_grouped_client_is_used() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = here.join("golden/cases/operations/groups.yaml");
    let runtime = Runtime::Path(here.join("../generator/runtime").display().to_string());
    let config = settings("tracker", &case).with(|it| {
        it.runtime = runtime;
        (it.client.groups, it.client.tag_features) = (Some(Groups::Tag), Some(true));
        it.driver = true;
    });
    let text = fs::read_to_string(&case).unwrap();
    let name = written("grouped", "tracker".to_owned(), &text, &config).expect("there is a crate");
    let krate: PathBuf = folder("grouped").join(&name);
    write(&krate.join("tests/program.rs"), PROGRAM);
    // The program wants a runtime to run on, as the driver does.
    let manifest = fs::read_to_string(krate.join("Cargo.toml")).unwrap();
    let tokio = "[dev-dependencies.tokio]\n";
    assert!(manifest.contains(tokio), "{manifest}");
    let macros = manifest
        .replace("features = [\"rt\", \"net\", \"time\"]", "features = [\"rt\", \"net\", \"time\", \"macros\"]");
    write(&krate.join("Cargo.toml"), &macros);
    let members = [name];
    compiled("grouped", &members, &["test", "--quiet", "--features", "tracker/test-util,tracker/blocking"]);
    compiled("grouped", &members, &["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    compiled("grouped", &members, &["check", "--quiet", "--no-default-features", "--features", "tracker/issues"]);
    compiled("grouped", &members, &["doc", "--quiet", "--no-deps", "--all-features"]);
}
