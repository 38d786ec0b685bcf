//! Names under a lock. `model` has named everything as it would be without one; here what the lock knows gets its names
//! back, and what is new takes what is left. So nothing else in `model` knows of locks, and a name is the same whoever
//! made it.
//!
//! `keys` says what each thing is called in a lock, `align` finds what has another key now, `groups` asks for the types
//! that are one or stay apart, `types` and `operations` name them with all their parts, and `scope` is the rule for one
//! scope. What comes out is the lock of the new client, whole.

mod align;
mod errors;
mod features;
mod groups;
mod keys;
mod operations;
mod scope;
mod shape;
mod state;
mod types;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::shape::are_grouped;

use self::align::Alive;
use self::scope::{Claim, Identifiers};
pub(super) use self::state::Lock;
use super::arguments;
use super::groups::{Joined, Labels, Parts};
use super::schema::Origins;
use super::usage;
use crate::config::Config;
use crate::diagnostics::{At, Diagnostics, code};
use crate::ir::{Api, ConstName, FieldName, SecurityScheme, Server, Shape, Tag, TypeDef, TypeName, VariantName};
use crate::namer::{self as names, BUILDER_METHODS, is_allowed};
use crate::names::{Entry, Kind, Names, Settled, element};
use crate::spec::Spec;

