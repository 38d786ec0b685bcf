//! The idempotency key that a client makes up where its user gives none: one that the schema of the header allows, or
//! none at all, since a server would refuse it.

use regex::Regex;

use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Format, GeneratedKey, Param, TypeRef};

/// Fewer hexadecimal digits may be made up twice.
const LEAST: u8 = 16;

/// Digits as a client may draw them, among them all letters and all numbers.
const DRAWN: [u128; 6] = [
    0x0123_4567_89ab_cdef_fedc_ba98_7654_3210,
    0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff,
    0xabcd_efab_cdef_abcd_efab_cdef_abcd_efab,
    0x1234_5678_9012_3456_7890_1234_5678_9012,
    0x9f86_d081_884c_7d65_9a2f_eaa0_c55a_d015,
    0,
];

/// What the client makes up for a header.
pub(super) fn key(param: &Param, diags: &mut Diagnostics) -> GeneratedKey {
    let found = of(param);
    if found == GeneratedKey::None && !param.required {
        let message = format!(
            "no value that the client could generate matches the schema of `{}`; it is sent where the caller gives one",
            param.wire
        );
        diags.documented(code::GENERATED_KEY, &param.pointer, message);
    }
    found
}

fn of(param: &Param) -> GeneratedKey {
    match param.ty {
        TypeRef::Format(Format::Uuid) => return GeneratedKey::Uuid,
        TypeRef::String if param.constraints.format.is_none() && param.constraints.texts.is_empty() => {}
        _ => return GeneratedKey::None,
    }
    let lengths =
        [Some(24), Some(20), Some(LEAST), short(param.constraints.max_length), short(param.constraints.min_length)];
    let lengths: Vec<u8> = lengths.into_iter().flatten().filter(|it| (LEAST..=32).contains(it)).collect();
    let hex = lengths.iter().map(|it| GeneratedKey::Hex(*it));
    let upper = [32].iter().chain(&lengths).map(|it| GeneratedKey::UpperHex(*it));
    let mut kinds = [GeneratedKey::Digits, GeneratedKey::Uuid].into_iter().chain(hex).chain(upper);
    kinds.find(|it| fits(param, *it)).unwrap_or(GeneratedKey::None)
}

fn short(length: Option<u64>) -> Option<u8> {
    length.and_then(|it| u8::try_from(it).ok())
}

/// Whether all that a client may draw is allowed. A pattern that cannot be tried counts as one that refuses.
fn fits(param: &Param, kind: GeneratedKey) -> bool {
    let limits = &param.constraints;
    let pattern = limits.pattern.as_deref().map(Regex::new);
    let allowed = |text: &str| {
        let length = text.len() as u64;
        limits.min_length.is_none_or(|it| it <= length)
            && limits.max_length.is_none_or(|it| it >= length)
            && pattern.as_ref().is_none_or(|pattern| pattern.as_ref().is_ok_and(|it| it.is_match(text)))
    };
    DRAWN.iter().filter_map(|it| drawn(kind, *it)).all(|it| allowed(&it))
}

fn drawn(kind: GeneratedKey, random: u128) -> Option<String> {
    let digits = format!("{random:032x}");
    Some(match kind {
        GeneratedKey::Digits => digits,
        GeneratedKey::Hex(length) => digits[..usize::from(length)].to_owned(),
        GeneratedKey::UpperHex(length) => digits[..usize::from(length)].to_ascii_uppercase(),
        GeneratedKey::Uuid => {
            format!("{}-{}-4{}-8{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..])
        }
        GeneratedKey::None => return None,
    })
}
