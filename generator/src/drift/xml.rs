//! Bodies that are XML: the names of elements and attributes, what is which, and how lists are wrapped. A prefix only
//! stands for its namespace. Members that come or go are told where the schemas are compared.

use super::finding::{Site, Subject};
use super::rules;
use super::walk::Walk;
use crate::Pointer;
use crate::ir::{TypeName, XmlElement, XmlItem, XmlObject, XmlShape};

/// Compares the elements of two XML bodies, by the places of their media types.
pub(super) fn compare(walk: &mut Walk<'_>, old: &Pointer, new: &Pointer, site: &Site) {
    let (before, after) = (walk.old, walk.new);
    let root = |api: &'_ crate::ir::Api, at| {
        let name = api.xml.root(at)?;
        api.xml.elements.iter().find(|it| it.0 == *name).map(|it| it.1.clone())
    };
    if let (Some(a), Some(b)) = (root(before, old), root(after, new)) {
        element(walk, &a, &b, &Site { subject: Subject::Message, touches: Vec::new(), ..site.clone() }, 0);
    }
}

/// Elements nested deeper than this without a type of their own are not compared.
const DEEPEST: usize = 64;

fn element(walk: &mut Walk<'_>, old: &XmlElement, new: &XmlElement, site: &Site, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    if name(old) != name(new) {
        walk.findings.push(site.finding(rules::XML_NAME, text(old), text(new)));
    }
    match (&old.shape, &new.shape) {
        (XmlShape::Object(a), XmlShape::Object(b)) => object(walk, a, b, site, depth),
        (XmlShape::List { item: a, wrapped: before }, XmlShape::List { item: b, wrapped: after }) => {
            if before != after {
                let text = |wrapped| if wrapped { "an element of its own" } else { "no element of its own" };
                walk.findings.push(site.finding(rules::XML_WRAPPED, text(*before), text(*after)));
            }
            items(walk, a, b, &site.inside("[]"), depth + 1);
        }
        (XmlShape::Map(a), XmlShape::Map(b)) => items(walk, a, b, &site.inside("{}"), depth + 1),
        _ => {}
    }
}

/// Items that are lists with a name may hold each other: each pair of them is compared once.
fn items(walk: &mut Walk<'_>, old: &XmlItem, new: &XmlItem, site: &Site, depth: usize) {
    if let (XmlItem::Named { table: a, .. }, XmlItem::Named { table: b, .. }) = (old, new)
        && !walk.items.insert((a.clone(), b.clone()))
    {
        return;
    }
    let (before, after) = (walk.old, walk.new);
    if let (Some(old), Some(new)) = (before.xml.item(old), after.xml.item(new)) {
        element(walk, old, new, site, depth);
    }
}

fn object(walk: &mut Walk<'_>, old: &TypeName, new: &TypeName, site: &Site, depth: usize) {
    if !walk.elements.insert((old.clone(), new.clone())) {
        return;
    }
    let table = |api: &crate::ir::Api, name| -> Option<XmlObject> { api.xml.object(name).cloned() };
    let (Some(old), Some(new)) = (table(walk.old, old), table(walk.new, new)) else { return };
    for before in &old.members {
        let Some(after) = new.members.iter().find(|it| it.wire == before.wire) else { continue };
        let site = site.inside(&format!(".{}", after.wire));
        if before.place != after.place {
            let text = |it| format!("{it:?}").to_ascii_lowercase();
            walk.findings.push(site.finding(rules::XML_PLACE, text(before.place), text(after.place)));
        }
        element(walk, &before.element, &after.element, &site, depth + 1);
    }
}

/// The name without its prefix, and the namespace that the prefix stands for.
fn name(element: &XmlElement) -> (&str, Option<&str>) {
    match &element.namespace {
        Some((prefix, namespace)) => {
            let local = element.name.strip_prefix(prefix.as_str()).and_then(|it| it.strip_prefix(':'));
            (local.unwrap_or(&element.name), Some(namespace))
        }
        None => (&element.name, None),
    }
}

fn text(element: &XmlElement) -> String {
    match name(element) {
        (name, Some(namespace)) => format!("{name} of {namespace}"),
        (name, None) => name.to_owned(),
    }
}
