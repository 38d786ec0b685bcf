//! Listed values beside what a value that may be anything has to meet: which constraints let all of them pass. One of
//! which that cannot be told counts as one that does not.

use std::cmp::Ordering;

use serde_json::Number;

use super::formats::checked;
use super::numbers::divides;
use super::patterns::all_match;
use super::scalars::{number, text};
use crate::ir::{Bound, Constraints, Scalar};
use crate::numeric::order;

/// The constraints without those that let all of these values pass.
pub(in crate::diff) fn refusing(constraints: &Constraints, values: &[Scalar]) -> Constraints {
    let texts: Vec<&str> = values.iter().filter_map(text).collect();
    let numbers: Vec<&Number> = values.iter().filter_map(number).collect();
    let lengths: Vec<u64> = texts.iter().map(|it| it.chars().count() as u64).collect();
    let beyond = |bound: &Bound, side: Ordering| {
        let out = |it: &&Number| match order(it, &bound.value) {
            Ordering::Equal => bound.exclusive,
            order => order == side,
        };
        numbers.iter().any(out)
    };
    let Constraints { default, notes, null, .. } = constraints.clone();
    Constraints {
        minimum: constraints.minimum.clone().filter(|it| beyond(it, Ordering::Less)),
        maximum: constraints.maximum.clone().filter(|it| beyond(it, Ordering::Greater)),
        multiple_of: constraints.multiple_of.clone().filter(|part| numbers.iter().any(|it| !divides(part, it))),
        min_length: constraints.min_length.filter(|least| lengths.iter().any(|it| it < least)),
        max_length: constraints.max_length.filter(|most| lengths.iter().any(|it| it > most)),
        pattern: constraints.pattern.clone().filter(|it| !all_match(it, texts.iter().copied())),
        format: constraints.format.clone().filter(|it| checked(Some(it))),
        default,
        notes,
        null,
        ..Constraints::default()
    }
}

/// The constraints of listed values themselves: nothing beyond being listed.
pub(in crate::diff) fn anything(constraints: &Constraints) -> Constraints {
    let Constraints { default, null, .. } = constraints.clone();
    Constraints { default, null, ..Constraints::default() }
}
