//! Two `ir::Api` → what differs, with two verdicts: would programs built against the old document break, and
//! what must the version of the generated crate do. No text of a document is looked at; order and spelling
//! never count.
//!
//! The walk compares what belongs together and notes findings; `reach` tells who is concerned; `summary` joins
//! the findings with what differs between the two public surfaces. The Rust verdict is that of the items.

mod accepted;
mod addresses;
mod attribution;
mod bodies;
mod callbacks;
mod change;
mod constraints;
mod demands;
mod describe;
mod document;
mod equality;
mod finding;
mod fingerprint;
mod headers;
mod hooks;
mod listed;
mod matching;
mod mismatch;
mod naming;
mod numbers;
mod objects;
mod operations;
mod parameters;
mod prefix;
mod reach;
mod relation;
mod renames;
pub mod render;
mod requirements;
mod responses;
pub mod rules;
mod schemes;
mod servers;
mod structures;
mod summary;
mod texts;
mod unions;
mod values;
mod verdict;
mod version;
mod walk;
mod wording;
mod xml;

#[cfg(test)]
pub(crate) mod tests;

pub use accepted::{Accepted, Date, Entry, Verdict as Acceptance};
pub use change::{Change, FailOn, Report};
pub use verdict::{Class, Direction, Level, Wire};
pub use version::next as next_version;

use crate::ir::Api;

/// The JSON schema of the machine-readable report.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// What differs between two documents.
pub fn compare(old: &Api, new: &Api) -> Report {
    // Places are compared, each with its own: that several have one type in the crate is no matter of the wire.
    let (here, there) = (old.apart(), new.apart());
    let report = match prefix::aligned(here, there) {
        Some(aligned) => {
            let mut walk = walk::Walk::new(&aligned.old, &aligned.new).of_crates(old, new);
            prefix::moved(&mut walk, &aligned.before, &aligned.after);
            walked(walk)
        }
        None => walked(walk::Walk::new(here, there).of_crates(old, new)),
    };
    hooks::added(report, old, new)
}

fn walked(mut walk: walk::Walk<'_>) -> Report {
    document::info(&mut walk);
    servers::compare(&mut walk);
    schemes::compare(&mut walk);
    operations::compare(&mut walk);
    document::webhooks(&mut walk);
    walk.drain();
    document::components(&mut walk);
    walk.drain();
    summary::report(walk)
}
