//! Pointers into the user's own file.

use super::draft::Draft;
use crate::Pointer;
use crate::diagnostics::Diagnostics;
use crate::ir::Operation;

/// Notes where the parts of requests stand in the user's own file, for those that lowering or bundling moved.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let places = diags.places();
    let moved = draft.api.operations.iter().flat_map(pointers).filter_map(|now| {
        let written = places.pointer(&now);
        (written != now).then_some((now, written))
    });
    draft.api.written = moved.collect();
    if let Some(ungrouped) = &mut draft.grouped.ungrouped {
        ungrouped.written.clone_from(&draft.api.written);
    }
}

fn pointers(operation: &Operation) -> Vec<Pointer> {
    let contents = operation.body.iter().flat_map(|it| &it.contents).map(|it| it.pointer.clone());
    let params = operation.params.iter().map(|it| it.pointer.clone());
    [operation.pointer.clone()].into_iter().chain(params).chain(contents).collect()
}
