//! The request body of a pair of operations, media type by media type.

use super::finding::{Mask, Site, Subject, Touch};
use super::operations::part;
use super::parameters::{client_methods, style_name};
use super::relation::resolved;
use super::walk::Walk;
use super::{rules, structures};
use crate::ir::{Api, Body, BodyContent, BodyKind, Operation, PartKind, Shape, TypeRef};
use crate::surface::path;

/// Compares the bodies.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, (old, new): (&'a Operation, &'a Operation), site: &Site) {
    let at = |subject, body: (&Body, &Body)| {
        let pointers = (&body.0.pointer, &body.1.pointer);
        let touches = [touches(old), touches(new)].concat();
        Site { touches, ..part(site, "body", subject, Mask::REQUEST, pointers) }
    };
    match (&old.body, &new.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let rule = if body.required { rules::BODY_REQUIRED_ADDED } else { rules::BODY_OPTIONAL_ADDED };
            let finding = at(Subject::Whole, (body, body)).added(rule, media_types(body), &body.pointer);
            walk.findings.push(finding.gaining(types(body)));
        }
        (Some(body), None) => {
            let rule = if body.required { rules::BODY_REQUIRED_REMOVED } else { rules::BODY_OPTIONAL_REMOVED };
            let finding = at(Subject::Whole, (body, body)).removed(rule, media_types(body), &body.pointer);
            walk.findings.push(finding.losing(types(body)));
        }
        (Some(a), Some(b)) => body(walk, a, b, &at(Subject::Body, (a, b))),
    }
}

/// Everything that takes a body.
fn touches(operation: &Operation) -> Vec<Touch> {
    let call = path::call(operation.marker.as_str());
    let contents = operation.body.iter().flat_map(|it| &it.contents);
    let setters = contents.map(|it| Touch::Item(path::method(&call, it.name.as_str())));
    setters.chain(client_methods(operation)).collect()
}

fn types(body: &Body) -> Vec<TypeRef> {
    body.contents.iter().map(|it| it.ty.clone()).collect()
}

fn media_types(body: &Body) -> String {
    let types: Vec<_> = body.contents.iter().map(|it| it.media_type.as_str()).collect();
    types.join(", ")
}

fn body<'a>(walk: &mut Walk<'a>, old: &'a Body, new: &'a Body, site: &Site) {
    match (old.required, new.required) {
        (false, true) => walk.findings.push(site.finding(rules::BECAME_REQUIRED, "", "")),
        (true, false) => walk.findings.push(site.finding(rules::BECAME_OPTIONAL, "", "")),
        _ => {}
    }
    if old.docs != new.docs {
        walk.findings.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    let whole = Site { subject: Subject::Whole, ..site.clone() };
    for content in &old.contents {
        match new.contents.iter().find(|it| same_media(it, content)) {
            Some(twin) => self::content(walk, content, twin, site),
            None => {
                let finding = whole.removed(rules::REQUEST_MEDIA_REMOVED, &content.media_type, &content.pointer);
                walk.findings.push(finding.losing(vec![content.ty.clone()]));
            }
        }
    }
    for content in new.contents.iter().filter(|it| !old.contents.iter().any(|old| same_media(old, it))) {
        let finding = whole.added(rules::REQUEST_MEDIA_ADDED, &content.media_type, &content.pointer);
        walk.findings.push(finding.gaining(vec![content.ty.clone()]));
    }
}

/// Whether two media types are one: neither case nor the charset counts, the text is UTF-8 all the same.
fn same_media(old: &BodyContent, new: &BodyContent) -> bool {
    let bare = |it: &BodyContent| {
        let parts = it.media_type.split(';').map(|it| it.trim().to_ascii_lowercase());
        parts.filter(|it| !it.starts_with("charset=")).collect::<Vec<_>>()
    };
    bare(old) == bare(new)
}

fn content<'a>(walk: &mut Walk<'a>, old: &'a BodyContent, new: &'a BodyContent, site: &Site) {
    let site = Site { old: old.pointer.clone(), new: new.pointer.clone(), ..site.clone() };
    for (property, before, after) in encodings((walk.old, old), (walk.new, new)) {
        let site = site.inside(&format!(".{property}"));
        walk.findings.push(site.finding(rules::REQUEST_ENCODING, before, after).touching(Vec::new()).whole());
    }
    structures::value(walk, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site);
}

/// The members that are written another way: name, before, after. Members that only one side has are no matter
/// of encoding.
fn encodings(
    (old_api, old): (&Api, &BodyContent),
    (new_api, new): (&Api, &BodyContent),
) -> Vec<(String, String, String)> {
    let (old, new) = (members(old_api, old), members(new_api, new));
    let of = |list: &[(String, String)], name: &str| list.iter().find(|it| it.0 == name).map(|it| it.1.clone());
    let mut names: Vec<_> = old.iter().chain(&new).map(|it| it.0.clone()).collect();
    names.sort();
    names.dedup();
    let changed = names.into_iter().filter_map(|name| {
        let (before, after) = (of(&old, &name)?, of(&new, &name)?);
        (before != after).then_some((name, before, after))
    });
    changed.collect()
}

/// How each member is written.
fn members(api: &Api, content: &BodyContent) -> Vec<(String, String)> {
    match &content.kind {
        BodyKind::Form(encodings) => {
            let text = |it: &crate::ir::Encoding| match &it.content_type {
                Some(media_type) => media_type.clone(),
                None => format!("{}{}", style_name(it.style), if it.explode { ", exploded" } else { "" }),
            };
            let mut members: Vec<_> = encodings.iter().map(|it| (it.property.clone(), text(it))).collect();
            // A member of which nothing is said is written as `form`, exploded.
            let fields = match resolved(api, &content.ty) {
                TypeRef::Named(name) => match &api.type_def(name).shape {
                    Shape::Struct(it) => it.fields.as_slice(),
                    _ => &[],
                },
                _ => &[],
            };
            let unsaid: Vec<_> =
                fields.iter().filter(|it| !encodings.iter().any(|said| said.property == it.wire)).collect();
            members.extend(unsaid.into_iter().map(|it| (it.wire.clone(), "form, exploded".to_owned())));
            members
        }
        BodyKind::Multipart(parts) => {
            let text = |it: &crate::ir::Part| match (&it.content_type, it.kind) {
                (Some(media_type), _) => media_type.clone(),
                (None, PartKind::File) => "a file".to_owned(),
                (None, PartKind::Text) => "text".to_owned(),
                (None, PartKind::Json) => "JSON".to_owned(),
            };
            parts.iter().filter_map(|it| Some((it.property.clone()?, text(it)))).collect()
        }
        _ => Vec::new(),
    }
}
