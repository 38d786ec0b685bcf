//! What a document says of the values of an `enum` beside them: their names, what they mean, which ones are deprecated.
//! OpenAPI has no keyword for it (JSON Schema spells it as a choice of constants); these extensions are the common ones.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::node::Node;
use super::value::text;
use crate::diagnostics::{Diagnostics, code};
use crate::lower::beside_values::{MEANINGS, NAMES};
use crate::namer::is_nameable;

/// Names and meanings, by value.
#[derive(Debug, Default)]
pub(super) struct ValueNames {
    names: BTreeMap<String, String>,
    meanings: BTreeMap<String, String>,
    deprecated: BTreeSet<String>,
}

impl ValueNames {
    /// Reads the extensions of a schema. Names that cannot be those of the values are reported and left out.
    pub fn of(node: &Node<'_>, diags: &mut Diagnostics) -> Self {
        let values = node.values().unwrap_or_default();
        let mut found = Self::default();
        for keyword in NAMES.iter().filter(|it| node.get(it).is_some()) {
            let names = node.get(keyword).and_then(|it| by_value(it, values)).filter(tells_apart);
            match names {
                Some(names) if found.names.is_empty() => found.names = names,
                Some(_) => {}
                None => {
                    let message = format!(
                        "`{keyword}` does not name each value of the enum by a name of its own; the values name themselves"
                    );
                    diags.documented(code::VALUE_NAMES, &node.at.key(keyword), message);
                }
            }
        }
        let meanings = MEANINGS.iter().filter_map(|keyword| by_value(node.get(keyword)?, values));
        found.meanings = meanings.fold(BTreeMap::new(), |all, more| more.into_iter().chain(all).collect());
        found.read_objects(node, values);
        if found.names.is_empty() {
            found.names = of_description(node, values);
        }
        found
    }

    /// Extensions that say more of a value than its name: `x-ms-enum`, a list of objects, and `x-fern-enum`, a map.
    fn read_objects(&mut self, node: &Node<'_>, values: &[Value]) {
        let of_list = node.get("x-ms-enum").and_then(|it| it.get("values")?.as_array()).into_iter().flatten();
        let of_list = of_list.filter_map(|it| Some((text(it.get("value")?), it)));
        let of_map = node.get("x-fern-enum").and_then(Value::as_object).into_iter().flatten();
        let all: Vec<_> = of_list.chain(of_map.map(|(value, it)| (value.clone(), it))).collect();
        let known: BTreeSet<String> = values.iter().map(text).collect();
        let meanings = |key: &str| -> BTreeMap<String, String> {
            let pair = |(value, it): &(String, &Value)| Some((value.clone(), it.get(key)?.as_str()?.to_owned()));
            all.iter().filter_map(pair).filter(|(value, _)| known.contains(value)).collect()
        };
        let names: BTreeMap<_, _> = meanings("name").into_iter().filter(|(_, name)| is_nameable(name)).collect();
        if self.names.is_empty() && tells_apart(&names) {
            self.names = names;
        }
        for (value, meaning) in meanings("description") {
            self.meanings.entry(value).or_insert(meaning);
        }
        let flagged = all.iter().filter(|(_, it)| it.get("deprecated") == Some(&Value::Bool(true)));
        self.deprecated.extend(flagged.map(|(value, _)| value.clone()));
    }

    /// What the value is called.
    pub fn name(&self, value: &Value) -> Option<String> {
        self.names.get(&text(value)).cloned()
    }

    /// What the value means.
    pub fn meaning(&self, value: &Value) -> Option<String> {
        self.meanings.get(&text(value)).cloned()
    }

    /// Whether the value is deprecated.
    pub fn is_deprecated(&self, value: &Value) -> bool {
        self.deprecated.contains(&text(value))
    }
}

