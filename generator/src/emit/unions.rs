//! Unions: one call of the runtime's `one_of!` each, with how the variants are distinguished, the types they hold, and one
//! more variant that keeps any other value as JSON.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::constants::scalar;
use super::docs::Text;
use super::type_docs::type_docs;
use crate::ir::{Api, Candidate, Choice, JsonKind, Scalar, TypeDef, TypeRef, Union};

pub(super) fn item(api: &Api, def: &TypeDef, it: &Union) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let docs = type_docs(def);
    let choice = choice(&it.choice);
    let conversions = conversions(api, def, it);
    let variants = it.variants.iter().zip(conversions).enumerate().map(|(index, (variant, from))| {
        let (index, name, ty) = (Literal::usize_unsuffixed(index), &variant.name, &variant.ty);
        let docs = Text::new(&variant.docs, "");
        let tag = match (&it.choice, &variant.tag) {
            (Choice::Tagged { .. }, Some(tag)) => Some(quote!(tag #tag)),
            _ => None,
        };
        quote!(#docs #name(#ty) = #index #tag #from;)
    });
    quote! {
        runtime::one_of! {
            #docs
            pub enum #name by #choice {
                #(#variants)*
                ..#fallback
            }
        }
    }
}

/// `From` for each type that only one variant holds, by variant.
fn conversions<'a>(api: &'a Api, def: &TypeDef, it: &'a Union) -> impl Iterator<Item = Option<TokenStream>> + 'a {
    let types: Vec<TypeRef> = it.variants.iter().map(|variant| unboxed(api.without_aliases(&variant.ty))).collect();
    let itself = TypeRef::Named(def.name.clone());
    it.variants.iter().enumerate().map(move |(index, variant)| {
        let ty = &types[index];
        let single = types.iter().filter(|other| *other == ty).count() == 1;
        let taken = unboxed(variant.ty.clone());
        let text = (*ty == TypeRef::String).then(|| quote!(, &str));
        (single && *ty != itself).then(|| quote!(from #taken #text))
    })
}

fn unboxed(ty: TypeRef) -> TypeRef {
    match ty {
        TypeRef::Boxed(it) => *it,
        it => it,
    }
}

pub(super) fn choice(choice: &Choice) -> TokenStream {
    match choice {
        Choice::Tagged { property, values, default } => {
            let values = values.iter().map(|(value, index)| {
                let index = Literal::usize_unsuffixed(*index);
                quote!((#value, #index))
            });
            let default = match default.map(Literal::usize_unsuffixed) {
                Some(index) => quote!(Some(#index)),
                None => quote!(None),
            };
            quote!(tagged(#property, &[#(#values),*], #default))
        }
        Choice::Untagged(candidates) => {
            let candidates = candidates.iter().map(candidate);
            quote!(untagged(&[#(#candidates),*]))
        }
    }
}

fn candidate(it: &Candidate) -> TokenStream {
    let variant = Literal::usize_unsuffixed(it.variant);
    let kinds = it.kinds.iter().map(|kind| kind_name(*kind));
    let kinds = (!it.kinds.is_empty()).then(|| quote!(kinds: &[#(JsonType::#kinds),*],));
    let required = &it.required;
    let required = (!required.is_empty()).then(|| quote!(required: &[#(#required),*],));
    let constants = it.constants.iter().map(|(name, values)| {
        let values = values.iter().map(constant);
        quote!((#name, &[#(#values),*]))
    });
    let constants = (!it.constants.is_empty()).then(|| quote!(constants: &[#(#constants),*],));
    let values = it.values.iter().map(constant);
    let values = (!it.values.is_empty()).then(|| quote!(values: &[#(#values),*],));
    let known = &it.known;
    let known = it.closed.then(|| quote!(known: Some(&[#(#known),*]),));
    let items = it.items.as_deref().map(candidate).map(|items| quote!(items: Some(&#items),));
    quote!(Candidate { variant: #variant, #kinds #required #constants #values #known #items ..Candidate::ANY })
}

fn constant(value: &Scalar) -> TokenStream {
    match value {
        Scalar::String(text) => quote!(Text(#text)),
        Scalar::Number(number) => scalar(&serde_json::Value::Number(number.clone())),
        Scalar::Bool(it) => scalar(&serde_json::Value::Bool(*it)),
        Scalar::Null => scalar(&serde_json::Value::Null),
    }
}

fn kind_name(kind: JsonKind) -> Ident {
    format_ident!(
        "{}",
        match kind {
            JsonKind::Null => "Null",
            JsonKind::Boolean => "Boolean",
            JsonKind::Integer => "Integer",
            JsonKind::Number => "Number",
            JsonKind::String => "String",
            JsonKind::Array => "Array",
            JsonKind::Object => "Object",
        }
    )
}
