//! The request body of a pair of operations, media type by media type.

use std::collections::BTreeSet;

use super::items::client_methods;
use super::matching;
use super::media_types::{covers, plain};
use crate::Pointer;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::resolve::resolved;
use crate::diff::types::value::value;
use crate::diff::values::constraints::of_bytes;
use crate::ir::{Api, Body, BodyContent, BodyKind, Operation, PartKind, Shape, TypeRef};
use crate::surface::path;

/// Compares the bodies.
pub(in crate::diff) fn compare<'a>(
    apis: Apis<'a>,
    (old, new): (&'a Operation, &'a Operation),
    site: &Site,
) -> Notes<'a> {
    let at = |subject, body: (&Body, &Body)| {
        let pointers = (&body.0.pointer, &body.1.pointer);
        let touches = [touches(old), touches(new)].concat();
        Site { touches, ..site.part("body", subject, Mask::REQUEST, pointers) }
    };
    match (&old.body, &new.body) {
        (None, None) => Notes::default(),
        (None, Some(body)) => {
            let rule = if body.required { rules::BODY_REQUIRED_ADDED } else { rules::BODY_OPTIONAL_ADDED };
            let finding = at(Subject::Whole, (body, body)).added(rule, media_types(body), &body.pointer);
            finding.gaining(types(body)).into()
        }
        (Some(body), None) => {
            let rule = if body.required { rules::BODY_REQUIRED_REMOVED } else { rules::BODY_OPTIONAL_REMOVED };
            let finding = at(Subject::Whole, (body, body)).removed(rule, media_types(body), &body.pointer);
            finding.losing(types(body)).into()
        }
        (Some(a), Some(b)) => body(apis, a, b, &at(Subject::Body, (a, b))),
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

fn body<'a>(apis: Apis<'a>, old: &'a Body, new: &'a Body, site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    match (old.required, new.required) {
        (false, true) => found.push(site.finding(rules::BECAME_REQUIRED, "", "")),
        (true, false) => found.push(site.finding(rules::BECAME_OPTIONAL, "", "")),
        _ => {}
    }
    if old.docs != new.docs {
        found.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
    }
    let whole = Site { subject: Subject::Whole, ..site.clone() };
    let (before, after) = (media(old), media(new));
    let pairs = matching::pairs(
        &before,
        &after,
        &[|(_, a), (_, b)| a.name == b.name, |(_, a), (_, b)| covers(&b.name, &a.name) || covers(&a.name, &b.name)],
    );
    let mut compared: Vec<(&Pointer, &Pointer)> = Vec::new();
    for &(a, b) in &pairs {
        let (a, b) = (&before[a], &after[b]);
        if a.name != b.name {
            let wider = covers(&b.name, &a.name);
            let rule = if wider { rules::REQUEST_MEDIA_WIDENED } else { rules::REQUEST_MEDIA_NARROWED };
            let finding = whole.finding(rule, &a.name, &b.name);
            found.push(finding.losing(vec![a.content.ty.clone()]).gaining(vec![b.content.ty.clone()]));
            if kind(a.content) != kind(b.content) {
                continue;
            }
        }
        // Several media types may share what they carry.
        let pointers = (&a.content.pointer, &b.content.pointer);
        if !compared.contains(&pointers) {
            compared.push(pointers);
            found.join(content(apis, a.content, b.content, site));
        }
    }
    for (_, it) in before.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index)) {
        let finding = whole.removed(rules::REQUEST_MEDIA_REMOVED, &it.name, &it.content.pointer);
        found.push(finding.losing(vec![it.content.ty.clone()]));
    }
    for (_, it) in after.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        let finding = whole.added(rules::REQUEST_MEDIA_ADDED, &it.name, &it.content.pointer);
        found.push(finding.gaining(vec![it.content.ty.clone()]));
    }
    found
}

/// A media type of the document and what it carries.
struct Media<'a> {
    name: String,
    content: &'a BodyContent,
}

/// The media types as the document has them. A range is not what is sent, so it is read where it stands.
fn media(body: &Body) -> Vec<Media<'_>> {
    let of = |content: &'_ BodyContent| {
        let documented = Some(content.pointer.last()).filter(|it| it.contains('/'));
        let first = documented.unwrap_or_else(|| content.media_type.clone());
        [first].into_iter().chain(content.equivalent_media_types.clone()).map(|it| plain(&it)).collect::<Vec<_>>()
    };
    let all = body.contents.iter().flat_map(|content| of(content).into_iter().map(move |name| Media { name, content }));
    all.collect()
}

