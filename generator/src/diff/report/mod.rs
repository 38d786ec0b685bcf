//! A comparison → a report: who is concerned, which public items differ because of what, the two verdicts, the words.

mod accepted;
mod attribution;
pub(super) mod callbacks_and_webhooks;
mod change;
mod fingerprint;
mod reach;
mod reasons;
mod renames;
pub mod render;
pub(super) mod summary;
mod version;
mod wording;

pub use accepted::{Accepted, Date, Entry, Verdict as Acceptance};
pub use change::{Change, FailOn, Report};
pub use reasons::{REASONS, Reason, reason};
pub use version::next as next_version;
