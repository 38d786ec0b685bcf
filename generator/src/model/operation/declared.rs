//! The parameters that an operation has: those of its path item, and its own, which win (OpenAPI 3.1, section 4.8.10.1,
//! `parameters`). A parameter is unique by its name and location. Names of header fields are case-insensitive (section
//! 4.8.12.1, `header`; RFC 9110, section 5.1): `X-Count` and `x-count` are one parameter.
//!
//! A list must not have a parameter twice. Where one does, both entries describe the same value: it is required if one of
//! them requires it, and its type is that of the entry that says more than `string`, or else that of the later one.

use std::collections::BTreeMap;

use super::cx::Cx;
use super::operation_object::OperationObject;
use crate::diagnostics::code;
use crate::model::raw::Raw;
use crate::model::schema::Node;

/// A parameter as it is declared.
pub(super) struct DeclaredParam<'a> {
    /// The entry that describes it.
    pub raw: Raw<'a>,
    /// Whether one of the entries requires it.
    pub required: bool,
}

/// All of them, in the order of the lists: those of the path item first. One that the operation says anew stands where the
/// path item has it.
pub(super) fn of<'a>(cx: &mut Cx<'a, '_, '_, '_>, object: &OperationObject<'a>) -> Vec<DeclaredParam<'a>> {
    let mut all = listed(cx, &object.item);
    for (key, declared) in listed(cx, &object.raw).entries {
        all.put(key, declared, |of_path, declared| *of_path = declared);
    }
    all.entries.into_iter().map(|(_, declared)| declared).collect()
}

fn listed<'a>(cx: &mut Cx<'a, '_, '_, '_>, holder: &Raw<'a>) -> List<'a> {
    let mut listed = List::default();
    for raw in holder.items("parameters").filter_map(|at| Raw::at(cx.spec, &at)) {
        let Some(key) = key(&raw) else { continue };
        let declared = DeclaredParam { required: raw.flag("required"), raw };
        listed.put(key, declared, |taken, declared| join(cx, taken, declared));
    }
    listed
}

/// Parameters in the order of their first entries.
#[derive(Default)]
struct List<'a> {
    entries: Vec<(Key, DeclaredParam<'a>)>,
    places: BTreeMap<Key, usize>,
}

impl<'a> List<'a> {
    /// Puts one in, or brings it together with the entry of the same key.
    fn put(
        &mut self,
        key: Key,
        declared: DeclaredParam<'a>,
        join: impl FnOnce(&mut DeclaredParam<'a>, DeclaredParam<'a>),
    ) {
        match self.places.get(&key) {
            Some(&place) => join(&mut self.entries[place].1, declared),
            None => {
                self.places.insert(key.clone(), self.entries.len());
                self.entries.push((key, declared));
            }
        }
    }
}

/// Place and name.
type Key = (String, String);

/// What makes a parameter the same.
fn key(raw: &Raw<'_>) -> Option<Key> {
    let (place, name) = (raw.string("in")?, raw.string("name")?);
    let name = if place == "header" { name.to_ascii_lowercase() } else { name };
    Some((place, name))
}

fn join<'a>(cx: &mut Cx<'a, '_, '_, '_>, first: &mut DeclaredParam<'a>, second: DeclaredParam<'a>) {
    let required = first.required || second.required;
    let keeps_first = is_plain_text(cx, &second.raw) && !is_plain_text(cx, &first.raw);
    let (kept, other) = if keeps_first { (first.raw.clone(), second.raw) } else { (second.raw, first.raw.clone()) };
    if !kept.says_the_same(&other) {
        let name = kept.text("name").unwrap_or_default();
        let spelled = other.text("name").filter(|it| *it != name);
        let spelled = spelled.map_or_else(String::new, |it| format!(", as `{it}`, too, which is the same header"));
        let demanded = if required { "; it is required" } else { "" };
        let message = format!("parameter `{name}` is declared twice{spelled}; its type is taken from here{demanded}");
        cx.types.diags.approximated(code::SAME_PARAM, &kept.at, message).also(&other.at, "the other one");
    }
    *first = DeclaredParam { raw: kept, required };
}

/// Whether a parameter is any text, for all that its entry says.
fn is_plain_text(cx: &Cx<'_, '_, '_, '_>, raw: &Raw<'_>) -> bool {
    let schema = Raw::at(cx.spec, &raw.at.key("schema"));
    let node = schema.and_then(|it| cx.types.schemas.node(&it.at));
    raw.get("content").is_none() && node.is_none_or(|it: Node<'_>| it.is_plain_text())
}
