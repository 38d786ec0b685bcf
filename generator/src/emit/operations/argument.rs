//! A parameter as an argument: what the function takes, what it makes of it, and how the call writes it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::emit::argument::argument;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{FieldName, Param, Place, Style, TypeRef};

/// `id: i64`, `name: impl Into<String>`.
pub fn takes(name: &FieldName, ty: &TypeRef) -> TokenStream {
    let takes = argument(name, ty, Scope::Crate).ty;
    quote!(#name: #takes)
}

/// The statement that makes the value of what was taken, where the two differ.
pub(super) fn converted(name: &FieldName, ty: &TypeRef) -> Option<TokenStream> {
    let made = argument(name, ty, Scope::Crate).value;
    let plain = quote!(#name).to_string() == made.to_string();
    let ty = type_ref(ty, Scope::Crate);
    (!plain).then(|| quote!(let #name: #ty = #made;))
}

/// The type of a parameter's value.
pub fn argument_type(param: &Param) -> TokenStream {
    type_ref(&param.ty, Scope::Crate)
}

/// The statement that writes a parameter into a call.
pub(super) fn written(param: &Param, call: &Ident) -> TokenStream {
    let name = &param.name;
    let spec = spec(param);
    quote!(#call.draft_mut().param(const { &#spec }, &#name);)
}

/// The static description of a parameter. It is written where it is used, so that it needs no name.
pub fn spec(param: &Param) -> TokenStream {
    let Param { wire, explode, allow_reserved, allow_empty, .. } = param;
    let (constructor, usual_style, usual_explode) = usual(param.place);
    let place = format_ident!("{constructor}");
    let start = quote!(runtime::ParamSpec::#place(#wire));
    let style = style(param.style);
    let style = (param.style != usual_style).then(|| quote!(style: #style,));
    let explode = (*explode != usual_explode).then(|| quote!(explode: #explode,));
    let allow_reserved = allow_reserved.then(|| quote!(allow_reserved: true,));
    let allow_empty = allow_empty.then(|| quote!(allow_empty: true,));
    let content = param.content.as_ref().map(|it| quote!(content: Some(#it),));
    let changes = quote!(#style #explode #allow_reserved #allow_empty #content);
    if changes.is_empty() { start } else { quote!(runtime::ParamSpec { #changes ..#start }) }
}

/// The runtime's constructor for a place, with the style and the explode that it sets: OpenAPI's defaults.
fn usual(place: Place) -> (&'static str, Style, bool) {
    match place {
        Place::Path => ("path", Style::Simple, false),
        Place::Query => ("query", Style::Form, true),
        Place::QueryString => ("query_string", Style::Form, true),
        Place::Header => ("header", Style::Simple, false),
        Place::Cookie => ("cookie", Style::Form, true),
    }
}

/// A name for a variable of ours that none of the arguments has.
pub(super) fn free_name<'a>(wanted: &str, mut taken: impl Iterator<Item = &'a FieldName>) -> Ident {
    if taken.any(|it| it.as_str() == wanted) { format_ident!("the_{wanted}") } else { format_ident!("{wanted}") }
}

/// The style's name in the runtime, which is the same.
pub(super) fn style(style: Style) -> TokenStream {
    let style = format_ident!("{style:?}");
    quote!(runtime::Style::#style)
}

/// An `Option` as an expression; `quote` alone prints nothing for `None`.
pub fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
