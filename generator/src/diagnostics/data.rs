//! Errors and warnings for programs: JSON, and SARIF 2.1.0.

use serde_json::{Map, Value, json};

use super::finding::{Diagnostic, Severity};
use super::print::{Location, location, skips};
use crate::sarif::{self, Kind, Level, Result};
use crate::source_map::Places;

/// A list, in the order in which the findings were made.
pub(super) fn json(findings: &[Diagnostic], places: &Places) -> Value {
    let problems: Vec<_> = problems(findings).collect();
    let entries = problems.iter().zip(skips(&problems, places));
    entries.map(|(it, skip)| Value::Object(entry(it, skip, places))).collect()
}

fn problems(findings: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    findings.iter().filter(|it| matches!(it.severity, Severity::Error | Severity::Warning))
}

fn entry(it: &Diagnostic, skip: Option<String>, places: &Places) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("severity".to_owned(), it.severity.as_str().into());
    entry.insert("code".to_owned(), it.code.into());
    entry.insert("message".to_owned(), it.message.as_str().into());
    entry.extend(place(&location(&it.at, places)));
    if !it.also.is_empty() {
        let also = it.also.iter().map(|(at, what)| {
            let mut also = place(&location(at, places));
            also.insert("message".to_owned(), what.as_str().into());
            Value::Object(also)
        });
        entry.insert("also".to_owned(), also.collect());
    }
    if !it.help.is_empty() {
        entry.insert("help".to_owned(), json!(it.help));
    }
    if let Some(skip) = skip {
        entry.insert("skip".to_owned(), skip.into());
    }
    entry
}

/// The members of a place; what is not known is null.
fn place(location: &Location) -> Map<String, Value> {
    let known = |number: usize| Some(number).filter(|it| *it > 0);
    let Location { file, line, column, pointer } = location;
    let members = [
        ("file", json!(file)),
        ("line", json!(known(*line))),
        ("column", json!(known(*column))),
        ("pointer", json!(pointer.as_ref().map(ToString::to_string))),
    ];
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(super) fn sarif(findings: &[Diagnostic], places: &Places) -> Value {
    sarif::log(problems(findings).map(|it| {
        let at = location(&it.at, places);
        let help = it.help.iter().map(|it| format!("\nhelp: {it}")).collect::<String>();
        Result {
            rule: it.code.to_owned(),
            level: if it.severity == Severity::Error { Level::Error } else { Level::Warning },
            kind: Kind::Fail,
            text: format!("{}{help}", it.message),
            file: at.file,
            line: Some(at.line).filter(|it| *it > 0),
            pointer: at.pointer,
            properties: json!({ "severity": it.severity.as_str() }),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pointer;
    use crate::diagnostics::{At, Diagnostics, code};

    fn diagnostics() -> Diagnostics {
        let mut diags = Diagnostics::default();
        let at = At::Line { file: "a b.json".to_owned(), line: 3, column: 7 };
        diags.error_at(code::SYNTAX, at, "this is not JSON").help("mend it");
        diags.warning(code::REPAIRED, &Pointer::parse("/a"), "mended").also(&Pointer::parse("/b"), "the other one");
        diags.unsupported(code::UNREADABLE, &Pointer::root(), "not for here");
        diags
    }

    #[test]
    fn errors_and_warnings_are_listed() {
        let expected = json!([
            { "severity": "error", "code": "syntax", "message": "this is not JSON", "file": "a b.json", "line": 3,
              "column": 7, "pointer": null, "help": ["mend it"] },
            { "severity": "warning", "code": "repaired", "message": "mended", "file": "", "line": null, "column": null,
              "pointer": "#/a", "also": [
                { "file": "", "line": null, "column": null, "pointer": "#/b", "message": "the other one" }] },
        ]);
        assert_eq!(diagnostics().json(), expected);
    }

    #[test]
    fn sarif_has_a_result_for_each() {
        let run = &diagnostics().sarif()["runs"][0];
        let results = run["results"].as_array().unwrap();
        let levels: Vec<_> = results.iter().map(|it| it["level"].as_str().unwrap()).collect();
        assert_eq!(levels, ["error", "warning"]);
        assert_eq!(results[0]["message"]["text"], "this is not JSON\nhelp: mend it");
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(
            (&place["artifactLocation"]["uri"], &place["region"]["startLine"]),
            (&json!("a%20b.json"), &json!(3))
        );
        // A place in no file has no physical location.
        assert!(results[1]["locations"][0].get("physicalLocation").is_none());
    }
}
