//! What stands where a one-way member has no value: in a request that is built, and in a response that is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::type_ref::{ident, runtime_type};
use crate::ir::{Api, Format, Shape, TypeRef, has_default_value, is_default};

/// The value of a field; `None` where the type's own `Default` is it.
pub(super) fn default_value(api: &Api, ty: &TypeRef) -> Option<TokenStream> {
    (!is_default(api, ty) && has_default_value(api, ty)).then(|| value(api, ty, true))
}

/// An expression whose type is plain to see. As an argument what is behind a `Box` is given as it is.
fn value(api: &Api, ty: &TypeRef, in_field: bool) -> TokenStream {
    match ty {
        TypeRef::String => quote!(String::new()),
        TypeRef::Json => quote!(serde_json::Value::Null),
        TypeRef::Format(Format::File) => quote!(crate::runtime::File::new(Vec::<u8>::new())),
        TypeRef::Format(it) => {
            let ty = runtime_type(*it);
            quote!(#ty::default())
        }
        TypeRef::List(item) if **item == TypeRef::String => quote!(Vec::<String>::new()),
        TypeRef::List(_) => quote!(Vec::new()),
        TypeRef::Map(_) => quote!(std::collections::BTreeMap::new()),
        TypeRef::Boxed(inner) => {
            let inner = value(api, inner, in_field);
            if in_field { quote!(Box::new(#inner)) } else { inner }
        }
        TypeRef::Named(name) => {
            let ty = ident(name.as_str());
            match &api.type_def(name).shape {
                Shape::Alias(target) => value(api, target, in_field),
                Shape::Enum(it) => {
                    let fallback = &it.fallback;
                    quote!(crate::types::#ty::#fallback(Default::default()))
                }
                Shape::Union(it) => {
                    let fallback = &it.fallback;
                    quote!(crate::types::#ty::#fallback(Default::default()))
                }
                Shape::Struct(it) => {
                    let arguments = it.arguments(api).map(|field| value(api, &field.ty, false));
                    quote!(crate::types::#ty::new(#(#arguments),*))
                }
                Shape::Tuple(it) => {
                    let items = it.items.iter().map(|item| value(api, item, true));
                    let rest = it.rest.iter().map(|_| quote!(Vec::new()));
                    let all = items.chain(rest);
                    quote!(crate::types::#ty(#(#all),*))
                }
                Shape::Newtype(inner) => {
                    let inner = value(api, inner, true);
                    quote!(crate::types::#ty(#inner))
                }
                Shape::Constant(_) => quote!(crate::types::#ty),
            }
        }
        _ => quote!(Default::default()),
    }
}
