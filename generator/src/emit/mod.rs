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
mod features;
mod headers;
mod imports;
mod license;
mod lints;
mod manifest;
mod operations;
mod quick_start;
mod readme;
mod stand_in;
mod structs;
mod tuples;
mod types;
mod unions;
mod webhooks;
mod xml;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::config::Runtime;
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

/// Makes a file, where the API has anything to put into it. Tokens stay on the thread that makes them.
pub type Maker<'a> = Box<dyn FnOnce() -> Option<Module> + Send + 'a>;

/// What makes the files of the generated crate that are Rust and not the runtime, without the root. One by one: the
/// tokens of a whole API take many times the room of its text.
pub fn makers(api: &ir::Api) -> Vec<Maker<'_>> {
    let mut makers = types::makers(api);
    makers.extend(operations::makers(api));
    makers.push(Box::new(|| Some(client::module(api))));
    makers.push(Box::new(|| headers::module(api)));
    makers.push(Box::new(|| Some(errors::module(api))));
    makers.push(Box::new(|| webhooks::module(api)));
    makers.push(Box::new(|| xml::module(api)));
    makers
}

/// The root of the crate, which declares the modules at these paths.
pub fn root(api: &ir::Api, runtime: &Runtime, paths: &[String]) -> Module {
    crate_root::module(api, runtime, paths)
}
