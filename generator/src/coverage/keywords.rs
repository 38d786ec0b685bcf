//! The coverage of a whole document: every member of every object that OpenAPI knows is one note. A finding of the
//! pipeline about a place stands for that place; the rest is supported, or told to readers only.
//!
//! Members that OpenAPI does not know (`x-…`) are none of its keywords and are not counted, apart from those that
//! the generator reads.

use std::fmt::Write as _;

use foldhash::HashMap;
use serde_json::Value;

use super::{Class, Coverage, FileLine, Note};
use crate::Pointer;
use crate::diagnostics::{At, Diagnostics, Severity};
use crate::document::Document;
use crate::grammar::{Kind, Slot};
use crate::source_map::Origins;

impl Coverage {
    /// The coverage of a document as the user wrote it (2.0 to 3.2), with what the pipeline found.
    pub(crate) fn of_document(document: &Document, findings: &Diagnostics) -> Self {
        coverage(document, findings)
    }
}

fn coverage(document: &Document, findings: &Diagnostics) -> Coverage {
    let mut notes = Vec::new();
    // A finding of a later step stands where lowering has put its part; the notes stand where the part was written.
    let origins = Origins::new(&document.places, findings.places());
    let mut found: HashMap<Pointer, Vec<Note>> = HashMap::default();
    for finding in findings.iter() {
        let class = match finding.severity {
            Severity::Unsupported => Class::Unsupported,
            Severity::Approximated | Severity::Warning => Class::Approximated,
            Severity::Documented => Class::DocumentedOnly,
            Severity::Supported => Class::Supported,
            Severity::Error => continue,
        };
        let note = |pointer: &Pointer, elsewhere| Note {
            class,
            pointer: pointer.clone(),
            code: finding.code.to_owned(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            elsewhere,
        };
        match &finding.at {
            At::Pointer(at) => {
                let at = origins.of(at).unwrap_or_else(|| at.clone());
                let note = note(&at, None);
                found.entry(at).or_default().push(note);
            }
            At::File { file, line, pointer } => {
                let place = FileLine { file: file.clone(), line: Some(*line).filter(|it| *it > 0) };
                notes.push(note(pointer, Some(place)));
            }
            At::Line { .. } => {}
        }
    }
    members(&document.value, Kind::Document, &Pointer::root(), 0, &mut |note| {
        let said = found.remove(&note.pointer).unwrap_or_default();
        notes.push(said.into_iter().fold(note, together));
    });
    // What stands at no member that OpenAPI knows.
    notes.extend(found.into_values().filter_map(|said| said.into_iter().reduce(together)));
    notes.into_iter().collect()
}

/// Of several findings about one place, the worst counts; what the others say is told with it.
fn together(known: Note, note: Note) -> Note {
    let is_worse = note.class > known.class || (note.class == known.class && known.message.is_empty());
    let (mut worse, other) = if is_worse { (note, known) } else { (known, note) };
    // A member of which nothing was found says nothing.
    let says_more = !other.message.is_empty() && !worse.message.is_empty() && !worse.message.contains(&other.message);
    if says_more {
        worse.message = format!("{}; {}", worse.message, other.message);
        let more: Vec<_> = other.help.into_iter().filter(|it| !worse.help.contains(it)).collect();
        worse.help.extend(more);
    }
    worse
}

/// How deep the walk goes; `document` has unsupported what is deeper.
const DEPTH: usize = 512;

/// A note for each member, in the order of their places.
fn members(value: &Value, kind: Kind, at: &Pointer, depth: usize, tell: &mut dyn FnMut(Note)) {
    for (key, value) in value.as_object().filter(|_| depth < DEPTH).into_iter().flatten() {
        let Some(slot) = kind.member(key) else { continue };
        let at = at.key(key);
        tell(note(kind, key, &at));
        match slot {
            Slot::One(kind) => members(value, kind, &at, depth + 1, tell),
            Slot::List(kind) => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.for_each(|(index, it)| members(it, kind, &at.index(index), depth + 1, tell));
            }
            Slot::Map(kind) => {
                let entries = value.as_object().into_iter().flatten();
                entries.for_each(|(key, it)| members(it, kind, &at.key(key), depth + 1, tell));
            }
            Slot::Data => {}
        }
    }
}

