//! Whether what came is a whole document of the kind that was vendored.

use serde_json::Value;

use super::download::Download;
use super::format;
use crate::api::Api;
use crate::pipeline;

/// More than this share of the operations gone is an accident until someone says otherwise.
const MOST_GONE: f64 = 0.2;

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A document that may be vendored.
#[derive(Debug)]
pub struct Accepted {
    /// In its canonical form.
    pub text: String,
    /// What a reader should know first: a change of version, what was forgiven.
    pub notes: Vec<String>,
}

impl Accepted {
    /// Whether both say the same, whatever the order, white space and spelling of numbers.
    pub fn same_as(&self, other: &str) -> bool {
        match (value(&self.text), value(other)) {
            (Ok(a), Ok(b)) => canonical(a) == canonical(b),
            _ => false,
        }
    }
}

/// Accepts a download, or says in one line why not.
pub fn judge(download: &Download, api: &Api, force: bool) -> Result<Accepted, String> {
    let mut notes = Vec::new();
    let text = text(&download.bytes, &mut notes)?;
    let json = api.document.ends_with(".json");
    let live = if json {
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?
    } else {
        value(text)?
    };
    whole(&live)?;
    let vendored = value(&api.text)?;
    let (old, new) = (version(&vendored), version(&live));
    if old != new {
        notes.push(format!("version changed: {old} → {new}"));
    }
    if !force {
        shrinkage(operations(&vendored), operations(&live))?;
    }
    let text = if json { format::json(text) } else { format!("{}\n", text.replace("\r\n", "\n").trim_end()) };
    if !force {
        accepted_by_generator(api, &text)?;
    }
    Ok(Accepted { text, notes })
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
        Some(reference) => Err(format!("`{}` leads nowhere, so it is not whole", reference.escape_debug())),
    }
}

/// The first reference into the document itself that leads nowhere. Examples may hold what only looks like one.
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

fn shrinkage(old: usize, new: usize) -> Result<(), String> {
    let gone = old.saturating_sub(new);
    if new == 0 && old > 0 {
        return Err("it has no operations".to_owned());
    }
    if gone as f64 > old as f64 * MOST_GONE {
        return Err(format!("it has {new} operations of {old}; --force takes it all the same"));
    }
    Ok(())
}

fn accepted_by_generator(api: &Api, text: &str) -> Result<(), String> {
    let live = api.with_text(text.to_owned());
    match pipeline::read(&live) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(diagnostics)) => {
            let first = diagnostics.lines().next().unwrap_or_default();
            Err(format!("the generator refuses it ({first}); --force takes it all the same"))
        }
        Err(failure) => Err(failure.to_string().lines().next().unwrap_or_default().to_owned()),
    }
}

fn version(document: &Value) -> &str {
    let version = document.get("openapi").or_else(|| document.get("swagger"));
    version.and_then(Value::as_str).unwrap_or("unknown")
}

fn operations(document: &Value) -> usize {
    let items = document.get("paths").and_then(Value::as_object).into_iter().flat_map(|it| it.values());
    items.filter_map(Value::as_object).map(|it| METHODS.iter().filter(|key| it.contains_key(**key)).count()).sum()
}

/// JSON or YAML.
fn value(text: &str) -> Result<Value, String> {
    let strict = serde_json::from_str(text);
    strict.or_else(|_| serde_yaml::from_str(text)).map_err(|error| format!("it is neither JSON nor YAML: {error}"))
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
