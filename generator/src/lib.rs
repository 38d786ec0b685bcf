//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod emit;
pub mod ir;
pub mod render;
mod pointer;

pub use pointer::Pointer;
