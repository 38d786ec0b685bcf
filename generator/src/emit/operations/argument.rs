//! A parameter as an argument: what the function takes, what it makes of it, and how the call writes it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::emit::argument::{self, Argument, argument};
use crate::emit::paths::Paths;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{Api, Encoding, FieldName, Param, ParamLocation, Style, Taken, TypeRef};

/// `id: i64`, `name: impl Into<String>`.
pub fn takes(api: &Api, name: &FieldName, ty: &TypeRef, paths: &Paths) -> TokenStream {
    let takes = argument(api, name, ty, Scope::File(paths)).ty;
    quote!(#name: #takes)
}

/// The statement that makes the value of what was taken, where the two differ.
pub(super) fn converted(api: &Api, name: &FieldName, ty: &TypeRef, paths: &Paths) -> Option<TokenStream> {
    (!matches!(api.taken(ty), Taken::Own | Taken::Scalar)).then(|| {
        let made = argument(api, name, ty, Scope::File(paths)).value;
        let ty = type_ref(ty, Scope::File(paths));
        quote!(let #name: #ty = #made;)
    })
}

/// The type of a parameter's value, for a program that has to name it.
pub fn argument_type(param: &Param, paths: &Paths) -> TokenStream {
    type_ref(&param.ty, Scope::File(paths))
}

/// How a parameter is written into a call.
pub(super) struct Written {
    /// The statement before it that makes the value, where one is needed.
    pub(super) value: Option<TokenStream>,
    /// What follows the call: `.set_param(runtime::ParamSpec::path("id"), &id)`.
    pub(super) step: TokenStream,
}

/// How the parameter is written. Texts and lists are the runtime's to convert: so the setter is one call, which is
/// less to compile than a conversion, a variable and its end.
pub(super) fn written(api: &Api, param: &Param, paths: &Paths) -> Written {
    let Param { name, ty, .. } = param;
    let spec = spec(param);
    let step = match ty {
        TypeRef::String => quote!(.set_text(#spec, #name)),
        TypeRef::List(item) => {
            let item = type_ref(item, Scope::File(paths));
            quote!(.set_list::<#item>(#spec, #name))
        }
        ty => return Written { value: converted(api, name, ty, paths), step: quote!(.set_param(#spec, &#name)) },
    };
    Written { value: None, step }
}

/// What the setter of an optional parameter takes, and how it is written.
pub(super) fn optional(api: &Api, param: &Param, paths: &Paths) -> (Argument, Written) {
    let Param { name, ty, .. } = param;
    let argument = argument::optional(api, name, ty, Scope::File(paths));
    match api.taken(ty) {
        Taken::List(_) | Taken::Map(_) | Taken::Json => (argument, written(api, param, paths)),
        _ => {
            let (spec, value, plain) = (spec(param), &argument.value, type_ref(ty, Scope::File(paths)));
            let step = quote!(.set_option::<#plain>(#spec, #value));
            (argument, Written { value: None, step })
        }
    }
}

/// The description of a parameter. It is written where it is used, so that it needs no name; an expression and not
/// a constant, because a constant is a function of its own to the compiler.
pub(super) fn spec(param: &Param) -> TokenStream {
    let Param { wire, location, style, explode, allow_reserved, slashes, allow_empty, content, .. } = param;
    let (constructor, ..) = usual(*location);
    let constructor = format_ident!("{constructor}");
    let manner = manner(*location, *style, *explode, *allow_reserved, content.as_deref());
    let allow_empty = allow_empty.then(|| quote!(.allow_empty()));
    let slashes = slashes.then(|| quote!(.slashes()));
    quote!(runtime::ParamSpec::#constructor(#wire) #manner #slashes #allow_empty)
}

/// How one member of a form is written; the others are written as OpenAPI has it by default.
pub(super) fn member_spec(encoding: &Encoding) -> TokenStream {
    let Encoding { property, style, explode, allow_reserved, content_type } = encoding;
    let manner = manner(ParamLocation::Query, *style, *explode, *allow_reserved, content_type.as_deref());
    quote!(runtime::ParamSpec::query(#property) #manner)
}

/// In what a description differs from what the constructor of that place sets.
fn manner(
    location: ParamLocation,
    style: Style,
    explode: bool,
    allow_reserved: bool,
    content: Option<&str>,
) -> TokenStream {
    let (_, usual_style, usual_explode) = usual(location);
    let style = (style != usual_style).then(|| {
        let style = format_ident!("{style:?}"); // it is called the same in the runtime
        quote!(.style(runtime::Style::#style))
    });
    let explode = (explode != usual_explode).then(|| quote!(.explode(#explode)));
    let allow_reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    let content = content.map(|it| quote!(.content(#it)));
    quote!(#style #explode #allow_reserved #content)
}

/// The runtime's constructor for a place, with the style and the explode that it sets: OpenAPI's defaults.
fn usual(location: ParamLocation) -> (&'static str, Style, bool) {
    match location {
        ParamLocation::Path => ("path", Style::Simple, false),
        ParamLocation::Query => ("query", Style::Form, true),
        ParamLocation::QueryString => ("query_string", Style::Form, true),
        ParamLocation::Header => ("header", Style::Simple, false),
        ParamLocation::Cookie => ("cookie", Style::Form, true),
    }
}

/// A name for a variable of ours that none of the arguments has.
pub(super) fn free_name<'a>(wanted: &str, mut taken: impl Iterator<Item = &'a FieldName>) -> Ident {
    if taken.any(|it| it.as_str() == wanted) { format_ident!("the_{wanted}") } else { format_ident!("{wanted}") }
}

/// An `Option` as an expression; `quote` alone prints nothing for `None`.
pub fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
