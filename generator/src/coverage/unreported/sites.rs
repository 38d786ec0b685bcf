//! The places where a schema decides a type: components and inline types, members, alternatives, parameters, bodies,
//! responses, headers, webhooks and callbacks.

use foldhash::HashSet;

use super::super::kinds::Kinds;
use crate::Pointer;
use crate::ir::{
    Api, BodyContent, BodyKind, Content, ContentKind, Field, HeaderDef, Operation, Param, PartKind, Presence, Shape,
    TypeDef, TypeRef, UnionVariant,
};

/// Such a place.
pub(super) struct Site<'a> {
    /// The schema, in the finished document.
    pub at: Pointer,
    /// What holds the schema: words about it are about the schema, too.
    pub around: Pointer,
    /// The type.
    pub ty: &'a TypeRef,
    /// What the place takes beyond the type.
    pub extra: Kinds,
    /// Kinds that are decided elsewhere.
    pub open: Kinds,
    /// Whether this schema alone decides the type; a part of an `allOf` may be narrowed by others.
    pub alone: bool,
    /// Whether bytes go as they are, where the place decides it.
    pub bytes: Option<bool>,
    /// Whether values are written as texts, in which a number and its text are one.
    pub text: bool,
}

/// All of them. `names` are the references to the types of the API, in their order.
pub(super) fn of<'a>(api: &'a Api, names: &'a [TypeRef]) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    let parts = parts(api);
    for (def, name) in api.types.iter().zip(names) {
        definition(def, name, parts.contains(&&def.pointer), &mut sites);
    }
    for operation in &api.operations {
        calls(operation, &mut sites);
    }
    sites.extend(api.headers.iter().map(header));
    sites.extend(api.webhooks.iter().map(|it| event(&it.body, &it.ty)));
    sites
}

/// Schemas that say only a part of what there is to say about their types: others stand beside or around them.
fn parts(api: &Api) -> HashSet<&Pointer> {
    let (mut parts, mut seen) = (HashSet::default(), HashSet::default());
    for def in &api.types {
        // Of two types with one place, one is what an `allOf` makes of the other.
        if !seen.insert(&def.pointer) {
            parts.insert(&def.pointer);
        }
        match &def.shape {
            Shape::Struct(it) => parts.extend(it.fields.iter().map(|it| &it.pointer).filter(|it| !is_own(it, def))),
            Shape::Union(it) => parts.extend(it.variants.iter().map(|it| &it.pointer)),
            _ => {}
        }
    }
    parts
}

fn is_own(member: &Pointer, def: &TypeDef) -> bool {
    let inside = member.as_str().strip_prefix(def.pointer.as_str());
    inside.is_some_and(|it| it.starts_with('/') && it.matches('/').count() == 2)
}

fn definition<'a>(def: &'a TypeDef, name: &'a TypeRef, is_part: bool, sites: &mut Vec<Site<'a>>) {
    // Whether a name may be null is decided where it is used.
    let ty = match &def.shape {
        Shape::Alias(it) | Shape::Newtype(it) => it,
        _ => name,
    };
    sites.push(Site { open: Kinds::NULL, alone: !is_part, ..site(def.pointer.clone(), &def.pointer, ty) });
    match &def.shape {
        Shape::Struct(it) => {
            sites.extend(it.fields.iter().map(|field| member(field, def)));
            if let Some((_, ty)) = &it.extra {
                let at = def.pointer.key("additionalProperties");
                sites.push(Site { alone: false, ..site(at, &def.pointer, ty) });
            }
        }
        Shape::Union(it) => sites.extend(it.variants.iter().map(alternative)),
        _ => {}
    }
}

fn site<'a>(at: Pointer, around: &Pointer, ty: &'a TypeRef) -> Site<'a> {
    Site {
        at,
        around: around.clone(),
        ty,
        extra: Kinds::NONE,
        open: Kinds::NONE,
        alone: true,
        bytes: None,
        text: false,
    }
}

