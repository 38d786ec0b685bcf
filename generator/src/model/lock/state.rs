//! A lock in use.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::ir::TypeName;
use crate::model::groups::Labels;
use crate::names::{Names, Settled};
use crate::spec::Spec;

/// The lock of a document that is being built.
pub(in crate::model) struct Lock<'a> {
    pub spec: &'a Spec,
    pub config: &'a Config,
    /// What was called how, by the keys of this document.
    pub known: Names,
    /// What is called how.
    pub settled: Settled,
    /// The keys of types, by what they would be called by themselves.
    pub keys: BTreeMap<TypeName, String>,
    /// The keys of operations, in their order.
    pub operations: Vec<String>,
    /// What the lock calls components and inline types, by what they would be called by themselves.
    pub components: Labels,
    pub inline: Labels,
    /// The order of arguments of `new`, by the names of their types.
    pub orders: BTreeMap<TypeName, Vec<String>>,
    /// The groups of operations in the lock, by the keys of these.
    pub groups: BTreeMap<String, String>,
    /// The keys that are known under each name.
    pub by_name: BTreeMap<String, Vec<String>>,
}
