//! octogen reads an OpenAPI document and writes a Rust client crate.

mod build;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod drift;
pub mod emit;
pub mod fidelity;
#[cfg(feature = "cli")]
pub mod guard;
pub mod ir;
pub mod lower;
#[cfg(feature = "cli")]
pub mod output;
mod pointer;
pub mod render;
mod seam;
pub mod spec;
pub mod surface;

pub use config::Config;
pub use pointer::Pointer;
pub use seam::{Crate, Diagnostics, FileError, Files, Generated, NoFiles, Source, generate};
