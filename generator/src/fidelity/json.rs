//! The account for programs: counts and lists per class.

use serde_json::{Map, Value, json};

use super::{Account, Class, Note, Place};
use crate::Pointer;

pub(super) fn report(account: &Account, place: &dyn Fn(&Pointer) -> Place) -> Value {
    let counts: Map<String, Value> =
        Class::ALL.map(|it| (it.as_str().to_owned(), json!(account.count(it)))).into_iter().collect();
    let lists: Map<String, Value> = Class::ALL
        .map(|class| (class.as_str().to_owned(), account.of(class).map(|it| entry(it, place)).collect()))
        .into_iter()
        .collect();
    json!({ "counts": counts, "notes": lists })
}

fn entry(note: &Note, place: &dyn Fn(&Pointer) -> Place) -> Value {
    let Place { file, line } = note.place(place);
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
    use super::super::tests::{account, place};
    use super::*;

    #[test]
    fn every_class_is_counted_and_listed() {
        let report = report(&account(), &place);
        assert_eq!(report["counts"], json!({"honoured": 1, "documented-only": 0, "approximated": 1, "refused": 1}));
        assert_eq!(
            report["notes"]["refused"],
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
