//! Which schemas say no more than others: a conjunction with a choice that another part has narrowed already is that
//! other part, and an alternative that contradicts itself is none. Without both, two choices over the same objects
//! would multiply to objects that no value fits.

use super::merged::Merged;
use super::node::Group;
use super::set::{Part, SchemaSet, Schemas};
use crate::Pointer;
use crate::diagnostics::Diagnostics;

/// How many pairs of schemas are looked at for one answer.
const WORK: usize = 2_000;

/// How deep choices and conjunctions are looked into.
const DEPTH: usize = 8;

impl Schemas<'_> {
    /// Whether every value of the one schema fits the other, as far as references, choices and `allOf` tell. `false`
    /// means that it is not known.
    pub fn within(&self, one: &Pointer, other: &Pointer) -> bool {
        let mut work = WORK;
        self.narrows(&self.resolve(one), &self.resolve(other), DEPTH, &mut work)
    }

    fn narrows(&self, one: &Pointer, other: &Pointer, depth: usize, work: &mut usize) -> bool {
        if one == other {
            return true;
        }
        let (Some(narrow), Some(wide)) = (self.node(one), self.node(other)) else {
            return false;
        };
        let (Some(depth), Some(left)) = (depth.checked_sub(1), work.checked_sub(1)) else {
            return false;
        };
        *work = left;
        let mut below = |at: &Pointer| self.narrows(&self.resolve(at), other, depth, work);
        let by_choice = narrow.groups().iter().any(|group| group.branches.iter().all(&mut below));
        if by_choice || narrow.conjuncts().iter().any(&mut below) {
            return true;
        }
        // The other one takes whatever one of its alternatives takes where it demands nothing beside the choice.
        match wide.groups().as_slice() {
            [only] if wide.is_bare() && wide.conjuncts().is_empty() => {
                only.branches.iter().any(|at| self.narrows(one, &self.resolve(at), depth, work))
            }
            _ => false,
        }
    }

    /// The parts without those that another part narrows.
    pub(super) fn narrowest(&self, parts: Vec<Part>) -> Vec<Part> {
        let wider = |one: &Part, other: &Part| match (one, other) {
            (Part::Whole(one), Part::Whole(other)) => self.within(one, other),
            _ => false,
        };
        without_wider(parts, wider)
    }

    /// The choices without those that another choice narrows.
    pub(super) fn narrowest_groups(&self, groups: Vec<Group>) -> Vec<Group> {
        let wider = |one: &Group, other: &Group| {
            one.branches.iter().all(|at| other.branches.iter().any(|wide| self.within(at, wide)))
        };
        without_wider(groups, wider)
    }

    /// Whether no value fits the conjunction: its parts want other types or other values, or do so for a member that
    /// has to be there.
    pub(super) fn contradicts(&self, merged: &Merged<'_>) -> bool {
        let shared = merged.properties.iter().filter(|(name, at)| at.len() > 1 && merged.required.contains(*name));
        let conflicts = |places: &[Pointer]| {
            let set = SchemaSet::of(places.iter().cloned());
            Merged::of(self, &set, &mut Diagnostics::default()).conflict
        };
        merged.conflict || shared.into_iter().any(|(_, places)| conflicts(places))
    }
}

/// The items without those of which another one is `within`; of two that are within each other the first stays.
fn without_wider<T>(items: Vec<T>, within: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if kept.iter().any(|it| within(it, &item)) {
            continue;
        }
        kept.retain(|it| !within(&item, it));
        kept.push(item);
    }
    kept
}
