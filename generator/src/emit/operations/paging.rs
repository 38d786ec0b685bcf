//! How a list operation is paged: the rule as a constant, and the way to the next page and to the items.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::access::{optional_reference, owned_or_default, place};
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{ContentKind, Operation, Outcome, PageParam, PageStyle, Pagination, Presence, Step, TypeRef};

/// The `impl Paginated` of a marker. Pages are read as a whole and have one shape.
pub(super) fn paging(operation: &Operation) -> Option<TokenStream> {
    let Outcome::Single { kind: ContentKind::Json | ContentKind::Form, .. } = operation.output else {
        return None;
    };
    let Pagination { style, nullable, items, item, .. } = operation.pagination.as_ref()?;
    let marker = &operation.marker;
    let item = type_ref(item, Scope::Crate);
    let rule = rule(style);
    let next = next(style, *nullable);
    let has_more = has_more(style, *nullable);
    let (count, items) = match (nullable, items.as_slice()) {
        (false, items) => (count(items), owned_or_default(&quote!(page), items)),
        (true, []) => (quote!(page.as_ref().map_or(0, Vec::len)), quote!(page.unwrap_or_default())),
        (true, items) => {
            let (count, items) = (count(items), owned_or_default(&quote!(page), items));
            let count = quote!(page.as_ref().map_or(0, |page| #count));
            (count, quote!(page.map(|page| #items).unwrap_or_default()))
        }
    };
    Some(quote! {
        impl runtime::Paginated for #marker {
            type Item = #item;
            const PAGING: runtime::Paging = runtime::Paging::#rule;

            #next

            #has_more

            #[inline]
            fn count(page: &Self::Output) -> usize {
                #count
            }

            #[inline]
            fn items(page: Self::Output) -> Vec<Self::Item> {
                #items
            }
        }
    })
}

fn rule(style: &PageStyle) -> TokenStream {
    match style {
        PageStyle::Cursor { param, next_ty, .. } => {
            let param = page_param(param);
            let numeric = matches!(next_ty, TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64);
            quote!(Cursor { param: #param, numeric: #numeric })
        }
        PageStyle::Page { param, first } => {
            let (param, first) = (page_param(param), Literal::u64_unsuffixed(*first));
            quote!(Page { param: #param, first: #first })
        }
        PageStyle::Offset { param } => {
            let param = page_param(param);
            quote!(Offset { param: #param })
        }
        PageStyle::LinkHeader => quote!(LinkHeader),
        PageStyle::NextUrl { .. } => quote!(NextUrl),
    }
}

fn page_param(param: &PageParam) -> TokenStream {
    match param {
        PageParam::Query(name) => quote!(runtime::PageParam::Query(#name)),
        PageParam::Body(pointer) => quote!(runtime::PageParam::Body(#pointer)),
    }
}

/// The function that finds the next cursor or URL, where the page itself has one.
fn next(style: &PageStyle, nullable: bool) -> Option<TokenStream> {
    let (steps, ty) = match style {
        PageStyle::Cursor { next, next_ty, .. } => (next, next_ty),
        PageStyle::NextUrl { next } => (next, &TypeRef::String),
        PageStyle::Page { .. } | PageStyle::Offset { .. } | PageStyle::LinkHeader => return None,
    };
    let found = place(&quote!(page), steps);
    let text = match ty {
        TypeRef::Json => quote!(#found.as_str().map(str::to_owned)),
        TypeRef::Option(_) => quote!(Some(#found.as_ref()?.to_string())),
        _ => quote!(Some(#found.to_string())),
    };
    let whole = nullable.then(|| quote!(let page = page.as_ref()?;));
    Some(quote! {
        #[inline]
        fn next(page: &Self::Output) -> Option<String> {
            #whole
            #text
        }
    })
}

/// The function that finds the flag, where the page has one.
fn has_more(style: &PageStyle, nullable: bool) -> Option<TokenStream> {
    let PageStyle::Cursor { has_more: Some(steps), .. } = style else { return None };
    let found = optional_reference(&quote!(page), steps);
    let found = match steps.iter().all(|it| it.presence == Presence::Required) {
        true => {
            let flag = place(&quote!(page), steps);
            quote!(Some(#flag))
        }
        false => quote!(#found.copied()),
    };
    let whole = nullable.then(|| quote!(let page = page.as_ref()?;));
    Some(quote! {
        #[inline]
        fn has_more(page: &Self::Output) -> Option<bool> {
            #whole
            #found
        }
    })
}

fn count(items: &[Step]) -> TokenStream {
    if items.iter().all(|it| it.presence == Presence::Required) {
        let list = place(&quote!(page), items);
        return quote!(#list.len());
    }
    let list = optional_reference(&quote!(page), items);
    quote!(#list.map_or(0, Vec::len))
}
