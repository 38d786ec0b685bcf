//! SARIF 2.1.0 (OASIS), which code hosts show beside a file's lines.
//!
//! Not `serde-sarif`: it has types for the whole of SARIF, of which a report needs a dozen members.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Pointer;

/// One result.
pub(crate) struct Result {
    /// The rule's id.
    pub(crate) rule: String,
    pub(crate) level: Level,
    pub(crate) kind: Kind,
    pub(crate) text: String,
    /// The file's name; empty where there is none.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: Option<usize>,
    pub(crate) pointer: Option<Pointer>,
    /// A property bag.
    pub(crate) properties: Value,
}

#[derive(Clone, Copy)]
pub(crate) enum Level {
    Error,
    Warning,
    None,
}

/// SARIF wants level `none` for every kind but `fail` (section 3.27.10).
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Fail,
    Informational,
}

/// The log of a run with these results.
pub(crate) fn log(results: impl Iterator<Item = Result>) -> Value {
    let results: Vec<Result> = results.collect();
    let rules: BTreeSet<&str> = results.iter().map(|it| it.rule.as_str()).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "octogen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|it| json!({ "id": it })).collect::<Vec<_>>(),
            }},
            "results": results.iter().map(value).collect::<Vec<_>>(),
        }],
    })
}

fn value(result: &Result) -> Value {
    let mut location = json!({});
    if !result.file.is_empty() {
        let mut physical = json!({ "artifactLocation": { "uri": uri(&result.file) } });
        if let Some(line) = result.line {
            physical["region"] = json!({ "startLine": line });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(pointer) = &result.pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer.to_string(), "kind": "object" }]);
    }
    json!({
        "ruleId": result.rule,
        "level": match result.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::None => "none",
        },
        "kind": match result.kind {
            Kind::Fail => "fail",
            Kind::Informational => "informational",
        },
        "message": { "text": result.text },
        "locations": [location],
        "properties": result.properties,
    })
}

/// A file name as a URI reference: everything but unreserved characters and slashes is percent-encoded.
fn uri(file: &str) -> String {
    file.bytes()
        .map(|it| match it {
            b'\\' => "/".to_owned(),
            b'/' | b'.' | b'-' | b'_' | b'~' => char::from(it).to_string(),
            it if it.is_ascii_alphanumeric() => char::from(it).to_string(),
            it => format!("%{it:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_become_uri_references() {
        for (file, text) in [("specs/a b.json", "specs/a%20b.json"), ("ä.json", "%C3%A4.json"), ("c:\\x", "c%3A/x")] {
            assert_eq!(uri(file), text);
        }
    }
}
