//! Who reaches a pair of types, and in which direction: a search along the edges from every operation.

use std::collections::BTreeSet;

use crate::diff::compared::Compared;
use crate::diff::finding::{Mask, Owner};

/// What leads to a pair of types.
#[derive(Clone, Debug, Default)]
pub(in crate::diff) struct Reach {
    pub request: bool,
    pub response: bool,
    /// Whether anything leads to it at all, be it through a member that neither direction has.
    pub linked: bool,
    /// Indices into the pairs of operations.
    pub operations: BTreeSet<usize>,
}

impl Reach {
    pub fn mask(&self) -> Mask {
        Mask { request: self.request, response: self.response }
    }
}

/// The reach of every pair of types.
pub(in crate::diff) fn reaches(compared: &Compared<'_>) -> Vec<Reach> {
    let mut reaches = vec![Reach::default(); compared.types.len()];
    let mut inner: Vec<Vec<(usize, Mask)>> = vec![Vec::new(); compared.types.len()];
    let mut roots: Vec<(Owner, usize, Mask)> = Vec::new();
    for edge in &compared.edges {
        match edge.from {
            Owner::Type(from) => inner[from].push((edge.to, edge.mask)),
            from => roots.push((from, edge.to, edge.mask)),
        }
    }
    inner.iter_mut().for_each(|it| {
        it.sort_unstable_by_key(|(to, mask)| (*to, mask.request, mask.response));
        it.dedup();
    });
    let everything: Vec<Vec<(usize, Mask)>> =
        inner.iter().map(|it| it.iter().map(|(to, _)| (*to, Mask::BOTH)).collect()).collect();
    roots.sort_unstable_by_key(|(from, ..)| key(*from));
    for group in roots.chunk_by(|a, b| a.0 == b.0) {
        let seen = group.iter().filter(|it| overlaps(it.2, Mask::BOTH)).map(|it| it.1);
        for pair in closure(seen, &everything, Mask::BOTH) {
            reaches[pair].linked = true;
        }
        for direction in [Mask::REQUEST, Mask::RESPONSE] {
            let starts = group.iter().filter(|it| overlaps(it.2, direction)).map(|it| it.1);
            for pair in closure(starts, &inner, direction) {
                let reach = &mut reaches[pair];
                reach.request |= direction.request;
                reach.response |= direction.response;
                if let Owner::Operation(operation) = group[0].0 {
                    reach.operations.insert(operation);
                }
            }
        }
    }
    reaches
}

fn key(owner: Owner) -> (u8, usize) {
    match owner {
        Owner::Document => (0, 0),
        Owner::Operation(index) => (1, index),
        Owner::Webhook(index) => (2, index),
        Owner::Type(index) => (3, index),
    }
}

fn overlaps(a: Mask, b: Mask) -> bool {
    let both = a.and(b);
    both.request || both.response
}

fn closure(starts: impl Iterator<Item = usize>, inner: &[Vec<(usize, Mask)>], direction: Mask) -> Vec<usize> {
    let mut seen = vec![false; inner.len()];
    let mut found = Vec::new();
    let mut open: Vec<usize> = starts.collect();
    while let Some(pair) = open.pop() {
        if std::mem::replace(&mut seen[pair], true) {
            continue;
        }
        found.push(pair);
        open.extend(inner[pair].iter().filter(|it| overlaps(it.1, direction)).map(|it| it.0));
    }
    found
}
