//! JSON: how values are read, written, compared and printed, and what types are made of.

pub(crate) mod base64;
#[doc(hidden)]
pub mod constant;
pub(crate) mod conversions;
pub(crate) mod decimal;
pub(crate) mod decimal_number;
pub(crate) mod fields;
pub(crate) mod formats;
pub(crate) mod impls;
pub(crate) mod into_option;
pub(crate) mod json_path;
pub(crate) mod maybe;
pub(crate) mod mismatch;
#[doc(hidden)]
pub mod model;
pub(crate) mod number_spelling;
pub(crate) mod number_text;
#[doc(hidden)]
pub mod open_enum;
pub(crate) mod plain;
pub(crate) mod read;
pub(crate) mod read_limits;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod scalar;
pub(crate) mod scan;
pub(crate) mod text;
pub(crate) mod text_reader;
#[doc(hidden)]
pub mod tuple;
#[doc(hidden)]
pub mod union;
pub(crate) mod value_reader;
#[doc(hidden)]
pub mod wire;
pub(crate) mod write;
