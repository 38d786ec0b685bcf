//! The document itself: its words, its webhooks, and components that no operation leads to.

use std::collections::HashSet;

use super::equality::Equality;
use super::finding::{Mask, Owner, Site, Subject, Touch};
use super::naming::{has, wire_name};
use super::walk::Walk;
use super::{rules, structures};
use crate::Pointer;
use crate::ir::{Constraints, TypeDef, TypeRef};
use crate::surface::path;

/// A place of the document itself.
pub(super) fn site(subject: Subject, mask: Mask, place: impl Into<String>, old: &Pointer, new: &Pointer) -> Site {
    Site {
        owner: Owner::Document,
        subject,
        mask,
        place: place.into(),
        old: old.clone(),
        new: new.clone(),
        touches: Vec::new(),
    }
}

/// Compares title, version and description.
pub(super) fn info(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let at = |key| {
        let pointer = Pointer::root().key("info").key(key);
        site(Subject::Whole, Mask::BOTH, "info", &pointer, &pointer)
    };
    if old.version != new.version {
        walk.findings.push(at("version").finding(rules::VERSION, &old.version, &new.version));
    }
    if old.title != new.title {
        walk.findings.push(at("title").finding(rules::TITLE, &old.title, &new.title));
    }
    if old.docs != new.docs {
        walk.findings.push(at("description").finding(rules::INFO_DOCS, "", ""));
    }
}

/// Compares the webhooks, by their keys.
pub(super) fn webhooks(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let event = "webhooks::Event";
    for webhook in &old.webhooks {
        let touch = |name: &str| Touch::Item(path::variant(event, name));
        let Some((index, twin)) = new.webhooks.iter().enumerate().find(|(_, it)| it.wire == webhook.wire) else {
            let at = site(Subject::Whole, Mask::RESPONSE, &webhook.wire, &webhook.pointer, &webhook.pointer);
            let at = Site { touches: webhook_touches(webhook.variant.as_str(), new.webhooks.is_empty()), ..at };
            let finding = at.removed(rules::WEBHOOK_REMOVED, "", &webhook.pointer);
            walk.findings.push(finding.losing(vec![webhook.ty.clone()]));
            continue;
        };
        let at = Site {
            owner: Owner::Webhook(index),
            touches: vec![touch(webhook.variant.as_str()), touch(twin.variant.as_str())],
            ..site(Subject::Webhook, Mask::RESPONSE, &twin.wire, &webhook.pointer, &twin.pointer)
        };
        if webhook.tag != twin.tag {
            let text = |tag: &Option<(String, String)>| match tag {
                Some((member, value)) => format!("{member} = {value}"),
                None => "its shape".to_owned(),
            };
            let finding = at.finding(rules::WEBHOOK_TAG, text(&webhook.tag), text(&twin.tag));
            walk.findings.push(finding.touching(Vec::new()).whole());
        }
        if webhook.docs != twin.docs {
            walk.findings.push(at.finding(rules::DOCS, "", "").touching(Vec::new()));
        }
        let none = Constraints::default();
        structures::value(walk, (&webhook.ty, &none), (&twin.ty, &none), &at);
    }
    for webhook in new.webhooks.iter().filter(|it| !old.webhooks.iter().any(|old| old.wire == it.wire)) {
        let at = site(Subject::Whole, Mask::RESPONSE, &webhook.wire, &webhook.pointer, &webhook.pointer);
        let at = Site { touches: webhook_touches(webhook.variant.as_str(), old.webhooks.is_empty()), ..at };
        let finding = at.added(rules::WEBHOOK_ADDED, "", &webhook.pointer);
        walk.findings.push(finding.gaining(vec![webhook.ty.clone()]));
    }
}

/// A webhook's variant; the whole enum where it comes or goes with it.
fn webhook_touches(variant: &str, all: bool) -> Vec<Touch> {
    let event = "webhooks::Event";
    if all { vec![Touch::Owner(event.to_owned())] } else { vec![Touch::Item(path::variant(event, variant))] }
}

/// Takes together the components that no operation led to: by name, then by what they are.
pub(super) fn components(walk: &mut Walk<'_>) {
    let (old, new) = (walk.old, walk.new);
    let seen_old: HashSet<_> = walk.types.iter().map(|it| &it.0.name).collect();
    let seen_new: HashSet<_> = walk.types.iter().map(|it| &it.1.name).collect();
    let left: Vec<&TypeDef> =
        old.types.iter().filter(|it| it.component.is_some() && !seen_old.contains(&it.name)).collect();
    let right: Vec<&TypeDef> =
        new.types.iter().filter(|it| it.component.is_some() && !seen_new.contains(&it.name)).collect();
    let nowhere =
        site(Subject::Schema, Mask { request: false, response: false }, "", &Pointer::root(), &Pointer::root());

    let mut paired: Vec<(&TypeDef, &TypeDef)> = Vec::new();
    for def in &left {
        if let Some(twin) = new.types.iter().find(|it| it.component == def.component) {
            paired.push((def, twin));
        }
    }
    for def in &right {
        let twin = old.types.iter().find(|it| it.component == def.component);
        if let Some(twin) = twin.filter(|twin| !paired.iter().any(|it| it.0.name == twin.name)) {
            paired.push((twin, def));
        }
    }
    let gone: Vec<_> = left.iter().filter(|it| !it.component.as_ref().is_some_and(|name| has(new, name))).collect();
    let come: Vec<_> = right.iter().filter(|it| !it.component.as_ref().is_some_and(|name| has(old, name))).collect();
    let mut renamed: Vec<(&TypeDef, &TypeDef)> = Vec::new();
    for def in gone.iter().filter(|it| unused(it)) {
        let free = |it: &&&&TypeDef| !renamed.iter().any(|pair| pair.1.name == it.name);
        let twin = come.iter().filter(|it| unused(it)).filter(free).find(|it| Equality::new(old, new).defs(def, it));
        if let Some(twin) = twin {
            renamed.push((def, twin));
        }
    }
    for (a, b) in paired.into_iter().chain(renamed.iter().copied()) {
        walk.pair(a, b, &nowhere);
    }
    for def in gone.iter().filter(|it| unused(it) && !renamed.iter().any(|pair| pair.0.name == it.name)) {
        let at = component_site(def);
        walk.findings.push(at.removed(rules::SCHEMA_REMOVED, "", &def.pointer).losing(vec![named(def)]));
    }
    for def in come.iter().filter(|it| unused(it) && !renamed.iter().any(|pair| pair.1.name == it.name)) {
        let at = component_site(def);
        walk.findings.push(at.added(rules::SCHEMA_ADDED, "", &def.pointer).gaining(vec![named(def)]));
    }
}

fn unused(def: &TypeDef) -> bool {
    !def.usage.request && !def.usage.response
}

fn named(def: &TypeDef) -> TypeRef {
    TypeRef::Named(def.name.clone())
}

fn component_site(def: &TypeDef) -> Site {
    let at = site(Subject::Whole, Mask::BOTH, wire_name(def), &def.pointer, &def.pointer);
    Site { touches: vec![Touch::Owner(path::type_(def.name.as_str()))], ..at }
}
