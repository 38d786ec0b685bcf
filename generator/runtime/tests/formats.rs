//! The text formats keep what was on the wire.

use octogen_runtime::{Base64, DateTime, Decimal, Maybe, from_slice};
use serde_json::{Value, json};

#[test]
fn decimals_keep_their_digits_and_their_kind() {
    for text in
        ["19.90", "\"19.90\"", "0.10000000000000000000000001", "1e400", "-0", "12345678901234567890123", "7", "\"\""]
    {
        let read: Decimal = serde_json::from_str(text).expect(text);
        assert_eq!(serde_json::to_string(&read).expect(text), text);
        let read: Vec<Option<Decimal>> = serde_json::from_str(&format!("[{text},null]")).expect(text);
        assert_eq!(serde_json::to_string(&read).expect(text), format!("[{text},null]"));
    }
    assert!(serde_json::from_str::<Decimal>("true").is_err());
    assert!(serde_json::from_str::<Decimal>("{\"a\": 1}").is_err());
    assert_eq!(serde_json::to_value(Decimal::from("1.50").into_number()).ok(), Some(json!(1.5)));
    assert_eq!(serde_json::to_value(Decimal::from("no").into_number()).ok(), Some(json!("no")));
    assert_eq!(serde_json::from_value::<Decimal>(json!(1.5)).ok(), Some(Decimal::from(1.5)));
    assert_eq!(Decimal::from(f64::NAN).to_string(), "NaN");
}

#[test]
fn base64_goes_out_as_it_came() {
    for (text, bytes) in
        [("aGk=", "hi"), ("aGk", "hi"), ("", ""), ("Pz8/", "???"), ("Pz8_", "???"), ("aGVs\nbG8=", "hello")]
    {
        let read: Base64 = serde_json::from_value(json!(text)).expect(text);
        assert_eq!(read.as_bytes(), bytes.as_bytes());
        assert_eq!(serde_json::to_value(&read).ok(), Some(json!(text)));
        assert_eq!(read, Base64::from(bytes));
    }
    assert!(serde_json::from_value::<Base64>(json!("*")).is_err());
}

#[test]
fn text_formats_take_any_text() {
    let it: DateTime = serde_json::from_value(json!("soon")).expect("text");
    assert_eq!((it.as_str(), it.to_string().as_str(), it == "soon".into()), ("soon", "soon", true));
    assert!(serde_json::from_value::<DateTime>(json!(1)).is_err());
}

#[test]
fn maybe_comes_from_values_and_options() {
    assert_eq!(Maybe::from(1), Maybe::Value(1));
    assert_eq!(Maybe::<i64>::from(None), Maybe::Null);
    assert_eq!(Maybe::from("a"), Maybe::Value("a".to_owned()));
    assert_eq!(Maybe::<i64>::default(), Maybe::Absent);
    assert_eq!(Maybe::Value(1).map(|it| it + 1).get(), Some(&2));
    assert_eq!(serde_json::from_str::<Maybe<i64>>("null").ok(), Some(Maybe::Null));
}

#[test]
fn text_is_read_whole() {
    assert!(from_slice::<Value>(b"1 2").is_err());
    assert!(from_slice::<Value>(b"").is_err());
    assert_eq!(from_slice::<Vec<f64>>(b"[1, 2.5]"), Ok(vec![1.0, 2.5]));
    assert_eq!(from_slice::<i64>(b"42.0"), Ok(42));
    assert!(from_slice::<i64>(b"42.5").is_err());
    assert!(from_slice::<u64>(b"-1").is_err());
    assert_eq!(from_slice::<Option<i64>>(b"null"), Ok(None));
    assert_eq!(from_slice::<Value>(br#"{"a": 1, "a": 2}"#), Ok(json!({"a": 2})));
}
