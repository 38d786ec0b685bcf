//! What a document says of an operation's requests, as generated crates hand it to the server for tests, and whether a
//! request keeps to it. A value is right if the type that the client would send can be read from it; here, and only
//! here, a value that an enum does not list and one that fits no variant of a union are wrong.

use super::fake_check::Sent;
pub use super::fake_strict::Listed;
use super::fake_strict::strictly;
use super::fake_texts::Texts;
use super::mismatch::Mismatch;
use super::param::{ParamSpec, Place, Style};
use super::read::{self, ReadError};
use super::wire::Wire;
use super::{fake_parts, media};

/// The rules of one operation.
#[derive(Debug)]
pub struct Rules {
    /// The `operationId`.
    pub operation: &'static str,
    /// Its place in the document.
    pub pointer: &'static str,
    /// Whether the server gives URLs of pages, whose queries are its own.
    pub links: bool,
    /// Its parameters.
    pub params: &'static [ParamRule],
    /// Its body, by media types.
    pub bodies: &'static [BodyRule],
}

/// The rules of a parameter.
#[derive(Debug)]
pub struct ParamRule {
    /// How it is written.
    pub spec: ParamSpec,
    /// Whether each request has it.
    pub required: bool,
    /// Its place in the document.
    pub pointer: &'static str,
    /// How its text is taken apart.
    pub looks: Looks,
    /// Whether it is of its type.
    pub reads: fn(&Texts) -> Result<(), Mismatch>,
}

/// How the text of a parameter is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A single value.
    One,
    /// A list of values.
    List,
    /// Members with names.
    Members,
    /// That depends on the value, which is not one with members.
    Any,
    /// That depends on the value, which may be one with members.
    Free,
}

/// The rules of a body of some media types.
#[derive(Debug)]
pub struct BodyRule {
    /// The media types.
    pub media_types: &'static [&'static str],
    /// Its place in the document.
    pub pointer: &'static str,
    /// How it is read.
    pub reads: Reads,
}

/// How a body is read.
#[derive(Debug)]
pub enum Reads {
    /// As JSON of a type.
    Json(fn(&[u8]) -> Result<(), ReadError>),
    /// As JSON of a type, line by line.
    Lines(fn(&[u8]) -> Result<(), ReadError>),
    /// As a form of a type.
    Form(fn(&Texts) -> Result<(), Mismatch>),
    /// As parts of a `multipart` body: their names, each with whether every body has it, and whether there may be
    /// more.
    Parts(&'static [(&'static str, bool)], bool),
    /// As text.
    Text,
    /// Not at all.
    Bytes,
}

/// Whether a JSON text is of the type.
///
/// # Errors
///
/// It is not, or it is no JSON.
pub fn json<T: Wire>(text: &[u8]) -> Result<(), ReadError> {
    strictly(|| read::json_text::<T>(text).map(drop))
}

/// Whether texts are of the type.
///
/// # Errors
///
/// They are not.
pub fn texts<T: Wire>(texts: &Texts) -> Result<(), Mismatch> {
    let mut slot = None::<T>;
    strictly(|| texts.fill(&mut slot))
}

/// What is wrong with a request to the path of that template.
pub(super) fn check(sent: &Sent, template: &str, rules: &Rules, keys: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    for rule in rules.params {
        if let Some(what) = param(sent, template, rule) {
            wrong.push(format!("the {} `{}` {what} ({})", rule.spec.place.noun(), rule.spec.wire, rule.pointer));
        }
    }
    let any_name = |it: &ParamRule| match it.spec.place {
        Place::QueryString => true,
        Place::Query => {
            let apart = it.spec.style == Style::Form && it.spec.explode && it.spec.content.is_none();
            apart && matches!(it.looks, Looks::Members | Looks::Free)
        }
        _ => false,
    };
    if !rules.links && !rules.params.iter().any(any_name) {
        let declared = |name: &str| {
            let mut query = rules.params.iter().filter(|it| it.spec.place == Place::Query);
            query.any(|it| is_named(name, it.spec.wire))
        };
        for name in sent.query_names().filter(|it| !declared(it) && !keys.contains(it)) {
            wrong.push(format!("the query parameter `{name}` is not documented ({})", rules.pointer));
        }
    }
    wrong.extend(body(sent, rules.bodies));
    wrong
}

