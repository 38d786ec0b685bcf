//! The operations: methods, markers, arguments and their order, outcomes.

use super::Lock;
use super::keys;
use super::scope::{Claim, Identifiers};
use crate::build::groups::{Joined, Parts};
use crate::build::names::{self, CALL_METHODS, CLIENT_METHODS, MARKERS, phrase};
use crate::diagnostics::Diagnostics;
use crate::ir::{
    ConstName, FieldName, MethodName, Operation, Outcome, OutcomeVariant, Segment, Status, TypeName, VariantName,
};
use crate::names::{Kind, element, list};

/// The argument that holds the body, in the list of arguments.
const BODY: &str = "body";

/// Names the operations of a crate, and those of the places with them.
pub(super) fn name(lock: &mut Lock<'_>, parts: &mut Parts, joined: &mut Joined, diags: &mut Diagnostics) {
    let keys = lock.operations.clone();
    for operations in [Some(&mut parts.operations), joined.apart.as_mut().map(|it| &mut it.operations)] {
        let operations = operations.into_iter().flatten();
        operations.zip(&keys).for_each(|(operation, key)| keep_main_body(lock, key, operation));
    }
    methods(lock, &keys, &mut parts.operations, diags);
    markers(lock, &keys, &mut parts.operations, diags);
    for (operation, key) in parts.operations.iter_mut().zip(&keys) {
        parameters(lock, key, operation, diags);
        constants(lock, key, operation, diags);
        outcomes(lock, key, operation, diags);
    }
    // What a place demands on the wire is its own matter; what it is called is not.
    for (operation, named) in joined.apart.iter_mut().flat_map(|it| &mut it.operations).zip(&parts.operations) {
        called_like(operation, named);
    }
    let keeps = |(operation, key): (&Operation, &String)| keeps_more(lock, key, operation);
    if parts.operations.iter().zip(&keys).any(keeps) {
        joined.apart.get_or_insert_with(|| parts.clone());
    }
    for (index, key) in keys.iter().enumerate() {
        arguments(lock, key, &mut parts.operations[index], joined, index);
    }
}

/// Methods of the client: one for each operation, and one for each further media type of its body.
fn methods(lock: &mut Lock<'_>, keys: &[String], operations: &mut [Operation], diags: &mut Diagnostics) {
    let mut claims = Vec::new();
    for (operation, key) in operations.iter().zip(keys) {
        let entry = lock.known.get(Kind::Operation, key).filter(|it| it.value != operation.name.as_str());
        if let Some(entry) = entry.filter(|_| lock.config.naming.operations.contains_key(&operation.id)) {
            lock.refuse_setting(&format!("operation {key}"), entry, operation.name.as_str(), diags);
        }
        let wish = Some(format!("{} {}", operation.method.to_lowercase(), operation.path));
        claims.push((Kind::Operation, Claim { wish, ..Claim::new(key.clone(), operation.name.as_str()) }));
        let contents = operation.body.iter().flat_map(|it| it.contents.iter().skip(1));
        claims.extend(contents.map(|it| (Kind::Method, Claim::new(body_key(key, &it.media_type), it.method.as_str()))));
    }
    let scope = Identifiers { kind: names::Kind::Method, reserved: CLIENT_METHODS };
    let mut names = lock.settle(&scope, &claims, diags).into_iter().map(MethodName::new);
    for operation in operations {
        operation.name = names.next().unwrap_or_else(|| operation.name.clone());
        for (index, content) in operation.body.iter_mut().flat_map(|it| &mut it.contents).enumerate() {
            let further = if index == 0 { None } else { names.next() };
            content.method = further.unwrap_or_else(|| operation.name.clone());
        }
    }
}

/// The media type that the operation's own method sends stays that, whatever is added: it is the one called `body`.
fn keep_main_body(lock: &Lock<'_>, key: &str, operation: &mut Operation) {
    let contents = operation.body.iter_mut().map(|it| &mut it.contents);
    let is_main = |media_type: &str| {
        let entry = lock.known.get(Kind::Body, &body_key(key, media_type));
        entry.is_some_and(|it| it.value == BODY)
    };
    for contents in contents {
        let Some(main) = contents.iter().position(|it| is_main(&it.media_type)).filter(|it| *it > 0) else { continue };
        let names: Vec<_> = contents.iter().map(|it| (it.name.clone(), it.method.clone())).collect();
        contents[..=main].rotate_right(1);
        contents.iter_mut().zip(names).take(1).for_each(|(it, (name, method))| (it.name, it.method) = (name, method));
        let aside = contents.iter_mut().skip(1).filter(|it| it.name.as_str() == BODY);
        for content in aside {
            let word = content.media_type.rsplit('/').next().unwrap_or_default();
            let name = names::snake(&format!("{word} body"));
            content.method = MethodName::new(format!("{}_{name}", operation.name));
            content.name = FieldName::new(name);
        }
    }
}

