//! Parameters and forms as they stand in a request, taken apart by their styles: texts, lists of them, members.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::spec::param::{ParamSpec, Style};

/// How the text of a parameter is taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// A single value.
    One,
    /// A list of values.
    List,
    /// Members with any names.
    Members,
    /// Members with these names.
    Named(Vec<&'static str>),
    /// That depends on the value, which is not one with members.
    Any,
    /// That depends on the value, which may be one with members.
    Free,
}

/// Texts, taken apart.
#[derive(Clone, Debug)]
pub(super) enum Texts {
    /// A text.
    One(String),
    /// Several of them.
    List(Vec<Texts>),
    /// Several of them with names.
    Members(Vec<(String, Texts)>),
    /// A value that was JSON.
    Json(Value),
}

/// How a text is written where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// As it is.
    Plain,
    /// Percent-encoded.
    Percent,
    /// Percent-encoded, and `+` is a space.
    Form,
}

impl Written {
    pub(super) fn text(self, raw: &str) -> String {
        let undone = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        match self {
            Self::Plain => raw.to_owned(),
            Self::Percent => undone(raw),
            Self::Form => undone(&raw.replace('+', " ")),
        }
    }
}

impl Texts {
    /// A text by itself.
    pub(super) fn one(raw: &str, written: Written) -> Self {
        Self::One(written.text(raw))
    }

    /// A parameter in its style; `raws` are its occurrences as they were written.
    pub(super) fn styled(raws: &[String], spec: &ParamSpec, looks: &Looks, written: Written) -> Self {
        let one = |raw: &str| Self::one(raw, written);
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
        match looks {
            Looks::One | Looks::Any | Looks::Free => one(bare.first().copied().unwrap_or_default()),
            Looks::List => {
                let own = |it| if spec.style == Style::Matrix && spec.explode { named(it, spec.wire) } else { it };
                Self::List(parts().into_iter().map(|it| one(own(it))).collect())
            }
            Looks::Members | Looks::Named(_) => {
                let parts = parts();
                let pairs: Vec<(&str, &str)> = match spec.explode {
                    true => parts.into_iter().map(|it| it.split_once('=').unwrap_or((it, ""))).collect(),
                    false => parts.chunks(2).map(|it| (it[0], it.get(1).copied().unwrap_or_default())).collect(),
                };
                Self::named(pairs.into_iter().map(|(name, value)| (written.text(name), written.text(value))))
            }
        }
    }

    /// Members by their names; a name that comes more than once has a list.
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

    /// The pairs of a form; names that come more than once are lists.
    pub(super) fn form(pairs: &[(&str, &str)]) -> Self {
        let mut whole = Self::Members(Vec::new());
        for (name, value) in pairs {
            whole.put(&path(&decoded(name)), decoded(value));
        }
        whole
    }

    /// The JSON value that a single text holds.
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

/// Of a query or a form.
pub(super) fn decoded(text: &str) -> String {
    Written::Form.text(text)
}