/// An object is written as `name[member]`.
fn is_named(name: &str, wire: &str) -> bool {
    name.strip_prefix(wire).is_some_and(|it| it.is_empty() || it.starts_with('['))
}

fn param(sent: &Sent, template: &str, rule: &ParamRule) -> Option<String> {
    let spec = &rule.spec;
    let raws = match spec.place {
        Place::Path => vec![sent.path_value(template, spec.wire)?],
        Place::Query => sent.raw_query(spec.wire),
        Place::QueryString => sent.query_string().map(str::to_owned).into_iter().collect(),
        Place::Header => sent.header(spec.wire).map(str::to_owned).into_iter().collect(),
        Place::Cookie => sent.cookies(spec.wire),
    };
    let apart = matches!(spec.place, Place::Query | Place::Cookie) && spec.style == Style::Form && spec.explode;
    if apart && rule.looks == Looks::Members && spec.content.is_none() {
        // The names are the members' own, among those of other parameters.
        return None;
    }
    let deep = if spec.style == Style::DeepObject { sent.deep(spec.wire) } else { Vec::new() };
    if raws.is_empty() && deep.is_empty() {
        return rule.required.then(|| "is missing".to_owned());
    }
    if raws.iter().all(String::is_empty) && deep.is_empty() {
        if spec.place == Place::Path {
            return Some("is empty".to_owned());
        }
        // A list or an object without anything in it is written so.
        if spec.allow_empty || rule.looks != Looks::One {
            return None;
        }
    }
    let encoded = !matches!(spec.place, Place::Header) && spec.style != Style::Cookie;
    let texts = match (spec.content, rule.looks) {
        (Some(media_type), _) if media::is_json(&media::essence(media_type)) => {
            let text = Texts::one(raws.first()?, encoded);
            return text.json().and_then(|it| (rule.reads)(&it)).err().map(|error| error.to_string());
        }
        (Some(_), _) => return None,
        (None, Looks::Any | Looks::Free) => {
            let all = [Looks::One, Looks::List, Looks::Members];
            let mut tried = all.map(|it| (rule.reads)(&Texts::styled(&raws, spec, it, encoded))).into_iter();
            if tried.by_ref().any(|it| it.is_ok()) {
                return None;
            }
            Texts::styled(&raws, spec, Looks::One, encoded)
        }
        (None, _) if !deep.is_empty() => Texts::deep(deep),
        (None, looks) => Texts::styled(&raws, spec, looks, encoded),
    };
    (rule.reads)(&texts).err().map(|error| format!("is wrong: {error}"))
}

fn body(sent: &Sent, rules: &[BodyRule]) -> Option<String> {
    let came = sent.header("content-type").map(media::essence)?;
    let fitting = rules.iter().map(|rule| {
        let closest = rule.media_types.iter().map(|it| media::closeness(&came, it)).max();
        (closest.unwrap_or_default(), rule)
    });
    let (closeness, rule) = fitting.max_by_key(|(closeness, _)| *closeness)?;
    if closeness == 0 || sent.body.is_empty() {
        return None;
    }
    let body = sent.body.as_slice();
    let said = match &rule.reads {
        Reads::Json(reads) => reads(body).err().map(|it| it.to_string()),
        Reads::Lines(reads) => body
            .split(|it| matches!(it, b'\n' | 0x1e))
            .filter(|it| !it.iter().all(u8::is_ascii_whitespace))
            .enumerate()
            .find_map(|(index, line)| reads(line).err().map(|it| format!("line {}: {it}", index + 1))),
        Reads::Form(reads) => reads(&Texts::form(body)).err().map(|it| it.to_string()),
        Reads::Parts(parts, more) => {
            fake_parts::check(sent.header("content-type").unwrap_or_default(), body, parts, *more)
        }
        Reads::Text => std::str::from_utf8(body).err().map(|it| it.to_string()),
        Reads::Bytes => None,
    };
    said.map(|said| format!("the body does not fit: {said} ({})", rule.pointer))
}
