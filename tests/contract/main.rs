//! Every operation of every document in `specs/`, through the client that was generated from it, over real HTTP.
//!
//! Nothing in here is a list of operations: what is called, with which arguments, and what must come back is made
//! from the document by the library of this package, which does not know the generator.

mod counts;
mod examples;
mod kitchen_sink;
mod mock_server;
mod octolane;
mod octolens;
mod octopost;

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tests::{Direction, Document, Maker, Options, Server, drive, travelled};

/// Where a document stands.
fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../specs").join(file)
}

/// Drives all operations of a document through the client that `connect` makes for the server's address. Each call is
/// made a second time, to the crate's own mock server at `mock`, which is to have nothing to say.
async fn check<Client>(
    file: &str,
    mock: &str,
    connect: impl Fn(&str) -> Client,
    call: impl AsyncFn(&Client, &str, Value) -> Value,
    event: impl Fn(&Value) -> Value,
) {
    let document = Arc::new(Document::load(path(file)).unwrap());
    let server = Server::start(document.clone()).await.unwrap();
    let (client, other) = (connect(&server.url()), connect(mock));
    let mut report = drive(&server, Options::default(), async |id: &str, arguments: Value| {
        call(&other, id, arguments.clone()).await;
        call(&client, id, arguments).await
    })
    .await;

    println!("{file}: {report}");
    let first = &report.failures[..report.failures.len().min(30)];
    assert!(first.is_empty(), "{file}: {report}, the first of them:\n{}", first.join("\n"));
    assert_eq!(report.contradictions, [""; 0], "{file}");
    let mut maker = Maker::new(&document, Direction::Response);
    for webhook in &document.webhooks {
        let documented = maker.documented(&webhook.schema, &webhook.examples);
        for value in maker.values(&webhook.schema).into_iter().chain(documented).chain(maker.exemplary(&webhook.schema))
        {
            assert_eq!(event(&value), value, "{file}: {}", webhook.name);
            travelled(&value, &mut report.travelled);
        }
    }
    let (examples, lost) = examples::lost(&path(file), &report.travelled);
    println!("{file}: {examples} examples, {} of them did not travel", lost.len());
    assert_eq!(lost, [""; 0], "{file}: every example goes over the wire and comes back the same");
    let (operations, responses) = counts::of(&path(file));
    assert_eq!((report.operations, report.responses), (operations, responses), "{file}: nothing is left out");
}
