//! What became of equal inline types.

use std::collections::BTreeMap;

use crate::ir::{Api, TypeName};

/// What became of equal inline types.
#[derive(Default)]
pub(super) struct Grouped {
    /// The API with a type for each location, where that is not the same and somebody asks for it.
    pub ungrouped: Option<Api>,
    /// The types of each group by their names outside of it, under the name of the group.
    pub members: BTreeMap<TypeName, Vec<TypeName>>,
    /// The names of the lock for inline types, by their present names.
    pub labels: Labels,
}

/// The names of the lock for inline types, by their names without it.
pub(super) type Labels = BTreeMap<TypeName, String>;
