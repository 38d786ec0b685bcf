//! How a value is taken from a user: the type of an argument and the expression that makes the value of it.
//! Texts and named types come in by `Into`, enums and scalars as they are, lists as anything that iterates.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, Taken, TypeRef};

/// An argument of a generated function.
pub struct Argument {
    /// The type parameter that a setter has for it, `<M>`.
    pub generic: Option<TokenStream>,
    /// Its type, `impl Into<String>`.
    pub ty: TokenStream,
    /// The value made of it, `name.into()`.
    pub value: TokenStream,
}

/// The argument `name` for a value of type `ty`, which has to be given.
pub fn argument(api: &Api, name: &impl ToTokens, ty: &TypeRef, scope: Scope<'_>) -> Argument {
    let (ty, value) = match api.taken(ty) {
        Taken::Text | Taken::Into | Taken::Json => {
            let plain = type_ref(ty, scope);
            (quote!(impl Into<#plain>), quote!(#name.into()))
        }
        Taken::Boxed(inner) => {
            let inner = type_ref(inner, scope);
            (quote!(impl Into<#inner>), quote!(Box::new(#name.into())))
        }
        Taken::List(_) | Taken::Map(_) => return collection(api, name, ty, scope),
        Taken::Own | Taken::Scalar => (type_ref(ty, scope), name.to_token_stream()),
    };
    Argument { generic: None, ty, value }
}

/// The argument of a setter for what may be left out; the value is an `Option`. Lists and maps are not left out by an
/// `Option`, because they are taken as anything that iterates, which an `Option` is, too; JSON is not, because `None`
/// becomes its `null`.
pub fn optional(api: &Api, name: &impl ToTokens, ty: &TypeRef, scope: Scope<'_>) -> Argument {
    match api.taken(ty) {
        Taken::Text | Taken::Into | Taken::Own => {
            let plain = type_ref(ty, scope);
            Argument {
                generic: Some(quote!(<How>)),
                ty: quote!(impl runtime::IntoOption<#plain, How>),
                value: quote!(#name.into_option()),
            }
        }
        Taken::Boxed(inner) => {
            let inner = type_ref(inner, scope);
            Argument {
                generic: Some(quote!(<How>)),
                ty: quote!(impl runtime::IntoOption<#inner, How>),
                value: quote!(#name.into_option().map(Box::new)),
            }
        }
        Taken::Scalar => {
            let plain = type_ref(ty, scope);
            Argument { generic: None, ty: quote!(impl Into<Option<#plain>>), value: quote!(#name.into()) }
        }
        Taken::Json | Taken::List(_) | Taken::Map(_) => {
            let Argument { generic, ty, value } = argument(api, name, ty, scope);
            Argument { generic, ty, value: quote!(Some(#value)) }
        }
    }
}

/// A list or a map.
fn collection(api: &Api, name: &impl ToTokens, ty: &TypeRef, scope: Scope<'_>) -> Argument {
    let (ty, value) = match api.taken(ty) {
        Taken::List(item) => {
            let plain = type_ref(item, scope);
            match api.taken(item) {
                Taken::Text | Taken::Into | Taken::Own => (
                    quote!(impl IntoIterator<Item = impl Into<#plain>>),
                    quote!(#name.into_iter().map(Into::into).collect()),
                ),
                _ => (quote!(impl IntoIterator<Item = #plain>), quote!(Vec::from_iter(#name))),
            }
        }
        Taken::Map(item) => {
            let (map, item) = (scope.map(), type_ref(item, scope));
            (quote!(impl IntoIterator<Item = (String, #item)>), quote!(#map::from_iter(#name)))
        }
        _ => (type_ref(ty, scope), name.to_token_stream()),
    };
    Argument { generic: None, ty, value }
}
