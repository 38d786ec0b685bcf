//! Two documents under one lock, as crates that are published have them: what the old crate calls things, the new one
//! does, too.

use octogen::{Config, Names, Reading, Source, ir};
use serde_json::Value;

/// Both documents as the pipeline understands them.
pub fn apis(old: &Value, new: &Value, name: &str) -> (ir::Revision, ir::Revision) {
    apis_with(old, new, name, &Config::default())
}

/// The same with settings.
pub fn apis_with(old: &Value, new: &Value, name: &str, config: &Config) -> (ir::Revision, ir::Revision) {
    let old = read(old, Names::default(), name, config);
    let names = old.names.map(|it| it.names).unwrap_or_default();
    (old.revision, read(new, names, name, config).revision)
}

fn read(document: &Value, names: Names, name: &str, config: &Config) -> Reading {
    let text = document.to_string();
    let source = Source::new("openapi.json", text.as_bytes());
    octogen::read(&source, &config.clone().with(|it| it.names = Some(names)))
        .unwrap_or_else(|it| panic!("{name}: {it}"))
}
