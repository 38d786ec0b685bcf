//! The operations: methods, markers, arguments and their order, outcomes.

use super::groups;
use super::keys;
use super::scope::{Claim, Identifiers};
use super::state::Lock;
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Api, ConstName, FieldName, Group, MethodName, Operation, Outcome, OutcomeVariant, Segment, Status, TypeName,
    VariantName,
};
use crate::model::grouped::Grouped;
use crate::namer::{self as names, CALL_METHODS, CLIENT_METHODS, GROUP_METHODS, MARKERS, pascal};
use crate::names::{Kind, element, list};

/// The argument that holds the body, in the list of arguments.
const BODY: &str = "body";

/// Names the operations of a crate, and those of the places with them.
pub(super) fn name(lock: &mut Lock<'_>, api: &mut Api, grouped: &mut Grouped, diags: &mut Diagnostics) {
    let keys = lock.operations.clone();
    for operations in [Some(&mut api.operations), grouped.ungrouped.as_mut().map(|it| &mut it.operations)] {
        let operations = operations.into_iter().flatten();
        operations.zip(&keys).for_each(|(operation, key)| keep_main_body(lock, key, operation));
    }
    let (groups, members) = groups::of(lock, &keys, &api.operations, &mut api.tags);
    let names = methods(lock, &keys, (&groups, &members), &mut api.operations, diags);
    for (operation, group) in api.operations.iter_mut().zip(&members) {
        let group = group.map(|it| (&groups[it], &names[it]));
        operation.group = group.map(|(it, name)| Group { name: name.clone(), ..it.derived.clone() });
        operation.module = group.map_or_else(|| operation.module.clone(), |(it, _)| it.module.clone());
    }
    let handles = markers(lock, &keys, (&groups, &names), &mut api.operations, diags);
    for (operation, group) in api.operations.iter_mut().zip(&members) {
        operation.group.iter_mut().zip(*group).for_each(|(group, it)| group.handle = handles[it].clone());
    }
    for (operation, key) in api.operations.iter_mut().zip(&keys) {
        if operation.group.is_some() {
            lock.settled.names.put(Kind::Operation, key.clone(), groups::called(operation));
        }
        parameters(lock, key, operation, diags);
        constants(lock, key, operation, diags);
        outcomes(lock, key, operation, diags);
    }
    // What a place demands on the wire is its own matter; what it is called is not.
    for (operation, named) in grouped.ungrouped.iter_mut().flat_map(|it| &mut it.operations).zip(&api.operations) {
        called_like(operation, named);
    }
    let keeps = |(operation, key): (&Operation, &String)| keeps_more(lock, key, operation);
    if api.operations.iter().zip(&keys).any(keeps) {
        grouped.ungrouped.get_or_insert_with(|| api.clone());
    }
    for (index, key) in keys.iter().enumerate() {
        arguments(lock, key, &mut api.operations[index], grouped, index);
    }
}

/// Names the methods of the client and of each group, one for each operation and one for each further media type of its
/// body, and gives the names of groups, which stand among those of the client.
fn methods(
    lock: &mut Lock<'_>,
    keys: &[String],
    (groups, members): (&[groups::Settled], &[Option<usize>]),
    operations: &mut [Operation],
    diags: &mut Diagnostics,
) -> Vec<MethodName> {
    let of_group = |group: Option<usize>| (0..operations.len()).filter(move |it| members[*it] == group);
    let scopes: Vec<(Option<usize>, Vec<usize>)> = std::iter::once(None)
        .chain((0..groups.len()).map(Some))
        .map(|group| (group, of_group(group).collect()))
        .collect();
    let mut of_groups = Vec::new();
    for (group, operations_of) in scopes {
        let heads = if group.is_none() { groups } else { &[] };
        let mut claims: Vec<_> = heads.iter().map(groups::Settled::claim).collect();
        for index in &operations_of {
            claims.extend(claims_of_methods(lock, &keys[*index], &operations[*index], diags));
        }
        let reserved = if group.is_none() { CLIENT_METHODS } else { GROUP_METHODS };
        let scope = Identifiers { kind: names::Kind::Method, reserved };
        let mut names = lock.settle(&scope, &claims, diags).into_iter().map(MethodName::new);
        of_groups.extend(names.by_ref().take(heads.len()));
        operations_of.iter().for_each(|index| name_methods(&mut operations[*index], &mut names));
    }
    of_groups
}

fn claims_of_methods(lock: &Lock<'_>, key: &str, operation: &Operation, diags: &mut Diagnostics) -> Vec<(Kind, Claim)> {
    let entry = lock.known.get(Kind::Operation, key).filter(|it| it.value != operation.name.as_str());
    if let Some(entry) = entry.filter(|_| lock.config.naming.operations.contains_key(&operation.id)) {
        lock.refuse_setting(&format!("operation {key}"), entry, operation.name.as_str(), diags);
    }
    let wish = Some(format!("{} {}", operation.method.to_lowercase(), operation.path));
    let own = (Kind::Operation, Claim { wish, ..Claim::new(key.to_owned(), operation.name.as_str()) });
    let contents = operation.body.iter().flat_map(|it| it.contents.iter().skip(1));
    let others = contents.map(|it| (Kind::Method, Claim::new(body_key(key, &it.media_type), it.method.as_str())));
    [own].into_iter().chain(others).collect()
}

