//! A list of public items.

use std::collections::BTreeMap;

use super::items::Item;

/// The public items by path.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surface {
    /// The items.
    pub items: BTreeMap<String, Item>,
}

impl Surface {
    /// Adds an item; it replaces one with the same path.
    pub(super) fn insert(&mut self, item: Item) {
        self.items.insert(item.path.clone(), item);
    }
}
