//! The lock of the settings, read against the document.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use super::align::{self, CurrentType};
use super::state::Lock;
use super::{groups, keys, shape, types};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, TypeDef, TypeName};
use crate::model::draft::Draft;
use crate::model::usage;
use crate::namer::{self as names, is_allowed};
use crate::names::{Entry, Kind, Names, Settled};
use crate::spec::Spec;

/// Decides which lines of the lock belong to which parts of the document, and which types have names in it.
pub(in crate::model) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    if let Some(given) = draft.config.names.as_ref().filter(|_| draft.purpose.has_crate()) {
        draft.lock = Some(Lock::new(draft, given, diags));
    }
}

impl<'a> Lock<'a> {
    /// The lock of the settings, held against what the document has now.
    fn new(draft: &Draft<'a>, given: &Names, diags: &mut Diagnostics) -> Self {
        let Draft { spec, config, api, origins, .. } = draft;
        let keys = keys::of_types(spec, &api.types, origins);
        let operations = keys::of_operations(&api.operations);
        let current = current(spec, api, &keys, &operations);
        let called: Vec<String> = api.operations.iter().map(groups::called).collect();
        let called = operations.iter().zip(&called).map(|(key, it)| (key.as_str(), it.as_str()));
        let (mut known, renamed) = align::aligned(given, &called.collect::<Vec<_>>(), &current);
        if config.prune {
            shape::follow(&mut known, &api.operations);
        }
        let groups = known.take_groups();
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, entry) in known.of_kind(Kind::Type) {
            by_name.entry(entry.value.clone()).or_default().push(key.to_owned());
        }
        let settled = Settled { names: Names::new(given.file()), renamed };
        let (components, inline, orders) = Default::default();
        let mut lock =
            Self { spec, config, known, settled, keys, operations, components, inline, orders, groups, by_name };
        lock.label(&api.types, diags);
        lock
    }

    /// Finds the names of types. A component shares its name with nothing.
    fn label(&mut self, types: &[TypeDef], diags: &mut Diagnostics) {
        let mut owners: BTreeMap<String, (bool, Entry)> = BTreeMap::new();
        for def in types {
            let Some(key) = self.keys.get(&def.name) else { continue };
            let Some(entry) = self.known.get(Kind::Type, key).cloned() else { continue };
            let what = format!("type {key}");
            let is_component = def.component.is_some();
            let of_format = matches!(entry.value.as_str(), "DateTime" | "Uuid");
            let fits = is_allowed(names::Kind::Type, &[], &entry.value) && !of_format;
            if entry.value != def.name.as_str() && !fits {
                self.refuse_reserved(&what, &entry, diags);
                continue;
            }
            if let Some((other, first)) = owners.get(&entry.value)
                && (*other || is_component)
            {
                self.refuse_clash(&what, &entry, Some(first.line), diags);
                continue;
            }
            owners.insert(entry.value.clone(), (is_component, entry.clone()));
            let chosen = def.component.as_ref().is_some_and(|it| self.config.naming.schemas.contains_key(it));
            if chosen && entry.value != def.name.as_str() {
                self.refuse_setting(&what, &entry, def.name.as_str(), diags);
            }
            let labels = if is_component { &mut self.components } else { &mut self.inline };
            labels.insert(def.name.clone(), entry.value);
        }
    }
}

/// What is in the document, for what the lock has under another key.
fn current(spec: &Spec, api: &Api, keys: &BTreeMap<TypeName, String>, operations: &[String]) -> Vec<CurrentType> {
    let mut referrers: BTreeMap<&TypeName, BTreeSet<String>> = BTreeMap::new();
    for def in &api.types {
        for name in def.shape.references().into_iter().filter_map(|it| it.named()) {
            referrers.entry(name).or_default().extend(keys.get(&def.name).cloned());
        }
    }
    for (operation, key) in api.operations.iter().zip(operations) {
        for name in usage::types_of(operation).into_iter().filter_map(|it| it.named()) {
            referrers.entry(name).or_default().insert(key.clone());
        }
    }
    let of_type = |def: &TypeDef| CurrentType {
        key: keys.get(&def.name).cloned().unwrap_or_default(),
        shape: types::shape(spec, def),
        referrers: referrers.get(&def.name).cloned().unwrap_or_default(),
    };
    api.types.iter().map(of_type).collect()
}
