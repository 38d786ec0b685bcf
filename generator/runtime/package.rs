//! What every generated client is built on, laid out as a generated crate has it: the files of `src` are the module
//! `runtime`. So what is written here as `crate_name::runtime::…` holds in all of them.

#[path = "src/lib.rs"]
pub mod runtime;

pub use runtime::*;
