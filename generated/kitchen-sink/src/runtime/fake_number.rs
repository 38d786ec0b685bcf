//! Numbers compared by their digits, so that bounds near the ends of 64 bits and multiples of 0.01 are told exactly.

pub(super) use std::cmp::Ordering as Order;

/// How a number stands to another; none where one of them is no number.
pub(super) fn compare(left: &str, right: &str) -> Option<Order> {
    match aligned(left, right) {
        Some((left, right)) => Some(left.cmp(&right)),
        None => left.parse::<f64>().ok()?.partial_cmp(&right.parse().ok()?),
    }
}

/// Whether a number is a multiple of another; a doubt speaks for it.
pub(super) fn is_multiple(number: &str, of: &str) -> bool {
    aligned(number, of).is_none_or(|(number, of)| of == 0 || number % of == 0)
}

/// Both as whole numbers of the same unit.
fn aligned(left: &str, right: &str) -> Option<(i128, i128)> {
    let ((left, left_scale), (right, right_scale)) = (decimal(left)?, decimal(right)?);
    let scale = left_scale.max(right_scale);
    let raised = |digits: i128, from: i32| {
        let zeros = u32::try_from(scale.checked_sub(from)?).ok()?;
        digits.checked_mul(10_i128.checked_pow(zeros)?)
    };
    Some((raised(left, left_scale)?, raised(right, right_scale)?))
}

/// The digits, and how many of them stand behind the point: `1.5e1` is (15, 0).
fn decimal(text: &str) -> Option<(i128, i32)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent.parse().ok()?)?;
    Some((digits, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_their_digits() {
        for (left, right, order) in [
            ("1", "1.0", Order::Equal),
            ("1e2", "100", Order::Equal),
            ("-0.1", "0", Order::Less),
            ("0.30000000000000004", "0.3", Order::Greater),
            ("9223372036854775808", "9223372036854775807", Order::Greater),
            ("1e300", "1e299", Order::Greater),
            ("5e-324", "0", Order::Greater),
        ] {
            assert_eq!(compare(left, right), Some(order), "{left} {right}");
        }
        assert_eq!(compare("NaN", "1"), None);
        for (number, of, expected) in
            [("0.07", "0.01", true), ("1.5", "1", false), ("-6", "3", true), ("7", "0", true), ("1e300", "7", true)]
        {
            assert_eq!(is_multiple(number, of), expected, "{number} {of}");
        }
    }
}