fn note(kind: Kind, key: &str, at: &Pointer) -> Note {
    let class = match kind.known(key) {
        Some(member) if member.is_documentation => Class::DocumentedOnly,
        _ => Class::Supported,
    };
    Note {
        class,
        pointer: at.clone(),
        code: code(kind, key),
        message: String::new(),
        help: Vec::new(),
        elsewhere: None,
    }
}

/// As long as the longest name of a kind.
const LONGEST_KIND: usize = 14;

/// `schema/type`; names of the author's choice (paths, statuses) are called after what they hold.
fn code(kind: Kind, key: &str) -> String {
    match kind {
        Kind::Paths => "path".to_owned(),
        Kind::Responses => "status".to_owned(),
        Kind::Callback => "expression".to_owned(),
        kind => {
            // There is one for each member of the document.
            let mut code = String::with_capacity(LONGEST_KIND + 1 + key.len());
            let _ = write!(code, "{kind:?}/");
            code.make_ascii_lowercase();
            code.push_str(key);
            code
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnostics::code;
    use crate::document::Version;
    use crate::source_map::Places;

    fn whole(value: Value) -> Document {
        Document { value, version: Version::V31, places: Places::default() }
    }

    #[test]
    fn a_finding_about_what_was_moved_stands_where_it_was_written() {
        let text = r#"{
            "swagger": "2.0", "info": { "title": "Pets", "version": "1" }, "paths": {},
            "definitions": { "Colors": { "type": "array",
                "enum": [["red"], ["blue"]] } } }"#;
        let reading = crate::read(&crate::Source::new("pets.json", text), &crate::Config::default()).unwrap();
        let note = reading.coverage.of(Class::Approximated).next().unwrap();
        assert_eq!(note.pointer.to_string(), "#/definitions/Colors");
        assert_eq!(reading.note_line(&note.pointer).line, Some(3));

        let text = r#"{
            "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" },
            "webhooks": { "born":
                { "get": { "responses": { "200": { "description": "Seen." } } } } } }"#;
        let reading = crate::read(&crate::Source::new("pets.json", text), &crate::Config::default()).unwrap();
        let note = reading.coverage.of(Class::DocumentedOnly).find(|it| it.code == "webhook").unwrap();
        assert_eq!(note.pointer.to_string(), "#/webhooks/born/get");
        assert_eq!(reading.note_line(&note.pointer).line, Some(4));
    }

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
        let coverage = coverage(&whole(document), &findings);
        assert_eq!(coverage.summary(), "14 supported, 1 documented only, 1 approximated, 0 unsupported");
    }

    #[test]
    fn all_findings_are_told_also_those_of_one_place_and_of_other_files() {
        let mut findings = Diagnostics::default();
        let at = Pointer::parse("/paths/~1a");
        findings.documented(code::CONTENT, &at, "first");
        findings.warning(code::REPAIRED, &at, "second").help("mend it");
        findings.documented(code::CONTENT, &at, "third");
        let there = At::File { file: "b.json".to_owned(), line: 7, pointer: Pointer::parse("/get") };
        findings.warning_at(code::MISPLACED_REF, there, "fourth");
        let coverage = coverage(&whole(json!({})), &findings);
        let told: Vec<_> = coverage.notes().iter().map(|it| (it.class, it.message.as_str())).collect();
        assert_eq!(told, [(Class::Approximated, "fourth"), (Class::Approximated, "second; first; third")]);
        let text = coverage.text(&|_| FileLine { file: "a.json".to_owned(), line: None });
        assert!(text.contains("at   b.json:7  #/get") && text.contains("help mend it"), "{text}");
    }
}
