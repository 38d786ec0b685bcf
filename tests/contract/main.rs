//! Every operation of every document in `specs/`, through the client that was generated from it, over real HTTP.
//!
//! Nothing in here is a list of operations: what is called, with which arguments, and what must come back is made
//! from the document by the library of this package, which does not know the generator.

mod counts;
mod fake_server;
mod kitchen_sink;
mod octolane;
mod octolens;
mod octopost;

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tests::{Document, Options, Server, drive};

/// Where a document stands.
fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file)
}

/// Drives all operations of a document through the client that `connect` makes for the server's address.
async fn check<Client>(
    file: &str,
    connect: impl FnOnce(&str) -> Client,
    call: impl AsyncFn(&Client, &str, Value) -> Value,
) {
    let document = Arc::new(Document::load(path(file)).unwrap());
    let server = Server::start(document.clone()).await.unwrap();
    let client = connect(&server.url());
    let report =
        drive(&server, Options::default(), async |id: &str, arguments: Value| call(&client, id, arguments).await).await;

    println!("{file}: {report}");
    let first = &report.failures[..report.failures.len().min(30)];
    assert!(first.is_empty(), "{file}: {report}, the first of them:\n{}", first.join("\n"));
    assert_eq!(report.contradictions, [""; 0], "{file}");
    let (operations, responses) = counts::of(&path(file));
    assert_eq!((report.operations, report.responses), (operations, responses), "{file}: nothing is left out");
}
