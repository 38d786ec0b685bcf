//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod diagnostics;
pub mod document;
pub mod ir;
pub mod lower;
pub mod overlay;
mod pointer;
pub mod spec;

pub use pointer::Pointer;
