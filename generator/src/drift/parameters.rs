//! The parameters of a pair of operations: path ones by position, the others by place and name.

use super::describe::describe;
use super::finding::{Finding, Mask, Site, Subject, Touch};
use super::operations::{part, path_params};
use super::relation::given;
use super::walk::Walk;
use super::{rules, structures};
use crate::ir::{Api, Constraints, Operation, Param, Place, Shape, Style, TypeRef};
use crate::surface::path;

/// Compares the parameters.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, (old, new): (&'a Operation, &'a Operation), site: &Site) {
    let mut pairs: Vec<(&Param, &Param)> = Vec::new();
    let same_path = super::matching::path(old) == super::matching::path(new);
    if same_path {
        pairs.extend(path_params(old).zip(path_params(new)));
    }
    let tests: [fn(&Param, &Param) -> bool; 2] =
        [|a, b| a.place == b.place && wire(a) == wire(b), |a, b| wire(a) == wire(b)];
    for test in tests {
        for a in &old.params {
            let free = |b: &&Param| !pairs.iter().any(|it| std::ptr::eq(it.0, a) || std::ptr::eq(it.1, *b));
            if let Some(b) = new.params.iter().filter(free).find(|b| test(a, b)) {
                pairs.push((a, b));
            }
        }
    }
    for param in old.params.iter().filter(|it| !pairs.iter().any(|pair| std::ptr::eq(pair.0, *it))) {
        let rule = match param.required {
            true => rules::PARAMETER_REQUIRED_REMOVED,
            false => rules::PARAMETER_OPTIONAL_REMOVED,
        };
        let site = param_site(site, (old, Some(param)), (new, None));
        let text = describe(walk.old, &param.ty);
        walk.findings.push(site.removed(rule, text, &param.pointer).losing(vec![param.ty.clone()]).whole());
    }
    for param in new.params.iter().filter(|it| !pairs.iter().any(|pair| std::ptr::eq(pair.1, *it))) {
        let rule = match param.required {
            true => rules::PARAMETER_REQUIRED_ADDED,
            false => rules::PARAMETER_OPTIONAL_ADDED,
        };
        let site = param_site(site, (old, None), (new, Some(param)));
        let text = describe(walk.new, &param.ty);
        walk.findings.push(site.added(rule, text, &param.pointer).gaining(vec![param.ty.clone()]).whole());
    }
    for (a, b) in pairs {
        let site = param_site(site, (old, Some(a)), (new, Some(b)));
        parameter(walk, a, b, &site);
    }
}

/// The name by which a parameter is known; headers do not tell cases apart.
fn wire(param: &Param) -> String {
    match param.place {
        Place::Header => param.wire.to_ascii_lowercase(),
        _ => param.wire.clone(),
    }
}

fn param_site(
    site: &Site,
    (old_op, old): (&Operation, Option<&Param>),
    (new_op, new): (&Operation, Option<&Param>),
) -> Site {
    let name = new.or(old).map(|it| format!("{}.{}", place(it.place), it.wire)).unwrap_or_default();
    let pointers = (old.map_or(&old_op.pointer, |it| &it.pointer), new.map_or(&new_op.pointer, |it| &it.pointer));
    let old = old.map(|it| touches(old_op, it)).unwrap_or_default();
    let new = new.map(|it| touches(new_op, it)).unwrap_or_default();
    Site { touches: [old, new].concat(), ..part(site, &name, Subject::Parameter, Mask::REQUEST, pointers) }
}

/// The setter of an optional parameter, the methods that take a required one.
pub(super) fn touches(operation: &Operation, param: &Param) -> Vec<Touch> {
    if !param.required {
        let call = path::call(operation.marker.as_str());
        return vec![Touch::Item(path::method(&call, param.name.as_str()))];
    }
    client_methods(operation)
}

/// The methods that start a call.
pub(super) fn client_methods(operation: &Operation) -> Vec<Touch> {
    let others = operation.body.iter().flat_map(|it| it.contents.iter().map(|it| &it.method));
    let names = [&operation.name].into_iter().chain(others);
    names.map(|it| Touch::Item(path::method("Client", it.as_str()))).collect()
}

