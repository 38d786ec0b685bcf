//! Sets of schemas that hold together, and the way from a schema to the one that it really means.
//!
//! `allOf`, a property that two parts of an `allOf` declare, and a base beside a choice are all the same thing: a
//! conjunction. It is kept as the set of places where the schemas stand, so that equal conjunctions are one type.

use std::collections::BTreeSet;
use std::rc::Rc;

use foldhash::HashSet;
use serde_json::Value;

use super::node::Node;
use crate::Pointer;
use crate::ir::{Candidate, JsonKind};
use crate::spec::Spec;
use crate::visit::{Memo, Visit};

/// Schemas that hold together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SchemaSet(Vec<Part>);

/// A schema of a set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    /// With everything that it combines.
    Whole(Pointer),
    /// Its own keywords alone, without `allOf` and choices: the base to which a branch is added.
    Own(Pointer),
}

impl Part {
    /// Where the schema stands.
    pub fn place(&self) -> &Pointer {
        match self {
            Self::Whole(place) | Self::Own(place) => place,
        }
    }
}

impl SchemaSet {
    /// The conjunction of these schemas.
    pub fn new(parts: impl IntoIterator<Item = Part>) -> Self {
        let set: BTreeSet<_> = parts.into_iter().collect();
        Self(set.into_iter().collect())
    }

    /// The conjunction of the schemas at these places.
    pub fn of(places: impl IntoIterator<Item = Pointer>) -> Self {
        Self::new(places.into_iter().map(Part::Whole))
    }

    /// The schemas.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// The place, where the set is a single whole schema.
    pub fn single(&self) -> Option<&Pointer> {
        match self.0.as_slice() {
            [Part::Whole(place)] => Some(place),
            _ => None,
        }
    }

    /// The component, where the set is just that.
    pub fn component(&self) -> Option<&Pointer> {
        self.single().filter(|place| is_component(place))
    }
}

impl From<Pointer> for SchemaSet {
    fn from(place: Pointer) -> Self {
        Self(vec![Part::Whole(place)])
    }
}

/// The schemas of a document, and what was found out about them.
#[derive(Clone)]
pub(crate) struct Schemas<'a> {
    spec: &'a Spec,
    pub(super) known: Rc<Known<'a>>,
}

/// What a schema says about null.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Answer {
    /// Nothing: it takes null as it takes anything else.
    #[default]
    Open,
    Accepted,
    Refused,
}

/// Answers about schemas that are asked for again and again, by place.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// What stands at places: each of them is asked for some ten times.
    values: Memo<Pointer, Option<&'a Value>>,
    /// Where references and wrappers lead, as far as the next component.
    followed: Memo<Pointer, Pointer>,
    /// Where references and wrappers lead in the end.
    pub ends: Memo<Pointer, Pointer>,
    /// Where schemas that are other names alone lead.
    pub meanings: Memo<Pointer, Pointer>,
    /// All that a choice offers, by the place of its first alternative.
    pub alternatives: Memo<Pointer, Rc<HashSet<Pointer>>>,
    /// The places that hold wherever the schema holds: its own, and those of its `allOf`.
    pub lineage: Memo<Pointer, Rc<HashSet<Pointer>>>,
    /// Whether every value of the one schema fits the other.
    pub subsumptions: Memo<(Pointer, Pointer), bool>,
    /// What schemas say about null.
    pub null: Memo<Pointer, Answer>,
    /// Whether all values have that JSON type.
    pub kinds: Memo<(Pointer, JsonKind), bool>,
    /// What a value of the schemas looks like, seen from so far outside.
    pub looks: Memo<(SchemaSet, usize), Candidate>,
}

/// How many references may follow each other; `document` has refused cycles, this bounds the work.
const CHAIN: usize = 64;

impl<'a> Schemas<'a> {
    /// The schemas of that document.
    pub fn new(spec: &'a Spec) -> Self {
        Self { spec, known: Rc::default() }
    }

