//! Equal inline types become one type of the crate, wherever in the document they stand.
//!
//! `look` says what a type is to the wire, `partition` finds which ones are equal, `candidates` names them by what they
//! have in common, `sayings` keeps what they say to readers and demand of values, and where. A component has a name of its
//! own and is joined with nothing, and an inline type that equals a component stays apart from it: the document chose to
//! name the one and not the other, and either may change by itself.
//!
//! What comes out is twice the same: the types of the crate, and those of the places, which only the crate's names tie
//! together. Whoever compares documents, or holds a request against what its own place demands, looks at the latter.

mod candidates;
mod labels;
mod look;
mod merge;
mod partition;
mod parts;
mod retype;
mod sayings;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use self::candidates::Group;
use self::partition::Node;
pub(super) use self::parts::{Joined, Labels, Parts};
use super::operation::{number_headers, same_again};
use super::schema::Origins;
use crate::ir::{Choice, Shape, TypeDef, TypeName, TypeRef, Union};

/// Joins what is equal; `hints` is how structs stand in XML, `locked` what a lock calls inline types. Keeps a type for each
/// place beside it where `keeps_places` says so.
pub(super) fn join(
    parts: &mut Parts,
    origins: &Origins,
    hints: &BTreeMap<TypeName, String>,
    locked: Option<&Labels>,
    keeps_places: bool,
) -> Joined {
    let mut apart = locked.filter(|_| keeps_places).map(|_| parts.clone());
    let mut labels = Labels::new();
    if let Some(locked) = locked {
        (parts.types, labels) = labels::settled(&parts.types, locked, origins, hints);
    }
    let nodes = look::nodes(&parts.types, hints, &labels);
    let groups = groups(&parts.types, &nodes, origins);
    if groups.members.is_empty() {
        return Joined { labels, ..Joined::default() };
    }
    let names = groups.names(&parts.types, origins);
    let mut apart = apart.take().or_else(|| keeps_places.then(|| parts.clone()));
    let uses = merge::direct_uses(parts);
    let mut joined = Vec::new();
    for (members, name) in groups.members.iter().zip(&names) {
        let copies: Vec<&TypeDef> = members.iter().map(|&it| &parts.types[it]).collect();
        let orders: Vec<Vec<usize>> = members.iter().map(|&it| groups.order(&nodes[it])).collect();
        joined.push(merge::merged(name, &copies, &orders, origins, &uses));
        for (copy, order) in members.iter().zip(&orders) {
            let Some(apart) = &mut apart else { break };
            merge::name_parts_alike(&mut apart.types[*copy].shape, order, &parts.types[members[0]].shape, &orders[0]);
        }
    }
    let named = |of: &dyn Fn(&TypeName, &TypeName) -> TypeName| -> HashMap<TypeName, TypeName> {
        let pairs =
            groups.members.iter().zip(&names).flat_map(|(members, name)| members.iter().map(move |it| (it, name)));
        pairs.map(|(&it, name)| (parts.types[it].name.clone(), of(name, &parts.types[it].name))).collect()
    };
    let (shared, own) = (named(&|name, _| name.clone()), named(&TypeName::shared));
    let copies: BTreeSet<usize> = groups.members.iter().flatten().copied().collect();
    let mut index = 0;
    parts.types.retain(|_| {
        index += 1;
        !copies.contains(&(index - 1))
    });
    parts.types.extend(joined);
    parts.retype(&shared);
    if let Some(apart) = &mut apart {
        apart.retype(&own);
        apart.types.iter_mut().for_each(|def| rename(&mut def.name, &own));
        apart.types.sort_by(|a, b| a.name.cmp(&b.name));
    }
    parts.types.iter_mut().for_each(drop_equal_alternatives);
    parts.operations.iter_mut().for_each(same_again);
    let places = parts.headers.join();
    number_headers(&mut parts.operations, &places);
    let copies = copies_of(&shared);
    let labels = labels.into_iter().map(|(own, label)| (shared.get(&own).cloned().unwrap_or(own), label)).collect();
    Joined { apart, copies, labels }
}

fn copies_of(shared: &HashMap<TypeName, TypeName>) -> BTreeMap<TypeName, Vec<TypeName>> {
    let mut copies: BTreeMap<TypeName, Vec<TypeName>> = BTreeMap::new();
    for (own, name) in shared {
        copies.entry(name.clone()).or_default().push(own.clone());
    }
    copies.values_mut().for_each(|it| it.sort());
    copies
}

