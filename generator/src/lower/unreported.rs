//! What lowering took out of a document or changed and no pass has reported. Each keyword of the document as it was read
//! is looked for in the lowered one: under its name, under the name that preserves it, where the passes say that it has
//! moved, or in the keyword that it becomes by the grammar. Where it still has its name, a single value has to be what it
//! was. So a pass that loses a keyword or writes another value cannot be silent about it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::node::{is_neutral, preserved_name};
use super::references::moved;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code, reported};
use crate::document::Document;
use crate::grammar::{Kind, Slot};
use crate::source_map::Origins;

/// How deep the walk goes; `document` has refused what is deeper.
const DEPTH: usize = 512;

/// What says of a parameter of 2.0 that it is a body or a part of one, which it is in 3.0 by its place.
const OF_PARAMETERS: &[&str] = &["name", "in", "required"];

/// Reports what has vanished. `read` is the document before all passes.
pub(super) fn report(read: &Document, lowered: &Document, diags: &mut Diagnostics) {
    let found = {
        let origins = Origins::new(&read.places, &lowered.places);
        let reported = reported(diags, &origins);
        let moved = moved(&lowered.value, &lowered.places, &origins);
        let search = Search { lowered: &lowered.value, moved, reported };
        search.unreported(&read.value)
    };
    for (at, what) in found {
        let message = match what {
            What::Gone => format!("`{}` was left out before the document was read", at.last()),
            What::Changed(now) => format!("`{}` was read as `{now}`", at.last()),
        };
        diags.documented(code::UNREPORTED, &at, message);
    }
}

/// What has become of a keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Gone,
    Changed(String),
}

struct Search<'a> {
    lowered: &'a Value,
    moved: BTreeMap<Pointer, Pointer>,
    reported: BTreeSet<Pointer>,
}

/// A value as it was read, and what has become of it.
type Pair<'a> = (&'a Value, &'a Value, Kind, Pointer, usize);

/// The same for what stands in a member, where it is still there.
type Inner<'a> = (&'a Value, Option<&'a Value>, Kind, Pointer);

impl<'a> Search<'a> {
    /// The outermost of what is not there any more, and the single values that are others.
    fn unreported(&self, document: &'a Value) -> BTreeMap<Pointer, What> {
        let mut unreported = BTreeMap::new();
        // Iterative, so that depth costs no stack.
        let mut work: Vec<Pair<'a>> = vec![(document, self.lowered, Kind::Document, Pointer::root(), 0)];
        while let Some((value, now, kind, at, depth)) = work.pop() {
            let Some(members) = value.as_object().filter(|_| depth < DEPTH) else { continue };
            let is_body = kind == Kind::Parameter && ["body", "formData"].iter().any(|it| value["in"] == *it);
            for (key, value) in members.iter().filter(|(key, _)| !(is_body && OF_PARAMETERS.contains(&key.as_str()))) {
                let Some(slot) = kind.member(key).filter(|_| !says_nothing(kind, key, value)) else { continue };
                let at = at.key(key);
                match self.now(&at, now, key) {
                    Some(member) => {
                        if slot == Slot::Data
                            && is_other(value, member)
                            && !self.is_reported(kind, key, now, &at)
                            && !is_spelled_anew(kind, key, value)
                        {
                            unreported.insert(at.clone(), What::Changed(member.to_string()));
                        }
                        // A branch that is null, or a parameter that has become a body.
                        let is_elsewhere = now.get("nullable").is_some() || now.get("requestBody").is_some();
                        for (value, now, kind, at) in self.inside((value, member), slot, &at) {
                            match now {
                                Some(now) => work.push((value, now, kind, at, depth + 1)),
                                None if is_elsewhere || value.is_null() || self.reported.contains(&at) => {}
                                None => drop(unreported.insert(at, What::Gone)),
                            }
                        }
                    }
                    None if self.is_reported(kind, key, now, &at) => {}
                    None => drop(unreported.insert(at, What::Gone)),
                }
            }
        }
        unreported
    }

