//! Any JSON value in the place of what a schema says, and why: nobody makes a type that takes more than its schema without a
//! word in the report.

use super::any::any;
use super::types::Types;
use crate::Pointer;
use crate::ir::TypeRef;

impl Types<'_, '_> {
    /// Any JSON value in the place of what the schema there says; the report says how.
    pub(super) fn widened(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> TypeRef {
        self.diags.approximated(code, at, how);
        any()
    }

    /// The same where something else has been said already: an error, or a warning about the same keyword.
    pub(super) fn widened_as_said(&self) -> TypeRef {
        debug_assert!(!self.diags.is_empty(), "somebody has said it");
        any()
    }
}
