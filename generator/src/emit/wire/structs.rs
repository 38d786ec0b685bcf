//! Structs: the table of wire names, and the fields in its order, once for reading and once for writing.

use proc_macro2::TokenStream;
use quote::quote;

use super::found;
use crate::emit::stand_in::stand_in;
use crate::emit::structs::allow_deprecated;
use crate::ir::{Access, Api, Field, Presence, Struct, TypeDef, Usage};

pub(super) fn items(api: &Api, def: &TypeDef, it: &Struct) -> Vec<TokenStream> {
    let mut rows: Vec<_> = it.fields.iter().map(|field| Row { field, group: group(api, def.usage, field) }).collect();
    rows.sort_by_key(|row| row.group);
    vec![table(def, &rows), wire(api, def, it, &rows)]
}

/// A field and its part of the table.
struct Row<'a> {
    field: &'a Field,
    group: Group,
}

/// The parts of the table, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Required,
    /// Always written, and may be missing on reading.
    Always,
    Optional,
}

fn group(api: &Api, usage: Usage, field: &Field) -> Group {
    match field.presence {
        Presence::Required if field.may_be_missing(api, usage) => Group::Always,
        Presence::Required => Group::Required,
        Presence::Nullable => Group::Always,
        Presence::Optional | Presence::Tristate => Group::Optional,
    }
}

fn table(def: &TypeDef, rows: &[Row<'_>]) -> TokenStream {
    let name = &def.name;
    let of_group = |wanted| rows.iter().filter(move |row| row.group == wanted).map(|row| &row.field.wire);
    let (required, nullable, optional) =
        (of_group(Group::Required), of_group(Group::Always), of_group(Group::Optional));
    let read_only = rows.iter().map(|row| row.field).filter(|it| it.access == Access::ReadOnly).map(|it| &it.wire);
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

fn wire(api: &Api, def: &TypeDef, it: &Struct, rows: &[Row<'_>]) -> TokenStream {
    let name = &def.name;
    let extra = it.extra.as_ref().map(|(name, _)| name);
    let names: Vec<_> = rows.iter().map(|row| &row.field.name).collect();
    let locals: Vec<_> = names.iter().copied().chain(extra).map(|it| it.as_str()).collect();
    let found = found(&locals);
    let slots = rows.iter().map(|row| slot(row.field));
    let extra_slot = extra.map(|name| quote!(let mut #name = Default::default();));
    let places = rows.iter().map(|row| place(row.field));
    let read = match extra {
        Some(extra) => quote!(#found.members_and(&Self::MEMBERS, &mut [#(#places),*], &mut #extra)?;),
        None => quote!(#found.members(&Self::MEMBERS, &mut [#(#places),*])?;),
    };
    let required: Vec<_> = rows.iter().filter(|row| row.group == Group::Required).map(|row| &row.field.name).collect();
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
    let values = rows.iter().map(|Row { field, group }| {
        let name = &field.name;
        match (group, field.presence) {
            (Group::Always, Presence::Required) => match stand_in(api, &field.ty) {
                Some(value) => quote!(#name: #name.unwrap_or_else(|| #value)),
                None => quote!(#name: #name.unwrap_or_default()),
            },
            _ => quote!(#name),
        }
    });
    let values = values.chain(extra.map(|name| quote!(#name)));
    quote! {
        #deprecated
        impl wire::Wire for types::#name {
            #[inline]
            fn read(#found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                #(#slots)*
                #extra_slot
                #read
                #check
                Ok(Self { #(#values),* })
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

/// Where a member is read into; a number that may come as its text is read from both.
fn place(field: &Field) -> TokenStream {
    let name = &field.name;
    if field.constraints.number_text { quote!(&mut wire::NumberText(&mut #name)) } else { quote!(&mut #name) }
}
