//! Request bodies (OpenAPI 3.1, section 4.8.13): a content for each media type that says something of its own.

use super::cx::Cx;
use super::equivalent_schemas::EquivalentSchemas;
use super::{body_format, optional, order, parts};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Body, BodyContent, BodyKind, Constraints, FieldName, JsonKind, MethodName, TypeRef};
use crate::model::media::{self, Family};
use crate::model::raw::Raw;
use crate::model::schema::{Merged, constraints_at, constraints_of_text};
use crate::model::xml;
use crate::namer::Scope;
use crate::spec::Spec;

/// The body of an operation.
pub(super) fn build(
    cx: &mut Cx<'_, '_, '_, '_>,
    operation: &Raw<'_>,
    method: &MethodName,
    names: &mut Scope,
) -> Option<Body> {
    let raw = operation.object(cx.spec, "requestBody")?;
    let mut media_types: Vec<_> = raw.entries("content").collect();
    media_types.sort_by_key(|(media_type, _)| media::preference(media_type));
    let written = EquivalentSchemas::of(cx, &media_types);
    let mut contents: Vec<BodyContent> = Vec::new();
    for (media_type, at) in media_types {
        let (kind, ty) = typed(cx, &raw, (media_type, &at), &written);
        let value = matches!(kind, BodyKind::Json | BodyKind::Xml);
        if let Some(other) = contents.iter_mut().find(|it| value && it.kind == kind && it.ty == ty) {
            let message = format!("`{media_type}` carries the same value as `{}`, which is sent", other.media_type);
            cx.types.diags.documented(code::EQUIVALENT_MEDIA_TYPE, &at, message);
            other.equivalent_media_types.push(media_type.to_owned());
            continue;
        }
        let name =
            if contents.is_empty() { "body".to_owned() } else { names.name(&[&setter(&kind, media_type), media_type]) };
        let method = match contents.is_empty() {
            true => method.clone(),
            false => {
                MethodName::new(cx.methods.name(&[&format!("{method} {name}"), &format!("{method} {media_type}")]))
            }
        };
        let constraints = match kind {
            BodyKind::Text => constraints_of_text(&cx.types.schemas, &at.key("schema")),
            _ => constraints_at(&cx.types.schemas, &[at.key("schema")]),
        };
        let order = match kind {
            BodyKind::Form(_) => form_order(cx, &at),
            _ => Vec::new(),
        };
        contents.push(BodyContent {
            order,
            name: FieldName::new(name),
            method,
            media_type: sent(media_type, &kind),
            equivalent_media_types: Vec::new(),
            kind,
            ty,
            constraints: Constraints { part_headers: part_headers(cx.spec, &at), ..constraints },
            pointer: at,
        });
    }
    let required = optional::required(cx, &raw, &contents);
    (!contents.is_empty()).then(|| Body { required, docs: raw.docs(), contents, pointer: raw.at.clone() })
}

/// The headers of the parts of a multipart body, by part and name.
fn part_headers(spec: &Spec, at: &Pointer) -> Vec<(String, String, bool)> {
    let Some(content) = Raw::at(spec, at).filter(|_| media::family(&at.last()) == Family::Multipart) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (part, at) in content.entries("encoding") {
        let headers: Vec<_> = Raw::at(spec, &at).iter().flat_map(|it| it.entries("headers")).collect();
        for (name, at) in headers {
            let required = Raw::at(spec, &at).is_some_and(|it| it.flag("required"));
            found.push((part.to_owned(), name.to_ascii_lowercase(), required));
        }
    }
    found.sort();
    found
}

/// `form_body`, `multipart_body`, `text_body`, …
fn setter(kind: &BodyKind, media_type: &str) -> String {
    let word = match kind {
        BodyKind::Json => {
            return format!("{}_body", media::essence(media_type).rsplit('/').next().unwrap_or_default());
        }
        BodyKind::Form(_) => "form",
        BodyKind::Multipart(_) => "multipart",
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
        BodyKind::Xml => "xml",
        BodyKind::JsonLines => "lines",
    };
    format!("{word}_body")
}

