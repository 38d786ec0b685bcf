//! Resolves conflicts of names by levels: each item has a list of claims, the best first. A name that only one item
//! claims is settled; if several claim the same name, all of them proceed to their next claim, so that their order does
//! not matter.

use std::collections::{BTreeMap, BTreeSet};

use super::reserved::Kind;
use super::words::identifier;

/// A possible name of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// The words of the name.
    pub words: String,
    /// The rank of the claim; of several for one identifier, that of the lowest rank wins if there is only one.
    pub rank: u8,
}

impl Claim {
    /// Creates a claim of this rank.
    pub fn new(words: impl Into<String>, rank: u8) -> Self {
        Self { words: words.into(), rank }
    }
}

/// The words of a unique name for each item; a number is appended if even the last claims are equal. Items without a
/// claim get nothing.
pub(crate) fn settle(kind: Kind, things: &[Vec<Claim>]) -> Vec<String> {
    let keys: Vec<Vec<String>> =
        things.iter().map(|claims| claims.iter().map(|it| identifier(kind, &it.words)).collect()).collect();
    let mut chosen: Vec<Option<usize>> = vec![None; things.len()];
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let levels = things.iter().map(Vec::len).max().unwrap_or_default();
    for level in 0..levels {
        let mut wanted: BTreeMap<&str, Vec<(u8, usize)>> = BTreeMap::new();
        for (index, claims) in things.iter().enumerate().filter(|(index, _)| chosen[*index].is_none()) {
            let Some(last) = claims.len().checked_sub(1) else { continue };
            // An item without further claims maintains its last one.
            let own = level.min(last);
            wanted.entry(&keys[index][own]).or_default().push((claims[own].rank, index));
        }
        for (key, mut all) in wanted {
            all.sort_unstable();
            let alone = all.len() == 1 || all[0].0 < all[1].0;
            if alone && !key.is_empty() && taken.insert(key) {
                chosen[all[0].1] = Some(level.min(things[all[0].1].len() - 1));
            }
        }
    }
    let words = |(claims, chosen): (&Vec<Claim>, Option<usize>)| {
        let claim = chosen.map_or_else(|| claims.last(), |it| claims.get(it));
        claim.map(|it| it.words.clone()).unwrap_or_default()
    };
    let first = |(_, chosen): &(usize, Option<usize>)| chosen.is_none();
    let mut order: Vec<(usize, Option<usize>)> = chosen.iter().copied().enumerate().collect();
    order.sort_by_key(first); // what has its name keeps it
    let mut all: Vec<String> = things.iter().zip(chosen).map(words).collect();
    let mut seen = BTreeSet::new();
    for (index, _) in order.into_iter().filter(|(index, _)| !things[*index].is_empty()) {
        let own = all[index].clone();
        let mut count = 1;
        while !seen.insert(all[index].clone()) {
            count += 1;
            all[index] = format!("{own} {count}");
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(things: &[&[(&str, u8)]]) -> Vec<String> {
        let claims = |it: &&[(&str, u8)]| it.iter().map(|(words, rank)| Claim::new(*words, *rank)).collect::<Vec<_>>();
        settle(Kind::Method, &things.iter().map(claims).collect::<Vec<_>>())
    }

    #[test]
    fn what_several_want_nobody_gets() {
        for (things, expected) in [
            (&[&[("list", 0)][..], &[("get", 0)]][..], &["list", "get"][..]),
            (&[&[("list", 0), ("list users", 0)], &[("list", 0), ("list items", 0)]], &["list users", "list items"]),
            // A better claim wins, whatever the level of the other one.
            (&[&[("list", 1), ("list users", 1)], &[("list", 0)]], &["list users", "list"]),
            (&[&[("a", 0), ("b c", 0)], &[("a", 0), ("d", 0)], &[("bC", 0)]], &["b c", "d", "bC"]),
            (&[&[], &[("a", 0)]], &["", "a"]),
        ] {
            assert_eq!(settled(things), expected);
            let reversed: Vec<_> = things.iter().rev().copied().collect();
            let expected: Vec<_> = expected.iter().rev().copied().collect();
            assert_eq!(settled(&reversed), expected);
        }
    }

    #[test]
    fn no_two_have_the_same_words() {
        assert_eq!(settled(&[&[("a", 0)], &[("a", 0)]]), ["a", "a 2"]);
        assert_eq!(settled(&[&[("a", 1)], &[("b", 1), ("a", 0)], &[("b", 1), ("c", 0)]]), ["a", "a 2", "c"]);
        assert_eq!(settled(&[&[("a", 1)], &[("a", 0)]]), ["a 2", "a"]);
    }
}
