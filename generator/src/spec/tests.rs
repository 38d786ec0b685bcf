use serde_json::json;

use super::*;
use crate::diagnostics::Severity;
use crate::document::{Source, whole};
use crate::lower::lower;

/// The document, and all that was said on the way.
#[track_caller]
fn read(name: &str, text: &[u8]) -> (Spec, Diagnostics) {
    let mut diags = Diagnostics::default();
    let document = whole(&Source::new(name, text), &mut diags);
    diags.gate().unwrap_or_else(|it| panic!("{it}"));
    let document = lower(&document.unwrap(), &mut diags);
    let spec = parse(document, &mut diags).unwrap_or_else(|all| panic!("{all}"));
    (spec, diags)
}

#[test]
fn a_broken_piece_costs_only_itself() {
    let document = json!({
        "openapi": "3.0.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "headers": {"X": {"style": "form", "schema": {}}}}}}}},
        "components": {"schemas": {"A": {"properties": {"a": {"type": "string"}, "b": {"allOf": [{"format": "x"}], "discriminator": {"propertyName": "x", "mapping": {"a": 1}}}}}}},
    });
    let (spec, diags) = read("a.json", document.to_string().as_bytes());
    assert!(spec.model().unwrap().paths.paths.contains_key("/a"));
    assert_eq!(diags.count(Severity::Error), 0, "{diags}");
}

#[test]
fn deep_faults_take_no_time() {
    let mut schema = json!({"type": "string", "maxLength": -1, "xml": 3});
    for _ in 0..50 {
        schema = json!({"items": schema});
    }
    let document = json!({"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"A": schema}}});
    let start = std::time::Instant::now();
    read("a.json", document.to_string().as_bytes());
    assert!(start.elapsed().as_secs() < 5);
}

/// Nothing in the vendored documents is a fault or gets lost, and what they hold is found again.
#[test]
fn the_vendored_documents_are_read_without_a_warning() {
    for (name, operations, schemas) in
        [("octolens/openapi.json", 58, 137), ("octolane/openapi.json", 24, 54), ("octopost/openapi.yaml", 19, 33)]
    {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(name);
        let (spec, diags) = read(name, &std::fs::read(path).unwrap());
        let bad = [Severity::Error, Severity::Warning, Severity::Unsupported, Severity::Approximated];
        assert_eq!(diags.render(&bad), "", "{name}");
        let model = spec.model().unwrap();
        assert_eq!(model.operations().count(), operations, "{name}");
        assert_eq!(model.components.as_ref().unwrap().schemas.len(), schemas, "{name}");
    }
}
