//! How a reader tells the alternatives of a union apart: by a tag where every alternative has one of its own,
//! otherwise by the JSON type, the members that must be there, constants, and the order with the most exact first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::enums::scalar;
use super::merged::Merged;
use super::node::{Additional, Discriminator};
use super::set::{SchemaSet, Schemas};
use super::{Types, enums};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Candidate, Choice, JsonKind};

/// How deep a candidate looks into choices and lists.
const DEPTH: usize = 4;

/// A member whose value tells the alternatives apart.
#[derive(Debug)]
pub(super) struct Tag {
    property: String,
    /// The values of each alternative, the first one being the one it is named after.
    values: Vec<Vec<String>>,
    /// Whether each alternative's own type has the member.
    declared: Vec<bool>,
    default: Option<usize>,
}

impl Tag {
    /// The tag that the document names, or the one that all alternatives have.
    pub fn of<'a>(
        schemas: &Schemas<'a>,
        branches: &[(&SchemaSet, &Merged<'a>)],
        discriminator: Option<&Discriminator>,
    ) -> Option<Self> {
        match discriminator {
            Some(it) => Self::declared(schemas, branches, it),
            None => Self::found(schemas, branches),
        }
    }

    fn declared<'a>(
        schemas: &Schemas<'a>,
        branches: &[(&SchemaSet, &Merged<'a>)],
        discriminator: &Discriminator,
    ) -> Option<Self> {
        if branches.iter().any(|(_, merged)| !may_be_object(merged)) {
            return None;
        }
        let component = |set: &SchemaSet| {
            set.parts().iter().find_map(|part| match part {
                super::set::Part::Whole(at) => Some(schemas.follow(at)).filter(super::set::is_component),
                super::set::Part::Own(_) => None,
            })
        };
        let targets: Vec<_> = branches.iter().map(|(set, _)| component(set)).collect();
        let mapped = |target: &Option<Pointer>| -> Vec<String> {
            let Some(target) = target else {
                return Vec::new();
            };
            let tags = discriminator.mapping.iter().filter(|(_, to)| leads_to(to, target));
            tags.map(|(tag, _)| tag.clone()).collect()
        };
        let listed: Vec<_> =
            branches.iter().map(|(_, merged)| constants(schemas, merged, &discriminator.property)).collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        let each = listed.iter().flat_map(|own| own.iter().collect::<BTreeSet<_>>());
        each.for_each(|it| *uses.entry(it).or_default() += 1);
        let values = targets.iter().zip(&listed).map(|(target, own)| {
            let mut values = mapped(target);
            let name = target.as_ref().map(Pointer::last);
            for value in telling(own, &uses, name.as_deref()) {
                if !values.contains(value) && !is_mapped(discriminator, value) {
                    values.push(value.clone());
                }
            }
            if values.is_empty() {
                // Documents of 2.0 cannot map; many say the value at the alternative.
                let own = |at: &Pointer| Some(schemas.node(at)?.text("x-ms-discriminator-value")?.to_owned());
                values.extend(target.as_ref().map(|at| own(at).unwrap_or_else(|| at.last())));
            }
            values
        });
        let default = discriminator.default.as_ref();
        Some(Self {
            property: discriminator.property.clone(),
            values: values.collect(),
            declared: branches.iter().map(|(_, it)| has_member(it, &discriminator.property)).collect(),
            default: default
                .and_then(|to| targets.iter().position(|at| at.as_ref().is_some_and(|at| leads_to(to, at)))),
        })
    }

    /// A required member with a constant in every alternative, no constant in two of them.
    fn found<'a>(schemas: &Schemas<'a>, branches: &[(&SchemaSet, &Merged<'a>)]) -> Option<Self> {
        let (_, first) = branches.first()?;
        let candidates = first.properties.keys().filter(|name| first.required.contains(*name));
        candidates.map(|name| (*name).to_owned()).find_map(|property| {
            let mut seen = BTreeSet::new();
            let mut values = Vec::new();
            for (_, merged) in branches {
                let own = constants(schemas, merged, &property);
                let apart = own.iter().all(|value| seen.insert(value.clone()));
                if own.is_empty() || !apart || !merged.required.contains(property.as_str()) {
                    return None;
                }
                values.push(own);
            }
            let declared = vec![true; values.len()];
            Some(Self { property, values, declared, default: None })
        })
    }

    /// The value that an alternative is named after: its only one.
    pub fn value(&self, index: usize) -> Option<&str> {
        match self.values[index].as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The member and value to add when writing an alternative whose own type has no such member.
    pub fn missing_in(&self, index: usize) -> Option<String> {
        (!self.declared[index]).then(|| self.values[index].first().cloned()).flatten()
    }

    /// The tag as the reader needs it. Of two alternatives with one value, the first takes it.
    pub fn choice(self) -> Choice {
        let mut seen = BTreeSet::new();
        let pairs =
            self.values.into_iter().enumerate().flat_map(|(index, tags)| tags.into_iter().map(move |it| (it, index)));
        let values = pairs.filter(|(tag, _)| seen.insert(tag.clone())).collect();
        Choice::Tagged { property: self.property, values, default: self.default }
    }
}

/// Of the values that an alternative lists for its tag, those that tell it from the others: many a document lists the
/// tags of all alternatives in each. What other alternatives list, too, is theirs, but for the alternative's own name.
fn telling<'a>(own: &'a [String], uses: &BTreeMap<&str, usize>, name: Option<&str>) -> Vec<&'a String> {
    let alone = |value: &String| uses.get(value.as_str()) == Some(&1);
    let telling: Vec<_> = own.iter().filter(|it| Some(it.as_str()) == name || alone(it)).collect();
    match own {
        [only] if telling.is_empty() => vec![only],
        _ => telling,
    }
}

/// Whether the document says to which alternative the tag leads.
fn is_mapped(discriminator: &Discriminator, tag: &str) -> bool {
    discriminator.mapping.iter().any(|(mapped, _)| mapped == tag)
}

/// Whether a mapping's target, a reference or a bare name, is that component.
pub(super) fn leads_to(target: &str, component: &Pointer) -> bool {
    match target.strip_prefix('#') {
        Some(pointer) => pointer == component.as_str(),
        None => target == component.last(),
    }
}

fn may_be_object(merged: &Merged<'_>) -> bool {
    matches!(merged.kind, None | Some(JsonKind::Object))
}

fn has_member(merged: &Merged<'_>, property: &str) -> bool {
    // A choice inside has the member where its own alternatives have it; they write it themselves.
    merged.properties.contains_key(property) || !merged.groups.is_empty()
}

/// The strings that a member may have, where they are listed.
fn constants(schemas: &Schemas<'_>, merged: &Merged<'_>, property: &str) -> Vec<String> {
    let Some(places) = merged.properties.get(property) else {
        return Vec::new();
    };
    let member = Merged::of(schemas, &SchemaSet::of(places.iter().cloned()), &mut Diagnostics::default());
    let single: Vec<Value> = member.constant.cloned().into_iter().collect();
    let values = member.values.filter(|_| single.is_empty()).unwrap_or(single);
    values.iter().filter(|it| !it.is_array() && !it.is_object()).map(enums::text).collect()
}

/// The candidates in the order in which they are tried.
pub(super) fn untagged<'a>(types: &mut Types<'a, '_>, branches: &[(&SchemaSet, &Merged<'a>)], at: &Pointer) -> Choice {
    let all = branches.iter().enumerate().map(|(index, (_, merged))| candidate(&types.schemas, merged, index, DEPTH));
    let mut candidates: Vec<_> = all.collect();
    candidates.sort_by_key(exactness);
    close_where_needed(&mut candidates);
    if let Some((first, second)) = ambiguous(&candidates) {
        let message = format!(
            "alternatives {first} and {second} cannot be told apart by looking at a value; the first that can be read is taken"
        );
        types.diags.approximated(code::AMBIGUOUS_UNION, &at.parent().unwrap_or_default(), message);
    }
    Choice::Untagged(candidates)
}

