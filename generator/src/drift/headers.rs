//! The headers of responses.

use super::finding::{Site, Subject, Touch};
use super::walk::Walk;
use super::{rules, structures};
use crate::ir::{Api, HeaderDef, ResponseCase, TypeRef};
use crate::surface::path;

/// Compares the headers of a pair of responses, by name.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, old: &'a ResponseCase, new: &'a ResponseCase, site: &Site) {
    let (old_api, new_api) = (walk.old, walk.new);
    let (old, new) = (declared(old_api, old), declared(new_api, new));
    let at = |old: Option<&HeaderDef>, new: Option<&HeaderDef>| {
        let name = new.or(old).map(|it| it.wire.as_str()).unwrap_or_default();
        let touch = |it: &HeaderDef| Touch::Item(path::header(it.name.as_str()));
        Site {
            subject: Subject::Header,
            place: format!("{} header {name}", site.place),
            old: old.map_or_else(|| site.old.clone(), |it| it.pointer.clone()),
            new: new.map_or_else(|| site.new.clone(), |it| it.pointer.clone()),
            touches: old.map(touch).into_iter().chain(new.map(touch)).collect(),
            ..site.clone()
        }
    };
    for &(header, required) in &old {
        let Some(&(twin, now)) = new.iter().find(|it| it.0.wire == header.wire) else {
            let ty: TypeRef = header.ty.clone();
            let finding = at(Some(header), None).removed(rules::HEADER_REMOVED, "", &header.pointer);
            walk.findings.push(finding.losing(vec![ty]).whole());
            continue;
        };
        let site = at(Some(header), Some(twin));
        match (required, now) {
            (true, false) => walk.findings.push(site.finding(rules::HEADER_OPTIONAL, "", "").whole()),
            (false, true) => walk.findings.push(site.finding(rules::HEADER_REQUIRED, "", "").whole()),
            _ => {}
        }
        match (header.deprecated, twin.deprecated) {
            (false, true) => walk.findings.push(site.finding(rules::DEPRECATED, "", "").touching(Vec::new())),
            (true, false) => walk.findings.push(site.finding(rules::UNDEPRECATED, "", "").touching(Vec::new())),
            _ => {}
        }
        if header.docs != twin.docs {
            walk.findings.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
        }
        structures::value(walk, (&header.ty, &header.constraints), (&twin.ty, &twin.constraints), &site);
    }
    for &(header, _) in new.iter().filter(|it| !old.iter().any(|old| old.0.wire == it.0.wire)) {
        let finding = at(None, Some(header)).added(rules::HEADER_ADDED, "", &header.pointer);
        walk.findings.push(finding.gaining(vec![header.ty.clone()]).whole());
    }
}

/// The headers of a response, with whether each is required.
fn declared<'a>(api: &'a Api, case: &ResponseCase) -> Vec<(&'a HeaderDef, bool)> {
    case.headers.iter().filter_map(|(index, required)| Some((api.headers.get(*index)?, *required))).collect()
}

/// The keys of the headers of a response, which come or go with the first or the last one that has them.
pub(super) fn touches(api: &Api, case: &ResponseCase) -> Vec<Touch> {
    declared(api, case).iter().map(|(header, _)| Touch::Item(path::header(header.name.as_str()))).collect()
}
