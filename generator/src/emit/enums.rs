//! Open enums: the known values as variants, and one more that keeps any other value.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{self, Text};
use super::structs::allow_deprecated;
use super::types::{type_docs, wire_name};
use crate::ir::{Enum, EnumRepr, Scalar, TypeDef, Variant};

pub(super) fn items(def: &TypeDef, it: &Enum) -> Vec<TokenStream> {
    vec![enumeration(def, it), access(def, it)]
}

fn enumeration(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let docs = type_docs(def, "One of the API's values.");
    let variants = it.variants.iter().map(variant);
    let held = held(it.repr);
    // The runtime compares texts: two derived traits and their helpers are more to compile than two functions.
    let equal = (it.repr != EnumRepr::String).then(|| quote!(, PartialEq, Eq, Hash));
    quote! {
        #docs
        #[derive(Clone, Debug #equal)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// Another value, kept as it came.
            #fallback(#held),
        }
    }
}

/// The type of a value that is not known.
fn held(repr: EnumRepr) -> TokenStream {
    match repr {
        EnumRepr::String => quote!(String),
        EnumRepr::Integer => quote!(i64),
        EnumRepr::Mixed => quote!(serde_json::Value),
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let Variant { name, deprecated, .. } = variant;
    let docs = Text::new(&variant.docs, &format!("{}.", spelling(&variant.wire)));
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #name,
    }
}

fn spelling(wire: &Scalar) -> String {
    match wire {
        Scalar::String(text) if text.is_empty() => "The empty string".to_owned(),
        Scalar::String(text) => wire_name(text),
        Scalar::Number(number) => docs::code_span(&number.to_string()),
        Scalar::Bool(it) => docs::code_span(&it.to_string()),
        Scalar::Null => "`null`".to_owned(),
    }
}

fn access(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let deprecated = it.variants.iter().any(|variant| variant.deprecated).then(allow_deprecated);
    let names = it.variants.iter().map(|variant| &variant.name);
    let method = match it.repr {
        EnumRepr::String => {
            let values = it.variants.iter().map(|variant| text(&variant.wire));
            quote! {
                /// The value on the wire.
                #deprecated
                #[inline]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(Self::#names => #values,)*
                        Self::#fallback(other) => other,
                    }
                }
            }
        }
        EnumRepr::Integer => {
            let values = it.variants.iter().map(|variant| Literal::i64_unsuffixed(integer(&variant.wire)));
            quote! {
                /// The value on the wire.
                #deprecated
                #[inline]
                pub fn as_i64(&self) -> i64 {
                    match self {
                        #(Self::#names => #values,)*
                        Self::#fallback(other) => *other,
                    }
                }
            }
        }
        EnumRepr::Mixed => {
            let values = it.variants.iter().map(|variant| json(&variant.wire));
            quote! {
                /// The value on the wire.
                #deprecated
                #[inline]
                pub fn to_value(&self) -> serde_json::Value {
                    match self {
                        #(Self::#names => #values,)*
                        Self::#fallback(other) => other.clone(),
                    }
                }
            }
        }
    };
    quote! {
        impl #name {
            #method
        }
    }
}

/// The text of a string value; `build` puts nothing else into a string enum.
pub(super) fn text(wire: &Scalar) -> &str {
    match wire {
        Scalar::String(text) => text,
        _ => "",
    }
}

/// The number of an integer value; `build` puts nothing else into an integer enum.
pub(super) fn integer(wire: &Scalar) -> i64 {
    match wire {
        Scalar::Number(number) => number.as_i64().unwrap_or_default(),
        _ => 0,
    }
}

fn json(wire: &Scalar) -> TokenStream {
    // A call and not `.into()`: of `-1i64.into()` the sign comes last.
    match wire {
        Scalar::String(text) => quote!(serde_json::Value::from(#text)),
        Scalar::Bool(it) => quote!(serde_json::Value::from(#it)),
        Scalar::Null => quote!(serde_json::Value::Null),
        Scalar::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(it), ..) => quote!(serde_json::Value::from(#it)),
            (_, Some(it), _) => quote!(serde_json::Value::from(#it)),
            (.., it) => {
                let it = it.unwrap_or_default();
                quote!(serde_json::Value::from(#it))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_zero_are_arguments_and_not_receivers() {
        for (number, expected) in [
            (serde_json::Number::from(-1), "serde_json :: Value :: from (- 1i64)"),
            (serde_json::Number::from(u64::MAX), "serde_json :: Value :: from (18446744073709551615u64)"),
            (serde_json::Number::from_f64(-1.5).unwrap(), "serde_json :: Value :: from (- 1.5f64)"),
        ] {
            assert_eq!(json(&Scalar::Number(number)).to_string(), expected);
        }
    }
}
