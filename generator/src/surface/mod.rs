//! The public Rust items that the emitter makes for an API, and what it means for users when they differ.
//!
//! Listed is what depends on the document: types, their fields, variants, constructors and setters, client
//! methods, setters of calls, markers and their constants, outcome enums, bodies of error responses, headers, events,
//! credentials, servers. What is the same in every generated crate (the runtime, and trait impls that every type has) is
//! left out.

mod compare;
mod expand;
mod items;
mod operations;
pub mod path;
mod read;
pub(crate) mod text;
mod types;

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use compare::{ItemChange, changes};
pub use expand::definitions;
pub use items::{Function, Item, Kind};
pub use read::{Source, read};

use crate::ir::Api;

/// The public items by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    /// The items.
    pub items: BTreeMap<String, Item>,
}

impl Surface {
    /// The items that the emitter makes for an API.
    pub fn of(api: &Api) -> Self {
        let mut surface = Self::default();
        types::items(api, &mut surface);
        operations::items(api, &mut surface);
        surface
    }

    fn insert(&mut self, item: Item) {
        self.items.insert(item.path.clone(), item);
    }
}
