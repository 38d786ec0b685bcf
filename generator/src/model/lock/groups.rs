//! Groups under a lock: an operation stays in the group, or on the client, where the lock has it, whatever becomes of its
//! tags; what is new goes where the document puts it.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::keys;
use super::scope::Claim;
use super::state::Lock;
use crate::ir::{Group, MethodName, ModuleName, Operation, Tag, TypeName};
use crate::namer::{self as names, Scope, pascal, phrase};
use crate::names::Kind;

/// What an operation is called with its group: `issues.create`.
pub(super) fn called(operation: &Operation) -> String {
    match &operation.group {
        Some(group) => format!("{}.{}", group.name, operation.name),
        None => operation.name.to_string(),
    }
}

/// The marker of an operation that is called so, where it has no line of its own.
pub(super) fn usual_marker(called: &str) -> String {
    phrase(called.split('.'))
}

/// A group of the client to be.
pub(super) struct Settled {
    /// Its key.
    pub key: String,
    /// What it would be called by itself.
    pub derived: Group,
    /// The module of its operations.
    pub module: ModuleName,
}

impl Settled {
    /// As something in the scope of the client.
    pub fn claim(&self) -> (Kind, Claim) {
        let wish = Some(format!("{} group", self.derived.name));
        (Kind::Group, Claim { wish, ..Claim::new(self.key.clone(), self.derived.name.as_str()) })
    }
}

/// The groups, and for each operation its own as an index: those that the document has, then those that only the lock has.
pub(super) fn of(
    lock: &mut Lock<'_>,
    keys: &[String],
    operations: &[Operation],
    tags: &mut Vec<Tag>,
) -> (Vec<Settled>, Vec<Option<usize>>) {
    let mut groups = documented(operations, tags);
    inherit(lock, keys, operations, &groups);
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        if let Some(entry) = lock.known.get(Kind::Group, &group.key) {
            by_name.entry(entry.value.clone()).or_insert(index);
        }
    }
    let mut members = Vec::new();
    for (operation, key) in operations.iter().zip(keys) {
        let is_known = lock.known.get(Kind::Operation, key).is_some();
        let documented =
            || operation.group.as_ref().and_then(|it| groups.iter().position(|group| group.derived == *it));
        let place = match lock.groups.get(key).map(|name| (name, by_name.get(name), key_of(lock, name))) {
            Some((_, Some(place), _)) => Some(*place),
            // The tag is gone.
            Some((name, None, Some(key))) => {
                groups.push(kept(key, name, tags));
                by_name.insert(name.clone(), groups.len() - 1);
                Some(groups.len() - 1)
            }
            // The group's own line was edited.
            Some((_, None, None)) => documented(),
            None if is_known => None,
            None => documented(),
        };
        members.push(place);
    }
    (groups, members)
}

/// The groups of the document.
fn documented(operations: &[Operation], tags: &[Tag]) -> Vec<Settled> {
    let of_tag = |tag: &Tag| {
        let mut operations = operations.iter().filter(|it| it.module == tag.module);
        let derived = operations.find_map(|it| it.group.clone())?;
        Some(Settled { key: keys::of_group(&tag.wire), derived, module: tag.module.clone() })
    };
    tags.iter().filter_map(of_tag).collect()
}

/// Lets a tag that is new have the name of one that is gone, where it has operations of that one and no other new one has:
/// it is the same tag.
fn inherit(lock: &mut Lock<'_>, keys: &[String], operations: &[Operation], groups: &[Settled]) {
    let here: BTreeSet<&str> = groups.iter().map(|it| it.key.as_str()).collect();
    let living: BTreeSet<String> =
        lock.known.of_kind(Kind::Group).filter(|(key, _)| here.contains(key)).map(|(_, it)| it.value.clone()).collect();
    let mut heirs: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (operation, key) in operations.iter().zip(keys) {
        let group = operation.group.as_ref().and_then(|it| groups.iter().find(|group| group.derived == *it));
        let (Some(group), Some(name)) = (group, lock.groups.get(key)) else { continue };
        if lock.known.get(Kind::Group, &group.key).is_none() && !living.contains(name) {
            heirs.entry(name.clone()).or_default().insert(&group.key);
        }
    }
    let mut named = BTreeSet::new();
    for (name, heirs) in heirs {
        if let (Some(only), 1) = (heirs.first(), heirs.len())
            && named.insert(*only)
        {
            let before = key_of(lock, &name);
            let handle = before.as_ref().and_then(|it| lock.known.get(Kind::Handle, it)).map(|it| it.value.clone());
            lock.known.put(Kind::Group, *only, name);
            if let Some(handle) = handle {
                lock.known.put(Kind::Handle, *only, handle);
            }
        }
    }
}

/// The key of the group of that name in the lock.
fn key_of(lock: &Lock<'_>, name: &str) -> Option<String> {
    lock.known.of_kind(Kind::Group).find(|it| it.1.value == name).map(|it| it.0.to_owned())
}

/// A group that no tag has any more. Its operations get a file of their own.
fn kept(key: String, name: &str, tags: &mut Vec<Tag>) -> Settled {
    let taken: Vec<&str> = tags.iter().map(|it| it.module.as_str()).collect();
    let module = ModuleName::new(Scope::new(names::Kind::Module, &taken).name(&[name, &format!("{name} group")]));
    let feature = Tag::feature_of(&module);
    tags.push(Tag { module: module.clone(), feature, wire: name.to_owned(), description: None });
    tags.sort_by(|a, b| a.module.cmp(&b.module));
    let derived = Group { name: MethodName::new(name), handle: TypeName::new(pascal(name)) };
    Settled { key, derived, module }
}
