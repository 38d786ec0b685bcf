//! Walking a document by what stands where, so that an `example` that happens to hold a `$ref` is data and stays untouched.

use serde_json::Value;

use super::kind::Kind::{self, Document};
use super::kind::Slot::{self, Data, List, Map, One};
use crate::Pointer;

/// Where a walk is. The pointer is only made when somebody asks for it.
#[derive(Clone, Copy, Debug)]
pub struct At<'p> {
    parent: Option<&'p At<'p>>,
    token: Token<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Token<'p> {
    Start(&'p Pointer),
    Key(&'p str),
    Index(usize),
}

impl<'p> At<'p> {
    /// A walk starts here.
    pub fn start(pointer: &'p Pointer) -> Self {
        Self { parent: None, token: Token::Start(pointer) }
    }

    /// The member `key`.
    pub fn key(&'p self, key: &'p str) -> Self {
        Self { parent: Some(self), token: Token::Key(key) }
    }

    /// The item `index`.
    pub fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), token: Token::Index(index) }
    }

    /// The place as a pointer.
    pub fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Self::pointer).unwrap_or_default();
        match self.token {
            Token::Start(pointer) => pointer.clone(),
            Token::Key(key) => parent.key(key),
            Token::Index(index) => parent.index(index),
        }
    }
}

/// Visits an object and then all objects inside, as they are after the visit.
pub fn walk_mut(kind: Kind, value: &mut Value, at: &At<'_>, visit: &mut dyn FnMut(Kind, &mut Value, &At<'_>)) {
    visit(kind, value, at);
    let Value::Object(map) = value else { return };
    for (key, child) in map.iter_mut() {
        let at = at.key(key);
        match (kind.member(key), child) {
            (Some(One(kind)), Value::Array(items)) | (Some(List(kind)), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk_mut(kind, item, &at.index(index), visit);
                }
            }
            (Some(One(kind)), child) => walk_mut(kind, child, &at, visit),
            (Some(Map(kind)), Value::Object(members)) => {
                for (key, child) in members.iter_mut() {
                    walk_mut(kind, child, &at.key(key), visit);
                }
            }
            _ => {}
        }
    }
}

/// Visits an object and then all objects inside.
pub fn walk(kind: Kind, value: &Value, at: &At<'_>, visit: &mut dyn FnMut(Kind, &Value, &At<'_>)) {
    visit(kind, value, at);
    let Value::Object(map) = value else { return };
    for (key, child) in map {
        let at = at.key(key);
        match (kind.member(key), child) {
            (Some(One(kind)), Value::Array(items)) | (Some(List(kind)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    walk(kind, item, &at.index(index), visit);
                }
            }
            (Some(One(kind)), child) => walk(kind, child, &at, visit),
            (Some(Map(kind)), Value::Object(members)) => {
                for (key, child) in members {
                    walk(kind, child, &at.key(key), visit);
                }
            }
            _ => {}
        }
    }
}

/// The slots along a pointer: that of the document, then what each token leads to, as far as the grammar knows.
pub fn slots(pointer: &Pointer) -> Vec<Slot> {
    let mut slot = One(Document);
    let mut slots = vec![slot];
    for token in pointer.tokens() {
        slot = match slot {
            One(kind) => match kind.member(&token) {
                Some(next) => next,
                None if is_item(kind, &token) => slot,
                None => break,
            },
            List(kind) | Map(kind) => One(kind),
            Data => break,
        };
        slots.push(slot);
    }
    slots
}

/// Whether a token counts the items of a list where the grammar has one object: `items: [a, b]`.
pub fn is_item(kind: Kind, token: &str) -> bool {
    kind.member(token).is_none() && !token.is_empty() && token.bytes().all(|it| it.is_ascii_digit())
}

/// The kind of object that stands at a place of a document; none where the grammar expects nothing or data.
pub fn kind_at(pointer: &Pointer) -> Option<Kind> {
    match slots(pointer).get(pointer.tokens().count()) {
        Some(One(kind)) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::grammar::Kind::{Parameter, Schema};

    #[test]
    fn the_kind_is_told_by_the_place() {
        for (pointer, kind) in [
            ("", Some(Document)),
            ("/components/schemas/A", Some(Schema)),
            ("/components/schemas/A/properties/$ref", Some(Schema)),
            ("/components/schemas/A/x-octogen-prefix-items/0", Some(Schema)),
            ("/paths/~1a/get/responses/200/content/a~1b/schema", Some(Schema)),
            ("/paths/~1a/get/parameters/0", Some(Parameter)),
            ("/components/schemas/A/example/properties/x", None),
            ("/components/schemas", None),
            ("/x-mine/A", None),
        ] {
            assert_eq!(kind_at(&Pointer::parse(pointer)), kind, "{pointer}");
        }
    }

    #[test]
    fn a_walk_leaves_examples_alone() {
        let value = json!({"components": {"schemas": {"A": {"example": {"$ref": "x"}, "items": {"type": "string"}}}}});
        let root = Pointer::root();
        let mut seen = Vec::new();
        walk(Document, &value, &At::start(&root), &mut |_, _, at| seen.push(at.pointer().to_string()));
        assert_eq!(seen, ["#", "#/components", "#/components/schemas/A", "#/components/schemas/A/items"]);
    }
}
