//! Structs: the table of wire names, and the fields in its order, once for reading and once for writing.

use proc_macro2::TokenStream;
use quote::quote;

use super::found;
use crate::emit::structs::allow_deprecated;
use crate::ir::{Access, Field, Presence, Struct, TypeDef};

pub(super) fn items(def: &TypeDef, it: &Struct) -> Vec<TokenStream> {
    let fields = in_table_order(it);
    vec![table(def, &fields), wire(def, it, &fields)]
}

/// Required fields, then nullable ones, then those that may be missing.
fn in_table_order(it: &Struct) -> Vec<&Field> {
    let mut fields: Vec<_> = it.fields.iter().collect();
    fields.sort_by_key(|field| group(field.presence));
    fields
}

fn group(presence: Presence) -> u8 {
    match presence {
        Presence::Required => 0,
        Presence::Nullable => 1,
        Presence::Optional | Presence::Tristate => 2,
    }
}

fn table(def: &TypeDef, fields: &[&Field]) -> TokenStream {
    let name = &def.name;
    let of_group = |wanted| fields.iter().filter(move |it| group(it.presence) == wanted).map(|it| &it.wire);
    let (required, nullable, optional) = (of_group(0), of_group(1), of_group(2));
    let read_only = fields.iter().filter(|it| it.access == Access::ReadOnly).map(|it| &it.wire);
    quote! {
        impl types::#name {
            const MEMBERS: wire::Members = wire::Members {
                required: &[#(#required),*],
                nullable: &[#(#nullable),*],
                optional: &[#(#optional),*],
                read_only: &[#(#read_only),*],
            };
        }
    }
}

fn wire(def: &TypeDef, it: &Struct, fields: &[&Field]) -> TokenStream {
    let name = &def.name;
    let extra = it.extra.as_ref().map(|(name, _)| name);
    let names: Vec<_> = fields.iter().map(|field| &field.name).collect();
    let locals: Vec<_> = names.iter().copied().chain(extra).map(|it| it.as_str()).collect();
    let found = found(&locals);
    let slots = fields.iter().map(|field| slot(field));
    let extra_slot = extra.map(|name| quote!(let mut #name = Default::default();));
    let read = match extra {
        Some(extra) => {
            quote!(#found.members_and(&Self::MEMBERS, &mut [#(&mut #names),*], &mut #extra)?;)
        }
        None => quote!(#found.members(&Self::MEMBERS, &mut [#(&mut #names),*])?;),
    };
    let required: Vec<_> = fields.iter().filter(|it| it.presence == Presence::Required).map(|it| &it.name).collect();
    let check = match required.as_slice() {
        [] => None,
        [one] => Some(quote!(let Some(#one) = #one else { return Err(wire::Mismatch::missing()); };)),
        _ => Some(quote! {
            let (#(Some(#required)),*) = (#(#required),*) else { return Err(wire::Mismatch::missing()); };
        }),
    };
    let write = match extra {
        Some(extra) => quote!(out.members_and(&Self::MEMBERS, &[#(&self.#names),*], &self.#extra);),
        None => quote!(out.members(&Self::MEMBERS, &[#(&self.#names),*]);),
    };
    let deprecated = it.fields.iter().any(|field| field.deprecated).then(allow_deprecated);
    let all = names.iter().copied().chain(extra);
    quote! {
        #deprecated
        impl wire::Wire for types::#name {
            #[inline]
            fn read(#found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                #(#slots)*
                #extra_slot
                #read
                #check
                Ok(Self { #(#all),* })
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                #write
            }
        }
    }
}

fn slot(field: &Field) -> TokenStream {
    let name = &field.name;
    match field.presence {
        Presence::Tristate => quote!(let mut #name = Default::default();),
        _ => quote!(let mut #name = None;),
    }
}
