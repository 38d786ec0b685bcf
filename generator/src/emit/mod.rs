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
mod rules;
mod stand_in;
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
pub fn emit(api: &ir::Api) -> Vec<Module> {
    let mut modules = types::modules(api);
    modules.extend(wire::modules(api));
    modules.extend(operations::modules(api));
    modules.push(client::module(api));
    modules.extend(
        [headers::module(api), errors::module(api), webhooks::module(api), xml::module(api)].into_iter().flatten(),
    );
    modules.push(rules::module(api));
    modules.push(crate_root::module(api, &modules));
    modules
}
