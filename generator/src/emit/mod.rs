//! From the IR to modules of tokens. Nothing here can fail, decides a name or has heard of OpenAPI.

pub mod argument;
pub mod construct;
pub mod docs;
pub mod type_ref;

mod aliases;
mod constants;
mod enums;
mod structs;
mod tuples;
mod types;
mod unions;
mod wire;

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

/// All files of the generated crate that are Rust and not the runtime.
pub fn emit(api: &ir::Api) -> Vec<Module> {
    let mut modules = types::modules(api);
    modules.extend(wire::modules(api));
    modules
}
