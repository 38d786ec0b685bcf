//! Numbers that divide each other, however they are spelled, and what bounds come to where only integers are allowed.

use serde_json::Number;

use crate::ir::{Bound, Constraints};
use crate::numeric::{order, whole};

/// Whether every multiple of `number` is one of `part`, too: 2 divides 4, 0.01 divides 0.1.
pub(in crate::diff) fn divides(part: &Number, number: &Number) -> bool {
    match (decimal(part), decimal(number)) {
        (Some((a, a_places)), Some((b, b_places))) => {
            let places = a_places.max(b_places);
            let scaled = |digits: i128, own: u32| digits.checked_mul(10_i128.checked_pow(places - own)?);
            match (scaled(a, a_places), scaled(b, b_places)) {
                (Some(a), Some(b)) => a != 0 && b % a == 0,
                _ => false,
            }
        }
        _ => order(part, number).is_eq(),
    }
}

/// Digits and how many of them stand behind the point.
fn decimal(number: &Number) -> Option<(i128, u32)> {
    let text = number.to_string();
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
    let (front, back) = digits.split_once('.').unwrap_or((digits, ""));
    let back = back.trim_end_matches('0');
    let places = i64::try_from(back.len()).ok()?.checked_sub(exponent.parse().ok()?)?;
    let digits: i128 = format!("{front}{back}").parse().ok()?;
    match u32::try_from(places) {
        Ok(places) => Some((digits, places)),
        Err(_) => Some((digits.checked_mul(10_i128.checked_pow(u32::try_from(-places).ok()?)?)?, 0)),
    }
}

/// The constraints of an integer with bounds that are integers: `< 10` is `<= 9` there, and a multiple of one says nothing.
pub(in crate::diff) fn of_integer(constraints: Constraints) -> Constraints {
    let one = Number::from(1);
    Constraints {
        minimum: constraints.minimum.map(|it| integral(it, false)),
        maximum: constraints.maximum.map(|it| integral(it, true)),
        multiple_of: constraints.multiple_of.filter(|it| !divides(it, &one)),
        ..constraints
    }
}

/// The bound that no integer can tell from this one.
fn integral(bound: Bound, upper: bool) -> Bound {
    let inward = if upper { -1 } else { 1 };
    let value = match (whole(&bound.value), bound.value.as_f64()) {
        (_, Some(it)) if bound.value.is_f64() && it.abs() > EXACT => return bound,
        (Some(it), _) => it + if bound.exclusive { inward } else { 0 },
        (None, Some(it)) => (if upper { it.floor() } else { it.ceil() }) as i128,
        (None, None) => return bound,
    };
    let number = i64::try_from(value).map(Number::from).or_else(|_| u64::try_from(value).map(Number::from));
    match number {
        Ok(value) => Bound { value, exclusive: false },
        Err(_) => bound,
    }
}

/// Up to here every integer has a fraction-free `f64` of its own.
const EXACT: f64 = 9_007_199_254_740_991.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn divisors() {
        for (part, of, expected) in [
            ("2", "4", true),
            ("4", "2", false),
            ("2", "3", false),
            ("0.01", "0.1", true),
            ("0.1", "1", true),
            ("2.0", "4", true),
            ("1e2", "200", true),
            ("1e-2", "0.5", true),
            ("0", "4", false),
            ("1e400", "1", false),
        ] {
            let Ok(part_number) = serde_json::from_str::<Number>(part) else { continue };
            assert_eq!(divides(&part_number, &number(of)), expected, "{part} of {of}");
        }
    }

    #[test]
    fn bounds_of_integers() {
        for (text, exclusive, upper, expected) in [
            ("10", true, true, "9"),
            ("10", false, true, "10"),
            ("0", true, false, "1"),
            ("9.5", false, true, "9"),
            ("9.5", true, false, "10"),
            ("-0.5", false, false, "0"),
            ("10.0", true, true, "9"),
        ] {
            let bound = integral(Bound { value: number(text), exclusive }, upper);
            assert_eq!((bound.value.to_string().as_str(), bound.exclusive), (expected, false), "{text}");
        }
    }
}
