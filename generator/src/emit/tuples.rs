//! Arrays with a type per position: tuple structs, further items in a `Vec` at the end.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::type_docs::type_docs;
use crate::ir::{Tuple, TypeDef};

pub(super) fn item(def: &TypeDef, it: &Tuple) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    let items = it.items.iter().enumerate().map(|(index, ty)| {
        let (position, item) = (Literal::usize_unsuffixed(index), format_ident!("item_{index}"));
        quote!(#item #position: #ty,)
    });
    let rest = it.rest.as_ref().map(|ty| {
        let position = Literal::usize_unsuffixed(it.items.len());
        quote!(..rest #position: Vec<#ty>)
    });
    quote! {
        runtime::positions! {
            #docs
            pub struct #name(#(#items)* #rest);
        }
    }
}
