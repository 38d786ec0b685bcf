//! Pairs of types, part by part: members by wire name, values as sets, variants by what they hold.

use super::constraints;
use super::finding::{Mask, Site, Subject, Touch};
use super::numbers::canonical;
use super::relation::{Equality, describe, nullable, required, resolved, same_scalar, scalar_text, values as listed};
use super::rules::{self, Rule};
use super::walk::Walk;
use crate::ir::{
    Access, Api, Candidate, Choice, Constraints, Field, FieldName, JsonKind, Presence, Scalar, Shape, Struct, Tuple,
    TypeDef, TypeRef, Union, UnionVariant,
};
use crate::surface::path;

/// Compares two objects, members by wire name.
pub(super) fn structs<'a>(
    walk: &mut Walk<'a>,
    (old_def, old): (&'a TypeDef, &'a Struct),
    (new_def, new): (&'a TypeDef, &'a Struct),
    site: &Site,
) {
    let mut added: Vec<_> = new.fields.iter().filter(|it| !has(old, it)).collect();
    for field in &old.fields {
        let twin = new.fields.iter().find(|it| it.wire == field.wire);
        let respelled = || {
            let at = added.iter().position(|it| it.name == field.name)?;
            Some(added.remove(at))
        };
        match twin.or_else(respelled) {
            Some(twin) => member(walk, (old_def, field), (new_def, twin), site),
            None => {
                let rule = match required(field.presence) {
                    true => rules::PROPERTY_REQUIRED_REMOVED,
                    false => rules::PROPERTY_OPTIONAL_REMOVED,
                };
                let site = field_site(site, (old_def, Some(field)), (new_def, None), &field.wire);
                let text = describe(walk.old, &field.ty);
                walk.findings.push(site.removed(rule, text, &field.pointer).losing(vec![field.ty.clone()]));
            }
        }
    }
    for field in added {
        let rule = match required(field.presence) {
            true => rules::PROPERTY_REQUIRED_ADDED,
            false => rules::PROPERTY_OPTIONAL_ADDED,
        };
        let site = field_site(site, (old_def, None), (new_def, Some(field)), &field.wire);
        let text = describe(walk.new, &field.ty);
        walk.findings.push(site.added(rule, text, &field.pointer).gaining(vec![field.ty.clone()]));
    }
    others(walk, (old_def, old), (new_def, new), site);
}

/// Compares an object with one that has no members by name, which is a type of another kind: every member came or
/// went. Tells whether that is what the two are.
pub(super) fn emptied<'a>(walk: &mut Walk<'a>, old: &TypeRef, new: &TypeRef, site: &Site) -> bool {
    let members = |api: &'a Api, ty: &TypeRef| match resolved(api, ty) {
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(it) if it.extra.is_none() => Some((api.type_def(name), it)),
            _ => None,
        },
        _ => None,
    };
    let free = |api: &Api, ty: &TypeRef| matches!(resolved(api, ty), TypeRef::Map(inner) if **inner == TypeRef::Json);
    let ((def, it), gone) = match (members(walk.old, old), members(walk.new, new)) {
        (Some(found), None) if free(walk.new, new) => (found, true),
        (None, Some(found)) if free(walk.old, old) => (found, false),
        _ => return false,
    };
    let all = Touch::Owner(path::type_(def.name.as_str()));
    let mut found = Vec::new();
    for field in &it.fields {
        let sides = if gone { (Some(field), None) } else { (None, Some(field)) };
        let at = field_site(site, (def, sides.0), (def, sides.1), &field.wire);
        let text = describe(if gone { walk.old } else { walk.new }, &field.ty);
        let finding = match (gone, required(field.presence)) {
            (true, true) => at.removed(rules::PROPERTY_REQUIRED_REMOVED, text, &field.pointer),
            (true, false) => at.removed(rules::PROPERTY_OPTIONAL_REMOVED, text, &field.pointer),
            (false, true) => at.added(rules::PROPERTY_REQUIRED_ADDED, text, &field.pointer),
            (false, false) => at.added(rules::PROPERTY_OPTIONAL_ADDED, text, &field.pointer),
        };
        let touches = [site.touches.clone(), vec![all.clone()]].concat();
        found.push(finding.touching(touches).losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }
    if it.closed {
        found.push(site.message().finding(if gone { rules::OPENED } else { rules::CLOSED }, "", ""));
    }
    walk.findings.extend(found);
    true
}

