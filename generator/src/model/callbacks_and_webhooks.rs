//! Callbacks and webhooks (OpenAPI 3.1, sections 4.8.1 and 4.8.18) as operations that the server calls: parameters, bodies
//! of every media type and responses, to be compared with those of another document.

use super::operation::{self, METHODS, OperationObject};
use super::raw::Raw;
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{BodyKind, Docs, Operation, Segment, TypeRef};
use crate::spec::Spec;

/// What stands for the path of an operation that the server calls.
pub(super) struct Address {
    text: String,
    /// The operation that a callback belongs to.
    parent: Option<String>,
}

/// The operations of webhooks and callbacks, each with its address.
pub(super) fn found<'a>(
    spec: &'a Spec,
    config: &Config,
    diags: &mut Diagnostics,
) -> (Vec<OperationObject<'a>>, Vec<Address>) {
    webhooks(spec).into_iter().chain(callbacks(spec, config, diags)).unzip()
}

fn webhooks(spec: &Spec) -> Vec<(OperationObject<'_>, Address)> {
    let root = Raw::at(spec, &Pointer::root());
    let webhooks = root.iter().flat_map(|it| it.entries("x-octogen-webhooks"));
    let operations = webhooks.flat_map(|(wire, at)| {
        let id = format!("webhook {wire}");
        Raw::at(spec, &at).map(|item| operations(spec, item.at, &id, &id, None)).unwrap_or_default()
    });
    operations.collect()
}

fn callbacks<'a>(spec: &'a Spec, config: &Config, diags: &mut Diagnostics) -> Vec<(OperationObject<'a>, Address)> {
    let mut found = Vec::new();
    for parent in operation::operation_objects(spec, diags).into_iter().filter(|it| it.wanted(config)) {
        let Some(raw) = Raw::at(spec, parent.at()) else { continue };
        for (name, at) in raw.entries("callbacks") {
            let Some(callback) = Raw::at(spec, &at) else { continue };
            for (expression, at) in callback.members().filter(|(key, _)| !key.starts_with("x-")) {
                let id = format!("{} callback {name}", parent.id());
                let address = format!("{} calls {expression}", parent.address());
                let Some(item) = Raw::at(spec, &at) else { continue };
                found.extend(operations(spec, item.at, &id, &address, Some(&parent.address())));
            }
        }
    }
    found
}

/// The operations of a path item.
fn operations<'a>(
    spec: &'a Spec,
    item: Pointer,
    id: &str,
    address: &str,
    parent: Option<&str>,
) -> Vec<(OperationObject<'a>, Address)> {
    let of = |method: &&str| {
        let item = Raw::at(spec, &item)?;
        let raw = item.object(spec, method)?;
        let found = OperationObject::elsewhere(raw, item, method, id.to_owned());
        Some((found, Address { text: address.to_owned(), parent: parent.map(str::to_owned) }))
    };
    METHODS.iter().filter_map(of).collect()
}

/// Puts the addresses in the place of paths. Whatever the crate has a type for is compared there, so it is left out here.
pub(super) fn set_addresses(operations: &mut [Operation], addresses: Vec<Address>) {
    for (operation, Address { text, parent }) in operations.iter_mut().zip(addresses) {
        operation.segments = vec![Segment::Literal(text.clone())];
        operation.path = text;
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
}
