//! A comparison that is done: the pairs of operations and of types, who leads to which types, and what was found.

use super::apis::Apis;
use super::finding::{Finding, Mask, Owner};
use crate::ir::{Api, Operation, TypeDef};

/// Two documents, compared.
pub(in crate::diff) struct Compared<'a> {
    pub apis: Apis<'a>,
    /// What the crates are made from, whose items differ.
    pub crates: (&'a Api, &'a Api),
    pub operations: Vec<(&'a Operation, &'a Operation)>,
    pub types: Vec<(&'a TypeDef, &'a TypeDef)>,
    pub edges: Vec<Edge>,
    pub findings: Vec<Finding>,
}

/// A reference to a pair of types.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Edge {
    pub from: Owner,
    /// The index of the pair.
    pub to: usize,
    pub mask: Mask,
}