fn body_key(key: &str, media_type: &str) -> String {
    format!("{key} {}", keys::media(media_type))
}

/// Markers and enums of successes, which stand side by side. A marker is called after its method, and has a line of its own
/// where it is not.
fn markers(lock: &mut Lock<'_>, keys: &[String], operations: &mut [Operation], diags: &mut Diagnostics) {
    let usual = |it: &Operation| phrase([it.name.as_str()]);
    let mut claims = Vec::new();
    for (operation, key) in operations.iter().zip(keys) {
        let is_known = lock.known.get(Kind::Operation, key).is_some();
        if is_known && lock.known.get(Kind::Marker, key).is_none() {
            lock.known.put(Kind::Marker, key.clone(), usual(operation));
        }
        let wish = Some(usual(operation));
        claims.push((Kind::Marker, Claim { wish, ..Claim::new(key.clone(), operation.marker.as_str()) }));
    }
    let of_markers = claims.len();
    for (operation, key) in operations.iter().zip(keys) {
        if let Outcome::Enum { name, .. } = &operation.output {
            claims.push((Kind::Output, Claim::new(key.clone(), name.as_str())));
        }
    }
    let scope = Identifiers { kind: names::Kind::Type, reserved: MARKERS };
    let names = lock.settle(&scope, &claims, diags);
    let mut enums = names[of_markers.min(names.len())..].iter();
    for ((operation, key), name) in operations.iter_mut().zip(keys).zip(&names) {
        operation.marker = TypeName::new(name.clone());
        if *name == usual(operation) {
            lock.settled.names.forget(Kind::Marker, key);
        }
        if let Outcome::Enum { name, .. } = &mut operation.output {
            *name = enums.next().map_or_else(|| name.clone(), |it| TypeName::new(it.clone()));
        }
    }
}

/// Arguments and setters: parameters, and media types of the body.
fn parameters(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, diags: &mut Diagnostics) {
    rename_path(lock, key, operation);
    let params = operation.params.iter().map(|it| {
        let key = format!("{key} {}", keys::param(it.place, &it.wire));
        (Kind::Parameter, Claim::new(key, it.name.as_str()))
    });
    let bodies = operation.body.iter().flat_map(|it| &it.contents);
    let bodies = bodies.map(|it| (Kind::Body, Claim::new(body_key(key, &it.media_type), it.name.as_str())));
    let claims: Vec<_> = params.chain(bodies).collect();
    let reserved: Vec<&str> =
        CALL_METHODS.iter().copied().filter(|it| *it != BODY || operation.body.is_none()).collect();
    let scope = Identifiers { kind: names::Kind::Field, reserved: &reserved };
    let mut names = lock.settle(&scope, &claims, diags).into_iter().map(FieldName::new);
    let contents = operation.body.iter_mut().flat_map(|it| &mut it.contents).map(|it| &mut it.name);
    for name in operation.params.iter_mut().map(|it| &mut it.name).chain(contents) {
        *name = names.next().unwrap_or_else(|| name.clone());
    }
}

/// Parameters of a path whose names changed are those that stand where they stood: the path has as many as before.
fn rename_path(lock: &mut Lock<'_>, key: &str, operation: &Operation) {
    let new: Vec<String> = operation
        .params
        .iter()
        .filter(|it| it.place == crate::ir::Place::Path)
        .map(|it| keys::param(it.place, &it.wire))
        .collect();
    let Some(order) = lock.known.list(Kind::Arguments, key) else { return };
    let dead: Vec<&String> = order.iter().filter(|it| it.starts_with("path:") && !new.contains(it)).collect();
    let fresh: Vec<&String> = new.iter().filter(|it| !order.contains(it)).collect();
    if dead.is_empty() || dead.len() != fresh.len() {
        return;
    }
    let renamed = |it: &String| dead.iter().position(|dead| *dead == it).map_or(it, |at| fresh[at]).clone();
    let list = list(order.iter().map(renamed));
    let names: Vec<_> = dead
        .iter()
        .zip(&fresh)
        .filter_map(|(dead, fresh)| {
            let name = lock.known.get(Kind::Parameter, &format!("{key} {dead}"))?.value.clone();
            Some((format!("{key} {fresh}"), name))
        })
        .collect();
    lock.known.put(Kind::Arguments, key, list);
    for (key, name) in names {
        lock.known.put(Kind::Parameter, key, name);
    }
}

