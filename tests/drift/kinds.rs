//! Every kind of change has a pair of its own, on which nothing else fires, and an opposite that fires the other way
//! round. What is not so is listed here, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use octogen::diff::rules::{ALL, Opposite, Rule, kind};
use octogen::diff::{Report, compare};

use super::cases::{api, pairs};
use super::wire::compared;

/// Kinds that never fire alone, and why.
const NEVER_ALONE: &[(&str, &str)] = &[
    ("operation-pagination-changed", "it follows from what pages: a parameter or a member that came or went"),
    ("webhook-tag-changed", "it follows from the value of the member that tells events apart"),
];

/// Kinds whose opposite has another opposite, and why.
const ONE_WAY: &[(&str, &str)] = &[
    ("operation-removed-after-deprecation", "the other way round it is a new operation like any other"),
    ("became-writable-and-required", "the other way round it need not be sent any more, required or not"),
    ("discriminator-required", "the other way round there is one demand less, whatever it was"),
];

/// The kinds of a report; each id is of just one.
fn kinds(name: &str, report: &Report) -> Vec<&'static str> {
    let of = |id: &str| kind(id).unwrap_or_else(|| panic!("{name}: `{id}` is of no kind")).name;
    report.changes.iter().map(|it| of(&it.id)).collect()
}

/// What every pair says there and back, as kinds.
fn all() -> Vec<(String, Vec<&'static str>, Vec<&'static str>)> {
    let wire = compared().iter().map(|it| (it.name.clone(), kinds(&it.name, &it.there), kinds(&it.name, &it.back)));
    let cases = pairs().into_iter().map(|it| {
        let (old, new) = (api(&it.old, &it.name), api(&it.new, &it.name));
        let (there, back) = (kinds(&it.name, &compare(&old, &new)), kinds(&it.name, &compare(&new, &old)));
        (it.name, there, back)
    });
    wire.chain(cases).collect()
}

#[test]
fn every_kind_has_a_pair_of_its_own() {
    let mut alone: BTreeSet<&str> = BTreeSet::new();
    for (_, there, back) in all() {
        for kinds in [there, back].map(|it| it.into_iter().collect::<BTreeSet<_>>()) {
            if kinds.len() == 1 {
                alone.extend(kinds);
            }
        }
    }
    let missing: Vec<_> = ALL.iter().map(|it| it.name).filter(|it| !alone.contains(it)).collect();
    assert_eq!(missing, NEVER_ALONE.iter().map(|it| it.0).collect::<Vec<_>>());
}

#[test]
fn every_kind_has_its_opposite_the_other_way_round() {
    let by_name: BTreeMap<&str, &Rule> = ALL.iter().map(|it| (it.name, *it)).collect();
    let one_way = |it: &&&str| ONE_WAY.iter().any(|listed| listed.0 == **it);
    let opposite = |name: &&'static str| match by_name[name].opposite {
        Opposite::Itself => *name,
        Opposite::Rule(name) => name,
    };
    let mut wrong = Vec::new();
    for (name, there, back) in all() {
        // What is left of items may be explained one way and not the other.
        let said = |kinds: &[&'static str]| -> Vec<&'static str> {
            kinds.iter().copied().filter(|it| *it != "rust-items-changed").collect()
        };
        let (there, back) = (said(&there), said(&back));
        if there.iter().chain(&back).any(|it| one_way(&it)) {
            continue;
        }
        let mut expected: Vec<_> = there.iter().map(opposite).collect();
        let mut found = back.clone();
        expected.sort_unstable();
        found.sort_unstable();
        if expected != found {
            wrong.push(format!("{name}\n  there {there:?}\n  back  {back:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
