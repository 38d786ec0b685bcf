//! Parses JSON and YAML to a JSON value. Stricter than other parsers: duplicate keys, numbers that JSON does not have
//! and aliases that expand a small text are errors.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::flow;
use crate::Pointer;
use crate::diagnostics::{At, Diagnostics, code};
use crate::source_map::{Format, Places};

/// The maximum size of a text.
const MAX_BYTES: usize = 256 << 20;
/// The maximum nesting depth of values, the same for both parsers.
pub(super) const MAX_DEPTH: usize = 128;
/// The maximum number of values that aliases may add to those in the text.
const MAX_EXTRA_NODES: usize = 1_000_000;
/// The maximum number of bytes that strings behind aliases may add.
const MAX_EXTRA_BYTES: usize = 64 << 20;

/// The value of a file, whose text is added to `places`; `None` after an error was reported.
pub(crate) fn read(name: &str, bytes: &[u8], places: &mut Places, diags: &mut Diagnostics) -> Option<(usize, Value)> {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(fault) => {
            diags.error_at(fault.code, at(name, fault.line, 0), fault.message).help(fault.help);
            return None;
        }
    };
    let format = format(name, text);
    let mut state = State::new(text);
    let parsed = match format {
        Format::Json => json(text, &mut state),
        Format::Yaml => yaml(text, &mut state),
    };
    let file = places.add(name, text, format, again);
    report(name, file, &state, places, diags);
    match parsed {
        Ok(value) => Some((file, value)).filter(|_| state.findings.is_empty()),
        Err(fault) => {
            let limit = fault.message.contains("recursion limit") || fault.message.contains("repetition limit");
            let code = if limit { code::LIMIT } else { code::SYNTAX };
            let language = if format == Format::Json { "JSON" } else { "YAML" };
            let message = if limit { fault.message } else { format!("this is not {language}: {}", fault.message) };
            let help = if limit {
                "nesting is limited to 128 levels, and aliases to a multiple of the text itself"
            } else {
                "OpenAPI documents are JSON or YAML; fix the text here"
            };
            diags.error_at(code, at(name, fault.line, fault.column), message).help(help);
            None
        }
    }
}

/// The same for a text that was parsed before, without reporting its errors again.
fn again(name: &str, text: &str) -> Option<Value> {
    let (mut places, mut diags) = (Places::default(), Diagnostics::default());
    read(name, text.as_bytes(), &mut places, &mut diags).map(|(_, value)| value)
}

fn at(name: &str, line: usize, column: usize) -> At {
    At::Line { file: name.to_owned(), line, column }
}

struct Refusal {
    code: &'static str,
    line: usize,
    message: String,
    help: &'static str,
}

fn decode(bytes: &[u8]) -> Result<&str, Refusal> {
    let refuse = |code, line, message: &str, help| Err(Refusal { code, line, message: message.to_owned(), help });
    if bytes.len() > MAX_BYTES {
        let message =
            format!("the text has {} MiB, more than the {} MiB that are read", bytes.len() >> 20, MAX_BYTES >> 20);
        return refuse(code::LIMIT, 0, &message, "split the document into several files");
    }
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_wide || matches!(bytes, [0, _, ..] | [_, 0, ..]) {
        return refuse(code::ENCODING, 1, "the text is UTF-16 or UTF-32", "save it as UTF-8");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|it| **it == b'\n').count();
            return refuse(code::ENCODING, line, "the text is not UTF-8", "save it as UTF-8");
        }
    };
    let start = text.trim_start();
    if start.is_empty() {
        return refuse(code::EMPTY, 0, "the text is empty", "give an OpenAPI document in JSON or YAML");
    }
    if start.starts_with('<') {
        let message = "this is HTML or XML, not an OpenAPI document";
        return refuse(
            code::NOT_OPENAPI,
            1,
            message,
            "perhaps a login or documentation page was saved; get the JSON or YAML behind it",
        );
    }
    Ok(text)
}

/// YAML includes JSON, but a JSON parser is faster and has clearer error messages.
fn format(name: &str, text: &str) -> Format {
    let is_braced = text.trim_start().starts_with(['{', '[']);
    let says_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    let is_json = |text: &str| serde_json::from_str::<de::IgnoredAny>(text).is_ok();
    match (is_braced, says_yaml) {
        (false, _) => Format::Yaml,
        (true, false) => Format::Json,
        // Flow style, or JSON with the wrong file extension: one of the parsers has to accept it.
        (true, true) => {
            if is_json(text) || is_deep(text) {
                Format::Json
            } else {
                Format::Yaml
            }
        }
    }
}

/// The JSON parser finds deep nesting at once; YAML parsers take long.
fn is_deep(text: &str) -> bool {
    serde_json::from_str::<de::IgnoredAny>(text).is_err_and(|it| it.to_string().contains("recursion limit"))
}

struct Fault {
    message: String,
    line: usize,
    column: usize,
}

fn json(text: &str, state: &mut State) -> Result<Value, Fault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Seed(state).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    value.map_err(|error| {
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(it, _)| it).to_owned();
        Fault { message, line: error.line(), column: error.column() }
    })
}

