//! Equal inline types become one type of the crate, wherever in the document they stand.
//!
//! `look` says what a type is to the wire, `partition` finds which ones are equal, `candidates` names them by what they
//! have in common, `annotations` keeps their annotations and constraints, with locations. A component has a name of its
//! own and is joined with nothing, and an inline type that equals a component stays separate from it: the document chose to
//! name the one and not the other, and either may change by itself.
//!
//! The result has two forms: the types of the crate, and those of the locations, which only the names of the crate tie
//! together. Comparisons of documents use the latter.

mod annotations;
mod candidates;
mod labels;
mod look;
mod merge;
mod partition;
mod retype;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use self::candidates::Group;
use self::partition::Node;
pub(super) use self::retype::retype;
use super::draft::{Draft, Purpose};
use super::grouped::{Grouped, Labels};
use super::lock::state::Lock;
use super::operation::same_again;
use super::schema::Origins;
use super::{headers, xml};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Choice, Shape, TypeDef, TypeName, Union};

/// Decides which inline types are one type, and its name. The API with a type for each location is kept where documents are
/// compared, and where bodies are XML, whose problems are reported for each location.
pub(super) fn run(draft: &mut Draft<'_>, _: &mut Diagnostics) {
    if !draft.purpose.has_crate() {
        return;
    }
    let keeps_ungrouped = draft.purpose == Purpose::Revision || xml::is_used(&draft.api.operations);
    let hints = xml::hints(&draft.schemas, &draft.api.types, &draft.api.operations);
    let locked = draft.lock.as_ref().map(Lock::labels);
    draft.grouped = join(&mut draft.api, &draft.origins, &hints, locked, keeps_ungrouped);
}

/// Joins what is equal; `hints` is how structs stand in XML, `locked` the names of the lock for inline types.
fn join(
    api: &mut Api,
    origins: &Origins,
    hints: &BTreeMap<TypeName, String>,
    locked: Option<&Labels>,
    keeps_ungrouped: bool,
) -> Grouped {
    let mut ungrouped = locked.filter(|_| keeps_ungrouped).map(|_| api.clone());
    let mut labels = Labels::new();
    if let Some(locked) = locked {
        (api.types, labels) = labels::settled(&api.types, locked, origins, hints);
    }
    let nodes = look::nodes(&api.types, hints, &labels);
    let groups = groups(&api.types, &nodes, origins);
    if groups.members.is_empty() {
        return Grouped { labels, ..Grouped::default() };
    }
    let names = groups.names(&api.types, origins);
    let mut ungrouped = ungrouped.take().or_else(|| keeps_ungrouped.then(|| api.clone()));
    let uses = merge::direct_uses(api);
    let mut joined = Vec::new();
    for (members, name) in groups.members.iter().zip(&names) {
        let copies: Vec<&TypeDef> = members.iter().map(|&it| &api.types[it]).collect();
        let orders: Vec<Vec<usize>> = members.iter().map(|&it| groups.order(&nodes[it])).collect();
        joined.push(merge::merged(name, &copies, &orders, origins, &uses));
        for (copy, order) in members.iter().zip(&orders) {
            let Some(ungrouped) = &mut ungrouped else { break };
            merge::name_parts_alike(&mut ungrouped.types[*copy].shape, order, &api.types[members[0]].shape, &orders[0]);
        }
    }
    let named = |of: &dyn Fn(&TypeName, &TypeName) -> TypeName| -> HashMap<TypeName, TypeName> {
        let pairs =
            groups.members.iter().zip(&names).flat_map(|(members, name)| members.iter().map(move |it| (it, name)));
        pairs.map(|(&it, name)| (api.types[it].name.clone(), of(name, &api.types[it].name))).collect()
    };
    let (shared, own) = (named(&|name, _| name.clone()), named(&TypeName::shared));
    let copies: BTreeSet<usize> = groups.members.iter().flatten().copied().collect();
    let mut index = 0;
    api.types.retain(|_| {
        index += 1;
        !copies.contains(&(index - 1))
    });
    api.types.extend(joined);
    retype(api, &shared);
    if let Some(ungrouped) = &mut ungrouped {
        retype(ungrouped, &own);
        ungrouped.types.iter_mut().for_each(|def| retype::rename(&mut def.name, &own));
        ungrouped.types.sort_by(|a, b| a.name.cmp(&b.name));
    }
    api.types.iter_mut().for_each(drop_equal_alternatives);
    api.operations.iter_mut().for_each(same_again);
    headers::deduplicate(api);
    let members = members_of(&shared);
    let labels = labels.into_iter().map(|(own, label)| (shared.get(&own).cloned().unwrap_or(own), label)).collect();
    Grouped { ungrouped, members, labels }
}

fn members_of(shared: &HashMap<TypeName, TypeName>) -> BTreeMap<TypeName, Vec<TypeName>> {
    let mut members: BTreeMap<TypeName, Vec<TypeName>> = BTreeMap::new();
    for (own, name) in shared {
        members.entry(name.clone()).or_default().push(own.clone());
    }
    members.values_mut().for_each(|it| it.sort());
    members
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
