//! Extensions that stand beside an `enum` and say something of each value, in its order.

/// Names of all values: a list in the order of the values, or a map from value to name.
pub(crate) const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names", "x-speakeasy-enums"];

/// The same for what the values mean.
pub(crate) const MEANINGS: &[&str] =
    &["x-enum-descriptions", "x-enumDescriptions", "x-enum-comments", "x-speakeasy-enum-descriptions"];

/// Whether it is one of these.
pub(super) fn is_beside_values(keyword: &str) -> bool {
    NAMES.contains(&keyword) || MEANINGS.contains(&keyword)
}
