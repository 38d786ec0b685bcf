//! Small applications of the generated clients, written as their users would write them.

pub mod bodies;
pub mod cli;
pub mod crm;
pub mod listening;
pub mod patient;
pub mod publishing;
pub mod web;

/// The Rust of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
