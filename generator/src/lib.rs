//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod emit;
pub mod ir;
mod pointer;

pub use pointer::Pointer;
