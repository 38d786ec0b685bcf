//! Which operation of the new document is which one of the old: by method and path first, then by operation id.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

use crate::ir::{Api, Operation, Segment};

/// The operations of both documents, taken together.
pub(in crate::diff) struct Matched<'a> {
    /// Those that both have.
    pub both: Vec<(&'a Operation, &'a Operation)>,
    /// Those that only the old one has.
    pub removed: Vec<&'a Operation>,
    /// Those that only the new one has.
    pub added: Vec<&'a Operation>,
}

/// Takes the operations of both documents together. The wire comes first: what answers at the old address is the old
/// operation, under whatever id.
pub(in crate::diff) fn operations<'a>(old: &'a Api, new: &'a Api) -> Matched<'a> {
    let mut removed: Vec<&Operation> = old.operations.iter().collect();
    let mut added: Vec<&Operation> = new.operations.iter().collect();
    // Templates may differ in the names of their variables alone (which the text of OpenAPI forbids), and methods in
    // their case (RFC 9110, section 9.1: they are told apart): each belongs to its own first.
    let mut both = taken(&mut removed, &mut added, |it| Some((it.method.clone(), it.path.clone(), it.id.clone())));
    both.extend(taken(&mut removed, &mut added, |it| Some((it.method.clone(), it.path.clone()))));
    both.extend(taken(&mut removed, &mut added, |it| Some(address(it))));
    both.extend(taken(&mut removed, &mut added, |it| it.id_given.then(|| it.id.clone())));
    both.sort_by_key(|(_, new)| (&new.path, &new.method));
    Matched { both, removed, added }
}

/// Takes out of both lists what has the same key; of several, the first with the first.
fn taken<'a, K: Eq + Hash>(
    old: &mut Vec<&'a Operation>,
    new: &mut Vec<&'a Operation>,
    key: impl Fn(&Operation) -> Option<K>,
) -> Vec<(&'a Operation, &'a Operation)> {
    let mut by_key: HashMap<K, VecDeque<&Operation>> = HashMap::new();
    for operation in &*new {
        if let Some(key) = key(operation) {
            by_key.entry(key).or_default().push_back(operation);
        }
    }
    let mut pairs = Vec::new();
    old.retain(|it| match key(it).and_then(|key| by_key.get_mut(&key)?.pop_front()) {
        Some(counterpart) => {
            pairs.push((*it, counterpart));
            false
        }
        None => true,
    });
    new.retain(|it| !pairs.iter().any(|(_, counterpart)| std::ptr::eq(*counterpart, *it)));
    pairs
}

/// Takes the items of two lists together, each with its index: by the first test that holds, each item once.
pub(in crate::diff) fn pairs<T>(old: &[T], new: &[T], tests: &[Test<T>]) -> Vec<(usize, usize)> {
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
pub(in crate::diff) fn address(operation: &Operation) -> (String, String) {
    (operation.method.clone(), path(operation))
}

/// The path template without the names of its variables, `/keywords/{}`, with the query that is always sent.
pub(in crate::diff) fn path(operation: &Operation) -> String {
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

/// The pairs whose method is another operation's in the other document: code that calls it compiles on, and calls that.
pub(in crate::diff) fn swapped(matched: &Matched<'_>) -> HashSet<usize> {
    let holders = |all: Vec<(&Operation, Option<usize>)>| -> HashMap<String, Option<usize>> {
        all.into_iter().map(|(it, index)| (it.name.to_string(), index)).collect()
    };
    let old = matched.both.iter().enumerate().map(|(index, it)| (it.0, Some(index)));
    let new = matched.both.iter().enumerate().map(|(index, it)| (it.1, Some(index)));
    let old = holders(old.chain(matched.removed.iter().map(|it| (*it, None))).collect());
    let new = holders(new.chain(matched.added.iter().map(|it| (*it, None))).collect());
    let moved = old.iter().filter_map(|(id, before)| new.get(id).filter(|it| *it != before).map(|it| [*before, *it]));
    moved.flatten().flatten().collect()
}
