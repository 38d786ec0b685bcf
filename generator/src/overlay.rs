//! OpenAPI Overlay 1.0 and 1.1: a list of actions, each with a JSONPath that says what to change. They are applied before
//! references are followed, so that a broken one can be mended. An action that finds nothing is an error: either it
//! never worked, or the mistake that it mended is gone and it should go too.
//!
//! JSONPath is `serde_json_path`'s (RFC 9535). No crate applies overlays and says which action found nothing.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::Pointer;
use crate::config::Overlay;
use crate::diagnostics::{At, Diagnostic, Diagnostics, code};
use crate::document::{self, Text};
use crate::source_map::Places;

/// Longer expressions are not read.
const MAX_TARGET: usize = 4_096;

/// The text with all overlays applied, one after the other.
///
/// # Errors
///
/// What is wrong with an overlay, and actions that find nothing.
pub(crate) fn apply(text: Text, overlays: &[Overlay], diags: &mut Diagnostics) -> Result<Text, Diagnostics> {
    let Text { value, mut places } = text;
    let value = overlays.iter().fold(value, |value, overlay| overlaid(value, overlay, &mut places, diags));
    diags.set_places(places.clone());
    diags.end(Some(Text { value, places }))
}

/// The value with all actions of an overlay applied, one after the other.
fn overlaid(value: Value, overlay: &Overlay, places: &mut Places, diags: &mut Diagnostics) -> Value {
    let Some((file, text)) = document::read(&overlay.name, overlay.text.as_bytes(), places, diags) else {
        return value;
    };
    let mut run = Run { overlay: &overlay.name, file, places, diags };
    let Some(actions) = run.actions(&text) else { return value };
    let at = Pointer::root().key("actions");
    actions.iter().enumerate().fold(value, |value, (index, action)| run.action(value, action, &at.index(index)))
}

struct Run<'a> {
    overlay: &'a str,
    file: usize,
    places: &'a mut Places,
    diags: &'a mut Diagnostics,
}

