//! The body of a request, held against the rules of its operation.

use serde_json::Value;

use super::fake_check::Sent;
use super::fake_demands::{self, Demand, Types};
use super::fake_rules::{BodyRule, Looks, MemberRule, Reads};
use super::fake_texts::{Texts, Written};
use super::mismatch::Mismatch;
use super::param::Style;
use super::{fake_parts, fake_texts, media};

/// What is wrong with the body, whose media type is known to be documented.
pub(super) fn check(sent: &Sent, rules: &[BodyRule], types: Types) -> Option<String> {
    let (closeness, rule) = closest(sent, rules)?;
    if closeness == 0 || sent.body.is_empty() {
        return None;
    }
    let said = held(sent, rule, types).err()?;
    Some(format!("the body does not fit: {said} ({})", rule.pointer))
}

/// Whether the body goes as it is, under whatever media type: bytes, or all of a text.
pub(super) fn is_raw(sent: &Sent, rules: &[BodyRule]) -> bool {
    closest(sent, rules).is_some_and(|(_, rule)| matches!(rule.reads, Reads::Bytes | Reads::Text))
}

/// The rule whose media type is closest to the one that came.
fn closest<'r>(sent: &Sent, rules: &'r [BodyRule]) -> Option<(u8, &'r BodyRule)> {
    let came = sent.header("content-type")?;
    let fitting = rules.iter().map(|rule| {
        let closest = rule.media_types.iter().map(|it| media::closeness(came, it)).max();
        (closest.unwrap_or_default(), rule)
    });
    fitting.max_by_key(|(closeness, _)| *closeness)
}

fn held(sent: &Sent, rule: &BodyRule, types: Types) -> Result<(), String> {
    let body = sent.body.as_slice();
    let demanded = |value: Value| demanded(&value, rule.demands, types);
    match &rule.reads {
        Reads::Json(reads) | Reads::Xml(reads) => demanded(reads(body).map_err(|it| it.to_string())?),
        Reads::Lines(reads) => {
            let lines = body.split(|it| matches!(it, b'\n' | 0x1e));
            let mut lines = lines.filter(|it| !it.iter().all(u8::is_ascii_whitespace)).enumerate();
            lines.try_for_each(|(index, line)| {
                let read = reads(line).map_err(|it| it.to_string()).and_then(demanded);
                read.map_err(|it| format!("line {}: {it}", index + 1))
            })
        }
        Reads::Form(reads, members) => {
            let value = form(body, members).and_then(|texts| reads(&texts));
            demanded(value.map_err(said)?)
        }
        Reads::Parts(parts, more) => {
            fake_parts::check(sent.header("content-type").unwrap_or_default(), body, parts, *more, types)
        }
        Reads::Text => std::str::from_utf8(body).map(drop).map_err(|it| it.to_string()),
        Reads::Bytes => Ok(()),
    }
}

/// Whether the value of a body keeps to the demands; says so as reading does.
pub(super) fn demanded(value: &Value, demands: &'static [Demand], types: Types) -> Result<(), String> {
    fake_demands::check(value, demands, types).map_err(said)
}

fn said(it: Mismatch) -> String {
    format!("at `{}`: {}", it.path(), it.message())
}

/// A form; names that come more than once are lists, but for members in a style of their own.
fn form(body: &[u8], rules: &[MemberRule]) -> Result<Texts, Mismatch> {
    let text = String::from_utf8_lossy(body);
    let pairs = text.split('&').filter(|it| !it.is_empty()).map(|it| it.split_once('=').unwrap_or((it, "")));
    let (styled, plain): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| rules.iter().any(|it| it.is_called(name)));
    let mut members = match Texts::form(&plain) {
        Texts::Members(members) => members,
        _ => Vec::new(),
    };
    for rule in rules {
        let own: Vec<_> = styled.iter().filter(|(name, _)| rule.is_called(name)).copied().collect();
        if !own.is_empty() {
            members.push((rule.spec.wire.to_owned(), rule.texts(&own)?));
        }
    }
    Ok(Texts::Members(members))
}

impl MemberRule {
    /// The names of its own members, where those stand in the form by themselves.
    fn spread(&self) -> Option<&'static [&'static str]> {
        match self.looks {
            Looks::Named(names) if self.spec.style == Style::Form && self.spec.explode => Some(names),
            _ => None,
        }
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = fake_texts::decoded(name);
        match self.spread().filter(|_| self.spec.content.is_none()) {
            Some(names) => names.contains(&name.as_str()),
            None => fake_texts::path(&name).first().is_some_and(|it| it == self.spec.wire),
        }
    }

    /// The member's text or texts, taken apart by its style.
    pub(super) fn texts(&self, pairs: &[(&str, &str)]) -> Result<Texts, Mismatch> {
        let spec = &self.spec;
        let raws: Vec<String> = pairs.iter().map(|(_, value)| (*value).to_owned()).collect();
        if spec.content.is_some_and(|it| media::is_json(&media::essence(it))) {
            return Texts::one(raws.first().map_or("", String::as_str), Written::Form).json();
        }
        if spec.content.is_some() {
            return Ok(Texts::one(raws.first().map_or("", String::as_str), Written::Form));
        }
        if spec.style == Style::DeepObject || self.spread().is_some() {
            let whole = Texts::form(pairs);
            return Ok(match (self.spread(), whole) {
                (None, Texts::Members(mut members)) if members.len() == 1 => members.remove(0).1,
                (_, whole) => whole,
            });
        }
        Ok(Texts::styled(&raws, spec, self.looks, Written::Form))
    }
}
