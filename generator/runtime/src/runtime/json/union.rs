//! One of several types. The value is read into memory once, a static table says which variant it may be, and the
//! variant is read from there. A value that no variant takes is kept as JSON, so reading a union fails only on
//! broken input.

use std::fmt;

use serde_json::Value;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::read_limits::ReadLimits;
use crate::runtime::json::scalar::Scalar;
use crate::runtime::json::value_reader;
use crate::runtime::json::wire::{JsonValue, Output, Part, Sink, Wire};

/// How the variants are distinguished.
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
    /// By the shape of the value: the first candidate that matches and can be read.
    Untagged(&'static [Candidate]),
}

/// The conditions under which a value is tried as a variant. All of them must hold; empty ones always do.
pub struct Candidate {
    /// The index of the variant.
    pub variant: usize,
    /// The JSON types it may have.
    pub kinds: &'static [JsonType],
    /// Members that must be there.
    pub required: &'static [&'static str],
    /// Members that, where they are there, must have one of the values.
    pub constants: &'static [(&'static str, &'static [Scalar])],
    /// The values that it may be.
    pub values: &'static [Scalar],
    /// The only members that there may be; `None` allows any.
    pub known: Option<&'static [&'static str]>,
    /// The conditions of the first item.
    pub items: Option<&'static Candidate>,
}

impl Choice {
    /// By the value of that member.
    #[must_use]
    pub const fn tagged(
        property: &'static str,
        values: &'static [(&'static str, usize)],
        default: Option<usize>,
    ) -> Self {
        Self::Tagged { property, values, default }
    }

    /// By the shape of the value.
    #[must_use]
    pub const fn untagged(candidates: &'static [Candidate]) -> Self {
        Self::Untagged(candidates)
    }
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
pub enum JsonType {
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

impl JsonType {
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

/// A union.
pub trait Union: Clone + PartialEq + Sized + 'static {
    /// How its variants are distinguished.
    const CHOICE: &'static Choice;

    /// Makes the variant of that index.
    ///
    /// # Errors
    ///
    /// Fails if the value does not match, or there is no such variant.
    fn variant(index: usize, chosen: &Chosen<'_>) -> Result<Self, Mismatch>;

    /// The variant that keeps JSON.
    fn fallback(value: Value) -> Self;

    /// The name of the variant, the tag that its own type does not write, and its content.
    fn content(&self) -> (&'static str, Option<&'static str>, &dyn Wire);
}

/// The kind of unions.
pub struct OneOf<U>(std::marker::PhantomData<U>);

impl<U: Union> Parts for OneOf<U> {
    type Shape = ();
    type In<'a> = U;
    type Out<'a> = &'a U;
    type Places = ();

    fn read<M: Model<Parts = Self>>(value: JsonValue<'_>) -> Result<M, Mismatch> {
        read::<U>(value).map(|it| M::of(it))
    }

    fn null<M: Model<Parts = Self>>() -> Option<M> {
        null::<U>().map(|it| M::of(it))
    }

    fn write<M: Model<Parts = Self>>(value: &M, out: &mut Output<'_>) {
        match (value.parts().content(), U::CHOICE) {
            ((_, Some(tag), it), Choice::Tagged { property, .. }) => write_tagged(out, property, tag, it),
            ((_, _, it), _) => it.write(out),
        }
    }

    fn print<M: Model<Parts = Self>>(value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, _, content) = value.parts().content();
        f.debug_tuple(name).field(&content).finish()
    }

    fn same<M: Model<Parts = Self>>(left: &M, right: &M) -> bool {
        left.parts() == right.parts()
    }

    fn copy<M: Model<Parts = Self>>(value: &M) -> M {
        M::of(value.parts().clone())
    }
}

/// A union: how its variants are distinguished, and for each one its index, the type it holds, the tag that this type
/// does not write itself, and the types that are turned into it.
#[macro_export]
#[doc(hidden)]
macro_rules! one_of {
    (
        $(#[$($attribute:tt)*])*
        pub enum $name:ident by $choice:ident($($chosen:tt)*) {
            $(
                $(#[$($of_variant:tt)*])*
                $variant:ident($ty:ty) = $index:literal $(tag $tag:literal)? $(from $($from:ty),+)?;
            )*
            .. $fallback:ident
        }
    ) => {
        $(#[$($attribute)*])*
        #[allow(clippy::large_enum_variant)]
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$($of_variant)*])* $variant($ty),)*
            /// A value that matches none of the types, kept as it came.
            $fallback($crate::runtime::external::serde_json::Value),
        }

        impl $crate::runtime::union::Union for $name {
            const CHOICE: &'static $crate::runtime::union::Choice = {
                #[allow(unused_imports)]
                use $crate::runtime::scalar::Scalar::{Integer, Json, Text};
                #[allow(unused_imports)]
                use $crate::runtime::union::{Candidate, JsonType};
                &$crate::runtime::union::Choice::$choice($($chosen)*)
            };

            #[inline]
            fn variant(
                index: usize,
                chosen: &$crate::runtime::union::Chosen<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::Mismatch> {
                match index {
                    $($index => chosen.read().map(Self::$variant),)*
                    _ => ::core::result::Result::Err($crate::runtime::Mismatch::missing()),
                }
            }

            #[inline]
            fn fallback(value: $crate::runtime::external::serde_json::Value) -> Self {
                Self::$fallback(value)
            }

            #[inline]
            fn content(&self) -> (&'static str, ::core::option::Option<&'static str>, &dyn $crate::runtime::wire::Wire) {
                match self {
                    $(Self::$variant(it) => {
                        (::core::stringify!($variant), $crate::runtime::record::first(&[$($tag)?]), it)
                    })*
                    Self::$fallback(it) => (::core::stringify!($fallback), ::core::option::Option::None, it),
                }
            }
        }

        impl $crate::runtime::model::Model for $name {
            type Parts = $crate::runtime::union::OneOf<Self>;
            const SHAPE: &'static () = &();

            #[inline]
            fn of(whole: Self) -> Self {
                whole
            }

            #[inline]
            fn parts(&self) -> &Self {
                self
            }
        }

        $($($(
            #[allow(clippy::useless_conversion)]
            impl ::core::convert::From<$from> for $name {
                #[inline]
                fn from(it: $from) -> Self {
                    Self::$variant(it.into())
                }
            }
        )+)?)*

        $crate::printed_by_wire! { $name }
        $crate::serde_by_wire! { $name }
    };
}

