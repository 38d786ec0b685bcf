//! What a document says of an operation's requests, as generated crates hand it to the server for tests. A value is
//! right if the type that the client would send can be read from it, and if it keeps to the demands: a client takes what
//! an enum does not list and what fits no variant of a union, a request must not hold it.

use serde_json::Value;

use super::fake_check::Sent;
pub use super::fake_demands::{Alternative, Demand, Types};
pub use super::fake_strict::Listed;
use super::fake_strict::strictly;
use super::fake_texts::{Texts, Written};
use super::mismatch::Mismatch;
use super::operation::Meta;
use super::param::ParamSpec;
use super::read::{self, ReadError};
use super::wire::Wire;
use super::{fake_bodies, fake_params, wire_value, xml};

/// What a document says of requests.
#[derive(Debug)]
pub struct Book {
    /// The rules of each operation.
    pub operations: &'static [Rules],
    /// What the types of requests demand.
    pub types: Types,
}

/// The rules of one operation.
#[derive(Debug)]
pub struct Rules {
    /// The operation.
    pub meta: &'static Meta,
    /// Its place in the document.
    pub pointer: &'static str,
    /// Whether the server gives URLs of pages, whose queries are its own.
    pub links: bool,
    /// Its parameters.
    pub params: &'static [ParamRule],
    /// Its body, by media types.
    pub bodies: &'static [BodyRule],
}

/// The rules of a parameter.
#[derive(Debug)]
pub struct ParamRule {
    /// How it is written.
    pub spec: ParamSpec,
    /// Whether each request has it.
    pub required: bool,
    /// Its place in the document.
    pub pointer: &'static str,
    /// How its text is taken apart.
    pub looks: Looks,
    /// Its value, if it is of its type.
    pub reads: ReadTexts,
    /// What is demanded of the value.
    pub demands: &'static [Demand],
}

/// How the text of a parameter is taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A single value.
    One,
    /// A list of values.
    List,
    /// Members with any names.
    Members,
    /// Members with these names.
    Named(&'static [&'static str]),
    /// That depends on the value, which is not one with members.
    Any,
    /// That depends on the value, which may be one with members.
    Free,
}

/// The rules of a body of some media types.
#[derive(Debug)]
pub struct BodyRule {
    /// The media types.
    pub media_types: &'static [&'static str],
    /// Its place in the document.
    pub pointer: &'static str,
    /// How it is read.
    pub reads: Reads,
    /// What is demanded of the value that is read, or of each line.
    pub demands: &'static [Demand],
}

/// Reads bytes as a value of some type.
pub type ReadBytes = fn(&[u8]) -> Result<Value, ReadError>;
/// Reads texts as a value of some type.
pub type ReadTexts = fn(&Texts) -> Result<Value, Mismatch>;

/// How a body is read.
#[derive(Debug)]
pub enum Reads {
    /// As JSON of a type.
    Json(ReadBytes),
    /// As JSON of a type, line by line.
    Lines(ReadBytes),
    /// As XML of a type.
    Xml(ReadBytes),
    /// As a form of a type, with the members that are written in a style of their own.
    Form(ReadTexts, &'static [MemberRule]),
    /// As parts of a `multipart` body, and whether there may be more.
    Parts(&'static [PartRule], bool),
    /// As text.
    Text,
    /// Not at all.
    Bytes,
}

/// A member of a form that is written in a style of its own.
#[derive(Debug)]
pub struct MemberRule {
    /// How it is written.
    pub spec: ParamSpec,
    /// How its text is taken apart.
    pub looks: Looks,
}

/// A part of a `multipart` body.
#[derive(Debug)]
pub struct PartRule {
    /// Its name.
    pub name: &'static str,
    /// Whether each body has it.
    pub required: bool,
    /// Its value, if it is of its type; files have none.
    pub reads: Option<ReadBytes>,
    /// How its value is spread over parts, and read from them, where it is written in a style of its own.
    pub styled: Option<(MemberRule, ReadTexts)>,
    /// What is demanded of the value.
    pub demands: &'static [Demand],
}

/// The value of a JSON text, if it is of the type.
///
/// # Errors
///
/// It is not, or it is no JSON.
pub fn json<T: Wire>(text: &[u8]) -> Result<Value, ReadError> {
    read::json_text::<T>(text)?;
    serde_json::from_slice(text).map_err(|error| ReadError::json(text, error))
}

/// The value of an XML text with that root, if it is of the type.
///
/// # Errors
///
/// It is not, or it is no XML.
pub fn xml<T: Wire>(text: &[u8], root: &xml::Element) -> Result<Value, ReadError> {
    let value = xml::json_of(text, root)?;
    of_type::<T>(&value).map_err(|it| ReadError { message: it.message().to_owned(), path: Some(it.path()) })?;
    Ok(value)
}

/// The value of texts, if they are of the type.
///
/// # Errors
///
/// They are not.
pub fn texts<T: Wire>(texts: &Texts) -> Result<Value, Mismatch> {
    let mut slot = None::<T>;
    strictly(|| texts.fill(&mut slot))?;
    let value = slot.as_ref().map(|it| super::serialize(it, serde_json::value::Serializer)).transpose();
    value.map(Option::unwrap_or_default).map_err(|error| Mismatch::new(error.to_string()))
}

/// The value of a part's text, if it is of the type.
///
/// # Errors
///
/// It is not, or it is not UTF-8.
pub fn text<T: Wire>(text: &[u8]) -> Result<Value, ReadError> {
    let text = std::str::from_utf8(text).map_err(|error| ReadError::new(error.to_string()))?;
    texts::<T>(&Texts::one(text, Written::Plain)).map_err(|error| ReadError::new(error.to_string()))
}

/// Whether a value is one that an enum lists.
pub fn listed<T: Listed>(value: &Value) -> bool {
    wire_value::read::<T>(value, &wire_value::Place::default()).is_ok_and(|it| it.is_listed())
}

/// Whether a value is of the type.
///
/// # Errors
///
/// It is not.
pub fn of_type<T: Wire>(value: &Value) -> Result<(), Mismatch> {
    wire_value::read::<T>(value, &wire_value::Place::default()).map(drop)
}

/// What is wrong with a request.
pub(super) fn check(sent: &Sent, rules: &Rules, types: Types, keys: &[&str]) -> Vec<String> {
    let mut wrong = fake_params::check(sent, rules, types, keys);
    wrong.extend(fake_bodies::check(sent, rules.bodies, types));
    wrong
}