fn parameter<'a>(walk: &mut Walk<'a>, old: &'a Param, new: &'a Param, site: &Site) {
    let silent = Site { touches: Vec::new(), ..site.clone() };
    let mut found = Vec::new();
    if old.place != new.place {
        found.push(site.finding(rules::PARAMETER_MOVED, place(old.place), place(new.place)).whole());
    } else if old.content != new.content {
        let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "a schema with a style".into());
        found.push(site.finding(rules::PARAMETER_CONTENT, text(&old.content), text(&new.content)).whole());
    } else {
        let parts = has_parts(walk.old, &old.ty, 0) && has_parts(walk.new, &new.ty, 0);
        if old.style != new.style || (parts && old.explode != new.explode) {
            let (before, after) = (style(old), style(new));
            found.push(silent.finding(rules::PARAMETER_STYLE, before, after).whole());
        }
        if old.allow_reserved != new.allow_reserved {
            let text = |it: &Param| if it.allow_reserved { "sent as they are" } else { "percent-encoded" };
            found.push(silent.finding(rules::PARAMETER_RESERVED, text(old), text(new)).whole());
        }
        match (old.allow_empty, new.allow_empty) {
            (false, true) => found.push(silent.finding(rules::PARAMETER_EMPTY_ALLOWED, "", "").whole()),
            (true, false) => found.push(silent.finding(rules::PARAMETER_EMPTY_FORBIDDEN, "", "").whole()),
            _ => {}
        }
    }
    match (old.required, new.required) {
        (false, true) => found.push(site.finding(rules::BECAME_REQUIRED, "", "")),
        (true, false) => found.push(site.finding(rules::BECAME_OPTIONAL, "", "")),
        _ => {}
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => found.push(site.finding(rules::DEPRECATED, "", "")),
        (true, false) => found.push(site.finding(rules::UNDEPRECATED, "", "")),
        _ => {}
    }
    if old.docs != new.docs {
        found.push(silent.finding(rules::DOCS, "", ""));
    }
    let written = old.content.is_some() && new.content.is_some();
    match (old.constraints.null, new.constraints.null) {
        (false, true) if written => found.push(silent.finding(rules::BECAME_NULLABLE, "", "")),
        (true, false) if written => found.push(silent.finding(rules::BECAME_NOT_NULLABLE, "", "")),
        (false, true) => found.push(silent.finding(rules::PARAMETER_NULL_ALLOWED, "", "").whole()),
        (true, false) => found.push(silent.finding(rules::PARAMETER_NULL_FORBIDDEN, "", "").whole()),
        _ => {}
    }
    walk.findings.extend(found);
    let subject = if written { Subject::ParameterContent } else { Subject::Parameter };
    let site = &Site { subject, ..site.clone() };
    let from = walk.findings.len();
    if !one_or_more(walk, old, new, site) {
        structures::value(walk, (&old.ty, &old.constraints), (&new.ty, &new.constraints), site);
    }
    if old.required && new.required {
        idle_defaults(&mut walk.findings[from..]);
    }
}

/// One value where there may be several now, or the other way round: in `form` style both are written as `a=1` (OpenAPI
/// 3.1.1, section 4.8.12.3), so that a program which sends one goes on.
fn one_or_more<'a>(walk: &mut Walk<'a>, old: &'a Param, new: &'a Param, site: &Site) -> bool {
    let is_form = |it: &Param| it.style == Style::Form && it.content.is_none() && it.place == Place::Query;
    if !is_form(old) || !is_form(new) {
        return false;
    }
    let (one, more, rule, is_first) = match (item(walk.old, old), item(walk.new, new)) {
        (None, Some(more)) => ((&old.ty, &old.constraints), more, rules::TYPE_WIDENED, true),
        (Some(more), None) => ((&new.ty, &new.constraints), more, rules::TYPE_NARROWED, false),
        _ => return false,
    };
    let (api, of_more) = if is_first { (walk.old, &new.constraints) } else { (walk.new, &old.constraints) };
    if has_parts(api, one.0, 0) || of_more.min_items.is_some_and(|it| it > 1) {
        return false;
    }
    let of_item = of_more.items.as_deref().unwrap_or(Constraints::nothing());
    let (before, after) = if is_first { (one, (more, of_item)) } else { ((more, of_item), one) };
    let from = walk.findings.len();
    structures::value(walk, before, after, site);
    // Where the values themselves are others, that alone counts.
    if walk.findings[from..].iter().any(|it| it.rule.name == rules::TYPE_CHANGED.name) {
        walk.findings.truncate(from);
        return false;
    }
    let (before, after) = (describe(walk.old, &old.ty), describe(walk.new, &new.ty));
    let finding = site.finding(rule, before, after);
    walk.findings.push(finding.losing(vec![old.ty.clone()]).gaining(vec![new.ty.clone()]));
    true
}

/// The type of the items, where a parameter is a list.
fn item<'a>(api: &'a Api, param: &'a Param) -> Option<&'a TypeRef> {
    match given(api, &param.ty) {
        TypeRef::List(item) => Some(item),
        _ => None,
    }
}

/// What is always given has no use for a default.
fn idle_defaults(found: &mut [Finding]) {
    let defaults = [rules::PARAMETER_DEFAULT_ADDED, rules::PARAMETER_DEFAULT_REMOVED, rules::PARAMETER_DEFAULT_CHANGED];
    for finding in found.iter_mut().filter(|it| defaults.iter().any(|rule| rule.name == it.rule.name)) {
        finding.rule = rules::PARAMETER_DEFAULT_IDLE;
        let none = |text: &mut String| *text = if text.is_empty() { "none".to_owned() } else { text.clone() };
        none(&mut finding.before);
        none(&mut finding.after);
    }
}

/// Whether a value has parts that can be written apart; `explode` says nothing of any other.
fn has_parts(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    match given(api, ty) {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Json => true,
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(_) | Shape::Tuple(_) => true,
            Shape::Union(it) => depth < DEEPEST && it.variants.iter().any(|it| has_parts(api, &it.ty, depth + 1)),
            _ => false,
        },
        _ => false,
    }
}

/// Unions within unions deeper than this have no parts.
const DEEPEST: usize = 4;

/// The place in the words of the document.
fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::QueryString => "querystring",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

fn style(param: &Param) -> String {
    let explode = if param.explode { ", exploded" } else { "" };
    format!("{}{explode}", style_name(param.style))
}

/// The style in the words of the document.
pub(super) fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
    }
}
