//! Our own reader of JSON text against serde_json: it takes the same texts, and gives the same values.

use octogen_runtime::{Decimal, from_slice};
use serde_json::Value;

use super::api::Thing;

const TEXTS: &[&str] = &[
    "null",
    " \t\r\n[ true , false,null ] \n",
    "[]",
    "{}",
    "[[],[[]],{\"a\":{}}]",
    r#"{"a":1,"a":2,"":3," ":[]}"#,
    r#""plain""#,
    r#""eight by""#,
    r#""eight bytes and more, with \"quotes\" and \\ in it""#,
    r#""\b\f\n\r\t\/\u0041\u00e9\ud83d\ude00""#,
    "\"höher, 高い, 😀\"",
    r#"{"k\u0065y":"v","schl\u00fcssel":1}"#,
    "[0,-0,1,-1,9223372036854775807,-9223372036854775808,9223372036854775808,18446744073709551615]",
    "[18446744073709551616,-9223372036854775809,1e2,1E+2,1e-2,0.5,-0.0,1.7976931348623157e308,5e-324]",
    "[123456789012345678901234567890.5, 0e0, 1.0]",
    // What is no JSON.
    "",
    " ",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{\"a\":1,}",
    "{,}",
    "{\"a\"}",
    "{\"a\" 1}",
    "{a:1}",
    "{\"a\":1 \"b\":2}",
    "nul",
    "nulll",
    "True",
    "01",
    "-",
    "-01",
    "+1",
    "1.",
    ".5",
    "1e",
    "1e+",
    "1e400",
    "0x10",
    "NaN",
    "'a'",
    "\"",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u+123\"",
    "\"\\ud800\"",
    "\"\\ud800\\u0041\"",
    "\"\\udc00\"",
    "\"a\nb\"",
    "\"a\u{1}b, long enough for a word\"",
    "[1]]",
    "[1}",
    "{\"a\":[}",
    "1 2",
    "\u{feff}1",
    "[1] // no",
];

fn check(text: &[u8]) {
    let theirs = serde_json::from_slice::<Value>(text);
    let ours = from_slice::<Value>(text);
    let shown = String::from_utf8_lossy(text);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(same(&ours, &theirs), "{shown}: {ours} and {theirs}"),
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("{shown}: {ours:?} and {theirs:?}"),
    }
}

/// Their reading of fractions may be off by the last bit.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        (Value::Number(x), Value::Number(y)) if x.is_f64() && y.is_f64() => {
            let (x, y) = (x.as_f64().unwrap(), y.as_f64().unwrap());
            x == y || ((x - y) / y).abs() < 1e-15
        }
        (a, b) => a == b,
    }
}

#[test]
fn it_reads_what_serde_json_reads() {
    TEXTS.iter().for_each(|text| check(text.as_bytes()));
    for depth in [1, 126, 127, 128, 129, 5000] {
        check(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
        check(format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)).as_bytes());
    }
}

/// Bytes changed, taken out and doubled: most results are no JSON any more, and some still are.
#[test]
fn it_refuses_what_serde_json_refuses() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % below
    };
    for text in TEXTS.iter().filter(|it| !it.is_empty()) {
        for _ in 0..400 {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=random(2) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] = random(256) as u8,
                    1 => bytes[at] = br#"{}[],:"\0-.eEu1 "#[random(16)],
                    2 if bytes.len() > 1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, bytes[at]),
                }
            }
            check(&bytes);
        }
    }
}

#[test]
fn members_in_any_order_and_spelling() {
    for text in [
        r#"{"id":1,"name":"x"}"#,
        r#" { "id" : 1 , "name" : "x" } "#,
        r#"{"name":"x","id":1}"#,
        r#"{"\u0069d":1,"n\u0061me":"x"}"#,
        r#"{"more":{"id":[2]},"id":1,"idx":{},"name":"x","i":null}"#,
        r#"{"id":2,"id":1,"name":"x"}"#,
        r#"{"id":1,"name":"x","more":1}"#,
        r#"{"id":1, "name":"x","id":1}"#,
        "{\"id\":1,\n\"name\" :\"x\"\n}",
    ] {
        let thing: Thing = from_slice(text.as_bytes()).unwrap();
        assert_eq!((thing.id, &*thing.name), (1, "x"), "{text}");
    }
    for text in [
        r#"{"id":1 "name":"x"}"#,
        r#"{"id":1"name":"x"}"#,
        r#"{"id" 1,"name":"x"}"#,
        r#"{"id":1,"name":"x""#,
        r#"{"id":1,,"name":"x"}"#,
        r#"{,"id":1,"name":"x"}"#,
        r#"{"id":1}"#,
        r#"{"id":1,"more":1}"#,
        r#"{"id":null,"name":"x"}"#,
        r#"{"id":1,"name":"x","name":null}"#,
    ] {
        assert!(from_slice::<Thing>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn digits_are_kept() {
    let read = |text: &str| from_slice::<Vec<Decimal>>(text.as_bytes()).unwrap();
    let digits: Vec<String> =
        read(r#"[ 1.10, -0, 1e2,"19.90", 123456789012345678901234567890 ]"#).iter().map(ToString::to_string).collect();
    assert_eq!(digits, ["1.10", "-0", "1e2", "19.90", "123456789012345678901234567890"]);
    assert!(from_slice::<Decimal>(b"[]").is_err() && from_slice::<Decimal>(b"1.").is_err());
}
