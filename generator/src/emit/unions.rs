//! Unions: an enum over the alternatives' types, and one more variant that keeps any other value as JSON.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Text;
use super::types::type_docs;
use crate::ir::{Api, Shape, TypeDef, TypeRef, Union, UnionVariant};

pub(super) fn items(api: &Api, def: &TypeDef, it: &Union) -> Vec<TokenStream> {
    std::iter::once(enumeration(api, def, it)).chain(conversions(api, def, it)).collect()
}

fn enumeration(api: &Api, def: &TypeDef, it: &Union) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let docs = type_docs(def, "One of several types.");
    let variants = it.variants.iter().map(|UnionVariant { name, ty, docs, .. }| {
        let docs = Text::new(docs, "One of the alternatives.");
        quote! {
            #docs
            #name(#ty),
        }
    });
    let large = it
        .variants
        .iter()
        .any(|variant| is_struct(api, &variant.ty))
        .then(|| quote!(#[allow(clippy::large_enum_variant, reason = "the alternatives are the document's")]));
    quote! {
        #docs
        #large
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that no alternative takes, kept as it came.
            #fallback(serde_json::Value),
        }
    }
}

fn is_struct(api: &Api, ty: &TypeRef) -> bool {
    matches!(api.without_aliases(ty), TypeRef::Named(name) if matches!(api.type_def(&name).shape, Shape::Struct(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Newtype(_)))
}

/// `From` for each type that only one alternative holds.
fn conversions(api: &Api, def: &TypeDef, it: &Union) -> Vec<TokenStream> {
    let types: Vec<TypeRef> = it.variants.iter().map(|variant| unboxed(api.without_aliases(&variant.ty))).collect();
    let single = |ty: &TypeRef| types.iter().filter(|other| *other == ty).count() == 1;
    let itself = TypeRef::Named(def.name.clone());
    let name = &def.name;
    let mut items = Vec::new();
    for (variant, ty) in it.variants.iter().zip(&types).filter(|(_, ty)| single(ty) && **ty != itself) {
        let UnionVariant { name: variant, ty: held, .. } = variant;
        let boxed = matches!(held, TypeRef::Boxed(_));
        let taken = unboxed(held.clone());
        let value = if boxed { quote!(Box::new(it)) } else { quote!(it) };
        items.push(quote! {
            impl From<#taken> for #name {
                fn from(it: #taken) -> Self {
                    Self::#variant(#value)
                }
            }
        });
        if *ty == TypeRef::String {
            items.push(quote! {
                impl From<&str> for #name {
                    fn from(it: &str) -> Self {
                        Self::#variant(it.to_owned())
                    }
                }
            });
        }
    }
    items
}

fn unboxed(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Boxed(it) => *it,
        it => it,
    }
}