fn has(it: &Struct, field: &Field) -> bool {
    it.fields.iter().any(|it| it.wire == field.wire)
}

/// The place of a member that at least one side has; an added or removed one is a message of its own.
fn field_site(
    site: &Site,
    (old_def, old): (&TypeDef, Option<&Field>),
    (new_def, new): (&TypeDef, Option<&Field>),
    wire: &str,
) -> Site {
    let touches = old.map(|it| field_touches(old_def, it)).into_iter().chain(new.map(|it| field_touches(new_def, it)));
    Site {
        owner: site.owner,
        subject: if old.is_some() && new.is_some() { Subject::Property } else { Subject::Message },
        mask: site.mask.and(old.map_or(Mask::BOTH, visible)).and(new.map_or(Mask::BOTH, visible)),
        place: format!("{}.{wire}", site.place),
        old: old.map_or_else(|| site.old.clone(), |it| it.pointer.clone()),
        new: new.map_or_else(|| site.new.clone(), |it| it.pointer.clone()),
        touches: touches.flatten().collect(),
    }
}

fn field_touches(def: &TypeDef, field: &Field) -> Vec<Touch> {
    let ty = path::type_(def.name.as_str());
    let mut touches =
        vec![Touch::Item(path::field(&ty, field.name.as_str())), Touch::Item(path::method(&ty, &field.name.setter()))];
    if field.presence == Presence::Required {
        touches.push(Touch::Item(path::method(&ty, "new")));
        touches.push(Touch::Item(path::implements("Default", &ty)));
    }
    touches
}

/// Where a member is seen: a read-only one is in no request, a write-only one in no response.
fn visible(field: &Field) -> Mask {
    match field.access {
        Access::Both => Mask::BOTH,
        Access::ReadOnly => Mask::RESPONSE,
        Access::WriteOnly => Mask::REQUEST,
    }
}

