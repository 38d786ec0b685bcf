//! Values to be serialized as something else than JSON: parameters, form properties, parts, XML. Numbers are strings
//! already, with all digits of a type that keeps them (`0.10`).

use crate::runtime::json::number_spelling::number_spelling;
use crate::runtime::json::record::in_request;
use crate::runtime::json::wire::{Output, Part, Sink, Wire};

/// A value whose scalars are strings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    Null,
    /// A boolean or a number, spelled as it is in JSON.
    Word(String),
    Text(String),
    List(Vec<Plain>),
    /// Members by name, each name once.
    Object(Vec<(String, Plain)>),
}

impl Plain {
    /// The value as a request has it, without read-only members.
    ///
    /// # Errors
    ///
    /// It holds a number that is not finite, which has no text that a server would understand.
    pub(crate) fn of(value: &dyn Wire) -> Result<Self, String> {
        in_request(|| plain(value))
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Whether it is a list or an object.
    pub(crate) fn is_compound(&self) -> bool {
        matches!(self, Self::List(_) | Self::Object(_))
    }

    /// The value as JSON.
    pub(crate) fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// The text of a scalar. Texts and forms have no lists and objects inside of others: these are JSON there.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Text(text) | Self::Word(text) => text,
            Self::Null => String::new(),
            other => other.json(),
        }
    }

    fn write_json(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Word(word) => out.push_str(word),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    item.write_json(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Object(members) => {
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push(if index == 0 { '{' } else { ',' });
                    out.push_str(&quoted(name));
                    out.push(':');
                    value.write_json(out);
                }
                out.push_str(if members.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

struct PlainSink(Option<Result<Plain, String>>);

impl Sink for PlainSink {
    fn take(&mut self, part: Part<'_>) {
        self.0 = Some(made(part));
    }
}

fn plain(value: &dyn Wire) -> Result<Plain, String> {
    let mut sink = PlainSink(None);
    value.write(&mut Output(&mut sink));
    sink.0.unwrap_or(Ok(Plain::Null))
}

fn made(part: Part<'_>) -> Result<Plain, String> {
    Ok(match part {
        Part::Null => Plain::Null,
        Part::Bool(it) => Plain::Word(it.to_string()),
        Part::Signed(it) => Plain::Word(it.to_string()),
        Part::Unsigned(it) => Plain::Word(it.to_string()),
        Part::Float(it) if !it.is_finite() => return Err(format!("{it} is not a finite number")),
        Part::Float(it) => Plain::Word(number_spelling(it)),
        Part::Digits(it) => Plain::Word(it.to_owned()),
        Part::Text(it) => Plain::Text(it.to_owned()),
        Part::List(length, each) => {
            let mut items = Vec::with_capacity(length);
            each(&mut |item| items.push(plain(item)));
            Plain::List(items.into_iter().collect::<Result<_, _>>()?)
        }
        Part::Map(each) => {
            let mut members = Vec::new();
            each(&mut |name, value| members.push(plain(value).map(|it| (name.to_owned(), it))));
            let mut members: Vec<(String, Plain)> = members.into_iter().collect::<Result<_, _>>()?;
            // Of a name that comes twice, the last value counts, as in JSON.
            members.reverse();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            members.dedup_by(|(a, _), (b, _)| a == b);
            Plain::Object(members)
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_keep_what_json_has() {
        for (value, text) in [
            (json!(null), "null"),
            (json!(4.0), "4"),
            (json!([true, "a\"\n", 1e21, []]), r#"[true,"a\"\n",1e21,[]]"#),
            (json!({"b": {}, "a": u64::MAX}), r#"{"a":18446744073709551615,"b":{}}"#),
        ] {
            assert_eq!(Plain::of(&value).unwrap().json(), text);
        }
        let price = crate::runtime::json::decimal::Decimal::from("0.10").into_number();
        assert_eq!(Plain::of(&vec![price]).unwrap().json(), "[0.10]");
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Plain::of(&vec![number]).unwrap_err().contains("is not a finite number"));
        }
    }
}
