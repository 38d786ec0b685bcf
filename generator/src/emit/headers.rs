//! `src/headers.rs`: the documented response headers as typed keys.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Text, code_span};
use super::module::Module;
use super::paths::Paths;
use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, HeaderDef};

/// The module; none where the document describes no header.
pub fn module(api: &Api) -> Option<Module> {
    let paths = Paths::of_crate();
    let items: Vec<_> = api.headers.iter().map(|it| header(it, &paths)).collect();
    let runtime = quote!(
        use crate::runtime::Header;
    );
    let docs = Text::sentence("The documented response headers, for [`Response::header`](crate::Response::header).");
    (!items.is_empty())
        .then(|| Module::new("src/headers.rs", docs, [paths.imports(), runtime].into_iter().chain(items)))
}

fn header(header: &HeaderDef, paths: &Paths) -> TokenStream {
    let HeaderDef { name, wire, .. } = header;
    let subject = if header.deprecated { "The deprecated header" } else { "The header" };
    let docs = Text::new(&header.docs, &format!("{subject} {}.", code_span(wire)));
    let ty = type_ref(&header.ty, Scope::File(paths));
    quote! {
        #docs
        pub const #name: Header<#ty> = Header::new(#wire);
    }
}