fn member<'a>(
    walk: &mut Walk<'a>,
    (old_def, old): (&'a TypeDef, &'a Field),
    (new_def, new): (&'a TypeDef, &'a Field),
    site: &Site,
) {
    let parent = site;
    let site = field_site(parent, (old_def, Some(old)), (new_def, Some(new)), &new.wire);
    if old.wire != new.wire {
        let finding = site.message().finding(rules::PROPERTY_SPELLING, &old.wire, &new.wire);
        walk.findings.push(finding.touching(Vec::new()));
    }
    if old.access != new.access {
        access(walk, old, new, &Site { mask: parent.mask, ..site.clone() });
    }
    presence(walk, old.presence, new.presence, &site);
    if old.deprecated != new.deprecated {
        let rule = if new.deprecated { rules::DEPRECATED } else { rules::UNDEPRECATED };
        walk.findings.push(site.finding(rule, "", ""));
    }
    if old.docs != new.docs {
        walk.findings.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    value(walk, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site);
}

fn access(walk: &mut Walk<'_>, old: &Field, new: &Field, site: &Site) {
    match old.access {
        Access::Both => {}
        Access::ReadOnly if required(new.presence) => {
            walk.findings.push(site.finding(rules::WRITABLE_REQUIRED, "", ""));
        }
        Access::ReadOnly => walk.findings.push(site.finding(rules::READ_ONLY_REMOVED, "", "")),
        Access::WriteOnly => walk.findings.push(site.finding(rules::WRITE_ONLY_REMOVED, "", "")),
    }
    match new.access {
        Access::Both => {}
        Access::ReadOnly => walk.findings.push(site.finding(rules::READ_ONLY_ADDED, "", "")),
        Access::WriteOnly => walk.findings.push(site.finding(rules::WRITE_ONLY_ADDED, "", "")),
    }
}

fn presence(walk: &mut Walk<'_>, old: Presence, new: Presence, site: &Site) {
    match (required(old), required(new)) {
        (false, true) => walk.findings.push(site.finding(rules::BECAME_REQUIRED, "", "")),
        (true, false) => walk.findings.push(site.finding(rules::BECAME_OPTIONAL, "", "")),
        _ => {}
    }
    match (nullable(old), nullable(new)) {
        (false, true) => walk.findings.push(site.finding(rules::BECAME_NULLABLE, "", "")),
        (true, false) => walk.findings.push(site.finding(rules::BECAME_NOT_NULLABLE, "", "")),
        _ => {}
    }
}

/// Compares a type together with what its inline schema demands. Where the type is another one, its demands
/// are another matter too, and the change of type says it all.
pub(super) fn value<'a>(
    walk: &mut Walk<'a>,
    (old, before): (&'a TypeRef, &Constraints),
    (new, after): (&'a TypeRef, &Constraints),
    site: &Site,
) {
    let from = walk.findings.len();
    walk.compare(old, new, site);
    let said = |walk: &Walk<'_>, rules: &[&Rule]| {
        walk.findings[from..].iter().any(|it| rules.iter().any(|rule| rule.name == it.rule.name))
    };
    if !said(walk, &[rules::TYPE_CHANGED, rules::BECAME_ENUM, rules::BECAME_OPEN]) {
        let (before, after) = walk.demands((old, before), (new, after));
        let (before, after) = (canonical(walk.old, old, before), canonical(walk.new, new, after));
        let mut found = constraints::findings(&before, &after, site);
        if said(walk, &[rules::TYPE_WIDENED, rules::TYPE_NARROWED]) {
            // The format is what made it another type.
            found.retain(|it| !constraints::is_format(it.rule));
        }
        walk.findings.extend(found);
    }
}

/// What is said about members that are not named.
fn others<'a>(
    walk: &mut Walk<'a>,
    (old_def, old): (&'a TypeDef, &'a Struct),
    (new_def, new): (&'a TypeDef, &'a Struct),
    site: &Site,
) {
    let touch = |def: &TypeDef, it: &Struct| {
        let ty = path::type_(def.name.as_str());
        let of = |name: &FieldName| [path::field(&ty, name.as_str()), path::method(&ty, &name.setter())];
        it.extra.iter().flat_map(|(name, _)| of(name)).map(Touch::Item).collect::<Vec<_>>()
    };
    let touches = [touch(old_def, old), touch(new_def, new)].concat();
    let site = &Site { touches, ..site.clone() };
    match (old.closed, new.closed) {
        (false, true) => walk.findings.push(site.message().finding(rules::CLOSED, "", "")),
        (true, false) => walk.findings.push(site.message().finding(rules::OPENED, "", "")),
        _ => {}
    }
    match (&old.extra, &new.extra) {
        (Some((_, old)), Some((_, new))) => walk.compare(old, new, &site.inside("{}")),
        // An object is open where it says nothing: saying so is no change on the wire, only a field to read it by.
        (None, Some((_, TypeRef::Json))) if !old.closed => {
            walk.findings.push(site.message().finding(rules::OTHERS_NAMED, "", ""));
        }
        (Some((_, TypeRef::Json)), None) if !new.closed => {
            walk.findings.push(site.message().finding(rules::OTHERS_UNNAMED, "", ""));
        }
        (None, Some((_, ty))) if old.closed == new.closed => {
            let finding = site.message().finding(rules::OTHERS_TYPED, "", describe(walk.new, ty));
            walk.findings.push(finding.gaining(vec![ty.clone()]));
        }
        (Some((_, ty)), None) if old.closed == new.closed => {
            let finding = site.message().finding(rules::OTHERS_UNTYPED, describe(walk.old, ty), "");
            walk.findings.push(finding.losing(vec![ty.clone()]));
        }
        _ => {}
    }
}

