//! Pairs of unions: alternatives belong together by what they hold, and may be distinguished by a member.

use super::describe::describe;
use super::equivalent::Equivalence;
use super::resolve::{required, resolved};
use super::subsumption::{Relation, relation};
use super::value::value;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Site, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::{Api, Choice, Shape, TypeDef, TypeRef, Union, UnionVariant};
use crate::surface::path;

/// Compares two unions: variants belong together by name, else by what they hold.
pub(in crate::diff) fn unions<'a>(
    apis: Apis<'a>,
    (old_def, old): (&'a TypeDef, &'a Union),
    (new_def, new): (&'a TypeDef, &'a Union),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let pairs = variants(apis, old, new);
    for (index, variant) in old.variants.iter().enumerate() {
        if !pairs.iter().any(|it| it.0 == index) {
            let finding =
                site.message().removed(rules::VARIANT_REMOVED, describe(apis.old, &variant.ty), &variant.pointer);
            found.push(finding.touching(union_touches(old_def, variant)).losing(vec![variant.ty.clone()]));
        }
    }
    for (index, variant) in new.variants.iter().enumerate() {
        if !pairs.iter().any(|it| it.1 == index) {
            let finding = site.message().added(rules::VARIANT_ADDED, describe(apis.new, &variant.ty), &variant.pointer);
            found.push(finding.touching(union_touches(new_def, variant)).gaining(vec![variant.ty.clone()]));
        }
    }
    for &(a, b) in &pairs {
        let (a, b) = (&old.variants[a], &new.variants[b]);
        let site = Site {
            old: a.pointer.clone(),
            new: b.pointer.clone(),
            touches: [union_touches(old_def, a), union_touches(new_def, b)].concat(),
            ..site.inside(&format!("|{}", b.name))
        };
        found.join(value(apis, (&a.ty, &a.constraints), (&b.ty, &b.constraints), &site));
    }
    if old.any_of != new.any_of && overlapping(old) && overlapping(new) {
        let rule = if new.any_of { rules::UNION_ANY } else { rules::UNION_ONE };
        found.push(site.message().finding(rule, "", "").touching(Vec::new()));
    }
    found.extend(choice(apis, (old_def, old), (new_def, new), &pairs, site));
    found
}

/// Whether a value may be two of the alternatives at once.
fn overlapping(union: &Union) -> bool {
    let Choice::Untagged(candidates) = &union.choice else { return false };
    candidates.iter().enumerate().any(|(index, a)| candidates[..index].iter().any(|b| !a.is_disjoint(b)))
}

/// The variant and the conversion into it.
fn union_touches(def: &TypeDef, variant: &UnionVariant) -> Vec<Touch> {
    let ty = path::type_(def.name.as_str());
    let held = match &variant.ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    };
    let from = format!("From<{}>", crate::surface::text::type_(held));
    vec![
        variant_touch(def, variant),
        Touch::Item(path::implements(&from, &ty)),
        Touch::Item(path::implements("From<&str>", &ty)),
    ]
}

fn variant_touch(def: &TypeDef, variant: &UnionVariant) -> Touch {
    Touch::Item(path::variant(&path::type_(def.name.as_str()), variant.name.as_str()))
}

/// The variants that belong together, as indices.
fn variants(apis: Apis<'_>, old: &Union, new: &Union) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut olds, mut news) = (vec![false; old.variants.len()], vec![false; new.variants.len()]);
    let component = |def: &TypeDef| def.component.clone();
    let mut take = |test: &mut dyn FnMut(&TypeRef, &TypeRef, usize, usize) -> bool| {
        for (a, left) in old.variants.iter().enumerate() {
            let free = (0..news.len()).filter(|b| !olds[a] && !news[*b]);
            let pair = free.into_iter().find(|b| test(&left.ty, &new.variants[*b].ty, a, *b));
            if let Some(b) = pair {
                (olds[a], news[b]) = (true, true);
                pairs.push((a, b));
            }
        }
    };
    take(&mut |left, right, _, _| match (left, right) {
        (TypeRef::Named(left), TypeRef::Named(right)) => {
            let (left, right) = (component(apis.old.type_def(left)), component(apis.new.type_def(right)));
            left.is_some() && left == right
        }
        (left, right) => left == right,
    });
    let mut equivalence = Equivalence::new(apis.old, apis.new);
    take(&mut |left, right, _, _| equivalence.types(left, right));
    // Inline variants are named by their place or title: the same name is the same variant, changed.
    take(&mut |left, right, a, b| {
        let inline = |api: &Api, ty: &TypeRef| match ty {
            TypeRef::Named(name) => api.type_def(name).component.is_none(),
            _ => false,
        };
        inline(apis.old, left) && inline(apis.new, right) && old.variants[a].name == new.variants[b].name
    });
    take(&mut |left, right, _, _| relation(apis.old, left, apis.new, right) != Relation::Different);
    pairs
}

