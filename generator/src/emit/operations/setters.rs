//! The setters of a call: optional parameters, and the media types of an optional body.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{argument, body, marker};
use crate::emit::argument::Argument;
use crate::emit::docs::{Text, code_span};
use crate::emit::lints;
use crate::emit::paths::Paths;
use crate::ir::{Api, Body, BodyContent, Operation, Param};

/// The block of setters; none where nothing is optional.
pub(super) fn setters(api: &Api, operation: &Operation, paths: &Paths) -> Option<TokenStream> {
    let call = marker::call_name(operation);
    let params = operation.params.iter().filter(|it| !it.required).map(|it| param(api, it, paths));
    let bodies = operation
        .body
        .iter()
        .filter(|it| !it.required)
        .flat_map(|it| it.contents.iter().map(|content| body(api, it, content, paths)));
    let setters: Vec<_> = params.chain(bodies).collect();
    (!setters.is_empty()).then(|| {
        quote! {
            impl #call {
                #(#setters)*
            }
        }
    })
}

fn param(api: &Api, param: &Param, paths: &Paths) -> TokenStream {
    let Param { name, wire, constraints, .. } = param;
    let docs = Text::new(&param.docs, &format!("Sets {}.", code_span(wire))).constraints(constraints);
    let deprecated = param.deprecated.then(|| quote!(#[deprecated]));
    let allow = lints::operator_name(name.as_str());
    let (Argument { generic, ty, .. }, argument::Written { value, step }) = argument::optional(api, param, paths);
    quote! {
        #docs
        #deprecated
        #allow
        #[inline]
        pub fn #name #generic (self, #name: #ty) -> Self {
            #value
            self #step
        }
    }
}

fn body(api: &Api, body: &Body, content: &BodyContent, paths: &Paths) -> TokenStream {
    let BodyContent { name, media_type, .. } = content;
    let docs = Text::new(&body.docs, "Sets the body.").paragraph(format!("It is sent as {}.", code_span(media_type)));
    let takes = body::takes(api, content, paths);
    let written = body::written(api, content, &format_ident!("self"), paths);
    quote! {
        #docs
        #[inline]
        pub fn #name(mut self, #takes) -> Self {
            #written
            self
        }
    }
}
