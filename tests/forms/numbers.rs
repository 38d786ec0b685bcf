//! Numbers that may come as their text, and formats that say more than `type`. A row is a member of `Numbers`, how it is
//! read, and what goes out.

use serde_json::{Value, json};

use super::wire::Wire;

#[rustfmt::skip]
fn table() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        // member     in a response         in the next request
        ("whole",    "7",                  "7"),
        ("whole",    "\"-7\"",             "-7"),
        ("fraction", "\"1.5\"",            "1.5"),
        ("fraction", "2.25",               "2.25"),
        ("fraction", "null",               "null"),
        ("list",     "[\"1\",2]",          "[1,2]"),
        ("untyped",  "\"9007199254740993\"", "9007199254740993"),
        ("price",    "0.10",               "0.10"),
        ("price",    "12345678901234567890.5", "12345678901234567890.5"),
        ("count",    "9007199254740993",   "9007199254740993"),
        ("either",   "80",                 "80"),
        ("either",   "\"http\"",           "\"http\""),
    ]
}

#[tokio::test]
async fn numbers_and_their_text() {
    let wire = Wire::start().await;
    for (member, came, goes) in table() {
        let body = match member {
            "whole" => format!("{{\"whole\":{came}}}"),
            _ => format!("{{\"whole\":0,\"{member}\":{came}}}"),
        };
        wire.answer("application/json", &body);
        let (read, _) = wire.call("putNumbers", json!({ "body": { "whole": 0 } })).await;
        let expected: Value = serde_json::from_str(goes).unwrap();
        assert_eq!(read["value"][member], expected, "{member}: {came}");
        let numbers: kitchen_sink::types::Numbers = serde_json::from_str(&body).unwrap();
        let written = serde_json::to_string(&numbers).unwrap();
        assert!(written.contains(&format!("\"{member}\":{goes}")), "{member}: {written}");
        let seen = wire.sent("putNumbers", json!({ "body": expected_body(member, &expected) })).await;
        let sent: Value = serde_json::from_str(&seen.body).unwrap();
        assert_eq!(sent[member], expected, "{member}");
    }
}

fn expected_body(member: &str, value: &Value) -> Value {
    let mut body = json!({ "whole": 0 });
    body[member] = value.clone();
    body
}

#[test]
fn a_decimal_of_a_number_goes_out_as_one() {
    let numbers = kitchen_sink::types::Numbers::new(1).price("0.10");
    assert_eq!(serde_json::to_string(&numbers).unwrap(), r#"{"whole":1,"price":0.10}"#);
}