/// The names of values that say nothing themselves, a number or a sign, where the description has a line for each value:
/// drf-spectacular writes the labels of choices as "* `0` - Low", others as "0: Low" or "0 = Low".
fn of_description(node: &Node<'_>, values: &[Value]) -> BTreeMap<String, String> {
    let is_word = |it: &Value| text(it).chars().any(char::is_alphabetic);
    if values.iter().all(is_word) {
        return BTreeMap::new();
    }
    let lines: Vec<_> = node.get("description").and_then(Value::as_str).into_iter().flat_map(str::lines).collect();
    let labels: Option<BTreeMap<String, String>> =
        values.iter().map(|it| Some((text(it), label(&lines, it)?))).collect();
    let labels = labels.filter(tells_apart).unwrap_or_default();
    let nameless = values.iter().filter(|it| !is_word(it)).map(text);
    nameless.filter_map(|it| labels.get_key_value(&it).map(|(it, label)| (it.clone(), label.clone()))).collect()
}

/// How long a label may be, in words; what is longer is a sentence about the value.
const LABEL: usize = 4;

/// What the only line of a value calls it.
fn label(lines: &[&str], value: &Value) -> Option<String> {
    let value = text(value);
    let of_line = |line: &&str| {
        let line = line.trim().trim_start_matches(['*', '+', '•']).trim_start();
        let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
        let quoted =
            ['`', '"', '\''].into_iter().find_map(|it| line.strip_prefix(it)?.strip_prefix(&*value)?.strip_prefix(it));
        let rest = quoted.or_else(|| line.strip_prefix(&*value))?.trim_start();
        let rest = rest.strip_prefix("->").or_else(|| rest.strip_prefix(['-', '–', '—', ':', '=']))?;
        let label = rest.trim().trim_end_matches(['.', ',', ';']);
        (label.split_whitespace().count() <= LABEL).then(|| label.to_owned()).filter(|it| is_nameable(it))
    };
    let mut found = lines.iter().filter_map(of_line);
    found.next().filter(|_| found.next().is_none())
}

/// A list with as many texts as there are values, or a map from values to texts.
fn by_value(extension: &Value, values: &[Value]) -> Option<BTreeMap<String, String>> {
    match extension {
        Value::Array(items) if items.len() == values.len() => {
            let pairs = values.iter().zip(items).map(|(value, it)| Some((text(value), it.as_str()?.to_owned())));
            pairs.collect()
        }
        Value::Object(map) => Some(of_map(map, values)).filter(|it| !it.is_empty()),
        _ => None,
    }
}

fn of_map(map: &Map<String, Value>, values: &[Value]) -> BTreeMap<String, String> {
    let known: BTreeSet<String> = values.iter().map(text).collect();
    let pair = |(value, it): (&String, &Value)| Some((value.clone(), it.as_str()?.to_owned()));
    map.iter().filter_map(pair).filter(|(value, _)| known.contains(value)).collect()
}

