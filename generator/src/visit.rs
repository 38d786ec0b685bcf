//! The one way through what may lead back to itself: schemas, references, types. The guard is the name of what is
//! visited (a pointer, the name of a type), never a depth: a [`Visit`] comes to each name once, and needs no stack however
//! long the way is; a [`Memo`] computes each result once. Both count their steps, so that tests can hold the work to
//! the size of a document without a clock.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::hash::Hash;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// How many steps this thread has made.
pub(crate) fn steps() -> u64 {
    STEPS.get()
}

/// Adds steps that were made elsewhere for this thread, or by hand where a walk follows a tree.
pub(crate) fn count(steps: u64) {
    STEPS.set(STEPS.get().wrapping_add(steps));
}

/// A walk that comes to each name once, inwards first, in the order in which the names were given.
#[derive(Clone, Debug)]
pub(crate) struct Visit<K> {
    seen: HashSet<K>,
    open: Vec<(K, usize)>,
}

impl<K: Clone + Eq + Hash> Visit<K> {
    /// A walk that starts at these names.
    pub fn from(names: impl IntoIterator<Item = K>) -> Self {
        let mut visit = Self { seen: HashSet::new(), open: Vec::new() };
        visit.push(names, 0);
        visit
    }

    /// The next name that was not visited yet, and how deep it is.
    pub fn next(&mut self) -> Option<(K, usize)> {
        while let Some((name, depth)) = self.open.pop() {
            count(1);
            if self.seen.insert(name.clone()) {
                return Some((name, depth));
            }
        }
        None
    }

    /// Names that are to be visited before those that wait already.
    pub fn push(&mut self, names: impl IntoIterator<Item = K>, depth: usize) {
        let start = self.open.len();
        self.open.extend(names.into_iter().map(|name| (name, depth)));
        self.open[start..].reverse();
    }

    /// Whether the name was visited.
    pub fn has(&self, name: &K) -> bool {
        self.seen.contains(name)
    }

    /// The names that were visited.
    pub fn into_seen(self) -> HashSet<K> {
        self.seen
    }
}

/// Answers by name.
#[derive(Debug)]
pub(crate) struct Memo<K, V> {
    known: RefCell<HashMap<K, V>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { known: RefCell::default() }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The result that is known, or the one that is worked out now.
    pub fn get(&self, name: K, work: impl FnOnce(&K) -> V) -> V {
        if let Some(known) = self.known(&name) {
            return known;
        }
        count(1);
        let result = work(&name);
        self.set(name, result.clone());
        result
    }

    /// The result, where it is known.
    pub fn known(&self, name: &K) -> Option<V> {
        self.known.borrow().get(name).cloned()
    }

    /// Keeps a result that came by the way.
    pub fn set(&self, name: K, result: V) {
        self.known.borrow_mut().insert(name, result);
    }
}

/// Answers a question about a name and about all those that have a say in it, the innermost first, each once for good:
/// `result` takes from what is known. Of those that lead back to each other each starts with what stands for nothing
/// and is asked anew when one of the others has changed. Gives the names that got their result now.
pub(crate) fn settle<K: Clone + Eq + Hash, V: Clone + Default + PartialEq>(
    known: &Memo<K, V>,
    name: K,
    asks: impl Fn(&K) -> Vec<K>,
    result: impl Fn(&K) -> V,
) -> Vec<K> {
    if known.known(&name).is_some() {
        return Vec::new();
    }
    if asks(&name).is_empty() {
        count(1);
        known.set(name.clone(), result(&name));
        return vec![name];
    }
    let (mut visit, mut names, mut asked) = (Visit::from([name]), Vec::new(), Vec::new());
    while let Some((name, depth)) = visit.next() {
        if known.known(&name).is_none() {
            let inner = asks(&name);
            visit.push(inner.clone(), depth + 1);
            asked.push(inner);
            names.push(name);
        }
    }
    let index: HashMap<&K, usize> = names.iter().enumerate().map(|(index, name)| (name, index)).collect();
    let links = |inner: &Vec<K>| inner.iter().filter_map(|it| index.get(it).copied()).collect();
    let links: Vec<Vec<usize>> = asked.iter().map(links).collect();
    for circle in components(&links) {
        settle_circle(known, &circle, &names, &links, &result);
    }
    names
}

/// How often one of a circle is asked. What changes more often has no result that all of the circle agree on.
const TURNS: usize = 16;

