//! The responses of a pair of operations: statuses, media types, headers.

use super::items::{of_error, of_headers};
use super::media_types::covers;
use super::{headers, matching};
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::describe::describe;
use crate::diff::types::value::value;
use crate::diff::values::constraints::of_bytes;
use crate::ir::{Api, Content, ContentKind, Link, Operation, Outcome, ResponseCase, Status};
use crate::surface::path;

/// Compares the responses, status by status.
pub(in crate::diff) fn compare<'a>(
    apis: Apis<'a>,
    (old, new): (&'a Operation, &'a Operation),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let at = |status, pointers| {
        let touches = [touches(apis.old, old, status), touches(apis.new, new, status)].concat();
        Site { touches, ..site.part(&status_name(status), Subject::Whole, Mask::RESPONSE, pointers) }
    };
    let types = |it: &ResponseCase| it.contents.iter().map(|it| it.ty.clone()).collect::<Vec<_>>();
    let ranges = ranges(old, new);
    for case in &old.responses {
        let counterpart = new.responses.iter().find(|it| it.status == case.status);
        let range = ranges.iter().find(|it| std::ptr::eq(it.0, case)).map(|it| it.1);
        match counterpart.or(range) {
            Some(counterpart) if counterpart.status != case.status => {
                let site = at(case.status, (&case.pointer, &counterpart.pointer));
                let rule = match (matches!(counterpart.status, Status::Range(_)), is_success(case.status)) {
                    (true, true) => rules::SUCCESS_WIDENED,
                    (false, true) => rules::SUCCESS_NARROWED,
                    (true, false) => rules::ERROR_WIDENED,
                    (false, false) => rules::ERROR_NARROWED,
                };
                found.push(site.finding(rule, status_name(case.status), status_name(counterpart.status)));
                let touches =
                    [touches(apis.old, old, case.status), touches(apis.new, new, counterpart.status)].concat();
                found.join(response(apis, case, counterpart, &Site { touches, ..site }));
            }
            Some(counterpart) => {
                found.join(response(apis, case, counterpart, &at(case.status, (&case.pointer, &counterpart.pointer))))
            }
            None => {
                let rule = match case.status {
                    Status::Default => rules::DEFAULT_RESPONSE_REMOVED,
                    status if is_success(status) => rules::SUCCESS_REMOVED,
                    _ => rules::ERROR_REMOVED,
                };
                let site = Site { place: site.place.clone(), ..at(case.status, (&case.pointer, &new.pointer)) };
                let finding = site.removed(rule, status_name(case.status), &case.pointer).losing(types(case));
                found.push(finding.touching_more(of_headers(apis.old, case)));
            }
        }
    }
    let known = |it: &ResponseCase| {
        old.responses.iter().any(|old| old.status == it.status) || ranges.iter().any(|pair| std::ptr::eq(pair.1, it))
    };
    for case in new.responses.iter().filter(|it| !known(it)) {
        let rule = match case.status {
            Status::Default => rules::DEFAULT_RESPONSE_ADDED,
            status if is_success(status) => rules::SUCCESS_ADDED,
            _ => rules::ERROR_ADDED,
        };
        let site = Site { place: site.place.clone(), ..at(case.status, (&old.pointer, &case.pointer)) };
        let finding = site.added(rule, status_name(case.status), &case.pointer).gaining(types(case));
        found.push(finding.touching_more(of_headers(apis.new, case)));
    }
    found
}

/// A status that became the range of its kind, or the only one that is left of it.
fn ranges<'a>(old: &'a Operation, new: &'a Operation) -> Vec<(&'a ResponseCase, &'a ResponseCase)> {
    let alone = |of: &'a Operation, other: &Operation| {
        let alone = of.responses.iter().filter(|it| !other.responses.iter().any(|other| other.status == it.status));
        alone.collect::<Vec<_>>()
    };
    let (gone, come) = (alone(old, new), alone(new, old));
    let kind = |it: &ResponseCase| match it.status {
        Status::Code(code) => u8::try_from(code / 100).ok(),
        Status::Range(first) => Some(first),
        Status::Default => None,
    };
    let same = |a: &ResponseCase, b: &ResponseCase| {
        kind(a).is_some()
            && kind(a) == kind(b)
            && matches!(a.status, Status::Range(_)) != matches!(b.status, Status::Range(_))
    };
    let single = |list: &[&ResponseCase], of: &ResponseCase| list.iter().filter(|it| kind(it) == kind(of)).count() == 1;
    let pairs = gone.iter().filter_map(|a| {
        let b = come.iter().find(|b| same(a, b))?;
        (single(&gone, a) && single(&come, b)).then_some((*a, *b))
    });
    pairs.collect()
}

/// `404`, `4XX`, `default`.
fn status_name(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..400).contains(&code),
        Status::Range(first) => first == 2 || first == 3,
        Status::Default => false,
    }
}

