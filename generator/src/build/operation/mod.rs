//! Operations: their parameters, bodies, responses and demands, under names that no other operation has.

mod body;
mod callbacks;
mod carried;
mod declared;
mod found;
mod idempotency;
mod naming;
mod nested;
mod optional;
mod order;
mod outcome;
mod params;
mod parts;
mod path;
mod responses;
mod template;
mod written;

use std::collections::BTreeMap;

pub(super) use found::{Found, METHODS, found};
pub(super) use outcome::same_again;
pub(super) use responses::{Headers, number_headers};

use super::names::{CLIENT_METHODS, Kind, MARKERS, Scope, phrase};
use super::raw::Raw;
use super::schema::{Place, Types};
use super::{security, servers};
use crate::Pointer;
use crate::config::Config;
use crate::ir::{ConstName, MethodName, ModuleName, Operation, ScopeConst, SecurityScheme, TypeName};
use crate::spec::Spec;

/// A path without the names of its variables: what tells an operation from others, together with its method.
pub(super) fn address(path: &str) -> String {
    path::shape(path)
}

/// What all operations share while they are built.
pub(super) struct Shared<'s> {
    /// The document.
    pub config: &'s Config,
    /// The security schemes, in order.
    pub schemes: &'s [SecurityScheme],
    /// Groups and their modules.
    pub modules: &'s BTreeMap<String, ModuleName>,
}

/// Builds the operations.
pub(super) fn built<'a>(
    spec: &'a Spec,
    types: &mut Types<'a, '_>,
    headers: &mut Headers,
    found: Vec<Found<'a>>,
    shared: &Shared<'_>,
) -> Vec<Operation> {
    let wishes = naming::wishes(&found, shared.config, types.diags);
    let mut methods = Scope::new(Kind::Method, CLIENT_METHODS);
    let mut markers = Scope::new(Kind::Type, MARKERS);
    let method_names = methods.names(wishes.iter().map(String::as_str));
    let method_names: BTreeMap<&str, String> = method_names.into_iter().collect();
    let marker_names: BTreeMap<&str, String> = markers.names(wishes.iter().map(String::as_str)).into_iter().collect();
    let built = found.into_iter().zip(&wishes).map(|(it, wish)| {
        let name = MethodName::new(method_names[wish.as_str()].clone());
        let marker = TypeName::new(marker_names[wish.as_str()].clone());
        let mut cx = Cx { spec, types, headers, shared, methods: &mut methods, markers: &mut markers, marker };
        cx.operation(it, name)
    });
    built.collect()
}

/// One operation in the making.
struct Cx<'a, 'd, 't, 's> {
    spec: &'a Spec,
    types: &'t mut Types<'a, 'd>,
    headers: &'t mut Headers,
    shared: &'t Shared<'s>,
    methods: &'t mut Scope,
    markers: &'t mut Scope,
    marker: TypeName,
}

impl<'a> Cx<'a, '_, '_, '_> {
    fn operation(&mut self, found: Found<'a>, name: MethodName) -> Operation {
        let raw = &found.raw;
        let mut names = params::scope();
        let (params, segments) = params::built(self, &found, &mut names);
        let body = body::built(self, raw, &name, &mut names);
        let responses = responses::built(self, raw);
        let output = outcome::of(self, &responses);
        let idempotency = params.iter().find(|it| it.wire.eq_ignore_ascii_case("idempotency-key"));
        Operation {
            security: security::requirements(self.spec, raw, self.shared.schemes),
            servers: servers::built(
                self.spec,
                if raw.get("servers").is_some() { raw } else { &found.item },
                self.shared.config.document_url.as_deref(),
                self.types.diags,
            ),
            scopes: scopes(raw),
            docs: raw.docs(),
            deprecated: raw.flag("deprecated"),
            safe: raw.flag("x-octogen-safe") || self.shared.config.retry.safe.contains(&found.id),
            idempotency_header: idempotency.map(|it| it.wire.clone()),
            generated_key: idempotency.map(|it| idempotency::key(it, self.types.diags)).unwrap_or_default(),
            pointer: raw.at.clone(),
            module: self.shared.modules[&found.group].clone(),
            marker: self.marker.clone(),
            callbacks: callbacks::built(self, raw),
            pagination: None, // `paging` looks at the finished operation
            id: found.id,
            id_given: found.id_given,
            tags: found.tags,
            method: found.method,
            path: found.path,
            name,
            segments,
            params,
            body,
            responses,
            output,
            errors: None, // `errors` looks at all of them
        }
    }

    /// The words for an inline schema of this operation, or of the shared component in which it stands.
    fn place(&self, at: &Pointer, words: &[&str]) -> Place {
        let tokens: Vec<String> = at.tokens().collect();
        match tokens.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["components", kind @ ("parameters" | "responses" | "requestBodies" | "headers"), name, ..] => {
                Place::of([*name, component_word(kind)])
            }
            ["paths", path, "parameters", ..] => {
                Place::of([path::words("", path, &path::Lead::default()).as_str()]).within(words.iter().copied())
            }
            // A body by itself is the operation's; a parameter, or what comes with one status, has words of its own.
            [.., before, _] if *before != "parameters" && words.len() == 1 => {
                Place::of([self.marker.as_str(), words[0]])
            }
            _ => Place::of([self.marker.as_str()]).within(words.iter().copied()),
        }
    }
}

fn component_word(kind: &str) -> &'static str {
    match kind {
        "parameters" => "Param",
        "responses" => "Response",
        "requestBodies" => "Body",
        _ => "Header",
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

/// The words of an enum that belongs to an operation: `RunSearch` + `Output`.
fn owned(markers: &mut Scope, marker: &TypeName, word: &str) -> TypeName {
    TypeName::new(markers.name(&[&phrase([marker.as_str(), word])]))
}
