//! The runtime of generated clients, shared by all clients of a program.
//!
//! All of it stands in the module [`runtime`], so that its paths are the same where its files are copied into a generated
//! crate, which then needs no other package.

pub mod runtime;

pub use runtime::*;
