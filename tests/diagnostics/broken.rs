//! The documents of the golden cases, broken in one place: a value of another type, a member that is gone, a name
//! that is another's, a reference that leads elsewhere. Each is generated or refused, with a place, and nothing panics.

use std::path::PathBuf;

use octogen::{Config, Source, generate};
use serde_json::{Value, json};

/// How often each document is broken; `BROKEN_ROUNDS` says otherwise.
const ROUNDS: usize = 4;

#[test]
fn one_broken_place() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/cases");
    let rounds = std::env::var("BROKEN_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(ROUNDS);
    let mut faults = Vec::new();
    let mut tried = 0;
    for (index, file) in tests::documents(&cases).into_iter().enumerate() {
        let text = std::fs::read_to_string(&file).unwrap();
        let document = tests::value(&text).unwrap();
        let places = places(&document);
        for round in 0..rounds {
            let mut dice = Dice((index * 1_000 + round) as u64 + 1);
            let mut broken = document.clone();
            let place = &places[dice.below(places.len())];
            let what = damage(&mut broken, place, &places, &mut dice);
            tried += 1;
            let text = broken.to_string();
            if rounds > ROUNDS {
                // A stack that overflows takes the test along; this is then what did it.
                std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/broken.json"), &text).unwrap();
            }
            let outcome = octogen::guard::run(|| {
                generate(&Source::new("broken.json", &text), &Config::default())
                    .map(|_| ())
                    .map_err(|it| it.to_string())
            });
            let fault = match outcome {
                Ok(Ok(())) => None,
                Ok(Err(said)) if said.contains("  at   broken.json:") && !said.contains("[internal]") => None,
                Ok(Err(said)) => Some(said),
                Err(fault) => Some(fault.to_string()),
            };
            faults.extend(fault.map(|it| format!("{} {place} {what}: {it}", file.display())));
        }
    }
    println!("{tried} broken documents");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Breaks the document at a place, and says how.
fn damage(document: &mut Value, place: &str, places: &[String], dice: &mut Dice) -> String {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!("text"),
        json!(""),
        json!([]),
        json!([[]]),
        json!([{}]),
        json!({}),
        json!({ "": {} }),
        json!({ "$ref": "#" }),
        json!({ "$ref": 1 }),
        json!({ "$ref": "#/components/schemas" }),
        json!({ "$ref": "#/nowhere" }),
        json!({ "$ref": "%zz" }),
        json!({ "$ref": format!("#{place}") }),
        json!({ "$ref": format!("#{}", places[dice.below(places.len())]) }),
        json!({ "allOf": [{ "$ref": format!("#{place}") }] }),
    ];
    let (parent, key) = place.rsplit_once('/').unwrap();
    match dice.below(values.len() + 4) {
        0 => match document.pointer_mut(parent) {
            Some(Value::Object(it)) => drop(it.remove(&key.replace("~1", "/").replace("~0", "~"))),
            Some(Value::Array(it)) => it.clear(),
            _ => {}
        },
        1 => {
            let other = document.pointer(&places[dice.below(places.len())]).cloned();
            *document.pointer_mut(place).unwrap() = other.unwrap_or_default();
            return "got the value of another place".to_owned();
        }
        2 => {
            if let Some(Value::Object(it)) = document.pointer_mut(parent) {
                let value = it.remove(&key.replace("~1", "/").replace("~0", "~")).unwrap_or_default();
                it.insert("type".to_owned(), value);
            }
            return "is called `type` now".to_owned();
        }
        3 => {
            let value = document.pointer(place).cloned().unwrap_or_default();
            *document.pointer_mut(place).unwrap() = json!([value, value]);
            return "is a list now".to_owned();
        }
        it => {
            *document.pointer_mut(place).unwrap() = values[it - 4].clone();
            return format!("is {} now", values[it - 4]);
        }
    }
    "is gone".to_owned()
}

/// All places of a document, as pointers.
fn places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut work = vec![(String::new(), document)];
    while let Some((at, value)) = work.pop() {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(it) => {
                it.iter().map(|(key, it)| (format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), it)).collect()
            }
            Value::Array(it) => it.iter().enumerate().map(|(index, it)| (format!("{at}/{index}"), it)).collect(),
            _ => Vec::new(),
        };
        found.extend(children.iter().map(|(at, _)| at.clone()));
        work.extend(children);
    }
    found.sort();
    found
}

/// Numbers that are the same in every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        for _ in 0..3 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
        }
        (self.0 % sides as u64) as usize
    }
}
