//! What an operation is to the runtime: one `impl Operation` with constants only.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::argument::option;
use super::outcome::{Side, outcome_type};
use super::responses;
use crate::emit::client::own_server_spec;
use crate::ir::{
    Api, Body, GeneratedKey, Operation, Outcome, Param, Place, Requirement, SchemeUse, Shape, Style, TypeRef,
};

/// The `impl Operation` of a marker.
pub(super) fn description(api: &Api, operation: &Operation) -> TokenStream {
    let marker = &operation.marker;
    let output = outcome_type(operation, Side::Success);
    let error = outcome_type(operation, Side::Failure);
    let meta = meta(api, operation);
    let success = responses::table(api, operation, Side::Success);
    let failure = responses::table(api, operation, Side::Failure);
    quote! {
        impl runtime::Operation for #marker {
            type Output = #output;
            type Error = #error;
            const META: &'static runtime::Meta = &#meta;
            const SUCCESS: &'static [runtime::Case<Self::Output>] = #success;
            const FAILURE: &'static [runtime::Case<Self::Error>] = #failure;
        }
    }
}

/// The constants; what an operation has not is left to the runtime.
fn meta(api: &Api, operation: &Operation) -> TokenStream {
    let Operation { id, method, .. } = operation;
    let path = operation.template();
    let accept = accept(operation);
    let accept = (!accept.is_empty()).then(|| quote!(accept: Some(#accept),));
    let alternatives = operation.security.iter().map(requirement);
    let security = (!operation.security.is_empty()).then(|| quote!(security: &[#(#alternatives),*],));
    let specs = operation.servers.iter().map(own_server_spec);
    let servers = (!operation.servers.is_empty()).then(|| quote!(servers: &[#(#specs),*],));
    let header = option(operation.idempotency_header.as_ref());
    let idempotency_header = operation.idempotency_header.is_some().then(|| quote!(idempotency_header: #header,));
    let generated_key = generated_key(operation.generated_key);
    let required = required(api, operation);
    let body = operation.body.as_ref().map(body);
    quote! {
        runtime::Meta {
            #accept #security #servers #idempotency_header #generated_key #required #body
            ..runtime::Meta::new(#id, #method, #path)
        }
    }
}

/// What the client makes up for the idempotency key, where it is not what the runtime takes by itself.
fn generated_key(key: GeneratedKey) -> Option<TokenStream> {
    let kind = match key {
        GeneratedKey::Digits => return None,
        GeneratedKey::Hex(length) => quote!(Hex(#length)),
        GeneratedKey::UpperHex(length) => quote!(UpperHex(#length)),
        GeneratedKey::Uuid => quote!(Uuid),
        GeneratedKey::None => quote!(None),
    };
    Some(quote!(generated_key: runtime::GeneratedKey::#kind,))
}

/// The names that each request has in its query and in its headers.
fn required(api: &Api, operation: &Operation) -> TokenStream {
    let names = |place: Place| {
        let params = operation.params.iter().filter(move |it| it.required && it.place == place);
        params.filter(|it| is_named(api, it)).map(|it| it.wire.as_str()).collect::<Vec<_>>()
    };
    let (query, headers) = (names(Place::Query), names(Place::Header));
    let query = (!query.is_empty()).then(|| quote!(required_query: &[#(#query),*],));
    let headers = (!headers.is_empty()).then(|| quote!(required_headers: &[#(#headers),*],));
    quote!(#query #headers)
}

/// Whether the parameter is seen by its own name: an object that is written member by member is not.
fn is_named(api: &Api, param: &Param) -> bool {
    if !(param.place == Place::Query && param.style == Style::Form && param.explode) || param.content.is_some() {
        return true;
    }
    match &param.ty {
        TypeRef::Json | TypeRef::Map(_) | TypeRef::Option(_) | TypeRef::Boxed(_) => false,
        TypeRef::Named(name) => {
            let found = api.types.iter().find(|it| it.name == *name);
            found.is_some_and(|it| matches!(it.shape, Shape::Enum(_) | Shape::Constant(_)))
        }
        _ => true,
    }
}

/// Whether there is a body, and its media types.
fn body(body: &Body) -> TokenStream {
    let types = body.contents.iter().map(|it| &it.media_type);
    let presence = format_ident!("{}", if body.required { "Required" } else { "Optional" });
    quote!(body: runtime::RequestBody::#presence(&[#(#types),*]),)
}

/// The media types that can be read, those of successes first.
fn accept(operation: &Operation) -> String {
    let sides = [Side::Success, Side::Failure].into_iter().filter(|it| *it.outcome(operation) != Outcome::None);
    let contents = sides.flat_map(|side| responses::responses(operation, side).flat_map(|it| &it.contents));
    let mut media_types: Vec<&str> = Vec::new();
    for content in contents {
        if !media_types.contains(&content.media_type.as_str()) {
            media_types.push(&content.media_type);
        }
    }
    media_types.join(", ")
}

fn requirement(requirement: &Requirement) -> TokenStream {
    let uses = requirement.iter().map(scheme_use);
    quote!(&[#(#uses),*])
}

fn scheme_use(SchemeUse { scheme, scopes }: &SchemeUse) -> TokenStream {
    let scheme = Literal::usize_unsuffixed(*scheme);
    match scopes.as_slice() {
        [] => quote!(runtime::SchemeUse::new(#scheme)),
        scopes => quote!(runtime::SchemeUse { scheme: #scheme, scopes: &[#(#scopes),*] }),
    }
}
