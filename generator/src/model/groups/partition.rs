//! Which nodes of a graph are equal: the coarsest division of them in which all nodes of a class look alike and lead to
//! the same classes in the same ways. Circles are fine: two that unroll to the same are equal.
//!
//! Classes are split until none has to be. Of a class that falls apart the largest part keeps its number, so that a node
//! changes its number a logarithmic number of times at most (Hopcroft), and only what leads to such a node is looked at again.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt as _};

/// What a node looks like and where it leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// Nodes that look different are never equal.
    pub look: usize,
    /// The nodes that it leads to.
    pub links: Links,
}

/// Where a node leads to.
#[derive(Clone, Debug)]
pub(super) enum Links {
    /// To these, in order.
    Row(Vec<usize>),
    /// To several such rows, whose order means nothing; each has a look of its own.
    Bag(Vec<(usize, Vec<usize>)>),
}

impl Default for Links {
    fn default() -> Self {
        Self::Row(Vec::new())
    }
}

impl Node {
    fn targets(&self) -> Vec<usize> {
        match &self.links {
            Links::Row(row) => row.clone(),
            Links::Bag(bag) => bag.iter().flat_map(|(_, row)| row.iter().copied()).collect(),
        }
    }

    /// The classes that it leads to, in an order of their own.
    fn signature(&self, classes: &[usize]) -> Vec<usize> {
        match &self.links {
            Links::Row(row) => row.iter().map(|&it| classes[it]).collect(),
            Links::Bag(_) => self.rows(classes).into_iter().flat_map(|(_, row)| row).collect(),
        }
    }

    /// The rows of a bag by look and classes, each with where it stands.
    pub fn rows(&self, classes: &[usize]) -> Vec<(usize, Vec<usize>)> {
        let Links::Bag(bag) = &self.links else { return Vec::new() };
        let of = |(look, row): &(usize, Vec<usize>)| -> Vec<usize> {
            // Rows of one look are of one length, so that nothing has to part them.
            [*look].into_iter().chain(row.iter().map(|&it| classes[it])).collect()
        };
        let mut rows: Vec<_> = bag.iter().map(of).enumerate().collect();
        rows.sort_by(|a, b| a.1.cmp(&b.1));
        rows
    }
}

/// The class of each node.
pub(super) fn classes(nodes: &[Node]) -> Vec<usize> {
    let mut division = Division::new(nodes);
    let mut open: BTreeSet<usize> = (0..nodes.len()).collect();
    while !open.is_empty() {
        let changed = division.split(&open);
        open = changed.iter().flat_map(|&it| division.users[it].iter().copied()).collect();
    }
    division.classes
}

struct Division<'n> {
    nodes: &'n [Node],
    classes: Vec<usize>,
    members: Vec<BTreeSet<usize>>,
    /// The nodes that lead to each.
    users: Vec<Vec<usize>>,
}

impl<'n> Division<'n> {
    fn new(nodes: &'n [Node]) -> Self {
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut members: Vec<BTreeSet<usize>> = Vec::new();
        let mut classes = Vec::with_capacity(nodes.len());
        let mut users = vec![Vec::new(); nodes.len()];
        for (index, node) in nodes.iter().enumerate() {
            let class = *numbers.entry(node.look).or_insert_with(|| {
                members.push(BTreeSet::new());
                members.len() - 1
            });
            members[class].insert(index);
            classes.push(class);
            let targets: BTreeSet<usize> = node.targets().into_iter().collect();
            targets.into_iter().for_each(|it| users[it].push(index));
        }
        Self { nodes, classes, members, users }
    }

