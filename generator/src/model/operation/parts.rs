//! The members of forms and the parts of multipart bodies, by schema and `encoding` (OpenAPI 3.1, section 4.8.15).

use super::cx::Cx;
use super::order;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Version;
use crate::ir::{BodyKind, Encoding, FieldName, JsonKind, Part, PartKind, Shape, Style, TypeRef};
use crate::model::media::{self, Family};
use crate::model::raw::Raw;
use crate::model::schema::{Additional, Merged, SchemaSet};

/// The members of a form that are not written in the default way.
pub(super) fn encodings(content: &Raw<'_>) -> Vec<Encoding> {
    content.entries("encoding").filter_map(|(property, _)| encoding(content, property)).collect()
}

fn encoding(content: &Raw<'_>, property: &str) -> Option<Encoding> {
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
}

/// The parts of a multipart body whose schema is an object with names; anything else is sent as it is given.
pub(super) fn multipart(
    cx: &mut Cx<'_, '_, '_, '_>,
    content: &Raw<'_>,
    schema: &Pointer,
    ty: TypeRef,
) -> (BodyKind, TypeRef) {
    let merged = cx.merged(schema);
    let Some((fields, extra)) = fields(cx, &ty) else {
        let message = "a multipart body without named members is sent as bytes that the caller assembles";
        cx.types.diags.approximated(code::MULTIPART, &content.at, message);
        return (BodyKind::Bytes, TypeRef::Json);
    };
    let styled = styles_hold(cx, content);
    let mut parts: Vec<Part> = fields
        .into_iter()
        .map(|(wire, field)| {
            let own = content.get("encoding").and_then(|it| it.get(&wire));
            let allowed = own.and_then(|it| it.get("contentType")?.as_str()).map(str::to_owned);
            let places = merged.properties.get(wire.as_str()).map(Vec::as_slice);
            let what = part_format(cx, places.unwrap_or_default(), allowed.as_deref());
            let style = encoding(content, &wire).filter(|it| styled && it.content_type.is_none());
            let style = style.filter(|_| what.kind != PartKind::File && says_style(content, &wire));
            let PartFormat { kind, repeated, content_type } = what;
            Part { kind, repeated, content_type, allowed, style, property: Some(wire), field }
        })
        .collect();
    let names = order::members(cx, &merged);
    let rank = |it: &Part| names.iter().position(|name| Some(*name) == it.property.as_deref());
    parts.sort_by_key(|it| rank(it).unwrap_or(names.len()));
    if let Some(field) = extra {
        let place = match &merged.additional {
            Some(Additional::Schema(at)) => vec![at.clone()],
            _ => Vec::new(),
        };
        let PartFormat { kind, repeated, content_type } = part_format(cx, &place, None);
        let part = Part { kind, repeated, content_type, allowed: None, style: None, property: None, field };
        // Servers read a form as it comes: what follows its files is often not read any more.
        let files = parts.iter().rev().take_while(|it| it.kind == PartKind::File).count();
        parts.insert(if kind == PartKind::File { parts.len() } else { parts.len() - files }, part);
    }
    say(cx, content, &merged, &parts);
    (BodyKind::Multipart(parts), ty)
}

/// Whether `style`, `explode` and `allowReserved` hold for parts: since 3.1, and in `form-data` alone. In 2.0 they are
/// what `collectionFormat` has become.
fn styles_hold(cx: &Cx<'_, '_, '_, '_>, content: &Raw<'_>) -> bool {
    let written = cx.spec.value().get("x-octogen-version").and_then(|it| it.as_str());
    let since = cx.spec.version() >= Version::V31 || written.is_some_and(|it| it.starts_with('2'));
    since && media::essence(&content.at.last()) == "multipart/form-data"
}

fn says_style(content: &Raw<'_>, property: &str) -> bool {
    let own = content.get("encoding").and_then(|it| it.get(property));
    own.is_some_and(|own| ["style", "explode", "allowReserved"].iter().any(|it| own.get(it).is_some()))
}

/// Tells of what `encoding` says and parts do not have.
fn say(cx: &mut Cx<'_, '_, '_, '_>, content: &Raw<'_>, merged: &Merged<'_>, parts: &[Part]) {
    for at in content.entries("encoding").map(|(_, at)| at.key("headers")) {
        if cx.spec.raw(&at).is_some() {
            let message = "headers of a part are in the documentation; the client sends none but those of the form";
            cx.types.diags.documented(code::MULTIPART, &at, message);
        }
    }
    for part in parts {
        let Some(property) = &part.property else { continue };
        let at = content.at.key("encoding").key(property);
        if part.style.is_none() && says_style(content, property) {
            let message =
                "`style`, `explode` and `allowReserved` are for forms; this part is written by its media type";
            cx.types.diags.documented(code::MULTIPART, &at, message);
        }
        let family = part.content_type.as_deref().map(media::family);
        if part.kind == PartKind::Json && !matches!(family, None | Some(Family::Json)) {
            let message = "the part has members, and is written as JSON under the media type that the document gives";
            cx.types.diags.approximated(code::MULTIPART, &at, message);
        }
        let Some(places) = merged.properties.get(property.as_str()) else { continue };
        if part.kind == PartKind::File && is_choice(cx, places) {
            let message = format!("`{property}` is one file or several; it is a list of files, each a part");
            cx.types.diags.approximated(code::MULTIPART, places.first().unwrap_or(&content.at), message);
        }
    }
}

