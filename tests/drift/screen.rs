//! The report for a reviewer: that of a real change fits a screen and says all that is needed, that of a large one is
//! bounded, the worst of it first.

use octogen::diff::render::{Subject, markdown, text};
use octogen::diff::{Report, compare};
use serde_json::{Value, json};

use super::laws::{document, understood};

const OCTOLENS: Subject<'_> = Subject { name: "octolens", version: Some("0.1.0") };

/// What a release of the API may bring: a member more, an operation less, a value more, a member that is required now.
fn released() -> Report {
    let old = document("octolens");
    let mut new = old.clone();
    let schemas = &mut new["components"]["schemas"];
    schemas["Keyword"]["properties"]["language"] = json!({ "type": "string" });
    schemas["Platform"]["enum"].as_array_mut().expect("values").push(json!("threads"));
    schemas["CreateKeywordRequest"]["required"].as_array_mut().expect("names").push(json!("platforms"));
    schemas["ListMentionsRequest"]["properties"]["limit"]["maximum"] = json!(50);
    schemas["Mention"]["properties"]["title"]["description"] = json!("What it is called.");
    new["paths"]["/api/v2/feedback"].as_object_mut().expect("methods").remove("delete");
    compare(&understood(&old, "octolens"), &understood(&new, "octolens"))
}

#[test]
fn a_real_change_fits_a_screen_and_says_what_to_do() {
    let text = text(&released(), OCTOLENS);
    println!("{text}");
    assert!(text.lines().count() <= 50, "{text}");
    for said in [
        "octolens: wire breaking, rust major (4 changes to act upon, 1 other, 1 of words); \
         the crate goes from 0.1.0 to 0.2.0",
        "deleteFeedback  DELETE /api/v2/feedback",
        "- Client::delete_feedback()",
        "[breaking, major] `CreateKeywordRequest.platforms` is required now",
        "`platforms: Option<Vec<Platform>>` -> `platforms: Vec<Platform>`",
        "the maximum of `ListMentionsRequest.limit` is `50` now, not `100`",
        "`Platform` may be `\"threads\"` now",
        "+ types::Keyword.language: `language: Option<String>`",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn markdown_says_the_same() {
    let page = markdown(&released(), OCTOLENS, 60_000);
    println!("{page}");
    for said in ["| breaking | major |", "CreateKeywordRequest.platforms", "delete\\_feedback", "threads"] {
        assert!(page.replace("delete_feedback", "delete\\_feedback").contains(said), "{said}\n{page}");
    }
}

#[test]
fn a_large_change_is_bounded_and_the_worst_comes_first() {
    let old = document("octolane");
    let mut new = old.clone();
    let schemas = new["components"]["schemas"].as_object_mut().expect("schemas");
    for properties in schemas.values_mut().filter_map(|it| it.get_mut("properties")).filter_map(Value::as_object_mut) {
        let first = properties.keys().next().cloned();
        first.map(|it| properties.insert(it, json!({ "type": "boolean" })));
        for member in ["zzFirst", "zzSecond", "zzThird"] {
            properties.insert(member.to_owned(), json!({ "type": "string" }));
        }
    }
    let report = compare(&understood(&old, "octolane"), &understood(&new, "octolane"));
    let text = text(&report, OCTOLENS);
    let lines = text.lines().count();
    assert!(report.changes.len() > 120 && lines <= 400, "{} changes, {lines} lines", report.changes.len());
    assert!(text.contains("more changes, no more severe than these"), "{text}");
    let first = text.lines().find(|it| it.starts_with("  [")).expect("a change");
    assert!(first.starts_with("  [breaking, major]"), "{first}");
}
