//! generator/runtime

mod base64;
pub mod constant;
mod conversions;
mod decimal;
mod formats;
mod maybe;
mod mismatch;
pub mod open_enum;
pub mod record;
pub mod scalar;
pub mod tuple;
pub mod union;
pub mod wire;
mod wire_impls;
mod wire_read;
mod wire_value;
mod wire_write;

pub use base64::Base64;
pub use decimal::Decimal;
pub use formats::{Date, DateTime, Duration, Time, Uri, Uuid};
pub use maybe::Maybe;
pub use mismatch::Mismatch;
pub use record::in_request;
pub use wire_read::{deserialize, from_slice};
pub use wire_value::Place;
pub use wire_write::{serialize, to_vec};
