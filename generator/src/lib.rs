//! octogen reads an OpenAPI document and writes a Rust client crate.

pub mod config;
pub mod drift;
pub mod fidelity;
#[cfg(feature = "cli")]
pub mod guard;
pub mod ir;
#[cfg(feature = "cli")]
pub mod output;
mod pointer;
mod seam;
pub mod surface;

pub use config::Config;
pub use pointer::Pointer;
pub use seam::{Crate, Diagnostics, FileError, Files, Generated, NoFiles, Source, generate};
