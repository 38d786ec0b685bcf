//! Parents with a `discriminator` and no choice of their own: their alternatives are the components that have them
//! in their `allOf` (OpenAPI 3.1, section 4.8.25, second form).

use std::collections::{BTreeMap, BTreeSet};

use super::set::{Schemas, is_component};
use crate::Pointer;

/// Which components are alternatives of which.
#[derive(Debug, Default)]
pub(crate) struct Parents {
    children: BTreeMap<Pointer, Vec<Pointer>>,
    /// Components whose `allOf` leads back to themselves.
    pub circular: Vec<Pointer>,
}

impl Parents {
    /// Looks at the `allOf` of every component.
    pub fn of<'p>(schemas: &Schemas<'_>, components: impl Iterator<Item = &'p Pointer>) -> Self {
        let mut found = Self::default();
        for component in components {
            let mut parents = BTreeSet::new();
            ancestors(schemas, component, &mut parents);
            if parents.contains(component) {
                found.circular.push(component.clone());
            }
            for parent in parents {
                if is_parent(schemas, &parent) && parent != *component {
                    found.children.entry(parent).or_default().push(component.clone());
                }
            }
        }
        found
    }

    /// The alternatives of a parent.
    pub fn children(&self, parent: &Pointer) -> Option<Vec<Pointer>> {
        self.children.get(parent).cloned()
    }

    /// Whether the component is a parent.
    pub fn has(&self, parent: &Pointer) -> bool {
        self.children.contains_key(parent)
    }
}

/// The components in the `allOf` of a schema, directly and through others.
fn ancestors(schemas: &Schemas<'_>, place: &Pointer, found: &mut BTreeSet<Pointer>) {
    let Some(node) = schemas.node(place) else {
        return;
    };
    for part in node.conjuncts() {
        let target = schemas.node(&part).and_then(|it| it.reference().map(Pointer::parse));
        match target {
            Some(target) if is_component(&target) && found.insert(target.clone()) => ancestors(schemas, &target, found),
            Some(_) => {}
            None => ancestors(schemas, &part, found),
        }
    }
}

fn is_parent(schemas: &Schemas<'_>, place: &Pointer) -> bool {
    schemas.node(place).is_some_and(|node| node.discriminator().is_some() && node.groups().is_empty())
}
