//! The plain data between `model` and everything that reads an API: `emit`, `surface`, the drift report.
//!
//! No OpenAPI, no tokens, no logic but small facts computed from the data. Every name in here is final and
//! valid Rust; every reference leads to a [`TypeDef`] of the same [`Api`]. Lists are in the order in which
//! they are printed, and that order never depends on the order of keys in the document.

mod api;
mod constraints;
mod docs;
mod errors;
mod events;
mod facts;
mod features;
mod names;
mod nesting;
mod operation;
mod parts;
mod path;
mod revision;
mod security;
mod servers;
mod types;
mod xml;

pub use api::{Api, HeaderDef, Package, Tag, Webhook};
pub use constraints::{Bound, Constraints, Contains};
pub use docs::{Docs, LocalConstraints};
pub use errors::{CodeAccess, ErrorBody, ErrorReader, ErrorTable, ErrorType, Errors};
pub use events::{Events, Signature};
pub use facts::{CallMethod, Taken, has_default_value, is_default};
pub use features::ALL_OPERATIONS;
pub(crate) use features::TAKEN;
pub use names::{ConstName, FieldName, MethodName, ModuleName, TypeName, VariantName};
pub use operation::{
    Body, BodyContent, BodyKind, Callback, Content, ContentKind, Encoding, GeneratedKey, Group, Link, MoreFlag,
    NextValue, Operation, Outcome, OutcomeVariant, PageParam, PageStyle, PageTotal, Pagination, Param, ParamLocation,
    Part, PartKind, ResponseCase, ScopeConst, Segment, Status, Style,
};
pub use parts::RuntimePart;
pub use path::{QueryPair, QueryValue, closing_brace, split_path, without_fragment};
pub use revision::Revision;
pub use security::{ApiKeyLocation, OAuthFlow, Requirement, SchemeKind, SchemeUse, SecurityScheme};
pub use servers::{Server, ServerVariable};
pub use types::{
    Access, Candidate, Choice, Constant, Enum, EnumRepr, Field, Format, JsonKind, Presence, Scalar, Shape, Step,
    Struct, Tuple, TypeDef, TypeRef, Union, UnionVariant, Usage, Variant,
};
pub use xml::{Xml, XmlElement, XmlItem, XmlMember, XmlObject, XmlPlace, XmlShape};
