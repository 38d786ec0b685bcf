//! Types: which belong together, how they relate, and what differs between two of them.

mod constraints;
pub(super) mod describe;
mod enums;
pub(super) mod equivalent;
mod members;
mod mismatch;
pub(super) mod names;
mod objects;
mod pairing;
mod references;
pub(super) mod resolve;
pub(super) mod shapes;
mod subsumption;
mod texts;
mod tuples;
mod unions;
pub(super) mod value;
pub(super) mod xml;
