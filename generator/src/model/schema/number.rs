//! Numbers that may also come as their text: `type: [integer, string]` with a pattern that only numbers match, and the
//! same without `type` (3.0 cannot list types). That is what ASP.NET Core 10 writes for each number, because its reader
//! takes both. Such a value is a number here; a member reads its text as well, and a number goes out.

use super::node::{Additional, Node};
use super::set::SchemaSet;
use super::set::Schemas;
use super::types::Types;
use crate::Pointer;
use crate::diagnostics::code;
use crate::numeric;

/// How deep lists of lists are looked into.
const DEPTH: usize = 8;

impl Schemas<'_> {
    /// Whether the value, or the items or values in it that have no type of their own, may come as the text of a number.
    pub(super) fn may_be_text_of_number(&self, place: &Pointer) -> bool {
        self.is_text_of_number(place, DEPTH)
    }

    fn is_text_of_number(&self, place: &Pointer, depth: usize) -> bool {
        let Some(node) = self.node(&self.resolve(place)).filter(|_| depth > 0) else {
            return false;
        };
        let values = match node.additional() {
            Some(Additional::Schema(at)) if node.properties().next().is_none() => Some(at),
            _ => None,
        };
        let inner = node.items().into_iter().chain(values);
        is_text_of_number(&node) || inner.into_iter().any(|at| self.is_text_of_number(&at, depth - 1))
    }
}

/// Whether the schema says so itself.
fn is_text_of_number(node: &Node<'_>) -> bool {
    let untyped = node.kind().is_none() && node.values().is_none() && node.groups().is_empty();
    let by_format = || {
        node.text("format").is_some_and(numeric::is_number_format)
            && node.text("pattern").is_some_and(numeric::is_number_pattern)
    };
    node.flag("x-octogen-number-text") || (untyped && by_format())
}

impl Types<'_, '_> {
    /// Says where the text of a number is not read: only members of objects do that.
    pub(crate) fn tell_number_without_text(&mut self, set: &SchemaSet) {
        let Some(at) = set.single().cloned() else { return };
        if self.schemas.may_be_text_of_number(&at) {
            let message = "a number that may also come as a string: only the number is read here";
            self.diags.approximated(code::NUMBER_TEXT, &at, message);
        }
    }
}