fn constants(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, diags: &mut Diagnostics) {
    let claims: Vec<_> = operation
        .scopes
        .iter()
        .map(|it| (Kind::Constant, Claim::new(format!("{key} {}", element(&it.wire)), it.name.as_str())))
        .collect();
    let reserved = &["ID", "METHOD", "PATH", "META", "SUCCESS", "FAILURE", "PAGING"];
    let scope = Identifiers { kind: names::Kind::Const, reserved };
    for (constant, name) in operation.scopes.iter_mut().zip(lock.settle(&scope, &claims, diags)) {
        constant.name = ConstName::new(name);
    }
}

fn outcomes(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, diags: &mut Diagnostics) {
    if let Outcome::Enum { variants, .. } = &mut operation.output {
        let claims: Vec<_> =
            variants.iter().map(|it| (Kind::Outcome, Claim::new(outcome_key(key, it), it.name.as_str()))).collect();
        let scope = Identifiers { kind: names::Kind::Variant, reserved: &[] };
        for (variant, name) in variants.iter_mut().zip(lock.settle(&scope, &claims, diags)) {
            variant.name = VariantName::new(name);
        }
    }
}

fn outcome_key(key: &str, variant: &OutcomeVariant) -> String {
    let status = match variant.status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    };
    let media_type = variant.content.as_ref().map(|it| it.media_type.as_str()).filter(|it| *it != "application/json");
    let media_type = media_type.map(|it| format!(" {}", keys::media(it))).unwrap_or_default();
    format!("{key} {status}{media_type}")
}

/// The same names for the same operation; of outcomes, which may be several where the crate has one, those that both have.
fn called_like(operation: &mut Operation, named: &Operation) {
    (operation.name, operation.marker) = (named.name.clone(), named.marker.clone());
    for (param, named) in operation.params.iter_mut().zip(&named.params) {
        param.name = named.name.clone();
    }
    for (constant, named) in operation.scopes.iter_mut().zip(&named.scopes) {
        constant.name = named.name.clone();
    }
    let contents = named.body.iter().flat_map(|it| &it.contents);
    for (content, named) in operation.body.iter_mut().flat_map(|it| &mut it.contents).zip(contents) {
        (content.name, content.method) = (named.name.clone(), named.method.clone());
    }
    if let (Outcome::Enum { name, variants }, Outcome::Enum { name: new, variants: named }) =
        (&mut operation.output, &named.output)
    {
        *name = new.clone();
        variants.iter_mut().zip(named).for_each(|(it, named)| it.name = named.name.clone());
    }
}

/// Whether the lock keeps an argument that may be left out by now. It is a matter of the crate: on the wire, it may be.
fn keeps_more(lock: &Lock<'_>, key: &str, operation: &Operation) -> bool {
    let Some(order) = lock.known.list(Kind::Arguments, key).filter(|_| !lock.config.prune) else { return false };
    let is_known = |it: &crate::ir::Param| order.contains(&keys::param(it.place, &it.wire));
    let body = operation.body.as_ref().is_some_and(|it| !it.required) && order.iter().any(|it| it == BODY);
    body || operation.params.iter().any(|it| !it.required && is_known(it))
}

/// Puts the arguments into the order of the lock, new ones behind them, and keeps those that may be left out by now. The
/// body is the last argument of every method.
fn arguments(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, joined: &mut Joined, index: usize) {
    let order = lock.known.list(Kind::Arguments, key).unwrap_or_default();
    let position = |key: &str| order.iter().position(|it| it == key);
    let known: Vec<Option<usize>> =
        operation.params.iter().map(|it| position(&keys::param(it.place, &it.wire))).collect();
    if !lock.config.prune {
        operation.params.iter_mut().zip(&known).for_each(|(param, known)| param.required |= known.is_some());
        operation.body.iter_mut().for_each(|it| it.required |= position(BODY).is_some());
    }
    let mut sorted: Vec<usize> = (0..operation.params.len()).collect();
    sorted.sort_by_key(|&it| match operation.params[it].required {
        true => (0, known[it].unwrap_or(usize::MAX)),
        false => (1, 0),
    });
    let places = joined.apart.as_mut().and_then(|it| it.operations.get_mut(index));
    for operation in [Some(&mut *operation), places].into_iter().flatten() {
        reordered(operation, &sorted);
    }
    let params = operation.params.iter().filter(|it| it.required).map(|it| keys::param(it.place, &it.wire));
    let body = operation.body.as_ref().filter(|it| it.required).map(|_| BODY.to_owned());
    let arguments: Vec<String> = params.chain(body).collect();
    if !arguments.is_empty() {
        lock.settled.names.put(Kind::Arguments, key, list(arguments));
    }
}

fn reordered(operation: &mut Operation, order: &[usize]) {
    operation.params = order.iter().filter_map(|&it| operation.params.get(it).cloned()).collect();
    for segment in &mut operation.segments {
        if let Segment::Param(index) = segment {
            *index = order.iter().position(|it| it == index).unwrap_or(*index);
        }
    }
}
