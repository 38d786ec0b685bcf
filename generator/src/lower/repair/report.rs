//! What is said of a repair.

use super::super::node::Cx;
use crate::diagnostics::{Diagnostic, code};
use crate::grammar::At;

/// Says what was done at a place.
pub(super) fn repaired<'d>(cx: &'d mut Cx<'_>, at: &At<'_>, message: impl Into<String>) -> &'d mut Diagnostic {
    cx.diags.warning(code::REPAIRED, &at.pointer(), message)
}
