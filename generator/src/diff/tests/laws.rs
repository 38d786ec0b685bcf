//! What holds for every pair.

use std::collections::BTreeSet;

use super::compare;
use super::rows::cases;
use super::sample::{call, component, content, finished, list, named, operation, response, sample};
use crate::diff::Level;
use crate::diff::rules::{ALL, Opposite, Rule, kind};
use crate::ir::{Api, Shape, TypeRef};
use crate::surface::{Surface, changes};

#[test]
fn an_api_does_not_differ_from_itself() {
    assert!(compare(&sample(), &sample()).is_empty());
    for case in cases() {
        assert!(compare(&case.new, &case.new).is_empty(), "{}", case.name);
    }
}

#[test]
fn the_sum_is_the_worst_change_and_no_item_is_lost() {
    for case in cases() {
        let report = compare(&case.old, &case.new);
        let items = changes(&Surface::of(&case.old), &Surface::of(&case.new));
        let worst = items.iter().map(|it| it.level).max().unwrap_or_default();
        assert!(report.rust >= worst, "{}", case.name);
        for item in items {
            assert!(report.changes.iter().any(|it| it.items.contains(&item)), "{}: {}", case.name, item.path);
        }
    }
}

#[test]
fn a_major_verdict_has_an_item_that_says_so() {
    for case in cases() {
        for change in compare(&case.old, &case.new).changes.iter().filter(|it| it.rust == Level::Major) {
            let shown = change.items.iter().any(|it| it.level == Level::Major);
            assert!(shown || change.id == "operation-ids-swapped", "{}: {}", case.name, change.id);
        }
    }
}

#[test]
fn a_fingerprint_is_of_one_change() {
    for case in cases() {
        let report = compare(&case.old, &case.new);
        let prints: BTreeSet<_> = report.changes.iter().map(|it| &it.fingerprint).collect();
        assert_eq!(prints.len(), report.changes.len(), "{}", case.name);
        assert_eq!(report, compare(&case.old, &case.new), "{}", case.name);
    }
}

#[test]
fn sentences_have_no_blanks_left() {
    for case in cases() {
        for change in compare(&case.old, &case.new).changes {
            assert!(!change.message.contains("``"), "{}: {}", case.name, change.message);
        }
    }
}

/// Kinds whose opposite has another opposite, and why.
const ONE_WAY: [(&str, &str); 3] = [
    ("operation-removed-after-deprecation", "the other way round it is a new operation like any other"),
    ("became-writable-and-required", "the other way round it need not be sent any more, required or not"),
    ("discriminator-required", "the other way round there is one demand less, whatever it was"),
];

#[test]
fn every_kind_has_an_opposite() {
    let find = |name: &str| -> &Rule { ALL.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("{name}")) };
    for rule in ALL.iter() {
        if let Opposite::Rule(name) = rule.opposite {
            let back = &find(name).opposite;
            let symmetric = *back == Opposite::Rule(rule.name);
            assert_ne!(symmetric, ONE_WAY.iter().any(|it| it.0 == rule.name), "{}", rule.name);
        }
    }
    let names: BTreeSet<_> = ALL.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), ALL.len());
}

#[test]
fn what_is_added_one_way_is_removed_the_other() {
    let opposite = |id: String| {
        let rule = kind(&id).unwrap_or_else(|| panic!("{id} is of no kind"));
        let name = match rule.opposite {
            Opposite::Itself => rule.name,
            Opposite::Rule(name) => name,
        };
        format!("{}{name}", id.strip_suffix(rule.name).unwrap_or_default())
    };
    for case in cases() {
        let ids = |a, b| compare(a, b).changes.into_iter().map(|it| it.id).collect::<BTreeSet<_>>();
        let (there, back) = (ids(&case.old, &case.new), ids(&case.new, &case.old));
        let one_way = |it: &&String| kind(it).is_some_and(|rule| ONE_WAY.iter().any(|it| it.0 == rule.name));
        if there.iter().chain(&back).any(|it| one_way(&it)) {
            continue;
        }
        assert_eq!(there.into_iter().map(opposite).collect::<BTreeSet<_>>(), back, "{}", case.name);
    }
}

/// An API whose one response is a list of lists of … of itself, `depth` lists a turn.
fn rings(name: &str, depth: usize, outer: usize) -> Api {
    let nested = |depth| (0..depth).fold(named(name), |ty, _| list(ty));
    let mut ring = operation("getRing", "GET", "/ring");
    ring.responses = vec![response(200, vec![content("application/json", nested(outer))])];
    let types = vec![component(name, Shape::Newtype(nested(depth)))];
    finished(Api { types, operations: vec![ring], ..sample() })
}

#[test]
fn rings_of_any_length_end() {
    for (old, new) in [((1, 0), (1, 0)), ((1, 0), (2, 1)), ((2, 0), (2, 1)), ((3, 1), (2, 0)), ((1, 0), (5, 3))] {
        let (a, b) = (rings("Ring", old.0, old.1), rings("Loop", new.0, new.1));
        compare(&a, &b);
        compare(&b, &a);
    }
    let mut chain = sample();
    for index in 0..2_000 {
        let inner = if index == 0 { TypeRef::I64 } else { named(&format!("Link{:04}", index - 1)) };
        chain.types.push(component(&format!("Link{index:04}"), Shape::Alias(list(inner))));
    }
    let mut other = chain.clone();
    call(&mut chain, "getPet").responses[0].contents[0].ty = named("Link1999");
    call(&mut other, "getPet").responses[0].contents[0].ty = list(named("Link1999"));
    let (chain, other) = (finished(chain), finished(other));
    compare(&chain, &other);
}
