//! octogen reads an OpenAPI document and writes a Rust client crate.

mod build;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod fidelity;
#[cfg(feature = "cli")]
pub mod guard;
pub mod ir;
#[cfg(feature = "cli")]
pub mod output;
pub mod render;
mod runtime_files;
mod pointer;
mod seam;
pub mod spec;

pub use config::Config;
pub use pointer::Pointer;
pub use seam::{Crate, Diagnostics, FileError, Files, Generated, NoFiles, Source, generate};
