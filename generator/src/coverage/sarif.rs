//! The coverage as SARIF, without the supported parts.

use serde_json::{Value, json};

use super::{Class, Coverage, FileLine, Note};
use crate::Pointer;
use crate::sarif::{Kind, Level, Result, log};

impl Coverage {
    /// The report as SARIF 2.1.0, with the parts of these classes that are not supported.
    pub fn sarif(&self, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> Value {
        report(self, classes, file_line)
    }
}

fn report(coverage: &Coverage, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> Value {
    let shown = coverage.notes().iter().filter(|it| it.class != Class::Supported && classes.contains(&it.class));
    log(shown.map(|it| result(it, file_line)))
}

fn result(note: &Note, file_line: &dyn Fn(&Pointer) -> FileLine) -> Result {
    let at = note.file_line(file_line);
    Result {
        rule: note.code.clone(),
        level: match note.class {
            Class::Unsupported => Level::Error,
            Class::Approximated => Level::Warning,
            Class::DocumentedOnly | Class::Supported => Level::None,
        },
        kind: if note.class == Class::DocumentedOnly { Kind::Informational } else { Kind::Fail },
        text: match note.message.is_empty() {
            true => format!("{}: {}", note.class, note.code),
            false => format!("{}: {}", note.class, note.message),
        },
        file: at.file,
        line: at.line,
        pointer: Some(note.pointer.clone()),
        properties: json!({ "class": note.class.as_str() }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{coverage, file_line};
    use super::*;

    #[test]
    fn supported_parts_are_no_results() {
        let report = report(&coverage(), &Class::ALL, &file_line);
        let run = &report["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"], json!([{ "id": "not" }, { "id": "xml-body" }]));
        let levels: Vec<_> = run["results"].as_array().unwrap().iter().map(|it| it["level"].clone()).collect();
        assert_eq!(levels, ["warning", "error"]);
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], 15);
    }

    #[test]
    fn only_the_classes_that_are_asked_for() {
        let report = report(&coverage(), &[Class::Unsupported], &file_line);
        assert_eq!(report["runs"][0]["results"].as_array().unwrap().len(), 1);
    }
}