fn kind(content: &BodyContent) -> std::mem::Discriminant<BodyKind> {
    std::mem::discriminant(&content.kind)
}

fn content<'a>(apis: Apis<'a>, old: &'a BodyContent, new: &'a BodyContent, site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    let site = Site { old: old.pointer.clone(), new: new.pointer.clone(), ..site.clone() };
    for (property, before, after) in encodings((apis.old, old), (apis.new, new)) {
        let site = site.inside(&format!(".{property}"));
        let list = |it: &str| it.split(',').map(|it| it.trim().to_owned()).collect::<BTreeSet<_>>();
        // Of several media types each will do; a style is one.
        let rule = match (list(&before), list(&after)) {
            _ if !before.contains('/') || !after.contains('/') => rules::REQUEST_ENCODING,
            (before, after) if after.is_superset(&before) => rules::REQUEST_ENCODING_WIDENED,
            (before, after) if before.is_superset(&after) => rules::REQUEST_ENCODING_NARROWED,
            _ => rules::REQUEST_ENCODING,
        };
        found.push(site.finding(rule, before, after).touching(Vec::new()).whole());
    }
    found.extend(part_headers(old, new, &site));
    if let (BodyKind::Xml, BodyKind::Xml) = (&old.kind, &new.kind) {
        found.elements(&site);
    }
    if let (BodyKind::Bytes, BodyKind::Bytes) = (&old.kind, &new.kind) {
        let (before, after) = (of_bytes(&old.constraints), of_bytes(&new.constraints));
        found.join(value(apis, (&old.ty, &before), (&new.ty, &after), &site));
    } else {
        found.join(value(apis, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site));
    }
    found
}

/// The headers of the parts of a multipart body.
fn part_headers(old: &BodyContent, new: &BodyContent, site: &Site) -> Vec<Finding> {
    let (before, after) = (&old.constraints.part_headers, &new.constraints.part_headers);
    let known = |list: &[(String, String, bool)], it: &(String, String, bool)| {
        list.iter().find(|other| (&other.0, &other.1) == (&it.0, &it.1)).map(|it| it.2)
    };
    let mut found = Vec::new();
    for it in after {
        let site = site.inside(&format!(".{} header {}", it.0, it.1));
        match (known(before, it), it.2) {
            (None, true) => found.push(site.finding(rules::PART_HEADER_REQUIRED_ADDED, "", "")),
            (None, false) => found.push(site.finding(rules::PART_HEADER_OPTIONAL_ADDED, "", "")),
            (Some(false), true) => found.push(site.finding(rules::PART_HEADER_REQUIRED, "", "")),
            (Some(true), false) => found.push(site.finding(rules::PART_HEADER_OPTIONAL, "", "")),
            _ => {}
        }
    }
    for it in before.iter().filter(|it| known(after, it).is_none()) {
        let site = site.inside(&format!(".{} header {}", it.0, it.1));
        let rule = if it.2 { rules::PART_HEADER_REQUIRED_REMOVED } else { rules::PART_HEADER_OPTIONAL_REMOVED };
        found.push(site.finding(rule, "", ""));
    }
    found.into_iter().map(|it| it.touching(Vec::new()).whole()).collect()
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
                None => format!("{}{}", it.style.as_str(), if it.explode { ", exploded" } else { "" }),
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
            let exploded: Vec<_> =
                fields.iter().filter(|it| !encodings.iter().any(|said| said.property == it.wire)).collect();
            members.extend(exploded.into_iter().map(|it| (it.wire.clone(), "form, exploded".to_owned())));
            members
        }
        BodyKind::Multipart(parts) => {
            let text = |it: &crate::ir::Part| match (&it.style, &it.allowed, it.kind) {
                (Some(own), ..) => format!("{}{}", own.style.as_str(), if own.explode { ", exploded" } else { "" }),
                (None, Some(media_types), _) => media_types.to_ascii_lowercase(),
                // What goes without saying (OpenAPI 3.1, section 4.8.15.1.1).
                (None, None, PartKind::File) => "application/octet-stream".to_owned(),
                (None, None, PartKind::Text) => it.content_type.clone().unwrap_or_else(|| "text/plain".to_owned()),
                (None, None, PartKind::Json) => "application/json".to_owned(),
            };
            parts.iter().filter_map(|it| Some((it.property.clone()?, text(it)))).collect()
        }
        _ => Vec::new(),
    }
}
