//! Values, of which no type has to be known: numbers, listed values, formats, constraints, addresses.

pub(super) mod addresses;
pub(super) mod constraints;
pub(super) mod formats;
pub(super) mod listed;
pub(super) mod numbers;
mod patterns;
pub(super) mod scalars;
