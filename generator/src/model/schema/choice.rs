//! How a reader distinguishes the alternatives of a union that have no tag (`tag`): by JSON type, required members and
//! constants, trying the most specific first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::merged::Merged;
use super::node::Additional;
use super::set::{SchemaSet, Schemas};
use super::types::Types;
use super::value::scalar;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Candidate, Choice, JsonKind};
use crate::visit;

/// How deep a candidate looks into choices and lists.
const DEPTH: usize = 4;

/// The candidates in the order in which they are tried.
pub(super) fn untagged<'a>(types: &mut Types<'a, '_>, branches: &[(&SchemaSet, &Merged<'a>)], at: &Pointer) -> Choice {
    let all = branches.iter().enumerate().map(|(index, (_, merged))| candidate(&types.schemas, merged, index, DEPTH));
    let mut candidates: Vec<_> = all.collect();
    candidates.sort_by_key(exactness);
    close_where_needed(&mut candidates);
    if let Some((first, second)) = ambiguous(&candidates) {
        let message = format!(
            "alternatives {first} and {second} cannot be distinguished by a value; the first that can be read is used"
        );
        types.diags.approximated(code::AMBIGUOUS_UNION, &at.parent().unwrap_or_default(), message);
    }
    Choice::Untagged(candidates)
}

/// The more a candidate requires, the earlier it is tried; ties keep the document's order.
fn exactness(it: &Candidate) -> Vec<Reverse<usize>> {
    let listed = usize::from(!it.values.is_empty());
    let breadth = if it.kinds.is_empty() { usize::MAX } else { it.kinds.iter().map(|kind| breadth(*kind)).sum() };
    let own = [listed, it.constants.len(), it.required.len(), usize::MAX - breadth].map(Reverse);
    own.into_iter().chain(it.items.iter().flat_map(|items| exactness(items))).collect()
}

fn breadth(kind: JsonKind) -> usize {
    if kind == JsonKind::Number { 2 } else { 1 }
}

/// Where two objects require the same members, only unknown members rule out the earlier one.
fn close_where_needed(candidates: &mut [Candidate]) {
    for index in 0..candidates.len() {
        let (earlier, later) = candidates.split_at_mut(index + 1);
        let this = &mut earlier[index];
        let rival =
            later.iter().any(|it| this.has_same_constraints(it) && !it.known.is_empty() && it.known != this.known);
        this.closed = rival && !this.known.is_empty();
    }
}

/// Two candidates that every value of the later one fits as well, by their index in the document.
fn ambiguous(candidates: &[Candidate]) -> Option<(usize, usize)> {
    candidates.iter().enumerate().find_map(|(index, a)| {
        let narrower_kind = |b: &Candidate| a.kinds == [JsonKind::Integer] && b.kinds == [JsonKind::Number];
        let rival =
            candidates[index + 1..].iter().find(|b| a.has_same_constraints(b) && !a.closed && !narrower_kind(b));
        rival.map(|b| (a.variant.min(b.variant), a.variant.max(b.variant)))
    })
}

/// What a value must look like to be tried as this alternative.
fn candidate<'a>(schemas: &Schemas<'a>, merged: &Merged<'a>, variant: usize, depth: usize) -> Candidate {
    visit::count(1);
    let mut it = Candidate {
        variant,
        kinds: merged.kind.into_iter().collect(),
        required: merged.required.iter().map(|&name| name.to_owned()).collect(),
        constants: Vec::new(),
        values: Vec::new(),
        known: merged.properties.keys().map(|&name| name.to_owned()).collect(),
        closed: false,
        items: None,
    };
    if let Some(value) = merged.constant.filter(|it| !it.is_array() && !it.is_object()) {
        it.values = vec![scalar(value)];
    } else if let Some(values) = &merged.values {
        it.values = values.iter().map(scalar).collect();
    }
    if matches!(merged.additional, Some(Additional::Any | Additional::Schema(_))) {
        it.known.clear(); // every member is known
    }
    for property in merged.properties.keys() {
        let constants = single_constant(schemas, merged, property);
        it.constants.extend(constants.map(|value| ((*property).to_owned(), vec![scalar(&value)])));
    }
    if depth > 0 {
        it.items = items(schemas, merged, depth);
        if !merged.groups.is_empty() {
            widen(schemas, merged, &mut it, depth);
        }
    }
    it
}

fn single_constant(schemas: &Schemas<'_>, merged: &Merged<'_>, property: &str) -> Option<Value> {
    let places = merged.properties.get(property)?;
    let member = Merged::of(schemas, &SchemaSet::of(places.iter().cloned()), &mut Diagnostics::default());
    let of_list = member.values.filter(|values| values.len() == 1).and_then(|values| values.into_iter().next());
    let value = member.constant.cloned().or(of_list)?;
    (!value.is_array() && !value.is_object()).then_some(value)
}

fn items<'a>(schemas: &Schemas<'a>, merged: &Merged<'a>, depth: usize) -> Option<Box<Candidate>> {
    if merged.items.is_empty() || merged.kind != Some(JsonKind::Array) {
        return None;
    }
    let set = schemas.reduce(&SchemaSet::of(merged.items.iter().cloned()));
    Some(Box::new(look(schemas, set, depth - 1)))
}

/// What a value of the schemas looks like; choices hold each other, so that each is looked at once.
fn look(schemas: &Schemas<'_>, set: SchemaSet, depth: usize) -> Candidate {
    schemas.known.looks.get((set, depth), |(set, depth)| {
        let merged = Merged::of(schemas, set, &mut Diagnostics::default());
        candidate(schemas, &merged, 0, *depth)
    })
}

/// A choice inside an alternative takes what any of its own alternatives takes.
fn widen<'a>(schemas: &Schemas<'a>, merged: &Merged<'a>, it: &mut Candidate, depth: usize) {
    let of_group = merged.groups.first().into_iter().flat_map(|group| &group.branches);
    let inner: Vec<_> = of_group.map(|at| look(schemas, at.clone().into(), depth - 1)).collect();
    let any = inner.iter().any(|branch| branch.kinds.is_empty());
    if it.kinds.is_empty() && !any {
        let kinds: BTreeSet<_> = inner.iter().flat_map(|branch| branch.kinds.iter().copied()).collect();
        it.kinds = kinds.into_iter().collect();
    }
    let shared = inner.iter().map(|branch| branch.required.iter().cloned().collect::<BTreeSet<_>>());
    let shared = shared.reduce(|a, b| &a & &b).unwrap_or_default();
    it.required.extend(shared);
    it.required.sort();
    it.required.dedup();
    if inner.iter().all(|branch| !branch.values.is_empty()) {
        it.values = inner.iter().flat_map(|branch| branch.values.iter().cloned()).collect();
    }
    it.known.clear();
}
