//! The format of a body: decided by its media type and, if that leaves it open, by its schema. A range (`*/*`) names no
//! format, plain text has none for objects, and bytes are bytes under any name.

use std::collections::BTreeSet;

use super::cx::Cx;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::JsonKind;
use crate::model::media::{self, Family};
use crate::model::raw::Raw;
use crate::model::schema::{Merged, SchemaSet};

/// The form that a schema gives its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SchemaForm {
    /// There is none, or it allows anything.
    Nothing,
    /// `format: binary`, or what lowering makes of `contentMediaType` (OpenAPI 3.0.3, section 4.7.14.3; 3.1.0, 4.8.14.3).
    Bytes,
    /// A string of any kind.
    String,
    /// A number or a boolean.
    Scalar,
    /// Objects or lists.
    Compound,
    /// Some of these.
    Several,
}

/// How the body of a response is read.
pub(super) fn received(
    cx: &mut Cx<'_, '_, '_, '_>,
    media_type: &str,
    at: &Pointer,
    schema: Option<&Pointer>,
) -> Family {
    let (family, form) = (media::family(media_type), form_of(cx, schema));
    let essence = media::essence(media_type);
    if media::is_range(media_type) {
        return range(cx, &essence, at, form);
    }
    match (family, form) {
        (Family::Text, SchemaForm::Compound) if essence == "text/plain" => {
            let message = "objects and lists have no form in plain text; the body is read as JSON";
            cx.types.diags.approximated(code::MEDIA_TYPE, at, message);
            Family::Json
        }
        (Family::Text, SchemaForm::String | SchemaForm::Scalar | SchemaForm::Several) if essence == "text/plain" => {
            Family::Json
        }
        _ => either_way(cx, family, at, form),
    }
}

/// Under a range the `Content-Type` of the response says how the body is read; the type is that of the schema.
fn range(cx: &mut Cx<'_, '_, '_, '_>, essence: &str, at: &Pointer, form: SchemaForm) -> Family {
    if !essence.contains('/') {
        let message = format!("`{essence}` is not a media type; it is read as `*/*`");
        cx.types.diags.warning(code::REPAIRED, at, message).help("write the media type, such as `application/json`");
    }
    match (essence, form) {
        ("text/*", SchemaForm::Nothing) => Family::Text,
        (_, SchemaForm::Nothing | SchemaForm::Bytes) => Family::Bytes,
        _ if !is_open(essence) => Family::Bytes,
        _ => {
            let message = "the `Content-Type` of the response says how the body is read: as JSON or as text";
            cx.types.diags.documented(code::MEDIA_TYPE, at, message);
            Family::Json
        }
    }
}

/// Whether JSON is within the range: it is in no range of pictures.
fn is_open(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*" | "text/*") || !essence.contains('/')
}

/// How the body of a request is written.
pub(super) fn sent(cx: &mut Cx<'_, '_, '_, '_>, media_type: &str, at: &Pointer, schema: Option<&Pointer>) -> Family {
    let (family, form) = (media::family(media_type), form_of(cx, schema));
    // What every server of such a document means.
    if media::is_range(media_type) && form == SchemaForm::Compound && is_open(&media::essence(media_type)) {
        return Family::Json;
    }
    either_way(cx, family, at, form)
}

fn either_way(cx: &mut Cx<'_, '_, '_, '_>, family: Family, at: &Pointer, form: SchemaForm) -> Family {
    match (family, form) {
        (Family::Json | Family::Xml | Family::Text, SchemaForm::Bytes) => Family::Bytes,
        (Family::JsonLines, form) if !has_items(cx, at) => lines(cx, at, form),
        _ => family,
    }
}

/// Whether there is an `itemSchema` (OpenAPI 3.2, section 4.14), which describes a line.
fn has_items(cx: &Cx<'_, '_, '_, '_>, at: &Pointer) -> bool {
    Raw::at(cx.spec, at).is_some_and(|it| it.get("x-octogen-item-schema").is_some())
}

/// Without `itemSchema` the schema describes the body as a whole: a string is all of the text. An object or a list can
/// only mean the lines.
fn lines(cx: &mut Cx<'_, '_, '_, '_>, at: &Pointer, form: SchemaForm) -> Family {
    match form {
        SchemaForm::Bytes => Family::Bytes,
        SchemaForm::String => Family::Text,
        SchemaForm::Nothing | SchemaForm::Scalar => Family::JsonLines,
        SchemaForm::Compound | SchemaForm::Several => {
            let message = "the schema would describe the body as a whole; it is used for each line";
            cx.types.diags.approximated(code::MEDIA_TYPE, &at.key("schema"), message).help("write it as `itemSchema`");
            Family::JsonLines
        }
    }
}

/// Whether the values of a schema are objects and lists only, which bytes and text can carry in a notation alone that is
/// none of the client's: YAML, CBOR, Protocol Buffers.
pub(super) fn is_compound(cx: &Cx<'_, '_, '_, '_>, schema: &Pointer) -> bool {
    form_of(cx, Some(schema)) == SchemaForm::Compound
}

fn form_of(cx: &Cx<'_, '_, '_, '_>, schema: Option<&Pointer>) -> SchemaForm {
    schema.map_or(SchemaForm::Nothing, |at| of_set(cx, &at.clone().into(), &mut BTreeSet::new()))
}

fn of_set(cx: &Cx<'_, '_, '_, '_>, set: &SchemaSet, seen: &mut BTreeSet<Pointer>) -> SchemaForm {
    let merged = Merged::of(&cx.types.schemas, set, &mut Diagnostics::default());
    match merged.kind {
        None | Some(JsonKind::String) if merged.format == Some("binary") => SchemaForm::Bytes,
        Some(JsonKind::String) => SchemaForm::String,
        Some(JsonKind::Object | JsonKind::Array) => SchemaForm::Compound,
        Some(JsonKind::Null) | None => of_branches(cx, &merged, seen),
        Some(_) => SchemaForm::Scalar,
    }
}

/// What all alternatives have in common.
fn of_branches(cx: &Cx<'_, '_, '_, '_>, merged: &Merged<'_>, seen: &mut BTreeSet<Pointer>) -> SchemaForm {
    if let Some(values) = &merged.values {
        return if values.iter().all(|it| it.is_string()) { SchemaForm::String } else { SchemaForm::Several };
    }
    let branches: Vec<&Pointer> = merged.groups.iter().flat_map(|it| &it.branches).collect();
    let mut all = Vec::new();
    for branch in branches {
        // A choice that refers to itself adds nothing.
        if seen.insert(branch.clone()) {
            all.push(of_set(cx, &branch.clone().into(), seen));
        }
    }
    all.dedup();
    match all.as_slice() {
        [] => SchemaForm::Nothing,
        // Bytes beside something else are told apart by nobody.
        [SchemaForm::Bytes | SchemaForm::Nothing] => SchemaForm::Several,
        [only] => *only,
        _ => SchemaForm::Several,
    }
}
