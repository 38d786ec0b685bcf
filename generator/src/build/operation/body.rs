//! Request bodies (OpenAPI 3.1, section 4.8.13): a content for each media type that says something of its own.

use super::Cx;
use super::written::Written;
use crate::Pointer;
use crate::build::media::{self, Family};
use crate::build::names::Scope;
use crate::build::raw::Raw;
use crate::build::schema::{Additional, Merged, SchemaSet, constraints_at, constraints_of_text};
use crate::build::xml;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{
    Body, BodyContent, BodyKind, Constraints, Encoding, FieldName, JsonKind, MethodName, Part, PartKind, Shape, Style,
    TypeRef,
};
use crate::spec::Spec;

/// The body of an operation.
pub(super) fn built(
    cx: &mut Cx<'_, '_, '_, '_>,
    operation: &Raw<'_>,
    method: &MethodName,
    names: &mut Scope,
) -> Option<Body> {
    let raw = operation.object(cx.spec, "requestBody")?;
    let mut media_types: Vec<_> = raw.entries("content").collect();
    media_types.sort_by_key(|(media_type, _)| media::preference(media_type));
    let written = Written::of(cx, &media_types);
    let mut contents: Vec<BodyContent> = Vec::new();
    for (media_type, at) in media_types {
        let (kind, ty) = typed(cx, &raw, (media_type, &at), &written);
        let value = matches!(kind, BodyKind::Json | BodyKind::Xml);
        if let Some(other) = contents.iter_mut().find(|it| value && it.kind == kind && it.ty == ty) {
            let message = format!("`{media_type}` carries the same value as `{}`, which is sent", other.media_type);
            cx.types.diags.documented(code::MEDIA_TYPE_TWIN, &at, message);
            other.twins.push(media_type.to_owned());
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
        let demands = match kind {
            BodyKind::Text => constraints_of_text(&cx.types.schemas, &at.key("schema")),
            _ => constraints_at(&cx.types.schemas, &[at.key("schema")]),
        };
        contents.push(BodyContent {
            name: FieldName::new(name),
            method,
            media_type: sent(media_type, &kind),
            twins: Vec::new(),
            kind,
            ty,
            constraints: Constraints { part_headers: part_headers(cx.spec, &at), ..demands },
            pointer: at,
        });
    }
    (!contents.is_empty()).then(|| Body {
        required: raw.flag("required"),
        docs: raw.docs(),
        contents,
        pointer: raw.at.clone(),
    })
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
        (false, _) => media_type.to_owned(),
        (true, BodyKind::Json) => "application/json".to_owned(),
        (true, BodyKind::Text) => "text/plain".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}

fn typed(
    cx: &mut Cx<'_, '_, '_, '_>,
    body: &Raw<'_>,
    (media_type, at): (&str, &Pointer),
    written: &Written,
) -> (BodyKind, TypeRef) {
    let content = Raw::at(cx.spec, at);
    let schema = content.as_ref().map(|it| it.at.key("schema")).filter(|it| cx.types.schemas.node(it).is_some());
    let family = family(cx, media_type, schema.as_ref());
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
        (Family::Form, Some(content), _) => (BodyKind::Form(encodings(&content)), ty),
        (Family::JsonLines, ..) => (BodyKind::JsonLines, ty),
        (Family::Xml, ..) if xml::is_shaped(cx.types, &ty) => (BodyKind::Xml, ty),
        (Family::Xml, _, schema) => {
            if let Some(schema) = schema {
                xml_as_text(cx, &schema);
            }
            (BodyKind::Text, TypeRef::String)
        }
        (Family::Multipart, Some(content), Some(schema)) => multipart(cx, &content, &schema, ty),
        (Family::Multipart, content, _) => {
            if content.is_some_and(|it| it.get("x-octogen-item-schema").is_some()) {
                let message = "a multipart body without named members is sent as bytes that the caller puts together";
                cx.types.diags.approximated(code::MULTIPART, at, message);
            }
            (BodyKind::Bytes, TypeRef::Json)
        }
        _ => (BodyKind::Json, ty),
    }
}

/// A schema for XML that gives its elements no shape.
pub(super) fn xml_as_text(cx: &mut Cx<'_, '_, '_, '_>, schema: &Pointer) {
    let merged = merged(cx, schema);
    if merged.kind != Some(JsonKind::String) && !merged.parts.is_empty() {
        let message = "the schema gives the elements of the XML no shape; the body is text";
        cx.types.diags.approximated(code::XML, schema, message);
    }
}

