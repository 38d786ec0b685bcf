//! Whether a server understood what a client was told to send. A server writes values down in its own spelling: a
//! moment in another zone, a decimal as text, bytes as base64. These are the same; everything else has to be equal.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use crate::document::{Document, Operation};
use crate::same;

/// What is wrong with the arguments that a server understood.
pub fn difference(
    document: &Document,
    operation: &Operation,
    given: &Map<String, Value>,
    understood: &Map<String, Value>,
) -> Option<String> {
    let mut understood = understood.clone();
    for (parameter, name) in operation.parameters.iter().zip(operation.argument_names()) {
        without_default(document, &parameter.schema, &name, given, &mut understood);
    }
    if let (Some(Value::Object(given)), Some(Value::Object(understood))) =
        (given.get("body"), understood.get_mut("body"))
    {
        let schema = operation.bodies.first().map(|it| document.schemas.flat(&it.schema).into_owned());
        let properties = schema.as_ref().and_then(|it| it["properties"].as_object());
        for (name, schema) in properties.into_iter().flatten() {
            without_default(document, schema, name, given, understood);
        }
    }
    same::difference_or(&Value::Object(given.clone()), &Value::Object(understood), means_the_same)
}

/// Takes out what a server fills in by itself: a default, or an empty list.
fn without_default(
    document: &Document,
    schema: &Value,
    name: &str,
    given: &Map<String, Value>,
    understood: &mut Map<String, Value>,
) {
    let is_filled_in = |it: &Value| {
        it.as_array().is_some_and(Vec::is_empty) || default(document, schema).is_some_and(|default| default == it)
    };
    if !given.contains_key(name) && understood.get(name).is_some_and(is_filled_in) {
        understood.remove(name);
    }
}

/// The default of a schema; one beside a reference stands for the one behind it.
fn default<'a>(document: &'a Document, mut schema: &'a Value) -> Option<&'a Value> {
    for _ in 0..16 {
        if let Some(default) = schema.get("default") {
            return Some(default);
        }
        schema = document.schemas.target(schema["$ref"].as_str()?)?;
    }
    None
}

fn means_the_same(given: &Value, understood: &Value) -> bool {
    match (given, understood) {
        (Value::String(a), Value::String(b)) => {
            moment(a).is_some_and(|it| Some(it) == moment(b))
                || (a.len() == 36 && a.eq_ignore_ascii_case(b))
                || decimal(a).is_some_and(|it| Some(it) == decimal(b))
                || *b == STANDARD.encode(a)
        }
        // A decimal is written down as text.
        (Value::Number(a), Value::String(b)) => b.parse().ok() == a.as_f64(),
        _ => false,
    }
}

/// A decimal without the zeros behind its point: a server may write as many of them as its column has places.
fn decimal(text: &str) -> Option<&str> {
    let is_decimal = text.bytes().all(|it| it.is_ascii_digit() || b".-".contains(&it)) && text.parse::<f64>().is_ok();
    let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    is_decimal.then_some(trimmed)
}

/// A date and time (RFC 3339, section 5.6) as seconds since the year 0, and the fraction without zeros behind it. A text
/// without a zone stands for itself: only one without a zone means the same.
fn moment(text: &str) -> Option<(i64, String, bool)> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let is_separated = |at: usize, by: &str| text.get(at..=at).is_some_and(|it| by.contains(it));
    if !(is_separated(4, "-") && is_separated(7, "-") && is_separated(10, "Tt ") && is_separated(13, ":")) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let rest = text.get(19..)?;
    let digits = rest.strip_prefix('.').map_or(0, |it| 1 + it.bytes().take_while(u8::is_ascii_digit).count());
    let (fraction, zone) = rest.split_at(digits);
    let offset = match zone {
        "Z" | "z" => 0,
        "" => 0,
        zone => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
        }
    };
    let seconds = ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some((seconds, fraction.trim_start_matches('.').trim_end_matches('0').to_owned(), zone.is_empty()))
}

/// Days since a day long ago, in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // March comes first, so that the leap day is a year's last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn other_spellings_mean_the_same() {
        for (given, understood, same) in [
            (json!("2024-02-29T12:30:45.120Z"), json!("2024-02-29T12:30:45.12+00:00"), true),
            (json!("2024-03-01T00:30:00+01:00"), json!("2024-02-29T23:30:00.000Z"), true),
            (json!("2023-03-01T00:30:00+01:00"), json!("2023-02-29T23:30:00.000Z"), false),
            (json!("2024-02-29T12:30:45Z"), json!("2024-02-29T12:30:45"), false),
            (json!("2024-02-29T12:30:45Z"), json!("2024-02-29T12:30:46Z"), false),
            (json!("3C90C3CC-0D44-4B50-8888-8DD25736052A"), json!("3c90c3cc-0d44-4b50-8888-8dd25736052a"), true),
            (json!("12"), json!("12.00"), true),
            (json!("120"), json!("12"), false),
            (json!("1.5"), json!("1.05"), false),
            (json!("active"), json!("ACTIVE"), false),
            (json!(0.1), json!("0.10"), true),
            (json!(4), json!("4"), true),
            (json!("4"), json!(4), false),
            (json!(4), json!("5"), false),
            (json!(true), json!("true"), false),
            (json!(null), json!("null"), false),
            (json!("hi"), json!("aGk="), true),
        ] {
            assert_eq!(means_the_same(&given, &understood), same, "{given} {understood}");
        }
    }

    #[test]
    fn what_was_not_given_may_only_be_a_default() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": { "/": { "get": {
            "operationId": "a", "responses": {}, "parameters": [
                { "name": "limit", "in": "query", "schema": { "type": "integer", "default": 10 } },
                { "name": "tags", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
            ],
        } } } }))
        .unwrap();
        let check = |given: Value, understood: Value| {
            let (Value::Object(given), Value::Object(understood)) = (given, understood) else { panic!() };
            difference(&document, &document.operations[0], &given, &understood)
        };
        assert_eq!(check(json!({}), json!({ "limit": 10, "tags": [] })), None);
        assert_eq!(check(json!({ "limit": 5 }), json!({ "limit": 5 })), None);
        assert!(check(json!({}), json!({ "limit": 11 })).is_some());
        assert!(check(json!({ "limit": 5 }), json!({ "limit": 10 })).is_some());
        assert!(check(json!({ "tags": ["a"] }), json!({ "tags": [] })).is_some());
        assert!(check(json!({ "tags": ["a"] }), json!({})).is_some());
        assert!(check(json!({}), json!({ "other": 1 })).is_some());
    }
}
