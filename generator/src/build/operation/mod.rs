//! Operations: their parameters, bodies, responses and demands, under names that no other operation has.

mod body;
mod callbacks;
mod outcome;
mod params;
mod path;
mod responses;

use std::collections::BTreeMap;

pub(super) use responses::Headers;

use super::names::{CLIENT_METHODS, Kind, MARKERS, Scope, phrase};
use super::raw::Raw;
use super::schema::{Place, Types};
use super::{security, servers};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::code;
use crate::ir::{ConstName, MethodName, ModuleName, Operation, ScopeConst, SecurityScheme, TypeName};
use crate::spec::Spec;

/// An operation as the document has it.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    raw: Raw<'a>,
    item: Raw<'a>,
    method: String,
    path: String,
    id: String,
    id_given: bool,
    tags: Vec<String>,
    /// The first tag, or what stands for one.
    pub group: String,
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

/// The methods of a path item (OpenAPI 3.1, section 4.8.9.1).
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// All operations, by path and method.
pub(super) fn found(spec: &Spec) -> Vec<Found<'_>> {
    let Some(paths) = Raw::at(spec, &Pointer::root().key("paths")) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (path, at) in paths.members().filter(|(path, _)| path.starts_with('/')) {
        let Some(item) = Raw::at(spec, &at) else {
            continue;
        };
        let usual = METHODS.iter().filter(|method| item.get(method).is_some());
        let usual = usual.map(|method| (method.to_uppercase(), item.at.key(method)));
        let more = item.entries("x-octogen-additional-operations").map(|(method, at)| (method.to_uppercase(), at));
        for (method, at) in usual.chain(more) {
            all.extend(Raw::at(spec, &at).map(|raw| Found::new(raw, item.clone(), method, path)));
        }
    }
    all
}

impl<'a> Found<'a> {
    fn new(raw: Raw<'a>, item: Raw<'a>, method: String, path: &str) -> Self {
        let given = raw.text("operationId").map(str::trim).filter(|id| !id.is_empty());
        let id = given.map_or_else(|| format!("{method} {path}"), str::to_owned);
        let tags = raw.texts("tags");
        let group = tags.first().cloned().unwrap_or_else(|| path::group(path));
        Self { id_given: given.is_some(), id, tags, group, raw, item, method, path: path.to_owned() }
    }

    /// Its `operationId`, or what stands for it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Method and path: `GET /feeds`.
    pub fn call(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    /// Whether the settings want it.
    pub fn wanted(&self, config: &Config) -> bool {
        config.wants(&[&self.id, &self.call()], &self.tags().collect::<Vec<_>>())
    }

    /// Where it stands.
    pub fn at(&self) -> &Pointer {
        &self.raw.at
    }

    /// What the operation is named after.
    fn wish(&self) -> String {
        if self.id_given { self.id.clone() } else { path::words(&self.method, &self.path) }
    }
}

/// Builds the operations.
pub(super) fn built<'a>(
    spec: &'a Spec,
    types: &mut Types<'a, '_>,
    headers: &mut Headers,
    found: Vec<Found<'a>>,
    shared: &Shared<'_>,
) -> Vec<Operation> {
    let found = without_doubles(types, found);
    let wishes: Vec<String> = found
        .iter()
        .map(|it| shared.config.naming.operations.get(&it.id).cloned().unwrap_or_else(|| it.wish()))
        .collect();
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

/// Two operations with one id: an error that names both places (OpenAPI 3.1, section 4.8.10.1: ids are unique).
fn without_doubles<'a>(types: &mut Types<'a, '_>, found: Vec<Found<'a>>) -> Vec<Found<'a>> {
    let mut seen: BTreeMap<String, Pointer> = BTreeMap::new();
    let mut kept = Vec::new();
    for it in found {
        let at = it.raw.at.key("operationId");
        match seen.get(&it.id) {
            Some(first) => {
                let message = format!("operationId `{}` is used twice", it.id);
                let finding = types.diags.error(code::DUPLICATE_OPERATION_ID, &at, message);
                finding
                    .also(first, "the first use")
                    .help("give one of them another id, with an overlay if the document is not yours");
            }
            None => {
                seen.insert(it.id.clone(), at);
                kept.push(it);
            }
        }
    }
    kept
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
        let (output, error) = outcome::of(self, &responses);
        let idempotency = params.iter().find(|it| it.wire.eq_ignore_ascii_case("idempotency-key"));
        Operation {
            security: security::requirements(self.spec, raw, self.shared.schemes),
            servers: servers::built(
                self.spec,
                if raw.get("servers").is_some() { raw } else { &found.item },
                self.types.diags,
            ),
            scopes: scopes(raw),
            docs: raw.docs(),
            deprecated: raw.flag("deprecated"),
            idempotency_header: idempotency.map(|it| it.wire.clone()),
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
            error,
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
                Place::of([path::words("", path).as_str()].into_iter().chain(words.iter().copied()))
            }
            _ => Place::of([self.marker.as_str()].into_iter().chain(words.iter().copied())),
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
