//! The parameters of a request, held against the rules of its operation.

use serde_json::Value;

use super::fake_check::Sent;
use super::fake_demands::{self, Types};
use super::fake_rules::{Looks, ParamRule, Rules};
use super::fake_texts::{Texts, Written};
use super::media;
use super::mismatch::Mismatch;
use super::param::{Place, Style};

/// What is wrong with the parameters of a request.
pub(super) fn check(sent: &Sent, rules: &Rules, types: Types, keys: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for rule in rules.params {
        let others = || rules.params.iter().filter(|it| !std::ptr::eq(*it, rule));
        if let Err(what) = param(sent, rules.meta.path, rule, &|name| is_other(others(), keys, name), types) {
            wrong.push(format!("the {} `{}` {what} ({})", rule.spec.place.noun(), rule.spec.wire, rule.pointer));
        }
    }
    if rules.links || rules.params.iter().any(takes_any_name) {
        return wrong;
    }
    let documented = |name: &str| is_other(rules.params.iter(), keys, name);
    for name in sent.query_names().filter(|it| !documented(it)) {
        wrong.push(format!("the query parameter `{name}` is not documented ({})", rules.pointer));
    }
    wrong
}

/// Whether the members of an object stand in the query by their own names, among those of other parameters.
fn is_spread(rule: &ParamRule) -> bool {
    let spec = &rule.spec;
    let apart = matches!(spec.style, Style::Form | Style::Cookie) && spec.explode && spec.content.is_none();
    apart && matches!(spec.place, Place::Query | Place::Cookie)
}

fn takes_any_name(rule: &ParamRule) -> bool {
    match rule.spec.place {
        Place::QueryString => true,
        Place::Query => is_spread(rule) && matches!(rule.looks, Looks::Members | Looks::Free),
        _ => false,
    }
}

/// Whether the name in a query is one of these parameters' or of a key.
fn is_other<'a>(mut rules: impl Iterator<Item = &'a ParamRule>, keys: &[&str], name: &str) -> bool {
    let of_rule = |it: &ParamRule| match it.looks {
        Looks::Named(names) if is_spread(it) => names.contains(&name),
        Looks::Members if is_spread(it) => false,
        // An object is written as `name[member]`.
        _ => name.strip_prefix(it.spec.wire).is_some_and(|it| it.is_empty() || it.starts_with('[')),
    };
    keys.contains(&name) || rules.any(|it| matches!(it.spec.place, Place::Query | Place::Cookie) && of_rule(it))
}

fn param(
    sent: &Sent,
    template: &str,
    rule: &ParamRule,
    is_other: &dyn Fn(&str) -> bool,
    types: Types,
) -> Result<(), String> {
    let spec = &rule.spec;
    if is_spread(rule) && matches!(rule.looks, Looks::Members | Looks::Named(_)) {
        return spread(sent, rule, is_other, types);
    }
    let raws = match spec.place {
        Place::Path => match sent.path_value(template, spec.wire) {
            Some(raw) => vec![raw],
            None => return Ok(()),
        },
        Place::Query => sent.raw_query(spec.wire),
        Place::QueryString => sent.query_string().map(str::to_owned).into_iter().collect(),
        Place::Header => sent.header(spec.wire).map(str::to_owned).into_iter().collect(),
        Place::Cookie => sent.cookies(spec.wire),
    };
    let deep = if spec.style == Style::DeepObject { sent.deep(spec.wire) } else { Vec::new() };
    if raws.is_empty() && deep.is_empty() {
        return if rule.required { Err("is missing".to_owned()) } else { Ok(()) };
    }
    if raws.iter().all(String::is_empty) && deep.is_empty() {
        if spec.place == Place::Path {
            return Err("is empty".to_owned());
        }
        // A list or an object without anything in it is written so.
        if spec.allow_empty || rule.looks != Looks::One {
            return Ok(());
        }
    }
    let written = match spec.place {
        _ if spec.style == Style::Cookie => Written::Plain,
        Place::Header => Written::Plain,
        Place::Query | Place::QueryString => Written::Form,
        Place::Path | Place::Cookie => Written::Percent,
    };
    let right = |texts: &Texts| value(rule, texts, types);
    let outcome = match (spec.content, rule.looks) {
        (Some(media_type), _) if media::is_json(&media::essence(media_type)) => {
            let text = Texts::one(raws.first().map_or("", String::as_str), written);
            return text.json().and_then(|it| right(&it)).map_err(|error| error.to_string());
        }
        (Some(_), _) => return Ok(()),
        (None, Looks::Any | Looks::Free) => {
            let looks = [Looks::One, Looks::List, Looks::Members];
            let tried = looks.map(|it| Texts::styled(&raws, spec, it, written));
            match tried.iter().any(|it| right(it).is_ok()) {
                true => return Ok(()),
                // Of the ways in which it can be read, the first one says what is wrong.
                false => right(tried.iter().find(|it| (rule.reads)(it).is_ok()).unwrap_or(&tried[0])),
            }
        }
        (None, _) if !deep.is_empty() => right(&Texts::deep(deep)),
        (None, looks) => right(&Texts::styled(&raws, spec, looks, written)),
    };
    outcome.map_err(|error| format!("is wrong: {error}"))
}

/// An object whose members stand by their own names. One without members leaves no trace.
fn spread(sent: &Sent, rule: &ParamRule, is_other: &dyn Fn(&str) -> bool, types: Types) -> Result<(), String> {
    let pairs = if rule.spec.place == Place::Cookie { sent.cookie_pairs() } else { sent.query_pairs() };
    let own = |name: &str| match rule.looks {
        Looks::Named(names) => names.contains(&name),
        _ => !is_other(name),
    };
    let members: Vec<_> = pairs.into_iter().filter(|(name, _)| own(name)).collect();
    if members.is_empty() && !rule.required {
        return Ok(());
    }
    value(rule, &Texts::named(members.into_iter()), types).map_err(|error| format!("is wrong: {error}"))
}

fn value(rule: &ParamRule, texts: &Texts, types: Types) -> Result<(), Mismatch> {
    let value: Value = (rule.reads)(texts)?;
    fake_demands::check(&value, rule.demands, types)
}
