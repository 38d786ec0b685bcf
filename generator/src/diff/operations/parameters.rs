//! The parameters of a pair of operations: path ones by position, the others by place and name.

use super::items::{of_parameter, path_params};
use super::matching;
use crate::diff::apis::Apis;
use crate::diff::finding::{Mask, Site, Subject};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::describe::describe;
use crate::diff::types::resolve::without_null;
use crate::diff::types::value::value;
use crate::ir::{Api, Constraints, Operation, Param, ParamLocation, Shape, Style, TypeRef};

/// Compares the parameters.
pub(in crate::diff) fn compare<'a>(
    apis: Apis<'a>,
    (old, new): (&'a Operation, &'a Operation),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let mut pairs: Vec<(&Param, &Param)> = Vec::new();
    let same_path = matching::path(old) == matching::path(new);
    if same_path {
        pairs.extend(path_params(old).zip(path_params(new)));
    }
    let tests: [fn(&Param, &Param) -> bool; 2] =
        [|a, b| a.location == b.location && wire(a) == wire(b), |a, b| wire(a) == wire(b)];
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
        let text = describe(apis.old, &param.ty);
        found.push(site.removed(rule, text, &param.pointer).losing(vec![param.ty.clone()]).whole());
    }
    for param in new.params.iter().filter(|it| !pairs.iter().any(|pair| std::ptr::eq(pair.1, *it))) {
        let rule = match param.required {
            true => rules::PARAMETER_REQUIRED_ADDED,
            false => rules::PARAMETER_OPTIONAL_ADDED,
        };
        let site = param_site(site, (old, None), (new, Some(param)));
        let text = describe(apis.new, &param.ty);
        found.push(site.added(rule, text, &param.pointer).gaining(vec![param.ty.clone()]).whole());
    }
    for (a, b) in pairs {
        let site = param_site(site, (old, Some(a)), (new, Some(b)));
        found.join(parameter(apis, a, b, &site));
    }
    found
}

/// The name by which a parameter is known; headers do not tell cases apart.
fn wire(param: &Param) -> String {
    match param.location {
        ParamLocation::Header => param.wire.to_ascii_lowercase(),
        _ => param.wire.clone(),
    }
}

fn param_site(
    site: &Site,
    (old_op, old): (&Operation, Option<&Param>),
    (new_op, new): (&Operation, Option<&Param>),
) -> Site {
    let name = new.or(old).map(|it| format!("{}.{}", location(it.location), it.wire)).unwrap_or_default();
    let pointers = (old.map_or(&old_op.pointer, |it| &it.pointer), new.map_or(&new_op.pointer, |it| &it.pointer));
    let old = old.map(|it| of_parameter(old_op, it)).unwrap_or_default();
    let new = new.map(|it| of_parameter(new_op, it)).unwrap_or_default();
    Site { touches: [old, new].concat(), ..site.part(&name, Subject::Parameter, Mask::REQUEST, pointers) }
}

fn parameter<'a>(apis: Apis<'a>, old: &'a Param, new: &'a Param, site: &Site) -> Notes<'a> {
    let silent = Site { touches: Vec::new(), ..site.clone() };
    let mut found = Notes::default();
    if old.location != new.location {
        found.push(site.finding(rules::PARAMETER_MOVED, location(old.location), location(new.location)).whole());
    } else if old.content != new.content {
        let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "a schema with a style".into());
        found.push(site.finding(rules::PARAMETER_CONTENT, text(&old.content), text(&new.content)).whole());
    } else {
        let parts = has_parts(apis.old, &old.ty, 0) && has_parts(apis.new, &new.ty, 0);
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
    let subject = if written { Subject::ParameterContent } else { Subject::Parameter };
    let site = &Site { subject, ..site.clone() };
    let (before, after) = ((&old.ty, &old.constraints), (&new.ty, &new.constraints));
    let mut of_value = one_or_more(apis, old, new, site).unwrap_or_else(|| value(apis, before, after, site));
    if old.required && new.required {
        idle_defaults(&mut of_value);
    }
    found.join(of_value);
    found
}

/// One value where there may be several now, or the other way round: in `form` style both are written as `a=1` (OpenAPI
/// 3.1.1, section 4.8.12.3), so that a program which sends one goes on.
fn one_or_more<'a>(apis: Apis<'a>, old: &'a Param, new: &'a Param, site: &Site) -> Option<Notes<'a>> {
    let is_form = |it: &Param| it.style == Style::Form && it.content.is_none() && it.location == ParamLocation::Query;
    if !is_form(old) || !is_form(new) {
        return None;
    }
    let (one, more, rule, is_first) = match (item(apis.old, old), item(apis.new, new)) {
        (None, Some(more)) => ((&old.ty, &old.constraints), more, rules::TYPE_WIDENED, true),
        (Some(more), None) => ((&new.ty, &new.constraints), more, rules::TYPE_NARROWED, false),
        _ => return None,
    };
    let (api, of_more) = if is_first { (apis.old, &new.constraints) } else { (apis.new, &old.constraints) };
    if has_parts(api, one.0, 0) || of_more.min_items.is_some_and(|it| it > 1) {
        return None;
    }
    let of_item = of_more.items.as_deref().unwrap_or(Constraints::nothing());
    let (before, after) = if is_first { (one, (more, of_item)) } else { ((more, of_item), one) };
    let mut found = value(apis, before, after, site);
    // Where the values themselves are others, that alone counts.
    if found.findings().any(|it| it.rule.name == rules::TYPE_CHANGED.name) {
        return None;
    }
    let (before, after) = (describe(apis.old, &old.ty), describe(apis.new, &new.ty));
    let finding = site.finding(rule, before, after);
    found.push(finding.losing(vec![old.ty.clone()]).gaining(vec![new.ty.clone()]));
    Some(found)
}

/// The type of the items, where a parameter is a list.
fn item<'a>(api: &'a Api, param: &'a Param) -> Option<&'a TypeRef> {
    match without_null(api, &param.ty) {
        TypeRef::List(item) => Some(item),
        _ => None,
    }
}

/// What is always given has no use for a default.
fn idle_defaults(found: &mut Notes<'_>) {
    let defaults = [rules::PARAMETER_DEFAULT_ADDED, rules::PARAMETER_DEFAULT_REMOVED, rules::PARAMETER_DEFAULT_CHANGED];
    for finding in found.findings_mut().filter(|it| defaults.iter().any(|rule| rule.name == it.rule.name)) {
        finding.rule = rules::PARAMETER_DEFAULT_IDLE;
        let none = |text: &mut String| *text = if text.is_empty() { "none".to_owned() } else { text.clone() };
        none(&mut finding.before);
        none(&mut finding.after);
    }
}

/// Whether a value has parts that can be written apart; `explode` says nothing of any other.
fn has_parts(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    match without_null(api, ty) {
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
fn location(location: ParamLocation) -> &'static str {
    match location {
        ParamLocation::Path => "path",
        ParamLocation::Query => "query",
        ParamLocation::QueryString => "querystring",
        ParamLocation::Header => "header",
        ParamLocation::Cookie => "cookie",
    }
}

fn style(param: &Param) -> String {
    let explode = if param.explode { ", exploded" } else { "" };
    format!("{}{explode}", param.style.as_str())
}
