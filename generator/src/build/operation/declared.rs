//! The parameters that an operation has: those of its path item, and its own, which win (OpenAPI 3.1, section 4.8.10.1,
//! `parameters`). A parameter is unique by its name and place. Names of header fields are case-insensitive (section
//! 4.8.12.1, `header`; RFC 9110, section 5.1): `X-Count` and `x-count` are one parameter.
//!
//! A list must not have a parameter twice. Where one does, both entries are about the same value: it has to be sent where
//! one of them demands it, and its type is that of the entry that says more than that it is a text, or else of the later.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Cx, Found};
use crate::build::raw::Raw;
use crate::build::schema::Node;
use crate::diagnostics::code;

/// A parameter as it is declared.
pub(super) struct Declared<'a> {
    /// The entry that describes it.
    pub raw: Raw<'a>,
    /// Whether an entry demands it.
    pub required: bool,
}

/// All of them, by place and name.
pub(super) fn of<'a>(cx: &mut Cx<'a, '_, '_, '_>, found: &Found<'a>) -> Vec<Declared<'a>> {
    let mut all = listed(cx, &found.item);
    all.extend(listed(cx, &found.raw));
    all.into_values().collect()
}

fn listed<'a>(cx: &mut Cx<'a, '_, '_, '_>, holder: &Raw<'a>) -> BTreeMap<(String, String), Declared<'a>> {
    let mut listed = BTreeMap::new();
    for raw in holder.items("parameters").filter_map(|at| Raw::at(cx.spec, &at)) {
        let Some(key) = key(&raw) else { continue };
        let declared = Declared { required: raw.flag("required"), raw };
        match listed.entry(key) {
            Entry::Vacant(free) => {
                free.insert(declared);
            }
            Entry::Occupied(mut taken) => join(cx, taken.get_mut(), declared),
        }
    }
    listed
}

/// What makes a parameter the same.
fn key(raw: &Raw<'_>) -> Option<(String, String)> {
    let (place, name) = (raw.string("in")?, raw.string("name")?);
    let name = if place == "header" { name.to_ascii_lowercase() } else { name };
    Some((place, name))
}

fn join<'a>(cx: &mut Cx<'a, '_, '_, '_>, first: &mut Declared<'a>, second: Declared<'a>) {
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
    *first = Declared { raw: kept, required };
}

/// Whether a parameter is any text, for all that its entry says.
fn is_plain_text(cx: &Cx<'_, '_, '_, '_>, raw: &Raw<'_>) -> bool {
    let schema = Raw::at(cx.spec, &raw.at.key("schema"));
    let node = schema.and_then(|it| cx.types.schemas.node(&it.at));
    raw.get("content").is_none() && node.is_none_or(|it: Node<'_>| it.is_plain_text())
}
