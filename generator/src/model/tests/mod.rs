//! What schemas and operations come to, in a short notation: `?` may be missing, `~` may be null.

mod arguments;
mod errors;
mod evidence;
mod hierarchies;
mod media;
mod null;
mod operations;
pub(super) mod print;
mod requests;
mod schemas;
mod webhooks;
mod xml;

use serde_json::{Value, json};

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::document::{self, Source};
use crate::ir::{Api, Revision};
use crate::names::Settled;
use crate::{lower, spec};

/// The API of a 3.1 document with these parts.
pub(in crate::model) fn api(document: Value, config: &Config) -> (Api, Diagnostics) {
    let (api, _, diags) = named(document, config);
    (api, diags)
}

/// The same with what everything is called, where the settings have a lock.
pub(in crate::model) fn named(document: Value, config: &Config) -> (Api, Option<Settled>, Diagnostics) {
    let (revision, settled, diags) = revision(document, config);
    (revision.api, settled, diags)
}

/// The same with the API in which each location has a type.
pub(in crate::model) fn revision(mut document: Value, config: &Config) -> (Revision, Option<Settled>, Diagnostics) {
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({ "title": "Test", "version": "1" });
    let text = document.to_string();
    let mut diags = Diagnostics::default();
    let document = document::whole(&Source::new("test.json", &text), &mut diags).expect("it is a document");
    let document = lower::lower(&document, &mut diags);
    let spec = spec::parse(document, &mut diags).expect("it can be parsed");
    let (revision, settled) = super::revision(&spec, config, &mut diags);
    (revision, settled, diags)
}
