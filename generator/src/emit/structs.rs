//! Structs: one call of the runtime's `object!` each, with the members, what `new` takes, and the setters.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::argument::{Argument, argument, optional};
use super::default_value::default_value;
use super::docs::{Text, code_span};
use super::type_docs::type_docs;
use super::type_ref::{Scope, field_type, ident, type_ref};
use crate::ir::{Access, Api, Field, Presence, Shape, Struct, TypeDef, TypeRef};

/// As many fields are in one tuple; a semicolon ends them.
const WIDTH: usize = 16;

/// There are impls for up to this many tuples, and then for these numbers.
const FEW_GROUPS: usize = 4;
const MANY_GROUPS: [usize; 4] = [8, 16, 32, 64];

pub(super) fn item(api: &Api, def: &TypeDef, it: &Struct) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    let groups = it.fields.chunks(WIDTH).map(|group| {
        let fields = group.iter().map(|field| member(api, def, field));
        quote!(#(#fields),*;)
    });
    let padding = std::iter::repeat_n(quote!(;), padding(it.fields.len().div_ceil(WIDTH)));
    let extra = it.extra.as_ref().map(|(name, ty)| quote!(..pub #name: BTreeMap<String, #ty>));
    let new = def.usage.request.then(|| new(api, it));
    let missing = missing(api, def, it);
    let setters = setters(api, def, it);
    quote! {
        runtime::object! {
            #docs
            pub struct #name {
                #(#groups)* #(#padding)* #extra
            }
            #new
            #missing
            #setters
        }
    }
}

/// How many empty groups fill up the number of groups.
fn padding(groups: usize) -> usize {
    let next = MANY_GROUPS.into_iter().find(|it| *it >= groups);
    if groups <= FEW_GROUPS { 0 } else { next.unwrap_or(groups) - groups }
}

fn member(api: &Api, def: &TypeDef, field: &Field) -> TokenStream {
    let Field { name, wire, deprecated, .. } = field;
    let docs = field_docs(def, field);
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    let ty = field_type(field);
    let presence = match field.presence {
        Presence::Required if field.may_be_missing(api, def.usage) => "nullable",
        Presence::Required => "required",
        Presence::Nullable => "nullable",
        Presence::Optional | Presence::Tristate => "optional",
    };
    let read_only = (field.access == Access::ReadOnly).then_some("read_only");
    let number_text = field.constraints.number_text.then_some("number_text");
    let flags = [Some(presence), read_only, number_text].into_iter().flatten().map(|it| format_ident!("{it}"));
    quote!(#docs #deprecated pub #name: #ty = #(#flags)* #wire)
}

fn field_docs(def: &TypeDef, field: &Field) -> Text {
    let text = Text::new(&field.docs, "").constraints(&field.constraints).local(&field.docs.local);
    let text = match &field.tag {
        Some(tag) if def.usage.request => {
            text.paragraph(format!("The discriminator of this type; `new` sets it to {}.", code_span(tag)))
        }
        Some(tag) => text.paragraph(format!("The discriminator of this type, {}.", code_span(tag))),
        None => text,
    };
    match field.access {
        Access::Both => text,
        Access::ReadOnly => text.paragraph("Read-only: it is left out of requests."),
        Access::WriteOnly => text.paragraph("Write-only: responses do not contain it."),
    }
}

/// What `new` sets a field to that it does not take, where that is not the default of its type.
fn field_default_value(api: &Api, field: &Field) -> Option<TokenStream> {
    if let Some(tag) = &field.tag {
        let value = tag_value(api, &field.ty, tag);
        return Some(if field.presence == Presence::Required { value } else { quote!(Some(#value)) });
    }
    if field.presence != Presence::Required || field.is_argument(api) {
        return None;
    }
    default_value(api, &field.ty)
}

/// The value by which unions tell the type.
fn tag_value(api: &Api, ty: &TypeRef, tag: &str) -> TokenStream {
    let listed = match api.shape(ty) {
        Some(Shape::Enum(it)) => it.variants.iter().find(|it| it.wire.is_tag(tag)),
        _ => None,
    };
    match (listed, api.bare(ty)) {
        (Some(variant), TypeRef::Named(ty)) => {
            let variant = &variant.name;
            quote!(crate::types::#ty::#variant)
        }
        _ => quote!(#tag.to_owned()),
    }
}

/// What stands where a member is missing that may be.
fn missing(api: &Api, def: &TypeDef, it: &Struct) -> Option<TokenStream> {
    let fields = it.fields.iter().enumerate().filter(|(_, field)| field.may_be_missing(api, def.usage));
    let values: Vec<_> = fields
        .map(|(index, field)| {
            let (group, position) =
                (Literal::usize_unsuffixed(index / WIDTH), Literal::usize_unsuffixed(index % WIDTH));
            let value = default_value(api, &field.ty).unwrap_or_else(|| quote!(Default::default()));
            quote!(#group #position = #value;)
        })
        .collect();
    (!values.is_empty()).then(|| quote!(missing { #(#values)* }))
}

/// What `new` takes and makes of it. What may be left out is left out by its name, not by a call of `default`: a call may
/// unwind, and to compile what is dropped then costs more than all the rest of the constructor.
fn new(api: &Api, it: &Struct) -> TokenStream {
    let arguments: Vec<_> = it.arguments(api).collect();
    let default = it.has_default(api).then(|| quote!(default = Self::new;));
    let parameters = arguments.iter().map(|Field { name, ty, .. }| {
        let ty = argument(api, name, ty, Scope::Types).ty;
        quote!(#name: #ty)
    });
    let (mut given, mut none, mut absent) = (Vec::new(), Vec::new(), Vec::new());
    for field in &it.fields {
        let name = &field.name;
        match (arguments.iter().any(|it| it.name == *name), field_default_value(api, field), field.presence) {
            (true, ..) => {
                let value = argument(api, name, &field.ty, Scope::Types).value;
                given.push(quote!(#name: #value));
            }
            (false, Some(value), _) => given.push(quote!(#name: #value)),
            (false, None, Presence::Required) => given.push(quote!(#name: Default::default())),
            (false, None, Presence::Nullable | Presence::Optional) => none.push(name),
            (false, None, Presence::Tristate) => absent.push(name),
        }
    }
    given.extend(it.extra.as_ref().map(|(name, _)| quote!(#name: BTreeMap::new())));
    quote! {
        #default
        new(#(#parameters),*) { #(#given),*; #(#none),*; #(#absent),* }
    }
}

fn setters(api: &Api, def: &TypeDef, it: &Struct) -> Option<TokenStream> {
    let named = it.setters(api).map(|field| setter(api, field));
    let extra = it.extra.as_ref().map(|(name, ty)| {
        let method = ident(&name.setter());
        quote!(#method(#name: impl IntoIterator<Item = (String, #ty)>) = #name.into_iter().collect();)
    });
    let setters: Vec<_> = named.chain(extra).collect();
    (def.usage.request && !setters.is_empty()).then(|| quote!(setters { #(#setters)* }))
}

fn setter(api: &Api, field: &Field) -> TokenStream {
    let name = &field.name;
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let Argument { generic, ty, value } = taken(api, field);
    let method = ident(&name.setter());
    quote!(#deprecated #method #generic (#name: #ty) = #value;)
}

/// What a setter takes, and what it puts into the field.
fn taken(api: &Api, field: &Field) -> Argument {
    let Field { name, ty, .. } = field;
    match field.presence {
        Presence::Tristate => {
            let ty = type_ref(ty, Scope::Types);
            Argument { generic: None, ty: quote!(impl Into<Maybe<#ty>>), value: quote!(#name.into()) }
        }
        Presence::Required => argument(api, name, ty, Scope::Types),
        Presence::Nullable | Presence::Optional => optional(api, name, ty, Scope::Types),
    }
}
