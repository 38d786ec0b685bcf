//! `src/operations/mod.rs`: all operations under one roof, and the list of them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Text, one_line, safe};
use crate::emit::features::of_feature;
use crate::emit::module::Module;
use crate::ir::{Api, Operation, Tag};

/// The module that holds the tags' modules.
pub fn index(api: &Api) -> Module {
    let modules = api.used_tags().map(|tag| {
        let (module, feature) = (&tag.module, of_feature(api, &tag.module));
        quote!(#feature mod #module;)
    });
    let again = api.used_tags().map(|tag| {
        let (module, feature) = (&tag.module, of_feature(api, &tag.module));
        quote!(#feature pub use #module::*;)
    });
    let infos = api.operations.iter().map(info);
    let modules = quote!(#(#modules)*);
    let exports = quote!(#(#again)*);
    let info = quote! {
        /// An operation of the API, as the document has it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct OperationInfo {
            /// The `operationId`, or a name made from method and path.
            pub id: &'static str,
            /// The HTTP method.
            pub method: &'static str,
            /// The path template.
            pub path: &'static str,
            /// The scopes or permissions that it needs.
            pub scopes: &'static [&'static str],
        }
    };
    let list = quote! {
        /// All operations of the API.
        pub static OPERATIONS: &[OperationInfo] = &[#(#infos),*];
    };
    let docs = Text::sentence("The operations: a marker type and a call for each, and an enum where successes differ.");
    Module::new("src/operations/mod.rs", docs, [modules, exports, info, list])
}

/// The documentation of a tag's module.
pub(super) fn tag_docs(tag: &Tag) -> Text {
    let text = Text::sentence(format!("{}: operations.", one_line(&tag.wire)));
    text.paragraph(tag.description.as_deref().map(safe).unwrap_or_default())
}

fn info(operation: &Operation) -> TokenStream {
    let Operation { id, method, path, .. } = operation;
    let scopes = operation.scopes.iter().flat_map(|it| &it.values);
    quote!(OperationInfo { id: #id, method: #method, path: #path, scopes: &[#(#scopes),*] })
}
