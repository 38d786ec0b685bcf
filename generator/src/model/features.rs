//! Cargo features of tags.

use super::draft::Draft;
use super::lock::state::Lock;
use crate::diagnostics::Diagnostics;

/// From more operations on each tag is a Cargo feature, unless the settings say otherwise: compiling what an application
/// does not use counts then.
const MANY_OPERATIONS: usize = 100;

/// Decides whether tags are Cargo features: as the settings say, else as the lock has it, else by the number of operations.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let setting = draft.config.client.tag_features;
    let kept = draft.lock.as_ref().is_some_and(Lock::has_features) && !draft.config.prune;
    draft.each(diags, |api, _| {
        api.tag_features = setting.unwrap_or(kept || api.operations.len() > MANY_OPERATIONS);
    });
}
