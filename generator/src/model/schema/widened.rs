//! Any JSON value in place of what a schema allows, with the reason: every type that accepts more than its schema is
//! reported.

use super::any::any;
use super::types::Types;
use crate::Pointer;
use crate::ir::TypeRef;

impl Types<'_, '_> {
    /// Any JSON value in place of what the schema there allows; the report says why.
    pub(super) fn widened(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> TypeRef {
        self.diags.approximated(code, at, how);
        any()
    }

    /// The same where something has been reported already: an error, or a warning about the same keyword.
    pub(super) fn widened_as_said(&self) -> TypeRef {
        debug_assert!(!self.diags.is_empty(), "somebody has said it");
        any()
    }
}
