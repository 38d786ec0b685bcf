//! The account of a whole document: every member of every object that OpenAPI knows is one note. A finding of the
//! pipeline about a place stands for that place; the rest is honoured, or told to readers only.
//!
//! Members that OpenAPI does not know (`x-…`) are none of its keywords and are not counted, apart from those that
//! the generator reads.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Account, Class, Note};
use crate::Pointer;
use crate::diagnostics::{At, Diagnostics, Severity};
use crate::document::grammar::{Kind, Slot};

/// The account of a document as the user wrote it (2.0 to 3.2), with what the pipeline found.
pub fn account(document: &Value, findings: &Diagnostics) -> Account {
    let mut notes = BTreeMap::new();
    object(document, Kind::Document, &Pointer::root(), &mut notes);
    for finding in findings.iter() {
        let class = match finding.severity {
            Severity::Refused => Class::Refused,
            Severity::Approximated | Severity::Warning => Class::Approximated,
            Severity::Documented => Class::DocumentedOnly,
            Severity::Honoured => Class::Honoured,
            Severity::Error => continue,
        };
        if let At::Pointer(at) = &finding.at {
            let note =
                Note { class, pointer: at.clone(), code: finding.code.to_owned(), message: finding.message.clone() };
            // Of several findings about one place, the worst counts.
            notes
                .entry(at.clone())
                .and_modify(|old: &mut Note| {
                    if note.class > old.class || (note.class == old.class && old.message.is_empty()) {
                        *old = note.clone();
                    }
                })
                .or_insert(note);
        }
    }
    notes.into_values().collect()
}

/// How deep the walk goes; `document` has refused what is deeper.
const DEPTH: usize = 512;

fn object(value: &Value, kind: Kind, at: &Pointer, notes: &mut BTreeMap<Pointer, Note>) {
    // Iterative, so that depth costs no stack.
    let mut work = vec![(value, kind, at.clone(), 0)];
    while let Some((value, kind, at, depth)) = work.pop() {
        let Some(members) = value.as_object().filter(|_| depth < DEPTH) else {
            continue;
        };
        for (key, value) in members {
            let at = at.key(key);
            let Some(slot) = kind.member(key) else {
                continue;
            };
            let note = note(kind, key, &at);
            notes.insert(at.clone(), note);
            match slot {
                Slot::One(kind) => work.push((value, kind, at, depth + 1)),
                Slot::List(kind) => {
                    let items = value.as_array().into_iter().flatten().enumerate();
                    work.extend(items.map(|(index, it)| (it, kind, at.index(index), depth + 1)));
                }
                Slot::Map(kind) => {
                    let entries = value.as_object().into_iter().flatten();
                    work.extend(entries.map(|(key, it)| (it, kind, at.key(key), depth + 1)));
                }
                Slot::Data => {}
            }
        }
    }
}

fn note(kind: Kind, key: &str, at: &Pointer) -> Note {
    let class = match is_told(kind, key) {
        true => Class::DocumentedOnly,
        false => Class::Honoured,
    };
    Note { class, pointer: at.clone(), code: code(kind, key), message: String::new() }
}

/// `schema/type`; names of the author's choice (paths, statuses) are called after what they hold.
fn code(kind: Kind, key: &str) -> String {
    match kind {
        Kind::Paths => "path".to_owned(),
        Kind::Responses => "status".to_owned(),
        Kind::Callback => "expression".to_owned(),
        kind => format!("{}/{key}", format!("{kind:?}").to_lowercase()),
    }
}

/// Members that say something to readers and nothing to a program.
fn is_told(kind: Kind, key: &str) -> bool {
    const TEXT: &[&str] = &["title", "description", "summary", "example", "examples", "externalDocs", "$comment"];
    const BOUNDS: &[&str] = &[
        "multipleOf",
        "maximum",
        "exclusiveMaximum",
        "minimum",
        "exclusiveMinimum",
        "maxLength",
        "minLength",
        "pattern",
        "maxItems",
        "minItems",
        "uniqueItems",
        "maxProperties",
        "minProperties",
        "default",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "minContains",
        "maxContains",
        "dependentSchemas",
        "dependentRequired",
        "propertyNames",
        "contentSchema",
        "contentMediaType",
    ];
    let text = TEXT.contains(&key);
    match kind {
        Kind::Schema | Kind::Parameter | Kind::Header => text || BOUNDS.contains(&key),
        Kind::Contact | Kind::License | Kind::ExternalDocs | Kind::Example | Kind::Link => true,
        Kind::Info => !matches!(key, "title" | "version"),
        Kind::Tag => key != "name",
        Kind::Response => text || key == "links",
        Kind::SecurityScheme => text || matches!(key, "deprecated" | "oauth2MetadataUrl" | "bearerFormat"),
        Kind::OAuthFlow => text || key == "deviceAuthorizationUrl",
        Kind::Encoding => text || key == "headers",
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnostics::code;

    #[test]
    fn every_known_member_is_counted_once() {
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": "A", "version": "1" },
            "x-own": { "type": "ignored" },
            "paths": { "/a": { "get": { "summary": "s", "responses": { "200": { "description": "d" } } } } },
            "components": { "schemas": { "A": { "type": "string", "maxLength": 3, "not": {} } } },
        });
        let mut findings = Diagnostics::default();
        let not = Pointer::parse("/components/schemas/A/not");
        findings.approximated(code::CONFLICT, &not, "left out");
        let account = account(&document, &findings);
        assert_eq!(account.summary(), "12 honoured, 3 documented only, 1 approximated, 0 refused");
    }
}
