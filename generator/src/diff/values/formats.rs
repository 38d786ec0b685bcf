//! Formats of strings: which ones constrain a string, and whether strings match.

use super::patterns::all_match;
use super::scalars::text;
use crate::ir::{Format, Scalar};

/// Whether a format without a type of its own says what a text must look like (JSON Schema 2020-12, section 7.3).
pub(in crate::diff) fn checked(format: Option<&str>) -> bool {
    const TEXTS: [&str; 11] = [
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri-template",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "iri",
    ];
    format.is_some_and(|it| TEXTS.contains(&it))
}

/// Whether all of these values are texts of a format.
pub(in crate::diff) fn all_of_format(values: &[Scalar], format: Format) -> bool {
    let pattern = match format {
        Format::DateTime => r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$",
        Format::Date => r"^\d{4}-\d\d-\d\d$",
        Format::Time => r"^\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$",
        Format::Duration => r"^P[0-9YMDTHSW.]+$",
        Format::Uuid => r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
        Format::Uri => r"^[A-Za-z][A-Za-z0-9+.-]*:",
        Format::Decimal | Format::DecimalNumber => r"^[+-]?\d+(\.\d+)?$",
        Format::Base64 => r"^[A-Za-z0-9+/]*=*$",
        Format::File => "",
    };
    let texts: Vec<&str> = values.iter().filter_map(text).collect();
    texts.len() == values.len() && all_match(pattern, texts.into_iter())
}