/// The groups of equal inline types.
struct Groups {
    classes: Vec<usize>,
    /// The types of each group, the one at the smallest place first.
    members: Vec<Vec<usize>>,
}

fn groups(types: &[TypeDef], nodes: &[Node], origins: &Origins) -> Groups {
    let classes = partition::classes(nodes);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, def) in types.iter().enumerate().filter(|(_, def)| origins.contains_key(&def.name)) {
        debug_assert!(def.component.is_none());
        members.entry(classes[index]).or_default().push(index);
    }
    // The smallest place is the one with the fewest steps; of several, the one that is said in the fewest letters.
    let size = |&it: &usize| {
        let name = &types[it].name;
        (origins[name].place.depth(), name.as_str().len(), name)
    };
    let mut members: Vec<Vec<usize>> = members.into_values().filter(|it| it.len() > 1).collect();
    members.iter_mut().for_each(|group| group.sort_by_key(size));
    members.sort();
    Groups { classes, members }
}

impl Groups {
    fn names(&self, types: &[TypeDef], origins: &Origins) -> Vec<TypeName> {
        let copies: BTreeSet<usize> = self.members.iter().flatten().copied().collect();
        let others = types.iter().enumerate().filter(|(index, _)| !copies.contains(index));
        let taken = others.map(|(_, def)| def.name.to_string()).collect();
        let place = |&it: &usize| (&types[it].name, &origins[&types[it].name]);
        let group =
            |group: &Vec<usize>| Group { places: group.iter().map(place).collect(), shape: &types[group[0]].shape };
        candidates::names(&self.members.iter().map(group).collect::<Vec<_>>(), &taken)
    }

    /// The alternatives of a union in an order that equal unions share, as indices.
    fn order(&self, node: &Node) -> Vec<usize> {
        node.rows(&self.classes).into_iter().map(|(index, _)| index).collect()
    }
}

impl Parts {
    /// Names the types otherwise, wherever they are used.
    pub(super) fn retype(&mut self, names: &HashMap<TypeName, TypeName>) {
        let shapes = self.types.iter_mut().flat_map(|def| retype::of_shape(&mut def.shape));
        shapes.for_each(|ty| retyped(ty, names));
        let operations = self.operations.iter_mut().flat_map(retype::of_operation);
        let webhooks = self.webhooks.iter_mut().map(|it| &mut it.ty);
        operations.chain(webhooks).chain(self.headers.types()).for_each(|ty| retyped(ty, names));
        self.types.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

fn rename(name: &mut TypeName, names: &HashMap<TypeName, TypeName>) {
    if let Some(new) = names.get(name) {
        name.clone_from(new);
    }
}

fn retyped(ty: &mut TypeRef, names: &HashMap<TypeName, TypeName>) {
    let mut ty = ty;
    loop {
        match ty {
            TypeRef::Named(name) => return rename(name, names),
            TypeRef::List(it) | TypeRef::Map(it) | TypeRef::Option(it) | TypeRef::Boxed(it) => ty = it,
            _ => return,
        }
    }
}

/// Alternatives that come to one type are one alternative, where nothing but a look at the value tells them apart; a choice
/// that is none any more is another name for its type.
fn drop_equal_alternatives(def: &mut TypeDef) {
    let Shape::Union(union) = &mut def.shape else { return };
    let Union { variants, choice: Choice::Untagged(candidates), .. } = union else { return };
    let first: Vec<usize> =
        variants.iter().map(|it| variants.iter().position(|other| other.ty == it.ty).unwrap_or_default()).collect();
    let kept: Vec<usize> = (0..first.len()).filter(|&it| first[it] == it).collect();
    if kept.len() == first.len() {
        return;
    }
    candidates.retain(|it| kept.contains(&it.variant));
    candidates.iter_mut().for_each(|it| it.variant = kept.binary_search(&it.variant).unwrap_or_default());
    let mut index = 0;
    variants.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
    if let [only] = variants.as_slice()
        && only.ty.named() != Some(&def.name)
    {
        def.shape = Shape::Alias(only.ty.clone());
    }
}

#[cfg(test)]
mod tests;
