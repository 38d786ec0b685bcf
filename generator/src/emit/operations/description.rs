//! What an operation is to the runtime: one `impl Operation` with constants only.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::argument::option;
use super::outcome::output_type;
use super::responses;
use crate::emit::paths::Paths;
use crate::emit::servers::own_server_spec;
use crate::ir::{Api, GeneratedKey, Operation, Outcome, Requirement, SchemeUse};

/// The `impl Operation` of a marker.
pub(super) fn description(api: &Api, operation: &Operation, paths: &Paths) -> TokenStream {
    let marker = &operation.marker;
    let output = output_type(operation, paths);
    let meta = meta(operation);
    let success = responses::table(api, operation);
    let failure = match &operation.errors {
        Some(table) => quote!(crate::errors::#table),
        None => quote!(&[]),
    };
    quote! {
        impl runtime::Operation for #marker {
            type Output = #output;
            type Error = crate::ErrorBody;
            const META: &'static runtime::Meta = &#meta;
            const SUCCESS: &'static [runtime::ResponseSpec<Self::Output>] = #success;
            const FAILURE: &'static [runtime::ResponseSpec<Self::Error>] = #failure;
        }
    }
}

/// The constants; what an operation has not is left to the runtime.
fn meta(operation: &Operation) -> TokenStream {
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
    let retry_safe = operation.safe.then(|| quote!(retry_safe: true,));
    quote! {
        runtime::Meta {
            #accept #security #servers #idempotency_header #generated_key #retry_safe
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

/// The media types that can be read, those of successes first.
fn accept(operation: &Operation) -> String {
    let successes = operation.successes().filter(|_| operation.output != Outcome::None);
    let contents = successes.chain(operation.error_responses()).flat_map(|it| &it.contents);
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
