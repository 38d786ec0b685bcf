//! How a list operation is paged: the rule as a constant, and the way to the next page and to the items.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::access::{FieldAccess, owned_or_default, place};
use crate::emit::paths::Paths;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{
    NextValue, Operation, Outcome, PageParam, PageStyle, PageTotal, Pagination, Presence, Step, TypeRef, VariantName,
};

/// The `impl Paginated` of a marker. Pages are read as a whole and have one shape.
pub(super) fn paging(operation: &Operation, paths: &Paths) -> Option<TokenStream> {
    let pagination = operation.paging()?;
    let marker = &operation.marker;
    let item = type_ref(&pagination.item, Scope::File(paths));
    let rule = rule(pagination);
    let page = Page { pagination, output: &operation.output };
    let (next, has_more, total, current) = (page.next(), page.has_more(), page.total(), page.current());
    let (list, items) = (page.list(), page.items());
    Some(quote! {
        impl runtime::Paginated for #marker {
            type Item = #item;
            const PAGING: runtime::Paging = runtime::Paging::#rule;

            #next

            #has_more

            #total

            #current

            #[inline]
            fn list(page: &Self::Output) -> &[Self::Item] {
                #list
            }

            #[inline]
            fn items(page: Self::Output) -> Vec<Self::Item> {
                #items
            }
        }
    })
}

