//! The account as SARIF 2.1.0 (OASIS), which code hosts show beside the document's lines.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Account, Class, Note, Place};
use crate::Pointer;

pub(super) fn report(account: &Account, place: &dyn Fn(&Pointer) -> Place) -> Value {
    let shown = || account.notes().iter().filter(|it| it.class != Class::Honoured);
    let rules: BTreeSet<&str> = shown().map(|it| it.code.as_str()).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "octogen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|it| json!({ "id": it })).collect::<Vec<_>>(),
            }},
            "results": shown().map(|it| result(it, place)).collect::<Vec<_>>(),
        }],
    })
}

fn result(note: &Note, place: &dyn Fn(&Pointer) -> Place) -> Value {
    let at = note.place(place);
    let mut physical = json!({ "artifactLocation": { "uri": uri(&at.file) } });
    if let Some(line) = at.line {
        physical["region"] = json!({ "startLine": line });
    }
    json!({
        "ruleId": note.code,
        "level": level(note.class),
        "kind": if note.class == Class::DocumentedOnly { "informational" } else { "fail" },
        "message": { "text": format!("{}: {}", note.class, note.message) },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "fullyQualifiedName": note.pointer.to_string(), "kind": "object" }],
        }],
        "properties": { "class": note.class.as_str() },
    })
}

/// SARIF wants level `none` for every kind but `fail`.
fn level(class: Class) -> &'static str {
    match class {
        Class::Refused => "error",
        Class::Approximated => "warning",
        Class::DocumentedOnly | Class::Honoured => "none",
    }
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
    use super::super::tests::{account, place};
    use super::*;

    #[test]
    fn honoured_parts_are_no_results() {
        let report = report(&account(), &place);
        let run = &report["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"], json!([{ "id": "not" }, { "id": "xml-body" }]));
        let levels: Vec<_> = run["results"].as_array().unwrap().iter().map(|it| it["level"].clone()).collect();
        assert_eq!(levels, ["warning", "error"]);
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], 15);
    }

    #[test]
    fn file_names_become_uri_references() {
        for (file, text) in [("specs/a b.json", "specs/a%20b.json"), ("ä.json", "%C3%A4.json"), ("c:\\x", "c%3A/x")] {
            assert_eq!(uri(file), text);
        }
    }
}
