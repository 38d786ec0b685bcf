//! Forms: the members of a body of `application/x-www-form-urlencoded`, and parts in a style of their own.
//! `form_urlencoded` reads pairs and knows no styles; what it would do is the splitting at `&` and `=`.

use serde_json::Value;

use super::param_value::{self, Encoding, ParamShape, ParamValue, decoded};
use super::schemas::Schemas;
use crate::runtime::http::media;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{ParamSpec, Style};

/// An error in a body, with its path.
pub(super) fn describe(it: Mismatch) -> String {
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
    pub(super) fn param_value(&self, text: &str) -> Result<ParamValue, Mismatch> {
        let pairs = text.split('&').filter(|it| !it.is_empty()).map(|it| it.split_once('=').unwrap_or((it, "")));
        let own: Vec<StyledMember<'_>> = self.members.iter().map(|it| self.member(it)).collect();
        let (styled, plain): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| own.iter().any(|it| it.is_called(name)));
        let mut members = match ParamValue::form(&plain) {
            ParamValue::Members(members) => members,
            _ => Vec::new(),
        };
        for member in own {
            let pairs: Vec<_> = styled.iter().filter(|(name, _)| member.is_called(name)).copied().collect();
            if !pairs.is_empty() {
                members.push((member.spec.wire.to_owned(), member.param_value(&pairs)?));
            }
        }
        Ok(ParamValue::Members(members))
    }

    /// A member in a style of its own.
    pub(super) fn member<'m>(&self, spec: &'m ParamSpec) -> StyledMember<'m> {
        let schema = self.schema.and_then(|it| self.schemas.alternatives(it).first().copied());
        let schema = schema.and_then(|it| self.schemas.member(it, spec.wire));
        StyledMember { spec, shape: self.schemas.shape(schema), schema }
    }
}

/// A member in a style of its own.
pub(super) struct StyledMember<'m> {
    spec: &'m ParamSpec,
    shape: ParamShape,
    pub(super) schema: Option<&'static Value>,
}

impl StyledMember<'_> {
    /// The names of its own members, where those stand in the form by themselves.
    fn spread(&self) -> Option<&[&'static str]> {
        match &self.shape {
            ParamShape::Named(names) if self.spec.style == Style::Form && self.spec.explode => Some(names),
            _ => None,
        }
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = decoded(name);
        match self.spread().filter(|_| self.spec.content.is_none()) {
            Some(names) => names.contains(&name.as_str()),
            None => param_value::path(&name).first().is_some_and(|it| it == self.spec.wire),
        }
    }

    /// The member's text or texts, taken apart by its style.
    pub(super) fn param_value(&self, pairs: &[(&str, &str)]) -> Result<ParamValue, Mismatch> {
        let spec = self.spec;
        let raws: Vec<String> = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
        let first = || ParamValue::one(raws.first().map_or("", String::as_str), Encoding::Form);
        match spec.content {
            Some(media_type) if media::is_json(&media::essence(media_type)) => return first().json(),
            Some(_) => return Ok(first()),
            None => {}
        }
        if spec.style == Style::DeepObject || self.spread().is_some() {
            let whole = ParamValue::form(pairs);
            return Ok(match (self.spread(), whole) {
                (None, ParamValue::Members(mut members)) if members.len() == 1 => members.remove(0).1,
                (_, whole) => whole,
            });
        }
        Ok(ParamValue::styled(&raws, spec, &self.shape, Encoding::Form))
    }
}
