//! The rules of a parameter.

use proc_macro2::TokenStream;
use quote::quote;

use super::demands::Demands;
use crate::emit::operations::spec;
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{Access, Api, Param, Shape, TypeRef};

pub(super) fn param(api: &Api, demands: &Demands<'_>, param: &Param) -> TokenStream {
    let Param { required, .. } = param;
    let pointer = api.written(&param.pointer).to_string();
    let spec = spec(param);
    let looks = looks(api, &param.ty);
    let ty = type_ref(&param.ty, Scope::Crate);
    let demands = demands.of(&param.constraints, &param.ty);
    quote! {
        ParamRule {
            spec: #spec,
            required: #required,
            pointer: #pointer,
            looks: Looks::#looks,
            reads: fake_rules::texts::<#ty>,
            demands: &[#(#demands),*],
        }
    }
}

/// How the text of a parameter is to be taken apart.
#[derive(Clone, Debug, PartialEq)]
enum Look<'a> {
    One,
    List,
    Members,
    Named(Vec<&'a str>),
    Any,
    Free,
}

pub(super) fn looks(api: &Api, ty: &TypeRef) -> TokenStream {
    match look(api, ty, 0) {
        Look::One => quote!(One),
        Look::List => quote!(List),
        Look::Members => quote!(Members),
        Look::Named(names) => quote!(Named(&[#(#names),*])),
        Look::Any => quote!(Any),
        Look::Free => quote!(Free),
    }
}

fn look<'a>(api: &'a Api, ty: &'a TypeRef, depth: u8) -> Look<'a> {
    match ty {
        TypeRef::List(_) => Look::List,
        TypeRef::Map(_) => Look::Members,
        TypeRef::Json => Look::Free,
        TypeRef::Option(it) | TypeRef::Boxed(it) => look(api, it, depth),
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(it) if it.extra.is_some() => Look::Members,
            Shape::Struct(it) => {
                let sent = it.fields.iter().filter(|field| field.access != Access::ReadOnly);
                Look::Named(sent.map(|field| field.wire.as_str()).collect())
            }
            Shape::Tuple(_) => Look::List,
            Shape::Union(it) if depth < 16 => {
                let mut variants = it.variants.iter().map(|it| look(api, &it.ty, depth + 1));
                let members = variants.any(|it| matches!(it, Look::Members | Look::Named(_) | Look::Free));
                if members { Look::Free } else { Look::Any }
            }
            Shape::Enum(_) | Shape::Constant(_) => Look::One,
            Shape::Alias(it) | Shape::Newtype(it) if depth < 16 => look(api, it, depth + 1),
            Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_) => Look::Free,
        },
        _ => Look::One,
    }
}