/// Whether all of the names are names, no two the same.
fn tells_apart(names: &BTreeMap<String, String>) -> bool {
    let distinct: BTreeSet<&String> = names.values().collect();
    distinct.len() == names.len() && names.values().all(|it| is_nameable(it))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Pointer;

    /// The names of the values, `-` where the document gives none that can be used.
    #[test]
    fn names_that_documents_give() {
        for (schema, expected, findings) in [
            (json!({ "enum": ["a", "b"], "x-enum-varnames": ["One", "Two"] }), "One Two", 0),
            (json!({ "enum": [1, 2], "x-enumNames": ["One", "Two"] }), "One Two", 0),
            (json!({ "enum": [1, 2], "x-speakeasy-enums": ["One", "Two"] }), "One Two", 0),
            (json!({ "enum": [1, 2], "x-speakeasy-enums": { "1": "One", "2": "Two" } }), "One Two", 0),
            (json!({ "enum": [1, 2], "x-speakeasy-enums": { "2": "Two", "3": "Three" } }), "- Two", 0),
            (json!({ "enum": ["<", ">"], "x-fern-enum": { "<": { "name": "LessThan" } } }), "LessThan -", 0),
            (json!({ "enum": [1, 2], "x-ms-enum": { "values": [{ "value": 2, "name": "Two" }] } }), "- Two", 0),
            (json!({ "enum": [1, 2], "x-enum-varnames": ["One"] }), "- -", 1),
            (json!({ "enum": [1, 2], "x-enum-varnames": ["One", "One"] }), "- -", 1),
            (json!({ "enum": [1, 2], "x-enum-varnames": ["One", ""] }), "- -", 1),
            (json!({ "enum": [1, 2], "x-enum-varnames": ["One", 2] }), "- -", 1),
            (json!({ "enum": [1, 2], "x-enum-varnames": "One" }), "- -", 1),
            (json!({ "enum": [1, 2], "x-enum-varnames": ["One"], "x-enumNames": ["One", "Two"] }), "One Two", 1),
            (json!({ "enum": [0, 10], "description": "How.\n\n* `0` - Low\n* `10` - Very high" }), "Low|Very high", 0),
            (json!({ "enum": [0, 1], "description": "- 0: Low.\n- 1: High." }), "Low High", 0),
            (json!({ "enum": [-1, 1], "description": "-1 = Down\n1 = Up" }), "Down Up", 0),
            (json!({ "enum": ["<", "in"], "description": "* `<` - Less\n* `in` - Among" }), "Less -", 0),
            // Values that are words name themselves; a value without a line, or two of one name, make none of it a list.
            (json!({ "enum": ["a", "b"], "description": "* `a` - One\n* `b` - Two" }), "- -", 0),
            (json!({ "enum": [0, 1], "description": "* `0` - Low" }), "- -", 0),
            (json!({ "enum": [0, 1], "description": "0: Low\n1: Low" }), "- -", 0),
            (json!({ "enum": [0, 1], "description": "0: Low\n0: Lower\n1: High" }), "- -", 0),
            (json!({ "enum": [0, 1], "description": "0 - Low\n1 - that which is not as low as it was" }), "- -", 0),
            (json!({ "enum": [1, 10], "description": "10 - Ten" }), "- -", 0),
            (json!({ "enum": [1, 2], "x-enumNames": ["One", "Two"], "description": "1: Uno\n2: Due" }), "One Two", 0),
        ] {
            let mut diags = Diagnostics::default();
            let node = Node::new(&schema, Pointer::root()).unwrap();
            let names = ValueNames::of(&node, &mut diags);
            let all = schema["enum"].as_array().unwrap().iter();
            let all: Vec<_> = all.map(|it| names.name(it).unwrap_or_else(|| "-".to_owned())).collect();
            let joint = if expected.contains('|') { "|" } else { " " };
            assert_eq!((all.join(joint).as_str(), diags.iter().count()), (expected, findings), "{schema}");
        }
    }

    #[test]
    fn meanings_and_deprecations() {
        for schema in [
            json!({ "enum": ["a", "b"], "x-enum-descriptions": ["First.", "Second."] }),
            json!({ "enum": ["a", "b"], "x-enum-descriptions": { "a": "First.", "b": "Second." } }),
            json!({ "enum": ["a", "b"], "x-enum-comments": { "a": "First.", "b": "Second." } }),
            json!({ "enum": ["a", "b"], "x-fern-enum": { "a": { "description": "First." }, "b": { "description": "Second." } } }),
            json!({ "enum": ["a", "b"], "x-ms-enum": { "values": [
                { "value": "a", "description": "First." }, { "value": "b", "description": "Second.", "deprecated": true },
            ] } }),
        ] {
            let node = Node::new(&schema, Pointer::root()).unwrap();
            let names = ValueNames::of(&node, &mut Diagnostics::default());
            assert_eq!(names.meaning(&json!("a")).as_deref(), Some("First."), "{schema}");
            assert_eq!(names.meaning(&json!("b")).as_deref(), Some("Second."), "{schema}");
            assert_eq!(names.is_deprecated(&json!("b")), schema.get("x-ms-enum").is_some());
        }
    }
}
