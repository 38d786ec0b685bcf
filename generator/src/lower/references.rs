//! References to what the other passes have moved lead to where it stands now. A reference names a place of the document
//! as it was written (RFC 6901): `#/webhooks/placed/…` or `#/…/prefixItems/0` is no place of 3.0, and where a branch
//! that is null was taken out, `#/…/oneOf/1` is another branch.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::Value;

use super::node::preserved_name;
use crate::Pointer;
use crate::document::Document;
use crate::grammar::{self, At, Kind};
use crate::source_map::{Origins, Places};

/// A component has a pointer of so many parts, and stays where it is.
const SHORT: usize = 3;

/// Follows what was moved. `read` is the document before all passes.
pub(super) fn run(read: &Document, document: Document) -> Document {
    let found = {
        let search = Search::new(read, &document);
        let mut found = Vec::new();
        grammar::walk(Kind::Document, &document.value, &At::start(&Pointer::root()), &mut |kind, value, at| {
            for (keys, text) in links(kind, value) {
                if let Some(now) = search.follow(text) {
                    found.push((keys.iter().fold(at.pointer(), |at, key| at.key(key)), now.to_string()));
                }
            }
        });
        found
    };
    let Document { mut value, version, places } = document;
    for (at, now) in found {
        if let Some(text) = value.pointer_mut(at.as_str()) {
            *text = now.into();
        }
    }
    Document { value, version, places }
}

/// The references of an object, each with its place in it.
fn links(kind: Kind, value: &Value) -> Vec<(Vec<&str>, &str)> {
    let reference = value.get("$ref").and_then(Value::as_str).map(|it| (vec!["$ref"], it));
    let mapping = value.get("mapping").filter(|_| kind == Kind::Discriminator).and_then(Value::as_object);
    let mapping = mapping.into_iter().flatten();
    let mapping = mapping.filter_map(|(name, it)| Some((vec!["mapping", name.as_str()], it.as_str()?)));
    reference.into_iter().chain(mapping).filter(|(_, text)| text.starts_with("#/")).collect()
}

struct Search<'a> {
    read: &'a Document,
    now: &'a Document,
    origins: Origins<'a>,
    /// Most documents have no reference that needs it.
    moved: OnceCell<BTreeMap<Pointer, Pointer>>,
}

impl<'a> Search<'a> {
    fn new(read: &'a Document, now: &'a Document) -> Self {
        Self { read, now, origins: Origins::new(&read.places, &now.places), moved: OnceCell::new() }
    }

    /// Where a reference leads now, if not to where it says.
    fn follow(&self, text: &str) -> Option<Pointer> {
        let target = Pointer::parse(text);
        if target.tokens().count() <= SHORT && target.find(&self.now.value).is_some() {
            return None;
        }
        // What a pass has respelled is no place of the document as it was read.
        let meant = Some(target.clone()).filter(|it| it.find(&self.read.value).is_some());
        let meant = meant.or_else(|| self.origins.of(&target).filter(|it| it.find(&self.read.value).is_some()))?;
        let leads =
            |now: &Pointer| now.find(&self.now.value).is_some() && self.origins.of(now).as_ref() == Some(&meant);
        if leads(&target) { None } else { self.place(&meant).filter(leads) }
    }

    /// Where something stands now: where it or what is around it was moved, and under the names that carry keywords.
    fn place(&self, meant: &Pointer) -> Option<Pointer> {
        let moved = self.moved.get_or_init(|| moved(&self.now.value, &self.now.places, &self.origins));
        let mut around = std::iter::successors(Some(meant.clone()), Pointer::parent);
        let known = around.find_map(|it| Some((moved.get(&it)?.clone(), it)));
        let (mut at, inside) = known.unwrap_or_default();
        for token in meant.tokens().skip(inside.tokens().count()) {
            let value = at.find(&self.now.value)?;
            let preserved = preserved_name(&token);
            at = if value.get(&preserved).is_some() { at.key(&preserved) } else { at.key(&token) };
        }
        Some(at)
    }
}

/// From places of the document as it was read to those where it stands now.
pub(super) fn moved(lowered: &Value, places: &Places, origins: &Origins<'_>) -> BTreeMap<Pointer, Pointer> {
    let moves = places.moves().map(|(now, _)| now).filter(|now| lowered.pointer(now.as_str()).is_some());
    moves.filter_map(|now| Some((origins.of(now)?, now.clone()))).collect()
}
