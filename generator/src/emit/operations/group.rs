//! The handle of a group: what the client gives for it, and the ways to a method, which is there or on the client.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Text, code_span, one_line, safe};
use crate::ir::{Group, MethodName, Operation, Tag};

/// The client's method that gives the handle, and the handle.
pub(super) fn handle(tag: &Tag, group: &Group) -> TokenStream {
    let Group { name, handle } = group;
    let docs = match one_line(&tag.wire) {
        wire if wire.is_empty() => Text::sentence(format!("The operations of the group {}.", code_span(name.as_str()))),
        wire => Text::sentence(format!("{wire}: a group of operations.")),
    };
    let docs = docs
        .paragraph(tag.description.as_deref().map(safe).unwrap_or_default())
        .paragraph(format!("[`Client::{name}`](crate::Client::{name}) gives it."));
    let given = format!(" The operations of [`{handle}`](crate::operations::{handle}).");
    quote! {
        impl crate::Client {
            #[doc = #given]
            #[inline]
            pub fn #name(&self) -> #handle<'_> {
                #handle { client: self }
            }
        }

        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #handle<'a> {
            client: &'a crate::Client,
        }
    }
}

/// A method as a link: `Client::list_issues`, or `Issues::list` of a group.
pub fn link(operation: &Operation, method: &MethodName) -> String {
    match &operation.group {
        Some(Group { handle, .. }) => format!("[`{handle}::{method}`](crate::operations::{handle}::{method})"),
        None => format!("[`Client::{method}`](crate::Client::{method})"),
    }
}

/// The method as a program writes it: `create_issue`, or `issues().create` of a group.
pub fn call(operation: &Operation, method: &MethodName) -> TokenStream {
    match &operation.group {
        Some(Group { name, .. }) => quote!(#name().#method),
        None => quote!(#method),
    }
}