/// What a response becomes: the associated type and the variants of its enum, or the variants of `ErrorBody`.
fn touches(api: &Api, operation: &Operation, status: Status) -> Vec<Touch> {
    let owner = path::operation(operation.marker.as_str());
    let mut touches = Vec::new();
    if is_success(status) || status == Status::Default {
        touches.push(Touch::Item(path::associated(&owner, "Operation", "Output")));
        if let Outcome::Enum { name, variants } = &operation.output {
            let owner = path::operation(name.as_str());
            let of_status = variants.iter().filter(|it| it.status == status);
            touches.extend(of_status.map(|it| Touch::Item(path::variant(&owner, it.name.as_str()))));
        } else {
            // Where one side has an enum and the other has none, all of the enum comes or goes.
            touches.push(Touch::Owner(path::operation(&format!("{}Output", operation.marker))));
        }
    }
    let errors = operation.error_responses().filter(|it| it.status == status);
    touches.extend(errors.flat_map(|it| of_error(api, it)));
    touches
}

fn response<'a>(apis: Apis<'a>, old: &'a ResponseCase, new: &'a ResponseCase, site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    if old.docs != new.docs {
        let site = Site { subject: Subject::Body, touches: Vec::new(), ..site.clone() };
        found.push(site.finding(rules::DOCS, "", ""));
    }
    found.join(contents(apis, &old.contents, &new.contents, site));
    found.join(headers::compare(apis, old, new, site));
    found.extend(links(old, new, site));
    found
}

/// What is said of where to go on from here; programs see it in the documentation only.
fn links(old: &ResponseCase, new: &ResponseCase, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let find = |list: &'_ [Link], link: &Link| list.iter().position(|it| it.name == link.name);
    let at = |link: &Link| Site { touches: Vec::new(), ..site.inside(&format!(" link {}", link.name)) };
    for link in &old.links {
        match find(&new.links, link).map(|it| &new.links[it]) {
            None => found.push(at(link).removed(rules::LINK_REMOVED, leads(link), &old.pointer)),
            Some(counterpart) if leads(link) != leads(counterpart) => {
                found.push(at(link).finding(rules::LINK_CHANGED, leads(link), leads(counterpart)));
            }
            Some(_) => {}
        }
    }
    for link in new.links.iter().filter(|it| find(&old.links, it).is_none()) {
        found.push(at(link).added(rules::LINK_ADDED, leads(link), &new.pointer));
    }
    found
}

/// `getPet (id = $response.body#/id)`.
fn leads(link: &Link) -> String {
    let mut given: Vec<_> = link.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    given.sort();
    if given.is_empty() { link.target.clone() } else { format!("{} ({})", link.target, given.join(", ")) }
}

fn contents<'a>(apis: Apis<'a>, old: &'a [Content], new: &'a [Content], site: &Site) -> Notes<'a> {
    let mut found = Notes::default();
    let pairs = matching::pairs(
        old,
        new,
        &[
            |(_, a), (_, b)| a.media_type == b.media_type,
            |(_, a), (_, b)| covers(&a.media_type, &b.media_type) || covers(&b.media_type, &a.media_type),
        ],
    );
    for &(a, b) in &pairs {
        let (a, b) = (&old[a], &new[b]);
        if a.media_type != b.media_type {
            let wider = covers(&b.media_type, &a.media_type);
            let rule = if wider { rules::RESPONSE_MEDIA_WIDENED } else { rules::RESPONSE_MEDIA_NARROWED };
            let finding = site.finding(rule, &a.media_type, &b.media_type);
            found.push(finding.losing(vec![a.ty.clone()]).gaining(vec![b.ty.clone()]));
            if a.kind != b.kind {
                continue;
            }
        }
        found.join(content(apis, a, b, site));
    }
    for (_, content) in old.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index)) {
        let rule = if new.is_empty() { rules::RESPONSE_BODY_REMOVED } else { rules::RESPONSE_MEDIA_REMOVED };
        let finding = site.removed(rule, &content.media_type, &content.pointer);
        found.push(finding.losing(vec![content.ty.clone()]));
    }
    for (_, content) in new.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        let rule = if old.is_empty() { rules::RESPONSE_BODY_ADDED } else { rules::RESPONSE_MEDIA_ADDED };
        let finding = site.added(rule, &content.media_type, &content.pointer);
        found.push(finding.gaining(vec![content.ty.clone()]));
    }
    found
}

fn content<'a>(apis: Apis<'a>, old: &'a Content, new: &'a Content, site: &Site) -> Notes<'a> {
    let site = Site {
        subject: Subject::Body,
        place: format!("{} body", site.place),
        old: old.pointer.clone(),
        new: new.pointer.clone(),
        ..site.clone()
    };
    if old.kind != new.kind {
        let text = |api: &Api, it: &Content| format!("{}{}", stream(it.kind), describe(api, &it.ty));
        let finding = site.finding(rules::TYPE_CHANGED, text(apis.old, old), text(apis.new, new));
        return finding.losing(vec![old.ty.clone()]).gaining(vec![new.ty.clone()]).into();
    }
    let mut found = Notes::default();
    if old.kind == ContentKind::Xml {
        found.elements(&site);
    }
    if old.kind == ContentKind::Bytes {
        let (before, after) = (of_bytes(&old.constraints), of_bytes(&new.constraints));
        found.join(value(apis, (&old.ty, &before), (&new.ty, &after), &site));
    } else {
        found.join(value(apis, (&old.ty, &old.constraints), (&new.ty, &new.constraints), &site));
    }
    found
}

fn stream(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::EventStream | ContentKind::JsonLines => "a stream of ",
        ContentKind::Bytes => "a stream of bytes: ",
        _ => "",
    }
}
