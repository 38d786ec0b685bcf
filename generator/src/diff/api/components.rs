//! Components that no operation leads to.

use std::collections::HashSet;

use crate::Pointer;
use crate::diff::apis::Apis;
use crate::diff::finding::{Mask, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::equivalent::Equivalence;
use crate::diff::types::names::{has, wire_name};
use crate::ir::{TypeDef, TypeRef};
use crate::surface::path;

/// Takes together the components that no operation led to: by name, then by what they are.
pub(in crate::diff) fn compare<'a>(apis: Apis<'a>, known: &[(&TypeDef, &TypeDef)]) -> Notes<'a> {
    let mut found = Notes::default();
    let (old, new) = (apis.old, apis.new);
    let seen_old: HashSet<_> = known.iter().map(|it| &it.0.name).collect();
    let seen_new: HashSet<_> = known.iter().map(|it| &it.1.name).collect();
    let left: Vec<&TypeDef> =
        old.types.iter().filter(|it| it.component.is_some() && !seen_old.contains(&it.name)).collect();
    let right: Vec<&TypeDef> =
        new.types.iter().filter(|it| it.component.is_some() && !seen_new.contains(&it.name)).collect();
    let nowhere = Site::of_document(Subject::Schema, Mask::NONE, "", &Pointer::root(), &Pointer::root());

    let mut paired: Vec<(&TypeDef, &TypeDef)> = Vec::new();
    for def in &left {
        if let Some(counterpart) = new.types.iter().find(|it| it.component == def.component) {
            paired.push((def, counterpart));
        }
    }
    for def in &right {
        let counterpart = old.types.iter().find(|it| it.component == def.component);
        if let Some(counterpart) =
            counterpart.filter(|counterpart| !paired.iter().any(|it| it.0.name == counterpart.name))
        {
            paired.push((counterpart, def));
        }
    }
    let gone: Vec<_> = left.iter().filter(|it| !it.component.as_ref().is_some_and(|name| has(new, name))).collect();
    let come: Vec<_> = right.iter().filter(|it| !it.component.as_ref().is_some_and(|name| has(old, name))).collect();
    let mut renamed: Vec<(&TypeDef, &TypeDef)> = Vec::new();
    for def in gone.iter().filter(|it| unused(it)) {
        let free = |it: &&&&TypeDef| !renamed.iter().any(|pair| pair.1.name == it.name);
        let counterpart =
            come.iter().filter(|it| unused(it)).filter(free).find(|it| Equivalence::new(old, new).defs(def, it));
        if let Some(counterpart) = counterpart {
            renamed.push((def, counterpart));
        }
    }
    for (a, b) in paired.into_iter().chain(renamed.iter().copied()) {
        found.types(a, b, &nowhere);
    }
    for def in gone.iter().filter(|it| unused(it) && !renamed.iter().any(|pair| pair.0.name == it.name)) {
        let at = component_site(def);
        found.push(at.removed(rules::SCHEMA_REMOVED, "", &def.pointer).losing(vec![named(def)]));
    }
    for def in come.iter().filter(|it| unused(it) && !renamed.iter().any(|pair| pair.1.name == it.name)) {
        let at = component_site(def);
        found.push(at.added(rules::SCHEMA_ADDED, "", &def.pointer).gaining(vec![named(def)]));
    }
    found
}

fn unused(def: &TypeDef) -> bool {
    !def.usage.request && !def.usage.response
}

fn named(def: &TypeDef) -> TypeRef {
    TypeRef::Named(def.name.clone())
}

fn component_site(def: &TypeDef) -> Site {
    let at = Site::of_document(Subject::Whole, Mask::BOTH, wire_name(def), &def.pointer, &def.pointer);
    Site { touches: vec![Touch::Owner(path::type_(def.name.as_str()))], ..at }
}
