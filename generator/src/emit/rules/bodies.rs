//! The rules of a request body in one media type.

use proc_macro2::TokenStream;
use quote::quote;

use super::demands::Demands;
use super::params::looks;
use crate::emit::operations::{field, field_of, line, member_spec, option, xml_root};
use crate::emit::type_ref::{Scope, type_ref};
use crate::ir::{
    Api, BodyContent, BodyKind, Constraints, Encoding, Field, Format, Part, PartKind, Presence, Shape, TypeRef,
};

pub(super) fn body(api: &Api, demands: &Demands<'_>, content: &BodyContent) -> TokenStream {
    let BodyContent { media_type, twins, ty, .. } = content;
    let pointer = api.written(&content.pointer).to_string();
    let media_types = [media_type].into_iter().chain(twins);
    let reads = reads(api, demands, content);
    let of_lines = content.constraints.items.as_deref().filter(|_| matches!(ty, TypeRef::List(_)));
    let demands = match &content.kind {
        BodyKind::JsonLines => demands.of(of_lines.unwrap_or(Constraints::nothing()), line(ty)),
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Xml => demands.of(&content.constraints, ty),
        BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Bytes => Vec::new(),
    };
    quote! {
        BodyRule {
            media_types: &[#(#media_types),*],
            pointer: #pointer,
            reads: Reads::#reads,
            demands: &[#(#demands),*],
        }
    }
}

fn reads(api: &Api, demands: &Demands<'_>, content: &BodyContent) -> TokenStream {
    let ty = &content.ty;
    let named = type_ref(ty, Scope::Crate);
    match &content.kind {
        BodyKind::Json => quote!(Json(fake_rules::json::<#named>)),
        BodyKind::JsonLines => {
            let line = type_ref(line(ty), Scope::Crate);
            quote!(Lines(fake_rules::json::<#line>))
        }
        BodyKind::Xml => {
            let root = xml_root(api, &content.pointer);
            quote!(Xml(|text| fake_rules::xml::<#named>(text, #root)))
        }
        BodyKind::Form(encodings) => {
            let members = encodings.iter().filter_map(|it| member(api.apart(), ty, it));
            quote!(Form(fake_rules::texts::<#named>, &[#(#members),*]))
        }
        BodyKind::Multipart(parts) => {
            let more = parts.iter().any(|part| part.property.is_none());
            let named = parts.iter().filter_map(|it| part(api.apart(), demands, ty, it));
            quote!(Parts(&[#(#named),*], #more))
        }
        BodyKind::Text if is_text(ty) => quote!(Text),
        BodyKind::Text | BodyKind::Bytes => quote!(Bytes),
    }
}

fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(Format::Date | Format::DateTime | Format::Uuid | Format::Uri))
}

/// A member of a form in a style of its own.
fn member(api: &Api, ty: &TypeRef, encoding: &Encoding) -> Option<TokenStream> {
    let field = field_of(api, ty, |it| it.wire == encoding.property)?;
    let (spec, looks) = (member_spec(encoding), looks(api, &field.ty));
    Some(quote!(MemberRule { spec: #spec, looks: Looks::#looks }))
}

fn part(api: &Api, demands: &Demands<'_>, ty: &TypeRef, part: &Part) -> Option<TokenStream> {
    let (name, field) = (part.property.as_ref()?, field(api, ty, part));
    let required = field.is_some_and(|it| it.presence == Presence::Required && !may_be_empty(api, part, it));
    if let (Some(style), Some(field)) = (&part.style, field) {
        let (spec, looks, ty) = (member_spec(style), looks(api, &field.ty), type_ref(&field.ty, Scope::Crate));
        let demands = demands.of(&field.constraints, &field.ty);
        let styled = quote!(Some((MemberRule { spec: #spec, looks: Looks::#looks }, fake_rules::texts::<#ty>)));
        return Some(
            quote!(PartRule { name: #name, required: #required, reads: None, styled: #styled, demands: &[#(#demands),*] }),
        );
    }
    let value = field.and_then(|it| value(part, it));
    let reads = option(value.map(|(ty, _)| {
        let ty = type_ref(ty, Scope::Crate);
        if part.kind == PartKind::Json { quote!(fake_rules::json::<#ty>) } else { quote!(fake_rules::text::<#ty>) }
    }));
    let demands = value.map(|(ty, constraints)| demands.of(constraints, ty)).unwrap_or_default();
    Some(quote!(PartRule { name: #name, required: #required, reads: #reads, styled: None, demands: &[#(#demands),*] }))
}

/// The type of what stands in one part, and what is demanded of it; none where a part may be of several media types.
fn value<'a>(part: &Part, field: &'a Field) -> Option<(&'a TypeRef, &'a Constraints)> {
    let several = part.allowed.as_ref().is_some_and(|it| it.contains(','));
    match (part.kind, &field.ty) {
        _ if several => None,
        (PartKind::File, _) => None,
        (_, TypeRef::List(item)) if part.repeated => {
            Some((&**item, field.constraints.items.as_deref().unwrap_or(Constraints::nothing())))
        }
        (PartKind::Text, TypeRef::List(_) | TypeRef::Map(_)) => None,
        (_, ty) => Some((ty, &field.constraints)),
    }
}

/// A list without items has no part, and one may be an alternative; nor has an object in a style of its own of which no
/// member is set.
fn may_be_empty(api: &Api, part: &Part, field: &Field) -> bool {
    let is_list = |ty: &TypeRef| matches!(api.bare(ty), TypeRef::List(_));
    match api.shape(&field.ty) {
        Some(Shape::Union(it)) => it.variants.iter().any(|it| is_list(&it.ty)),
        Some(Shape::Struct(_)) => part.style.is_some(),
        _ => is_list(&field.ty) || (part.style.is_some() && matches!(api.bare(&field.ty), TypeRef::Map(_))),
    }
}
