//! What tells a number: the formats of the OpenAPI format registry that speak of numbers, and patterns that only numbers
//! have. And numbers by value, however they are spelled.
//!
//! No crate knows these formats or what authors write for "a number"; `serde_json` compares numbers by their spelling.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Whether the format is one of whole numbers: `int32`, `uint8`, `double-int`.
pub(crate) fn is_integer_format(format: &str) -> bool {
    let sized = |rest: &str| rest.is_empty() || rest.parse::<u32>().is_ok();
    format == "double-int" || format.strip_prefix('u').unwrap_or(format).strip_prefix("int").is_some_and(sized)
}

/// Whether the format is one of numbers.
pub(crate) fn is_number_format(format: &str) -> bool {
    is_integer_format(format) || is_decimal_format(format) || matches!(format, "float" | "double")
}

/// Whether the format is one of numbers whose digits matter.
pub(crate) fn is_decimal_format(format: &str) -> bool {
    matches!(format, "decimal" | "decimal128" | "money")
}

/// Whether only text that is a number can match: digits are asked for, and beside them the pattern knows signs, a point
/// and an exponent. `^-?(?:0|[1-9]\d*)$` is what .NET writes where a number may also come in quotes.
pub(crate) fn is_number_pattern(pattern: &str) -> bool {
    let Some(inner) = pattern.strip_prefix('^').and_then(|it| it.strip_suffix('$')) else {
        return false;
    };
    let asks_for_digits = inner.contains("\\d") || inner.contains("[0-9]");
    let others = inner.replace("\\d", "").replace("\\.", "").replace("\\+", "").replace("\\-", "");
    asks_for_digits
        && others.chars().all(|it| it.is_ascii_digit() || "-+?():|[]*.eE{},".contains(it))
        && !has_dot(&others)
}

/// Whether there is a dot that stands for anything, outside of brackets.
fn has_dot(pattern: &str) -> bool {
    let mut inside = false;
    pattern.chars().any(|it| {
        inside = (inside || it == '[') && it != ']';
        it == '.' && !inside
    })
}

/// The order of two numbers by value: `1` and `1.0` are the same.
pub(crate) fn order(one: &Number, other: &Number) -> Ordering {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => {
            let float = |it: &Number| it.as_f64().unwrap_or(f64::NAN);
            float(one).partial_cmp(&float(other)).unwrap_or(Ordering::Equal)
        }
    }
}

/// The number as a whole one, where it is one that has room here.
pub(crate) fn whole(number: &Number) -> Option<i128> {
    let float = || number.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 2_f64.powi(126)).map(|it| it as i128);
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from)).or_else(float)
}

/// Whether two values are equal: numbers by value, members in any order (JSON Schema core, section 4.2.2).
pub(crate) fn same_value(one: &Value, other: &Value) -> bool {
    one_spelling(one) == one_spelling(other)
}

/// The value with numbers in one spelling, `1` for `1.0`; equal values are the same in it.
pub(crate) fn one_spelling(value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let signed = whole(number).and_then(|it| i64::try_from(it).ok()).map(Value::from);
            let unsigned = whole(number).and_then(|it| u64::try_from(it).ok()).map(Value::from);
            signed.or(unsigned).unwrap_or_else(|| value.clone())
        }
        Value::Array(items) => items.iter().map(one_spelling).collect(),
        Value::Object(members) => members.iter().map(|(name, it)| (name.clone(), one_spelling(it))).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_values() {
        for (one, other, expected) in [
            (json!(1), json!(1.0), true),
            (json!(-0.0), json!(0), true),
            (json!(1), json!(1.5), false),
            (json!(1), json!("1"), false),
            (json!(1), json!(true), false),
            (json!("a"), json!("a"), true),
            (json!("a"), json!("A"), false),
            (json!(u64::MAX), json!(u64::MAX - 1), false),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992.0), false),
            (json!(1e300), json!(1e300), true),
            (json!([1, { "a": 2.0 }]), json!([1.0, { "a": 2 }]), true),
            (json!([1, 2]), json!([2, 1]), false),
        ] {
            assert_eq!(same_value(&one, &other), expected, "{one} {other}");
            if let (Value::Number(one), Value::Number(other)) = (&one, &other) {
                assert_eq!(order(one, other).is_eq(), expected, "{one} {other}");
            }
        }
    }

    #[test]
    fn formats_of_the_registry() {
        for (format, integer, number) in [
            ("int32", true, true),
            ("uint8", true, true),
            ("int", true, true),
            ("double-int", true, true),
            ("float", false, true),
            ("decimal", false, true),
            ("decimal128", false, true),
            ("int-or-string", false, false),
            ("interval", false, false),
            ("date", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_integer_format(format), is_number_format(format)), (integer, number), "{format}");
        }
    }

    #[test]
    fn patterns_of_numbers() {
        for (pattern, expected) in [
            (r"^-?(?:0|[1-9]\d*)$", true),
            (r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$", true),
            (r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$", true),
            (r"^[0-9]+$", true),
            (r"^[+-]?\d{1,9}[.]\d{2}$", true),
            (r"^\d+.\d+$", false),
            (r"\d+", false),
            (r"^[0-9a-f]+$", false),
            (r"^\d+px$", false),
            (r"^.*$", false),
            ("", false),
        ] {
            assert_eq!(is_number_pattern(pattern), expected, "{pattern}");
        }
    }
}
