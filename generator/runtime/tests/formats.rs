//! The text formats keep what was on the wire.

use std::collections::BTreeMap;

use octogen_runtime::{Base64, DateTime, Decimal, DecimalNumber, Maybe, from_slice, to_vec};
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
fn decimals_of_a_number_are_numbers_on_the_wire() {
    for (text, written) in [
        ("0.10", "0.10"),
        ("19.90", "19.90"),
        ("-0", "-0"),
        ("12345678901234567890.123", "12345678901234567890.123"),
        ("1e400", "1e400"),
        ("+1", "\"+1\""),
        ("many", "\"many\""),
    ] {
        assert_eq!(serde_json::to_string(&DecimalNumber::from(text)).expect(text), written);
        assert_eq!(serde_json::to_string(&Maybe::from(DecimalNumber::from(text))).expect(text), written);
        let read: DecimalNumber = serde_json::from_str(written).expect(text);
        assert_eq!((read.as_str(), serde_json::to_string(&read).expect(text).as_str()), (text, written));
    }
    assert_eq!(DecimalNumber::from(7).to_string(), "7");
    assert_eq!(DecimalNumber::default(), DecimalNumber::from("0"));
    assert_eq!("2.50".parse().ok(), Some(DecimalNumber::from("2.50")));
    assert!(serde_json::from_str::<DecimalNumber>("[]").is_err());
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
    assert_eq!(Maybe::<i64>::or_null(None), Maybe::Null);
    assert_eq!(Maybe::<i64>::or_absent(None), Maybe::Absent);
    assert_eq!((Maybe::or_null(Some(1)), Maybe::or_absent(Some(1))), (Maybe::Value(1), Maybe::Value(1)));
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

octogen_runtime::object! {
    #[allow(missing_docs, reason = "the test says it")]
    /// A type with members that may come as numbers or as their text.
    pub struct Numbers {
        pub whole: i32 = required number_text "whole",
        pub list: Option<Vec<Option<u64>>> = optional number_text "list",
        pub map: Option<BTreeMap<String, i64>> = optional number_text "map",
        pub fraction: Maybe<f64> = optional number_text "fraction",
        pub digits: Option<DecimalNumber> = optional number_text "digits";
    }
}

#[test]
fn numbers_are_read_from_their_text_and_written_as_numbers() {
    let read = |text: &str| -> Result<Numbers, _> { from_slice(text.as_bytes()) };
    for (text, written) in [
        (r#"{"whole":7}"#, r#"{"whole":7}"#),
        (r#"{"whole":"-7"}"#, r#"{"whole":-7}"#),
        (r#"{"fraction":"1.5e2","whole":"42"}"#, r#"{"whole":42,"fraction":150}"#),
        (r#"{"whole":1,"fraction":null,"list":["1",2,null]}"#, r#"{"whole":1,"list":[1,2,null],"fraction":null}"#),
        (r#"{"whole":1,"map":{"a":"9007199254740993","b":2}}"#, r#"{"whole":1,"map":{"a":9007199254740993,"b":2}}"#),
        (r#"{"whole":1,"digits":"0.10"}"#, r#"{"whole":1,"digits":0.10}"#),
        (r#"{"whole":1,"digits":0.10}"#, r#"{"whole":1,"digits":0.10}"#),
    ] {
        assert_eq!(
            to_vec(&read(text).expect(text)).map(|it| String::from_utf8(it).expect(text)).ok().as_deref(),
            Some(written)
        );
    }
    for text in [
        r#"{"whole":""}"#,
        r#"{"whole":"seven"}"#,
        r#"{"whole":"7 "}"#,
        r#"{"whole":"+7"}"#,
        r#"{"whole":"1.5"}"#,
        r#"{"whole":"2147483648"}"#,
        r#"{"whole":null}"#,
        r#"{"list":["1"]}"#,
        r#"{"whole":1,"map":{"a":true}}"#,
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