impl Run<'_> {
    fn error(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        let line = self.places.line(self.file, at).unwrap_or(0);
        let at = At::File { file: self.overlay.to_owned(), line, pointer: at.clone() };
        self.diags.error_at(code, at, message)
    }

    fn actions<'v>(&mut self, text: &'v Value) -> Option<&'v Vec<Value>> {
        let root = Pointer::root();
        let version = text
            .get("overlay")
            .and_then(|it| it.as_str().map(str::to_owned).or_else(|| it.is_number().then(|| it.to_string())));
        let Some(version) = version else {
            self.error(code::OVERLAY, &root, "this is not an overlay: `overlay` names no version")
                .help("start with `overlay: 1.0.0`");
            return None;
        };
        let mut parts = version.split('.');
        if parts.next() != Some("1") || !matches!(parts.next(), Some("0" | "1") | None) {
            self.error(code::OVERLAY, &root.key("overlay"), format!("overlay version `{version}` is not known"))
                .help("known are 1.0 and 1.1");
            return None;
        }
        let Some(Value::Array(actions)) = text.get("actions") else {
            self.error(code::OVERLAY, &root, "the overlay has no list of `actions`")
                .help("add `actions` with `target` and `update` or `remove`");
            return None;
        };
        Some(actions)
    }

    fn action(&mut self, value: Value, action: &Value, at: &Pointer) -> Value {
        let Some(targets) = self.targets(&value, action, "target", at) else { return value };
        let mut value = value;
        let update = action.get("update").map(|it| (it.clone(), Origin { file: self.file, pointer: at.key("update") }));
        let copy = if action.get("copy").is_some() { self.source(&value, action, at) } else { None };
        match (action.get("remove"), update.or(copy)) {
            (Some(Value::Bool(true)), _) => self.remove(&mut value, targets),
            (None | Some(Value::Bool(false)), Some((change, origin))) => {
                for target in &targets {
                    if let Some(node) = value.pointer_mut(target.as_str()) {
                        self.update(node, &change, target, &origin);
                    }
                }
            }
            (None | Some(Value::Bool(false)), None) if action.get("copy").is_some() => {}
            _ => {
                let message = "the action says neither `update`, `remove: true` nor `copy`";
                self.error(code::OVERLAY, at, message).help("say what is to be done with the target");
            }
        }
        value
    }

    /// The places that an expression finds, none after an error was reported.
    fn targets(&mut self, value: &Value, action: &Value, key: &str, at: &Pointer) -> Option<Vec<Pointer>> {
        let Some(text) = action.get(key).and_then(Value::as_str) else {
            self.error(code::OVERLAY, at, format!("the action has no `{key}`"))
                .help("a target is a JSONPath such as `$.paths['/pets'].get`");
            return None;
        };
        let path = if text.len() > MAX_TARGET {
            Err("it is too long".to_owned())
        } else {
            JsonPath::parse(text).map_err(|it| it.to_string())
        };
        let path = match path {
            Ok(path) => path,
            Err(why) => {
                self.error(code::OVERLAY, &at.key(key), format!("`{text}` is not a JSONPath: {why}"))
                    .help("see RFC 9535; names with signs are written as `['/pets']`");
                return None;
            }
        };
        let mut found: Vec<Pointer> =
            path.query_located(value).locations().map(|it| Pointer::parse(&it.to_json_pointer())).collect();
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|it| seen.insert(it.clone()));
        if found.is_empty() {
            self.error(code::OVERLAY_UNUSED, &at.key(key), format!("`{text}` matches nothing in the document"))
                .help("if the mistake is fixed upstream, remove the action");
            return None;
        }
        Some(found)
    }

    /// What a `copy` takes, and where that stands.
    fn source(&mut self, value: &Value, action: &Value, at: &Pointer) -> Option<(Value, Origin)> {
        let found = self.targets(value, action, "copy", at)?;
        let [only] = found.as_slice() else {
            self.error(
                code::OVERLAY,
                &at.key("copy"),
                format!("`copy` must match one location, and matches {}", found.len()),
            )
            .help("name a single place");
            return None;
        };
        let (file, pointer) = self.places.origin(only);
        Some((only.find(value)?.clone(), Origin { file, pointer }))
    }

    /// The last items first, so that the places of the others stay true while removing.
    fn remove(&mut self, value: &mut Value, mut targets: Vec<Pointer>) {
        targets.sort_by_key(|it| {
            let tokens: Vec<(Option<usize>, String)> = it.tokens().map(|it| (it.parse().ok(), it)).collect();
            tokens
        });
        for target in targets.iter().rev() {
            let Some(parent) = target.parent() else {
                *value = Value::Null;
                continue;
            };
            match value.pointer_mut(parent.as_str()) {
                Some(Value::Object(map)) => drop(map.remove(&target.last())),
                Some(Value::Array(items)) => {
                    let Some(index) = target.last().parse().ok().filter(|it| *it < items.len()) else { continue };
                    items.remove(index);
                    for now in index..items.len() {
                        self.places.moved(&parent.index(now + 1), &parent.index(now));
                    }
                }
                _ => {}
            }
        }
    }

    /// Objects are merged member by member, a list gets one more item (inside of a merge: all items), else it is replaced.
    fn update(&mut self, node: &mut Value, change: &Value, at: &Pointer, origin: &Origin) {
        match (node, change) {
            (Value::Object(map), Value::Object(changes)) => self.merge(map, changes, at, origin),
            (Value::Array(items), change) => {
                self.places.copied(origin.file, &origin.pointer, &at.index(items.len()));
                items.push(change.clone());
            }
            (node, change) => {
                self.places.copied(origin.file, &origin.pointer, at);
                *node = change.clone();
            }
        }
    }

    fn merge(&mut self, map: &mut Map<String, Value>, changes: &Map<String, Value>, at: &Pointer, origin: &Origin) {
        for (key, change) in changes {
            let (at, origin) = (at.key(key), Origin { file: origin.file, pointer: origin.pointer.key(key) });
            match (map.get_mut(key), change) {
                (Some(Value::Object(map)), Value::Object(changes)) => self.merge(map, changes, &at, &origin),
                (Some(Value::Array(items)), Value::Array(more)) => {
                    for (index, item) in more.iter().enumerate() {
                        self.places.copied(origin.file, &origin.pointer.index(index), &at.index(items.len()));
                        items.push(item.clone());
                    }
                }
                _ => {
                    self.places.copied(origin.file, &origin.pointer, &at);
                    map.insert(key.clone(), change.clone());
                }
            }
        }
    }
}