/// The more a candidate demands, the earlier it is tried; the rest keep the document's order.
fn exactness(it: &Candidate) -> Vec<Reverse<usize>> {
    let listed = usize::from(!it.values.is_empty());
    let breadth = if it.kinds.is_empty() { usize::MAX } else { it.kinds.iter().map(|kind| breadth(*kind)).sum() };
    let own = [listed, it.constants.len(), it.required.len(), usize::MAX - breadth].map(Reverse);
    own.into_iter().chain(it.items.iter().flat_map(|items| exactness(items))).collect()
}

fn breadth(kind: JsonKind) -> usize {
    if kind == JsonKind::Number { 2 } else { 1 }
}

/// Where two objects demand the same members, only unknown members speak against the earlier one.
fn close_where_needed(candidates: &mut [Candidate]) {
    for index in 0..candidates.len() {
        let (earlier, later) = candidates.split_at_mut(index + 1);
        let this = &mut earlier[index];
        let rival = later.iter().any(|it| this.demands_as(it) && !it.known.is_empty() && it.known != this.known);
        this.closed = rival && !this.known.is_empty();
    }
}

/// Two candidates that every value of the later one fits as well, by their index in the document.
fn ambiguous(candidates: &[Candidate]) -> Option<(usize, usize)> {
    candidates.iter().enumerate().find_map(|(index, a)| {
        let narrower_kind = |b: &Candidate| a.kinds == [JsonKind::Integer] && b.kinds == [JsonKind::Number];
        let rival = candidates[index + 1..].iter().find(|b| a.demands_as(b) && !a.closed && !narrower_kind(b));
        rival.map(|b| (a.variant.min(b.variant), a.variant.max(b.variant)))
    })
}

/// What a value must look like to be tried as this alternative.
fn candidate<'a>(schemas: &Schemas<'a>, merged: &Merged<'a>, variant: usize, depth: usize) -> Candidate {
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
    let item = Merged::of(schemas, &set, &mut Diagnostics::default());
    Some(Box::new(candidate(schemas, &item, 0, depth - 1)))
}

/// A choice inside an alternative takes what any of its own alternatives takes.
fn widen<'a>(schemas: &Schemas<'a>, merged: &Merged<'a>, it: &mut Candidate, depth: usize) {
    let of_group = merged.groups.first().into_iter().flat_map(|group| &group.branches);
    let inner: Vec<_> = of_group
        .map(|at| {
            let branch = Merged::of(schemas, &at.clone().into(), &mut Diagnostics::default());
            candidate(schemas, &branch, 0, depth - 1)
        })
        .collect();
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
