//! The headers of responses.

use super::items::declared_headers;
use crate::diff::apis::Apis;
use crate::diff::finding::{Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::value::value;
use crate::ir::{HeaderDef, ResponseCase, TypeRef};
use crate::surface::path;

/// Compares the headers of a pair of responses, by name.
pub(in crate::diff) fn compare<'a>(
    apis: Apis<'a>,
    old: &'a ResponseCase,
    new: &'a ResponseCase,
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let (old, new) = (declared_headers(apis.old, old), declared_headers(apis.new, new));
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
        let Some(&(counterpart, now)) = new.iter().find(|it| it.0.wire == header.wire) else {
            let ty: TypeRef = header.ty.clone();
            let finding = at(Some(header), None).removed(rules::HEADER_REMOVED, "", &header.pointer);
            found.push(finding.losing(vec![ty]).whole());
            continue;
        };
        let site = at(Some(header), Some(counterpart));
        match (required, now) {
            (true, false) => found.push(site.finding(rules::HEADER_OPTIONAL, "", "").whole()),
            (false, true) => found.push(site.finding(rules::HEADER_REQUIRED, "", "").whole()),
            _ => {}
        }
        match (header.deprecated, counterpart.deprecated) {
            (false, true) => found.push(site.finding(rules::DEPRECATED, "", "").touching(Vec::new())),
            (true, false) => found.push(site.finding(rules::UNDEPRECATED, "", "").touching(Vec::new())),
            _ => {}
        }
        if header.docs != counterpart.docs {
            found.push(site.finding(rules::DOCS, "", "").touching(Vec::new()));
        }
        found.join(value(apis, (&header.ty, &header.constraints), (&counterpart.ty, &counterpart.constraints), &site));
    }
    for &(header, _) in new.iter().filter(|it| !old.iter().any(|old| old.0.wire == it.0.wire)) {
        let finding = at(None, Some(header)).added(rules::HEADER_ADDED, "", &header.pointer);
        found.push(finding.gaining(vec![header.ty.clone()]).whole());
    }
    found
}
