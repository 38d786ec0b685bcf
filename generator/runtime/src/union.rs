//! One of several types. The value is read into memory once, a static table says which variant it may be, and the
//! variant is read from there. A value that no variant takes is kept as JSON, so reading a union fails only on
//! broken input.

use serde_json::Value;

use super::mismatch::Mismatch;
use super::scalar::Scalar;
use super::wire::{Found, Output, Piece, Sink, Wire};
use super::wire_value::{self, Place};

/// How the variants are told apart.
pub enum Choice {
    /// By the value of one member.
    Tagged {
        /// The member.
        property: &'static str,
        /// Its values, each with the index of the variant.
        values: &'static [(&'static str, usize)],
        /// The variant for another value, or none.
        default: Option<usize>,
    },
    /// By looks: the first candidate that fits and can be read.
    Untagged(&'static [Candidate]),
}

/// What a value must look like to be tried as a variant. All conditions hold together; empty ones always do.
pub struct Candidate {
    /// The index of the variant.
    pub variant: usize,
    /// The JSON types it may have.
    pub kinds: &'static [Kind],
    /// Members that must be there.
    pub required: &'static [&'static str],
    /// Members that, where they are there, must have one of the values.
    pub constants: &'static [(&'static str, &'static [Scalar])],
    /// The values that it may be.
    pub values: &'static [Scalar],
    /// The only members that there may be; `None` allows any.
    pub known: Option<&'static [&'static str]>,
    /// What the first item must look like.
    pub items: Option<&'static Candidate>,
}

impl Candidate {
    /// A candidate without conditions, to be completed by `..Candidate::ANY`.
    pub const ANY: Self =
        Self { variant: 0, kinds: &[], required: &[], constants: &[], values: &[], known: None, items: None };

    /// Whether the value may be this variant. The lenient form overlooks what a newer server may have added: values
    /// and members that were not known when this was compiled.
    fn fits(&self, value: &Value, lenient: bool) -> bool {
        let member = |name: &str| value.as_object().and_then(|it| it.get(name));
        let one_of = |value: &Value, list: &[Scalar]| list.iter().any(|it| it.is(value));
        (self.kinds.is_empty() || self.kinds.iter().any(|it| it.holds(value)))
            && self.required.iter().all(|name| member(name).is_some())
            && self.constants.iter().all(|(name, list)| member(name).is_none_or(|it| one_of(it, list)))
            && (lenient || self.values.is_empty() || one_of(value, self.values))
            && (lenient || self.known.is_none_or(|known| only(value, known)))
            && self.items.is_none_or(|it| value.get(0).is_none_or(|first| it.fits(first, lenient)))
    }
}

fn only(value: &Value, known: &[&str]) -> bool {
    value.as_object().is_none_or(|it| it.keys().all(|name| known.contains(&name.as_str())))
}

/// The types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    fn holds(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Boolean => value.is_boolean(),
            Self::Integer => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|it| it.fract() == 0.0),
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::Array => value.is_array(),
            Self::Object => value.is_object(),
        }
    }
}

/// A value that is about to become one of the variants.
pub struct Chosen<'a> {
    value: &'a Value,
    place: &'a Place,
}

impl Chosen<'_> {
    /// Reads the value as the type of a variant.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    pub fn read<T: Wire>(&self) -> Result<T, Mismatch> {
        wire_value::read(self.value, self.place)
    }
}

/// Reads a union. `variant` makes the variant of that index, `fallback` the one that keeps JSON.
///
/// # Errors
///
/// Where the input is broken.
pub fn read<T>(
    found: Found<'_>,
    choice: &Choice,
    variant: fn(usize, &Chosen<'_>) -> Result<T, Mismatch>,
    fallback: fn(Value) -> T,
) -> Result<T, Mismatch> {
    let in_memory = match &found {
        Found::List(items) => items.in_memory(),
        Found::Map(entries) => entries.in_memory(),
        _ => None,
    };
    if let Some((value, place)) = in_memory {
        return Ok(choose(value, place, choice, variant).unwrap_or_else(|| fallback(value.clone())));
    }
    let value = Value::read(found)?;
    Ok(choose(&value, &Place::default(), choice, variant).unwrap_or_else(|| fallback(value)))
}

/// What `null` is, where a variant takes it.
pub fn null<T>(choice: &Choice, variant: fn(usize, &Chosen<'_>) -> Result<T, Mismatch>) -> Option<T> {
    match choice {
        Choice::Untagged(candidates) if candidates.iter().any(|it| it.kinds.contains(&Kind::Null)) => {
            choose(&Value::Null, &Place::default(), choice, variant)
        }
        _ => None,
    }
}

fn choose<T>(
    value: &Value,
    place: &Place,
    choice: &Choice,
    variant: fn(usize, &Chosen<'_>) -> Result<T, Mismatch>,
) -> Option<T> {
    let chosen = Chosen { value, place };
    match choice {
        Choice::Tagged { property, values, default } => {
            let tag = value.get(property).and_then(Value::as_str);
            let known = values.iter().find(|(name, _)| Some(*name) == tag).map(|(_, index)| *index);
            variant(known.or(*default)?, &chosen).ok()
        }
        Choice::Untagged(candidates) => [false, true].into_iter().find_map(|lenient| {
            let mut fitting = candidates.iter().filter(|it| it.fits(value, lenient));
            fitting.find_map(|it| place.attempt(|| variant(it.variant, &chosen)))
        }),
    }
}

/// Writes a variant whose own type has no such member with the tag in front.
pub fn write_tagged(out: &mut Output<'_>, property: &str, tag: &str, value: &dyn Wire) {
    value.write(&mut Output(&mut Tagging { out: &mut *out.0, property, tag: tag.to_owned() }));
}

/// Puts the tag into the object that passes through.
struct Tagging<'a> {
    out: &'a mut dyn Sink,
    property: &'a str,
    tag: String,
}

impl Sink for Tagging<'_> {
    fn take(&mut self, piece: Piece<'_>) {
        let Piece::Map(each) = piece else { return self.out.take(piece) };
        let (property, tag) = (self.property, &self.tag);
        self.out.take(Piece::Map(&|tell| {
            tell(property, tag);
            // A map of further members may hold the tag that was read.
            each(&mut |name, value| {
                if name != property {
                    tell(name, value);
                }
            });
        }));
    }
}
