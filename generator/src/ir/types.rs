//! Types: what a schema becomes.

use serde_json::{Number, Value};

use super::constraints::Constraints;
use super::docs::Docs;
use super::names::{FieldName, ModuleName, TypeName, VariantName};
use crate::Pointer;

/// A named type of the generated crate.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name, unique in the crate's `types`.
    pub name: TypeName,
    /// The file it stands in; all types are re-exported flat.
    pub module: ModuleName,
    /// The tags that need it, where each tag is a feature; none for a type that is there in any case.
    pub tags: Vec<ModuleName>,
    /// What it is.
    pub docs: Docs,
    /// Its constraints beyond its shape.
    pub constraints: Constraints,
    /// Whether the schema is deprecated.
    pub deprecated: bool,
    /// Who uses it: what requests have gets a constructor and setters.
    pub usage: Usage,
    /// What it looks like.
    pub shape: Shape,
    /// The component's name, where it is one; inline schemas have none.
    pub component: Option<String>,
    /// The schema.
    pub pointer: Pointer,
}

/// The directions in which a type goes over the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Reached from a parameter or a request body.
    pub request: bool,
    /// Reached from a response, a response header or a webhook.
    pub response: bool,
}

/// The kinds of named types.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with known members.
    Struct(Struct),
    /// A closed list of scalars, open for values to come.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// A type with a single value.
    Constant(Constant),
    /// An array with a type per position (`prefixItems`).
    Tuple(Tuple),
    /// Another name for a type.
    Alias(TypeRef),
    /// A wrapper with one field, where an alias would be recursive.
    Newtype(TypeRef),
}

