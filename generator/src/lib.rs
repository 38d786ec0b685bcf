//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod ir;
mod build;
mod pointer;

pub use pointer::Pointer;
