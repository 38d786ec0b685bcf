//! `anyOf` allows a value that fits several of its alternatives at once, and a `oneOf` may have alternatives that only
//! differ further inside. Such a value is read as one of them; so that nothing is lost, the struct of each keeps the
//! members that only the others have, beside its own. The same holds inside, where the alternatives have a member in
//! common and each its own type for it.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Kind, STRUCT_METHODS, Scope};
use super::walk::Walk;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Candidate, Choice, FieldName, Shape, Struct, TypeDef, TypeName, TypeRef, Union};

/// How many groups of types are looked at in one document.
const MOST: usize = 10_000;

/// What one alternative is, or what it has in the place of a member.
type Side = BTreeSet<TypeRef>;

/// Gives the structs that such a value may be read as a field for the members of the others.
pub(super) fn keep(types: &mut [TypeDef], diags: &mut Diagnostics) {
    let walk = Walk::new(types);
    let mut left = MOST;
    let mut losing = BTreeSet::new();
    for union in types.iter().filter_map(|def| if let Shape::Union(it) = &def.shape { Some(it) } else { None }) {
        let names = losers(&walk, union, &mut left);
        if !names.is_empty() {
            report(union, diags);
        }
        losing.extend(names);
    }
    if left == 0 {
        let message = format!("more than {MOST} members with several types that may hold at once; one of them is read");
        diags.approximated(code::SEVERAL_AT_ONCE, &Pointer::root(), message);
    }
    for def in types.iter_mut().filter(|def| losing.contains(&def.name)) {
        if let Shape::Struct(it) = &mut def.shape {
            let name = extra_name(it);
            it.extra = Some((name, TypeRef::Json));
        }
    }
}

/// The structs that would lose what a value has beside their own members.
fn losers(walk: &Walk<'_>, union: &Union, left: &mut usize) -> BTreeSet<TypeName> {
    let mut names = BTreeSet::new();
    let mut seen: BTreeSet<BTreeSet<Side>> = BTreeSet::new();
    let mut work = overlapping(walk, union);
    while let Some(group) = work.pop() {
        if *left == 0 || !seen.insert(group.clone()) {
            continue;
        }
        *left -= 1;
        let sides: Vec<Objects<'_>> = group.iter().map(|side| Objects::of(walk, side)).collect();
        for (index, side) in sides.iter().enumerate() {
            let others = || sides.iter().enumerate().filter(|(it, _)| *it != index).map(|(_, it)| it);
            let wide = others().any(|it| it.wide);
            let known: BTreeSet<&str> = others().flat_map(|it| it.structs.values().flat_map(|it| wires(it))).collect();
            let lacks = |it: &Struct| wide || !known.is_subset(&wires(it).collect());
            let losing = side.structs.iter().filter(|(_, it)| it.extra.is_none() && lacks(it));
            names.extend(losing.map(|(name, _)| (*name).clone()));
        }
        work.extend(members(&sides));
    }
    names
}

/// The alternatives of which a value may be several, those together that overlap with each other.
fn overlapping(walk: &Walk<'_>, union: &Union) -> Vec<BTreeSet<Side>> {
    let Choice::Untagged(candidates) = &union.choice else { return Vec::new() };
    let sides: Vec<Side> = candidates.iter().map(|it| Side::from([union.variants[it.variant].ty.clone()])).collect();
    let objects: Vec<Objects<'_>> = sides.iter().map(|it| Objects::of(walk, it)).collect();
    // Where an alternative allows no other members, no value has those that another one demands, too.
    let shut_out = |objects: &Objects<'_>, b: &Candidate| {
        let closed = |it: &&Struct| it.closed && b.required.iter().any(|name| wires(it).all(|own| own != name));
        !objects.structs.is_empty() && !objects.wide && objects.structs.values().all(closed)
    };
    let rivals = |one: usize, other: usize| {
        let (a, b) = (&candidates[one], &candidates[other]);
        match union.any_of {
            true => !a.is_apart(b) && !shut_out(&objects[one], b) && !shut_out(&objects[other], a),
            // A document means one of them, and says nothing by which a reader could tell which one.
            false => a.demands_as(b) && (a.known == b.known || a.known.is_empty() || b.known.is_empty()),
        }
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in 0..candidates.len() {
        let near = |group: &Vec<usize>| group.iter().any(|&it| rivals(it, index));
        let (with, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(near);
        groups = apart;
        groups.push(with.into_iter().flatten().chain([index]).collect());
    }
    let side = |index: usize| sides[index].clone();
    groups.into_iter().filter(|it| it.len() > 1).map(|group| group.into_iter().map(side).collect()).collect()
}

/// The objects among some types.
#[derive(Default)]
struct Objects<'a> {
    structs: BTreeMap<&'a TypeName, &'a Struct>,
    /// Whether one of them takes members of any name.
    wide: bool,
}

impl<'a> Objects<'a> {
    /// Those that the types are, or may be; of a list, its items.
    fn of(walk: &Walk<'a>, side: &Side) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        let mut work: Vec<TypeRef> = side.iter().cloned().collect();
        while let Some(ty) = work.pop() {
            if !seen.insert(ty.clone()) {
                continue;
            }
            match ty {
                TypeRef::Option(it) | TypeRef::Boxed(it) | TypeRef::List(it) => work.push(*it),
                TypeRef::Map(it) => {
                    found.wide = true;
                    work.push(*it);
                }
                TypeRef::Json => found.wide = true,
                TypeRef::Named(name) => match walk.def(&name).map(|def| (&def.name, &def.shape)) {
                    Some((name, Shape::Struct(it))) => {
                        found.wide |= it.extra.is_some();
                        found.structs.insert(name, it);
                    }
                    Some((_, Shape::Union(it))) => work.extend(it.variants.iter().map(|it| it.ty.clone())),
                    Some((_, Shape::Alias(it) | Shape::Newtype(it))) => work.push(it.clone()),
                    _ => {}
                },
                _ => {}
            }
        }
        found
    }
}

fn wires(it: &Struct) -> impl Iterator<Item = &str> {
    it.fields.iter().map(|field| field.wire.as_str())
}

/// For each member that several sides have, what each of them has there, where that is not the same.
fn members(sides: &[Objects<'_>]) -> Vec<BTreeSet<Side>> {
    let mut groups: BTreeMap<&str, BTreeSet<Side>> = BTreeMap::new();
    for objects in sides {
        let mut own: BTreeMap<&str, Side> = BTreeMap::new();
        for field in objects.structs.values().flat_map(|it| &it.fields) {
            own.entry(&field.wire).or_default().insert(field.ty.clone());
        }
        own.into_iter().for_each(|(wire, side)| {
            groups.entry(wire).or_default().insert(side);
        });
    }
    groups.into_values().filter(|it| it.len() > 1).collect()
}

/// The name that an object with members of any name gives them, too.
fn extra_name(it: &Struct) -> FieldName {
    let mut scope = Scope::new(Kind::Field, STRUCT_METHODS);
    scope.names(it.fields.iter().map(|field| field.name.as_str()));
    FieldName::new(scope.name(&["extra", "extra_members"]))
}

fn report(union: &Union, diags: &mut Diagnostics) {
    let at = union.variants.first().and_then(|it| it.pointer.parent()).unwrap_or_default();
    let message = "a value may fit several alternatives at once; it is read as the first that fits and keeps the members of the others beside its own";
    diags.approximated(code::SEVERAL_AT_ONCE, &at, message);
}