/// A reference to a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeRef {
    /// `bool`.
    Bool,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f64`.
    F64,
    /// `String`.
    String,
    /// A newtype of the runtime that keeps the wire text.
    Format(Format),
    /// Any JSON value.
    Json,
    /// JSON `null`, where nothing else is allowed: `()`.
    Null,
    /// A type of this crate.
    Named(TypeName),
    /// `Vec<T>`.
    List(Box<TypeRef>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeRef>),
    /// `Option<T>`: a value that may be `null`, inside a list, a map, an alias or a body.
    Option(Box<TypeRef>),
    /// `Box<T>`, where a type would contain itself.
    Boxed(Box<TypeRef>),
}

/// Text formats with a type of their own in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// `date-time` (RFC 3339, section 5.6): `DateTime`.
    DateTime,
    /// `date`: `Date`.
    Date,
    /// `time`: `Time`.
    Time,
    /// `duration` (ISO 8601): `Duration`.
    Duration,
    /// `uuid` (RFC 9562): `Uuid`.
    Uuid,
    /// `uri`, `uri-reference`, `iri`: `Uri`.
    Uri,
    /// `decimal`: `Decimal`, a number whose digits are kept.
    Decimal,
    /// `decimal` of a `number`: `DecimalNumber`, the same as a JSON number.
    DecimalNumber,
    /// `byte`, `contentEncoding: base64`: `Base64`.
    Base64,
    /// `binary`, in a multipart body: `File`, bytes or a stream with a name.
    File,
}

/// An object with known members.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The members: required ones first, then by wire name.
    pub fields: Vec<Field>,
    /// The type of members that are not named, where they are kept; the field is called by this name.
    pub extra: Option<(FieldName, TypeRef)>,
    /// Whether the schema forbids other members; ignored on reading, drift looks at it.
    pub closed: bool,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The Rust name.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// The type, without what `presence` adds.
    pub ty: TypeRef,
    /// Whether it may be missing or null.
    pub presence: Presence,
    /// Who may write it.
    pub access: Access,
    /// What it is.
    pub docs: Docs,
    /// Its constraints beyond its type.
    pub constraints: Constraints,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The value by which all unions tell the type, where this is the member that they look at and it can be that
    /// value alone: `new` sets it.
    pub tag: Option<String>,
    /// The member's schema.
    pub pointer: Pointer,
}

/// Whether a member may be missing or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// Always there, may be null: `Option<T>`, written as `null`.
    Nullable,
    /// May be missing, never null: `Option<T>`, left out when `None`.
    Optional,
    /// May be missing and may be null: `Maybe<T>`.
    Tristate,
}

/// `readOnly` and `writeOnly`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// Both ways.
    #[default]
    Both,
    /// Only in responses; left out when writing, never an argument of `new`.
    ReadOnly,
    /// Only in requests; a response without it can be read.
    WriteOnly,
}

/// A list of scalars; a value that is not listed is kept as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// The type of the values on the wire.
    pub repr: EnumRepr,
    /// The values, in the document's order.
    pub variants: Vec<Variant>,
    /// The variant that keeps any other value, `Unknown`.
    pub fallback: VariantName,
}

/// The type of an enum's values on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumRepr {
    /// Strings; the fallback holds a `String`.
    String,
    /// Integers; the fallback holds an `i64`.
    Integer,
    /// Several types, or fractions, or booleans; the fallback holds a JSON value.
    Mixed,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The Rust name.
    pub name: VariantName,
    /// The value on the wire.
    pub wire: Scalar,
    /// What it means, where the document says.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// A JSON value without parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A string.
    String(String),
    /// A number, integral or not, as the document spells it.
    Number(Number),
    /// A boolean.
    Bool(bool),
    /// Null.
    Null,
}

/// A type with a single value (`const`).
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// The value; an object or an array is compared as a whole.
    pub value: Value,
}

/// An array with a type per position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The types of the first positions; all of them must be there.
    pub items: Vec<TypeRef>,
    /// The constraints of the inline schemas of these positions.
    pub item_constraints: Vec<Constraints>,
    /// The type of further items, where they are allowed and kept.
    pub rest: Option<TypeRef>,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The alternatives, in the document's order.
    pub variants: Vec<UnionVariant>,
    /// How a reader distinguishes them.
    pub choice: Choice,
    /// The variant that keeps a value which no alternative takes, as JSON.
    pub fallback: VariantName,
    /// Whether several alternatives may hold at once (`anyOf`).
    pub any_of: bool,
}

/// An alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The Rust name.
    pub name: VariantName,
    /// The type it holds.
    pub ty: TypeRef,
    /// The tag value to write, where the union is tagged and the type itself has no such member.
    pub tag: Option<String>,
    /// What it is.
    pub docs: Docs,
    /// The constraints of an inline schema.
    pub constraints: Constraints,
    /// The alternative's schema.
    pub pointer: Pointer,
}

/// How a reader distinguishes the alternatives of a union.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// By the value of one member, which stays in the variant's own type.
    Tagged {
        /// The member's wire name.
        property: String,
        /// Tag values and the index of the variant that each one means.
        values: Vec<(String, usize)>,
        /// The variant for a missing or unknown tag (3.2 `defaultMapping`).
        default: Option<usize>,
    },
    /// By looking at the value: the first candidate that fits and can be read is taken.
    Untagged(Vec<Candidate>),
}

/// What a value must look like to be tried as one alternative. All conditions hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The index of the variant.
    pub variant: usize,
    /// The JSON types it may have; empty means any.
    pub kinds: Vec<JsonKind>,
    /// Members that must be there.
    pub required: Vec<String>,
    /// Members that must have one of the given values where they are there.
    pub constants: Vec<(String, Vec<Scalar>)>,
    /// Where not empty, the value itself must be one of these.
    pub values: Vec<Scalar>,
    /// Members that the alternative knows; where `closed`, a value with any other one does not fit.
    pub known: Vec<String>,
    /// Whether unknown members speak against this alternative.
    pub closed: bool,
    /// For an array: what its first item must look like, by the same rules.
    pub items: Option<Box<Candidate>>,
}

/// The types of JSON, integers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
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

impl Shape {
    /// The types that this shape names directly.
    pub fn references(&self) -> Vec<&TypeRef> {
        match self {
            Self::Struct(it) => {
                let extra = it.extra.as_ref().map(|(_, ty)| ty);
                it.fields.iter().map(|field| &field.ty).chain(extra).collect()
            }
            Self::Union(it) => it.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Tuple(it) => it.items.iter().chain(&it.rest).collect(),
            Self::Alias(it) | Self::Newtype(it) => vec![it],
            Self::Enum(_) | Self::Constant(_) => Vec::new(),
        }
    }
}

impl TypeRef {
    /// The named type inside, if there is one.
    pub fn named(&self) -> Option<&TypeName> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(it) | Self::Map(it) | Self::Option(it) | Self::Boxed(it) => it.named(),
            _ => None,
        }
    }
}

/// One field on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field to read.
    pub field: FieldName,
    /// How it may be missing.
    pub presence: Presence,
    /// The type that has the field.
    pub owner: TypeName,
}
