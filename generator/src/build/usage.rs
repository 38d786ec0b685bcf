//! Who uses a type: the directions in which it goes over the wire, and the tags of the operations that reach it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, ModuleName, Operation, Outcome, TypeName, TypeRef};

/// The file of types that several tags use, or none.
pub(super) const COMMON: &str = "common";

/// Marks directions and moves types that one tag alone uses into that tag's file.
pub(super) fn mark(api: &mut Api) {
    let request = reach(api, api.operations.iter().flat_map(sent));
    let headers = api.headers.iter().map(|it| &it.ty);
    let events = api.webhooks.iter().map(|it| &it.ty);
    let response = reach(api, api.operations.iter().flat_map(received).chain(headers).chain(events));
    let mut users: BTreeMap<TypeName, BTreeSet<ModuleName>> = BTreeMap::new();
    for tag in &api.tags {
        let own = api.operations_of(&tag.module).flat_map(|it| sent(it).into_iter().chain(received(it)));
        for name in reach(api, own) {
            users.entry(name).or_default().insert(tag.module.clone());
        }
    }
    for def in &mut api.types {
        def.usage.request = request.contains(&def.name);
        def.usage.response = response.contains(&def.name);
        let only = users.get(&def.name).filter(|modules| modules.len() == 1).and_then(|modules| modules.first());
        def.module = only.cloned().unwrap_or_else(|| ModuleName::new(COMMON));
    }
}

/// Drops types that no operation, header or webhook reaches: what is left of a document when parts are left out.
pub(super) fn prune(api: &mut Api) {
    api.types.retain(|def| def.usage.request || def.usage.response);
}

fn sent(operation: &Operation) -> Vec<&TypeRef> {
    let bodies = operation.body.iter().flat_map(|it| &it.contents).map(|it| &it.ty);
    operation.params.iter().map(|it| &it.ty).chain(bodies).collect()
}

fn received(operation: &Operation) -> Vec<&TypeRef> {
    let callbacks = operation.callbacks.iter().map(|it| &it.ty);
    let outcomes = [&operation.output, &operation.error].into_iter().flat_map(|it| match it {
        Outcome::None => Vec::new(),
        Outcome::Single { ty, .. } => vec![ty],
        Outcome::Enum { variants, .. } => {
            variants.iter().filter_map(|it| it.content.as_ref()).map(|it| &it.ty).collect()
        }
    });
    outcomes.chain(callbacks).collect()
}

/// The named types that these lead to.
fn reach<'t>(api: &'t Api, roots: impl Iterator<Item = &'t TypeRef>) -> BTreeSet<TypeName> {
    let mut found = BTreeSet::new();
    let mut work: Vec<&TypeName> = roots.filter_map(TypeRef::named).collect();
    while let Some(name) = work.pop() {
        if found.insert(name.clone()) {
            work.extend(api.type_def(name).shape.references().into_iter().filter_map(TypeRef::named));
        }
    }
    found
}
