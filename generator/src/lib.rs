//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod drift;
pub mod ir;
mod pointer;
pub mod surface;

pub use pointer::Pointer;
