//! The constraints of a schema beyond its type. They are documentation in Rust, and compared by the drift report.

use std::sync::OnceLock;

use serde_json::{Number, Value};

/// A bound of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: Number,
    /// True where the number itself is out of bounds.
    pub exclusive: bool,
}

/// `minContains` and `maxContains`, where there is a `contains` that requires something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contains {
    /// At least so many items match.
    pub least: u64,
    /// At most so many items match.
    pub most: Option<u64>,
}

/// The validation keywords of JSON Schema that do not change the Rust type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minimum` or `exclusiveMinimum`.
    pub minimum: Option<Bound>,
    /// `maximum` or `exclusiveMaximum`.
    pub maximum: Option<Bound>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// The one boolean that is allowed, where `enum` lists just one.
    pub only: Option<bool>,
    /// The strings that a text body may be (`enum`); empty for any.
    pub texts: Vec<String>,
    /// `pattern`, an ECMA-262 regular expression.
    pub pattern: Option<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// How many items match `contains`.
    pub contains: Option<Contains>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// Whether a parameter may be null. It has no type for that: a parameter that is null is one that is not sent.
    pub null: bool,
    /// Whether a number, or one inside of lists and maps, may also be sent as a string.
    pub number_text: bool,
    /// `format`, where it gives no type of its own.
    pub format: Option<String>,
    /// `default`.
    pub default: Option<Value>,
    /// The constraints of the items of a list or the values of a map, if their schema is inline and has no type of its own.
    pub items: Option<Box<Constraints>>,
    /// The headers that parts of a multipart body have: part, header, whether it must be there.
    pub part_headers: Vec<(String, String, bool)>,
    /// Everything else that a type cannot say, as sentences: `not`, `if`, `dependentRequired`, `propertyNames`.
    pub notes: Vec<String>,
}

impl Constraints {
    /// No constraints.
    pub fn nothing() -> &'static Self {
        static NOTHING: OnceLock<Constraints> = OnceLock::new();
        NOTHING.get_or_init(Self::default)
    }

    /// Whether there are no constraints.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
