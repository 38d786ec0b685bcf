//! Operations: what goes out and what may come back.

use serde_json::Value;

use super::constraints::Constraints;
use super::docs::Docs;
use super::names::{ConstName, FieldName, MethodName, ModuleName, TypeName, VariantName};
use super::security::Requirement;
use super::types::{Step, TypeRef};
use crate::Pointer;

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or the one made from method and path.
    pub id: String,
    /// Whether the document itself gives the id.
    pub id_given: bool,
    /// The method on the client or on the handle of its group, `update_keyword`.
    pub name: MethodName,
    /// The marker type, `UpdateKeyword`; builder `UpdateKeywordCall`, enum `UpdateKeywordOutput`.
    pub marker: TypeName,
    /// The group whose handle has its methods, `client.issues()`; none where they are the client's own.
    pub group: Option<Group>,
    /// The module of its first tag, or of its group.
    pub module: ModuleName,
    /// All its tags, as the document has them.
    pub tags: Vec<String>,
    /// What it does.
    pub docs: Docs,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template as the document has it, `/api/v2/keywords/{id}`.
    pub path: String,
    /// The same, in segments.
    pub segments: Vec<Segment>,
    /// The parameters: path ones in the order of the template, then required ones, then the rest, by place and name.
    pub params: Vec<Param>,
    /// The request body.
    pub body: Option<Body>,
    /// All documented responses: exact statuses, ranges, then `default`.
    pub responses: Vec<ResponseCase>,
    /// What success gives.
    pub output: Outcome,
    /// The table of its documented error responses; none where no body of them is documented.
    pub errors: Option<ConstName>,
    /// The alternatives of credentials; empty means that none are needed.
    pub security: Vec<Requirement>,
    /// Servers of this operation alone; empty means the API's.
    pub servers: Vec<super::servers::Server>,
    /// `x-required-scope`, `x-required-permission` and friends.
    pub scopes: Vec<ScopeConst>,
    /// How it is paged, where it is.
    pub pagination: Option<Pagination>,
    /// What the server sends to URLs that the request names.
    pub callbacks: Vec<Callback>,
    /// The wire name of the header that makes a repeated call harmless (`Idempotency-Key`), where declared.
    pub idempotency_header: Option<String>,
    /// Whether the call may be made again although its method does not say so.
    pub safe: bool,
    /// The value that the client makes up for it.
    pub generated_key: GeneratedKey,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// A group of operations: their methods are on a handle that the client gives, `client.issues().create(…)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The client's method that gives the handle, `issues`.
    pub name: MethodName,
    /// The handle's type, `Issues`.
    pub handle: TypeName,
}

/// The idempotency key that a client makes up; one that the parameter's schema allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GeneratedKey {
    /// 32 hexadecimal digits.
    #[default]
    Digits,
    /// So many hexadecimal digits.
    Hex(u8),
    /// The same in upper case.
    UpperHex(u8),
    /// A random UUID.
    Uuid,
    /// None: no such value is allowed.
    None,
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text, `/api/v2/keywords/`.
    Literal(String),
    /// The parameter at that index of [`Operation::params`].
    Param(usize),
}

/// A constant of an operation's marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeConst {
    /// `REQUIRED_SCOPE`.
    pub name: ConstName,
    /// The extension, `x-required-scope`.
    pub wire: String,
    /// The values, one or more.
    pub values: Vec<String>,
}

/// A parameter (OpenAPI 3.1, section 4.8.12).
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// The argument or setter.
    pub name: FieldName,
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub location: ParamLocation,
    /// Whether the call is wrong without it.
    pub required: bool,
    /// Its type.
    pub ty: TypeRef,
    /// How it is written.
    pub style: Style,
    /// Whether each item or member is written separately (`explode`).
    pub explode: bool,
    /// Whether reserved characters (RFC 3986, section 2.2) stay as they are.
    pub allow_reserved: bool,
    /// Whether the value may span segments of the path, so that its slashes stay as they are.
    pub slashes: bool,
    /// Whether an empty value is legal.
    pub allow_empty: bool,
    /// The media type of a parameter that is serialized by `content`.
    pub content: Option<String>,
    /// What it is.
    pub docs: Docs,
    /// Its constraints.
    pub constraints: Constraints,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// The location of a parameter (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParamLocation {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query string (3.2 `querystring`).
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How a parameter is written (OpenAPI 3.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `3,4,5`.
    Simple,
    /// `;id=3`.
    Matrix,
    /// `.3`.
    Label,
    /// `id=3&id=4`.
    Form,
    /// `id=3%204`.
    SpaceDelimited,
    /// `id=3|4`.
    PipeDelimited,
    /// `id[a]=3`.
    DeepObject,
    /// 3.2 `cookie`: as `form`, without percent-encoding.
    Cookie,
}

