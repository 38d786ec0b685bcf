//! Runs inside of the scratch crate: the types as their users meet them.

use scratch::types::*;
use scratch::{from_slice, in_request};
use serde_json::{Value, json};

const THING: &str = r#"{"$id": 1, "found": "f", "kind": "thing", "tags": ["a"], "createdAt": "2026-01-31T09:30:00Z",
    "oldest": 2, "note": null, "title": null, "price": 19.90, "bytes": "aGk", "further": 3}"#;

/// What is read and written again says the same.
#[track_caller]
fn same<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(json: Value) -> T {
    let read: T = serde_json::from_value(json.clone()).expect("it can be read");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), json);
    let again: T = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    read
}

#[track_caller]
fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str, message: &str) {
    let error = serde_json::from_str::<T>(json).expect_err("it cannot be read").to_string();
    assert!(error.starts_with(message), "{error}");
}

#[test]
fn a_struct_with_everything() {
    let thing: Thing = serde_json::from_str(THING).unwrap();
    assert_eq!(thing.title, Maybe::Null);
    assert_eq!(thing.price.as_ref().unwrap().as_str(), "19.90");
    assert_eq!(thing.bytes.as_ref().unwrap().as_bytes(), b"hi");
    assert_eq!(thing.extra["further"], 3);
    let written = serde_json::to_string(&thing).unwrap();
    assert!(written.contains("19.90") && written.contains(r#""aGk""#), "{written}");
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), serde_json::from_str::<Value>(THING).unwrap());
    same::<Thing>(serde_json::from_str(THING).unwrap());
    let request = in_request(|| serde_json::to_value(&thing)).unwrap();
    assert_eq!(request.get("createdAt"), None);
    assert!(serde_json::to_value(&thing).unwrap().get("createdAt").is_some());
}

#[test]
fn what_a_caller_writes() {
    let thing = Thing::new(1, "f", ["a", "b"], 2)
        .note("n")
        .title(Maybe::Null)
        .due("2026-01-31T09:30:00Z")
        .state("on")
        .parent(Thing::new(2, "g", Vec::<String>::new(), 3))
        .price("1.50")
        .free(json!({"a": 1}))
        .bytes(*b"hi")
        .extra([("x".to_owned(), 1)]);
    let json = in_request(|| serde_json::to_value(&thing)).unwrap();
    assert_eq!(
        json,
        json!({"$id": 1, "found": "f", "kind": "thing", "tags": ["a", "b"], "oldest": 2, "note": "n", "title": null,
            "due": "2026-01-31T09:30:00Z", "state": "on", "price": "1.50", "free": {"a": 1}, "bytes": "aGk=", "x": 1,
            "parent": {"$id": 2, "found": "g", "kind": "thing", "tags": [], "oldest": 3, "note": null}})
    );
    assert_eq!(serde_json::to_value(Elsewhere::new()).unwrap(), json!({}));
    assert_eq!(serde_json::to_value(Awkward::new().set_new(1).add(2).clone()).unwrap(), json!({"new": 1, "add": 2}));
}

