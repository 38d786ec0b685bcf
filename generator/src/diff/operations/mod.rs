//! Operations: which belong together, and what differs in their parts.

mod bodies;
mod callbacks;
mod headers;
mod items;
pub(super) mod matching;
mod media_types;
pub(super) mod operation;
mod parameters;
mod requirements;
mod responses;
pub(super) mod schemes;
