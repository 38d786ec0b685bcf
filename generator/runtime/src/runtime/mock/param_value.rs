//! Parameters and forms of a request, split by their styles into strings, lists and properties.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{ParamSpec, Style};

/// The shape of a parameter, by which its text is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParamShape {
    /// A single value.
    One,
    /// A list of values.
    List,
    /// Properties with any names.
    Members,
    /// Properties with these names.
    Named(Vec<&'static str>),
    /// It depends on the value, which is no object.
    Any,
    /// It depends on the value, which may be an object.
    Free,
}

/// The split value of a parameter.
#[derive(Clone, Debug)]
pub(super) enum ParamValue {
    /// A string.
    One(String),
    /// A list of values.
    List(Vec<ParamValue>),
    /// Values with names.
    Members(Vec<(String, ParamValue)>),
    /// A value that was JSON.
    Json(Value),
}

/// How a string is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As it is.
    Plain,
    /// Percent-encoded.
    Percent,
    /// Percent-encoded, and `+` is a space.
    Form,
}

impl Encoding {
    pub(super) fn text(self, raw: &str) -> String {
        let undone = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        match self {
            Self::Plain => raw.to_owned(),
            Self::Percent => undone(raw),
            Self::Form => undone(&raw.replace('+', " ")),
        }
    }
}

impl ParamValue {
    /// A single string.
    pub(super) fn one(raw: &str, encoding: Encoding) -> Self {
        Self::One(encoding.text(raw))
    }

    /// A parameter in its style; `raws` are its occurrences as they were written.
    pub(super) fn styled(raws: &[String], spec: &ParamSpec, shape: &ParamShape, encoding: Encoding) -> Self {
        let one = |raw: &str| Self::one(raw, encoding);
        let bare: Vec<&str> = raws.iter().map(|raw| bare(raw, spec)).collect();
        let between: &[&str] = match (spec.style, spec.explode) {
            (Style::Label, true) => &["."],
            (Style::Matrix, true) => &[";"],
            (Style::SpaceDelimited, _) => &["%20", "+", " "],
            (Style::PipeDelimited, _) => &["%7C", "%7c", "|"],
            (Style::Form | Style::Cookie, true) => &[],
            _ => &[","],
        };
        let parts = || -> Vec<&str> {
            let mut parts = bare.clone();
            for mark in between {
                parts = parts.into_iter().flat_map(|it| it.split(mark)).collect();
            }
            parts.into_iter().map(str::trim).collect()
        };
        match shape {
            ParamShape::One | ParamShape::Any | ParamShape::Free => one(bare.first().copied().unwrap_or_default()),
            ParamShape::List => {
                let own = |it| if spec.style == Style::Matrix && spec.explode { named(it, spec.wire) } else { it };
                Self::List(parts().into_iter().map(|it| one(own(it))).collect())
            }
            ParamShape::Members | ParamShape::Named(_) => {
                let parts = parts();
                let pairs: Vec<(&str, &str)> = match spec.explode {
                    true => parts.into_iter().map(|it| it.split_once('=').unwrap_or((it, ""))).collect(),
                    false => parts.chunks(2).map(|it| (it[0], it.get(1).copied().unwrap_or_default())).collect(),
                };
                Self::named(pairs.into_iter().map(|(name, value)| (encoding.text(name), encoding.text(value))))
            }
        }
    }

    /// Properties by their names; a repeated name has a list.
    pub(super) fn named(pairs: impl Iterator<Item = (String, String)>) -> Self {
        let mut whole = Self::Members(Vec::new());
        pairs.for_each(|(name, value)| whole.put(&[name], value));
        whole
    }

    /// `[a][b]` and the like with their values, decoded.
    pub(super) fn deep(pairs: Vec<(Vec<String>, String)>) -> Self {
        let mut whole = Self::Members(Vec::new());
        for (path, value) in pairs {
            whole.put(&path, value);
        }
        whole
    }

    /// The pairs of a form; a repeated name has a list.
    pub(super) fn form(pairs: &[(&str, &str)]) -> Self {
        let mut whole = Self::Members(Vec::new());
        for (name, value) in pairs {
            whole.put(&path(&decoded(name)), decoded(value));
        }
        whole
    }

    /// Parses a single string as JSON.
    pub(super) fn json(&self) -> Result<Self, Mismatch> {
        let value: Value = match self {
            Self::One(text) => serde_json::from_str(text).map_err(|error| Mismatch::new(error.to_string()))?,
            _ => Value::Null,
        };
        Ok(Self::Json(value))
    }

    fn put(&mut self, path: &[String], value: String) {
        let [name, rest @ ..] = path else {
            match self {
                Self::List(list) => list.push(Self::One(value)),
                Self::One(former) => {
                    *self = Self::List(vec![Self::One(std::mem::take(former)), Self::One(value)]);
                }
                Self::Members(members) if members.is_empty() => *self = Self::One(value),
                Self::Members(_) | Self::Json(_) => {}
            }
            return;
        };
        let Self::Members(members) = self else { return };
        let at = members.iter().position(|(it, _)| it == name);
        let at = at.unwrap_or_else(|| {
            members.push((name.clone(), Self::Members(Vec::new())));
            members.len() - 1
        });
        members[at].1.put(rest, value);
    }
}

/// `filter[by][]` as its names; empty ones are left out, since a name that comes again is a list anyway.
pub(super) fn path(name: &str) -> Vec<String> {
    let (first, rest) = name.split_once('[').unwrap_or((name, ""));
    let steps = rest.split('[').map(|it| it.trim_end_matches(']')).filter(|it| !it.is_empty());
    [first].into_iter().chain(steps).map(str::to_owned).collect()
}

/// Without what the style puts in front.
fn bare<'a>(raw: &'a str, spec: &ParamSpec) -> &'a str {
    match spec.style {
        Style::Label => raw.strip_prefix('.').unwrap_or(raw),
        Style::Matrix if spec.explode => raw.strip_prefix(';').unwrap_or(raw),
        Style::Matrix => named(raw.strip_prefix(';').unwrap_or(raw), spec.wire),
        _ => raw,
    }
}

fn named<'a>(text: &'a str, name: &str) -> &'a str {
    text.split_once('=').filter(|(it, _)| decoded(it) == name).map_or(text, |(_, value)| value)
}

/// Decodes a string of a query or a form.
pub(super) fn decoded(text: &str) -> String {
    Encoding::Form.text(text)
}
