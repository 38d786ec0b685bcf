//! The text formats as types of other crates and back, each crate behind a feature of its name. Reading may fail,
//! because a format keeps whatever text the server sent.

/// `TryFrom` in both forms, by parsing the text.
#[allow(unused_macros, reason = "used by the features")]
macro_rules! parsed {
    ($($ours:ident => $theirs:ty, $error:ty, $parse:expr;)*) => {$(
        impl TryFrom<&crate::runtime::json::formats::$ours> for $theirs {
            type Error = $error;

            fn try_from(it: &crate::runtime::json::formats::$ours) -> Result<Self, $error> {
                let parse: fn(&str) -> Result<$theirs, $error> = $parse;
                parse(it.as_str())
            }
        }

        impl TryFrom<crate::runtime::json::formats::$ours> for $theirs {
            type Error = $error;

            fn try_from(it: crate::runtime::json::formats::$ours) -> Result<Self, $error> {
                Self::try_from(&it)
            }
        }
    )*};
}

/// `From`, by printing the other crate's value.
#[allow(unused_macros, reason = "used by the features")]
macro_rules! printed {
    ($($theirs:ty => $ours:ident, $print:expr;)*) => {$(
        impl From<$theirs> for crate::runtime::json::formats::$ours {
            fn from(it: $theirs) -> Self {
                let print: fn(&$theirs) -> String = $print;
                Self::from(print(&it))
            }
        }
    )*};
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::{Error, Span, Timestamp, civil};

    parsed! {
        DateTime => Timestamp, Error, str::parse;
        Date => civil::Date, Error, str::parse;
        Time => civil::Time, Error, str::parse;
        Duration => Span, Error, str::parse;
    }

    printed! {
        Timestamp => DateTime, ToString::to_string;
        civil::Date => Date, ToString::to_string;
        civil::Time => Time, ToString::to_string;
        Span => Duration, ToString::to_string;
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{DateTime, FixedOffset, Local, NaiveDate, NaiveTime, ParseError, SecondsFormat, Utc};

    parsed! {
        DateTime => DateTime<FixedOffset>, ParseError, DateTime::parse_from_rfc3339;
        DateTime => DateTime<Utc>, ParseError, |text| DateTime::parse_from_rfc3339(text).map(|it| it.to_utc());
        Date => NaiveDate, ParseError, str::parse;
        Time => NaiveTime, ParseError, str::parse;
    }

    printed! {
        DateTime<FixedOffset> => DateTime, |it| it.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        DateTime<Utc> => DateTime, |it| it.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        DateTime<Local> => DateTime, |it| it.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        NaiveDate => Date, ToString::to_string;
        NaiveTime => Time, ToString::to_string;
    }
}

#[cfg(feature = "time")]
mod with_time {
    use time::error::{Format, Parse};
    use time::format_description::well_known::{Iso8601, Rfc3339};
    use time::{Date, OffsetDateTime, Time};

    parsed! {
        DateTime => OffsetDateTime, Parse, |text| OffsetDateTime::parse(text, &Rfc3339);
        Date => Date, Parse, |text| Date::parse(text, &Iso8601::DATE);
        Time => Time, Parse, |text| Time::parse(text, &Iso8601::TIME);
    }

    /// Years beyond 9999 have no RFC 3339 text.
    impl TryFrom<OffsetDateTime> for crate::runtime::json::formats::DateTime {
        type Error = Format;

        fn try_from(it: OffsetDateTime) -> Result<Self, Format> {
            it.format(&Rfc3339).map(Self::from)
        }
    }

    printed! {
        Date => Date, ToString::to_string;
    }
}

#[cfg(feature = "uuid")]
mod with_uuid {
    parsed! {
        Uuid => uuid::Uuid, uuid::Error, str::parse;
    }

    printed! {
        uuid::Uuid => Uuid, ToString::to_string;
    }
}

#[cfg(feature = "url")]
mod with_url {
    parsed! {
        Uri => url::Url, url::ParseError, str::parse;
    }

    printed! {
        url::Url => Uri, ToString::to_string;
    }
}