fn settle_circle<K: Clone + Eq + Hash, V: Clone + Default + PartialEq>(
    known: &Memo<K, V>,
    circle: &[usize],
    names: &[K],
    links: &[Vec<usize>],
    result: &impl Fn(&K) -> V,
) {
    let mut users: HashMap<usize, Vec<usize>> = circle.iter().map(|&it| (it, Vec::new())).collect();
    for &it in circle {
        known.set(names[it].clone(), V::default());
        for inner in &links[it] {
            if let Some(users) = users.get_mut(inner) {
                users.push(it);
            }
        }
    }
    let mut open: VecDeque<usize> = circle.iter().rev().copied().collect();
    let mut waiting: HashSet<usize> = circle.iter().copied().collect();
    let mut turns: HashMap<usize, usize> = HashMap::new();
    while let Some(it) = open.pop_front() {
        waiting.remove(&it);
        let turn = turns.entry(it).or_default();
        if *turn == TURNS {
            continue;
        }
        *turn += 1;
        count(1);
        let new = result(&names[it]);
        if known.known(&names[it]).as_ref() != Some(&new) {
            known.set(names[it].clone(), new);
            open.extend(users[&it].iter().filter(|user| waiting.insert(**user)));
        }
    }
}

/// Those that lead back to themselves, each circle together (strongly connected components, Tarjan, without recursion).
pub(crate) fn circles(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let is_circle = |it: &Vec<usize>| it.len() > 1 || links[it[0]].contains(&it[0]);
    components(links).into_iter().filter(is_circle).collect()
}

fn components(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let total = links.len();
    let (mut order, mut low) = (vec![usize::MAX; total], vec![0; total]);
    let (mut stack, mut on_stack) = (Vec::new(), HashSet::new());
    let (mut next, mut found) = (0, Vec::new());
    for root in 0..total {
        let mut work = vec![(root, 0)];
        while let Some((node, link)) = work.pop() {
            count(1);
            if link == 0 {
                if order[node] != usize::MAX {
                    continue;
                }
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack.insert(node);
            }
            match links[node].get(link) {
                Some(&target) => {
                    work.push((node, link + 1));
                    if order[target] == usize::MAX {
                        work.push((target, 0));
                    } else if on_stack.contains(&target) {
                        low[node] = low[node].min(order[target]);
                    }
                }
                None => {
                    if low[node] == order[node] {
                        let start = stack.iter().rposition(|&it| it == node).unwrap_or(0);
                        let members = stack.split_off(start);
                        members.iter().for_each(|it| {
                            on_stack.remove(it);
                        });
                        found.push(members);
                    }
                    if let Some(&(parent, _)) = work.last() {
                        low[parent] = low[parent].min(low[node]);
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_visited_once_inwards_first() {
        let inner = |it: usize| match it {
            0 => vec![1, 4],
            1 => vec![2, 3],
            3 => vec![0, 1],
            _ => Vec::new(),
        };
        let mut visit = Visit::from([0]);
        let mut order = Vec::new();
        while let Some((it, depth)) = visit.next() {
            order.push((it, depth));
            visit.push(inner(it), depth + 1);
        }
        assert_eq!(order, [(0, 0), (1, 1), (2, 2), (3, 2), (4, 1)]);
        assert!(visit.has(&3) && !visit.has(&5));
    }

    #[test]
    fn a_question_is_worked_out_once() {
        let (memo, before) = (Memo::default(), steps());
        for _ in 0..3 {
            assert_eq!(memo.get("name", |it| it.len()), 4);
        }
        assert_eq!(steps() - before, 1);
    }

    #[test]
    fn a_circle_agrees_on_an_answer_wherever_it_is_entered() {
        let size = 1_000;
        // Each asks the next one and an outer one; one of the circle, or none, says yes by itself.
        for says in [Some(0), Some(1), Some(size / 2), Some(size - 1), None] {
            for start in [0, size / 3, size - 1] {
                let (known, before) = (Memo::<usize, bool>::default(), steps());
                let asks = |&it: &usize| if it < size { vec![(it + 1) % size, size] } else { Vec::new() };
                let new = settle(&known, start, asks, |it| {
                    Some(*it) == says || asks(it).iter().any(|it| known.known(it) == Some(true))
                });
                assert_eq!(new.len(), size + 1);
                for it in 0..size {
                    assert_eq!(known.known(&it), Some(says.is_some()), "{it} of {says:?} from {start}");
                }
                assert_eq!(known.known(&size), Some(false));
                assert!(settle(&known, 1, asks, |_| false).is_empty(), "nothing is asked twice");
                assert!(steps() - before < 20 * size as u64, "{}", steps() - before);
            }
        }
    }
}
