//! The place of an inline schema, as the words of the name that it gets.

use crate::build::names::phrase;
use crate::ir::TypeName;

/// Words from the outside in: `ListMentions`, `Response`, `Data`, `Item`.
#[derive(Clone, Debug)]
pub(crate) struct Place(String);

impl Place {
    /// Inside a named type.
    pub fn named(name: &TypeName) -> Self {
        Self(name.as_str().to_owned())
    }

    /// At the top of something that has words but no type: an operation's response.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self(phrase(words))
    }

    /// One step further in.
    #[must_use]
    pub fn inner(&self, word: &str) -> Self {
        Self(phrase([self.0.as_str(), word]))
    }

    /// The name of a type at this place.
    pub fn name(&self) -> String {
        self.0.clone()
    }
}
