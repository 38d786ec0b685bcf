//! Other names for types, and wrappers where another name would be recursive.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::runtime_type;
use super::types::type_docs;
use crate::ir::{TypeDef, TypeRef};

pub(super) fn alias(def: &TypeDef, ty: &TypeRef) -> Vec<TokenStream> {
    let name = &def.name;
    let docs = type_docs(def, "Another name for a type.");
    // `Uuid` may be the document's name for it, too.
    let ty = match ty {
        TypeRef::Format(it) => runtime_type(*it),
        ty => quote!(#ty),
    };
    vec![quote! {
        #docs
        pub type #name = #ty;
    }]
}

pub(super) fn newtype(def: &TypeDef, ty: &TypeRef) -> Vec<TokenStream> {
    let name = &def.name;
    let docs = type_docs(def, "A type that contains itself.");
    let structure = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(
            /// What it holds.
            pub #ty,
        );
    };
    let conversion = quote! {
        impl From<#ty> for #name {
            fn from(it: #ty) -> Self {
                Self(it)
            }
        }
    };
    vec![structure, conversion]
}