fn name_methods(operation: &mut Operation, names: &mut impl Iterator<Item = MethodName>) {
    operation.name = names.next().unwrap_or_else(|| operation.name.clone());
    for (index, content) in operation.body.iter_mut().flat_map(|it| &mut it.contents).enumerate() {
        let further = if index == 0 { None } else { names.next() };
        content.method = further.unwrap_or_else(|| operation.name.clone());
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
        let others = contents.iter_mut().skip(1).filter(|it| it.name.as_str() == BODY);
        for content in others {
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

/// Markers, enums of successes and the handles of groups, which stand side by side. A marker is called after its method, a
/// handle after its group, and has a line of its own where it is not. Gives the names of handles.
fn markers(
    lock: &mut Lock<'_>,
    keys: &[String],
    (groups, names): (&[groups::Settled], &[MethodName]),
    operations: &mut [Operation],
    diags: &mut Diagnostics,
) -> Vec<TypeName> {
    let mut claims = Vec::new();
    let mut usual = Vec::new();
    for (group, name) in groups.iter().zip(names) {
        let of_group = pascal(name.as_str());
        note_usual(lock, (Kind::Group, Kind::Handle), &group.key, &of_group);
        let wish = Some(format!("{name} group"));
        claims.push((Kind::Handle, Claim { wish, ..Claim::new(group.key.clone(), group.derived.handle.as_str()) }));
        usual.push((group.key.clone(), of_group));
    }
    for (operation, key) in operations.iter().zip(keys) {
        let of_operation = groups::usual_marker(&groups::called(operation));
        note_usual(lock, (Kind::Operation, Kind::Marker), key, &of_operation);
        let wish = Some(of_operation.clone());
        claims.push((Kind::Marker, Claim { wish, ..Claim::new(key.clone(), operation.marker.as_str()) }));
        usual.push((key.clone(), of_operation));
    }
    for (operation, key) in operations.iter().zip(keys) {
        if let Outcome::Enum { name, .. } = &operation.output {
            claims.push((Kind::Output, Claim::new(key.clone(), name.as_str())));
        }
    }
    let scope = Identifiers { kind: names::Kind::Type, reserved: MARKERS };
    let names = lock.settle(&scope, &claims, diags);
    for ((kind, _), (name, (key, usual))) in claims.iter().zip(names.iter().zip(&usual)) {
        if name == usual {
            lock.settled.names.forget(*kind, key);
        }
    }
    let mut names = names.into_iter().map(TypeName::new);
    let handles = names.by_ref().take(groups.len()).collect();
    for operation in operations.iter_mut() {
        operation.marker = names.next().unwrap_or_else(|| operation.marker.clone());
    }
    for operation in operations {
        if let Outcome::Enum { name, .. } = &mut operation.output {
            *name = names.next().unwrap_or_else(|| name.clone());
        }
    }
    handles
}

/// What is known and has no line for its type is called as usual.
fn note_usual(lock: &mut Lock<'_>, (thing, ty): (Kind, Kind), key: &str, usual: &str) {
    if lock.known.get(thing, key).is_some() && lock.known.get(ty, key).is_none() {
        lock.known.put(ty, key, usual);
    }
}

/// Arguments and setters: parameters, and media types of the body.
fn parameters(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, diags: &mut Diagnostics) {
    rename_path(lock, key, operation);
    let params = operation.params.iter().map(|it| {
        let key = format!("{key} {}", keys::param(it.location, &it.wire));
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
        .filter(|it| it.location == crate::ir::ParamLocation::Path)
        .map(|it| keys::param(it.location, &it.wire))
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
    (operation.group, operation.module) = (named.group.clone(), named.module.clone());
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
    let is_known = |it: &crate::ir::Param| order.contains(&keys::param(it.location, &it.wire));
    let body = operation.body.as_ref().is_some_and(|it| !it.required) && order.iter().any(|it| it == BODY);
    body || operation.params.iter().any(|it| !it.required && is_known(it))
}

/// Puts the arguments into the order of the lock, new ones behind them, and keeps those that may be left out by now. The
/// body is the last argument of every method.
fn arguments(lock: &mut Lock<'_>, key: &str, operation: &mut Operation, grouped: &mut Grouped, index: usize) {
    let order = lock.known.list(Kind::Arguments, key).unwrap_or_default();
    let position = |key: &str| order.iter().position(|it| it == key);
    let known: Vec<Option<usize>> =
        operation.params.iter().map(|it| position(&keys::param(it.location, &it.wire))).collect();
    if !lock.config.prune {
        operation.params.iter_mut().zip(&known).for_each(|(param, known)| param.required |= known.is_some());
        operation.body.iter_mut().for_each(|it| it.required |= position(BODY).is_some());
    }
    let mut sorted: Vec<usize> = (0..operation.params.len()).collect();
    sorted.sort_by_key(|&it| match operation.params[it].required {
        true => (0, known[it].unwrap_or(usize::MAX)),
        false => (1, 0),
    });
    let places = grouped.ungrouped.as_mut().and_then(|it| it.operations.get_mut(index));
    for operation in [Some(&mut *operation), places].into_iter().flatten() {
        reordered(operation, &sorted);
    }
    let params = operation.params.iter().filter(|it| it.required).map(|it| keys::param(it.location, &it.wire));
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
