//! Names of types: no message has them, but the crate does. Where only they differ, that is told by itself.

use super::describe::describe;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Owner, Site, Subject, Touch};
use crate::diff::rules::{self, Rule};
use crate::ir::{Api, TypeDef, TypeRef};
use crate::surface::path;

/// Tells that a value has another name now, where one side has a name for what the other writes out.
pub(in crate::diff) fn named_otherwise(apis: Apis<'_>, old: &TypeRef, new: &TypeRef, site: &Site) -> Option<Finding> {
    let finding = match (component(apis.old, old), component(apis.new, new)) {
        (None, Some(b)) => site.finding(rules::SCHEMA_TO_COMPONENT, describe(apis.old, old), wire_name(b)).whole(),
        (Some(a), None) => site.finding(rules::SCHEMA_TO_INLINE, wire_name(a), describe(apis.new, new)).whole(),
        (Some(a), Some(b)) if a.component != b.component => {
            site.finding(rules::SCHEMA_REPLACED, wire_name(a), wire_name(b))
        }
        _ => return None,
    };
    Some(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]))
}

fn component<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a TypeDef> {
    match ty {
        TypeRef::Named(name) => Some(api.type_def(name)).filter(|it| it.component.is_some()),
        _ => None,
    }
}

/// What the names of two types that belong together tell; nothing where they are the same.
pub(in crate::diff) fn renamed(apis: Apis<'_>, old: &TypeDef, new: &TypeDef) -> Option<&'static Rule> {
    Some(match (&old.component, &new.component) {
        (Some(a), Some(b)) if a == b && old.name == new.name => return None,
        (Some(a), Some(b)) if a != b && (has(apis.new, a) || has(apis.old, b)) => rules::SCHEMA_REPLACED,
        (None, None) if old.name.as_str() == new.name.as_str() => return None,
        (None, None) => rules::INLINE_RENAMED,
        (Some(_), Some(_)) => rules::SCHEMA_RENAMED,
        (None, Some(_)) => rules::SCHEMA_TO_COMPONENT,
        (Some(_), None) => rules::SCHEMA_TO_INLINE,
    })
}

/// A place that has another component now, which the other document has as well.
pub(in crate::diff) fn replaced(old: &TypeDef, new: &TypeDef, site: &Site) -> Finding {
    let finding = site.finding(rules::SCHEMA_REPLACED, called(old), called(new));
    let named = |it: &TypeDef| vec![TypeRef::Named(it.name.clone())];
    finding.losing(named(old)).gaining(named(new))
}

/// The component, or the name of the type in the crate.
pub(in crate::diff) fn called(def: &TypeDef) -> &str {
    def.component.as_deref().unwrap_or(def.name.as_str())
}

/// Whether an API has that component.
pub(in crate::diff) fn has(api: &Api, component: &str) -> bool {
    api.types.iter().any(|it| it.component.as_deref() == Some(component))
}

/// A schema's name for people: that of the component, or of the type; where several places have one, of the place.
pub(in crate::diff) fn wire_name(def: &TypeDef) -> &str {
    def.component.as_deref().unwrap_or(def.name.own())
}

/// The place of a pair of types, by its index.
pub(in crate::diff) fn site(pair: usize, old: &TypeDef, new: &TypeDef) -> Site {
    Site {
        owner: Owner::Type(pair),
        subject: Subject::Schema,
        mask: Mask::BOTH,
        place: wire_name(new).to_owned(),
        old: old.pointer.clone(),
        new: new.pointer.clone(),
        touches: vec![Touch::Owner(path::type_(old.name.as_str())), Touch::Owner(path::type_(new.name.as_str()))],
    }
}
