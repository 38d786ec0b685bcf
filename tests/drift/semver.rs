//! What a change asks of the version of the crate, kind by kind: a table of the rules that users of Rust know, and of
//! what we say where our crates have another shape. The names of a crate are kept by a lock, as they are where crates
//! are published.

use std::collections::BTreeMap;

use json_patch::Patch;
use octogen::diff::{Level, compare};
use serde::Deserialize;
use serde_json::Value;

use super::cases::{self, api, base, patched, rows};
use super::locked::apis;
use super::wire;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    row: String,
    #[serde(default = "yes")]
    lock: bool,
    pair: Option<String>,
    #[serde(default)]
    before: Patch,
    #[serde(default)]
    patch: Patch,
    there: Option<String>,
    back: Option<String>,
    ours: Option<[String; 2]>,
    because: Option<String>,
}

fn yes() -> bool {
    true
}

/// The pairs of the other tables, by name.
fn known() -> BTreeMap<String, (Value, Value)> {
    let cases = cases::pairs().into_iter().map(|it| (it.name, (it.old, it.new)));
    let wire = wire::pairs().into_iter().map(|it| (it.name, (it.old, it.new)));
    // Of two pairs of one name the first table's is meant.
    wire.chain(cases).collect()
}

fn letter(level: Level) -> &'static str {
    match level {
        Level::None => "-",
        Level::Patch => "p",
        Level::Minor => "m",
        Level::Major => "M",
    }
}

#[test]
fn each_kind_of_change_asks_for_the_version_that_users_expect() {
    let known = known();
    let rows_of_table: Vec<Row> = serde_yaml::from_str(include_str!("semver.yaml")).expect("a table");
    let mut wrong = Vec::new();
    for Row { row, lock, pair, before, patch, there, back, ours, because } in &rows_of_table {
        assert_eq!(ours.is_some(), because.is_some(), "{row}: what differs has a reason, and nothing else has");
        let (old, new) = match pair {
            Some(pair) => known.get(pair).cloned().unwrap_or_else(|| panic!("{row}: no pair `{pair}`")),
            None => {
                let old = patched(&base(), before, row);
                let new = patched(&old, patch, row);
                (old, new)
            }
        };
        let ours = ours.clone().map(|[there, back]| (Some(there), Some(back)));
        let (there, back) = ours.unwrap_or((there.clone(), back.clone()));
        for (way, a, b, expected) in [("there", &old, &new, there), ("back", &new, &old, back)] {
            let Some(expected) = expected else { continue };
            let (a, b) = if *lock { apis(a, b, row) } else { (api(a, row), api(b, row)) };
            let report = compare(&a, &b);
            // Words of the document alone are a patch; they are no matter of a row that says "none".
            if letter(report.rust) != expected {
                wrong.push(format!("{row} ({way}, lock {lock}): expected {expected}, found {:?}", rows(&report)));
            }
        }
    }
    assert!(rows_of_table.len() > 110, "{} rows", rows_of_table.len());
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows_of_table.len(), wrong.join("\n"));
}
