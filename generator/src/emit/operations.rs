//! `src/operations`: a file for each tag with its operations, and an index of all. An operation is a marker
//! type with its static description, a method on the client, setters on its call, and an enum where its
//! successes differ. Whatever is the same for all of them is the runtime's.

mod argument;
mod body;
mod description;
mod facts;
mod group;
mod index;
mod marker;
mod method;
mod outcome;
mod paging;
mod responses;
mod setters;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

pub use argument::{argument_type, option};
pub use body::{is_bytes, owned_type as body_type};
pub use group::{call as call_of, link};
pub use index::index;
pub use method::{Method, methods};
pub use outcome::status_words;
pub use responses::{error_case, status_value};

use super::module::{Maker, Module};
use super::paths::Paths;
use crate::ir;

/// The files of all tags that have operations, and `src/operations/mod.rs`.
pub fn makers(api: &ir::Api) -> Vec<Maker<'_>> {
    let mut operations: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for operation in &api.operations {
        operations.entry(&operation.module).or_default().push(operation);
    }
    let mut makers: Vec<Maker<'_>> = Vec::new();
    for tag in &api.tags {
        if let Some(operations) = operations.remove(&tag.module) {
            makers.push(Box::new(move || Some(module(api, tag, &operations))));
        }
    }
    makers.push(Box::new(|| Some(index(api))));
    makers
}

fn module(api: &ir::Api, tag: &ir::Tag, operations: &[&ir::Operation]) -> Module {
    let paths = Paths::of_crate();
    let mut items = method::methods_of_tag(api, tag, operations, &paths);
    for operation in operations {
        items.extend(items_of(api, operation, &paths));
    }
    let runtime = quote!(
        use crate::runtime;
    );
    Module::new(
        format!("src/operations/{}.rs", tag.module),
        index::tag_docs(tag),
        [paths.imports(), runtime].into_iter().chain(items),
    )
}

/// What one operation adds to its file, in the order of reading.
fn items_of(api: &ir::Api, operation: &ir::Operation, paths: &Paths) -> Vec<TokenStream> {
    let mut items = vec![marker::marker(api, operation)];
    items.extend(marker::constants(operation));
    // Documentation lists methods as they stand in the file: first those that only this call has.
    items.extend(setters::setters(api, operation, paths));
    items.push(marker::call_alias(operation));
    items.extend(outcome::definition(operation, paths));
    items.push(description::description(api, operation, paths));
    items.extend(paging::paging(operation, paths));
    items
}
