//! Hierarchies: bases with a `discriminator` and no choice of their own. Their alternatives are the components that
//! have them in their `allOf` (OpenAPI 3.1, section 4.8.25, second form; the form of 2.0), and those that their
//! `mapping` names.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Discriminator, Node};
use super::set::{Schemas, is_component};
use crate::Pointer;
use crate::visit::{Visit, circles};

/// Which components are alternatives of which.
#[derive(Debug, Default)]
pub(crate) struct Parents {
    bases: BTreeMap<Pointer, Base>,
    /// The bases of each component.
    above: BTreeMap<Pointer, BTreeSet<Pointer>>,
    /// Components whose `allOf` leads back to themselves.
    pub circular: Vec<Pointer>,
    /// Bases, and the alternatives that their `mapping` names and that do not have them in their `allOf`.
    pub only_mapped: Vec<(Pointer, Pointer)>,
}

#[derive(Debug)]
struct Base {
    property: String,
    /// The tags of each schema that the `mapping` names.
    mapping: BTreeMap<Pointer, Vec<String>>,
    children: BTreeSet<Pointer>,
}

impl Parents {
    /// Looks at the `allOf` of every component.
    pub fn of<'p>(schemas: &Schemas<'_>, components: impl Iterator<Item = &'p Pointer>) -> Self {
        let components: Vec<&Pointer> = components.collect();
        let index: BTreeMap<&Pointer, usize> = components.iter().enumerate().map(|(index, at)| (*at, index)).collect();
        let direct = |at: &Pointer| in_all_of(schemas, at).iter().filter_map(|it| index.get(it).copied()).collect();
        let above: Vec<Vec<usize>> = components.iter().map(|at| direct(at)).collect();
        let mut found = Self { circular: circular(&components, &above), ..Self::default() };
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); components.len()];
        for (child, parents) in above.iter().enumerate() {
            parents.iter().for_each(|parent| below[*parent].push(child));
        }
        for (base, at) in components.iter().enumerate() {
            let Some(discriminator) = own_discriminator(schemas, at) else { continue };
            let mut visit = Visit::from([base]);
            let mut children = BTreeSet::new();
            while let Some((it, depth)) = visit.next() {
                children.insert(components[it].clone());
                visit.push(below[it].iter().copied(), depth + 1);
            }
            children.remove::<Pointer>(at);
            for child in &children {
                found.above.entry(child.clone()).or_default().insert((*at).clone());
            }
            let mapping = discriminator.tags();
            found.bases.insert((*at).clone(), Base { property: discriminator.property, mapping, children });
        }
        found.take_mapped(&index);
        found.bases.retain(|_, base| !base.children.is_empty());
        found
    }

    /// Takes in what a `mapping` names and no `allOf` says, but for other parts of the same hierarchy: some documents repeat
    /// the mapping of the whole at each of its levels.
    fn take_mapped(&mut self, components: &BTreeMap<&Pointer, usize>) {
        let mut more = Vec::new();
        for (at, base) in &self.bases {
            let others = base.mapping.keys().filter(|it| components.contains_key(it) && !base.children.contains(*it));
            more.extend(others.filter(|it| !self.are_related(at, it)).map(|it| (at.clone(), it.clone())));
        }
        for (at, target) in more {
            if let Some(base) = self.bases.get_mut(&at) {
                base.children.insert(target.clone());
                self.only_mapped.push((at, target));
            }
        }
    }

    /// The alternatives of a base, without the base itself.
    pub fn children(&self, base: &Pointer) -> Option<&BTreeSet<Pointer>> {
        self.bases.get(base).map(|it| &it.children)
    }

    /// Whether the component is a base.
    pub fn has(&self, base: &Pointer) -> bool {
        self.bases.contains_key(base)
    }

    /// Whether both have a base in common, or one is a base of the other.
    pub fn are_related(&self, one: &Pointer, other: &Pointer) -> bool {
        let family = |it| self.above.get(it).into_iter().flatten().chain([it]);
        let theirs: BTreeSet<&Pointer> = family(other).collect();
        family(one).any(|it| theirs.contains(it))
    }

    /// The tags that the bases of a component map to it, where they look at the same member.
    pub fn tags(&self, component: &Pointer, property: &str) -> Vec<String> {
        let bases = self.above.get(component).into_iter().flatten().chain([component]);
        let same = bases.filter_map(|it| self.bases.get(it)).filter(|it| it.property == property);
        let tags: BTreeSet<&String> = same.filter_map(|it| it.mapping.get(component)).flatten().collect();
        tags.into_iter().cloned().collect()
    }
}

/// The components in the `allOf` of a schema, also where they stand in inline parts of it.
fn in_all_of(schemas: &Schemas<'_>, component: &Pointer) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut visit = Visit::from([component.clone()]);
    let mut starts = true;
    while let Some((at, depth)) = visit.next() {
        let Some(node) = schemas.node(&at) else { continue };
        if let Some(target) = node.reference().map(Pointer::parse) {
            // A component that is but a reference is another name, not a child.
            match is_component(&target) {
                true if !starts => found.push(target),
                true => {}
                false => visit.push([target], depth),
            }
        } else {
            visit.push(node.conjuncts(), depth + 1);
        }
        starts = false;
    }
    found
}

fn circular(components: &[&Pointer], above: &[Vec<usize>]) -> Vec<Pointer> {
    let rings = circles(above).into_iter().flatten();
    let mut circular: Vec<Pointer> = rings.map(|it| components[it].clone()).collect();
    circular.sort();
    circular
}

/// The discriminator of a component without a choice of its own; it may stand in an inline part of its `allOf`.
fn own_discriminator(schemas: &Schemas<'_>, component: &Pointer) -> Option<Discriminator> {
    let mut visit = Visit::from([component.clone()]);
    let mut found = None;
    while let Some((at, depth)) = visit.next() {
        let Some(node) = schemas.node(&at).filter(|it: &Node<'_>| it.reference().is_none()) else { continue };
        if !node.groups().is_empty() {
            return None;
        }
        found = found.or_else(|| node.discriminator());
        visit.push(node.conjuncts(), depth + 1);
    }
    found
}