    /// The schema at that place.
    pub fn node(&self, place: &Pointer) -> Option<Node<'a>> {
        Node::new(self.raw(place)?, place.clone())
    }

    /// Any value at that place.
    pub fn raw(&self, place: &Pointer) -> Option<&'a Value> {
        self.known.values.known(place).unwrap_or_else(|| {
            let value = self.spec.raw(place);
            self.known.values.set(place.clone(), value);
            value
        })
    }

    /// Follows references and wrappers from a place to a component, or to a schema that says something itself.
    pub fn follow(&self, place: &Pointer) -> Pointer {
        self.known.followed.known(place).unwrap_or_else(|| {
            let end = self.next_end(place);
            self.known.followed.set(place.clone(), end.clone());
            end
        })
    }

    fn next_end(&self, place: &Pointer) -> Pointer {
        let mut place = place.clone();
        for _ in 0..CHAIN {
            let Some(node) = self.node(&place) else { break };
            let target = node.reference().map(Pointer::parse);
            if let Some(component) = target.as_ref().filter(|it| is_component(it)) {
                return component.clone();
            }
            match target.or_else(|| node.wrapped()).or_else(|| self.repeated(&node)) {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// Follows to the very end, through components as well.
    pub fn resolve(&self, place: &Pointer) -> Pointer {
        self.known.ends.known(place).unwrap_or_else(|| self.last_end(place))
    }

    fn last_end(&self, place: &Pointer) -> Pointer {
        let mut visit = Visit::from([place.clone()]);
        let mut end = place.clone();
        while let Some((at, _)) = visit.next() {
            if let Some(known) = self.known.ends.known(&at) {
                end = known;
                break;
            }
            end = self.follow(&at);
            let own = self.node(&end).and_then(|node| node.reference().map(Pointer::parse).or_else(|| node.wrapped()));
            visit.push(own, 0);
        }
        for at in visit.into_seen() {
            self.known.ends.set(at, end.clone());
        }
        end
    }

    /// The first schema on the way from a place that says anything, be it by an annotation.
    pub(super) fn meaning(&self, place: &Pointer) -> Pointer {
        self.known.meanings.known(place).unwrap_or_else(|| self.first_meaning(place))
    }

    fn first_meaning(&self, place: &Pointer) -> Pointer {
        let mut visit = Visit::from([place.clone()]);
        let mut end = place.clone();
        while let Some((at, _)) = visit.next() {
            end = self.known.meanings.known(&at).unwrap_or(at);
            visit.push(self.node(&end).and_then(|node| node.other_name()), 0);
        }
        for at in visit.into_seen() {
            self.known.meanings.set(at, end.clone());
        }
        end
    }

    /// Every place that holds wherever the schema holds: what it refers to, and what stands in its `allOf`.
    pub(super) fn lineage(&self, place: &Pointer) -> Rc<HashSet<Pointer>> {
        let found = |place: &Pointer| {
            let mut visit = Visit::from([place.clone()]);
            while let Some((at, depth)) = visit.next() {
                let Some(node) = self.node(&at) else { continue };
                match node.reference() {
                    Some(target) => visit.push([Pointer::parse(target)], depth),
                    None => visit.push(node.conjuncts(), depth + 1),
                }
            }
            Rc::new(visit.into_seen())
        };
        self.known.lineage.get(place.clone(), found)
    }

    /// What the set comes to when references and wrappers are followed and what says nothing is left out; empty means
    /// any value.
    pub fn reduce(&self, set: &SchemaSet) -> SchemaSet {
        let followed = set.parts().iter().map(|part| self.follow_part(part));
        let mut parts: BTreeSet<Part> = followed.filter(|part| self.says_something(part)).collect();
        if parts.len() > 1 {
            let shaping: BTreeSet<_> = parts.iter().filter(|it| !self.only_narrows(it)).cloned().collect();
            if !shaping.is_empty() {
                parts = shaping;
            }
        }
        SchemaSet::new(self.narrowest(parts.into_iter().collect()))
    }

    fn follow_part(&self, part: &Part) -> Part {
        match part {
            Part::Whole(place) => Part::Whole(self.follow(place)),
            Part::Own(_) => part.clone(),
        }
    }

    fn says_something(&self, part: &Part) -> bool {
        match part {
            Part::Whole(place) => !self.is_any(place),
            Part::Own(place) => self.node(place).is_some_and(|node| !node.is_bare()),
        }
    }

    /// Whether the schema takes every value.
    pub fn is_any(&self, place: &Pointer) -> bool {
        let node = self.node(&self.resolve(place));
        node.is_none_or(|node| node.reference().is_none() && node.is_annotation_only())
    }

    fn only_narrows(&self, part: &Part) -> bool {
        match part {
            Part::Whole(place) => !is_component(place) && self.node(place).is_some_and(|node| node.only_narrows()),
            Part::Own(_) => false,
        }
    }
}

/// Whether the place is that of a schema under `components.schemas`.
pub(crate) fn is_component(place: &Pointer) -> bool {
    place.as_str().strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// The component that contains the place.
pub(crate) fn component_of(place: &Pointer) -> Option<Pointer> {
    let rest = place.as_str().strip_prefix("/components/schemas/")?;
    let name = rest.split('/').next()?;
    Some(Pointer::parse(&format!("/components/schemas/{name}")))
}
