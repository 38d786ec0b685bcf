//! The names of a lock, given back.

use std::collections::BTreeMap;

use super::scope::{Claim, Identifiers};
use super::state::Lock;
use super::{keys, operations, types};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ConstName, FieldName, SecurityScheme, Server, VariantName};
use crate::model::draft::Draft;
use crate::model::grouped::Grouped;
use crate::namer::{self as names, BUILDER_METHODS};
use crate::names::{Kind, element};

/// Decides the names of types, operations, schemes, servers and events with all their parts: what has a line in the lock
/// keeps its name, and what is new takes one that is free.
pub(in crate::model) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let Draft { api, grouped, lock: Some(lock), .. } = draft else { return };
    types::name(lock, api, grouped, diags);
    operations::name(lock, api, grouped, diags);
    lock.name_schemes(&mut api.schemes, diags);
    lock.name_servers(&mut api.servers, diags);
    lock.name_events(api, grouped, diags);
    if let Some(ungrouped) = &mut grouped.ungrouped {
        ungrouped.tags.clone_from(&api.tags);
        ungrouped.schemes.clone_from(&api.schemes);
        ungrouped.servers.clone_from(&api.servers);
    }
}

impl Lock<'_> {
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

    fn name_events(&mut self, api: &mut Api, grouped: &mut Grouped, diags: &mut Diagnostics) {
        let claims: Vec<_> =
            api.webhooks.iter().map(|it| (Kind::Event, Claim::new(element(&it.wire), it.variant.as_str()))).collect();
        let scope = Identifiers { kind: names::Kind::Variant, reserved: &[] };
        let names = self.settle(&scope, &claims, diags);
        for all in
            [Some(&mut api.webhooks), grouped.ungrouped.as_mut().map(|it| &mut it.webhooks)].into_iter().flatten()
        {
            for (webhook, name) in all.iter_mut().zip(&names) {
                webhook.variant = VariantName::new(name.clone());
            }
        }
    }
}
