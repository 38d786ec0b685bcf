//! What stands beside a reference and adds nothing: `type: object` beside a reference to an object, a member of an
//! `allOf` that only names the type again or adds null, bounds that all listed values keep (Django writes those of the
//! column beside its choices). The schema is then what it refers to, with other words.

use serde_json::Value;

use super::node::Node;
use super::set::{Schemas, is_component};
use crate::Pointer;
use crate::ir::JsonKind;
use crate::visit;

impl Schemas<'_> {
    /// The only schema that the node combines, where all else that it says is the type that this one has anyway. A
    /// component is left alone: it has a name of its own, and may stand below a parent by having it in its `allOf`.
    pub(super) fn repeated(&self, node: &Node<'_>) -> Option<Pointer> {
        if is_component(&node.at) || !node.is_bare_but_type_and_bounds() || node.only_null() {
            return None;
        }
        let says_type = |at: &Pointer| self.node(at).is_some_and(|it| it.says_no_more_than_type());
        let (repeating, mut others): (Vec<Pointer>, Vec<Pointer>) = node.members().into_iter().partition(says_type);
        others.extend(node.choices().into_iter().flatten());
        let [only] = others.as_slice() else {
            return None;
        };
        let mut kinds = repeating.iter().filter_map(|at| self.node(at)?.kind()).chain(node.kind());
        let adds_nothing = kinds.all(|kind| self.is_of_kind(only, kind)) && self.keeps_bounds(only, node);
        adds_nothing.then(|| only.clone())
    }

    /// Whether the node has no bounds, or all values that the schema lists are within them.
    fn keeps_bounds(&self, place: &Pointer, node: &Node<'_>) -> bool {
        let is_within = |it: &Value| it.as_f64().is_some_and(|it| node.is_within_bounds(it));
        let listed = || self.node(&self.resolve(place))?.values();
        !node.has_bounds() || listed().is_some_and(|values| values.iter().all(is_within))
    }

    /// Whether all values of the schema that are not null have that JSON type, as far as its keywords tell. One that
    /// refers to itself tells nothing by that.
    pub(super) fn is_of_kind(&self, place: &Pointer, kind: JsonKind) -> bool {
        let known = |at: &Pointer| self.known.kinds.known(&(at.clone(), kind)).unwrap_or_default();
        let answer = |(at, _): &(Pointer, JsonKind)| {
            let Some(node) = self.node(at) else { return false };
            if let Some(target) = node.reference() {
                return known(&Pointer::parse(target));
            }
            own_kind(&node, kind).unwrap_or_else(|| {
                node.members().iter().any(known) || node.choices().iter().any(|it| it.iter().all(known))
            })
        };
        let asks = |(at, _): &(Pointer, JsonKind)| -> Vec<(Pointer, JsonKind)> {
            let Some(node) = self.node(at) else { return Vec::new() };
            let inner = match node.reference() {
                Some(target) => vec![Pointer::parse(target)],
                None if own_kind(&node, kind).is_some() => Vec::new(),
                None => node.members().into_iter().chain(node.choices().into_iter().flatten()).collect(),
            };
            inner.into_iter().map(|at| (at, kind)).collect()
        };
        visit::settle(&self.known.kinds, (place.clone(), kind), asks, answer);
        known(place)
    }
}

/// Whether the values have that type, where the schema's own keywords tell.
fn own_kind(node: &Node<'_>, kind: JsonKind) -> Option<bool> {
    match node.kind() {
        Some(own) => Some(own == kind || (own == JsonKind::Integer && kind == JsonKind::Number)),
        None => (kind == JsonKind::Object && node.properties().next().is_some()).then_some(true),
    }
}
