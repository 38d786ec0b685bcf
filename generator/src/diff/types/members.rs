//! Members of objects: where they are seen, which items they are, and that one came or went.

use super::describe::describe;
use super::resolve::{required, resolved};
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::ir::{Access, Api, Field, Presence, Shape, TypeDef, TypeRef};
use crate::surface::path;

/// Compares an object with one that has no members by name, which is a type of another kind: every member came or
/// went. Nothing where that is not what the two are.
pub(in crate::diff) fn emptied<'a>(apis: Apis<'a>, old: &TypeRef, new: &TypeRef, site: &Site) -> Option<Notes<'a>> {
    let members = |api: &'a Api, ty: &TypeRef| match resolved(api, ty) {
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(it) if it.extra.is_none() => Some((api.type_def(name), it)),
            _ => None,
        },
        _ => None,
    };
    let free = |api: &Api, ty: &TypeRef| matches!(resolved(api, ty), TypeRef::Map(inner) if **inner == TypeRef::Json);
    let ((def, it), gone) = match (members(apis.old, old), members(apis.new, new)) {
        (Some(found), None) if free(apis.new, new) => (found, true),
        (None, Some(found)) if free(apis.old, old) => (found, false),
        _ => return None,
    };
    let all = Touch::Owner(path::type_(def.name.as_str()));
    let mut found = Notes::default();
    for field in &it.fields {
        let finding = match gone {
            true => removed(apis.old, field, &field_site(site, (def, Some(field)), (def, None), &field.wire)),
            false => added(apis.new, field, &field_site(site, (def, None), (def, Some(field)), &field.wire)),
        };
        let touches = [site.touches.clone(), vec![all.clone()]].concat();
        found.push(finding.touching(touches).losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }
    if it.closed {
        found.push(site.message().finding(if gone { rules::OPENED } else { rules::CLOSED }, "", ""));
    }
    Some(found)
}

/// A member that went.
pub(in crate::diff) fn removed(old: &Api, field: &Field, site: &Site) -> Finding {
    let rule = match required(field.presence) {
        true => rules::PROPERTY_REQUIRED_REMOVED,
        false => rules::PROPERTY_OPTIONAL_REMOVED,
    };
    site.removed(rule, describe(old, &field.ty), &field.pointer)
}

/// A member that came.
pub(in crate::diff) fn added(new: &Api, field: &Field, site: &Site) -> Finding {
    let rule = match required(field.presence) {
        true => rules::PROPERTY_REQUIRED_ADDED,
        false => rules::PROPERTY_OPTIONAL_ADDED,
    };
    site.added(rule, describe(new, &field.ty), &field.pointer)
}

/// The place of a member that at least one side has; an added or removed one is a message of its own.
pub(in crate::diff) fn field_site(
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

pub(in crate::diff) fn field_touches(def: &TypeDef, field: &Field) -> Vec<Touch> {
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
pub(in crate::diff) fn visible(field: &Field) -> Mask {
    match field.access {
        Access::Both => Mask::BOTH,
        Access::ReadOnly => Mask::RESPONSE,
        Access::WriteOnly => Mask::REQUEST,
    }
}
