//! Other names for types, and wrappers where another name would be recursive.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_docs::type_docs;
use super::type_ref::runtime_type;
use crate::ir::{TypeDef, TypeRef};

pub(super) fn alias(def: &TypeDef, ty: &TypeRef) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    // `Uuid` may be the document's name for it, too.
    let ty = match ty {
        TypeRef::Format(it) => runtime_type(*it),
        ty => quote!(#ty),
    };
    quote! {
        #docs
        pub type #name = #ty;
    }
}

pub(super) fn newtype(def: &TypeDef, ty: &TypeRef) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    quote! {
        runtime::wrapper! {
            #docs
            pub struct #name(#ty);
        }
    }
}
