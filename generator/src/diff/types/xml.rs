//! Bodies that are XML: the names of elements and attributes, what is which, and how lists are wrapped. A prefix only
//! stands for its namespace. Members that come or go are told where the schemas are compared.

use std::collections::HashSet;

use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Site, Subject};
use crate::diff::rules;
use crate::ir::{Api, ConstName, TypeName, XmlElement, XmlItem, XmlObject, XmlShape};

/// What was compared before: elements of types, and items with a name. Each pair is told of once.
#[derive(Default)]
pub(in crate::diff) struct Seen {
    elements: HashSet<(TypeName, TypeName)>,
    items: HashSet<(ConstName, ConstName)>,
}

/// Compares the elements of the XML bodies at a place, by the places of their media types.
pub(in crate::diff) fn compare(apis: Apis<'_>, site: &Site, seen: &mut Seen) -> Vec<Finding> {
    let root = |api: &Api, at| {
        let name = api.xml.root(at)?;
        api.xml.elements.iter().find(|it| it.0 == *name).map(|it| it.1.clone())
    };
    let mut elements = Elements { apis, seen, found: Vec::new() };
    if let (Some(a), Some(b)) = (root(apis.old, &site.old), root(apis.new, &site.new)) {
        elements.element(&a, &b, &Site { subject: Subject::Message, touches: Vec::new(), ..site.clone() }, 0);
    }
    elements.found
}

/// Elements nested deeper than this without a type of their own are not compared.
const DEEPEST: usize = 64;

/// A comparison of elements within elements.
struct Elements<'a, 's> {
    apis: Apis<'a>,
    seen: &'s mut Seen,
    found: Vec<Finding>,
}

impl Elements<'_, '_> {
    fn element(&mut self, old: &XmlElement, new: &XmlElement, site: &Site, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if name(old) != name(new) {
            self.found.push(site.finding(rules::XML_NAME, text(old), text(new)));
        }
        match (&old.shape, &new.shape) {
            (XmlShape::Object(a), XmlShape::Object(b)) => self.object(a, b, site, depth),
            (XmlShape::List { item: a, wrapped: before }, XmlShape::List { item: b, wrapped: after }) => {
                if before != after {
                    let text = |wrapped| if wrapped { "an element of its own" } else { "no element of its own" };
                    self.found.push(site.finding(rules::XML_WRAPPED, text(*before), text(*after)));
                }
                self.items(a, b, &site.inside("[]"), depth + 1);
            }
            (XmlShape::Map(a), XmlShape::Map(b)) => self.items(a, b, &site.inside("{}"), depth + 1),
            _ => {}
        }
    }

    /// Items that are lists with a name may hold each other.
    fn items(&mut self, old: &XmlItem, new: &XmlItem, site: &Site, depth: usize) {
        if let (XmlItem::Named { table: a, .. }, XmlItem::Named { table: b, .. }) = (old, new)
            && !self.seen.items.insert((a.clone(), b.clone()))
        {
            return;
        }
        if let (Some(old), Some(new)) = (self.apis.old.xml.item(old), self.apis.new.xml.item(new)) {
            self.element(old, new, site, depth);
        }
    }

    fn object(&mut self, old: &TypeName, new: &TypeName, site: &Site, depth: usize) {
        if !self.seen.elements.insert((old.clone(), new.clone())) {
            return;
        }
        let table = |api: &Api, name| -> Option<XmlObject> { api.xml.object(name).cloned() };
        let (Some(old), Some(new)) = (table(self.apis.old, old), table(self.apis.new, new)) else { return };
        for before in &old.members {
            let Some(after) = new.members.iter().find(|it| it.wire == before.wire) else { continue };
            let site = site.inside(&format!(".{}", after.wire));
            if before.place != after.place {
                let text = |it| format!("{it:?}").to_ascii_lowercase();
                self.found.push(site.finding(rules::XML_PLACE, text(before.place), text(after.place)));
            }
            self.element(&before.element, &after.element, &site, depth + 1);
        }
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