/// Compares the values of two enums or constants, as sets.
pub(super) fn values(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef, site: &Site) {
    let (before, after) = (listed(&old.shape).unwrap_or_default(), listed(&new.shape).unwrap_or_default());
    let missing = |from: &[Scalar], it: &Scalar| !from.iter().any(|other| same_scalar(other, it));
    for value in after.iter().filter(|it| missing(&before, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_ADDED, "", scalar_text(value));
        walk.findings.push(finding.touching(variant_touches(new, value, old)));
    }
    for value in before.iter().filter(|it| missing(&after, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_REMOVED, scalar_text(value), "");
        walk.findings.push(finding.touching(variant_touches(old, value, new)));
    }
    let (Shape::Enum(a), Shape::Enum(b)) = (&old.shape, &new.shape) else { return };
    for variant in &b.variants {
        let twin = a.variants.iter().find(|it| same_scalar(&it.wire, &variant.wire));
        let Some(twin) = twin else { continue };
        let site = site.inside(&format!("={}", scalar_text(&variant.wire))).message();
        if twin.deprecated != variant.deprecated {
            let rule = if variant.deprecated { rules::VALUE_DEPRECATED } else { rules::VALUE_UNDEPRECATED };
            walk.findings.push(site.finding(rule, "", "").touching(variant_touches(new, &variant.wire, new)));
        }
        if twin.docs != variant.docs {
            walk.findings.push(site.finding(rules::VALUE_DOCS, "", "").touching(Vec::new()));
        }
    }
}

/// The variant of a value; all of the type where the other side is of another kind.
fn variant_touches(def: &TypeDef, value: &Scalar, other: &TypeDef) -> Vec<Touch> {
    let ty = path::type_(def.name.as_str());
    match (&def.shape, &other.shape) {
        (Shape::Enum(it), Shape::Enum(twin)) => {
            let variant = it.variants.iter().find(|it| same_scalar(&it.wire, value));
            let mut touches: Vec<_> =
                variant.map(|it| Touch::Item(path::variant(&ty, it.name.as_str()))).into_iter().collect();
            if it.repr != twin.repr {
                touches.push(Touch::Owner(ty));
            }
            touches
        }
        _ => vec![Touch::Owner(ty), Touch::Owner(path::type_(other.name.as_str()))],
    }
}