fn member<'a>(field: &'a Field, def: &TypeDef) -> Site<'a> {
    let null = matches!(field.presence, Presence::Nullable | Presence::Tristate);
    let text = field.constraints.number_text;
    let extra = if null { Kinds::NULL } else { Kinds::NONE };
    let extra = if text { extra.or(Kinds::STRING) } else { extra };
    Site { extra, alone: is_own(&field.pointer, def), ..site(field.pointer.clone(), &field.pointer, &field.ty) }
}

fn alternative(variant: &UnionVariant) -> Site<'_> {
    let site = site(variant.pointer.clone(), &variant.pointer, &variant.ty);
    Site { alone: false, open: Kinds::NULL, ..site }
}

fn calls<'a>(operation: &'a Operation, sites: &mut Vec<Site<'a>>) {
    sites.extend(operation.params.iter().map(parameter));
    for content in operation.body.iter().flat_map(|it| &it.contents) {
        body(content, sites);
    }
    sites.extend(operation.responses.iter().flat_map(|it| &it.contents).filter_map(response));
    sites.extend(operation.callbacks.iter().map(|it| event(&it.body, &it.ty)));
}

/// The body of what the server sends by itself, in JSON.
fn event<'a>(body: &Pointer, ty: &'a TypeRef) -> Site<'a> {
    let around = body.parent().unwrap_or_default();
    Site { bytes: Some(false), ..site(body.clone(), &around, ty) }
}

/// What is written as text has no null.
fn parameter(param: &Param) -> Site<'_> {
    let at = match &param.content {
        Some(media_type) => param.pointer.key("content").key(media_type).key("schema"),
        None => param.pointer.key("schema"),
    };
    let extra = if param.constraints.number_text { Kinds::STRING } else { Kinds::NONE };
    Site { open: Kinds::NULL, extra, text: param.content.is_none(), ..site(at, &param.pointer, &param.ty) }
}

fn header(header: &HeaderDef) -> Site<'_> {
    let extra = if header.constraints.number_text { Kinds::STRING } else { Kinds::NONE };
    Site { open: Kinds::NULL, extra, text: true, ..site(header.pointer.key("schema"), &header.pointer, &header.ty) }
}

fn body<'a>(content: &'a BodyContent, sites: &mut Vec<Site<'a>>) {
    let at = content.pointer.key("schema");
    let whole = Site { bytes: Some(false), ..site(at.clone(), &content.pointer, &content.ty) };
    match &content.kind {
        BodyKind::Json => sites.push(whole),
        BodyKind::Text | BodyKind::Form(_) | BodyKind::Xml => sites.push(Site { open: Kinds::NULL, ..whole }),
        BodyKind::Bytes => sites.push(Site { open: Kinds::ALL, bytes: Some(true), ..whole }),
        BodyKind::JsonLines => {
            sites.push(site(content.pointer.key("x-octogen-item-schema"), &content.pointer, &content.ty));
        }
        BodyKind::Multipart(parts) => {
            sites.push(Site { open: Kinds::NULL, ..whole });
            for part in parts {
                let Some(property) = &part.property else { continue };
                let at = at.key("properties").key(property);
                let at = if part.repeated { at.key("items") } else { at };
                let bytes = Some(part.kind == PartKind::File || part.content_type.is_some());
                sites.push(Site { open: Kinds::ALL, bytes, ..site(at, &content.pointer, &content.ty) });
            }
        }
    }
}

fn response(content: &Content) -> Option<Site<'_>> {
    let at = content.pointer.key("schema");
    let whole = Site { bytes: Some(false), ..site(at, &content.pointer, &content.ty) };
    match content.kind {
        ContentKind::Json => Some(whole),
        ContentKind::Text | ContentKind::Form | ContentKind::Xml => Some(Site { open: Kinds::NULL, ..whole }),
        ContentKind::Bytes => Some(Site { open: Kinds::ALL, bytes: Some(true), ..whole }),
        ContentKind::JsonLines => {
            Some(site(content.pointer.key("x-octogen-item-schema"), &content.pointer, &content.ty))
        }
        // The type is that of the data of an event.
        ContentKind::EventStream => None,
    }
}
