//! What the server sends by itself, callbacks and webhooks, as operations: parameters, bodies of every media type and
//! answers, with types of their own. No crate has them; they are there to be compared.

use std::collections::BTreeMap;

use super::operation::{self, Found, Headers, METHODS, Shared};
use super::raw::Raw;
use super::schema::Types;
use super::{files, recursion, xml};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Aside, BodyKind, Docs, Errors, Events, ModuleName, Operation, Package, Segment, TypeRef};
use crate::spec::Spec;

/// The callbacks and webhooks of a document; none where it has neither.
pub(super) fn built(spec: &Spec, config: &Config) -> Option<Api> {
    // Whatever is to be said of them has been said where they were read for the crate.
    let mut unsaid = Diagnostics::default();
    let diags = &mut unsaid;
    let hooks: Vec<Hook<'_>> = webhooks(spec).chain(callbacks(spec, config, diags)).collect();
    if hooks.is_empty() {
        return None;
    }
    let mut types = Types::new(spec, config, diags);
    types.build_components();
    let mut headers = Headers::default();
    let modules = BTreeMap::from([(String::new(), ModuleName::new("hooks"))]);
    let shared = Shared { config, schemes: &[], modules: &modules };
    let (found, facts): (Vec<_>, Vec<_>) = hooks.into_iter().map(|it| (it.found, (it.address, it.parent))).unzip();
    let mut operations = operation::built(spec, &mut types, &mut headers, found, &shared);
    let schemas = types.schemas.clone();
    let mut types = types.into_defs();
    let (headers, places) = headers.named();
    for (operation, (address, parent)) in operations.iter_mut().zip(facts) {
        let cases = operation.responses.iter_mut().flat_map(|it| &mut it.headers);
        cases.for_each(|(index, _)| *index = places[*index]);
        addressed(operation, address, parent);
    }
    files::resolve(&operations, &mut types);
    recursion::resolve(&mut types);
    let xml = xml::built(&schemas, &types, &operations, &mut Diagnostics::default());
    Some(Api {
        package: Package {
            name: String::new(),
            library: String::new(),
            version: String::new(),
            auth_env: None,
            about: Default::default(),
        },
        title: String::new(),
        version: String::new(),
        docs: Docs::default(),
        servers: Vec::new(),
        default_path: None,
        schemes: Vec::new(),
        tags: Vec::new(),
        tag_features: false,
        types,
        operations,
        headers,
        webhooks: Vec::new(),
        events: Events::default(),
        errors: Errors::default(),
        xml,
        written: Default::default(),
        apart: None,
        aside: Aside::default(),
    })
}

/// Something that the server sends.
struct Hook<'a> {
    found: Found<'a>,
    /// What stands for its path.
    address: String,
    /// The operation that brings it about.
    parent: Option<String>,
}

fn webhooks(spec: &Spec) -> impl Iterator<Item = Hook<'_>> {
    let root = Raw::at(spec, &Pointer::root());
    let events: Vec<_> = root.iter().flat_map(|it| it.entries("x-octogen-webhooks")).collect();
    events.into_iter().flat_map(move |(wire, at)| {
        let id = format!("webhook {wire}");
        Raw::at(spec, &at).map(|item| sent(spec, item.at, &id, id.clone(), None)).unwrap_or_default()
    })
}

fn callbacks<'a>(spec: &'a Spec, config: &Config, diags: &mut Diagnostics) -> Vec<Hook<'a>> {
    let mut hooks = Vec::new();
    for parent in operation::found(spec, diags).into_iter().filter(|it| it.wanted(config)) {
        let Some(raw) = Raw::at(spec, parent.at()) else { continue };
        for (name, at) in raw.entries("callbacks") {
            let Some(callback) = Raw::at(spec, &at) else { continue };
            for (expression, at) in callback.members().filter(|(key, _)| !key.starts_with("x-")) {
                let id = format!("{} callback {name}", parent.id());
                let address = format!("{} calls {expression}", parent.address());
                let Some(item) = Raw::at(spec, &at) else { continue };
                hooks.extend(sent(spec, item.at, &id, address, Some(parent.address())));
            }
        }
    }
    hooks
}

/// The operations of a path item.
fn sent<'a>(spec: &'a Spec, item: Pointer, id: &str, address: String, parent: Option<String>) -> Vec<Hook<'a>> {
    let of = |method: &&str| {
        let item = Raw::at(spec, &item)?;
        let raw = item.object(spec, method)?;
        let found = Found::elsewhere(raw, item, method, id.to_owned());
        Some(Hook { found, address: address.clone(), parent: parent.clone() })
    };
    METHODS.iter().filter_map(of).collect()
}

/// Puts the address in the place of a path. What the crate has a type for is compared there.
fn addressed(operation: &mut Operation, address: String, parent: Option<String>) {
    operation.segments = vec![Segment::Literal(address.clone())];
    operation.path = address;
    operation.tags = parent.into_iter().collect();
    operation.docs = Docs::default();
    operation.security = Vec::new();
    operation.servers = Vec::new();
    operation.callbacks = Vec::new();
    for content in operation.body.iter_mut().flat_map(|it| &mut it.contents) {
        if matches!(content.kind, BodyKind::Json) {
            content.ty = TypeRef::Json;
            content.constraints = Default::default();
        }
    }
}
