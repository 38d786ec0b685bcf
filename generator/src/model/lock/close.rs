//! What of a lock needs the whole API, and the lock of the new client.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Claim, Identifiers};
use super::state::Lock;
use super::{errors, features, types};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ConstName, Shape, TypeDef};
use crate::model::arguments;
use crate::model::draft::Draft;
use crate::namer as names;
use crate::names::{Kind, Settled, element};

/// Decides what only the whole API tells: constants of headers, variants of errors, features, the arguments of `new`, the
/// package. What comes out is the lock of the new client.
pub(in crate::model) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    if let Some(lock) = draft.lock.take() {
        draft.names = Some(lock.finish(&mut draft.api, draft.grouped.ungrouped.as_mut(), diags));
    }
}

impl Lock<'_> {
    fn finish(mut self, api: &mut Api, mut ungrouped: Option<&mut Api>, diags: &mut Diagnostics) -> Settled {
        self.name_headers(api, ungrouped.as_deref_mut(), diags);
        errors::name(&mut self, api, ungrouped.as_deref_mut(), diags);
        features::name(&mut self, api, ungrouped.as_deref_mut(), diags);
        self.keep_new(api);
        self.order_new(api);
        let mut keys: BTreeMap<String, String> = BTreeMap::new();
        for (key, entry) in self.settled.names.of_kind(Kind::Type) {
            keys.entry(entry.value.clone()).or_insert_with(|| key.to_owned());
        }
        for def in api.types.iter().filter(|it| it.usage.request) {
            if let (Shape::Struct(it), Some(key)) = (&def.shape, keys.get(def.name.as_str())) {
                let wires = it.arguments(api).map(|field| element(&field.wire));
                self.settled.names.put(Kind::New, key.clone(), crate::names::list(wires));
            }
        }
        let known = self.known.get(Kind::Package, "").filter(|_| self.config.package.name.is_none());
        if let Some(entry) = known {
            let (name, library) = (entry.value.clone(), names::crate_of(&entry.value));
            (api.package.name, api.package.library) = (name, library);
            if let Some(ungrouped) = ungrouped {
                ungrouped.package = api.package.clone();
            }
        }
        self.settled.names.put(Kind::Package, "", api.package.name.clone());
        self.settled
    }

    fn name_headers(&mut self, api: &mut Api, ungrouped: Option<&mut Api>, diags: &mut Diagnostics) {
        let claim = |it: &crate::ir::HeaderDef| {
            let plain = element(&it.wire);
            let alone = api.headers.iter().filter(|other| other.wire == it.wire).count() == 1;
            let typed = format!("{plain} {}", types::spelled(&it.ty));
            let keys = if alone { vec![plain, typed] } else { vec![typed] };
            (Kind::Header, Claim { keys, derived: it.name.to_string(), wish: None })
        };
        let claims: Vec<_> = api.headers.iter().map(claim).collect();
        let scope = Identifiers { kind: names::Kind::Const, reserved: &[] };
        let names = self.settle(&scope, &claims, diags);
        let wires: Vec<String> = api.headers.iter().map(|it| it.wire.clone()).collect();
        for (header, name) in api.headers.iter_mut().zip(&names) {
            header.name = ConstName::new(name.clone());
        }
        // Those of places are compared by what they are on the wire; where there is one constant, theirs is that.
        for header in ungrouped.into_iter().flat_map(|it| &mut it.headers) {
            let mut same = wires.iter().zip(&names).filter(|(wire, _)| **wire == header.wire);
            if let (Some((_, name)), None) = (same.next(), same.next()) {
                header.name = ConstName::new(name.clone());
            }
        }
    }

    /// Keeps `new` of a type that is no longer sent.
    fn keep_new(&self, api: &mut Api) {
        if self.config.prune {
            return;
        }
        let kept: BTreeSet<&str> = self
            .known
            .of_kind(Kind::New)
            .filter_map(|(key, _)| Some(self.known.get(Kind::Type, key)?.value.as_str()))
            .collect();
        for def in api.types.iter_mut().filter(|it| matches!(it.shape, Shape::Struct(_))) {
            def.usage.request |= kept.contains(def.name.as_str());
        }
    }

    /// Puts what `new` takes into the order of the lock, what is new behind it; other fields stay where they are.
    fn order_new(&self, api: &mut Api) {
        let sorted = |def: &TypeDef| {
            let (Shape::Struct(it), Some(order)) = (&def.shape, self.orders.get(&def.name)) else { return None };
            let places: BTreeMap<&str, usize> =
                order.iter().enumerate().map(|(at, wire)| (wire.as_str(), at)).collect();
            arguments::order_of(api, it, |wire| places.get(element(wire).as_str()).copied())
        };
        let orders = api.types.iter().map(sorted).collect();
        arguments::reorder(api, orders);
    }
}
