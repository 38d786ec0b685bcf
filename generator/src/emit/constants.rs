//! Types with a single value: unit structs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::type_docs::type_docs;
use crate::ir::{Constant, TypeDef};

pub(super) fn item(def: &TypeDef, it: &Constant) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def).paragraph(format!("Always {}.", docs::json(&it.value)));
    let value = scalar(&it.value);
    quote! {
        runtime::single_value! {
            #docs
            pub struct #name = #value;
        }
    }
}

/// A value of the document as a constant of the runtime, `Text("on")`.
pub(super) fn scalar(value: &serde_json::Value) -> TokenStream {
    match (value, value.as_i64()) {
        (serde_json::Value::String(text), _) => quote!(Text(#text)),
        (_, Some(number)) => {
            let number = Literal::i64_unsuffixed(number);
            quote!(Integer(#number))
        }
        (value, None) => {
            let text = value.to_string();
            quote!(Json(#text))
        }
    }
}