/// Where a piece that is put in was written.
struct Origin {
    file: usize,
    pointer: Pointer,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::{Document, Source};

    const DOCUMENT: &str = r##"{"openapi": "3.1.0", "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}], "paths": {"/p": {"get": {"deprecated": true, "tags": ["a"]}}}}"##;

    fn overlaid(actions: &str) -> Result<Value, String> {
        let text = format!("overlay: 1.1.0\nactions:\n{actions}");
        let document = whole(&Source::new("api.json", DOCUMENT), &text);
        document.map(|it| it.value).map_err(|it| it.to_string())
    }

    fn whole(source: &Source<'_>, overlay: &str) -> Result<Document, Diagnostics> {
        let overlay = Overlay { name: "overlay.yaml".to_owned(), text: overlay.to_owned() };
        let mut diags = Diagnostics::default();
        let text = document::load(source, &mut diags)?;
        let text = apply(text, &[overlay], &mut diags)?;
        let document = document::bundle(text, source, &mut diags)?;
        diags.end(Some(document))
    }

    #[track_caller]
    fn check(actions: &str, pointer: &str, expected: Value) {
        let value = overlaid(actions).unwrap_or_else(|said| panic!("{said}"));
        assert_eq!(value.pointer(pointer).cloned().unwrap_or_default(), expected, "{actions}");
    }

    #[test]
    fn actions_change_what_they_find() {
        check(
            "- {target: \"$.paths['/p'].get\", update: {summary: s, tags: [b]}}",
            "/paths/~1p/get",
            json!({"deprecated": true, "summary": "s", "tags": ["a", "b"]}),
        );
        check("- {target: $.tags, update: {name: d}}", "/tags/3", json!({"name": "d"}));
        check("- {target: \"$.tags[?@.name != 'b']\", remove: true}", "/tags", json!([{"name": "b"}]));
        check("- {target: $.paths.*.*.deprecated, remove: true}", "/paths/~1p/get", json!({"tags": ["a"]}));
        check("- {target: $.paths.*.*.deprecated, update: false}", "/paths/~1p/get/deprecated", json!(false));
        check(
            "- {target: \"$.paths['/p']\", update: {put: {}}}\n- {target: \"$.paths['/p'].put\", copy: \"$.paths['/p'].get\"}",
            "/paths/~1p/put/tags",
            json!(["a"]),
        );
        // A reference that only exists afterwards.
        check(
            "- {target: $, update: {components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}}}",
            "/components/schemas/B",
            json!({}),
        );
    }

    #[test]
    fn faults_of_an_overlay_are_located() {
        for (actions, said) in [
            (
                "- {target: $.nothing, remove: true}",
                "error[overlay-unused]: `$.nothing` matches nothing in the document\n  at   overlay.yaml:3  #/actions/0/target",
            ),
            ("- {target: nothing, remove: true}", "error[overlay]: `nothing` is not a JSONPath"),
            ("- {remove: true}", "error[overlay]: the action has no `target`\n  at   overlay.yaml:3  #/actions/0"),
            ("- {target: $.paths}", "neither `update`, `remove: true` nor `copy`"),
            ("- {target: $.paths, copy: '$.tags[*]'}", "`copy` must match one location, and matches 3"),
            (
                "- {target: $, update: {components: {schemas: {A: {$ref: '#/no'}}}}}",
                "`#/no` does not resolve\n  at   overlay.yaml:3  #/actions/0/update/components/schemas/A/$ref",
            ),
        ] {
            let error = overlaid(actions).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
        for (text, said) in [
            ("a: 1", "this is not an overlay"),
            ("overlay: 2.0.0", "version `2.0.0` is not known"),
            ("overlay: 1.0.0", "no list of `actions`"),
            ("{", "this is not"),
        ] {
            let error = whole(&Source::new("api.json", DOCUMENT), text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn lines_stay_true_behind_a_removal() {
        let document = "openapi: 3.1.0\ntags:\n- name: a\n- name: b\n- name: c\n";
        let overlay = "overlay: 1.0.0\nactions:\n- target: $.tags[0]\n  remove: true\n";
        let document = whole(&Source::new("api.yaml", document), overlay).unwrap();
        let place = document.places.place(&Pointer::parse("/tags/1")).unwrap();
        assert_eq!((place.line, place.pointer.as_str()), (5, "/tags/2"));
    }
}