fn is_choice(cx: &Cx<'_, '_, '_, '_>, places: &[Pointer]) -> bool {
    !one(cx, &SchemaSet::of(places.iter().cloned())).groups.is_empty()
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

/// The format of a part.
struct PartFormat {
    kind: PartKind,
    /// Whether there is one for each item.
    repeated: bool,
    content_type: Option<String>,
}

fn one<'a>(cx: &Cx<'a, '_, '_, '_>, set: &SchemaSet) -> Merged<'a> {
    Merged::of(&cx.types.schemas, set, &mut Diagnostics::default())
}

/// How a part is written, and whether there is one for each item (OpenAPI 3.1, section 4.8.15.1.1).
fn part_format(cx: &Cx<'_, '_, '_, '_>, places: &[Pointer], content_type: Option<&str>) -> PartFormat {
    let listed = content_type.map(Listed::of).unwrap_or_default();
    let member = one(cx, &SchemaSet::of(places.iter().cloned()));
    let (one, repeated) = match member.kind {
        Some(JsonKind::Array) if listed != Listed::Json => {
            (one(cx, &SchemaSet::of(member.items.iter().cloned())), true)
        }
        _ => (member, false),
    };
    let files = file_branches(cx, &one, listed);
    let kind = if files.is_some() { PartKind::File } else { kind(cx, &one, listed) };
    // A text that holds bytes is one of these bytes to the server, unless the document says of which (3.1.1).
    let base64 = kind == PartKind::Text && is_base64(&one) && cx.spec.version() >= Version::V31;
    let default = base64.then(|| "application/octet-stream".to_owned());
    PartFormat {
        kind,
        repeated: repeated || files == Some(true),
        content_type: content_type.and_then(sent_part).or(default),
    }
}

/// Of what sort the media types of `encoding.contentType` are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Listed {
    /// None is given.
    #[default]
    Nothing,
    Json,
    /// XML, a form or any other text.
    Text,
    /// Anything else is a file.
    File,
}

impl Listed {
    /// The first decides that is no range; ranges do where nothing else is there.
    fn of(content_type: &str) -> Self {
        let first = sent_part(content_type).unwrap_or_else(|| content_type.trim().to_owned());
        match media::family(&first) {
            _ if first.is_empty() => Self::Nothing,
            Family::Json => Self::Json,
            Family::Form | Family::JsonLines | Family::EventStream | Family::Xml | Family::Text => Self::Text,
            Family::Multipart | Family::Bytes => Self::File,
        }
    }
}

fn kind(cx: &Cx<'_, '_, '_, '_>, one: &Merged<'_>, listed: Listed) -> PartKind {
    let says_nothing = one.groups.is_empty() && one.values.is_none() && one.constant.is_none();
    match (one.kind, listed) {
        (_, Listed::Json) => PartKind::Json,
        (Some(JsonKind::String), _) if is_base64(one) => PartKind::Text,
        (Some(JsonKind::String), Listed::File) if one.values.is_none() && one.constant.is_none() => PartKind::File,
        (Some(JsonKind::String), Listed::Nothing) if one.format == Some("binary") => PartKind::File,
        (Some(JsonKind::Object | JsonKind::Array), _) => PartKind::Json,
        // Without a type it is `application/octet-stream` (3.1.1 and 3.2, Encoding Object); 3.0 does not say.
        (None, Listed::File) if says_nothing => PartKind::File,
        (None, Listed::Nothing) if says_nothing && cx.spec.version() >= Version::V31 => PartKind::File,
        (None, Listed::Nothing) if says_nothing => PartKind::Json,
        _ => PartKind::Text,
    }
}

fn is_base64(one: &Merged<'_>) -> bool {
    one.kind == Some(JsonKind::String) && matches!(one.format, Some("byte" | "base64"))
}

/// Whether all alternatives of a choice are files or lists of files, and whether one is a list.
fn file_branches(cx: &Cx<'_, '_, '_, '_>, choice: &Merged<'_>, listed: Listed) -> Option<bool> {
    let [group] = choice.groups.as_slice() else { return None };
    let mut is_list = false;
    for branch in &group.branches {
        let mut branch = one(cx, &branch.clone().into());
        if branch.kind == Some(JsonKind::Array) {
            is_list = true;
            branch = one(cx, &SchemaSet::of(branch.items.iter().cloned()));
        }
        if !branch.groups.is_empty() || kind(cx, &branch, listed) != PartKind::File {
            return None;
        }
    }
    Some(is_list)
}
