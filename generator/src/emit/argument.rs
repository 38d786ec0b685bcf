//! How a value is taken from a user: the type of an argument and the expression that makes the value of it.
//! Texts and named types come in by `Into`, lists as anything that iterates, scalars as they are.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::type_ref::{Scope, type_ref};
use crate::ir::TypeRef;

/// An argument of a generated function.
pub struct Argument {
    /// Its type, `impl Into<String>`.
    pub ty: TokenStream,
    /// The value made of it, `name.into()`.
    pub value: TokenStream,
}

/// The argument `name` for a value of type `ty`.
pub fn argument(name: &impl ToTokens, ty: &TypeRef, scope: Scope) -> Argument {
    let plain = type_ref(ty, scope);
    match ty {
        TypeRef::String | TypeRef::Format(_) | TypeRef::Named(_) | TypeRef::Json => {
            Argument { ty: quote!(impl Into<#plain>), value: quote!(#name.into()) }
        }
        TypeRef::List(item) if **item == TypeRef::String => Argument {
            ty: quote!(impl IntoIterator<Item = impl Into<String>>),
            value: quote!(#name.into_iter().map(Into::into).collect()),
        },
        TypeRef::List(item) => {
            let item = type_ref(item, scope);
            Argument { ty: quote!(impl IntoIterator<Item = #item>), value: quote!(Vec::from_iter(#name)) }
        }
        TypeRef::Map(item) => {
            let item = type_ref(item, scope);
            let ty = quote!(impl IntoIterator<Item = (String, #item)>);
            Argument { ty, value: quote!(BTreeMap::from_iter(#name)) }
        }
        TypeRef::Boxed(inner) => {
            let inner = type_ref(inner, scope);
            Argument { ty: quote!(impl Into<#inner>), value: quote!(Box::new(#name.into())) }
        }
        _ => Argument { ty: plain, value: name.to_token_stream() },
    }
}
