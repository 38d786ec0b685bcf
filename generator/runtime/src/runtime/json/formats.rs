//! String formats with types of their own. Each keeps the string as it came and writes it unchanged; reading does not
//! validate it, because servers are not always right. Conversions to the types of other crates are behind features.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::runtime::json::maybe::Maybe;
use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::wire::{JsonValue, Output, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;

macro_rules! text_formats {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Returns the string as it is on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Wire for $name {
            fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
                Ok(Self(value.text()?.into_owned()))
            }

            fn write(&self, out: &mut Output<'_>) {
                out.text(&self.0);
            }

            by_other_traits! {}
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<&str> for Maybe<$name> {
            fn from(text: &str) -> Self {
                Self::Value(text.into())
            }
        }

        text_like! { $name }
    )*};
}

/// The traits of all string formats: parsing, printing and serde.
macro_rules! text_like {
    ($name:ident) => {
        impl From<$name> for String {
            fn from(it: $name) -> Self {
                it.0
            }
        }

        impl FromStr for $name {
            type Err = Infallible;

            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(Self::from(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        through_serde! { $name }
    };
}

pub(crate) use text_like;

text_formats! {
    /// A point in time (RFC 3339, section 5.6), `2026-01-31T09:30:00Z`.
    ///
    #[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::DateTime;"))]
    /// // The text stays what it is: no offset is changed, no digit is lost. `jiff`, `time` and `chrono` read it.
    /// let at = DateTime::from("2026-01-31T09:30:00.120+05:45");
    /// assert_eq!(at.to_string(), "2026-01-31T09:30:00.120+05:45");
    /// ```
    DateTime
    /// A date (RFC 3339, section 5.6), `2026-01-31`.
    Date
    /// A time of day (RFC 3339, section 5.6), `09:30:00Z`.
    Time
    /// A span of time (ISO 8601), `P1DT12H`.
    Duration
    /// A UUID (RFC 9562), `0b1c9d3e-…`.
    Uuid
    /// A URI or a reference to one (RFC 3986), `https://example.com/a?b`.
    Uri
}
