//! The engine on APIs made by hand: every kind of change with its verdicts, and the laws that hold for all.

mod laws;
mod rows;
pub(crate) mod sample;
mod views;
