//! Two `ir::Revision` → their differences, with two verdicts: whether programs built against the old document break, and
//! how the version of the generated crate has to change. The text of the documents is not considered; order and spelling
//! never count.
//!
//! Each comparer is a function from two values to notes: what differs, and which types belong together. `values`, `types`,
//! `operations` and `api` are such comparers, each above the one before it. `api::collect` compares each pair of types
//! once; `report` tells who is concerned and joins what was found with what differs between the two public surfaces. The
//! Rust verdict is that of the items.

mod api;
mod apis;
mod compared;
mod finding;
mod notes;
mod operations;
mod report;
pub mod rules;
mod types;
mod values;
mod verdict;

#[cfg(test)]
pub(crate) mod tests;

pub use report::{
    Acceptance, Accepted, Change, Date, Entry, FailOn, REASONS, Reason, Report, next_version, reason, render,
};
pub use verdict::{Class, Direction, Level, Wire};

use api::collect::Collector;
use api::{components, info, prefix, servers, webhooks};
use apis::Apis;
use operations::{operation, schemes};
use report::{callbacks_and_webhooks, summary};

use crate::ir::Revision;

/// The JSON schema of the machine-readable report.
pub const SCHEMA: &str = include_str!("report/report.schema.json");

/// What differs between two revisions of an API.
pub fn compare(old: &Revision, new: &Revision) -> Report {
    let crates = (&old.api, &new.api);
    // Each location is compared by itself: that several have one type in the crate is no matter of the wire.
    let apis = Apis { old: old.ungrouped(), new: new.ungrouped() };
    let report = match prefix::aligned(old, new) {
        Some(aligned) => {
            let apis = Apis { old: &aligned.old.api, new: &aligned.new.api };
            let mut collector = Collector::new(apis, crates);
            collector.take(aligned.moved());
            collected(collector, apis, [&aligned.old.relative_servers, &aligned.new.relative_servers], (old, new))
        }
        None => {
            let relative_servers = [&*old.relative_servers, &*new.relative_servers];
            collected(Collector::new(apis, crates), apis, relative_servers, (old, new))
        }
    };
    callbacks_and_webhooks::added(report, old, new)
}

fn collected<'a>(
    mut collector: Collector<'a>,
    apis: Apis<'a>,
    relative_servers: [&[String]; 2],
    (old, new): (&Revision, &Revision),
) -> Report {
    let operations = operation::compare(apis);
    collector.take(info::compare(apis));
    collector.take(servers::compare(apis, relative_servers));
    collector.take(schemes::compare(apis, [&old.bearer_formats, &new.bearer_formats], &operations.pairs));
    collector.take(operations.found);
    collector.take(webhooks::compare(apis));
    collector.drain();
    let unused = components::compare(apis, collector.types());
    collector.take(unused);
    summary::report(collector.done(operations.pairs))
}
