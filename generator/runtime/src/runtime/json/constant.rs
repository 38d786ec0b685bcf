//! Types with a single value. Anything else is an error on reading, which is how a union distinguishes its variants.

use std::fmt;

use serde_json::Value;

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::model::{Model, Parts};
use crate::runtime::json::scalar::Scalar;
use crate::runtime::json::wire::{JsonValue, Output, Wire};

/// The name and the value of a constant.
pub struct ConstantShape {
    /// The type.
    pub name: &'static str,
    /// The value.
    pub value: Scalar,
}

/// The kind of constants, which have no parts.
pub enum Single {}

impl Parts for Single {
    type Shape = ConstantShape;
    type In<'a> = ();
    type Out<'a> = ();
    type Places = ();

    fn read<M: Model<Parts = Self>>(input: JsonValue<'_>) -> Result<M, Mismatch> {
        let value = M::SHAPE.value;
        if let (JsonValue::Text(text), Scalar::Text(wanted)) = (&input, value)
            && text == wanted
        {
            return Ok(M::of(()));
        }
        let found = Value::read(input)?;
        if value.is(&found) {
            return Ok(M::of(()));
        }
        Err(Mismatch::new(format!("expected {value}, found {}", crate::runtime::json::mismatch::excerpt(&found))))
    }

    fn null<M: Model<Parts = Self>>() -> Option<M> {
        M::SHAPE.value.is(&Value::Null).then(|| M::of(()))
    }

    fn write<M: Model<Parts = Self>>(_value: &M, out: &mut Output<'_>) {
        match M::SHAPE.value {
            Scalar::Text(text) => out.text(text),
            other => other.to_value().write(out),
        }
    }

    fn print<M: Model<Parts = Self>>(_value: &M, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(M::SHAPE.name)
    }

    fn same<M: Model<Parts = Self>>(_left: &M, _right: &M) -> bool {
        true
    }

    fn copy<M: Model<Parts = Self>>(_value: &M) -> M {
        M::of(())
    }
}

/// A type with a single value.
#[macro_export]
#[doc(hidden)]
macro_rules! single_value {
    ($(#[$($attribute:tt)*])* pub struct $name:ident = $kind:ident($value:literal);) => {
        $(#[$($attribute)*])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name;

        impl $crate::runtime::model::Model for $name {
            type Parts = $crate::runtime::constant::Single;
            const SHAPE: &'static $crate::runtime::constant::ConstantShape = &$crate::runtime::constant::ConstantShape {
                name: ::core::stringify!($name),
                value: $crate::runtime::scalar::Scalar::$kind($value),
            };

            #[inline]
            fn of((): ()) -> Self {
                Self
            }

            #[inline]
            fn parts(&self) {}
        }

        $crate::printed_by_wire! { $name }
        $crate::serde_by_wire! { $name }
    };
}