/// The media type on the wire; a range (`*/*`) is no type to send.
fn sent(media_type: &str, kind: &BodyKind) -> String {
    let essence = media::essence(media_type);
    match (essence.contains('*') || !essence.contains('/'), kind) {
        (false, _) => media::sendable(media_type),
        (true, BodyKind::Json) => "application/json".to_owned(),
        (true, BodyKind::Text) => "text/plain".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}

fn typed(
    cx: &mut Cx<'_, '_, '_, '_>,
    body: &Raw<'_>,
    (media_type, at): (&str, &Pointer),
    written: &EquivalentSchemas,
) -> (BodyKind, TypeRef) {
    let content = Raw::at(cx.spec, at);
    let schema = content.as_ref().map(|it| it.at.key("schema")).filter(|it| cx.types.schemas.node(it).is_some());
    let family = body_format::sent(cx, media_type, at, schema.as_ref());
    let word = match family {
        Family::Json => "Request",
        Family::Form => "Form",
        Family::Multipart => "Multipart",
        Family::JsonLines => "Line",
        Family::Xml => "Request",
        Family::Text | Family::EventStream => return (BodyKind::Text, TypeRef::String),
        Family::Bytes => return (BodyKind::Bytes, TypeRef::Json),
    };
    let schema = match family {
        Family::JsonLines => item_schema(cx, content.as_ref(), schema),
        _ => schema,
    };
    let place = cx.place(&body.at, &[word]);
    // Files make the types of multipart bodies others than those of values.
    let first = |at: &Pointer| if family == Family::Multipart { at.clone() } else { written.first(at.clone()) };
    let ty = schema.as_ref().map_or(TypeRef::Json, |at| cx.types.value(&first(at).into(), &place));
    match (family, content, schema) {
        (Family::Form, Some(content), _) => (BodyKind::Form(parts::encodings(&content)), ty),
        (Family::JsonLines, ..) => (BodyKind::JsonLines, ty),
        (Family::Xml, ..) if xml::is_shaped(cx.types, &ty) => (BodyKind::Xml, ty),
        (Family::Xml, _, schema) => {
            if let Some(schema) = schema {
                xml_as_text(cx, &schema);
            }
            (BodyKind::Text, TypeRef::String)
        }
        (Family::Multipart, Some(content), Some(schema)) => parts::multipart(cx, &content, &schema, ty),
        (Family::Multipart, content, _) => {
            if content.is_some_and(|it| it.get("x-octogen-item-schema").is_some()) {
                let message = "a multipart body without named members is sent as bytes that the caller assembles";
                cx.types.diags.approximated(code::MULTIPART, at, message);
            }
            (BodyKind::Bytes, TypeRef::Json)
        }
        _ => (BodyKind::Json, ty),
    }
}

/// A schema for XML that gives its elements no shape.
pub(super) fn xml_as_text(cx: &mut Cx<'_, '_, '_, '_>, schema: &Pointer) {
    let merged = cx.merged(schema);
    if merged.kind != Some(JsonKind::String) && !merged.parts.is_empty() {
        let message = "the schema gives the elements of the XML no shape; the body is text";
        cx.types.diags.approximated(code::XML, schema, message);
    }
}

/// Of JSON Lines: `itemSchema` (3.2), or the items of a list.
pub(super) fn item_schema(
    cx: &Cx<'_, '_, '_, '_>,
    content: Option<&Raw<'_>>,
    schema: Option<Pointer>,
) -> Option<Pointer> {
    let own = content.map(|it| it.at.key("x-octogen-item-schema"));
    if let Some(own) = own.filter(|at| cx.types.schemas.node(at).is_some()) {
        return Some(own);
    }
    let schema = schema?;
    let merged = cx.merged(&schema);
    match (merged.kind, merged.items.as_slice()) {
        (Some(JsonKind::Array), [items]) => Some(items.clone()),
        _ => Some(schema),
    }
}

/// The members of a form in the document's order, where it is not that of the alphabet.
fn form_order(cx: &Cx<'_, '_, '_, '_>, content: &Pointer) -> Vec<String> {
    let schema = content.key("schema");
    let merged = Merged::of(&cx.types.schemas, &schema.into(), &mut Diagnostics::default());
    let names = order::members(cx, &merged);
    if names.is_sorted() { Vec::new() } else { names.into_iter().map(str::to_owned).collect() }
}
