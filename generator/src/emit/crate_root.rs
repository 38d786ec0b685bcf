//! `src/lib.rs`: what the crate is, its modules, and what users need under a short name.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::{Text, code_span, one_line, safe};
use super::features::tag_features;
use super::module::Module;
use super::overview;
use super::quick_start::quick_start;
use crate::config::Runtime;
use crate::ir::Api;

/// Modules that users name; the others only hold implementations.
const PUBLIC: &[&str] = &["headers", "operations", "runtime", "types", "webhooks"];

/// The root, which declares a module for each of the files below `src`, and has the runtime as the module `runtime`
/// wherever it comes from.
pub fn module(api: &Api, runtime: &Runtime, paths: &[String]) -> Module {
    let copied = (*runtime == Runtime::Copied).then_some("runtime");
    let mut names: Vec<_> = paths.iter().filter_map(|it| top_level(it)).chain(copied).collect();
    names.sort_unstable();
    let declarations = names.iter().map(|name| declaration(name));
    let declarations = quote!(#(#declarations)*);
    let shared = copied.is_none().then(|| {
        quote!(
            pub use octogen_runtime::runtime;
        )
    });
    let exports = quote! {
        #shared
        pub use client::{Call, Client, ClientBuilder, Server};
        pub use errors::{Error, ErrorBody};
        pub use operations::{OPERATIONS, OperationInfo};
        pub use runtime::{
            Credential, ErrorKind, HeaderMap, Maybe, Method,
            RateLimit, Response, RetryPolicy, Secret, StatusCode,
        };
        #[cfg(feature = "test-util")]
        pub use client::mock;
    };
    let (safe, documented) = (quote!(#![forbid(unsafe_code)]), quote!(#![warn(missing_docs)]));
    // Features as badges, which only the registry's documentation can show.
    let badges = quote!(#![cfg_attr(docsrs, feature(doc_cfg))]);
    let deep = api.recursion_limit().map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let items = [safe, documented, badges].into_iter().chain(deep).chain([declarations, exports]);
    Module::new("src/lib.rs", docs(api), items)
}

/// `client` of `src/client.rs`, `types` of `src/types/mod.rs`.
fn top_level(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let name = name.strip_suffix("/mod").unwrap_or(name);
    (!name.contains('/')).then_some(name)
}

fn declaration(name: &str) -> TokenStream {
    let module: Ident = format_ident!("{name}");
    if PUBLIC.contains(&name) { quote!(pub mod #module;) } else { quote!(mod #module;) }
}

fn docs(api: &Api) -> Text {
    let title = one_line(&api.title);
    let version = code_span(&api.version);
    let operations = overview::operations(api);
    let description = api.docs.description.as_deref().map(safe).unwrap_or_default();
    Text::sentence(format!("A client for {title}, version {version}."))
        .paragraph(overview::snippet(api))
        .paragraph(format!("```no_run\n{}```", quick_start(api)))
        .paragraph(
            "Each operation is a method of [`Client`]. It takes the required parameters; optional ones are set on the \
             [`Call`] that it returns. Awaiting the call returns the body, [`Call::send`] the whole [`Response`].",
        )
        .paragraph(
            "All operations have one error type, [`Error`]: [`kind`](runtime::Error::kind) is the kind of the error, \
             [`code`](runtime::Error::code) and [`message`](runtime::Error::message) come from the server, and \
             [`body`](runtime::Error::body) is the documented [`ErrorBody`].",
        )
        .paragraph(description)
        .paragraph("# Features")
        .paragraph(overview::features(api))
        .paragraph(tag_features(api).unwrap_or_default())
        .paragraph(api.recursion_limit().map(deep).unwrap_or_default())
        .paragraph(if operations.is_empty() { "" } else { "# Operations" })
        .paragraph(operations)
}

/// The compiler asks in each crate anew whether a type can be sent to another thread.
fn deep(limit: usize) -> String {
    format!(
        "Types of this API are nested more deeply than the default limit of the compiler. A crate that uses them and \
         exceeds the limit needs `#![recursion_limit = \"{limit}\"]` at its root."
    )
}
