//! Types with a single value: unit structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::type_docs;
use crate::ir::{Constant, TypeDef};

pub(super) fn items(def: &TypeDef, it: &Constant) -> Vec<TokenStream> {
    let name = &def.name;
    let docs =
        type_docs(def, "A value that is always the same.").paragraph(format!("Always {}.", docs::json(&it.value)));
    vec![quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name;
    }]
}