impl Style {
    /// The style in the words of the document.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Matrix => "matrix",
            Self::Label => "label",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether the call is wrong without it.
    pub required: bool,
    /// What it is.
    pub docs: Docs,
    /// The media types, the preferred one first; each has a setter or, where required, a method of its own.
    pub contents: Vec<BodyContent>,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// One media type of a request body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyContent {
    /// The argument or setter, `body` for the preferred one.
    pub name: FieldName,
    /// The method on the client where this is not the preferred one and the body is required, `upload_form`.
    pub method: MethodName,
    /// The media type as it is sent, `application/json`.
    pub media_type: String,
    /// Other media types of the document that carry the same value in the same way, and so need no method.
    pub equivalent_media_types: Vec<String>,
    /// How it is written.
    pub kind: BodyKind,
    /// Its type.
    pub ty: TypeRef,
    /// The members of a form in the order of the document, where that is not the one of the alphabet.
    pub order: Vec<String>,
    /// The constraints of an inline schema.
    pub constraints: Constraints,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// JSON (RFC 8259).
    Json,
    /// `application/x-www-form-urlencoded`, with the encoding of members that have one.
    Form(Vec<Encoding>),
    /// `multipart/form-data` (RFC 7578) and its kin, member by member in the order of the document.
    Multipart(Vec<Part>),
    /// Text as it is.
    Text,
    /// Bytes as they are, possibly a stream.
    Bytes,
    /// XML of a schema; names and attributes by the `xml` keyword.
    Xml,
    /// JSON Lines, a value each line.
    JsonLines,
}

/// How one member of a form is written (`encoding`).
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The member's wire name.
    pub property: String,
    /// The style.
    pub style: Style,
    /// Whether it is exploded.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// A media type, where the member is written as such a text (`application/json`).
    pub content_type: Option<String>,
}

/// A member of a multipart body, or all those that have no name of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The member's wire name; none for the members that the struct keeps in its map.
    pub property: Option<String>,
    /// The member's Rust name.
    pub field: FieldName,
    /// How it is written.
    pub kind: PartKind,
    /// Whether there is a part for each item of a list.
    pub repeated: bool,
    /// The media type that the part is sent with, where the document gives one.
    pub content_type: Option<String>,
    /// The media types that the document lists for the part, as it lists them.
    pub allowed: Option<String>,
    /// The style, where the document gives one (3.1 `encoding`): as many parts as a query would have pairs.
    pub style: Option<Encoding>,
}

/// How a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A file: bytes or a stream, with a file name.
    File,
    /// A scalar as text.
    Text,
    /// JSON.
    Json,
}

/// A documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseCase {
    /// When it applies.
    pub status: Status,
    /// What it is.
    pub docs: Docs,
    /// The media types; empty means no body.
    pub contents: Vec<Content>,
    /// The typed headers, as indices into [`Api::headers`](super::Api::headers), with whether they are required.
    pub headers: Vec<(usize, bool)>,
    /// The links.
    pub links: Vec<Link>,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// The status of a documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Exactly this one.
    Code(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// Any other.
    Default,
}

/// One media type of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type or range in its one spelling, `application/vnd.api+json;version=1`: with the parameters that tell
    /// it from others.
    pub media_type: String,
    /// How it is read.
    pub kind: ContentKind,
    /// Its type; for a stream, that of an item.
    pub ty: TypeRef,
    /// The constraints of an inline schema.
    pub constraints: Constraints,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// How a response body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentKind {
    /// JSON. Single values may come as text, too, and under a range the response says which it is.
    Json,
    /// Text: `String`.
    Text,
    /// Bytes as a stream.
    Bytes,
    /// Server-sent events, typed items.
    EventStream,
    /// JSON Lines, NDJSON or json-seq, typed items.
    JsonLines,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// XML.
    Xml,
}

impl ContentKind {
    /// The same for all ways to read one value as a whole: a value in JSON, XML or text is one type to the caller.
    pub fn as_value(self) -> Self {
        match self {
            Self::Xml | Self::Text => Self::Json,
            other => other,
        }
    }
}

