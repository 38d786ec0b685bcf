//! The coverage for programs: the counts of all classes, and a list for each one that is asked for.

use serde_json::{Map, Value, json};

use super::{Class, Coverage, FileLine, Note};
use crate::Pointer;

impl Coverage {
    /// The report as JSON: the counts of all classes, and a list for each of these.
    pub fn json(&self, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> Value {
        report(self, classes, file_line)
    }
}

fn report(coverage: &Coverage, classes: &[Class], file_line: &dyn Fn(&Pointer) -> FileLine) -> Value {
    let counts: Map<String, Value> =
        Class::ALL.map(|it| (it.as_str().to_owned(), json!(coverage.count(it)))).into_iter().collect();
    let listed = classes.iter().map(|class| (class, coverage.of(*class).map(|it| entry(it, file_line)).collect()));
    let lists: Map<String, Value> = listed.map(|(class, list)| (class.as_str().to_owned(), list)).collect();
    json!({ "counts": counts, "notes": lists })
}

fn entry(note: &Note, file_line: &dyn Fn(&Pointer) -> FileLine) -> Value {
    let FileLine { file, line } = note.file_line(file_line);
    let mut entry = json!({
        "code": note.code,
        "pointer": note.pointer.to_string(),
        "file": file,
        "line": line,
        "message": note.message,
    });
    if !note.help.is_empty() {
        entry["help"] = json!(note.help);
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::super::tests::{coverage, file_line};
    use super::*;

    #[test]
    fn every_class_is_counted_and_listed() {
        let report = report(&coverage(), &Class::ALL, &file_line);
        assert_eq!(
            report["counts"],
            json!({"supported": 1, "documented-only": 0, "approximated": 1, "unsupported": 1})
        );
        assert_eq!(
            report["notes"]["unsupported"],
            json!([{
                "code": "xml-body",
                "pointer": "#/paths/~1a/post",
                "file": "openapi.json",
                "line": 15,
                "message": "XML without a schema",
            }])
        );
    }
}
