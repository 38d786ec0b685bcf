//! What a call gives: the types of success and refusal, and an enum where the document has several of them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{Text, code_span};
use crate::emit::lints;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{ContentKind, Operation, Outcome, OutcomeVariant, Status, TypeRef};

/// Success or refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The call did what it was to do.
    Success,
    /// The server refused.
    Failure,
}

impl Side {
    /// That side of the operation.
    pub fn outcome(self, operation: &Operation) -> &Outcome {
        match self {
            Self::Success => &operation.output,
            Self::Failure => &operation.error,
        }
    }

    /// Whether such a body is handed over as it comes.
    pub fn streams(self, kind: ContentKind) -> bool {
        self == Self::Success && matches!(kind, ContentKind::Bytes | ContentKind::EventStream | ContentKind::JsonLines)
    }
}

/// The type of one side, `types::Keyword`.
pub(super) fn outcome_type(operation: &Operation, side: Side) -> TokenStream {
    match (side.outcome(operation), side) {
        (Outcome::None, Side::Success) => quote!(()),
        (Outcome::None, Side::Failure) => quote!(runtime::Undocumented),
        (Outcome::Single { ty, kind }, _) => payload_type(ty, *kind, side),
        (Outcome::Enum { name, .. }, _) => quote!(#name),
    }
}

/// The type of a body that is read.
pub fn payload_type(ty: &TypeRef, kind: ContentKind, side: Side) -> TokenStream {
    let ty = type_ref(ty, Scope::Crate);
    match (side, kind) {
        (_, ContentKind::Json | ContentKind::Form | ContentKind::Xml) => ty,
        (_, ContentKind::Text) => quote!(String),
        (Side::Success, ContentKind::Bytes) => quote!(runtime::ByteStream),
        (Side::Success, ContentKind::EventStream) => quote!(runtime::EventStream<#ty>),
        (Side::Success, ContentKind::JsonLines) => quote!(runtime::LineStream<#ty>),
        (Side::Failure, ContentKind::Bytes) => quote!(bytes::Bytes),
        (Side::Failure, ContentKind::EventStream | ContentKind::JsonLines) => quote!(String),
    }
}

/// The operation's enum of that side, where it has one.
pub(super) fn definition(operation: &Operation, side: Side) -> Option<TokenStream> {
    let Outcome::Enum { name, variants } = side.outcome(operation) else { return None };
    let words = match side {
        Side::Success => "gives",
        Side::Failure => "may be refused with",
    };
    let docs = Text::sentence(format!("What [`Client::{0}`](crate::Client::{0}) {words}.", operation.name));
    let derives = match variants.iter().flat_map(|it| &it.content).any(|it| side.streams(it.kind)) {
        true => quote!(Debug),
        false => quote!(Clone, Debug, PartialEq),
    };
    let allow = lints::uneven_variants();
    let variants = variants.iter().map(|it| variant(it, side));
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

fn variant(variant: &OutcomeVariant, side: Side) -> TokenStream {
    let OutcomeVariant { name, status, content, docs } = variant;
    let when = match content {
        Some(content) => format!("{} with {}.", status_words(*status), code_span(&content.media_type)),
        None => format!("{} without a body.", status_words(*status)),
    };
    let docs = Text::new(docs, "").paragraph(when);
    let payload = content.as_ref().map(|it| {
        let ty = payload_type(&it.ty, it.kind, side);
        quote!((#ty))
    });
    quote!(#docs #name #payload,)
}

/// `` `404` ``, `` `4XX` `` or "any other status".
pub(super) fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(first) => format!("`{first}XX`"),
        Status::Default => "Any other status".to_owned(),
    }
}
