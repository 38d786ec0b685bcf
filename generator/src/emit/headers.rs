//! `src/headers.rs`: the documented response headers as typed keys.

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::docs::{Text, code_span};
use super::imports::imports;
use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, HeaderDef};

/// The module; none where the document describes no header.
pub fn module(api: &Api) -> Option<Module> {
    let items: Vec<_> = api.headers.iter().map(header).collect();
    let imports = imports(&items);
    let runtime = quote!(
        use crate::runtime::Header;
    );
    let docs = Text::sentence("The documented response headers, for [`Response::header`](crate::Response::header).");
    (!items.is_empty()).then(|| Module::new("src/headers.rs", docs, [imports, runtime].into_iter().chain(items)))
}

fn header(header: &HeaderDef) -> TokenStream {
    let HeaderDef { name, wire, .. } = header;
    let subject = if header.deprecated { "The deprecated header" } else { "The header" };
    let docs = Text::new(&header.docs, &format!("{subject} {}.", code_span(wire)));
    let ty = type_ref(&header.ty, Scope::Crate);
    quote! {
        #docs
        pub const #name: Header<#ty> = Header::new(#wire);
    }
}
