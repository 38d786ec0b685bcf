//! Which operation of the new document is which one of the old: by operation id first, then by method and path.

use std::collections::{HashMap, HashSet};

use crate::ir::{Api, Operation, Segment};

/// The operations of both documents, taken together.
pub(super) struct Matched<'a> {
    /// Those that both have.
    pub both: Vec<(&'a Operation, &'a Operation)>,
    /// Those that only the old one has.
    pub removed: Vec<&'a Operation>,
    /// Those that only the new one has.
    pub added: Vec<&'a Operation>,
}

/// Takes the operations of both documents together.
pub(super) fn operations<'a>(old: &'a Api, new: &'a Api) -> Matched<'a> {
    let by_id: HashMap<_, _> = new.operations.iter().filter(|it| it.id_given).map(|it| (it.id.as_str(), it)).collect();
    let given = old.operations.iter().filter(|it| it.id_given);
    let mut both: Vec<_> = given.filter_map(|it| Some((it, *by_id.get(it.id.as_str())?))).collect();

    let mut taken_old: HashSet<_> = both.iter().map(|(old, _)| &old.pointer).collect();
    let mut taken_new: HashSet<_> = both.iter().map(|(_, new)| &new.pointer).collect();
    let free = new.operations.iter().filter(|it| !taken_new.contains(&it.pointer));
    let by_address: HashMap<_, _> = free.map(|it| (address(it), it)).collect();
    let free = old.operations.iter().filter(|it| !taken_old.contains(&it.pointer));
    let more: Vec<_> = free.filter_map(|it| Some((it, *by_address.get(&address(it))?))).collect();
    for (old, new) in more {
        taken_old.insert(&old.pointer);
        taken_new.insert(&new.pointer);
        both.push((old, new));
    }
    both.sort_by_key(|(_, new)| (&new.path, &new.method));
    Matched {
        removed: old.operations.iter().filter(|it| !taken_old.contains(&it.pointer)).collect(),
        added: new.operations.iter().filter(|it| !taken_new.contains(&it.pointer)).collect(),
        both,
    }
}

/// Takes the items of two lists together, each with its index: by the first test that holds, each item once.
pub(super) fn pairs<T>(old: &[T], new: &[T], tests: &[Test<T>]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for test in tests {
        for (a, left) in old.iter().enumerate() {
            let free = |b: usize| !pairs.iter().any(|it| it.0 == a || it.1 == b);
            if let Some((b, _)) = new.iter().enumerate().find(|(b, right)| free(*b) && test((a, left), (*b, right))) {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

/// Whether two items, each with its index, belong together.
type Test<T> = fn((usize, &T), (usize, &T)) -> bool;

/// Method and path; the names of path variables do not count.
pub(super) fn address(operation: &Operation) -> (String, String) {
    (operation.method.clone(), path(operation))
}

/// The path template without the names of its variables, `/keywords/{}`, with the query that is always sent.
pub(super) fn path(operation: &Operation) -> String {
    let text = operation.segments.iter().map(|it| match it {
        Segment::Literal(text) => text.as_str(),
        Segment::Param(_) => "{}",
    });
    let query = operation.fixed_query().into_iter().enumerate().map(|(index, (name, value))| {
        let sign = if index == 0 { '?' } else { '&' };
        format!("{sign}{name}={value}")
    });
    text.map(str::to_owned).chain(query).collect()
}

/// The pairs that traded addresses: what one id called before, another one calls now.
pub(super) fn swapped(both: &[(&Operation, &Operation)]) -> HashSet<usize> {
    let before: HashMap<_, _> = both.iter().enumerate().map(|(index, (old, _))| (address(old), index)).collect();
    let moved =
        both.iter().enumerate().filter(|(index, (_, new))| before.get(&address(new)).is_some_and(|it| it != index));
    moved.map(|(index, _)| index).collect()
}
