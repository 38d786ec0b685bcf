//! What holds for every pair.

use std::collections::BTreeSet;

use super::rows::cases;
use super::sample::sample;
use crate::drift::rules::{ALL, Opposite, Rule};
use crate::drift::{Level, compare};
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
const ONE_WAY: [(&str, &str); 1] =
    [("operation-removed-after-deprecation", "the other way round it is a new operation like any other")];

#[test]
fn every_kind_has_an_opposite() {
    let find = |name: &str| -> &Rule { ALL.iter().find(|it| it.name == name).unwrap_or_else(|| panic!("{name}")) };
    for rule in ALL {
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
    let opposite = |id: &str| {
        let rule = ALL.iter().filter(|it| id.ends_with(it.name)).max_by_key(|it| it.name.len())?;
        let name = match rule.opposite {
            Opposite::Itself => rule.name,
            Opposite::Rule(name) => name,
        };
        Some(format!("{}{name}", id.strip_suffix(rule.name)?))
    };
    for case in cases().iter().filter(|it| it.name != "deprecated operation removed") {
        let ids = |a, b| compare(a, b).changes.into_iter().map(|it| it.id).collect::<BTreeSet<_>>();
        let there: BTreeSet<_> = ids(&case.old, &case.new).iter().filter_map(|it| opposite(it)).collect();
        assert_eq!(there, ids(&case.new, &case.old), "{}", case.name);
    }
}

/// Kinds that no pair shows, and why.
const UNSHOWN: [(&str, &str); 1] = [("rust-items-changed", "what is left when no other kind explains an item")];

#[test]
fn every_kind_is_shown_by_a_pair() {
    let mut shown = BTreeSet::new();
    for case in cases() {
        shown.extend(compare(&case.old, &case.new).changes.into_iter().map(|it| it.id));
        shown.extend(compare(&case.new, &case.old).changes.into_iter().map(|it| it.id));
    }
    let unshown: Vec<_> =
        ALL.iter().map(|it| it.name).filter(|name| !shown.iter().any(|id| id.ends_with(name))).collect();
    assert_eq!(unshown, UNSHOWN.map(|it| it.0));
}