impl<'a> Lock<'a> {
    /// The lock of the settings, held against what the document has now.
    pub fn new(
        spec: &'a Spec,
        config: &'a Config,
        parts: &Parts,
        origins: &Origins,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let given = config.names.as_ref()?;
        let keys = keys::of_types(spec, &parts.types, origins);
        let operations = keys::of_operations(&parts.operations);
        let alive = alive(spec, parts, &keys, &operations);
        let called: Vec<String> = parts.operations.iter().map(groups::called).collect();
        let called = operations.iter().zip(&called).map(|(key, it)| (key.as_str(), it.as_str()));
        let (mut known, renamed) = align::aligned(given, &called.collect::<Vec<_>>(), &alive);
        if config.prune {
            shape::follow(&mut known, &parts.operations);
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
        lock.label(&parts.types, diags);
        Some(lock)
    }

    /// What the lock calls inline types.
    pub fn labels(&self) -> &Labels {
        &self.inline
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

    /// Names everything anew.
    pub fn apply(
        &mut self,
        parts: &mut Parts,
        joined: &mut Joined,
        (tags, schemes, servers): (&mut Vec<Tag>, &mut [SecurityScheme], &mut [Server]),
        diags: &mut Diagnostics,
    ) {
        types::name(self, parts, joined, diags);
        operations::name(self, parts, joined, tags, diags);
        self.name_schemes(schemes, diags);
        self.name_servers(servers, diags);
        self.name_events(parts, joined, diags);
    }

    fn name_schemes(&mut self, schemes: &mut [SecurityScheme], diags: &mut Diagnostics) {
        let claims: Vec<_> =
            schemes.iter().map(|it| (Kind::Scheme, Claim::new(element(&it.wire), it.name.as_str()))).collect();
        for scheme in schemes.iter().filter(|it| self.config.naming.schemes.contains_key(&it.wire)) {
            let key = element(&scheme.wire);
            if let Some(entry) = self.known.get(Kind::Scheme, &key).filter(|it| it.value != scheme.name.as_str()) {
                self.refuse_setting(&format!("scheme {key}"), entry, scheme.name.as_str(), diags);
            }
        }
        let scope = Identifiers { kind: names::Kind::Field, reserved: BUILDER_METHODS };
        for (scheme, name) in schemes.iter_mut().zip(self.settle(&scope, &claims, diags)) {
            scheme.name = FieldName::new(name);
        }
    }

    fn name_servers(&mut self, servers: &mut [Server], diags: &mut Diagnostics) {
        let claims: Vec<_> = servers
            .iter()
            .map(|it| (Kind::Server, Claim::new(keys::address_word(&it.url), it.name.as_str())))
            .collect();
        let scope = Identifiers { kind: names::Kind::Const, reserved: &[] };
        for (server, name) in servers.iter_mut().zip(self.settle(&scope, &claims, diags)) {
            server.name = ConstName::new(name);
        }
        // One setter serves a variable of several servers.
        let variables: BTreeMap<String, String> =
            servers.iter().flat_map(|it| &it.variables).map(|it| (it.wire.clone(), it.name.to_string())).collect();
        let claims: Vec<_> =
            variables.iter().map(|(wire, name)| (Kind::Variable, Claim::new(element(wire), name))).collect();
        let scope = Identifiers { kind: names::Kind::Field, reserved: &["new", "with", "url", "clone", "fmt"] };
        let named = self.settle(&scope, &claims, diags);
        let named: BTreeMap<&String, String> = variables.keys().zip(named).collect();
        for variable in servers.iter_mut().flat_map(|it| &mut it.variables) {
            if let Some(name) = named.get(&variable.wire) {
                variable.name = FieldName::new(name.clone());
            }
        }
    }

    fn name_events(&mut self, parts: &mut Parts, joined: &mut Joined, diags: &mut Diagnostics) {
        let claims: Vec<_> =
            parts.webhooks.iter().map(|it| (Kind::Event, Claim::new(element(&it.wire), it.variant.as_str()))).collect();
        let scope = Identifiers { kind: names::Kind::Variant, reserved: &[] };
        let names = self.settle(&scope, &claims, diags);
        for all in [Some(&mut parts.webhooks), joined.apart.as_mut().map(|it| &mut it.webhooks)].into_iter().flatten() {
            for (webhook, name) in all.iter_mut().zip(&names) {
                webhook.variant = VariantName::new(name.clone());
            }
        }
    }

    /// What is known once the API is whole: constants of headers, what `new` takes, the package.
    pub fn finish(mut self, api: &mut Api, diags: &mut Diagnostics) -> Settled {
        self.name_headers(api, diags);
        errors::name(&mut self, api, diags);
        features::name(&mut self, api, diags);
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
            if let Some(apart) = &mut api.apart {
                apart.package = api.package.clone();
            }
        }
        self.settled.names.put(Kind::Package, "", api.package.name.clone());
        self.settled
    }

    fn name_headers(&mut self, api: &mut Api, diags: &mut Diagnostics) {
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
        for header in api.apart.iter_mut().flat_map(|it| &mut it.headers) {
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

    /// Both the lock and the settings name a thing, and not alike.
    fn refuse_setting(&self, what: &str, entry: &Entry, setting: &str, diags: &mut Diagnostics) {
        if self.config.lenient {
            return;
        }
        let message = format!("`{what}` is `{}` here and `{setting}` in the settings, under `naming`", entry.value);
        let finding = diags.error_at(code::NAMES_LOCK, self.line(entry.line), message);
        finding.help("edit this line, and take the setting away");
    }

    fn refuse_reserved(&self, what: &str, entry: &Entry, diags: &mut Diagnostics) {
        let message = format!("`{what}` cannot be `{}`: the generated code has that name", entry.value);
        diags.error_at(code::NAMES_LOCK, self.line(entry.line), message).help("give it another name");
    }

    fn refuse_clash(&self, what: &str, entry: &Entry, first: Option<usize>, diags: &mut Diagnostics) {
        let message = format!("`{what}` cannot be `{}`: another thing beside it has that name", entry.value);
        let finding = diags.error_at(code::NAMES_LOCK, self.line(entry.line), message);
        if let Some(line) = first {
            finding.also_at(self.line(line), "the other one");
        }
        finding.help("give one of the two another name");
    }

    fn line(&self, line: usize) -> At {
        At::Line { file: self.known.file().to_owned(), line, column: 0 }
    }
}

/// What is in the document, for what the lock has under another key.
fn alive(spec: &Spec, parts: &Parts, keys: &BTreeMap<TypeName, String>, operations: &[String]) -> Vec<Alive> {
    let mut referrers: BTreeMap<&TypeName, BTreeSet<String>> = BTreeMap::new();
    for def in &parts.types {
        for name in def.shape.references().into_iter().filter_map(|it| it.named()) {
            referrers.entry(name).or_default().extend(keys.get(&def.name).cloned());
        }
    }
    for (operation, key) in parts.operations.iter().zip(operations) {
        for name in usage::types_of(operation).into_iter().filter_map(|it| it.named()) {
            referrers.entry(name).or_default().insert(key.clone());
        }
    }
    let of_type = |def: &TypeDef| Alive {
        key: keys.get(&def.name).cloned().unwrap_or_default(),
        shape: types::shape(spec, def),
        referrers: referrers.get(&def.name).cloned().unwrap_or_default(),
    };
    parts.types.iter().map(of_type).collect()
}

#[cfg(test)]
mod tests;
