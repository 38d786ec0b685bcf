//! The engine on APIs made by hand: every kind of change with its verdicts, and the laws that hold for all.

mod laws;
mod rows;
pub(crate) mod sample;
mod views;

use super::Report;
use crate::ir::{Api, Revision};

/// Compares two APIs without callbacks and webhooks, in which no inline types are equal.
fn compare(old: &Api, new: &Api) -> Report {
    let revision = |api: &Api| Revision {
        api: api.clone(),
        ungrouped: None,
        callbacks_and_webhooks: None,
        relative_servers: Vec::new(),
        bearer_formats: Default::default(),
    };
    super::compare(&revision(old), &revision(new))
}
