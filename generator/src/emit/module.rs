//! A file under construction.

use proc_macro2::TokenStream;

use super::docs::Text;

/// A file of the generated crate.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its path in the package, `src/types/mentions.rs`.
    pub path: String,
    /// What the file is about.
    pub docs: Text,
    /// What it holds, in order.
    pub items: Vec<TokenStream>,
}

/// Makes a file, where the API has anything to put into it. Tokens stay on the thread that makes them.
pub type Maker<'a> = Box<dyn FnOnce() -> Option<Module> + Send + 'a>;

impl Module {
    /// A file of those items.
    pub fn new(path: impl Into<String>, docs: Text, items: impl IntoIterator<Item = TokenStream>) -> Self {
        let items = items.into_iter().filter(|it| !it.is_empty()).collect();
        Self { path: path.into(), docs, items }
    }
}