/// A value that is about to become one of the variants.
pub struct Chosen<'a> {
    value: &'a Value,
    limits: &'a ReadLimits,
}

impl Chosen<'_> {
    /// Reads the value as the type of a variant.
    ///
    /// # Errors
    ///
    /// Fails if it does not match.
    pub fn read<T: Wire>(&self) -> Result<T, Mismatch> {
        value_reader::read(self.value, self.limits)
    }
}

/// Reads a union.
fn read<U: Union>(value: JsonValue<'_>) -> Result<U, Mismatch> {
    let in_memory = match &value {
        JsonValue::List(items) => items.in_memory(),
        JsonValue::Map(entries) => entries.in_memory(),
        _ => None,
    };
    if let Some((value, limits)) = in_memory {
        return Ok(choose::<U>(value, limits).unwrap_or_else(|| U::fallback(value.clone())));
    }
    let value = Value::read(value)?;
    Ok(choose::<U>(&value, &ReadLimits::default()).unwrap_or_else(|| U::fallback(value)))
}

/// Reads a union whose value must be what it says it is: where the tag leads to a variant, or where there is only one that
/// the value looks like, that is the one, or the value is at fault. What is said by no variant is kept as JSON.
pub(crate) fn told<U: Union>(value: Value) -> Result<U, Mismatch> {
    let limits = ReadLimits::default();
    let chosen = Chosen { value: &value, limits: &limits };
    let index = match U::CHOICE {
        Choice::Tagged { .. } => tagged::<U>(&value),
        Choice::Untagged([only]) => only.fits(&value, false).then_some(only.variant),
        Choice::Untagged(_) => None,
    };
    match index {
        Some(index) => U::variant(index, &chosen),
        None => Ok(choose::<U>(&value, &limits).unwrap_or_else(|| U::fallback(value))),
    }
}

/// The variant that the value's tag leads to.
fn tagged<U: Union>(value: &Value) -> Option<usize> {
    let Choice::Tagged { property, values, default } = U::CHOICE else { return None };
    let tag = value.get(property);
    let known = values.iter().find(|(name, _)| tag.is_some_and(|it| is_tag(it, name))).map(|(_, index)| *index);
    known.or(*default)
}

/// Whether a value is the tag of that text: numbers and booleans are tags, too, as in `"type": 3`.
fn is_tag(value: &Value, tag: &str) -> bool {
    match value {
        Value::String(it) => it == tag,
        Value::Bool(it) => tag == if *it { "true" } else { "false" },
        Value::Number(it) => match it.as_i64() {
            Some(whole) => tag.parse() == Ok(whole),
            None => it.as_f64().is_some_and(|it| tag.parse() == Ok(it)),
        },
        _ => false,
    }
}

/// The variant of `null`, if there is one.
fn null<U: Union>() -> Option<U> {
    match U::CHOICE {
        Choice::Untagged(candidates) if candidates.iter().any(|it| it.kinds.contains(&JsonType::Null)) => {
            choose(&Value::Null, &ReadLimits::default())
        }
        _ => None,
    }
}

fn choose<U: Union>(value: &Value, limits: &ReadLimits) -> Option<U> {
    let chosen = Chosen { value, limits };
    match U::CHOICE {
        Choice::Tagged { .. } => U::variant(tagged::<U>(value)?, &chosen).ok(),
        Choice::Untagged(candidates) => [false, true].into_iter().find_map(|lenient| {
            let mut fitting = candidates.iter().filter(|it| it.fits(value, lenient));
            fitting.find_map(|it| limits.attempt(|| U::variant(it.variant, &chosen)))
        }),
    }
}

/// Writes a variant whose own type has no such member with the tag in front.
fn write_tagged(out: &mut Output<'_>, property: &str, tag: &str, value: &dyn Wire) {
    value.write(&mut Output(&mut Tagging { out: &mut *out.0, property, tag: tag.to_owned() }));
}

/// Puts the tag into the object that passes through.
struct Tagging<'a> {
    out: &'a mut dyn Sink,
    property: &'a str,
    tag: String,
}

impl Sink for Tagging<'_> {
    fn take(&mut self, part: Part<'_>) {
        let Part::Map(each) = part else { return self.out.take(part) };
        let (property, tag) = (self.property, &self.tag);
        self.out.take(Part::Map(&|visit| {
            visit(property, tag);
            // A map of further members may hold the tag that was read.
            each(&mut |name, value| {
                if name != property {
                    visit(name, value);
                }
            });
        }));
    }
}
