//! The drift report on documents: a base, a JSON patch (RFC 6902), and what must be said of the difference, one
//! way and the other. A case is a few lines in `cases/*.yaml`; `before` is a patch that makes the old document.

mod cases;
mod downstream;
mod edits;
mod kinds;
mod laws;
mod locked;
mod reasons;
mod screen;
mod semver;
mod truth;
mod usage;
mod wire;
