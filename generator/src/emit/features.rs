//! What is there under which Cargo feature, where each tag is one.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::code_span;
use crate::ir::{ALL_OPERATIONS, Api, ModuleName};

/// The attribute of what belongs to one tag; none where tags are no features.
pub(super) fn of_feature(api: &Api, module: &ModuleName) -> Option<TokenStream> {
    let feature = api.feature(module)?;
    Some(quote!(#[cfg(feature = #feature)]))
}

/// The attribute of what several tags need; none where it is needed in any case.
pub(super) fn of_tags(api: &Api, tags: &[ModuleName]) -> Option<TokenStream> {
    let features: Vec<_> = tags.iter().filter_map(|it| api.feature(it)).collect();
    match features.as_slice() {
        [] => None,
        [one] => Some(quote!(#[cfg(feature = #one)])),
        several => Some(quote!(#[cfg(any(#(feature = #several),*))])),
    }
}

/// What a file is allowed that has items of several features: names and tables that only some of them need.
pub(super) fn of_any_feature(api: &Api) -> Option<TokenStream> {
    api.tag_features.then(|| quote!(#![allow(dead_code, unused_imports, reason = "each feature needs some of it")]))
}

/// How an application takes only the tags that it calls, where each is a feature.
pub fn tag_features(api: &Api) -> Option<String> {
    let features: Vec<String> = api.features().iter().map(|it| code_span(it)).collect();
    let some = api.features().into_iter().next()?;
    Some(format!(
        "Each tag of the document is a feature, which brings its operations and their types: {}. All of them are on by \
         default, as `{ALL_OPERATIONS}`; with `default-features = false, features = [\"rustls\", \"{some}\"]` an \
         application compiles one of them.",
        features.join(", ")
    ))
}