/// What success gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing is documented: `()`.
    None,
    /// Always the same.
    Single {
        /// The type, that of an item for a stream.
        ty: TypeRef,
        /// How it is read.
        kind: ContentKind,
    },
    /// Several shapes: an enum of the operation.
    Enum {
        /// Its name, `RunSearchOutput`.
        name: TypeName,
        /// Its variants, in the order of the responses.
        variants: Vec<OutcomeVariant>,
    },
}

impl Outcome {
    /// Whether a success can have content that is read in this way.
    pub fn has(&self, kind: ContentKind) -> bool {
        match self {
            Self::None => false,
            Self::Single { kind: it, .. } => *it == kind,
            Self::Enum { variants, .. } => {
                variants.iter().filter_map(|it| it.content.as_ref()).any(|it| it.kind == kind)
            }
        }
    }
}

/// A shape of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeVariant {
    /// `Accepted`, `OkCsv`, `NotFound`, `Default`.
    pub name: VariantName,
    /// When it applies.
    pub status: Status,
    /// The media type that it has; none for an empty body.
    pub content: Option<Content>,
    /// What it is.
    pub docs: Docs,
}

/// A link to another operation (OpenAPI 3.1, section 4.8.20): documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The operation it leads to, by id or reference.
    pub target: String,
    /// Parameters and the expressions that give them.
    pub parameters: Vec<(String, Value)>,
    /// What it is.
    pub description: Option<String>,
}

/// How an operation is paged.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// What leads to the next page.
    pub style: PageStyle,
    /// The variants of the output that are pages, where it is an enum; the others have no items.
    pub variants: Vec<VariantName>,
    /// Whether `null` may stand for a whole page.
    pub nullable: bool,
    /// The way from the page to the list of items.
    pub items: Vec<Step>,
    /// The type of an item.
    pub item: TypeRef,
    /// The boolean that says whether there is more.
    pub more: Option<MoreFlag>,
    /// How many there are, where the response says so.
    pub total: Option<PageTotal>,
    /// How the rule was found: `settings`, an extension, or the name of the rule.
    pub found_by: String,
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageStyle {
    /// A value of the response goes into a parameter of the next request.
    Cursor {
        /// Where it goes.
        param: PageParam,
        /// Where it comes from.
        next: NextValue,
        /// Whether the response may give a URL in its place, which is followed.
        may_be_url: bool,
        /// Whether it stays the same from page to page (`scroll_id`).
        steady: bool,
    },
    /// A page number that counts up.
    Page {
        /// Where it goes.
        param: PageParam,
        /// The number of the first page; none where that has to be found out.
        first: Option<u64>,
        /// The way to the number of the page in the output, where the document leaves the first one open.
        current: Option<Vec<Step>>,
    },
    /// A number of items to skip.
    Offset {
        /// Where it goes.
        param: PageParam,
        /// The number of the first item.
        first: u64,
    },
    /// The `Link` header with `rel="next"` (RFC 8288).
    LinkHeader,
    /// A URL in the response.
    NextUrl {
        /// The way to it in the page.
        next: Vec<Step>,
        /// Its type there.
        ty: TypeRef,
    },
}

/// Where the next cursor comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum NextValue {
    /// A member of the page: the way to it, and its type.
    Member(Vec<Step>, TypeRef),
    /// A member of the last item: the way to it from there, and its type.
    Last(Vec<Step>, TypeRef),
    /// A header of the response, and whether it is a number.
    Header(String, bool),
}

/// A boolean that says whether there is more.
#[derive(Clone, Debug, PartialEq)]
pub struct MoreFlag {
    /// The way to it in the page.
    pub way: Vec<Step>,
    /// Whether it says the contrary: `done`.
    pub negated: bool,
}

/// How many there are.
#[derive(Clone, Debug, PartialEq)]
pub enum PageTotal {
    /// The way to the number of all items.
    Items(Vec<Step>),
    /// The way to the number of all pages.
    Pages(Vec<Step>),
    /// The header with the number of all items.
    ItemsHeader(String),
    /// The header with the number of all pages.
    PagesHeader(String),
}

/// Where the page goes in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageParam {
    /// A query parameter of that wire name.
    Query(String),
    /// A member of the JSON body, as a JSON pointer.
    Body(String),
}

/// A request that the server makes to a URL of the caller (OpenAPI 3.1, section 4.8.18).
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// The key under `callbacks`.
    pub name: String,
    /// The expression that gives the URL.
    pub expression: String,
    /// The HTTP method, upper case.
    pub method: String,
    /// The type of its JSON body.
    pub ty: TypeRef,
    /// What it is.
    pub docs: Docs,
    /// Where it is declared.
    pub pointer: Pointer,
    /// The schema of the body.
    pub body: Pointer,
}
