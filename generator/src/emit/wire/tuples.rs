//! Tuples: a slot per position.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::is_option;
use crate::ir::{Tuple, TypeDef};

pub(super) fn item(def: &TypeDef, it: &Tuple) -> TokenStream {
    let name = &def.name;
    let locals: Vec<_> = (0..it.items.len()).map(|index| format_ident!("item_{index}")).collect();
    let nullable = it.items.iter().map(is_option);
    let slots = locals.iter().map(|local| quote!(let mut #local = None;));
    let required: Vec<_> = locals.iter().zip(&it.items).filter(|(_, ty)| !is_option(ty)).map(|(it, _)| it).collect();
    let check = match required.as_slice() {
        [] => None,
        [one] => Some(quote!(let Some(#one) = #one else { return Err(wire::Mismatch::missing()); };)),
        _ => Some(quote! {
            let (#(Some(#required)),*) = (#(#required),*) else { return Err(wire::Mismatch::missing()); };
        }),
    };
    let indices = (0..it.items.len()).map(Literal::usize_unsuffixed);
    let items = quote!(&[#(&self.#indices),*]);
    let last = Literal::usize_unsuffixed(it.items.len());
    let (rest_local, rest_slot, rest_value, rest_out) = match it.rest {
        Some(_) => (
            Some(quote!(let mut rest = Vec::new();)),
            quote!(Some(&mut rest)),
            Some(quote!(rest)),
            quote!(Some(&self.#last)),
        ),
        None => (None, quote!(None), None, quote!(None)),
    };
    let values = locals.iter().map(|local| quote!(#local)).chain(rest_value);
    quote! {
        impl wire::Wire for types::#name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                #(#slots)*
                #rest_local
                tuple::read(found, &[#(#nullable),*], &mut [#(&mut #locals),*], #rest_slot)?;
                #check
                Ok(Self(#(#values),*))
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                tuple::write(out, #items, #rest_out);
            }
        }
    }
}
