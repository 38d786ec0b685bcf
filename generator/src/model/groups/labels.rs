//! Groups under a lock: types with one name in the lock are one type, even if one of them has gained members or values that
//! the others lack, and types with different names never are. A new type joins one of the lock that it equals if both have
//! the same title or member name.

use std::collections::{BTreeMap, BTreeSet};

use super::{look, partition};
use crate::ir::{Presence, Shape, Struct, TypeDef, TypeName};
use crate::model::grouped::Labels;
use crate::model::schema::{Origin, Origins};

/// The types with those that are one made alike, and the names that hold: a type that has become too different from the
/// others of its name has none.
pub(super) fn settled(
    types: &[TypeDef],
    locked: &Labels,
    origins: &Origins,
    hints: &BTreeMap<TypeName, String>,
) -> (Vec<TypeDef>, Labels) {
    let mut refused: BTreeSet<TypeName> = BTreeSet::new();
    loop {
        let held: Labels = locked.iter().filter(|(it, _)| !refused.contains(*it)).map(owned).collect();
        let mut widened = types.to_vec();
        widen(&mut widened, &held);
        let mut labels = held.clone();
        labels.extend(joining(&widened, &held, &refused, origins, hints));
        let nodes = look::nodes(&widened, hints, &labels);
        let excluded = too_different(&widened, &partition::classes(&nodes), &labels, locked, origins);
        if excluded.is_empty() {
            return (widened, labels);
        }
        refused.extend(excluded);
    }
}

fn owned((name, label): (&TypeName, &String)) -> (TypeName, String) {
    (name.clone(), label.clone())
}

/// The types that are new and join one of the lock.
fn joining(
    types: &[TypeDef],
    held: &Labels,
    refused: &BTreeSet<TypeName>,
    origins: &Origins,
    hints: &BTreeMap<TypeName, String>,
) -> Labels {
    let classes = partition::classes(&look::nodes(types, hints, &Labels::new()));
    let mut hosts: BTreeMap<usize, Vec<(&Origin, &String)>> = BTreeMap::new();
    for (def, class) in types.iter().zip(&classes) {
        if let (Some(origin), Some(label)) = (origins.get(&def.name), held.get(&def.name)) {
            hosts.entry(*class).or_default().push((origin, label));
        }
    }
    let join = |(def, class): (&TypeDef, &usize)| {
        let origin = origins.get(&def.name)?;
        let hosts = hosts.get(class)?.iter().filter(|(host, _)| is_alike(host, origin));
        // Of several that it might join, it does not matter where it stands in the document.
        Some((def.name.clone(), hosts.map(|it| it.1).min()?.clone()))
    };
    let new = |(def, _): &(&TypeDef, &usize)| !held.contains_key(&def.name) && !refused.contains(&def.name);
    types.iter().zip(&classes).filter(new).filter_map(join).collect()
}

fn is_alike(one: &Origin, other: &Origin) -> bool {
    let titled = one.title.is_some() && one.title == other.title;
    titled || one.place.tail(1).is_some_and(|it| Some(it) == other.place.tail(1))
}

/// Of the types of one name that are not equal, all but those that equal the one at the smallest place.
fn too_different(
    types: &[TypeDef],
    classes: &[usize],
    labels: &Labels,
    locked: &Labels,
    origins: &Origins,
) -> Vec<TypeName> {
    let mut by_label: BTreeMap<&String, Vec<(&TypeName, usize)>> = BTreeMap::new();
    for (def, class) in types.iter().zip(classes) {
        if let Some(label) = labels.get(&def.name) {
            by_label.entry(label).or_default().push((&def.name, *class));
        }
    }
    let mut excluded = Vec::new();
    for mut members in by_label.into_values() {
        let depth = |name: &TypeName| origins.get(name).map(|it| it.place.depth());
        members.sort_by_key(|(name, _)| (!locked.contains_key(*name), depth(name), *name));
        let kept = members.first().map(|it| it.1);
        excluded.extend(members.into_iter().filter(|it| Some(it.1) != kept).map(|it| it.0.clone()));
    }
    excluded
}

/// Gives types of one name the members and values of all of them.
fn widen(types: &mut [TypeDef], labels: &Labels) {
    let mut groups: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (index, def) in types.iter().enumerate() {
        if let Some(label) = labels.get(&def.name) {
            groups.entry(label).or_default().push(index);
        }
    }
    for group in groups.into_values().filter(|it| it.len() > 1) {
        let shapes: Vec<Shape> = group.iter().map(|it| types[*it].shape.clone()).collect();
        for index in group {
            match &mut types[index].shape {
                Shape::Struct(own) => {
                    let all = shapes.iter().map(|it| if let Shape::Struct(it) = it { Some(it) } else { None });
                    if let Some(all) = all.collect::<Option<Vec<_>>>() {
                        with_members(own, &all);
                    }
                }
                Shape::Enum(own) => {
                    let others = shapes.iter().filter_map(|it| match it {
                        Shape::Enum(it) if it.repr == own.repr => Some(it.variants.clone()),
                        _ => None,
                    });
                    for variant in others.flatten() {
                        if !own.variants.iter().any(|it| it.wire == variant.wire) {
                            own.variants.push(variant);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// What only some of them have may be missing.
fn with_members(own: &mut Struct, all: &[&Struct]) {
    for field in all.iter().flat_map(|it| &it.fields) {
        if !own.fields.iter().any(|it| it.wire == field.wire) {
            own.fields.push(field.clone());
        }
    }
    for field in &mut own.fields {
        if all.iter().all(|it| it.fields.iter().any(|other| other.wire == field.wire)) {
            continue;
        }
        field.presence = match field.presence {
            Presence::Required | Presence::Optional => Presence::Optional,
            Presence::Nullable | Presence::Tristate => Presence::Tristate,
        };
    }
    own.fields.sort_by(|a, b| (!a.is_required(), &a.wire).cmp(&(!b.is_required(), &b.wire)));
    own.closed = all.iter().all(|it| it.closed);
}
