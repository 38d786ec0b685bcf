//! Whether what came is a whole document of the kind that was vendored.

use std::collections::BTreeSet;

use octogen::document::{self, Bounds};
use serde_json::Value;

use super::download::Download;
use super::format;
use crate::api::Api;
use crate::pipeline;

/// More than one in so many of the vendored operations gone is an accident, or another API's document, until someone
/// says otherwise.
const MOST_GONE: usize = 5;

/// The most values that a document may hold, in either format. The largest public documents have a million and a half.
const MOST_NODES: usize = 2_000_000;

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A document that may be vendored.
#[derive(Debug)]
pub struct Accepted {
    /// In its canonical form.
    pub text: String,
    /// What a reader should know first: a change of version, what was forgiven.
    pub notes: Vec<String>,
    /// What it says, whatever the order, white space and spelling of numbers.
    pub value: Value,
}

/// Why a download is not taken, in one line.
#[derive(Debug)]
pub enum Unfit {
    /// It is not a whole document, whatever anybody says.
    Broken(String),
    /// It is a document, and probably not the one that was meant.
    Doubtful(String),
}

impl From<String> for Unfit {
    fn from(why: String) -> Self {
        Self::Broken(why)
    }
}

/// Accepts a download, with `force` also a doubtful one.
pub fn judge(download: &Download, api: &Api, vendored: &Value, force: bool) -> Result<Accepted, Unfit> {
    let mut notes = Vec::new();
    let text = text(&download.bytes, &mut notes)?;
    let json = api.document.ends_with(".json");
    let live = if json { from_json(text)? } else { from_yaml(&api.document, text)? };
    whole(&live)?;
    let (old, new) = (version(vendored), version(&live));
    if old != new {
        notes.push(format!("version changed: {old} → {new}"));
    }
    if !force {
        same_api(&operations(vendored), &operations(&live)).map_err(Unfit::Doubtful)?;
    }
    let text = if json { format::json(text) } else { format!("{}\n", text.replace("\r\n", "\n").trim_end()) };
    if !force {
        accepted_by_generator(api, &text).map_err(Unfit::Doubtful)?;
    }
    Ok(Accepted { text, notes, value: canonical(live) })
}

/// What the vendored document says, in the form in which two documents are compared.
pub fn vendored(api: &Api) -> Result<Value, String> {
    document::value(&api.document, &api.text).map(canonical).map_err(|diags| one_line(&diags.to_string()))
}

/// How much it holds is told before it is read.
fn from_json(text: &str) -> Result<Value, String> {
    Bounds::nodes(MOST_NODES).json(text)?;
    serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))
}

/// How much it holds is told before it is read; the generator's own reader knows the traps of YAML.
fn from_yaml(name: &str, text: &str) -> Result<Value, String> {
    Bounds::nodes(MOST_NODES).yaml(text)?;
    document::value(name, text)
        .map_err(|diags| format!("it is neither JSON nor YAML: {}", one_line(&diags.to_string())))
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn text<'a>(bytes: &'a [u8], notes: &mut Vec<String>) -> Result<&'a str, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16, not UTF-8".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| format!("it is not UTF-8: {error}"))?;
    let text = match text.strip_prefix('\u{feff}') {
        None => text,
        Some(text) => {
            notes.push("a byte order mark was left out".to_owned());
            text
        }
    };
    match text.trim_start().chars().next() {
        None => Err("it is empty".to_owned()),
        Some('<') => Err("it is HTML or XML".to_owned()),
        Some(_) => Ok(text),
    }
}

/// An object with version, info and content, whose references all lead somewhere.
fn whole(document: &Value) -> Result<(), String> {
    let Value::Object(members) = document else {
        return Err("it is not an object".to_owned());
    };
    let string = |key: &str| members.get(key).is_some_and(Value::is_string);
    if !string("openapi") && !string("swagger") {
        return Err("it has no `openapi`".to_owned());
    }
    if !members.get("info").is_some_and(Value::is_object) {
        return Err("it has no `info`".to_owned());
    }
    if !["paths", "webhooks", "components"].iter().any(|it| members.get(*it).is_some_and(Value::is_object)) {
        return Err("it has neither `paths` nor `webhooks` nor `components`".to_owned());
    }
    match dangling(document, document) {
        None => Ok(()),
        Some(reference) => Err(format!("`{}` does not resolve, so it is not whole", reference.escape_debug())),
    }
}

/// The first reference into the document itself that does not resolve. Examples may hold what only looks like one.
fn dangling<'a>(root: &Value, at: &'a Value) -> Option<&'a str> {
    match at {
        Value::Array(items) => items.iter().find_map(|it| dangling(root, it)),
        Value::Object(members) => {
            let here = members.get("$ref").and_then(Value::as_str).filter(|it| {
                let pointer = it.strip_prefix('#').filter(|it| it.starts_with('/'));
                pointer.is_some_and(|it| root.pointer(&percent_decoded(it)).is_none())
            });
            let opaque = |key: &str| matches!(key, "example" | "examples" | "default" | "enum" | "const");
            here.or_else(|| members.iter().filter(|(key, _)| !opaque(key)).find_map(|(_, it)| dangling(root, it)))
        }
        _ => None,
    }
}

fn percent_decoded(pointer: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = pointer.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match hex.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Operations that are there still are told by method and path, so that the document of another API is none of this.
pub fn same_api(old: &BTreeSet<(&str, String)>, new: &BTreeSet<(&str, String)>) -> Result<(), String> {
    let gone: Vec<_> = old.difference(new).collect();
    if new.is_empty() && !old.is_empty() {
        return Err("it has no operations".to_owned());
    }
    let Some((method, path)) = gone.first().filter(|_| gone.len() * MOST_GONE > old.len()) else {
        return Ok(());
    };
    let path = path.escape_debug();
    Err(format!("{} of {} operations are missing, `{method} {path}` among them", gone.len(), old.len()))
}

fn accepted_by_generator(api: &Api, text: &str) -> Result<(), String> {
    let live = api.with_text(text.to_owned());
    match pipeline::read(&live) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(diagnostics)) => Err(format!("the generator finds it unusable ({})", one_line(&diagnostics))),
        Err(failure) => Err(one_line(&failure.to_string())),
    }
}

fn version(document: &Value) -> &str {
    let version = document.get("openapi").or_else(|| document.get("swagger"));
    version.and_then(Value::as_str).unwrap_or("unknown")
}

/// Method and path of each operation; what parameters of a path are called does not tell paths apart
/// (OpenAPI 3.1.1, section 4.8.8.2).
pub fn operations(document: &Value) -> BTreeSet<(&'static str, String)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let of_path = |(path, item): (&String, &Value)| {
        let members = item.as_object().cloned().unwrap_or_default();
        let path = nameless(path);
        METHODS.into_iter().filter(move |it| members.contains_key(*it)).map(move |it| (it, path.clone()))
    };
    paths.flat_map(of_path).collect()
}

/// `/pets/{id}` → `/pets/{}`.
fn nameless(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |done, part| format!("{done}{{}}{}", part.split_once('}').map_or("", |(_, rest)| rest)))
}

/// 1, 1.0 and 1e0 are one number.
fn canonical(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => (float as i64).into(),
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(canonical).collect(),
        Value::Object(members) => members.into_iter().map(|(key, it)| (key, canonical(it))).collect(),
        other => other,
    }
}
