//! The two documents, the old one and the new one.

use crate::ir::Api;

/// Both documents, each as places have it.
#[derive(Clone, Copy)]
pub(in crate::diff) struct Apis<'a> {
    pub old: &'a Api,
    pub new: &'a Api,
}