/// Compares two unions: variants belong together by name, else by what they hold.
pub(super) fn unions<'a>(
    walk: &mut Walk<'a>,
    (old_def, old): (&'a TypeDef, &'a Union),
    (new_def, new): (&'a TypeDef, &'a Union),
    site: &Site,
) {
    let pairs = variants(walk, old, new);
    for (index, variant) in old.variants.iter().enumerate() {
        if !pairs.iter().any(|it| it.0 == index) {
            let finding =
                site.message().removed(rules::VARIANT_REMOVED, describe(walk.old, &variant.ty), &variant.pointer);
            walk.findings.push(finding.touching(union_touches(old_def, variant)).losing(vec![variant.ty.clone()]));
        }
    }
    for (index, variant) in new.variants.iter().enumerate() {
        if !pairs.iter().any(|it| it.1 == index) {
            let finding = site.message().added(rules::VARIANT_ADDED, describe(walk.new, &variant.ty), &variant.pointer);
            walk.findings.push(finding.touching(union_touches(new_def, variant)).gaining(vec![variant.ty.clone()]));
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
        walk.compare(&a.ty, &b.ty, &site);
    }
    if old.any_of != new.any_of && overlapping(old) && overlapping(new) {
        let rule = if new.any_of { rules::UNION_ANY } else { rules::UNION_ONE };
        walk.findings.push(site.message().finding(rule, "", "").touching(Vec::new()));
    }
    choice(walk, (old_def, old), (new_def, new), &pairs, site);
}

/// Whether a value may be two of the alternatives at once.
fn overlapping(union: &Union) -> bool {
    let Choice::Untagged(candidates) = &union.choice else { return false };
    let apart = |a: &Candidate, b: &Candidate| {
        let number = |it: &JsonKind| matches!(it, JsonKind::Integer | JsonKind::Number);
        let kinds = !a.kinds.is_empty()
            && !b.kinds.is_empty()
            && !a.kinds.iter().any(|it| b.kinds.iter().any(|other| it == other || (number(it) && number(other))));
        let values = !a.values.is_empty() && !b.values.is_empty() && !a.values.iter().any(|it| b.values.contains(it));
        let constants = a.constants.iter().any(|(name, values)| {
            let other = b.constants.iter().find(|it| it.0 == *name);
            let required = a.required.contains(name) && b.required.contains(name);
            required && other.is_some_and(|other| !values.iter().any(|it| other.1.contains(it)))
        });
        let closed = |a: &Candidate, b: &Candidate| a.closed && b.required.iter().any(|it| !a.known.contains(it));
        kinds || values || constants || closed(a, b) || closed(b, a)
    };
    candidates.iter().enumerate().any(|(index, a)| candidates[..index].iter().any(|b| !apart(a, b)))
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
fn variants(walk: &Walk<'_>, old: &Union, new: &Union) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let component = |def: &TypeDef| def.component.clone();
    let mut take = |test: &mut dyn FnMut(&TypeRef, &TypeRef, usize, usize) -> bool| {
        for (a, left) in old.variants.iter().enumerate() {
            for (b, right) in new.variants.iter().enumerate() {
                let free = !pairs.iter().any(|it| it.0 == a || it.1 == b);
                if free && test(&left.ty, &right.ty, a, b) {
                    pairs.push((a, b));
                }
            }
        }
    };
    take(&mut |left, right, _, _| match (left, right) {
        (TypeRef::Named(left), TypeRef::Named(right)) => {
            let (left, right) = (component(walk.old.type_def(left)), component(walk.new.type_def(right)));
            left.is_some() && left == right
        }
        (left, right) => left == right,
    });
    let mut equality = Equality::new(walk.old, walk.new);
    take(&mut |left, right, _, _| equality.types(left, right));
    // Inline variants are named by their place or title: the same name is the same variant, changed.
    take(&mut |left, right, a, b| {
        let inline = |api: &Api, ty: &TypeRef| match ty {
            TypeRef::Named(name) => api.type_def(name).component.is_none(),
            _ => false,
        };
        inline(walk.old, left) && inline(walk.new, right) && old.variants[a].name == new.variants[b].name
    });
    pairs
}

fn choice(
    walk: &mut Walk<'_>,
    (old_def, old): (&TypeDef, &Union),
    (new_def, new): (&TypeDef, &Union),
    pairs: &[(usize, usize)],
    site: &Site,
) {
    // Rust users see variants, not how a reader chooses; the items of both sides say whether names changed.
    let site = site.message();
    match (&old.choice, &new.choice) {
        (Choice::Tagged { property: a, values: before, .. }, Choice::Tagged { property: b, values: after, .. }) => {
            if a != b {
                walk.findings.push(site.finding(rules::DISCRIMINATOR_PROPERTY, a, b).touching(Vec::new()));
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
                    let touches = match old.name == new.name {
                        true => Vec::new(),
                        false => vec![variant_touch(old_def, old), variant_touch(new_def, new)],
                    };
                    walk.findings.push(finding.touching(touches));
                }
            }
        }
        (Choice::Untagged(_), Choice::Tagged { property, .. }) => {
            let demanded = |it: &UnionVariant| demands_member(walk.old, &it.ty, property);
            let rule = match old.variants.iter().all(demanded) {
                true => rules::DISCRIMINATOR_ADDED,
                false => rules::DISCRIMINATOR_DEMANDED,
            };
            walk.findings.push(site.finding(rule, "", property));
        }
        (Choice::Tagged { property, .. }, Choice::Untagged(_)) => {
            walk.findings.push(site.finding(rules::DISCRIMINATOR_REMOVED, property, ""));
        }
        (Choice::Untagged(_), Choice::Untagged(_)) => {}
    }
}

/// Whether an object of that type has to have the member.
fn demands_member(api: &Api, ty: &TypeRef, member: &str) -> bool {
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

/// Compares two tuples, position by position.
pub(super) fn tuples<'a>(walk: &mut Walk<'a>, old: &'a Tuple, new: &'a Tuple, site: &Site) {
    for (index, (a, b)) in old.items.iter().zip(&new.items).enumerate() {
        walk.compare(a, b, &site.inside(&format!("[{index}]")));
    }
    let text = |it: &Tuple, rest: bool| format!("{} positions{}", it.items.len(), if rest { " and more" } else { "" });
    match (&old.rest, &new.rest) {
        (Some(a), Some(b)) if old.items.len() == new.items.len() => walk.compare(a, b, &site.inside("[]")),
        (None, None) if old.items.len() == new.items.len() => {}
        (a, b) => {
            let (before, after) = (text(old, a.is_some()), text(new, b.is_some()));
            walk.findings.push(site.finding(rules::TYPE_CHANGED, before, after));
        }
    }
}
