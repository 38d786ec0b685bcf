//! From the IR to modules of tokens. Nothing here can fail, decides a name or has heard of OpenAPI.

pub mod argument;
pub mod docs;
pub mod type_ref;

mod access;
mod aliases;
pub mod client;
mod constants;
mod crate_root;
mod default_value;
pub mod driver;
mod enums;
mod errors;
pub mod features;
mod headers;
mod lints;
mod module;
mod operations;
pub mod overview;
mod paths;
pub mod quick_start;
mod servers;
mod structs;
mod tuples;
mod type_docs;
mod types;
mod unions;
mod webhooks;
mod xml;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use crate::config::Runtime;
use crate::ir;
pub use module::{Maker, Module};

/// What makes the files of the generated crate that are Rust and not the runtime, without the root, and with the driver, if
/// it is wanted. One by one: the tokens of a whole API take many times the room of its text.
pub fn makers(api: &ir::Api, with_driver: bool) -> Vec<Maker<'_>> {
    let mut makers = types::makers(api);
    makers.extend(operations::makers(api));
    makers.push(Box::new(|| Some(client::module(api))));
    makers.push(Box::new(|| headers::module(api)));
    makers.push(Box::new(|| Some(errors::module(api))));
    makers.push(Box::new(|| webhooks::module(api)));
    makers.push(Box::new(|| xml::module(api)));
    if with_driver {
        makers.push(Box::new(|| Some(driver::module(api))));
    }
    makers
}

/// The root of the crate, which declares the modules at these paths.
pub fn root(api: &ir::Api, runtime: &Runtime, paths: &[String]) -> Module {
    crate_root::module(api, runtime, paths)
}
