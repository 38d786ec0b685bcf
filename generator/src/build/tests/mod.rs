//! What schemas and operations come to, in a short notation: `?` may be missing, `~` may be null.

mod operations;
mod print;
mod schemas;

use serde_json::{Value, json};

use super::build;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::Api;
use crate::spec::Spec;

/// The API of a lowered document with these parts.
fn api(document: Value, config: &Config) -> (Api, Diagnostics) {
    let mut document = document;
    document["openapi"] = json!("3.0.3");
    document["info"] = json!({ "title": "Test", "version": "1" });
    if document.get("paths").is_none() {
        document["paths"] = json!({});
    }
    let mut diags = Diagnostics::default();
    let spec = Spec::new(document);
    let api = build(&spec, config, &mut diags);
    (api, diags)
}
