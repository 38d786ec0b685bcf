//! From values to any serde format: the one generic part of writing. The first error is kept and ends the rest.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use crate::runtime::json::record::is_request;
use crate::runtime::json::wire::{Output, Piece, Sink, Wire};

/// Writes a value: what every generated `Serialize` forwards to.
///
/// # Errors
///
/// Where the format cannot take it.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    let mut place = Place { serializer: Some(serializer), outcome: None };
    value.write(&mut Output(&mut place));
    place.outcome.unwrap_or_else(|| Err(S::Error::custom("a value wrote nothing")))
}

/// Writes a value as JSON text.
///
/// # Errors
///
/// Where serde_json refuses a value, which no type of ours gives cause for.
pub fn to_vec(value: &dyn Wire) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Part(value))
}

/// Writes a value as JSON text into that.
///
/// # Errors
///
/// Where serde_json refuses a value, or the writer does not take it.
pub fn to_writer(writer: impl std::io::Write, value: &dyn Wire) -> Result<(), serde_json::Error> {
    serde_json::to_writer(writer, &Part(value))
}

/// The place of one value.
struct Place<S: Serializer> {
    serializer: Option<S>,
    outcome: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Sink for Place<S> {
    fn take(&mut self, piece: Piece<'_>) {
        if let Some(serializer) = self.serializer.take() {
            self.outcome = Some(put(piece, serializer));
        }
    }
}

fn put<S: Serializer>(piece: Piece<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    match piece {
        Piece::Null => serializer.serialize_unit(),
        Piece::Bool(it) => serializer.serialize_bool(it),
        Piece::Signed(it) => serializer.serialize_i64(it),
        Piece::Unsigned(it) => serializer.serialize_u64(it),
        // JSON would have null there, which says something else.
        Piece::Float(it) if !it.is_finite() && is_request() => {
            Err(S::Error::custom(format_args!("{it} is not a finite number")))
        }
        Piece::Float(it) => serializer.serialize_f64(it),
        Piece::Text(it) => serializer.serialize_str(it),
        Piece::Digits(it) => digits(it, serializer),
        Piece::List(length, each) => {
            let mut list = serializer.serialize_seq(Some(length))?;
            let mut outcome = Ok(());
            each(&mut |item| {
                if outcome.is_ok() {
                    outcome = list.serialize_element(&Part(item));
                }
            });
            outcome.and_then(|()| list.end())
        }
        Piece::Map(each) => {
            let mut map = serializer.serialize_map(None)?;
            let mut outcome = Ok(());
            each(&mut |name, value| {
                if outcome.is_ok() {
                    outcome = map.serialize_entry(name, &Part(value));
                }
            });
            outcome.and_then(|()| map.end())
        }
    }
}

/// A number as it is spelled. Numbers that their own type would spell alike go out as that type, so that formats
/// other than JSON understand them.
fn digits<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(it) = text.parse::<i64>().ok().filter(|it| it.to_string() == text) {
        return serializer.serialize_i64(it);
    }
    if let Some(it) = text.parse::<f64>().ok().filter(|it| it.to_string() == text && it.fract() != 0.0) {
        return serializer.serialize_f64(it);
    }
    RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
}

struct Part<'a>(&'a dyn Wire);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::json::record::in_request;

    #[test]
    fn a_request_holds_no_number_that_is_none() {
        let list = vec![1.5, f64::NAN];
        assert_eq!(to_vec(&list).unwrap(), b"[1.5,null]");
        let error = in_request(|| to_vec(&list)).unwrap_err().to_string();
        assert!(error.contains("NaN is not a finite number"), "{error}");
    }
}
