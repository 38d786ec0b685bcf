//! generator/runtime

mod maybe;
mod mismatch;
pub mod record;
pub mod wire;
mod wire_impls;
mod wire_read;
mod wire_value;
mod wire_write;

pub use maybe::Maybe;
pub use mismatch::Mismatch;
pub use wire_read::{deserialize, from_slice};
pub use wire_write::{serialize, to_vec};
