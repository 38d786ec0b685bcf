//! Numbers as text, for every place that is not JSON: path, query, headers, cookies, forms, parts, XML.

/// A finite number with the fewest digits that give it back, laid out as JavaScript does it (ECMA-262,
/// `Number::toString`), which is what servers know: `4`, `0.000001`, `1e-7`, `100000000000000000000`; `0` for negative
/// zero. One thing is different: a large exponent has no `+`, which a form would read as a space. `1e21` is the same
/// number in JSON and everywhere else.
pub(crate) fn number_spelling(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    // Rust writes the fewest digits, too: `1.25e-7`.
    let shortest = format!("{:e}", number.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits = mantissa.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or_default() + 1;
    let count = digits.len() as i32;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    match point {
        _ if (count..=21).contains(&point) => format!("{sign}{digits}{}", zeros(point - count)),
        1..=21 => {
            let (whole, fraction) = digits.split_at(point as usize);
            format!("{sign}{whole}.{fraction}")
        }
        -5..=0 => format!("{sign}0.{}{digits}", zeros(-point)),
        _ => format!("{sign}{mantissa}e{}", point - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_javascript_has_them() {
        for (number, text) in [
            (4.0, "4"),
            (-4.0, "-4"),
            (0.0, "0"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (19.9, "19.9"),
            (-123.456, "-123.456"),
            (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"),
            (0.000_001, "0.000001"),
            (0.000_001_25, "0.00000125"),
            (0.000_000_1, "1e-7"),
            (1.5e-9, "1.5e-9"),
            (5e-324, "5e-324"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (1e15, "1000000000000000"),
            (1e20, "100000000000000000000"),
            (1.5e20, "150000000000000000000"),
            (1e21, "1e21"),
            (-1e21, "-1e21"),
            (1.25e300, "1.25e300"),
            (f64::MAX, "1.7976931348623157e308"),
            (f64::from(0.1_f32), "0.10000000149011612"),
        ] {
            assert_eq!(number_spelling(number), text);
            assert_eq!(number_spelling(number).parse::<f64>(), Ok(number), "{text}");
        }
    }
}
