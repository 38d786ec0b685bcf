//! Arrays with a type per position: tuple structs, further items in a `Vec` at the end.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::type_docs;
use crate::ir::{Tuple, TypeDef};

pub(super) fn items(def: &TypeDef, it: &Tuple) -> Vec<TokenStream> {
    let name = &def.name;
    let docs = type_docs(def, "An array with a type for each position.");
    let items = it.items.iter().enumerate().map(|(index, ty)| {
        let docs = format!(" Item {index}.");
        quote!(#[doc = #docs] pub #ty)
    });
    let rest = it.rest.as_ref().map(|ty| quote!(#[doc = " All further items."] pub Vec<#ty>));
    let items = items.chain(rest);
    vec![quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(#(#items),*);
    }]
}
