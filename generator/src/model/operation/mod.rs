//! Operations: their parameters, bodies, responses and security requirements, under unique names.

mod body;
mod body_format;
mod callbacks;
mod cx;
mod declared;
mod equivalent_schemas;
mod grouping;
mod idempotency;
mod in_group;
mod naming;
mod nested;
mod operation_object;
mod optional;
mod order;
mod outcome;
mod params;
mod parts;
mod path;
mod responses;
mod template;

use std::collections::BTreeMap;

pub(super) use cx::Shared;
pub(super) use grouping::{group, has_group};
pub(super) use operation_object::{METHODS, OperationObject, operation_objects};
pub(super) use outcome::same_again;
pub(super) use path::shape as address;

use self::cx::Cx;
use super::raw::Raw;
use super::schema::Types;
use super::{security, servers};
use crate::ir::{ConstName, Group, HeaderDef, MethodName, Operation, ScopeConst, TypeName};
use crate::namer::{Kind, MARKERS, Scope};
use crate::spec::Spec;

/// Builds the operations.
pub(super) fn build<'a>(
    spec: &'a Spec,
    types: &mut Types<'a, '_>,
    headers: &mut Vec<HeaderDef>,
    objects: Vec<OperationObject<'a>>,
    shared: &Shared<'_>,
) -> Vec<Operation> {
    let wishes = naming::wishes(&objects, shared.config, types.diags);
    let mut markers = Scope::new(Kind::Type, MARKERS);
    let marker_names: BTreeMap<&str, String> = markers.names(wishes.iter().map(String::as_str)).into_iter().collect();
    let groups = grouping::named(&objects, &mut markers);
    let (mut scopes, method_names) = grouping::methods(&objects, &wishes, &groups, shared.config);
    let built = objects.into_iter().zip(wishes.iter().zip(method_names)).map(|(it, (wish, name))| {
        let group = groups.get(&it.group).filter(|_| it.grouped);
        let methods = scopes.get_mut(&group.map(|it| it.name.clone())).expect("there is a scope for each group");
        let marker = TypeName::new(marker_names[wish.as_str()].clone());
        let mut cx = Cx { spec, types, headers, shared, methods, markers: &mut markers, marker };
        cx.operation(it, name, group.cloned())
    });
    built.collect()
}

impl<'a> Cx<'a, '_, '_, '_> {
    fn operation(&mut self, object: OperationObject<'a>, name: MethodName, group: Option<Group>) -> Operation {
        let raw = &object.raw;
        let mut names = params::scope();
        let (params, segments) = params::build(self, &object, &mut names);
        let body = body::build(self, raw, &name, &mut names);
        let responses = responses::build(self, raw);
        let output = outcome::of(self, &responses);
        let idempotency = params.iter().find(|it| it.wire.eq_ignore_ascii_case("idempotency-key"));
        Operation {
            security: security::requirements(self.spec, raw, self.shared.schemes),
            servers: servers::build(
                self.spec,
                if raw.get("servers").is_some() { raw } else { &object.item },
                self.shared.config.document_url.as_deref(),
                self.types.diags,
            ),
            scopes: scopes(raw),
            docs: raw.docs(),
            deprecated: raw.flag("deprecated"),
            safe: raw.flag("x-octogen-safe") || self.shared.config.retry.safe.contains(&object.id),
            idempotency_header: idempotency.map(|it| it.wire.clone()),
            generated_key: idempotency.map(|it| idempotency::key(it, self.types.diags)).unwrap_or_default(),
            pointer: raw.at.clone(),
            group,
            module: self.shared.modules[&object.group].clone(),
            marker: self.marker.clone(),
            callbacks: callbacks::build(self, raw),
            pagination: None, // `paging` looks at the finished operation
            id: object.id,
            id_given: object.id_given,
            tags: object.tags,
            method: object.method,
            path: object.path,
            name,
            segments,
            params,
            body,
            responses,
            output,
            errors: None, // `errors` looks at all of them
        }
    }
}

/// `x-required-scope: read` as a constant; a list gives several values.
fn scopes(raw: &Raw<'_>) -> Vec<ScopeConst> {
    let mut scope = Scope::new(Kind::Const, &["ID", "METHOD", "PATH", "META", "SUCCESS", "FAILURE", "PAGING"]);
    let wires = raw.members().filter(|(key, _)| key.starts_with("x-required-"));
    let found = wires.filter_map(|(wire, _)| {
        let single = raw.string(wire).map(|it| vec![it]);
        let values = single.unwrap_or_else(|| raw.texts(wire));
        let name = ConstName::new(scope.name(&[wire.trim_start_matches("x-")]));
        (!values.is_empty()).then(|| ScopeConst { name, wire: wire.to_owned(), values })
    });
    found.collect()
}
