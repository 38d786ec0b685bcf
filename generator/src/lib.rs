//! octogen reads an OpenAPI document and writes a Rust client crate.

mod build;
pub mod diagnostics;
pub mod document;
pub mod ir;
mod pointer;

pub use pointer::Pointer;
