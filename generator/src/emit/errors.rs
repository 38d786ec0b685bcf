//! `src/errors.rs`: where the API keeps the code and the message of its refusals. A type of the document says
//! it by its fields; an operation's enum of refusals passes on what the variant at hand says.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::Module;
use super::access::reference_or_return;
use super::docs::Text;
use super::imports::imports;
use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, CodeAccess, ContentKind, EnumRepr, ErrorBody, Outcome, OutcomeVariant, Shape, TypeName, TypeRef};

/// The module; none where no refusal has a documented body.
pub fn module(api: &Api) -> Option<Module> {
    let mut items: Vec<_> = own_types(api).map(|(name, body)| of_type(api, name, body)).collect();
    items.extend(silent_types(api).map(|ty| quote!(impl ErrorBody for #ty { type Code = str; })));
    items.extend(api.operations.iter().filter_map(|operation| match &operation.error {
        Outcome::Enum { name, variants } => Some(of_enum(api, name, variants)),
        _ => None,
    }));
    let imports = imports(&items);
    let runtime = quote!(
        use crate::runtime::ErrorBody;
    );
    let docs =
        Text::sentence("What the bodies of refusals say of themselves: a code for programs, a message for people.");
    (!items.is_empty()).then(|| Module::new("src/errors.rs", docs, [imports, runtime].into_iter().chain(items)))
}

/// The crate's own types among the error bodies, each once; the runtime knows the rest.
fn own_types(api: &Api) -> impl Iterator<Item = (&TypeName, &ErrorBody)> {
    let mut seen = BTreeSet::new();
    let named = api.error_bodies.iter().filter_map(|body| Some((own_type(api, &body.ty)?, body)));
    named.filter(move |(name, _)| seen.insert(*name))
}

/// What else an operation is refused with: types of the crate's own that say nothing of themselves. Of scalars, lists,
/// maps and its own types the runtime says so.
fn silent_types(api: &Api) -> impl Iterator<Item = TokenStream> {
    let speaking: BTreeSet<_> = own_types(api).map(|(name, _)| name).collect();
    let mut types = BTreeMap::new();
    for operation in &api.operations {
        let Outcome::Single { ty, kind } = &operation.error else { continue };
        let ty = api.without_aliases(ty);
        let read = matches!(kind.as_value(), ContentKind::Json | ContentKind::Form);
        let xml = matches!(kind.as_value(), ContentKind::Xml);
        if let Some(name) = own_type(api, &ty).filter(|it| (read || xml) && !(read && speaking.contains(it))) {
            let ty = type_ref(&TypeRef::Named(name.clone()), Scope::Crate);
            types.insert(ty.to_string(), ty);
        }
    }
    types.into_values()
}

/// The struct, enum or the like behind aliases and boxes.
fn own_type<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<&'a TypeName> {
    match ty {
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Alias(target) => own_type(api, target),
            _ => Some(name),
        },
        TypeRef::Boxed(inner) => own_type(api, inner),
        _ => None,
    }
}

fn of_type(api: &Api, name: &TypeName, body: &ErrorBody) -> TokenStream {
    let code_ty = body.code.as_ref().and_then(|it| code_type(api, &it.ty));
    let ty = code_ty.clone().unwrap_or_else(|| quote!(str));
    let code = body.code.as_ref().filter(|_| code_ty.is_some()).map(|it| getter(&quote!(code), &ty, it));
    let message =
        body.message.as_ref().filter(|it| is_text(api, &it.ty)).map(|it| getter(&quote!(message), &quote!(str), it));
    quote! {
        impl ErrorBody for crate::types::#name {
            type Code = #ty;
            #code
            #message
        }
    }
}

/// `fn code(&self) -> Option<&Self::Code>`.
fn getter(name: &TokenStream, ty: &TokenStream, access: &CodeAccess) -> TokenStream {
    let text = ty.to_string() == "str";
    let value = reference_or_return(&quote!(self), &access.steps, text);
    quote! {
        #[inline]
        fn #name(&self) -> Option<&#ty> {
            #value
        }
    }
}