/// The family of the media type; `*/*` with an object is JSON, what every server of such a document means.
fn family(cx: &Cx<'_, '_, '_, '_>, media_type: &str, schema: Option<&Pointer>) -> Family {
    let family = media::family(media_type);
    let Some(schema) = schema.filter(|_| media::essence(media_type) == "*/*") else {
        return family;
    };
    match merged(cx, schema).kind {
        Some(JsonKind::Object | JsonKind::Array) => Family::Json,
        _ => family,
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
    let merged = merged(cx, &schema);
    match (merged.kind, merged.items.as_slice()) {
        (Some(JsonKind::Array), [items]) => Some(items.clone()),
        _ => Some(schema),
    }
}

fn merged<'a>(cx: &Cx<'a, '_, '_, '_>, schema: &Pointer) -> Merged<'a> {
    Merged::of(&cx.types.schemas, &schema.clone().into(), &mut Diagnostics::default())
}

/// The members of a form that are not written in the default way.
fn encodings(content: &Raw<'_>) -> Vec<Encoding> {
    let encoding = |property: &str| {
        let own = content.get("encoding")?.get(property)?;
        let content_type = own.get("contentType").and_then(|it| it.as_str()).and_then(sent_part);
        // Without any of these a member is written as if it had no encoding.
        let says = ["style", "explode", "allowReserved"].iter().any(|it| own.get(it).is_some());
        if !says && content_type.is_none() {
            return None;
        }
        let style = match own.get("style").and_then(|it| it.as_str()) {
            Some("spaceDelimited") => Style::SpaceDelimited,
            Some("pipeDelimited") => Style::PipeDelimited,
            Some("deepObject") => Style::DeepObject,
            _ => Style::Form,
        };
        let explode = own.get("explode").and_then(serde_json::Value::as_bool).unwrap_or(style == Style::Form);
        let allow_reserved = own.get("allowReserved").and_then(serde_json::Value::as_bool).unwrap_or(false);
        // Where a style is said, the text ignores the media type.
        let content_type = content_type.filter(|_| !says);
        Some(Encoding { property: property.to_owned(), style, explode, allow_reserved, content_type })
    };
    content.entries("encoding").filter_map(|(property, _)| encoding(property)).collect()
}

/// The parts of a multipart body whose schema is an object with names; anything else is sent as it is given.
fn multipart(cx: &mut Cx<'_, '_, '_, '_>, content: &Raw<'_>, schema: &Pointer, ty: TypeRef) -> (BodyKind, TypeRef) {
    let merged = merged(cx, schema);
    let Some((fields, extra)) = fields(cx, &ty) else {
        let message = "a multipart body without named members is sent as bytes that the caller puts together";
        cx.types.diags.approximated(code::MULTIPART, &content.at, message);
        return (BodyKind::Bytes, TypeRef::Json);
    };
    let named = fields.into_iter().map(|(wire, field)| {
        let content_type = content.get("encoding").and_then(|it| it.get(&wire)?.get("contentType")?.as_str());
        let allowed = content_type.map(str::to_owned);
        let content_type = content_type.and_then(sent_part);
        let places = merged.properties.get(wire.as_str()).map(Vec::as_slice);
        let (kind, repeated) = part_kind(cx, places.unwrap_or_default(), content_type.as_deref());
        Part { kind, repeated, content_type, allowed, property: Some(wire), field }
    });
    let unnamed = extra.map(|field| {
        let place = match &merged.additional {
            Some(Additional::Schema(at)) => vec![at.clone()],
            _ => Vec::new(),
        };
        let (kind, repeated) = part_kind(cx, &place, None);
        Part { kind, repeated, content_type: None, allowed: None, property: None, field }
    });
    let parts = named.chain(unnamed).collect();
    for at in content.entries("encoding").map(|(_, at)| at.key("headers")) {
        if cx.spec.raw(&at).is_some() {
            let message = "headers of a part are in the documentation; the client sends none but those of the form";
            cx.types.diags.documented(code::MULTIPART, &at, message);
        }
    }
    (BodyKind::Multipart(parts), ty)
}

/// The media type that a part is sent with: the first that is one, of several.
fn sent_part(content_type: &str) -> Option<String> {
    let mut listed = content_type.split(',').map(str::trim);
    listed.find(|it| !it.is_empty() && !it.contains('*')).map(str::to_owned)
}

/// Wire and Rust names of the members of a struct, and the name of the map of the others.
type Fields = (Vec<(String, FieldName)>, Option<FieldName>);

/// The members of the struct that a type is, aliases followed.
fn fields(cx: &Cx<'_, '_, '_, '_>, ty: &TypeRef) -> Option<Fields> {
    let mut name = match ty {
        TypeRef::Named(name) => name,
        _ => return None,
    };
    for _ in 0..16 {
        match &cx.types.def(name)?.shape {
            Shape::Struct(it) => {
                let named = it.fields.iter().map(|it| (it.wire.clone(), it.name.clone()));
                return Some((named.collect(), it.extra.as_ref().map(|(name, _)| name.clone())));
            }
            Shape::Alias(TypeRef::Named(next)) => name = next,
            _ => return None,
        }
    }
    None
}

/// How a part is written, and whether there is one for each item (OpenAPI 3.1, section 4.8.15.1.1).
fn part_kind(cx: &Cx<'_, '_, '_, '_>, places: &[Pointer], content_type: Option<&str>) -> (PartKind, bool) {
    let of = |set: &SchemaSet| Merged::of(&cx.types.schemas, set, &mut Diagnostics::default());
    let member = of(&SchemaSet::of(places.iter().cloned()));
    let json = content_type.is_some_and(|it| media::family(it) == Family::Json);
    let (one, repeated) = match member.kind {
        Some(JsonKind::Array) if !json => (of(&SchemaSet::of(member.items.iter().cloned())), true),
        _ => (member, false),
    };
    let kind = match one.kind {
        _ if json => PartKind::Json,
        Some(JsonKind::String) if one.format == Some("binary") => PartKind::File,
        Some(JsonKind::Object | JsonKind::Array) => PartKind::Json,
        None if one.groups.is_empty() && one.values.is_none() && one.constant.is_none() => PartKind::Json,
        _ => PartKind::Text,
    };
    (kind, repeated)
}