#[test]
fn what_is_only_sent_may_be_missing() {
    let login: Login = serde_json::from_value(json!({"name": "n"})).unwrap();
    assert_eq!(login, Login::new("", "n"));
    refused::<Login>(r#"{"secret": "s"}"#, "member `name` is missing");
}

#[test]
fn absent_null_and_value() {
    let read = |json: &str| serde_json::from_str::<Thing>(&THING.replace(r#""title": null"#, json)).unwrap().title;
    assert_eq!(read(r#""other": 1"#), Maybe::Absent);
    assert_eq!(read(r#""title": null"#), Maybe::Null);
    assert_eq!(read(r#""title": "t""#), Maybe::Value("t".to_owned()));
    let lax =
        serde_json::from_str::<Thing>(&THING.replace(r#""title": null"#, r#""state": null, "free": null"#)).unwrap();
    assert_eq!((lax.state, lax.free), (None, Some(Value::Null)));
    let absent = serde_json::from_str::<Thing>(&THING.replace(r#""note": null, "#, "")).unwrap();
    assert_eq!(serde_json::to_value(&absent).unwrap()["note"], Value::Null);
}

#[test]
fn errors_name_the_place() {
    refused::<Thing>("{}", "member `$id` is missing");
    refused::<Thing>("[]", "expected an object, found an array");
    refused::<Thing>(r#"{"$id": "x"}"#, "$id: expected an integer, found a string");
    refused::<Thing>(r#"{"$id": null}"#, "$id: must not be null");
    refused::<Thing>(r#"{"kind": "other"}"#, r#"kind: expected "thing", found "other""#);
    refused::<Thing>(r#"{"tags": ["a", 1]}"#, "tags[1]: expected a string, found an integer");
    refused::<Elsewhere>(
        r#"{"things": {"k": [null, {"$id": {}}]}}"#,
        "things.k[1].$id: expected an integer, found an object",
    );
    refused::<Numbers>(r#"{"a": 3000000000}"#, "a: 3000000000 is out of range");
    refused::<Thing>(r#"{"$id": 1"#, "EOF");
    let error = from_slice::<Vec<Thing>>(b"[{\"$id\": true}]").unwrap_err();
    assert_eq!((error.path().as_str(), error.message()), ("[0].$id", "expected an integer, found a boolean"));
}

#[test]
fn enums_keep_what_they_do_not_know() {
    assert_eq!(same::<State>(json!("on")), State::V0);
    assert_eq!(same::<State>(json!("")), State::V2);
    assert_eq!(same::<State>(json!("new")), State::Unknown("new".to_owned()));
    assert_eq!("on".parse::<State>(), Ok(State::V0));
    assert_eq!(State::from("on").to_string(), "on");
    assert_eq!(same::<Level>(json!(-1)), Level::V0);
    assert_eq!(same::<Level>(json!(8)), Level::Unknown(8));
    assert_eq!(same::<Loose>(json!(1.5)), Loose::V1);
    assert_eq!(same::<Loose>(json!(null)), Loose::V4);
    assert_eq!(same::<Loose>(json!([1])), Loose::Unknown(json!([1])));
}

#[test]
fn unions_choose() {
    assert_eq!(same::<Selector>(json!("all")), Selector::V0(Word::V0));
    assert_eq!(same::<Selector>(json!("later")), Selector::V0(Word::Unknown("later".to_owned())));
    assert_eq!(same::<Selector>(json!([1, 2])), Selector::V1(vec![1, 2]));
    assert_eq!(same::<Selector>(json!(["a"])), Selector::V2(vec!["a".to_owned()]));
    assert_eq!(same::<Selector>(json!(null)), Selector::V3(()));
    assert_eq!(same::<Selector>(json!({"a": 1})), Selector::Unknown(json!({"a": 1})));
    assert!(matches!(same::<Event>(json!({"type": "b", "n": 1})), Event::V1(_)));
    assert!(matches!(same::<Event>(json!({"type": "c", "n": 1})), Event::Unknown(_)));
    assert!(matches!(same::<Event>(json!({"n": 1})), Event::Unknown(_)));
    assert!(matches!(same::<Filter>(json!({"items": ["x"], "n": 1})), Filter::V0(_)));
    assert!(matches!(same::<Filter>(json!({"items": [{"items": []}]})), Filter::V1(_)));
    assert_eq!(Filter::from("x"), Filter::V2("x".to_owned()));
}

#[test]
fn other_shapes() {
    assert_eq!(same::<Tree>(json!([[], [[]]])).0.len(), 2);
    assert_eq!(same::<Pair>(json!(["a", 1, true])), Pair("a".to_owned(), Some(1), vec![true]));
    assert_eq!(same::<Pair>(json!(["a", null])), Pair("a".to_owned(), None, vec![]));
    refused::<Pair>("[]", "[0]: is missing");
    assert_eq!(same::<Nothing>(json!(null)), Nothing);
    same::<Numbers>(json!({"a": -1, "b": 1, "c": 18446744073709551615u64, "d": 5, "e": true, "self_": null}));
}

#[test]
fn deep_and_hostile_values_are_survived() {
    let small_stack = std::thread::Builder::new().stack_size(1 << 20);
    let run = || {
        let deep = |n: usize| format!("{}1{}", r#"{"items":["#.repeat(n), "]}".repeat(n));
        assert!(serde_json::from_str::<Filter>(&deep(60)).is_ok());
        assert!(serde_json::from_str::<Filter>(&deep(100_000)).is_err());
        assert!(serde_json::from_str::<Tree>(&"[".repeat(100_000)).is_err());
        // Each level fits two alternatives, the first of which fails after its items have been read.
        let wide = format!("{}1{}", r#"{"items":["#.repeat(40), r#"],"n":"x"}"#.repeat(40));
        assert!(serde_json::from_str::<Filter>(&wide).is_ok());
    };
    small_stack.spawn(run).unwrap().join().unwrap();
}
