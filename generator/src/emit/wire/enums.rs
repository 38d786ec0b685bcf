//! Enums: the value of each wire value. The rest is the same for all enums of a kind and stands in the runtime.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::enums::{integer, text};
use crate::emit::structs::allow_deprecated;
use crate::ir::{Enum, EnumRepr, Scalar, TypeDef, Variant};

pub(super) fn items(def: &TypeDef, it: &Enum) -> Vec<TokenStream> {
    match it.repr {
        EnumRepr::String => vec![from_text(def, it)],
        EnumRepr::Integer => vec![from_integer(def, it)],
        EnumRepr::Mixed => vec![table(def, it), from_value(def, it)],
    }
}

/// Variants with a wire value that no former one has.
fn distinct(it: &Enum) -> Vec<&Variant> {
    let mut seen = HashSet::new();
    it.variants.iter().filter(|variant| seen.insert(&variant.wire)).collect()
}

fn deprecated(it: &Enum) -> Option<TokenStream> {
    it.variants.iter().any(|variant| variant.deprecated).then(allow_deprecated)
}

fn from_text(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let deprecated = deprecated(it);
    let arms = distinct(it).into_iter().map(|variant| {
        let (name, value) = (&variant.name, text(&variant.wire));
        quote!(#value => Self::#name,)
    });
    quote! {
        #deprecated
        impl From<&str> for types::#name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    #(#arms)*
                    other => Self::#fallback(other.to_owned()),
                }
            }
        }
    }
}

fn from_integer(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let deprecated = deprecated(it);
    let arms = distinct(it).into_iter().map(|variant| {
        let (name, value) = (&variant.name, Literal::i64_unsuffixed(integer(&variant.wire)));
        quote!(#value => Self::#name,)
    });
    quote! {
        #deprecated
        impl From<i64> for types::#name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    #(#arms)*
                    other => Self::#fallback(other),
                }
            }
        }
    }
}

fn table(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let takes_null = it.variants.iter().any(|variant| variant.wire == Scalar::Null);
    quote! {
        impl types::#name {
            const TAKES_NULL: bool = #takes_null;
        }
    }
}

fn from_value(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let deprecated = deprecated(it);
    let variants = distinct(it);
    let names = variants.iter().map(|variant| &variant.name);
    quote! {
        #deprecated
        impl From<serde_json::Value> for types::#name {
            #[inline]
            fn from(value: serde_json::Value) -> Self {
                let known = [#(Self::#names),*];
                let found = known.into_iter().find(|it| open_enum::same(&it.to_value(), &value));
                found.unwrap_or(Self::#fallback(value))
            }
        }
    }
}
