//! What tells a number: the formats of the OpenAPI format registry that speak of numbers, and patterns that only numbers
//! have.

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

#[cfg(test)]
mod tests {
    use super::*;

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
