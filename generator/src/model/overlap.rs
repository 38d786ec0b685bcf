//! `anyOf` allows a value that fits several of its alternatives at once, and a `oneOf` may have alternatives that only
//! differ further inside. Such a value is read as one of them; so that nothing is lost, the struct of each keeps the
//! members that only the others have, beside its own. The same holds inside, where the alternatives have a member in
//! common and each its own type for it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draft::Draft;
use super::lookup::Lookup;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Candidate, Choice, FieldName, Shape, Struct, TypeName, TypeRef, Union};
use crate::namer::{Kind, STRUCT_METHODS, Scope};
use crate::visit::{Memo, Visit};

/// How many groups of types are looked at in one document.
const MOST: usize = 10_000;

/// The objects that were found already.
type Known<'a> = Memo<Side, Rc<Objects<'a>>>;

/// What one alternative is, or what it has in the place of a member.
type Side = BTreeSet<TypeRef>;

/// Decides which structs get a field for members that they do not declare: those that a value may be read as although it
/// fits another alternative, too.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let types = &mut draft.api.types;
    let lookup = Lookup::new(types);
    let known = Memo::default();
    let mut left = MOST;
    let mut losing = BTreeSet::new();
    for union in types.iter().filter_map(|def| if let Shape::Union(it) = &def.shape { Some(it) } else { None }) {
        let names = losers(&lookup, &known, union, &mut left);
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
fn losers<'a>(lookup: &Lookup<'a>, known: &Known<'a>, union: &Union, left: &mut usize) -> BTreeSet<TypeName> {
    let mut names = BTreeSet::new();
    let mut seen: BTreeSet<BTreeSet<Side>> = BTreeSet::new();
    let mut work = overlapping(lookup, known, union);
    while let Some(group) = work.pop() {
        if *left == 0 || !seen.insert(group.clone()) {
            continue;
        }
        *left -= 1;
        let sides: Vec<Rc<Objects<'_>>> = group.iter().map(|side| Objects::of(lookup, known, side)).collect();
        names.extend(lossy(&sides).cloned());
        work.extend(members(&sides));
    }
    names
}

/// The structs of which another side has a member that they lack.
fn lossy<'s>(sides: &'s [Rc<Objects<'_>>]) -> impl Iterator<Item = &'s TypeName> {
    let own: Vec<BTreeSet<&str>> =
        sides.iter().map(|side| side.structs.values().flat_map(|it| wires(it)).collect()).collect();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    own.iter().flatten().for_each(|wire| *known.entry(wire).or_default() += 1);
    let wide = sides.iter().filter(|it| it.wide).count();
    sides.iter().zip(own).flat_map(move |(side, own)| {
        let only_here = own.iter().filter(|wire| known[*wire] == 1).count();
        let elsewhere = known.len() - only_here;
        let others_are_wide = wide > usize::from(side.wide);
        let known = known.clone();
        let lacks = move |it: &Struct| others_are_wide || wires(it).filter(|wire| known[wire] > 1).count() < elsewhere;
        side.structs.iter().filter(move |(_, it)| it.extra.is_none() && lacks(it)).map(|(name, _)| *name)
    })
}

/// The alternatives of which a value may be several, those together that overlap with each other.
fn overlapping<'a>(lookup: &Lookup<'a>, known: &Known<'a>, union: &Union) -> Vec<BTreeSet<Side>> {
    let Choice::Untagged(candidates) = &union.choice else { return Vec::new() };
    let sides: Vec<Side> = candidates.iter().map(|it| Side::from([union.variants[it.variant].ty.clone()])).collect();
    let objects: Vec<Rc<Objects<'_>>> = sides.iter().map(|it| Objects::of(lookup, known, it)).collect();
    // Where an alternative allows no other members, no value has those that another one demands, too.
    let shut_out = |objects: &Rc<Objects<'_>>, b: &Candidate| {
        let closed = |it: &&Struct| it.closed && b.required.iter().any(|name| wires(it).all(|own| own != name));
        !objects.structs.is_empty() && !objects.wide && objects.structs.values().all(closed)
    };
    let rivals = |one: usize, other: usize| {
        let (a, b) = (&candidates[one], &candidates[other]);
        match union.any_of {
            true => !a.is_disjoint(b) && !shut_out(&objects[one], b) && !shut_out(&objects[other], a),
            // A document means one of them, and says nothing by which a reader could tell which one.
            false => a.has_same_constraints(b) && (a.known == b.known || a.known.is_empty() || b.known.is_empty()),
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
    fn of(lookup: &Lookup<'a>, known: &Known<'a>, side: &Side) -> Rc<Self> {
        known.get(side.clone(), |side| Rc::new(Self::found(lookup, side)))
    }

    fn found(lookup: &Lookup<'a>, side: &Side) -> Self {
        let mut found = Self::default();
        let mut visit = Visit::from(side.iter().cloned());
        while let Some((ty, depth)) = visit.next() {
            match ty {
                TypeRef::Option(it) | TypeRef::Boxed(it) | TypeRef::List(it) => visit.push([*it], depth),
                TypeRef::Map(it) => {
                    found.wide = true;
                    visit.push([*it], depth);
                }
                TypeRef::Json => found.wide = true,
                TypeRef::Named(name) => match lookup.def(&name).map(|def| (&def.name, &def.shape)) {
                    Some((name, Shape::Struct(it))) => {
                        found.wide |= it.extra.is_some();
                        found.structs.insert(name, it);
                    }
                    Some((_, Shape::Union(it))) => visit.push(it.variants.iter().map(|it| it.ty.clone()), depth + 1),
                    Some((_, Shape::Alias(it) | Shape::Newtype(it))) => visit.push([it.clone()], depth),
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
fn members(sides: &[Rc<Objects<'_>>]) -> Vec<BTreeSet<Side>> {
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
