//! The parameters of a request, held against the document.

use super::document::{Book, Operation, Param};
use super::sent::Sent;
use super::texts::{Looks, Texts, Written};
use crate::runtime::http::media;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{Place, Style};

/// A parameter, with how its text is taken apart.
struct Rule<'r> {
    book: &'r Book,
    param: &'r Param,
    looks: Looks,
}

/// What is wrong with the parameters of a request. Names that stand in a query beside the documented ones are `keys`.
pub(super) fn check(sent: &Sent, book: &Book, operation: &Operation, keys: &[&str]) -> Vec<String> {
    let rules: Vec<_> = operation.params.iter().map(|it| Rule::new(book, it)).collect();
    let mut wrong = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let others = || rules.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, it)| it);
        if let Err(what) = rule.check(sent, operation.path, &|name| is_other(others(), keys, name)) {
            let Param { spec, pointer, .. } = rule.param;
            wrong.push(format!("the {} `{}` {what} ({pointer})", spec.place.noun(), spec.wire));
        }
    }
    if operation.links || rules.iter().any(Rule::takes_any_name) {
        return wrong;
    }
    let is_fixed = |name: &str| operation.query.iter().any(|(it, _)| *it == name);
    for name in sent.query_names().filter(|it| !is_fixed(it) && !is_other(rules.iter(), keys, it)) {
        wrong.push(format!("the query parameter `{name}` is not documented ({})", operation.pointer));
    }
    wrong
}

/// Whether the name in a query is one of these parameters' or of a key.
fn is_other<'r>(mut rules: impl Iterator<Item = &'r Rule<'r>>, keys: &[&str], name: &str) -> bool {
    keys.contains(&name) || rules.any(|it| it.is_called(name))
}

impl<'r> Rule<'r> {
    fn new(book: &'r Book, param: &'r Param) -> Self {
        Self { book, param, looks: book.schemas.looks(param.schema) }
    }

    /// Whether the members of an object stand in the query by their own names, among those of other parameters.
    fn is_spread(&self) -> bool {
        let spec = &self.param.spec;
        let apart = matches!(spec.style, Style::Form | Style::Cookie) && spec.explode && spec.content.is_none();
        apart && (self.param.is_in(Place::Query) || self.param.is_in(Place::Cookie))
    }

    fn takes_any_name(&self) -> bool {
        match self.param.spec.place {
            Place::QueryString => true,
            Place::Query => self.is_spread() && matches!(self.looks, Looks::Members | Looks::Free),
            _ => false,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        if !self.param.is_in(Place::Query) && !self.param.is_in(Place::Cookie) {
            return false;
        }
        match &self.looks {
            Looks::Named(names) if self.is_spread() => names.contains(&name),
            Looks::Members if self.is_spread() => false,
            // An object is written as `name[member]`.
            _ => name.strip_prefix(self.param.spec.wire).is_some_and(|it| it.is_empty() || it.starts_with('[')),
        }
    }

    fn check(&self, sent: &Sent, template: &str, is_other: &dyn Fn(&str) -> bool) -> Result<(), String> {
        let spec = &self.param.spec;
        if self.is_spread() && matches!(self.looks, Looks::Members | Looks::Named(_)) {
            return self.spread(sent, is_other);
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
            return if self.param.required { Err("is missing".to_owned()) } else { Ok(()) };
        }
        if raws.iter().all(String::is_empty) && deep.is_empty() {
            if spec.place == Place::Path {
                return Err("is empty".to_owned());
            }
            // A list or an object without anything in it is written so.
            if spec.allow_empty || self.looks != Looks::One {
                return Ok(());
            }
        }
        let written = match spec.place {
            _ if spec.style == Style::Cookie => Written::Plain,
            Place::Header => Written::Plain,
            Place::Query | Place::QueryString => Written::Form,
            Place::Path | Place::Cookie => Written::Percent,
        };
        let said = |it: Mismatch| format!("is wrong: {it}");
        match spec.content {
            Some(media_type) if media::is_json(&media::essence(media_type)) => {
                let text = Texts::one(raws.first().map_or("", String::as_str), written);
                text.json().and_then(|it| self.value(&it)).map_err(|error| error.to_string())
            }
            Some(_) => Ok(()),
            None if !deep.is_empty() => self.value(&Texts::deep(deep)).map_err(said),
            None => self.styled(&raws, written).map_err(said),
        }
    }

    /// A value in its style. Where it may look like several things, one of them has to be right; else the first one says
    /// what is wrong with it.
    fn styled(&self, raws: &[String], written: Written) -> Result<(), Mismatch> {
        let spec = &self.param.spec;
        let looked = |looks: &Looks| self.value(&Texts::styled(raws, spec, looks, written));
        match &self.looks {
            Looks::Any | Looks::Free => {
                let [one, list, members] = [Looks::One, Looks::List, Looks::Members].map(|it| looked(&it));
                if list.is_ok() || members.is_ok() { Ok(()) } else { one }
            }
            looks => looked(looks),
        }
    }

    /// An object whose members stand by their own names. One without members leaves no trace.
    fn spread(&self, sent: &Sent, is_other: &dyn Fn(&str) -> bool) -> Result<(), String> {
        let pairs = if self.param.is_in(Place::Cookie) { sent.cookie_pairs() } else { sent.query_pairs() };
        let own = |name: &str| match &self.looks {
            Looks::Named(names) => names.contains(&name),
            _ => !is_other(name),
        };
        let members: Vec<_> = pairs.into_iter().filter(|(name, _)| own(name)).collect();
        if members.is_empty() && !self.param.required {
            return Ok(());
        }
        self.value(&Texts::named(members.into_iter())).map_err(|error| format!("is wrong: {error}"))
    }

    fn value(&self, texts: &Texts) -> Result<(), Mismatch> {
        let schemas = &self.book.schemas;
        let Some(schema) = self.param.schema else { return Ok(()) };
        schemas.check(schema, &schemas.value(texts, Some(schema)))
    }
}
