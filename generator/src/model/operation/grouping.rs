//! Operations in groups: `client.issues().create(…)`. Which operation is in which group, what groups and their handles are
//! called, and the scopes of their methods.
//!
//! The group of an operation is the one that an extension names, else its first tag. Without either it is none, and its
//! methods are the client's own.

use std::collections::{BTreeMap, BTreeSet};

use super::in_group::wishes_in_group;
use super::naming::plain_group;
use super::operation_object::OperationObject;
use super::path;
use crate::config::Config;
use crate::ir::{Group, MethodName, TypeName};
use crate::model::name_extensions;
use crate::namer::{
    CLIENT_METHODS, Claim, GROUP_METHODS, Kind, MARKERS, Scope, is_allowed, is_nameable, pascal, settle, snake,
};

/// The scopes of methods: that of the client, and one for each group.
pub(super) type Scopes = BTreeMap<Option<MethodName>, Scope>;

/// Puts the operations into their groups.
pub(in crate::model) fn group(objects: &mut [OperationObject<'_>]) {
    let tags: BTreeMap<String, String> =
        objects.iter().filter_map(|it| Some((snake(&plain_group(tag(it)?)), tag(it)?.to_owned()))).collect();
    for it in objects {
        it.grouped = has_group(it);
        // A group that is called like a tag is that tag.
        if let Some(named) = named_group(it) {
            it.group = tags.get(&snake(&plain_group(&named))).cloned().unwrap_or(named);
        }
    }
}

/// Whether the document has a group for it.
pub(in crate::model) fn has_group(object: &OperationObject<'_>) -> bool {
    named_group(object).is_some() || tag(object).is_some()
}

/// The group that an extension names.
fn named_group(object: &OperationObject<'_>) -> Option<String> {
    name_extensions::group(|keyword| object.raw.get(keyword))
}

/// The tag that makes a group.
fn tag<'f>(object: &'f OperationObject<'_>) -> Option<&'f str> {
    object.tags.first().map(String::as_str).filter(|it| is_nameable(it))
}

/// What groups are called, by the words that the document has for them. The names of handles stand beside those of markers.
pub(super) fn named(objects: &[OperationObject<'_>], markers: &mut Scope) -> BTreeMap<String, Group> {
    let wires: BTreeSet<&str> = objects.iter().filter(|it| it.grouped).map(|it| it.group.as_str()).collect();
    let claims = |wire: &&str| {
        let plain = plain_group(wire);
        let rank = u8::from(plain != **wire);
        vec![Claim::new(distinct_from_settings(&plain), rank), Claim::new(distinct_from_settings(&snake(wire)), 1)]
    };
    let words = settle(Kind::Method, &wires.iter().map(claims).collect::<Vec<_>>());
    let names = Scope::new(Kind::Method, CLIENT_METHODS).names(words.iter().map(String::as_str));
    let groups = wires.iter().zip(&words).map(|(wire, words)| {
        let name = MethodName::new(names[words.as_str()].clone());
        let handle = TypeName::new(handle(&name, markers));
        ((*wire).to_owned(), Group { name, handle })
    });
    groups.collect()
}

/// The words of a group; with one more where something else has them.
fn distinct_from_settings(words: &str) -> String {
    if is_allowed(Kind::Method, CLIENT_METHODS, words) { words.to_owned() } else { format!("{words} group") }
}

/// `Issues`; `IssuesGroup` where that is a marker, a word of Rust's prelude, or looks like the call of an operation.
fn handle(name: &MethodName, markers: &mut Scope) -> String {
    let fuller = format!("{name} group");
    let plain = pascal(name.as_str());
    match is_allowed(Kind::Type, MARKERS, &plain) && !plain.ends_with("Call") {
        true => markers.name(&[name.as_str(), &fuller]),
        false => markers.name(&[&fuller]),
    }
}

/// The names of methods, in the order of the operations, and the scopes in which they stand. `wishes` are the words of each
/// operation's name where there are no groups.
pub(super) fn methods(
    objects: &[OperationObject<'_>],
    wishes: &[String],
    groups: &BTreeMap<String, Group>,
    config: &Config,
) -> (Scopes, Vec<MethodName>) {
    let mut scopes = Scopes::new();
    let mut names: Vec<Option<MethodName>> = vec![None; objects.len()];
    let mut client = Scope::new(Kind::Method, CLIENT_METHODS);
    for (wire, group) in groups {
        client.name(&[group.name.as_str()]);
        let members: Vec<usize> =
            (0..objects.len()).filter(|it| objects[*it].grouped && objects[*it].group == *wire).collect();
        let of_members: Vec<_> = members.iter().map(|it| (&objects[*it], wishes[*it].as_str())).collect();
        let words = wishes_in_group(&plain_group(wire), &of_members, config);
        let mut scope = Scope::new(Kind::Method, GROUP_METHODS);
        let made = scope.names(words.iter().map(String::as_str));
        for (index, words) in members.iter().zip(&words) {
            names[*index] = Some(MethodName::new(made[words.as_str()].clone()));
        }
        scopes.insert(Some(group.name.clone()), scope);
    }
    let of_client: Vec<usize> = (0..objects.len()).filter(|it| !objects[*it].grouped).collect();
    let words: Vec<String> = of_client.iter().map(|it| beside(&client, &objects[*it], &wishes[*it])).collect();
    let made = client.names(words.iter().map(String::as_str));
    for (index, words) in of_client.iter().zip(&words) {
        names[*index] = Some(MethodName::new(made[words.as_str()].clone()));
    }
    scopes.insert(None, client);
    let names = names.into_iter().map(|it| it.expect("an operation is in a group or in none"));
    (scopes, names.collect())
}

/// The words of a method of the client itself, with its path where a group has them.
fn beside(client: &Scope, object: &OperationObject<'_>, words: &str) -> String {
    let is_group = client.has(words) && is_allowed(Kind::Method, CLIENT_METHODS, &snake(words));
    let path = || path::words("", &object.path, &object.lead);
    if is_group { format!("{} {}", object.method.to_lowercase(), path()) } else { words.to_owned() }
}
