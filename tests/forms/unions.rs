//! How each kind of union chooses. A row is a member of `Unions`, a value, and the variant that takes it; the value
//! goes out and comes back over HTTP, and is read into the generated types and written again.

use kitchen_sink::types::Unions;
use serde_json::{Value, json};

use super::wire::Wire;

/// In a row: no variant takes the value, it is kept as it came.
const UNKNOWN: &str = "Unknown";

#[rustfmt::skip]
fn table() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        // how it is told apart        member            value                                          variant
        ("JSON type",                    "text_or_list",   json!("a"),                                           "String"),
        ("JSON type",                    "text_or_list",   json!(["a"]),                                         "List"),
        ("JSON type, list of types",     "number_or_text", json!(1),                                             "Integer"),
        ("JSON type, list of types",     "number_or_text", json!("1"),                                           "String"),
        ("JSON type and format",         "scalar",         json!(true),                                          "Boolean"),
        ("JSON type and format",         "scalar",         json!(7),                                             "Integer"),
        ("JSON type and format",         "scalar",         json!("2026-01-31"),                                  "Date"),
        ("type of the items",            "scalar",         json!([1, 2]),                                        "IntegerList"),
        ("type of the items",            "scalar",         json!(["a"]),                                         "StringList"),
        ("no type fits",                 "scalar",         json!({ "a": 1 }),                                    UNKNOWN),
        ("keys",                         "loose",          json!({ "from": 1 }),                                 "Range"),
        ("keys",                         "loose",          json!({ "label": "l" }),                              "WithLabel"),
        ("keys, else type",              "loose",          json!(false),                                         "Boolean"),
        ("keys, else type",              "loose",          json!(1.5),                                           "Number"),
        ("no key is there",              "loose",          json!({ "other": 1 }),                                UNKNOWN),
        ("keys, beside a base",          "with_base",      json!({ "id": 1, "url": "u" }),                       "WithUrl"),
        ("keys, beside a base",          "with_base",      json!({ "id": 1, "text": "t" }),                      "WithText"),
        ("one of several",               "several",        json!({ "size": 1, "place": { "shelf": 2 } }),        "Sized"),
        ("one of several",               "several",        json!({ "paint": "red", "place": { "wall": "w" } }),  "Painted"),
        ("several at once",              "several",        json!({ "size": 1, "paint": "red" }),                 "Sized"),
        ("several at once, and inside",  "several",        json!({ "size": 1, "paint": "red", "place": { "shelf": 2, "wall": "w" } }), "Sized"),
        ("constants",                    "command",        json!({ "action": "stop", "why": "w" }),              "Stop"),
        ("constants",                    "command",        json!({ "action": "start", "at": "2026-01-31T09:30:00Z" }), "Start"),
        ("a constant of tomorrow",       "command",        json!({ "action": "pause" }),                         UNKNOWN),
        ("a constant that is missing",   "command",        json!({ "why": "w" }),                                UNKNOWN),
        ("discriminator, mapping",       "pet",            json!({ "kind": "cat", "lives": 9 }),                 "Cat"),
        ("discriminator, mapping",       "pet",            json!({ "kind": "dog", "tricks": 1 }),                "Dog"),
        ("discriminator, no mapping",    "vehicle",        json!({ "kind": "Car", "doors": 4 }),                 "Car"),
        ("discriminator, no mapping",    "vehicle",        json!({ "kind": "Bike", "gears": 7 }),                "Bike"),
        ("discriminator, listed by all", "ticket",         json!({ "kind": "SEAT", "row": 4 }),                  "Seat"),
        ("discriminator, listed by all", "ticket",         json!({ "kind": "STANDING", "block": "b" }),          "Standing"),
        ("a tag of tomorrow",            "vehicle",        json!({ "kind": "Boat", "gears": 7 }),                UNKNOWN),
        ("a tag that is missing",        "vehicle",        json!({ "gears": 7 }),                                UNKNOWN),
        ("a tag, and a broken body",     "pet",            json!({ "kind": "cat", "lives": "nine" }),            UNKNOWN),
        ("defaultMapping, known",        "signal",         json!({ "via": "sound", "tone": 440 }),               "Sound"),
        ("defaultMapping, known",        "signal",         json!({ "via": "light", "colour": "red" }),           "Light"),
        ("defaultMapping, unknown tag",  "signal",         json!({ "via": "smoke", "text": "t" }),               "Note"),
        ("defaultMapping, no tag",       "signal",         json!({ "text": "t" }),                               "Note"),
        ("defaultMapping, does not fit", "signal",         json!({ "via": "smoke" }),                            UNKNOWN),
        ("parent with allOf children",   "shape",          json!({ "form": "Circle", "radius": 1.5 }),           "Circle"),
        ("parent with allOf children",   "shape",          json!({ "form": "Square", "side": 2.5 }),             "Square"),
        ("a child of tomorrow",          "shape",          json!({ "form": "Star", "points": 5 }),               UNKNOWN),
        ("exactness",                    "exact",          json!({ "a": "x", "b": 1 }),                          "Tight"),
        ("exactness",                    "exact",          json!({ "a": "x" }),                                  "Loose"),
        ("exactness",                    "exact",          json!({}),                                            "Loosest"),
        ("closed enums",                 "word",           json!(["green"]),                                     "RedOrGreenList"),
        ("closed enums",                 "word",           json!(["down"]),                                      "UpOrDownList"),
        ("closed enums",                 "word",           json!(["not in", "1d"]),                              "StringList"),
        ("closed enums, none fits",      "word",           json!(["of tomorrow"]),                               "StringList"),
        ("a constant, or a list",        "all_or_some",    json!("all"),                                         "All"),
        ("a constant, or a list",        "all_or_some",    json!(["open", "later"]),                             "List"),
    ]
}

#[tokio::test]
async fn every_kind_of_choice() {
    let wire = Wire::start().await;
    wire.echo();
    let mut wrong = Vec::new();
    for (how, member, value, variant) in table() {
        let body = json!({ member: value });
        let (outcome, seen) = wire.call("putUnions", json!({ "body": body })).await;
        let sent: Value = serde_json::from_str(&seen.unwrap().body).unwrap();
        assert_eq!((&sent, &outcome["value"]), (&body, &body), "{how}: {value}");

        let read: Unions = serde_json::from_value(body.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), body, "{how}: {value}");
        let shown = format!("{read:?}");
        if !shown.contains(&format!(" {member}: Some({variant}(")) {
            let at = shown.find(&format!(" {member}: Some(")).unwrap();
            wrong.push(format!("{how}: {value} is no {variant}: {:.60}", &shown[at..]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
