//! The marker type that stands for an operation: its documentation, its constants, and the name of its call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::group;
use super::outcome::status_words;
use crate::emit::docs::{Text, code_span, one_line};
use crate::emit::type_ref::ident;
use crate::ir::{Api, Callback, Link, Operation, ResponseCase, ScopeConst};

/// The marker, with everything that is known of the operation as documentation.
pub(super) fn marker(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.marker;
    let docs = docs(api, operation);
    quote! {
        #docs
        pub struct #name;
    }
}

/// `UpdateKeyword::REQUIRED_SCOPE` and its like.
pub(super) fn constants(operation: &Operation) -> Option<TokenStream> {
    let name = &operation.marker;
    let constants = operation.scopes.iter().map(constant);
    (!operation.scopes.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#constants)*
            }
        }
    })
}

fn constant(scope: &ScopeConst) -> TokenStream {
    let ScopeConst { name, wire, values } = scope;
    let docs = Text::sentence(format!("The document's {}.", code_span(wire)));
    let (ty, value) = match values.as_slice() {
        [value] => (quote!(&'static str), quote!(#value)),
        values => (quote!(&'static [&'static str]), quote!(&[#(#values),*])),
    };
    quote! {
        #docs
        pub const #name: #ty = #value;
    }
}

/// `UpdateKeywordCall`, which is what the client's method gives; its page in the docs shows just its own setters.
pub(super) fn call_alias(operation: &Operation) -> TokenStream {
    let marker = &operation.marker;
    let alias = call_name(operation);
    let docs = Text::sentence(format!("A call of {}.", group::link(operation, &operation.name)));
    let definition = quote!(#docs pub type #alias = crate::Call<#marker>;);
    match operation.paging() {
        Some(_) => quote!(runtime::paginated_call! { #definition }),
        None => quote!(runtime::call! { #definition }),
    }
}

/// The name of that alias.
pub(super) fn call_name(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}Call", ident(operation.marker.as_str()))
}

fn docs(api: &Api, operation: &Operation) -> Text {
    let request = code_span(&format!("{} {}", operation.method, operation.path));
    let title = operation.docs.title.as_deref().map(one_line).filter(|it| !it.is_empty());
    let called = format!("{request}, called by {}.", group::link(operation, &operation.name));
    let deprecated = if operation.deprecated { "It is deprecated." } else { "" };
    let safe = if operation.safe { "It is declared safe to repeat: attempts that fail are retried." } else { "" };
    let scopes = operation.scopes.iter().map(scope).collect::<Vec<_>>().join("\n\n");
    let responses = operation.responses.iter().map(|it| response(api, it)).collect::<Vec<_>>().join("\n");
    let links: Vec<_> = operation.responses.iter().flat_map(|it| it.links.iter().map(link)).collect();
    let callbacks: Vec<_> = operation.callbacks.iter().map(callback).collect();
    Text::sentence(title.unwrap_or_default())
        .paragraph(called)
        .paragraph(deprecated)
        .paragraph(safe)
        .paragraph(scopes)
        .paragraph(headed("Responses:", &responses))
        .paragraph(headed("Links:", &links.join("\n")))
        .paragraph(headed("Callbacks:", &callbacks.join("\n")))
}

/// A list with a line above it; nothing for an empty one.
fn headed(head: &str, list: &str) -> String {
    if list.is_empty() { String::new() } else { format!("{head}\n\n{list}") }
}

fn scope(scope: &ScopeConst) -> String {
    let values: Vec<_> = scope.values.iter().map(|it| code_span(it)).collect();
    format!("{}: {}.", code_span(&scope.wire), values.join(", "))
}

/// `` * `200`: Success; `application/json`; headers [`X_TOTAL_COUNT`](crate::headers::X_TOTAL_COUNT) ``.
fn response(api: &Api, response: &ResponseCase) -> String {
    let words = response.docs.description.as_deref().or(response.docs.title.as_deref()).map(one_line);
    let contents: Vec<_> = response.contents.iter().map(|it| code_span(&it.media_type)).collect();
    let headers: Vec<_> = response.headers.iter().filter_map(|(index, _)| api.headers.get(*index)).collect();
    let headers: Vec<_> = headers.iter().map(|it| format!("[`{0}`](crate::headers::{0})", it.name)).collect();
    let words = words.map(|it| it.trim_end_matches('.').to_owned()).filter(|it| !it.is_empty());
    let mut parts: Vec<_> = words.into_iter().collect();
    parts.extend((!contents.is_empty()).then(|| contents.join(", ")));
    parts.extend((!headers.is_empty()).then(|| format!("headers {}", headers.join(", "))));
    let status = status_words(response.status);
    if parts.is_empty() { format!("* {status}") } else { format!("* {status}: {}", parts.join("; ")) }
}

/// `` * `next`: `getKeyword` with `id` = `$response.body#/id` ``.
fn link(link: &Link) -> String {
    let parameters: Vec<_> = link
        .parameters
        .iter()
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("{} = {}", code_span(name), code_span(&value))
        })
        .collect();
    let with = if parameters.is_empty() { String::new() } else { format!(" with {}", parameters.join(", ")) };
    let words = link.description.as_deref().map(|it| format!(": {}", one_line(it))).unwrap_or_default();
    format!("* {} leads to {}{with}{words}", code_span(&link.name), code_span(&link.target))
}

/// `` * `onEvent`: `POST {$request.body#/url}` with [`Event`](crate::types::Event) ``.
fn callback(callback: &Callback) -> String {
    let request = code_span(&format!("{} {}", callback.method, callback.expression));
    let with = callback.ty.named().map(|it| format!(" with [`{it}`](crate::types::{it})")).unwrap_or_default();
    let words = callback.docs.description.as_deref().map(|it| format!(": {}", one_line(it))).unwrap_or_default();
    format!("* {} is sent as {request}{with}{words}", code_span(&callback.name))
}