fn yaml(text: &str, state: &mut State) -> Result<Value, Fault> {
    if let Some(line) = flow::too_deep(text, MAX_DEPTH) {
        return Err(Fault { message: "recursion limit exceeded".to_owned(), line, column: 0 });
    }
    state.is_yaml = true;
    Seed(state).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |it| (it.line(), it.column()));
        let message = error.to_string();
        let message = match message.find(" limit exceeded") {
            // The path comes first; the line says where.
            Some(_) if message.contains("repetition") => "repetition limit exceeded",
            Some(_) => "recursion limit exceeded",
            None => message.rsplit_once(" at line ").map_or(message.as_str(), |(it, _)| it),
        };
        Fault { message: message.to_owned(), line, column }
    })
}

fn report(name: &str, file: usize, state: &State, places: &Places, diags: &mut Diagnostics) {
    for finding in &state.findings {
        let line = |pointer: &Pointer| places.line(file, pointer).unwrap_or(0);
        let place = |line, pointer: &Pointer| At::File { file: name.to_owned(), line, pointer: pointer.clone() };
        match finding {
            Finding::Twice { object, key } => {
                let lines = places.occurrences(file, object, key);
                let pointer = object.key(key);
                let (first, second) = match *lines.as_slice() {
                    [first, second, ..] => (first, second),
                    _ => (line(&pointer), line(&pointer)),
                };
                diags
                    .error_at(
                        code::DUPLICATE_KEY,
                        place(second, &pointer),
                        format!("the key `{key}` occurs twice in one object"),
                    )
                    .also_at(place(first, &pointer), "the first one")
                    .help("remove one of them, or rename it");
            }
            Finding::Number { pointer } => {
                diags
                    .error_at(
                        code::NUMBER,
                        place(line(pointer), pointer),
                        "this number is infinite or not a number, which JSON cannot represent",
                    )
                    .help("write a finite number, or put the text in quotes");
            }
        }
    }
}

#[derive(Debug)]
enum Finding {
    Twice { object: Pointer, key: String },
    Number { pointer: Pointer },
}

struct State {
    path: Vec<Token>,
    findings: Vec<Finding>,
    nodes: usize,
    bytes: usize,
    is_yaml: bool,
}

enum Token {
    Key(String),
    Index(usize),
}

impl State {
    fn new(text: &str) -> Self {
        Self {
            path: Vec::new(),
            findings: Vec::new(),
            // A node takes at least two characters, itself and a separator.
            nodes: MAX_EXTRA_NODES + text.len() / 2,
            bytes: MAX_EXTRA_BYTES + text.len(),
            is_yaml: false,
        }
    }

    fn at(&self) -> Pointer {
        self.path.iter().fold(Pointer::root(), |at, token| match token {
            Token::Key(key) => at.key(key),
            Token::Index(index) => at.index(*index),
        })
    }

    fn spend<E: de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        let nodes = self.nodes.checked_sub(1);
        let bytes = self.bytes.checked_sub(bytes);
        let (Some(nodes), Some(bytes)) = (nodes, bytes) else {
            return Err(E::custom("repetition limit exceeded"));
        };
        (self.nodes, self.bytes) = (nodes, bytes);
        Ok(())
    }
}

struct Seed<'s>(&'s mut State);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can say")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.0.spend(0).map(|()| Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        Ok(serde_json::Number::from_f64(value).map_or_else(
            || {
                let pointer = self.0.at();
                self.0.findings.push(Finding::Number { pointer });
                Value::Null
            },
            Value::Number,
        ))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.0.spend(value.len()).map(|()| value.into())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        // Of a YAML tag such as `!secret x`, only the value counts.
        let (_, content) = data.variant_seed(Key)?;
        content.newtype_variant_seed(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut list = Vec::new();
        loop {
            self.0.path.push(Token::Index(list.len()));
            let item = items.next_element_seed(Seed(&mut *self.0))?;
            self.0.path.pop();
            match item {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.0.spend(key.len())?;
            self.0.path.push(Token::Key(key.clone()));
            let value = members.next_value_seed(Seed(&mut *self.0))?;
            self.0.path.pop();
            if self.0.is_yaml && key == "<<" && is_mergeable(&value) {
                merged.push(value);
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(free) => drop(free.insert(value)),
                Entry::Occupied(taken) => {
                    let object = self.0.at();
                    self.0.findings.push(Finding::Twice { object, key: taken.key().clone() });
                }
            }
        }
        merged.into_iter().for_each(|it| merge(&mut map, it));
        Ok(Value::Object(map))
    }
}

fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(Value::is_object),
        _ => false,
    }
}

/// YAML 1.1 merge keys: the map's own entries take precedence, then those of the earlier source.
fn merge(map: &mut Map<String, Value>, source: Value) {
    match source {
        Value::Object(members) => {
            for (key, value) in members {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|it| merge(map, it)),
        _ => {}
    }
}

/// A key as a string: YAML also allows numbers, booleans and null (`200:` under `responses`).
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}
