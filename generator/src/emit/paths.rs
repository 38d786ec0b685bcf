//! The paths by which a file outside of `src/types` names what others have, and the `use` lines that they need: an import
//! that is not used is a warning. So each path is made here, and nobody searches what was printed.

use std::cell::Cell;

use proc_macro2::TokenStream;
use quote::quote;

/// The paths of one file.
#[derive(Debug)]
pub struct Paths {
    root: TokenStream,
    map: Cell<bool>,
    operations: Cell<bool>,
    types: Cell<bool>,
}

impl Paths {
    /// Those of a file of the crate.
    pub fn of_crate() -> Self {
        Self::below(quote!(crate))
    }

    /// Those of a program that uses the crate as `api`; its own `crate` is another one.
    pub fn of_program() -> Self {
        Self::below(quote!(api))
    }

    fn below(root: TokenStream) -> Self {
        Self { root, map: Cell::default(), operations: Cell::default(), types: Cell::default() }
    }

    /// `BTreeMap`.
    pub fn map(&self) -> TokenStream {
        self.map.set(true);
        quote!(BTreeMap)
    }

    /// The module `operations`.
    pub fn operations(&self) -> TokenStream {
        self.operations.set(true);
        quote!(operations)
    }

    /// The module `types`.
    pub fn types(&self) -> TokenStream {
        self.types.set(true);
        quote!(types)
    }

    /// The module `runtime`, by its whole path.
    pub fn runtime(&self) -> TokenStream {
        let root = &self.root;
        quote!(#root::runtime)
    }

    /// What the paths need that were made so far.
    pub fn imports(&self) -> TokenStream {
        let root = &self.root;
        let map = self.map.get().then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let operations = self.operations.get().then(|| quote!(use #root::operations;));
        let types = self.types.get().then(|| quote!(use #root::types;));
        quote!(#map #operations #types)
    }
}