fn rule(pagination: &Pagination) -> TokenStream {
    let total = total(pagination.total.as_ref());
    match &pagination.style {
        PageStyle::Cursor { param, next, may_be_url, steady } => {
            let param = page_param(param);
            let (next, numeric) = match next {
                NextValue::Header(name, numeric) => (quote!(Header(#name)), *numeric),
                NextValue::Member(_, ty) | NextValue::Last(_, ty) if *steady => (quote!(Steady), is_number(ty)),
                NextValue::Member(_, ty) | NextValue::Last(_, ty) if *may_be_url => (quote!(OrUrl), is_number(ty)),
                NextValue::Member(_, ty) | NextValue::Last(_, ty) => (quote!(Page), is_number(ty)),
            };
            quote!(Cursor { param: #param, next: runtime::NextCursor::#next, numeric: #numeric })
        }
        PageStyle::Page { param, first, .. } => {
            let param = page_param(param);
            let first = match first.map(Literal::u64_unsuffixed) {
                Some(first) => quote!(Some(#first)),
                None => quote!(None),
            };
            quote!(Page { param: #param, first: #first, total: runtime::Total::#total })
        }
        PageStyle::Offset { param, first } => {
            let (param, first) = (page_param(param), Literal::u64_unsuffixed(*first));
            quote!(Offset { param: #param, first: #first, total: runtime::Total::#total })
        }
        PageStyle::LinkHeader => quote!(LinkHeader),
        PageStyle::NextUrl { .. } => quote!(NextUrl),
    }
}

fn total(total: Option<&PageTotal>) -> TokenStream {
    match total {
        None => quote!(Unknown),
        Some(PageTotal::Items(_)) => quote!(Items),
        Some(PageTotal::Pages(_)) => quote!(Pages),
        Some(PageTotal::ItemsHeader(name)) => quote!(ItemsHeader(#name)),
        Some(PageTotal::PagesHeader(name)) => quote!(PagesHeader(#name)),
    }
}

fn is_number(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64)
}

fn page_param(param: &PageParam) -> TokenStream {
    match param {
        PageParam::Query(name) => quote!(runtime::PageParam::Query(#name)),
        PageParam::Body(pointer) => quote!(runtime::PageParam::Body(#pointer)),
    }
}

/// The functions that look into a page.
struct Page<'a> {
    pagination: &'a Pagination,
    output: &'a Outcome,
}

impl Page<'_> {
    /// The function that finds the next cursor or URL, where the page itself has one.
    fn next(&self) -> Option<TokenStream> {
        let root = quote!(page);
        let text = match &self.pagination.style {
            PageStyle::Cursor { next: NextValue::Member(way, ty), .. } => text(&root, way, ty),
            PageStyle::NextUrl { next, ty } => text(&root, next, ty),
            PageStyle::Cursor { next: NextValue::Last(way, ty), .. } => {
                let list = FieldAccess::Place(root.clone()).reference(&self.pagination.items, false);
                let text = text(&quote!(last), way, ty);
                let last = match self.pagination.items.iter().all(|it| it.presence == Presence::Required) {
                    true => {
                        let list = place(&root, &self.pagination.items);
                        quote!(#list.last()?)
                    }
                    false => quote!(#list?.last()?),
                };
                quote!({
                    let last = #last;
                    #text
                })
            }
            _ => return None,
        };
        let body = self.of_page(&quote!(let page = page.as_ref()?;), &text, &quote!(None));
        Some(quote! {
            #[inline]
            fn next(page: &Self::Output) -> Option<String> {
                #body
            }
        })
    }

    /// The function that finds the flag, where the page has one.
    fn has_more(&self) -> Option<TokenStream> {
        let flag = self.pagination.more.as_ref()?;
        let found = match (flag.way.iter().all(|it| it.presence == Presence::Required), flag.negated) {
            (true, negated) => {
                let not = negated.then(|| quote!(!));
                let flag = place(&quote!(page), &flag.way);
                quote!(Some(#not #flag))
            }
            (false, negated) => {
                let found = FieldAccess::Place(quote!(page)).reference(&flag.way, false);
                let not = negated.then(|| quote!(.map(|it| !it)));
                quote!(#found.copied() #not)
            }
        };
        let body = self.of_page(&quote!(let page = page.as_ref()?;), &found, &quote!(None));
        Some(quote! {
            #[inline]
            fn has_more(page: &Self::Output) -> Option<bool> {
                #body
            }
        })
    }

    /// The function that finds how many there are, where the page says so.
    fn total(&self) -> Option<TokenStream> {
        let Some(PageTotal::Items(way) | PageTotal::Pages(way)) = &self.pagination.total else { return None };
        let body = self.number(way);
        Some(quote! {
            #[inline]
            fn total(page: &Self::Output) -> Option<u64> {
                #body
            }
        })
    }

    /// The function that finds the number of the page, where the page says so.
    fn current(&self) -> Option<TokenStream> {
        let PageStyle::Page { current: Some(way), .. } = &self.pagination.style else { return None };
        let body = self.number(way);
        Some(quote! {
            #[inline]
            fn current(page: &Self::Output) -> Option<u64> {
                #body
            }
        })
    }

    fn number(&self, way: &[Step]) -> TokenStream {
        let value = reference(&quote!(page), way);
        let number = quote!(runtime::whole_number(#value));
        self.of_page(&quote!(let page = page.as_ref()?;), &number, &quote!(None))
    }

    /// The list, where it stands.
    fn list(&self) -> TokenStream {
        let steps = &self.pagination.items;
        let list = match steps.iter().all(|it| it.presence == Presence::Required) {
            true => {
                let list = place(&quote!(page), steps);
                match steps.is_empty() {
                    true => list,
                    false => quote!(&#list),
                }
            }
            false => {
                let list = FieldAccess::Place(quote!(page)).reference(steps, false);
                quote!(#list.map_or(&[], Vec::as_slice))
            }
        };
        let absent = quote! {
            let Some(page) = page else { return &[] };
        };
        self.of_page(&absent, &list, &quote!(&[]))
    }

    /// The items, taken out of the page.
    fn items(&self) -> TokenStream {
        let items = owned_or_default(&quote!(page), &self.pagination.items);
        let absent = quote! {
            let Some(page) = page else { return Vec::new() };
        };
        self.of_page(&absent, &items, &quote!(Vec::new()))
    }

    /// An expression over `page`, where the output is the page, may be null, or is an enum with pages among its
    /// variants. `absent` takes null away, `nothing` is for variants that are no page.
    fn of_page(&self, absent: &TokenStream, expression: &TokenStream, nothing: &TokenStream) -> TokenStream {
        let absent = self.pagination.nullable.then_some(absent);
        let Outcome::Enum { name, variants } = self.output else {
            return quote!(#absent #expression);
        };
        let body = match absent {
            Some(absent) => quote!({ #absent #expression }),
            None => expression.clone(),
        };
        let arm = |variant: &VariantName| quote!(#name::#variant(page) => #body,);
        let arms = self.pagination.variants.iter().map(arm);
        let rest = (self.pagination.variants.len() < variants.len()).then(|| quote!(_ => #nothing,));
        quote! {
            match page {
                #(#arms)*
                #rest
            }
        }
    }
}

/// The value as text, in a function that returns an `Option` of it.
fn text(root: &TokenStream, way: &[Step], ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::String | TypeRef::Format(_) | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => {
            let found = place(root, way);
            quote!(Some(#found.to_string()))
        }
        _ => {
            let found = reference(root, way);
            quote!(runtime::cursor_text(#found))
        }
    }
}

/// A reference to the value, in a function that returns an `Option`.
fn reference(root: &TokenStream, way: &[Step]) -> TokenStream {
    let found = place(root, way);
    match way.last().is_none_or(|it| it.presence == Presence::Required) {
        true if !way.is_empty() => quote!(&#found),
        _ => found,
    }
}
