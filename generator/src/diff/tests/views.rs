//! How a report reads, and that nothing in a document can do harm in it.

use super::compare;
use super::sample::*;
use crate::coverage::FileLine;
use crate::diff::render::{Subject, annotations, changelog, markdown, text};
use crate::diff::{Accepted, Report};
use crate::ir::*;

const PETS: Subject<'_> = Subject { name: "pets", version: Some("0.2.3") };

fn realistic() -> Report {
    let mut new = sample();
    fields(&mut new, "NewPet").push(field("owner", TypeRef::String, Presence::Required));
    fields(&mut new, "Pet").push(field("age", TypeRef::I64, Presence::Optional));
    def(&mut new, "Kind").shape = enumeration(&["cat", "dog", "bird"]);
    def(&mut new, "Tag").docs.description = Some("A tag.".into());
    call(&mut new, "findShape").deprecated = true;
    new.servers[0].url = "https://api.example.net".into();
    compare(&sample(), &finished(new))
}

#[test]
fn a_report_fits_a_screen() {
    let text = text(&realistic(), PETS);
    println!("{text}");
    assert!(text.lines().count() <= 40, "{text}");
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "pets: wire breaking, rust major (3 changes to act upon, 2 other, 1 of words); the crate goes from 0.2.3 to 0.3.0"
    );
}

#[test]
fn items_are_shown_as_they_read_and_types_before_what_they_implement() {
    let mut new = sample();
    fields(&mut new, "Pet").retain(|it| it.wire != "note");
    let text = text(&compare(&sample(), &finished(new)), PETS);
    assert!(text.contains("- types::Pet.note: `note: Option<String>`"), "{text}");
    let mut new = sample();
    fields(&mut new, "Spare").push(field("owner", TypeRef::String, Presence::Required));
    fields(&mut new, "NewPet").retain(|it| it.presence != Presence::Required);
    for change in compare(&sample(), &finished(new)).changes {
        let implied: Vec<_> = change.items.iter().map(|it| (it.level, it.path.contains(" for "))).collect();
        let mut expected = implied.clone();
        expected.sort_by_key(|it| (std::cmp::Reverse(it.0), it.1));
        assert_eq!(implied, expected, "{change:#?}");
    }
}

#[test]
fn nothing_to_say_is_said() {
    let report = compare(&sample(), &sample());
    assert_eq!(text(&report, PETS), "pets: no change\n");
    assert_eq!(markdown(&report, PETS, 1000), "pets&#58; no change\n");
    assert_eq!(changelog(&report, PETS), "");
    assert_eq!(annotations(&report, |_, _| None), "");
}

#[test]
fn a_changelog_entry_is_ready_to_paste() {
    let entry = changelog(&realistic(), PETS);
    println!("{entry}");
    assert!(
        entry.starts_with("## 0.3.0\n\n### Breaking\n\n- The required member `NewPet.owner` was added: "),
        "{entry}"
    );
    assert!(entry.contains("\n### Added\n\n"), "{entry}");
}

#[test]
fn markdown_is_bounded_and_counts_what_it_cut() {
    let report = realistic();
    let whole = markdown(&report, PETS, 60_000);
    assert!(!whole.contains("left out"), "{whole}");
    for most in [600, 900, 1200, 1500] {
        let cut = markdown(&report, PETS, most);
        assert!(cut.len() <= most, "{} of {most}: {cut}", cut.len());
        assert!(cut.contains("left out"), "{cut}");
    }
}

#[test]
fn a_hostile_name_stays_a_name() {
    let evil = "x` | @octocat <img src=x onerror=alert(1)> ``\n::error::boo\u{202e}";
    let mut new = sample();
    fields(&mut new, "Pet").push(Field { wire: evil.into(), ..field("evil", TypeRef::I64, Presence::Optional) });
    let it = call(&mut new, "findShape");
    (it.id, it.path) = (evil.into(), format!("/{evil}"));
    let report = compare(&sample(), &finished(new));
    let subject = Subject { name: evil, version: None };
    let page = markdown(&report, subject, 60_000);
    for line in page.lines() {
        let outside: String = line.split('`').step_by(2).collect();
        assert!(!outside.contains(['@', '<']) || outside.replace("<br>", "").find(['@', '<']).is_none(), "{line}");
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars == 0 || bars == 6, "{line}");
    }
    for line in annotations(&report, |_, _| Some(FileLine { file: "a,b:c.json".into(), line: Some(7) })).lines() {
        assert!(
            line.starts_with("::error file=a%2Cb%3Ac.json,line=7,title=") || line.starts_with("::warning file="),
            "{line}"
        );
    }
    assert!(text(&report, subject).lines().all(|it| !it.starts_with("::") && !it.contains('\u{202e}')));
}

#[test]
fn json_is_as_documented() {
    let json = realistic().to_json();
    assert_eq!(json["wire"], "breaking");
    assert_eq!(json["rust"], "major");
    let first = &json["changes"][0];
    let keys: Vec<_> = first.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = ["id", "wire", "rust", "old", "new", "operations", "items", "message", "fingerprint"];
    expected.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert!(serde_json::from_str::<serde_json::Value>(crate::diff::SCHEMA).is_ok());
}

#[test]
fn accepted_changes_pass_until_their_day() {
    let report = realistic();
    let print = &report.changes[0].fingerprint;
    let list = |print: &str, day: &str| {
        let text = format!("[[accepted]]\nfingerprint = \"{print}\"\nreason = \"agreed\"\nexpires = \"{day}\"\n");
        Accepted::parse(&text).unwrap()
    };
    let today = "2026-05-01".parse().unwrap();
    let verdict = list(print, "2026-05-01").apply(report.clone(), today);
    assert_eq!((verdict.accepted, verdict.failures.len()), (1, 0));
    assert_eq!(verdict.report.changes.len(), report.changes.len() - 1);

    let expired = list(print, "2026-04-30").apply(report.clone(), today);
    assert_eq!((expired.accepted, expired.failures.len()), (0, 1));
    assert_eq!(expired.report, report);

    let unused = list("0000000000000000", "2027-01-01").apply(report.clone(), today);
    assert_eq!((unused.accepted, unused.failures.len()), (0, 1));

    for wrong in ["2026-13-01", "2026-02-30", "2026-2-3", "soon", "2026-01-0é"] {
        assert!(wrong.parse::<crate::diff::Date>().is_err(), "{wrong}");
    }
    assert!(Accepted::parse("[[accepted]]\nfingerprint = \"a\"\nreason = \" \"\nexpires = \"2026-01-01\"").is_err());
}

#[test]
fn what_concerns_security_is_marked() {
    let mut new = sample();
    new.servers[0].url = "https://api.example.net".into();
    assert!(compare(&sample(), &new).changes[0].security);
    let mut new = sample();
    new.servers[0].url = "https://api.example.com/v2".into();
    assert!(!compare(&sample(), &new).changes[0].security);
}

#[test]
fn a_change_of_a_shared_schema_is_one_change() {
    let mut new = sample();
    member(&mut new, "Tag", "label").presence = Presence::Optional;
    let report = compare(&sample(), &finished(new));
    assert_eq!(report.changes.len(), 1, "{report:#?}");
    assert_eq!(report.changes[0].operations, ["createPet", "findShape", "getPet"]);
    assert_eq!(report.changes[0].id, "schema-property-became-optional");
}
