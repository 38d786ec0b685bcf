//! Structs: public fields, `new` and setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::argument;
use super::docs::{Text, code_span};
use super::stand_in::stand_in;
use super::type_ref::{Scope, field_type, ident, type_ref};
use super::types::{type_docs, wire_name};
use crate::ir::{Access, Api, Field, FieldName, Presence, Scalar, Shape, Struct, TypeDef, TypeRef};

/// More arguments are worth a word to clippy.
const MANY_ARGUMENTS: usize = 7;

/// Setters of these names look to clippy like an operator's method.
const OPERATORS: [&str; 10] = ["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

pub(super) fn items(api: &Api, def: &TypeDef, it: &Struct) -> Vec<TokenStream> {
    vec![structure(api, def, it), methods(api, def, it)]
}

fn structure(api: &Api, def: &TypeDef, it: &Struct) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def, "An object of the API.");
    let fields = it.fields.iter().map(field);
    let extra = it.extra.as_ref().map(|(name, ty)| {
        quote! {
            /// All other members.
            pub #name: BTreeMap<String, #ty>,
        }
    });
    let default = (it.has_default(api) && !has_stand_ins(api, it)).then(|| quote!(Default,));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extra
        }
    }
}

/// Whether a field that `new` does not take has a type without `Default`.
fn has_stand_ins(api: &Api, it: &Struct) -> bool {
    it.fields.iter().any(|field| field_stand_in(api, field).is_some())
}

fn field_stand_in(api: &Api, field: &Field) -> Option<TokenStream> {
    if let Some(tag) = &field.tag {
        let value = tag_value(api, &field.ty, tag);
        return Some(if field.presence == Presence::Required { value } else { quote!(Some(#value)) });
    }
    if field.presence != Presence::Required || field.is_argument(api) {
        return None;
    }
    stand_in(api, &field.ty)
}

/// The value by which unions tell the type.
fn tag_value(api: &Api, ty: &TypeRef, tag: &str) -> TokenStream {
    let listed = match api.shape(ty) {
        Some(Shape::Enum(it)) => it.variants.iter().find(|it| it.wire == Scalar::String(tag.to_owned())),
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

fn field(field: &Field) -> TokenStream {
    let Field { name, deprecated, .. } = field;
    let docs = field_docs(field);
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    let ty = field_type(field);
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn field_docs(field: &Field) -> Text {
    let text = Text::new(&field.docs, &format!("The member {}.", wire_name(&field.wire)));
    let text = text.constraints(&field.constraints).told(&field.docs.told);
    let text = match &field.tag {
        Some(tag) => {
            text.paragraph(format!("`new` sets it to {}, by which the type is told from others.", code_span(tag)))
        }
        None => text,
    };
    match field.access {
        Access::Both => text,
        Access::ReadOnly => text.paragraph("Only the server sets it; a request goes out without it."),
        Access::WriteOnly => text.paragraph("Only sent; responses come without it."),
    }
}

fn methods(api: &Api, def: &TypeDef, it: &Struct) -> TokenStream {
    let name = &def.name;
    let new = new(api, it);
    let default = (it.has_default(api) && has_stand_ins(api, it)).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let setters = def.usage.request.then(|| {
        let named = it.setters(api).map(setter);
        let extra = it.extra.as_ref().map(|(name, ty)| extra_setter(name, ty));
        named.chain(extra).collect::<Vec<_>>()
    });
    let setters = setters.into_iter().flatten();
    quote! {
        impl #name {
            #new
            #(#setters)*
        }

        #default
    }
}

fn new(api: &Api, it: &Struct) -> TokenStream {
    let arguments: Vec<_> = it.arguments(api).collect();
    let deprecated = it.fields.iter().any(|field| field.deprecated).then(allow_deprecated);
    if arguments.is_empty() && !has_stand_ins(api, it) {
        return quote! {
            /// Without any member that may be left out.
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let parameters = arguments.iter().map(|Field { name, ty, .. }| {
        let ty = argument(name, ty, Scope::Types).ty;
        quote!(#name: #ty)
    });
    let given = |field: &Field| arguments.iter().any(|it| it.name == field.name);
    let values = it.fields.iter().map(|field| {
        let name = &field.name;
        match given(field) {
            true => initializer(name, &argument(name, &field.ty, Scope::Types).value),
            false => {
                let value = field_stand_in(api, field).unwrap_or_else(|| quote!(Default::default()));
                quote!(#name: #value)
            }
        }
    });
    let extra = it.extra.as_ref().map(|(name, _)| quote!(#name: BTreeMap::new()));
    let values = values.chain(extra);
    let many = (arguments.len() > MANY_ARGUMENTS)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the API requires them all")]));
    quote! {
        /// With the members that are required.
        #many
        #deprecated
        #[inline]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn initializer(name: &FieldName, value: &TokenStream) -> TokenStream {
    match value.to_string() == name.as_str() {
        true => quote!(#name),
        false => quote!(#name: #value),
    }
}

fn setter(field: &Field) -> TokenStream {
    let Field { name, wire, ty, .. } = field;
    let docs = Text::sentence(format!("Sets {}.", wire_name(wire)));
    let deprecated = field.deprecated.then(|| {
        let allow = allow_deprecated();
        quote!(#[deprecated] #allow)
    });
    let argument = argument(name, ty, Scope::Types);
    let (parameter, value) = match field.presence {
        Presence::Tristate => {
            let ty = type_ref(ty, Scope::Types);
            (quote!(impl Into<Maybe<#ty>>), quote!(#name.into()))
        }
        Presence::Required => (argument.ty, argument.value),
        Presence::Nullable | Presence::Optional => {
            let value = argument.value;
            (argument.ty, quote!(Some(#value)))
        }
    };
    let method = ident(&name.setter());
    let operator = OPERATORS
        .contains(&name.as_str())
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the name is the document's")]));
    quote! {
        #docs
        #deprecated
        #operator
        #[must_use]
        #[inline]
        pub fn #method(mut self, #name: #parameter) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn extra_setter(name: &FieldName, ty: &TypeRef) -> TokenStream {
    let method = ident(&name.setter());
    quote! {
        /// Sets the other members.
        #[must_use]
        #[inline]
        pub fn #method(mut self, #name: impl IntoIterator<Item = (String, #ty)>) -> Self {
            self.#name = #name.into_iter().collect();
            self
        }
    }
}

/// For code of ours that has to touch a deprecated member.
pub(super) fn allow_deprecated() -> TokenStream {
    quote!(#[expect(deprecated, reason = "a deprecated member still goes over the wire")])
}
