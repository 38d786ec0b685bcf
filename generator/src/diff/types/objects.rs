//! Pairs of objects, member by member: names on the wire, presence, who may write them, and what is said of members
//! without a name.

use super::describe::describe;
use super::members::{added, field_site, removed};
use super::mismatch::nullness as null_alone;
use super::references;
use super::resolve::{nullable, required, resolved};
use super::value::value;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Site, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::{Access, Api, Field, FieldName, Presence, Struct, TypeDef, TypeRef};
use crate::surface::path;

/// Compares two objects, members by wire name.
pub(in crate::diff) fn structs<'a>(
    apis: Apis<'a>,
    (old_def, old): (&'a TypeDef, &'a Struct),
    (new_def, new): (&'a TypeDef, &'a Struct),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let mut come: Vec<_> = new.fields.iter().filter(|it| !has(old, it)).collect();
    for field in &old.fields {
        let counterpart = new.fields.iter().find(|it| it.wire == field.wire);
        let respelled = || {
            let at = come.iter().position(|it| it.name == field.name)?;
            Some(come.remove(at))
        };
        match counterpart.or_else(respelled) {
            Some(counterpart) => found.join(member(apis, (old_def, field), (new_def, counterpart), site)),
            None => {
                let site = field_site(site, (old_def, Some(field)), (new_def, None), &field.wire);
                found.push(removed(apis.old, field, &site).losing(vec![field.ty.clone()]));
            }
        }
    }
    for field in come {
        let site = field_site(site, (old_def, None), (new_def, Some(field)), &field.wire);
        found.push(added(apis.new, field, &site).gaining(vec![field.ty.clone()]));
    }
    found.join(others(apis, (old_def, old), (new_def, new), site));
    found
}

fn has(it: &Struct, field: &Field) -> bool {
    it.fields.iter().any(|it| it.wire == field.wire)
}

fn member<'a>(
    apis: Apis<'a>,
    (old_def, old): (&'a TypeDef, &'a Field),
    (new_def, new): (&'a TypeDef, &'a Field),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let parent = site;
    let site = field_site(parent, (old_def, Some(old)), (new_def, Some(new)), &new.wire);
    if old.wire != new.wire {
        let finding = site.message().finding(rules::PROPERTY_SPELLING, &old.wire, &new.wire);
        found.push(finding.touching(Vec::new()));
    }
    if old.access != new.access {
        found.extend(access(old, new, &Site { mask: parent.mask, ..site.clone() }));
    }
    found.extend(presence(old.presence, new.presence, &site));
    let is = |api: &Api, field: &Field, ty: TypeRef| *resolved(api, &field.ty) == ty;
    let only_null = (is(apis.old, old, TypeRef::Null), is(apis.new, new, TypeRef::Null));
    let any = is(apis.old, old, TypeRef::Json) != is(apis.new, new, TypeRef::Json);
    // Null alone is no type of its own, it is what a type may be besides; any value may be null, said or unsaid.
    if only_null.0 == only_null.1 && !any {
        found.extend(nullness(old.presence, new.presence, &site));
    }
    if old.deprecated != new.deprecated {
        let rule = if new.deprecated { rules::DEPRECATED } else { rules::UNDEPRECATED };
        found.push(site.finding(rule, "", ""));
    }
    if old.docs != new.docs {
        found.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    match only_null {
        (true, false) if nullable(new.presence) => found.push(null_alone(apis, &old.ty, &new.ty, &site)),
        (false, true) if nullable(old.presence) => found.push(null_alone(apis, &old.ty, &new.ty, &site)),
        _ => found.join(value(apis, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site)),
    }
    found
}

fn access(old: &Field, new: &Field, site: &Site) -> Vec<Finding> {
    let gone = match old.access {
        Access::Both => None,
        Access::ReadOnly if required(new.presence) => Some(rules::WRITABLE_REQUIRED),
        Access::ReadOnly => Some(rules::READ_ONLY_REMOVED),
        Access::WriteOnly => Some(rules::WRITE_ONLY_REMOVED),
    };
    let come = match new.access {
        Access::Both => None,
        Access::ReadOnly => Some(rules::READ_ONLY_ADDED),
        Access::WriteOnly => Some(rules::WRITE_ONLY_ADDED),
    };
    gone.into_iter().chain(come).map(|it| site.finding(it, "", "")).collect()
}

fn presence(old: Presence, new: Presence, site: &Site) -> Option<Finding> {
    let rule = match (required(old), required(new)) {
        (false, true) => rules::BECAME_REQUIRED,
        (true, false) => rules::BECAME_OPTIONAL,
        _ => return None,
    };
    Some(site.finding(rule, "", ""))
}

fn nullness(old: Presence, new: Presence, site: &Site) -> Option<Finding> {
    let rule = match (nullable(old), nullable(new)) {
        (false, true) => rules::BECAME_NULLABLE,
        (true, false) => rules::BECAME_NOT_NULLABLE,
        _ => return None,
    };
    Some(site.finding(rule, "", ""))
}

/// What is said about members that are not named.
fn others<'a>(
    apis: Apis<'a>,
    (old_def, old): (&'a TypeDef, &'a Struct),
    (new_def, new): (&'a TypeDef, &'a Struct),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let touch = |def: &TypeDef, it: &Struct| {
        let ty = path::type_(def.name.as_str());
        let of = |name: &FieldName| [path::field(&ty, name.as_str()), path::method(&ty, &name.setter())];
        it.extra.iter().flat_map(|(name, _)| of(name)).map(Touch::Item).collect::<Vec<_>>()
    };
    let touches = [touch(old_def, old), touch(new_def, new)].concat();
    let site = &Site { touches, ..site.clone() };
    match (old.closed, new.closed) {
        (false, true) => found.push(site.message().finding(rules::CLOSED, "", "")),
        (true, false) => found.push(site.message().finding(rules::OPENED, "", "")),
        _ => {}
    }
    match (&old.extra, &new.extra) {
        (Some((_, old)), Some((_, new))) => found.join(references::compare(apis, old, new, &site.inside("{}"))),
        // An object is open where it says nothing: saying so is no change on the wire, only a field to read it by.
        (None, Some((_, TypeRef::Json))) if !old.closed => {
            found.push(site.message().finding(rules::OTHERS_NAMED, "", ""));
        }
        (Some((_, TypeRef::Json)), None) if !new.closed => {
            found.push(site.message().finding(rules::OTHERS_UNNAMED, "", ""));
        }
        (None, Some((_, ty))) if old.closed == new.closed => {
            let finding = site.message().finding(rules::OTHERS_TYPED, "", describe(apis.new, ty));
            found.push(finding.gaining(vec![ty.clone()]));
        }
        (Some((_, ty)), None) if old.closed == new.closed => {
            let finding = site.message().finding(rules::OTHERS_UNTYPED, describe(apis.old, ty), "");
            found.push(finding.losing(vec![ty.clone()]));
        }
        _ => {}
    }
    found
}
