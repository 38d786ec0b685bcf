//! Three small applications of the generated clients, written as their users would write them.

pub mod crm;
pub mod listening;
pub mod publishing;

/// The Rust of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
