//! What stands beside a reference and adds nothing: `type: object` beside a reference to an object, a member of an
//! `allOf` that only names the type again or adds null. The schema is then what it refers to, with other words.

use super::node::Node;
use super::set::{Schemas, is_component};
use crate::Pointer;
use crate::ir::JsonKind;

/// How many schemas are looked at for one answer.
const WORK: usize = 1_000;

/// How deep choices and conjunctions are looked into.
const DEPTH: usize = 16;

impl Schemas<'_> {
    /// The only schema that the node combines, where all else that it says is the type that this one has anyway. A
    /// component is left alone: it has a name of its own, and may stand below a parent by having it in its `allOf`.
    pub(super) fn repeated(&self, node: &Node<'_>) -> Option<Pointer> {
        if is_component(&node.at) || !node.is_bare_but_type() || node.only_null() {
            return None;
        }
        let says_type = |at: &Pointer| self.node(at).is_some_and(|it| it.says_no_more_than_type());
        let (repeating, mut others): (Vec<Pointer>, Vec<Pointer>) = node.members().into_iter().partition(says_type);
        others.extend(node.choices().into_iter().flatten());
        let [only] = others.as_slice() else {
            return None;
        };
        let kinds = repeating.iter().filter_map(|at| self.node(at)?.kind()).chain(node.kind());
        let mut work = WORK;
        let all = kinds.into_iter().all(|kind| self.has_kind(only, kind, DEPTH, &mut work));
        all.then(|| only.clone())
    }

    /// Whether all values of the schema that are not null have that JSON type, as far as its keywords tell.
    pub(super) fn is_of_kind(&self, place: &Pointer, kind: JsonKind) -> bool {
        self.has_kind(place, kind, DEPTH, &mut WORK.clone())
    }

    fn has_kind(&self, place: &Pointer, kind: JsonKind, depth: usize, work: &mut usize) -> bool {
        let (Some(depth), Some(left)) = (depth.checked_sub(1), work.checked_sub(1)) else {
            return false;
        };
        *work = left;
        let Some(node) = self.node(place) else {
            return false;
        };
        let mut has = |at: &Pointer| self.has_kind(at, kind, depth, work);
        if let Some(target) = node.reference() {
            return has(&Pointer::parse(target));
        }
        if let Some(own) = node.kind() {
            return own == kind || (own == JsonKind::Integer && kind == JsonKind::Number);
        }
        let by_members = kind == JsonKind::Object && node.properties().next().is_some();
        by_members || node.members().iter().any(&mut has) || node.choices().iter().any(|it| it.iter().all(&mut has))
    }
}