    /// What stands for a member.
    fn now(&self, at: &Pointer, now: &'a Value, key: &str) -> Option<&'a Value> {
        let siblings = now.get("x-octogen-siblings").and_then(|it| it.get(key).or_else(|| it.get(preserved_name(key))));
        self.elsewhere(at).or_else(|| now.get(key)).or_else(|| now.get(preserved_name(key))).or(siblings)
    }

    fn elsewhere(&self, at: &Pointer) -> Option<&'a Value> {
        self.moved.get(at)?.find(self.lowered)
    }

    fn is_reported(&self, kind: Kind, key: &str, now: &Value, at: &Pointer) -> bool {
        let branches = now.get("anyOf").filter(|_| now.get("x-octogen-any-type").is_some());
        if branches.and_then(Value::as_array).is_some_and(|branches| branches.iter().any(|it| it.get(key).is_some())) {
            return true; // each type of a list of them has what is said of it
        }
        // A text that has become what it holds is told of as that.
        let content = || at.parent().is_some_and(|it| self.reported.contains(&it.key("contentSchema")));
        if kind == Kind::Schema && key == "contentMediaType" && content() {
            return true;
        }
        let stands = |others: &[&str]| others.is_empty() || others.iter().any(|it| now.get(it).is_some());
        self.reported.contains(at) || kind.known(key).and_then(|it| it.becomes).is_some_and(stands)
    }

    /// What stands in a member: pairs to go on with, and what is gone.
    fn inside(&self, (value, now): (&'a Value, &'a Value), slot: Slot, at: &Pointer) -> Vec<Inner<'a>> {
        match slot {
            Slot::One(kind) => vec![(value, Some(now), kind, at.clone())],
            Slot::List(kind) => {
                let items: Vec<_> = value.as_array().into_iter().flatten().collect();
                let moved: Vec<_> = (0..items.len()).map(|index| self.elsewhere(&at.index(index))).collect();
                // Where one was taken out, another one may stand in its place.
                let is_another = |it: &&Value| moved.iter().flatten().any(|moved| std::ptr::eq(*moved, *it));
                let here = |index: usize| now.get(index).filter(|it| !is_another(it));
                let inner = items.into_iter().enumerate();
                inner.map(|(index, item)| (item, moved[index].or_else(|| here(index)), kind, at.index(index))).collect()
            }
            Slot::Map(kind) => {
                let entries = value.as_object().into_iter().flatten();
                let inner = entries.map(|(key, value)| {
                    let at = at.key(key);
                    (value, self.elsewhere(&at).or_else(|| now.get(key)), kind, at)
                });
                inner.collect()
            }
            Slot::Data => Vec::new(),
        }
    }
}

/// Whether a single value is another one now. Numbers have no spelling, a text may stand for a number and the other way
/// round, and white space around a text says nothing.
fn is_other(value: &Value, now: &Value) -> bool {
    match (value, now) {
        (Value::Number(value), Value::Number(now)) => value.as_f64() != now.as_f64(),
        (Value::String(value), Value::String(now)) => value.trim() != now.trim(),
        (Value::Number(_) | Value::Bool(_), Value::String(now)) => !spells(now, value),
        (Value::String(value), now) => !spells(value, now),
        (Value::Number(_) | Value::Bool(_), now) => value != now,
        _ => false,
    }
}

/// Whether a text is how the value is written.
fn spells(text: &str, value: &Value) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|it| it == *value)
}

/// Values that 3.0 has another spelling for: that of the version, references, which follow what was moved, files, and
/// Basic authentication, which is a scheme of HTTP.
fn is_spelled_anew(kind: Kind, key: &str, value: &Value) -> bool {
    match (kind, key) {
        (_, "$ref") | (Kind::Document, "openapi") => true,
        (Kind::SecurityScheme, "type") => value == "basic",
        (Kind::Schema | Kind::Parameter | Kind::Header, "type") => value == "file",
        _ => false,
    }
}

/// Members that say what is so without them, and names.
fn says_nothing(kind: Kind, key: &str, value: &Value) -> bool {
    let is_empty = match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(it) => it.is_empty(),
        Value::Object(it) => it.is_empty(),
        Value::String(it) => it.is_empty(),
        _ => false,
    };
    let is_name = kind == Kind::Schema && is_neutral(key);
    let is_anything = kind == Kind::Schema && key == "type" && value == "any";
    is_empty || is_name || is_anything || key.starts_with("x-")
}
