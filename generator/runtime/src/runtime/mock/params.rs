//! Validates the parameters of a request.

use super::document::{DocumentedParam, OperationSpec, ParsedDocument};
use super::param_value::{Encoding, ParamShape, ParamValue};
use super::received::ReceivedRequest;
use crate::runtime::http::media;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{ParamLocation, Style};

/// A parameter and its shape.
struct ParamCheck<'r> {
    parsed: &'r ParsedDocument,
    param: &'r DocumentedParam,
    shape: ParamShape,
}

/// What is wrong with the parameters of a request. `keys` are the names of API keys in the query.
pub(super) fn check(
    request: &ReceivedRequest,
    parsed: &ParsedDocument,
    operation: &OperationSpec,
    keys: &[&str],
) -> Vec<String> {
    let rules: Vec<_> = operation.params.iter().map(|it| ParamCheck::new(parsed, it)).collect();
    let mut wrong = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let others = || rules.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, it)| it);
        if let Err(what) = rule.check(request, operation.path, &|name| is_other(others(), keys, name)) {
            let DocumentedParam { spec, pointer, .. } = rule.param;
            wrong.push(format!("the {} `{}` {what} ({pointer})", spec.location.noun(), spec.wire));
        }
    }
    if operation.links || rules.iter().any(ParamCheck::takes_any_name) {
        return wrong;
    }
    let is_fixed = |name: &str| operation.query.iter().any(|(it, _)| *it == name);
    for name in request.query_names().filter(|it| !is_fixed(it) && !is_other(rules.iter(), keys, it)) {
        wrong.push(format!("the query parameter `{name}` is not documented ({})", operation.pointer));
    }
    wrong
}

/// Whether the name in a query belongs to one of these parameters or to a key.
fn is_other<'r>(mut rules: impl Iterator<Item = &'r ParamCheck<'r>>, keys: &[&str], name: &str) -> bool {
    keys.contains(&name) || rules.any(|it| it.is_called(name))
}

impl<'r> ParamCheck<'r> {
    fn new(parsed: &'r ParsedDocument, param: &'r DocumentedParam) -> Self {
        Self { parsed, param, shape: parsed.schemas.shape(param.schema) }
    }

    /// Whether the properties of an object are in the query by their own names, among other parameters.
    fn is_spread(&self) -> bool {
        let spec = &self.param.spec;
        let apart = matches!(spec.style, Style::Form | Style::Cookie) && spec.explode && spec.content.is_none();
        apart && (self.param.is_in(ParamLocation::Query) || self.param.is_in(ParamLocation::Cookie))
    }

    fn takes_any_name(&self) -> bool {
        match self.param.spec.location {
            ParamLocation::QueryString => true,
            ParamLocation::Query => self.is_spread() && matches!(self.shape, ParamShape::Members | ParamShape::Free),
            _ => false,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        if !self.param.is_in(ParamLocation::Query) && !self.param.is_in(ParamLocation::Cookie) {
            return false;
        }
        match &self.shape {
            ParamShape::Named(names) if self.is_spread() => names.contains(&name),
            ParamShape::Members if self.is_spread() => false,
            // An object is written as `name[member]`.
            _ => name.strip_prefix(self.param.spec.wire).is_some_and(|it| it.is_empty() || it.starts_with('[')),
        }
    }

    fn check(&self, request: &ReceivedRequest, template: &str, is_other: &dyn Fn(&str) -> bool) -> Result<(), String> {
        let spec = &self.param.spec;
        if self.is_spread() && matches!(self.shape, ParamShape::Members | ParamShape::Named(_)) {
            return self.spread(request, is_other);
        }
        let raws = match spec.location {
            ParamLocation::Path => match request.path_value(template, spec.wire) {
                Some(raw) => vec![raw],
                None => return Ok(()),
            },
            ParamLocation::Query => request.raw_query(spec.wire),
            ParamLocation::QueryString => request.query_string().map(str::to_owned).into_iter().collect(),
            ParamLocation::Header => request.header(spec.wire).map(str::to_owned).into_iter().collect(),
            ParamLocation::Cookie => request.cookies(spec.wire),
        };
        let deep = if spec.style == Style::DeepObject { request.deep(spec.wire) } else { Vec::new() };
        if raws.is_empty() && deep.is_empty() {
            return if self.param.required { Err("is missing".to_owned()) } else { Ok(()) };
        }
        if raws.iter().all(String::is_empty) && deep.is_empty() {
            if spec.location == ParamLocation::Path {
                return Err("is empty".to_owned());
            }
            // A list or an object without anything in it is written so.
            if spec.allow_empty || self.shape != ParamShape::One {
                return Ok(());
            }
        }
        let encoding = match spec.location {
            _ if spec.style == Style::Cookie => Encoding::Plain,
            ParamLocation::Header => Encoding::Plain,
            ParamLocation::Query | ParamLocation::QueryString => Encoding::Form,
            ParamLocation::Path | ParamLocation::Cookie => Encoding::Percent,
        };
        let wrong_value = |it: Mismatch| format!("is wrong: {it}");
        match spec.content {
            Some(media_type) if media::is_json(&media::essence(media_type)) => {
                let text = ParamValue::one(raws.first().map_or("", String::as_str), encoding);
                text.json().and_then(|it| self.value(&it)).map_err(|error| error.to_string())
            }
            Some(_) => Ok(()),
            None if !deep.is_empty() => self.value(&ParamValue::deep(deep)).map_err(wrong_value),
            None => self.styled(&raws, encoding).map_err(wrong_value),
        }
    }

    /// A value in its style. Where it may look like several things, one of them has to be right; else the first one says
    /// what is wrong with it.
    fn styled(&self, raws: &[String], encoding: Encoding) -> Result<(), Mismatch> {
        let spec = &self.param.spec;
        let value_as = |shape: &ParamShape| self.value(&ParamValue::styled(raws, spec, shape, encoding));
        match &self.shape {
            ParamShape::Any | ParamShape::Free => {
                let [one, list, members] =
                    [ParamShape::One, ParamShape::List, ParamShape::Members].map(|it| value_as(&it));
                if list.is_ok() || members.is_ok() { Ok(()) } else { one }
            }
            shape => value_as(shape),
        }
    }

    /// An object whose members stand by their own names. One without members leaves no trace.
    fn spread(&self, request: &ReceivedRequest, is_other: &dyn Fn(&str) -> bool) -> Result<(), String> {
        let pairs =
            if self.param.is_in(ParamLocation::Cookie) { request.cookie_pairs() } else { request.query_pairs() };
        let own = |name: &str| match &self.shape {
            ParamShape::Named(names) => names.contains(&name),
            _ => !is_other(name),
        };
        let members: Vec<_> = pairs.into_iter().filter(|(name, _)| own(name)).collect();
        if members.is_empty() && !self.param.required {
            return Ok(());
        }
        self.value(&ParamValue::named(members.into_iter())).map_err(|error| format!("is wrong: {error}"))
    }

    fn value(&self, param_value: &ParamValue) -> Result<(), Mismatch> {
        let schemas = &self.parsed.schemas;
        let Some(schema) = self.param.schema else { return Ok(()) };
        schemas.check(schema, &schemas.value(param_value, Some(schema)))
    }
}
