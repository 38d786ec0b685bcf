//! Open enums: one call of the runtime's macro for their kind each, with the known values as variants, and one more
//! variant that keeps any other value.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::Text;
use super::type_docs::type_docs;
use crate::ir::{Enum, EnumRepr, Scalar, TypeDef, Variant};

pub(super) fn item(def: &TypeDef, it: &Enum) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let docs = type_docs(def);
    let variants = it.variants.iter().map(|variant| self::variant(it.repr, variant));
    let kind = match it.repr {
        EnumRepr::String => format_ident!("string_enum"),
        EnumRepr::Integer => format_ident!("integer_enum"),
        EnumRepr::Mixed => format_ident!("mixed_enum"),
    };
    quote! {
        runtime::#kind! {
            #docs
            pub enum #name {
                #(#variants,)*
                ..#fallback
            }
        }
    }
}

fn variant(repr: EnumRepr, variant: &Variant) -> TokenStream {
    let Variant { name, deprecated, .. } = variant;
    let docs = Text::new(&variant.docs, "");
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    let value = match (repr, &variant.wire) {
        (EnumRepr::String, Scalar::String(text)) => quote!(#text),
        // `model` puts nothing else into enums of strings and of integers.
        (EnumRepr::String, _) => quote!(""),
        (EnumRepr::Integer, Scalar::Number(number)) => {
            let number = Literal::i64_unsuffixed(number.as_i64().unwrap_or_default());
            quote!(#number)
        }
        (EnumRepr::Integer, _) => quote!(0),
        (EnumRepr::Mixed, wire) => json(wire),
    };
    quote!(#docs #deprecated #name = #value)
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
