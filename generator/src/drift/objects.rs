//! Pairs of objects, member by member: names on the wire, presence, who may write them, and what is said of members
//! without a name.

use super::describe::describe;
use super::finding::{Finding, Mask, Site, Subject, Touch};
use super::relation::{nullable, required, resolved};
use super::rules;
use super::structures::value;
use super::walk::Walk;
use crate::ir::{Access, Api, Field, FieldName, Presence, Shape, Struct, TypeDef, TypeRef};
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
                let site = field_site(site, (old_def, Some(field)), (new_def, None), &field.wire);
                walk.findings.push(removed(walk.old, field, &site).losing(vec![field.ty.clone()]));
            }
        }
    }
    for field in added {
        let site = field_site(site, (old_def, None), (new_def, Some(field)), &field.wire);
        walk.findings.push(self::added(walk.new, field, &site).gaining(vec![field.ty.clone()]));
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
        let finding = match gone {
            true => removed(walk.old, field, &field_site(site, (def, Some(field)), (def, None), &field.wire)),
            false => added(walk.new, field, &field_site(site, (def, None), (def, Some(field)), &field.wire)),
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

/// A member that went.
fn removed(old: &Api, field: &Field, site: &Site) -> Finding {
    let rule = match required(field.presence) {
        true => rules::PROPERTY_REQUIRED_REMOVED,
        false => rules::PROPERTY_OPTIONAL_REMOVED,
    };
    site.removed(rule, describe(old, &field.ty), &field.pointer)
}

/// A member that came.
fn added(new: &Api, field: &Field, site: &Site) -> Finding {
    let rule = match required(field.presence) {
        true => rules::PROPERTY_REQUIRED_ADDED,
        false => rules::PROPERTY_OPTIONAL_ADDED,
    };
    site.added(rule, describe(new, &field.ty), &field.pointer)
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
    let is = |api: &Api, field: &Field, ty: TypeRef| *resolved(api, &field.ty) == ty;
    let only_null = (is(walk.old, old, TypeRef::Null), is(walk.new, new, TypeRef::Null));
    let any = is(walk.old, old, TypeRef::Json) != is(walk.new, new, TypeRef::Json);
    // Null alone is no type of its own, it is what a type may be besides; any value may be null, said or unsaid.
    if only_null.0 == only_null.1 && !any {
        nullness(walk, old.presence, new.presence, &site);
    }
    if old.deprecated != new.deprecated {
        let rule = if new.deprecated { rules::DEPRECATED } else { rules::UNDEPRECATED };
        walk.findings.push(site.finding(rule, "", ""));
    }
    if old.docs != new.docs {
        walk.findings.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    match only_null {
        (true, false) if nullable(new.presence) => walk.nullness(&old.ty, &new.ty, &site),
        (false, true) if nullable(old.presence) => walk.nullness(&old.ty, &new.ty, &site),
        _ => value(walk, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site),
    }
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
}

fn nullness(walk: &mut Walk<'_>, old: Presence, new: Presence, site: &Site) {
    match (nullable(old), nullable(new)) {
        (false, true) => walk.findings.push(site.finding(rules::BECAME_NULLABLE, "", "")),
        (true, false) => walk.findings.push(site.finding(rules::BECAME_NOT_NULLABLE, "", "")),
        _ => {}
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