/// The type that a code is shown as; only what is one word can be a code.
fn code_type(api: &Api, ty: &TypeRef) -> Option<TokenStream> {
    match ty {
        TypeRef::String => Some(quote!(str)),
        TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 | TypeRef::Json => {
            Some(type_ref(ty, Scope::Crate))
        }
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Enum(_) => Some(type_ref(ty, Scope::Crate)),
            Shape::Alias(target) => code_type(api, target),
            _ => None,
        },
        _ => None,
    }
}

fn is_text(api: &Api, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::String => true,
        TypeRef::Named(name) => matches!(&api.type_def(name).shape, Shape::Alias(target) if is_text(api, target)),
        _ => false,
    }
}

/// An operation's enum: the codes of all variants where they are of one type, else their texts.
fn of_enum(api: &Api, name: &TypeName, variants: &[OutcomeVariant]) -> TokenStream {
    let codes: Vec<_> = variants.iter().map(|it| code_of(api, it)).collect();
    let mut known = codes.iter().flatten().map(|it| it.to_string());
    let first = known.next();
    let common = known.all(|it| Some(&it) == first.as_ref());
    let ty = codes.iter().flatten().next().filter(|_| common).cloned().unwrap_or_else(|| quote!(str));
    let code_arms = variants.iter().zip(&codes).filter_map(|(variant, code)| {
        let code = passed_on(api, variant, code.as_ref()?, common)?;
        let variant = &variant.name;
        Some(quote!(Self::#variant(it) => #code,))
    });
    let message_arms = variants.iter().filter(|it| has_message(api, it)).map(|it| {
        let variant = &it.name;
        quote!(Self::#variant(it) => it.message(),)
    });
    let code = getter_by_variant(&quote!(code), &quote!(Self::Code), code_arms.collect(), variants.len());
    let message = getter_by_variant(&quote!(message), &quote!(str), message_arms.collect(), variants.len());
    quote! {
        impl ErrorBody for crate::operations::#name {
            type Code = #ty;
            #code
            #message
        }
    }
}

fn getter_by_variant(
    name: &TokenStream,
    ty: &TokenStream,
    arms: Vec<TokenStream>,
    variants: usize,
) -> Option<TokenStream> {
    let otherwise = (arms.len() < variants).then(|| quote!(_ => None,));
    (!arms.is_empty()).then(|| {
        quote! {
            #[inline]
            fn #name(&self) -> Option<&#ty> {
                match self {
                    #(#arms)*
                    #otherwise
                }
            }
        }
    })
}

/// The error body that a variant holds, where it is read as a value of the crate's own types.
fn body_of<'a>(api: &'a Api, variant: &OutcomeVariant) -> Option<&'a ErrorBody> {
    let content = variant.content.as_ref()?;
    let read = matches!(content.kind.as_value(), ContentKind::Json | ContentKind::Form);
    let name = own_type(api, &content.ty).filter(|_| read)?;
    api.error_bodies.iter().find(|it| own_type(api, &it.ty) == Some(name))
}

fn code_of(api: &Api, variant: &OutcomeVariant) -> Option<TokenStream> {
    code_type(api, &body_of(api, variant)?.code.as_ref()?.ty)
}

fn has_message(api: &Api, variant: &OutcomeVariant) -> bool {
    body_of(api, variant).and_then(|it| it.message.as_ref()).is_some_and(|it| is_text(api, &it.ty))
}

/// The variant's own code, or its text where the variants' codes differ in type.
fn passed_on(api: &Api, variant: &OutcomeVariant, code: &TokenStream, common: bool) -> Option<TokenStream> {
    if common || code.to_string() == "str" {
        return Some(quote!(it.code()));
    }
    let ty = &body_of(api, variant)?.code.as_ref()?.ty;
    is_string_enum(api, ty).then(|| quote!(it.code().map(|code| code.as_str())))
}

fn is_string_enum(api: &Api, ty: &TypeRef) -> bool {
    matches!(api.shape(ty), Some(Shape::Enum(it)) if it.repr == EnumRepr::String)
}
