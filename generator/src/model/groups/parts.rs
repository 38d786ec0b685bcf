//! What is joined, and what comes of it.

use std::collections::BTreeMap;

use crate::ir::{Operation, TypeDef, TypeName, Webhook};
use crate::model::operation::Headers;

/// Everything of an API that names types.
#[derive(Clone)]
pub(in crate::model) struct Parts {
    /// The types, by name.
    pub types: Vec<TypeDef>,
    /// The operations, before they are paged.
    pub operations: Vec<Operation>,
    /// The headers, before they are named.
    pub headers: Headers,
    /// The webhooks.
    pub webhooks: Vec<Webhook>,
}

/// What was joined.
#[derive(Default)]
pub(in crate::model) struct Joined {
    /// The parts with a type for each place, where that is not the same and somebody asks for it.
    pub apart: Option<Parts>,
    /// The types of each group by what they would be called by themselves, under the name of the group.
    pub copies: BTreeMap<TypeName, Vec<TypeName>>,
    /// What the lock calls them, by the names that they have now.
    pub labels: Labels,
}

/// The names that the lock has for inline types, by what they would be called without it.
pub(in crate::model) type Labels = BTreeMap<TypeName, String>;
