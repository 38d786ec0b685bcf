//! Unions: the table by which the variant is chosen, and how each one is read and written.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::scalar;
use crate::ir::{Candidate, Choice, JsonKind, TypeDef, Union};

pub(super) fn items(def: &TypeDef, it: &Union) -> Vec<TokenStream> {
    vec![table(def, it), wire(def, it)]
}

fn table(def: &TypeDef, it: &Union) -> TokenStream {
    let name = &def.name;
    let choice = match &it.choice {
        Choice::Tagged { property, values, default } => {
            let values = values.iter().map(|(value, index)| {
                let index = Literal::usize_unsuffixed(*index);
                quote!((#value, #index))
            });
            let default = optional_index(*default);
            quote!(union::Choice::Tagged { property: #property, values: &[#(#values),*], default: #default })
        }
        Choice::Untagged(candidates) => {
            let candidates = candidates.iter().map(candidate);
            quote!(union::Choice::Untagged(&[#(#candidates),*]))
        }
    };
    let arms = it.variants.iter().enumerate().map(|(index, variant)| {
        let (index, name) = (Literal::usize_unsuffixed(index), &variant.name);
        quote!(#index => chosen.read().map(Self::#name),)
    });
    quote! {
        impl types::#name {
            const CHOICE: union::Choice = #choice;

            #[inline]
            fn variant(index: usize, chosen: &union::Chosen<'_>) -> Result<Self, wire::Mismatch> {
                match index {
                    #(#arms)*
                    _ => Err(wire::Mismatch::missing()),
                }
            }
        }
    }
}

fn optional_index(index: Option<usize>) -> TokenStream {
    match index.map(Literal::usize_unsuffixed) {
        Some(index) => quote!(Some(#index)),
        None => quote!(None),
    }
}

fn candidate(it: &Candidate) -> TokenStream {
    let variant = Literal::usize_unsuffixed(it.variant);
    let kinds = it.kinds.iter().map(|kind| kind_name(*kind));
    let kinds = (!it.kinds.is_empty()).then(|| quote!(kinds: &[#(union::Kind::#kinds),*],));
    let required = &it.required;
    let required = (!required.is_empty()).then(|| quote!(required: &[#(#required),*],));
    let constants = it.constants.iter().map(|(name, values)| {
        let values = values.iter().map(scalar);
        quote!((#name, &[#(#values),*]))
    });
    let constants = (!it.constants.is_empty()).then(|| quote!(constants: &[#(#constants),*],));
    let values = it.values.iter().map(scalar);
    let values = (!it.values.is_empty()).then(|| quote!(values: &[#(#values),*],));
    let known = &it.known;
    let known = it.closed.then(|| quote!(known: Some(&[#(#known),*]),));
    let items = it.items.as_deref().map(candidate).map(|items| quote!(items: Some(&#items),));
    quote! {
        union::Candidate { variant: #variant, #kinds #required #constants #values #known #items ..union::Candidate::ANY }
    }
}

fn kind_name(kind: JsonKind) -> proc_macro2::Ident {
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

/// Whether the table holds values of the document.
pub(super) fn has_scalars(it: &Union) -> bool {
    fn of(it: &Candidate) -> bool {
        !it.constants.is_empty() || !it.values.is_empty() || it.items.as_deref().is_some_and(of)
    }
    match &it.choice {
        Choice::Tagged { .. } => false,
        // A constant with an empty list of values names none.
        Choice::Untagged(candidates) => candidates.iter().any(of),
    }
}

fn wire(def: &TypeDef, it: &Union) -> TokenStream {
    let name = &def.name;
    let fallback = &it.fallback;
    let arms = it.variants.iter().map(|variant| {
        let name = &variant.name;
        match (&it.choice, &variant.tag) {
            (Choice::Tagged { property, .. }, Some(tag)) => {
                quote!(Self::#name(it) => union::write_tagged(out, #property, #tag, it),)
            }
            _ => quote!(Self::#name(it) => wire::Wire::write(it, out),),
        }
    });
    quote! {
        impl wire::Wire for types::#name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                union::read(found, &Self::CHOICE, Self::variant, Self::#fallback)
            }

            #[inline]
            fn null() -> Option<Self> {
                union::null(&Self::CHOICE, Self::variant)
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                match self {
                    #(#arms)*
                    Self::#fallback(it) => wire::Wire::write(it, out),
                }
            }
        }
    }
}
