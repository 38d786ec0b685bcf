//! The types, and their members, values and alternatives.

use std::collections::{BTreeMap, BTreeSet};

use super::keys;
use super::scope::{Claim, Identifiers};
use super::state::Lock;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, BodyKind, FieldName, Operation, Shape, Struct, TypeDef, TypeName, TypeRef, Union, VariantName};
use crate::model::grouped::Grouped;
use crate::model::groups::retype;
use crate::namer::{self as names, STRUCT_METHODS};
use crate::names::Kind;
use crate::spec::Spec;

/// What is called otherwise now.
#[derive(Default)]
struct Changes {
    /// Types.
    types: BTreeMap<TypeName, TypeName>,
    /// Members, by their types and names on the wire; `None` is the map of other members.
    fields: BTreeMap<(String, Option<String>), String>,
    /// Variants, by their types and what they were called.
    variants: BTreeMap<(String, String), String>,
}

/// Names the types of a crate, and those of the places with them.
pub(super) fn name(lock: &mut Lock<'_>, api: &mut Api, grouped: &mut Grouped, diags: &mut Diagnostics) {
    let mut changes = Changes { types: of_types(lock, api, grouped), ..Changes::default() };
    for def in &api.types {
        let bases = bases(lock, grouped, def);
        match &def.shape {
            Shape::Struct(it) => members(lock, &def.name, it, &bases, &mut changes, diags),
            Shape::Enum(it) => {
                let claim = |variant: &crate::ir::Variant| {
                    let keys = behind(&bases, &[keys::value(&variant.wire)]);
                    (Kind::Variant, Claim { keys, derived: variant.name.to_string(), wish: None })
                };
                let claims: Vec<_> = it.variants.iter().map(claim).collect();
                let old = it.variants.iter().map(|it| it.name.to_string());
                let names = lock.settle(&variants(&[it.fallback.as_str()]), &claims, diags);
                changes.variants.extend(old.zip(names).map(|(old, new)| ((def.name.to_string(), old), new)));
            }
            Shape::Union(it) => {
                let claims = alternatives(lock.spec, it, &bases);
                let old = it.variants.iter().map(|it| it.name.to_string());
                let names = lock.settle(&variants(&[it.fallback.as_str()]), &claims, diags);
                changes.variants.extend(old.zip(names).map(|(old, new)| ((def.name.to_string(), old), new)));
            }
            Shape::Constant(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Newtype(_) => {}
        }
        if let Shape::Struct(_) = def.shape
            && let Some(order) = bases.iter().find_map(|base| lock.known.list(Kind::New, base))
        {
            lock.orders.insert(changes.types[&def.name].clone(), order);
        }
    }
    changes.apply(api);
    if let Some(ungrouped) = &mut grouped.ungrouped {
        changes.apply(ungrouped);
        keep_distinct(ungrouped);
    }
}

/// The names of types, by those that they have without a lock.
fn of_types(lock: &mut Lock<'_>, api: &Api, grouped: &Grouped) -> BTreeMap<TypeName, TypeName> {
    let mut names: BTreeMap<TypeName, TypeName> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for def in &api.types {
        let label = lock.components.get(&def.name).or_else(|| grouped.labels.get(&def.name));
        if let Some(label) = label {
            taken.insert(label.clone());
            names.insert(def.name.clone(), TypeName::new(label.clone()));
        }
    }
    // The types stand by name, not in the order of the document.
    let new: Vec<&TypeName> = api.types.iter().map(|it| &it.name).filter(|it| !names.contains_key(*it)).collect();
    let (free, late): (Vec<_>, Vec<_>) = new.into_iter().partition(|it| !taken.contains(it.as_str()));
    taken.extend(free.iter().map(ToString::to_string));
    names.extend(free.into_iter().map(|it| (it.clone(), it.clone())));
    for name in late {
        let all: Vec<&str> = taken.iter().map(String::as_str).collect();
        let other = names::Scope::new(names::Kind::Type, &all).name(&[name.as_str()]);
        taken.insert(other.clone());
        names.insert(name.clone(), TypeName::new(other));
    }
    for def in &api.types {
        for key in own_keys(lock, grouped, def) {
            lock.settled.names.put(Kind::Type, key, names[&def.name].as_str());
        }
    }
    names
}

/// The keys of the places that have the type, sorted.
fn own_keys(lock: &Lock<'_>, grouped: &Grouped, def: &TypeDef) -> Vec<String> {
    let mut keys: Vec<String> = match grouped.members.get(&def.name) {
        Some(members) => members.iter().filter_map(|it| lock.keys.get(it).cloned()).collect(),
        None => lock.keys.get(&def.name).cloned().into_iter().collect(),
    };
    keys.sort();
    keys.dedup();
    keys
}

/// The keys under which the lock may know the parts of a type: those of its places, and those of places that are gone.
fn bases(lock: &Lock<'_>, grouped: &Grouped, def: &TypeDef) -> Vec<String> {
    let mut bases = own_keys(lock, grouped, def);
    let label = lock.components.get(&def.name).or_else(|| grouped.labels.get(&def.name)).cloned();
    let names = bases.iter().filter_map(|key| Some(lock.known.get(Kind::Type, key)?.value.clone()));
    let names: Vec<String> = label.into_iter().chain(names).collect();
    for name in names {
        for key in lock.by_name.get(&name).into_iter().flatten() {
            if !bases.contains(key) {
                bases.push(key.clone());
            }
        }
    }
    bases
}

/// Each of the suffixes behind each of the keys.
fn behind(bases: &[String], suffixes: &[String]) -> Vec<String> {
    suffixes.iter().flat_map(|suffix| bases.iter().map(move |base| format!("{base}{suffix}"))).collect()
}

const EXTRA: &str = ".*";

fn members(
    lock: &mut Lock<'_>,
    name: &TypeName,
    it: &Struct,
    bases: &[String],
    changes: &mut Changes,
    diags: &mut Diagnostics,
) {
    let mut wires: Vec<Option<String>> = it.fields.iter().map(|field| Some(field.wire.clone())).collect();
    let mut claims: Vec<_> = it
        .fields
        .iter()
        .map(|field| {
            let keys = behind(bases, &[keys::member(&field.wire)]);
            (Kind::Member, Claim { keys, derived: field.name.to_string(), wish: None })
        })
        .collect();
    if let Some((extra, _)) = &it.extra {
        wires.push(None);
        let keys = behind(bases, &[EXTRA.to_owned()]);
        claims.push((Kind::Member, Claim { keys, derived: extra.to_string(), wish: None }));
    }
    let scope = Identifiers { kind: names::Kind::Field, reserved: STRUCT_METHODS };
    let names = lock.settle(&scope, &claims, diags);
    changes.fields.extend(wires.into_iter().zip(names).map(|(wire, new)| ((name.to_string(), wire), new)));
}

fn variants<'r>(reserved: &'r [&'r str]) -> Identifiers<'r> {
    Identifiers { kind: names::Kind::Variant, reserved }
}

/// What identifies each alternative: the first thing that no other one has. What identified it before is looked up, too.
fn alternatives(spec: &Spec, union: &Union, bases: &[String]) -> Vec<(Kind, Claim)> {
    let labels = labels(spec, union);
    let claim = |(variant, labels): (&crate::ir::UnionVariant, Vec<String>)| {
        let suffixes: Vec<String> = labels.into_iter().map(|it| format!("|{it}")).collect();
        (Kind::Alternative, Claim { keys: behind(bases, &suffixes), derived: variant.name.to_string(), wish: None })
    };
    union.variants.iter().zip(labels).map(claim).collect()
}

fn labels(spec: &Spec, union: &Union) -> Vec<Vec<String>> {
    let all: Vec<Vec<String>> = union
        .variants
        .iter()
        .map(|it| {
            let tagged = keys::labels(spec, &it.pointer).into_iter();
            tagged.chain([format!("({})", it.name)]).collect()
        })
        .collect();
    let is_own = |index: usize, label: &String| {
        !all.iter().enumerate().any(|(other, labels)| other != index && labels.contains(label))
    };
    let own = |(index, labels): (usize, &Vec<String>)| {
        labels.iter().filter(|it| is_own(index, it)).cloned().collect::<Vec<_>>()
    };
    all.iter().enumerate().map(own).collect()
}

/// What stands behind the keys of a type's parts, in order.
pub(super) fn shape(spec: &Spec, def: &TypeDef) -> Vec<String> {
    let mut shape: Vec<String> = match &def.shape {
        Shape::Struct(it) => {
            let extra = it.extra.as_ref().map(|_| EXTRA.to_owned());
            it.fields.iter().map(|it| keys::member(&it.wire)).chain(extra).collect()
        }
        Shape::Enum(it) => it.variants.iter().map(|it| keys::value(&it.wire)).collect(),
        Shape::Union(it) => {
            labels(spec, it).into_iter().filter_map(|it| it.into_iter().next()).map(|it| format!("|{it}")).collect()
        }
        Shape::Constant(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Newtype(_) => Vec::new(),
    };
    shape.sort();
    shape
}

impl Changes {
    fn apply(&self, api: &mut Api) {
        for def in &mut api.types {
            let owner = def.name.as_str().to_owned();
            let variant = |name: &mut VariantName| {
                if let Some(new) = self.variants.get(&(owner.clone(), name.to_string())) {
                    *name = VariantName::new(new.clone());
                }
            };
            match &mut def.shape {
                Shape::Struct(it) => {
                    for field in &mut it.fields {
                        if let Some(new) = self.field(&owner, Some(&field.wire)) {
                            field.name = new;
                        }
                    }
                    if let (Some((name, _)), Some(new)) = (&mut it.extra, self.field(&owner, None)) {
                        *name = new;
                    }
                }
                Shape::Enum(it) => it.variants.iter_mut().for_each(|it| variant(&mut it.name)),
                Shape::Union(it) => it.variants.iter_mut().for_each(|it| variant(&mut it.name)),
                Shape::Constant(_) | Shape::Tuple(_) | Shape::Alias(_) | Shape::Newtype(_) => {}
            }
        }
        let structs: BTreeMap<String, &Shape> = api.types.iter().map(|it| (own(&it.name), &it.shape)).collect();
        let fields: Vec<Vec<Option<FieldName>>> = api
            .operations
            .iter()
            .map(|it| of_parts(it).map(|(ty, wire)| named(&structs, ty, wire)).collect())
            .collect();
        for (operation, fields) in api.operations.iter_mut().zip(fields) {
            for (field, new) in fields_of_parts(operation).zip(fields) {
                *field = new.unwrap_or_else(|| field.clone());
            }
        }
        self.retype(api);
    }

    fn field(&self, owner: &str, wire: Option<&str>) -> Option<FieldName> {
        self.fields.get(&(owner.to_owned(), wire.map(str::to_owned))).cloned().map(FieldName::new)
    }

    fn retype(&self, api: &mut Api) {
        let new = |name: &TypeName| {
            let plain = TypeName::new(name.as_str());
            self.types.get(&plain).map(|new| name.called(new))
        };
        let names = api.types.iter().filter_map(|def| Some((def.name.clone(), new(&def.name)?))).collect();
        for def in &mut api.types {
            if let Some(name) = new(&def.name) {
                def.name = name;
            }
        }
        retype(api, &names);
    }
}

fn own(name: &TypeName) -> String {
    format!("{} {}", name.as_str(), name.own())
}

/// The parts of a multipart body, each with the type of the body and the member that it is.
fn of_parts(operation: &Operation) -> impl Iterator<Item = (&TypeRef, Option<&str>)> {
    operation.body.iter().flat_map(|it| &it.contents).flat_map(|content| {
        let parts = if let BodyKind::Multipart(parts) = &content.kind { parts.as_slice() } else { &[] };
        parts.iter().map(|part| (&content.ty, part.property.as_deref()))
    })
}

fn fields_of_parts(operation: &mut Operation) -> impl Iterator<Item = &mut FieldName> {
    let contents = operation.body.iter_mut().flat_map(|it| &mut it.contents);
    let parts = contents.flat_map(|content| match &mut content.kind {
        BodyKind::Multipart(parts) => parts.as_mut_slice(),
        _ => &mut [],
    });
    parts.map(|part| &mut part.field)
}

/// The field of a struct behind names.
fn named(types: &BTreeMap<String, &Shape>, ty: &TypeRef, wire: Option<&str>) -> Option<FieldName> {
    let mut ty = ty;
    for _ in 0..=types.len() {
        match types.get(&own(ty.named()?))? {
            Shape::Alias(it) | Shape::Newtype(it) => ty = it,
            Shape::Struct(it) => {
                return match wire {
                    Some(wire) => it.fields.iter().find(|it| it.wire == wire).map(|it| it.name.clone()),
                    None => it.extra.as_ref().map(|it| it.0.clone()),
                };
            }
            _ => return None,
        }
    }
    None
}

/// The name of a type outside of its group may be another's name by now; no two share one.
fn keep_distinct(ungrouped: &mut Api) {
    let mut seen = BTreeSet::new();
    let plain = ungrouped.types.iter().map(|it| &it.name).filter(|it| it.own() == it.as_str());
    seen.extend(plain.map(|it| it.own().to_owned()));
    let mut names = foldhash::HashMap::default();
    for def in &mut ungrouped.types {
        let mut own = def.name.own().to_owned();
        if own == def.name.as_str() || seen.insert(own.clone()) {
            continue;
        }
        while !seen.insert(own.clone()) {
            own.push_str("Inline");
        }
        let new = def.name.by_itself(own);
        names.insert(std::mem::replace(&mut def.name, new.clone()), new);
    }
    retype(ungrouped, &names);
}

/// A type as keys have it.
pub(super) fn spelled(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(name) => name.to_string(),
        TypeRef::List(it) => format!("[{}]", spelled(it)),
        TypeRef::Map(it) => format!("{{{}}}", spelled(it)),
        TypeRef::Option(it) | TypeRef::Boxed(it) => spelled(it),
        TypeRef::Format(it) => format!("{it:?}"),
        plain => format!("{plain:?}").to_lowercase(),
    }
}
