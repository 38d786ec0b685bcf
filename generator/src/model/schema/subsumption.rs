//! Which schemas say no more than others: a conjunction with a choice that another part has narrowed already is that
//! other part, and an alternative that contradicts itself is none. Without both, two choices over the same objects
//! would multiply to objects that no value fits.

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt as _};

use super::merged::Merged;
use super::node::Group;
use super::set::{Part, SchemaSet, Schemas};
use crate::Pointer;
use crate::diagnostics::Diagnostics;
use crate::visit::{self, Visit};

/// How many pairs of schemas are looked at for one answer.
const WORK: usize = 2_000;

impl Schemas<'_> {
    /// Whether every value of the one schema fits the other, as far as references, choices and `allOf` tell. `false`
    /// means that it is not known.
    pub fn is_subsumed(&self, one: &Pointer, other: &Pointer) -> bool {
        let pair = (self.resolve(one), self.resolve(other));
        self.known.subsumptions.get(pair, |(one, other)| self.narrows(one, other, &mut HashSet::new()))
    }

    /// A pair that refers to itself says nothing, and one that was looked at says nothing new.
    fn narrows(&self, one: &Pointer, other: &Pointer, seen: &mut HashSet<(Pointer, Pointer)>) -> bool {
        if one == other {
            return true;
        }
        let (Some(narrow), Some(wide)) = (self.node(one), self.node(other)) else {
            return false;
        };
        if seen.len() >= WORK || !seen.insert((one.clone(), other.clone())) {
            return false;
        }
        visit::count(1);
        let mut below = |at: &Pointer| self.narrows(&self.resolve(at), other, seen);
        let by_choice = narrow.groups().iter().any(|group| group.branches.iter().all(&mut below));
        if by_choice || narrow.conjuncts().iter().any(&mut below) {
            return true;
        }
        // The other one takes whatever one of its alternatives takes where it demands nothing beside the choice.
        match wide.groups().as_slice() {
            [only] if wide.is_bare() && wide.conjuncts().is_empty() => {
                only.branches.iter().any(|at| self.narrows(one, &self.resolve(at), seen))
            }
            _ => false,
        }
    }

    /// Whether a choice has been made where these schemas hold: one of its alternatives is among them, as where a child
    /// of a union has the union in its `allOf`. `owner` has the choice; it is no alternative of its own.
    pub(super) fn is_made<'p>(&self, group: &Group, owner: &Pointer, held: impl Iterator<Item = &'p Pointer>) -> bool {
        let mut others = held.filter(|at| *at != owner).peekable();
        others.peek().is_some() && {
            let alternatives = self.alternatives(group, owner);
            others.any(|at| alternatives.contains(at))
        }
    }

    /// All that the choice offers, references and choices inside of it followed.
    fn alternatives(&self, group: &Group, owner: &Pointer) -> Rc<HashSet<Pointer>> {
        let found = |_: &Pointer| {
            let mut visit = Visit::from(group.branches.iter().cloned());
            while let Some((at, depth)) = visit.next() {
                let Some(node) = self.node(&at).filter(|_| at != *owner) else { continue };
                match (node.reference(), node.groups().as_slice()) {
                    (Some(target), _) => visit.push([Pointer::parse(target)], depth),
                    (None, [only]) if node.is_bare() && node.conjuncts().is_empty() => {
                        visit.push(only.branches.iter().cloned(), depth + 1);
                    }
                    _ => visit.push(node.wrapped(), depth),
                }
            }
            Rc::new(visit.into_seen())
        };
        // No other choice has its first alternative at that place.
        self.known.alternatives.get(group.branches[0].clone(), found)
    }

    /// The parts without those that another part narrows.
    pub(super) fn narrowest(&self, parts: Vec<Part>) -> Vec<Part> {
        let wider = |one: &Part, other: &Part| match (one, other) {
            (Part::Whole(one), Part::Whole(other)) => self.is_subsumed(one, other),
            // What has a base in its `allOf` says all that the base does.
            (Part::Whole(one), Part::Own(base)) => self.lineage(one).contains(base),
            (Part::Own(_), _) => false,
        };
        without_wider(parts, wider)
    }

    /// The choices without those that another choice narrows.
    pub(super) fn narrowest_groups(&self, groups: Vec<Group>) -> Vec<Group> {
        let wider = |one: &Group, other: &Group| {
            one.branches.iter().all(|at| other.branches.iter().any(|wide| self.is_subsumed(at, wide)))
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