fn choice(
    apis: Apis<'_>,
    (old_def, old): (&TypeDef, &Union),
    (new_def, new): (&TypeDef, &Union),
    pairs: &[(usize, usize)],
    site: &Site,
) -> Vec<Finding> {
    let mut found = Vec::new();
    // Rust users see variants, not how a reader chooses; the items of both sides say whether names changed.
    let site = site.message();
    match (&old.choice, &new.choice) {
        (Choice::Tagged { property: a, values: before, .. }, Choice::Tagged { property: b, values: after, .. }) => {
            if a != b {
                let touches = [tag_touches(apis.old, old, a), tag_touches(apis.new, new, b)].concat();
                found.push(site.finding(rules::DISCRIMINATOR_PROPERTY, a, b).touching(touches));
            }
            for &(left, right) in pairs {
                let (before, after) = (tags(before, left), tags(after, right));
                if before != after {
                    let site = site.inside(&format!("|{}", new.variants[right].name));
                    let gone = before.iter().any(|it| !after.contains(it));
                    let come = after.iter().any(|it| !before.contains(it));
                    let rule = match (gone, come) {
                        (true, false) => rules::DISCRIMINATOR_VALUE_REMOVED,
                        (false, true) => rules::DISCRIMINATOR_VALUE_ADDED,
                        _ => rules::DISCRIMINATOR_MAPPING,
                    };
                    let finding = site.finding(rule, before.join(", "), after.join(", "));
                    let (old, new) = (&old.variants[left], &new.variants[right]);
                    let mut touches = [tag_fields(apis.old, &old.ty, a), tag_fields(apis.new, &new.ty, b)].concat();
                    if old.name != new.name {
                        touches.extend([variant_touch(old_def, old), variant_touch(new_def, new)]);
                    }
                    found.push(finding.touching(touches));
                }
            }
        }
        (Choice::Untagged(_), Choice::Tagged { property, .. }) => {
            let requires = |it: &UnionVariant| requires_member(apis.old, &it.ty, property);
            let rule = match old.variants.iter().all(requires) {
                true => rules::DISCRIMINATOR_ADDED,
                false => rules::DISCRIMINATOR_REQUIRED,
            };
            let touches = tag_touches(apis.new, new, property);
            found.push(site.finding(rule, "", property).touching(touches));
        }
        (Choice::Tagged { property, .. }, Choice::Untagged(_)) => {
            let touches = tag_touches(apis.old, old, property);
            found.push(site.finding(rules::DISCRIMINATOR_REMOVED, property, "").touching(touches));
        }
        (Choice::Untagged(_), Choice::Untagged(_)) => {}
    }
    found
}

/// The fields of the member that distinguishes the alternatives.
fn tag_touches(api: &Api, union: &Union, property: &str) -> Vec<Touch> {
    union.variants.iter().flat_map(|it| tag_fields(api, &it.ty, property)).collect()
}

/// `new` sets such a member, or takes it where there is none.
fn tag_fields(api: &Api, ty: &TypeRef, property: &str) -> Vec<Touch> {
    let TypeRef::Named(name) = resolved(api, ty) else { return Vec::new() };
    let Shape::Struct(it) = &api.type_def(name).shape else { return Vec::new() };
    let ty = path::type_(name.as_str());
    let fields = it.fields.iter().filter(|it| it.wire == property);
    let own = fields.flat_map(|it| [path::field(&ty, it.name.as_str()), path::method(&ty, &it.name.setter())]);
    let made = [path::method(&ty, "new"), path::implements("Default", &ty)];
    own.chain(made).map(Touch::Item).collect()
}

/// Whether an object of that type has to have the member.
fn requires_member(api: &Api, ty: &TypeRef, member: &str) -> bool {
    match resolved(api, ty) {
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(it) => it.fields.iter().any(|it| it.wire == member && required(it.presence)),
            Shape::Union(it) => it.variants.iter().all(|it| match &it.ty {
                TypeRef::Named(inner) if inner == name => false,
                TypeRef::Named(inner) => matches!(&api.type_def(inner).shape,
                    Shape::Struct(it) if it.fields.iter().any(|it| it.wire == member && required(it.presence))),
                _ => false,
            }),
            _ => false,
        },
        _ => false,
    }
}

fn tags(values: &[(String, usize)], variant: usize) -> Vec<String> {
    let mut tags: Vec<_> = values.iter().filter(|it| it.1 == variant).map(|it| it.0.clone()).collect();
    tags.sort();
    tags
}
