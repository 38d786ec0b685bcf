//! Methods in groups: the computed items are those of the generated source.

use super::{Source, Surface, changes, read};
use crate::Config;
use crate::config::{ClientShape, Groups};
use crate::diff::Level;

/// An operation of a group, with two methods for its body, and one of the client.
const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Tracker, version: "1" }
paths:
  /issues/{id}:
    put:
      operationId: replaceIssue
      tags: [Issues]
      deprecated: true
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody:
        required: true
        content: { application/json: { schema: { type: object } }, text/plain: { schema: { type: string } } }
      responses: { "204": { description: Done. } }
  /health: { get: { operationId: health, responses: { "204": { description: Up. } } } }
"#;

fn made(groups: Groups) -> (Surface, Surface) {
    let client = ClientShape { groups: Some(groups), ..ClientShape::default() };
    let config = Config { client, ..Config::default() };
    let generated = crate::generate(&crate::Source::new("a.yaml", DOCUMENT), &config).expect("there is a crate");
    let sources: Vec<_> = generated.krate.files.iter().map(|(path, text)| Source { path, text }).collect();
    (Surface::of(&generated.api), read(&sources).expect("it is Rust"))
}

#[test]
fn what_is_computed_is_what_is_written_of_groups() {
    let (computed, written) = made(Groups::Tag);
    assert_eq!(computed, written);
    let items = ["Client::issues()", "operations::Issues::replace()", "operations::Issues::replace_text_body()"];
    for path in items.into_iter().chain(["operations::Issues", "Client::health()"]) {
        assert!(computed.items.contains_key(path), "{path}: {:#?}", computed.items.keys());
    }
    assert!(!computed.items.contains_key("Client::replace_issue()"));
    assert!(computed.items["operations::Issues::replace()"].deprecated);
}

#[test]
fn another_shape_is_another_major_version() {
    let changes = changes(&made(Groups::None).0, &made(Groups::Tag).0);
    let gone: Vec<_> = changes.iter().filter(|it| it.level == Level::Major).map(|it| it.path.as_str()).collect();
    assert_eq!(gone, ["Client::replace_issue()", "Client::replace_issue_text_body()"]);
}
