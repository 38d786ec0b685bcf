//! From the IR to modules of tokens. Nothing here can fail, decides a name or has heard of OpenAPI.

pub mod argument;
pub mod docs;
pub mod package;
pub mod type_ref;

mod access;
mod aliases;
mod client;
mod constants;
mod crate_root;
mod driver;
mod enums;
mod errors;
mod headers;
mod imports;
mod lints;
mod manifest;
mod operations;
mod quick_start;
mod readme;
mod structs;
mod tuples;
mod types;
mod unions;
mod webhooks;
mod wire;
mod xml;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::ir;

/// A file of the generated crate.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its path in the package, `src/types/mentions.rs`.
    pub path: String,
    /// What the file is about.
    pub docs: docs::Text,
    /// What it holds, in order.
    pub items: Vec<TokenStream>,
}

/// All files of the generated crate that are Rust and not the runtime; the root, which declares the others, is last.
/// They are made one by one: the tokens of a whole API take many times the room of its text.
pub fn emit(api: &ir::Api) -> impl Iterator<Item = Module> {
    let parts: [fn(&ir::Api) -> Option<Module>; 4] = [headers::module, errors::module, webhooks::module, xml::module];
    let mut modules = types::modules(api)
        .chain(wire::modules(api))
        .chain(operations::modules(api))
        .chain(std::iter::once_with(|| client::module(api)))
        .chain(parts.into_iter().filter_map(|part| part(api)));
    let mut paths = Some(Vec::new());
    std::iter::from_fn(move || match modules.next() {
        Some(module) => {
            paths.as_mut()?.push(module.path.clone());
            Some(module)
        }
        None => Some(crate_root::module(api, &paths.take()?)),
    })
}
