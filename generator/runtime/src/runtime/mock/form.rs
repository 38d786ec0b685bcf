//! Forms: the members of a body of `application/x-www-form-urlencoded`, and parts in a style of their own.

use serde_json::Value;

use super::schemas::Schemas;
use super::texts::{self, Looks, Texts, Written, decoded};
use crate::runtime::http::media;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{ParamSpec, Style};

/// An error in a body, with its place.
pub(super) fn said(it: Mismatch) -> String {
    format!("at `{}`: {}", it.path(), it.message())
}

/// A form, or the parts that one member is spread over.
pub(super) struct Form<'f> {
    pub(super) schemas: &'f Schemas,
    pub(super) schema: Option<&'static Value>,
    /// The members that are written in a style of their own.
    pub(super) members: &'f [ParamSpec],
}

impl Form<'_> {
    /// Names that come more than once are lists, but for members in a style of their own.
    pub(super) fn texts(&self, text: &str) -> Result<Texts, Mismatch> {
        let pairs = text.split('&').filter(|it| !it.is_empty()).map(|it| it.split_once('=').unwrap_or((it, "")));
        let own: Vec<Member<'_>> = self.members.iter().map(|it| self.member(it)).collect();
        let (styled, plain): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| own.iter().any(|it| it.is_called(name)));
        let mut members = match Texts::form(&plain) {
            Texts::Members(members) => members,
            _ => Vec::new(),
        };
        for member in own {
            let pairs: Vec<_> = styled.iter().filter(|(name, _)| member.is_called(name)).copied().collect();
            if !pairs.is_empty() {
                members.push((member.spec.wire.to_owned(), member.texts(&pairs)?));
            }
        }
        Ok(Texts::Members(members))
    }

    /// A member in a style of its own.
    pub(super) fn member<'m>(&self, spec: &'m ParamSpec) -> Member<'m> {
        let schema = self.schema.and_then(|it| self.schemas.alternatives(it).first().copied());
        let schema = schema.and_then(|it| self.schemas.member(it, spec.wire));
        Member { spec, looks: self.schemas.looks(schema), schema }
    }
}

/// A member in a style of its own.
pub(super) struct Member<'m> {
    spec: &'m ParamSpec,
    looks: Looks,
    pub(super) schema: Option<&'static Value>,
}

impl Member<'_> {
    /// The names of its own members, where those stand in the form by themselves.
    fn spread(&self) -> Option<&[&'static str]> {
        match &self.looks {
            Looks::Named(names) if self.spec.style == Style::Form && self.spec.explode => Some(names),
            _ => None,
        }
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = decoded(name);
        match self.spread().filter(|_| self.spec.content.is_none()) {
            Some(names) => names.contains(&name.as_str()),
            None => texts::path(&name).first().is_some_and(|it| it == self.spec.wire),
        }
    }

    /// The member's text or texts, taken apart by its style.
    pub(super) fn texts(&self, pairs: &[(&str, &str)]) -> Result<Texts, Mismatch> {
        let spec = self.spec;
        let raws: Vec<String> = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
        let first = || Texts::one(raws.first().map_or("", String::as_str), Written::Form);
        match spec.content {
            Some(media_type) if media::is_json(&media::essence(media_type)) => return first().json(),
            Some(_) => return Ok(first()),
            None => {}
        }
        if spec.style == Style::DeepObject || self.spread().is_some() {
            let whole = Texts::form(pairs);
            return Ok(match (self.spread(), whole) {
                (None, Texts::Members(mut members)) if members.len() == 1 => members.remove(0).1,
                (_, whole) => whole,
            });
        }
        Ok(Texts::styled(&raws, spec, &self.looks, Written::Form))
    }
}
