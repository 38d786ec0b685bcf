//! The text formats as other crates' types; each test needs the feature of its name.

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use octogen_runtime::{Date, DateTime, Duration};
    let at = jiff::Timestamp::try_from(DateTime::from("2026-01-31T10:30:00+01:00")).expect("a time");
    assert_eq!(DateTime::from(at).as_str(), "2026-01-31T09:30:00Z");
    let on = jiff::civil::Date::try_from(&Date::from("2026-01-31")).expect("a date");
    assert_eq!(Date::from(on).as_str(), "2026-01-31");
    assert!(jiff::Span::try_from(Duration::from("P1DT2H")).is_ok());
    assert!(jiff::Timestamp::try_from(DateTime::from("soon")).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    use octogen_runtime::{Date, DateTime};
    let at =
        chrono::DateTime::<chrono::FixedOffset>::try_from(DateTime::from("2026-01-31T10:30:00+01:00")).expect("a time");
    assert_eq!(DateTime::from(at).as_str(), "2026-01-31T10:30:00+01:00");
    assert_eq!(DateTime::from(at.to_utc()).as_str(), "2026-01-31T09:30:00Z");
    let on = chrono::NaiveDate::try_from(&Date::from("2026-01-31")).expect("a date");
    assert_eq!(Date::from(on).as_str(), "2026-01-31");
}

#[cfg(feature = "time")]
#[test]
fn time() {
    use octogen_runtime::{Date, DateTime};
    let at = time::OffsetDateTime::try_from(DateTime::from("2026-01-31T09:30:00Z")).expect("a time");
    assert_eq!(DateTime::try_from(at).expect("a year of four digits").as_str(), "2026-01-31T09:30:00Z");
    let on = time::Date::try_from(&Date::from("2026-01-31")).expect("a date");
    assert_eq!(Date::from(on).as_str(), "2026-01-31");
}

#[cfg(feature = "uuid")]
#[test]
fn uuid() {
    let id = uuid::Uuid::try_from(octogen_runtime::Uuid::from("0b1c9d3e-0000-4000-8000-000000000000")).expect("an id");
    assert_eq!(octogen_runtime::Uuid::from(id).as_str(), "0b1c9d3e-0000-4000-8000-000000000000");
}

#[cfg(feature = "url")]
#[test]
fn url() {
    let url = url::Url::try_from(octogen_runtime::Uri::from("https://example.com/a?b")).expect("a URL");
    assert_eq!(octogen_runtime::Uri::from(url).as_str(), "https://example.com/a?b");
    assert!(url::Url::try_from(octogen_runtime::Uri::from("/a")).is_err());
}
