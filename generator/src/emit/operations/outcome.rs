//! What a call gives: the type of success, and an enum where the document has several of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::group::link;
use crate::emit::docs::{Text, code_span};
use crate::emit::lints;
use crate::emit::paths::Paths;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{ContentKind, Operation, Outcome, OutcomeVariant, Status, TypeRef};

/// Success or error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The call did what it was to do.
    Success,
    /// An error response.
    Failure,
}

/// Whether such a body of a success is handed over as it comes.
pub(super) fn streams(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::Bytes | ContentKind::EventStream | ContentKind::JsonLines)
}

/// The type of success, `types::Keyword`.
pub(super) fn output_type(operation: &Operation, paths: &Paths) -> TokenStream {
    match &operation.output {
        Outcome::None => quote!(()),
        Outcome::Single { ty, kind } => payload_type(ty, *kind, paths),
        Outcome::Enum { name, .. } => quote!(#name),
    }
}

/// The type of the body of a success.
fn payload_type(ty: &TypeRef, kind: ContentKind, paths: &Paths) -> TokenStream {
    let value = || type_ref(ty, Scope::File(paths));
    match kind {
        ContentKind::Json | ContentKind::Form | ContentKind::Xml => value(),
        ContentKind::Text => quote!(String),
        ContentKind::Bytes => quote!(runtime::Download<crate::ErrorBody>),
        ContentKind::EventStream => {
            let ty = value();
            quote!(runtime::EventStream<#ty, crate::ErrorBody>)
        }
        ContentKind::JsonLines => {
            let ty = value();
            quote!(runtime::LineStream<#ty, crate::ErrorBody>)
        }
    }
}

/// The operation's enum of successes, where it has one.
pub(super) fn definition(operation: &Operation, paths: &Paths) -> Option<TokenStream> {
    let Outcome::Enum { name, variants } = &operation.output else { return None };
    let docs = Text::sentence(format!("What {} gives.", link(operation, &operation.name)));
    let derives = match variants.iter().flat_map(|it| &it.content).any(|it| streams(it.kind)) {
        true => quote!(Debug),
        false => quote!(Clone, Debug, PartialEq),
    };
    let allow = lints::uneven_variants();
    let variants = variants.iter().map(|it| variant(it, paths));
    Some(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        #allow
        pub enum #name {
            #(#variants)*
        }
    })
}

fn variant(variant: &OutcomeVariant, paths: &Paths) -> TokenStream {
    let OutcomeVariant { name, status, content, docs } = variant;
    let when = match content {
        Some(content) => format!("{} with {}.", status_words(*status), code_span(&content.media_type)),
        None => format!("{} without a body.", status_words(*status)),
    };
    let docs = Text::new(docs, "").paragraph(when);
    let payload = content.as_ref().map(|it| {
        let ty = payload_type(&it.ty, it.kind, paths);
        quote!((#ty))
    });
    quote!(#docs #name #payload,)
}

/// `` `404` ``, `` `4XX` `` or "Any other status", at the beginning of a sentence.
pub fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(first) => format!("`{first}XX`"),
        Status::Default => "Any other status".to_owned(),
    }
}