    /// Splits the classes of the open nodes; tells which nodes are of another class now.
    ///
    /// What is not open leads to nothing that changed, so all such nodes of a class still look alike, and other than those
    /// that are open: these lead to a class that nobody of them led to before.
    fn split(&mut self, open: &BTreeSet<usize>) -> Vec<usize> {
        let mut parts: BTreeMap<usize, BTreeMap<Vec<usize>, Vec<usize>>> = BTreeMap::new();
        for &node in open.iter().filter(|it| self.members[self.classes[**it]].len() > 1) {
            let signature = self.nodes[node].signature(&self.classes);
            parts.entry(self.classes[node]).or_default().entry(signature).or_default().push(node);
        }
        let mut changed = Vec::new();
        for (class, parts) in parts {
            let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
            let seen: usize = parts.iter().map(Vec::len).sum();
            let rest = self.members[class].len() - seen;
            let largest = (0..parts.len()).max_by_key(|&it| parts[it].len()).unwrap_or_default();
            if rest > 0 && rest < parts[largest].len() {
                // There are fewer of them than of those that were looked at, so it costs no more to find them.
                let known: BTreeSet<usize> = parts.iter().flatten().copied().collect();
                parts.push(self.members[class].iter().copied().filter(|it| !known.contains(it)).collect());
            }
            if rest < parts[largest].len() {
                parts.swap_remove(largest);
            }
            for part in parts {
                let number = self.members.len();
                for &node in &part {
                    self.members[class].remove(&node);
                    self.classes[node] = number;
                }
                changed.extend(part.iter().copied());
                self.members.push(part.into_iter().collect());
            }
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(look: usize, links: &[usize]) -> Node {
        Node { look, links: Links::Row(links.to_vec()) }
    }

    fn bag(look: usize, rows: &[(usize, &[usize])]) -> Node {
        let rows = rows.iter().map(|(look, row)| (*look, row.to_vec())).collect();
        Node { look, links: Links::Bag(rows) }
    }

    /// The classes as lists of nodes.
    fn groups(nodes: &[Node]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, class) in classes(nodes).into_iter().enumerate() {
            groups.entry(class).or_default().push(node);
        }
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort();
        groups
    }

    /// The same, found by looking at all nodes again until nothing changes.
    fn slowly(nodes: &[Node]) -> Vec<Vec<usize>> {
        let mut classes: Vec<usize> = nodes.iter().map(|it| it.look).collect();
        for _ in 0..=nodes.len() {
            let mut numbers = BTreeMap::new();
            let next = nodes.iter().zip(&classes).map(|(node, &class)| {
                let key = (class, node.signature(&classes));
                let count = numbers.len();
                *numbers.entry(key).or_insert(count)
            });
            classes = next.collect();
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        classes.into_iter().enumerate().for_each(|(node, class)| groups.entry(class).or_default().push(node));
        let mut groups: Vec<_> = groups.into_values().collect();
        groups.sort();
        groups
    }

    #[test]
    fn equal_is_what_looks_and_leads_alike() {
        let two = |nodes: &[Node]| groups(nodes);
        assert_eq!(two(&[row(0, &[]), row(0, &[]), row(1, &[])]), [vec![0, 1], vec![2]]);
        // Of two that look alike, one leads elsewhere; and so does what leads to it.
        assert_eq!(
            two(&[row(0, &[2]), row(0, &[3]), row(1, &[]), row(2, &[]), row(3, &[0]), row(3, &[1])]),
            [vec![0], vec![1], vec![2], vec![3], vec![4], vec![5]]
        );
        // Circles of one and of two steps unroll to the same.
        assert_eq!(two(&[row(0, &[0]), row(0, &[2]), row(0, &[1])]), [vec![0, 1, 2]]);
        assert_eq!(two(&[row(0, &[0]), row(0, &[2]), row(1, &[1])]), [vec![0], vec![1], vec![2]]);
        // The order of a row counts, that of a bag does not.
        assert_eq!(two(&[row(0, &[2, 3]), row(0, &[3, 2]), row(1, &[]), row(2, &[])]).len(), 4);
        let of = |a: usize, b: usize| bag(0, &[(7, &[a]), (7, &[b])]);
        assert_eq!(two(&[of(2, 3), of(3, 2), row(1, &[]), row(2, &[])]), [vec![0, 1], vec![2], vec![3]]);
        assert_eq!(two(&[of(2, 2), of(3, 2), row(1, &[]), row(2, &[])]).len(), 4);
    }

    /// Numbers without order, always the same ones (a linear congruential generator).
    fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
        let mut state = seed;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        }
    }

    #[test]
    fn the_way_to_the_classes_does_not_matter() {
        for seed in 0..300 {
            let mut number = numbers(seed);
            let count = 2 + number(14);
            let nodes: Vec<Node> = (0..count)
                .map(|_| {
                    let links: Vec<usize> = (0..number(3)).map(|_| number(count)).collect();
                    match number(4) {
                        0 => bag(
                            10 + links.len(),
                            &links.iter().map(|it| (0, std::slice::from_ref(it))).collect::<Vec<_>>(),
                        ),
                        look => row(look * 5 + links.len(), &links),
                    }
                })
                .collect();
            assert_eq!(groups(&nodes), slowly(&nodes), "{seed}: {nodes:?}");
        }
    }

    #[test]
    fn long_chains_are_no_matter() {
        const LONG: usize = 50_000;
        let two_chains: Vec<Node> =
            (0..2 * LONG).map(|it| if it % LONG + 1 < LONG { row(0, &[it + 1]) } else { row(1, &[]) }).collect();
        let classes = classes(&two_chains);
        assert!((0..LONG).all(|it| classes[it] == classes[it + LONG]));
        assert_eq!(classes.iter().collect::<BTreeSet<_>>().len(), LONG);
    }
}
