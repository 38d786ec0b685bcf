//! Error responses: one enum of their bodies for the whole API, and the tables that operations share.

use super::names::{ConstName, MethodName, TypeName, VariantName};
use super::operation::{Content, ContentKind, Status};
use super::types::{Step, TypeRef};

/// What the API documents of error responses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Errors {
    /// The variants of `ErrorBody`, one for each type that an error response has, by name.
    pub bodies: Vec<ErrorBody>,
    /// The type of the code that most error responses have; none where no code is known.
    pub code: Option<TypeRef>,
    /// The ways in which bodies come, by name.
    pub readers: Vec<ErrorReader>,
    /// The error responses of operations, each table once, by name.
    pub tables: Vec<ErrorTable>,
}

/// A variant of `ErrorBody`.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorBody {
    /// Its name: that of the schema, `ErrorResponse`.
    pub variant: VariantName,
    /// What it holds.
    pub ty: ErrorType,
    /// The ways to the machine-readable code; the first that leads to one counts.
    pub code: Vec<CodeAccess>,
    /// The ways to the message for people; the first that leads to one counts.
    pub message: Vec<CodeAccess>,
}

/// What the body of an error response is read as: always a whole, though it may be documented as a stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorType {
    /// A value.
    Value(TypeRef),
    /// Bytes.
    Bytes,
}

/// A way to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeAccess {
    /// Whether the body may be null: the way begins inside of `Some`.
    pub is_nullable: bool,
    /// Where the body is a union: the alternative in which the way begins.
    pub within: Option<(TypeName, VariantName)>,
    /// The fields to a list, where the rest of the way is that of its first item.
    pub list: Option<Vec<Step>>,
    /// The fields, from the outside in.
    pub steps: Vec<Step>,
    /// The type at the end.
    pub ty: TypeRef,
    /// The same as the document has it, `/errors/0/message`.
    pub pointer: String,
}

/// The documented error responses of one operation or of several.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorTable {
    /// The constant, `ERROR_RESPONSE_401_404`.
    pub name: ConstName,
    /// When a response applies, and the index of how it comes: exact statuses, ranges, then `default`.
    pub cases: Vec<(Status, usize)>,
}

/// A body as it comes: its media type, and what it becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorReader {
    /// The function that makes a row of a table of it, `error_response`.
    pub name: MethodName,
    /// The media type, and how it is read.
    pub content: Content,
    /// The variant of `ErrorBody` that it gives.
    pub variant: VariantName,
}

impl Errors {
    /// The variant for what a body is read as.
    pub fn body(&self, ty: &ErrorType) -> Option<&ErrorBody> {
        self.bodies.iter().find(|it| it.ty == *ty)
    }
}

impl ErrorType {
    /// What a body of an error response is read as.
    pub fn of(content: &Content) -> Self {
        match content.kind {
            ContentKind::Json | ContentKind::Form | ContentKind::Xml | ContentKind::Text => {
                Self::Value(content.ty.clone())
            }
            ContentKind::Bytes => Self::Bytes,
            ContentKind::EventStream | ContentKind::JsonLines => Self::Value(TypeRef::String),
        }
    }
}
