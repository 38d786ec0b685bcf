//! The tables of documented responses: which of them are successes, and how each one is read.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::outcome::{Side, streams};
use crate::Pointer;
use crate::ir::{
    Api, Content, ContentKind, EnumRepr, Field, Format, Operation, Outcome, OutcomeVariant, Shape, Status, Struct,
    TypeName, TypeRef,
};

/// The table of successes, `&[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)]`, in short.
pub(super) fn table(api: &Api, operation: &Operation) -> TokenStream {
    let cases = match &operation.output {
        Outcome::None => empty(operation),
        Outcome::Single { ty, kind } => single(api, operation, |it| {
            it.kind.as_value() == kind.as_value() && (it.ty == *ty || *kind == ContentKind::Bytes)
        }),
        Outcome::Enum { name, variants } => variants.iter().map(|it| variant(api, name, it)).collect(),
    };
    quote!(&[#(#cases),*])
}

/// Success without a documented body.
fn empty(operation: &Operation) -> Vec<TokenStream> {
    let mut statuses: Vec<_> = operation.successes().map(|it| it.status).collect();
    if statuses.is_empty() {
        statuses.push(Status::Range(2));
    }
    statuses.into_iter().map(|it| whole(&status_value(it), None, &quote!(runtime::read::empty))).collect()
}

fn single(api: &Api, operation: &Operation, fits: impl Fn(&Content) -> bool) -> Vec<TokenStream> {
    let contents = operation.successes().flat_map(|it| it.contents.iter().map(move |content| (it.status, content)));
    contents.filter(|(_, content)| fits(content)).map(|(status, content)| plain(api, status, content)).collect()
}

fn plain(api: &Api, status: Status, content: &Content) -> TokenStream {
    let (status, reader) = (status_value(status), reader(api, Side::Success, content));
    match streams(content.kind) {
        true => stream(&status, content, &reader),
        false => case(api, &status, content, &reader),
    }
}

fn variant(api: &Api, name: &TypeName, variant: &OutcomeVariant) -> TokenStream {
    let OutcomeVariant { name: variant, status, content, .. } = variant;
    let status = status_value(*status);
    let Some(content) = content else {
        return whole(&status, None, &quote!(|_| Ok(#name::#variant)));
    };
    let reader = reader(api, Side::Success, content);
    match streams(content.kind) {
        true => stream(&status, content, &quote!(|body| #name::#variant(#reader(body)))),
        false => variant_case(api, &status, content, &reader, &quote!(#name::#variant)),
    }
}

/// A row for the body of an error response, which is read whole and becomes that variant.
pub fn error_case(api: &Api, status: &TokenStream, content: &Content, variant: &TokenStream) -> TokenStream {
    variant_case(api, status, content, &reader(api, Side::Failure, content), variant)
}

fn variant_case(
    api: &Api,
    status: &TokenStream,
    content: &Content,
    reader: &TokenStream,
    variant: &TokenStream,
) -> TokenStream {
    match content.kind {
        ContentKind::Xml => {
            let root = xml_root(api, &content.pointer);
            whole(status, Some(content), &quote!(|body| runtime::xml::read(body, #root).map(#variant)))
        }
        _ => case(api, status, content, &quote!(|body| #reader(body).map(#variant))),
    }
}

/// A body that is read whole. Single values may come under other media types than the documented one.
fn case(api: &Api, status: &TokenStream, content: &Content, reader: &TokenStream) -> TokenStream {
    match by_content_type(api, content) {
        None => whole(status, Some(content), reader),
        Some(_) => {
            let media_type = &content.media_type;
            quote!(runtime::ResponseSpec::scalar(#status, Some(#media_type), #reader))
        }
    }
}

fn whole(status: &TokenStream, content: Option<&Content>, reader: &TokenStream) -> TokenStream {
    let media_type = super::argument::option(content.map(|it| &it.media_type));
    quote!(runtime::ResponseSpec::new(#status, #media_type, #reader))
}

fn stream(status: &TokenStream, content: &Content, reader: &TokenStream) -> TokenStream {
    let media_type = &content.media_type;
    quote!(runtime::ResponseSpec::stream(#status, #media_type, #reader))
}

/// A status, for tables.
pub fn status_value(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(runtime::Status::Code(#code))
        }
        Status::Range(first) => {
            let first = Literal::u8_unsuffixed(first);
            quote!(runtime::Status::Range(#first))
        }
        Status::Default => quote!(runtime::Status::Default),
    }
}

/// The table of an XML body, which `model` has made for each of them.
pub fn xml_root(api: &Api, content: &Pointer) -> TokenStream {
    let name = api.xml.root(content).expect("`model` makes a table for each XML body");
    quote!(&crate::xml::#name)
}

/// The runtime's function that reads such a body. An error response is never a stream: its body is bounded anyway.
fn reader(api: &Api, side: Side, content: &Content) -> TokenStream {
    if let Some(reader) = by_content_type(api, content) {
        return reader;
    }
    match (side, content.kind) {
        (_, ContentKind::Json) => quote!(runtime::read::json),
        (_, ContentKind::Form) => quote!(runtime::read::form),
        (_, ContentKind::Text) => quote!(runtime::read::text),
        (_, ContentKind::Xml) => {
            let root = xml_root(api, &content.pointer);
            quote!(|body| runtime::xml::read(body, #root))
        }
        (Side::Success, ContentKind::Bytes) => quote!(runtime::StreamBody::bytes),
        (Side::Success, ContentKind::JsonLines) => quote!(runtime::StreamBody::lines),
        (Side::Success, ContentKind::EventStream) => events(api, &content.ty),
        (Side::Failure, ContentKind::Bytes) => quote!(runtime::read::bytes),
        (Side::Failure, ContentKind::EventStream | ContentKind::JsonLines) => quote!(runtime::read::text),
    }
}

/// The reader of a single value, by the `Content-Type` of the response: servers send those as text and in JSON alike.
fn by_content_type(api: &Api, content: &Content) -> Option<TokenStream> {
    let is_json = media_type_is_json(&content.media_type);
    let is_range = content.media_type.ends_with("/*");
    let value = single_value(api, &content.ty, &mut BTreeSet::new());
    match (content.kind, value) {
        (ContentKind::Text, _) if is_range || content.media_type == "text/plain" => Some(quote!(runtime::read::string)),
        (ContentKind::Json, Some(Single::Bytes)) if is_range => Some(quote!(runtime::read::base64)),
        (ContentKind::Json, Some(Single::String)) if is_json => Some(quote!(runtime::read::json_string)),
        (ContentKind::Json, Some(Single::String)) => Some(quote!(runtime::read::string)),
        (ContentKind::Json, Some(Single::Any)) if is_json => None,
        (ContentKind::Json, Some(_)) => Some(quote!(runtime::read::scalar)),
        _ => None,
    }
}

fn media_type_is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// What text can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Single {
    String,
    Bytes,
    /// A number, a boolean, a word of a list, or one of several things of which one is such.
    Word,
    /// Any JSON value.
    Any,
}

fn single_value<'a>(api: &'a Api, ty: &'a TypeRef, seen: &mut BTreeSet<&'a TypeRef>) -> Option<Single> {
    let bare = api.bare(ty);
    match bare {
        TypeRef::String => Some(Single::String),
        TypeRef::Json => Some(Single::Any),
        TypeRef::Format(Format::File) => None,
        TypeRef::Format(Format::Base64) => Some(Single::Bytes),
        TypeRef::Bool | TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => Some(Single::Word),
        TypeRef::Format(_) => Some(Single::Word),
        TypeRef::Option(inner) => single_value(api, inner, seen),
        TypeRef::Named(_) if !seen.insert(bare) => None,
        TypeRef::Named(_) => match api.shape(bare)? {
            Shape::Enum(_) | Shape::Constant(_) => Some(Single::Word),
            Shape::Newtype(inner) => single_value(api, inner, seen).map(|_| Single::Word),
            Shape::Union(it) => {
                let mut all = it.variants.iter().map(|it| &it.ty);
                all.find_map(|it| single_value(api, it, seen)).map(|_| Single::Word)
            }
            _ => None,
        },
        TypeRef::Null | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_) => None,
    }
}

/// Events are described by their data, or since 3.2 as a whole: an object with `data` beside `event`, `id` or `retry`,
/// or one of several such objects.
fn events(api: &Api, ty: &TypeRef) -> TokenStream {
    if *api.bare(ty) == TypeRef::String {
        return quote!(runtime::StreamBody::text_events);
    }
    let part = |field: &Field| matches!(field.wire.as_str(), "data" | "event" | "id" | "retry");
    let has = |it: &Struct, wire: &str| it.fields.iter().any(|it| it.wire == wire);
    let one = matches!(api.shape(ty), Some(Shape::Struct(_)));
    // One of several that says all by its name has no data.
    let is_event = |it: &&Struct| it.fields.iter().all(part) && (has(it, "data") || (!one && has(it, "event")));
    let has_json = |it: &&Struct| it.fields.iter().any(|it| it.wire == "data" && !is_text(api, &it.ty));
    match objects(api, ty) {
        Some(all) if all.iter().all(is_event) && all.iter().any(has_json) => {
            quote!(runtime::StreamBody::event_json_objects)
        }
        Some(all) if all.iter().all(is_event) => quote!(runtime::StreamBody::event_objects),
        _ => quote!(runtime::StreamBody::events),
    }
}

/// The objects that a type may be, where it is nothing else.
fn objects<'a>(api: &'a Api, ty: &'a TypeRef) -> Option<Vec<&'a Struct>> {
    let (mut found, mut seen, mut work) = (Vec::new(), BTreeSet::new(), vec![ty]);
    while let Some(ty) = work.pop() {
        if !seen.insert(api.bare(ty)) {
            continue;
        }
        match api.shape(ty)? {
            Shape::Struct(it) => found.push(it),
            Shape::Union(it) => work.extend(it.variants.iter().map(|it| &it.ty)),
            _ => return None,
        }
    }
    Some(found)
}

fn is_text(api: &Api, ty: &TypeRef) -> bool {
    match api.shape(ty) {
        Some(Shape::Enum(it)) => it.repr == EnumRepr::String,
        Some(Shape::Constant(it)) => it.value.is_string(),
        Some(_) => false,
        None => matches!(api.bare(ty), TypeRef::String | TypeRef::Format(_)),
    }
}
