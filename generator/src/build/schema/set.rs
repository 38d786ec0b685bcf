//! Sets of schemas that hold together, and the way from a schema to the one that it really means.
//!
//! `allOf`, a property that two parts of an `allOf` declare, and a base beside a choice are all the same thing: a
//! conjunction. It is kept as the set of places where the schemas stand, so that equal conjunctions are one type.

use std::collections::BTreeSet;

use serde_json::Value;

use super::node::Node;
use crate::Pointer;
use crate::spec::Spec;

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

/// The schemas of a document.
#[derive(Clone, Copy)]
pub(crate) struct Schemas<'a> {
    spec: &'a Spec,
}

/// How many references may follow each other; `document` has refused cycles, this bounds the work.
const CHAIN: usize = 64;

impl<'a> Schemas<'a> {
    /// The schemas of that document.
    pub fn new(spec: &'a Spec) -> Self {
        Self { spec }
    }

    /// The schema at that place.
    pub fn node(&self, place: &Pointer) -> Option<Node<'a>> {
        Node::new(self.spec.raw(place)?, place.clone())
    }

    /// Any value at that place.
    pub fn raw(&self, place: &Pointer) -> Option<&'a Value> {
        self.spec.raw(place)
    }

    /// Follows references and wrappers from a place to a component, or to a schema that says something itself.
    pub fn follow(&self, place: &Pointer) -> Pointer {
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
        let mut place = place.clone();
        for _ in 0..CHAIN {
            let next = self.follow(&place);
            let own = self.node(&next).and_then(|node| node.reference().map(Pointer::parse).or_else(|| node.wrapped()));
            match own {
                Some(further) if further != place => place = further,
                _ => return next,
            }
        }
        place
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
