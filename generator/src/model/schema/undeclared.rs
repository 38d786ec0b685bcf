//! Members that `required` names and `properties` does not. JSON Schema allows that (Validation, section 6.5.3): such a
//! member must be there and may be anything. In real documents it is mostly a name that was changed in one of two
//! places, and the server sends no such member.

use std::collections::BTreeMap;

use super::merged::{Merged, Undeclared};
use super::node::Additional;
use crate::Pointer;

impl<'a> Merged<'a> {
    /// Takes the names that are not declared out of `required`. Where `additionalProperties` has a schema, it declares
    /// them. Where there is a choice, its alternatives may declare them, and are asked themselves.
    pub(super) fn settle_required(&mut self) {
        if !self.groups.is_empty() {
            return;
        }
        let unknown: Vec<&'a str> =
            self.required.iter().copied().filter(|name| !self.properties.contains_key(name)).collect();
        if unknown.is_empty() {
            return;
        }
        if let Some(Additional::Schema(at)) = &self.additional {
            self.properties.extend(unknown.into_iter().map(|name| (name, vec![at.clone()])));
            return;
        }
        let mut folded: BTreeMap<String, Vec<&'a str>> = BTreeMap::new();
        for name in self.properties.keys().filter(|name| !self.required.contains(*name)) {
            folded.entry(fold(name)).or_default().push(name);
        }
        for name in unknown {
            self.required.remove(name);
            let undeclared = match folded.get(&fold(name)).map(Vec::as_slice) {
                Some([only]) => {
                    self.required.insert(only);
                    Undeclared::Meant(only)
                }
                _ => Undeclared::Free,
            };
            self.undeclared.insert(name, undeclared);
        }
    }

    /// Where the name stands under `required`.
    pub(super) fn place_of_required(&self, name: &str) -> Pointer {
        let place = |part: &super::node::Node<'_>| {
            let index = part.required().position(|it| it == name)?;
            Some(part.at.key("required").index(index))
        };
        self.parts.iter().find_map(place).unwrap_or_default()
    }
}

/// The name without case and separators.
fn fold(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
