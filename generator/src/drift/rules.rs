//! Every kind of change, with its verdict for either direction: the table behind the report.
//!
//! A rule says what a change means in a request and in a response; a change seen in both takes the worse. Its
//! `rust` level is only a floor: the level itself comes from the items that differ between the two surfaces.
//! The verdict answers one question: would a program built against the old document break against the new
//! server? Where checkers of documents only warn, that question decides:
//!
//! | change | verdict | why |
//! | --- | --- | --- |
//! | parameter removed | breaking | what the program asks for is ignored or refused |
//! | member of a request removed | breaking | what the program sends is ignored or refused |
//! | optional member of a response removed | breaking | what the program reads never comes again |
//! | optional header of a response removed | breaking | what the program reads never comes again |
//! | value added to an enum of a response | breaking | a program that knows all values meets another one |
//! | credentials or a scope demanded | breaking | the program is answered with 401 or 403 |
//! | address of the server or of tokens changed or gone | breaking | the program calls the old one |
//! | pattern of a response changed | non-breaking | readers do not check patterns |
//! | other members forbidden in a request | breaking | they were allowed, said or unsaid; a program may send them |
//! | other members allowed in a response | non-breaking | a program reads what was documented |
//! | became read-only in a request | breaking | as good as removed from it |
//! | became write-only in a response | breaking | as good as removed from it |
//! | default of an optional parameter changed | breaking | a call without it means something else |
//! | default of a member changed | non-breaking | documents use it for what a form shows at first |

use super::{Class, Level, Wire};
use Opposite::{Itself, Rule as Not};

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// The id, without the subject that comes before it.
    pub name: &'static str,
    /// The verdict in a request.
    pub request: Wire,
    /// The verdict in a response.
    pub response: Wire,
    /// The least that the crate's version must do.
    pub rust: Level,
    /// What it is about.
    pub class: Class,
    /// What the same change is the other way round.
    pub opposite: Opposite,
    /// The sentence for the reviewer, with `{place}`, `{before}` and `{after}`.
    pub says: &'static str,
    /// What callers must do.
    pub callers: &'static str,
}

/// What a change becomes when the two documents trade places.
#[derive(Debug, PartialEq, Eq)]
pub enum Opposite {
    /// The same kind.
    Itself,
    /// Another kind, by its name.
    Rule(&'static str),
}

/// The kind of a change, by its id: the name of a rule behind one of the subjects that go before it.
pub fn kind(id: &str) -> Option<&'static Rule> {
    let subjects = ["", "-body", "-property", "-schema", "-parameter", "-header"];
    let messages = ["request", "response", "schema"];
    let id = id.strip_prefix("hook-").unwrap_or(id);
    let before = |rest: &str| match rest.strip_suffix('-') {
        None => rest.is_empty(),
        Some("webhook-payload") => true,
        Some(head) => messages.iter().any(|it| head.strip_prefix(it).is_some_and(|it| subjects.contains(&it))),
    };
    // Of two names that fit, the longer one leaves less unsaid.
    let fitting = ALL.iter().filter(|it| id.strip_suffix(it.name).is_some_and(before));
    fitting.max_by_key(|it| it.name.len()).copied()
}

macro_rules! rules {
    ($($name:ident $id:literal $request:ident $response:ident $rust:ident $class:ident $opposite:expr,
       $says:literal, $callers:literal;)*) => {
        $(#[allow(missing_docs)] pub const $name: &Rule = &Rule {
            name: $id,
            request: Wire::$request,
            response: Wire::$response,
            rust: Level::$rust,
            class: Class::$class,
            opposite: $opposite,
            says: $says,
            callers: $callers,
        };)*

        /// All of them.
        pub const ALL: &[&Rule] = &[$($name),*];
    };
}

rules! {
    // Operations. Their ids are whole: no message comes before them.
    OPERATION_ADDED "operation-added" NonBreaking NonBreaking Patch Contract Not("operation-removed"),
        "operation {place} was added",
        "call it if you need it";
    OPERATION_REMOVED "operation-removed" Breaking Breaking Patch Contract Not("operation-added"),
        "operation {place} was removed",
        "stop calling it; the server no longer answers it";
    OPERATION_REMOVED_DEPRECATED "operation-removed-after-deprecation" NonBreaking NonBreaking Patch Contract Not("operation-added"),
        "operation {place}, which was deprecated, was removed",
        "stop calling it; it had been announced";
    OPERATION_PATH "operation-path-changed" Breaking Breaking Patch Contract Itself,
        "operation {place} moved from {before} to {after}",
        "upgrade: programs built before call the old address";
    OPERATION_METHOD "operation-method-changed" Breaking Breaking Patch Contract Itself,
        "operation {place} is now {after}, not {before}",
        "upgrade: programs built before use the old method";
    PATH_VARIABLE "operation-path-variable-renamed" None None Patch Contract Itself,
        "the path variable {before} of {place} is now called {after}",
        "nothing to do";
    OPERATION_ID "operation-id-renamed" None None Patch Contract Itself,
        "the operation id {before} is now {after}",
        "call the method by its new name";
    OPERATION_ID_ADDED "operation-id-added" None None Patch Contract Not("operation-id-removed"),
        "{place} now has the operation id {after}",
        "call the method by its new name";
    OPERATION_ID_REMOVED "operation-id-removed" None None Patch Contract Not("operation-id-added"),
        "{place} lost its operation id {before}",
        "call the method by its new name";
    OPERATION_IDS_SWAPPED "operation-ids-swapped" None None Major Contract Itself,
        "operation ids changed places, {before} is now {after}: calls compile and do something else",
        "check every call of these methods before you upgrade";
    OPERATION_DEPRECATED "operation-deprecation-added" NonBreaking NonBreaking Patch Contract Not("operation-deprecation-removed"),
        "operation {place} is deprecated",
        "look for its replacement";
    OPERATION_UNDEPRECATED "operation-deprecation-removed" NonBreaking NonBreaking Patch Contract Not("operation-deprecation-added"),
        "operation {place} is no longer deprecated",
        "nothing to do";
    OPERATION_TAGS "operation-tags-changed" NonBreaking NonBreaking None Metadata Itself,
        "the tags of {place} are now {after}, not {before}",
        "nothing to do";
    OPERATION_DOCS "operation-docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    OPERATION_SCOPE "operation-scope-changed" None None Patch Contract Itself,
        "what {place} says of permissions is now {after}, not {before}",
        "check what your key is allowed to do";
    OPERATION_SERVERS "operation-servers-changed" Breaking Breaking Patch Contract Itself,
        "the servers of {place} are now {after}, not {before}",
        "check that you trust the new address";
    OPERATION_SERVER_ADDED "operation-server-added" NonBreaking NonBreaking Patch Contract Not("operation-server-removed"),
        "{place} may be called at {after}, too",
        "check that you trust the new address";
    OPERATION_SERVER_REMOVED "operation-server-removed" Breaking Breaking Patch Contract Not("operation-server-added"),
        "{place} may no longer be called at {before}",
        "use another server";
    OPERATION_PAGINATION "operation-pagination-changed" None None Patch Contract Itself,
        "the paging of {place} is now {after}, not {before}",
        "check loops over pages";

    // Parameters, always of a request.
    PARAMETER_OPTIONAL_ADDED "request-optional-parameter-added" NonBreaking NonBreaking Patch Contract Not("request-optional-parameter-removed"),
        "the optional parameter {place} was added",
        "set it if you need it";
    PARAMETER_OPTIONAL_REMOVED "request-optional-parameter-removed" Breaking Breaking Patch Contract Not("request-optional-parameter-added"),
        "the optional parameter {place} was removed",
        "stop setting it; it has no effect or is refused";
    PARAMETER_REQUIRED_ADDED "request-required-parameter-added" Breaking Breaking Patch Contract Not("request-required-parameter-removed"),
        "the required parameter {place} was added",
        "give it; calls without it are refused";
    PARAMETER_REQUIRED_REMOVED "request-required-parameter-removed" Breaking Breaking Patch Contract Not("request-required-parameter-added"),
        "the required parameter {place} was removed",
        "stop giving it; it has no effect or is refused";
    PARAMETER_MOVED "request-parameter-place-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} goes into the {after} now, not into the {before}",
        "upgrade: programs built before send it in the old place";
    PARAMETER_STYLE "request-parameter-style-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_RESERVED "request-parameter-reserved-changed" Breaking Breaking Patch Contract Itself,
        "reserved characters of the parameter {place} are {after} now, not {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_EMPTY_ALLOWED "request-parameter-empty-allowed" NonBreaking NonBreaking Patch Contract Not("request-parameter-empty-forbidden"),
        "the parameter {place} may be empty now",
        "nothing to do";
    PARAMETER_EMPTY_FORBIDDEN "request-parameter-empty-forbidden" Breaking Breaking Patch Contract Not("request-parameter-empty-allowed"),
        "the parameter {place} may no longer be empty",
        "do not send it empty";
    PARAMETER_NULL_ALLOWED "request-parameter-null-allowed" NonBreaking NonBreaking Patch Contract Not("request-parameter-null-forbidden"),
        "{place} may be null now, which is as good as not sent",
        "nothing to do";
    PARAMETER_NULL_FORBIDDEN "request-parameter-null-forbidden" NonBreaking NonBreaking Patch Contract Not("request-parameter-null-allowed"),
        "{place} may no longer be null, which was as good as not sent",
        "nothing to do";
    PARAMETER_CONTENT "request-parameter-serialization-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_DEFAULT_ADDED "request-parameter-default-added" Breaking Breaking Patch Contract Not("request-parameter-default-removed"),
        "the parameter {place} has the default {after} now",
        "set it where you rely on what happened without it";
    PARAMETER_DEFAULT_REMOVED "request-parameter-default-removed" Breaking Breaking Patch Contract Not("request-parameter-default-added"),
        "the parameter {place} no longer has the default {before}",
        "set it where you rely on the default";
    PARAMETER_DEFAULT_CHANGED "request-parameter-default-changed" Breaking Breaking Patch Contract Itself,
        "the default of the parameter {place} is {after} now, not {before}",
        "set it where you rely on the default";
    PARAMETER_DEFAULT_IDLE "request-required-parameter-default-changed" NonBreaking NonBreaking Patch Contract Itself,
        "the default of the parameter {place}, which is always given, is {after} now, not {before}",
        "nothing to do";

    // Bodies and media types.
    BODY_OPTIONAL_ADDED "request-optional-body-added" NonBreaking NonBreaking Patch Contract Not("request-optional-body-removed"),
        "{place} takes an optional body now",
        "set it if you need it";
    BODY_REQUIRED_ADDED "request-required-body-added" Breaking Breaking Patch Contract Not("request-required-body-removed"),
        "{place} demands a body now",
        "give one; calls without it are refused";
    BODY_OPTIONAL_REMOVED "request-optional-body-removed" Breaking Breaking Patch Contract Not("request-optional-body-added"),
        "{place} no longer takes a body",
        "stop giving one";
    BODY_REQUIRED_REMOVED "request-required-body-removed" Breaking Breaking Patch Contract Not("request-required-body-added"),
        "{place} no longer takes a body",
        "stop giving one";
    REQUEST_MEDIA_ADDED "request-media-type-added" NonBreaking NonBreaking Patch Contract Not("request-media-type-removed"),
        "{place} takes {after} too",
        "use it if you need it";
    REQUEST_MEDIA_REMOVED "request-media-type-removed" Breaking Breaking Patch Contract Not("request-media-type-added"),
        "{place} no longer takes {before}",
        "send another media type";
    REQUEST_MEDIA_WIDENED "request-media-type-widened" NonBreaking NonBreaking Patch Contract Not("request-media-type-narrowed"),
        "{place} takes {after} now, no longer only {before}",
        "use it if you need it";
    REQUEST_MEDIA_NARROWED "request-media-type-narrowed" Breaking Breaking Patch Contract Not("request-media-type-widened"),
        "{place} takes only {after} now, it took {before}",
        "send that media type";
    REQUEST_ENCODING_WIDENED "request-encoding-widened" NonBreaking NonBreaking Patch Contract Not("request-encoding-narrowed"),
        "{place} may be {after} now, it was {before}",
        "use it if you need it";
    REQUEST_ENCODING_NARROWED "request-encoding-narrowed" Breaking Breaking Patch Contract Not("request-encoding-widened"),
        "{place} must be {after} now, it could be {before}",
        "send that media type";
    PART_HEADER_OPTIONAL_ADDED "request-part-optional-header-added" NonBreaking NonBreaking Patch Contract Not("request-part-optional-header-removed"),
        "{place} was added",
        "send it if you need it";
    PART_HEADER_REQUIRED_ADDED "request-part-required-header-added" Breaking Breaking Patch Contract Not("request-part-required-header-removed"),
        "{place} was added, and it is required",
        "send it with the part";
    PART_HEADER_OPTIONAL_REMOVED "request-part-optional-header-removed" Breaking Breaking Patch Contract Not("request-part-optional-header-added"),
        "{place} was removed",
        "stop sending it";
    PART_HEADER_REQUIRED_REMOVED "request-part-required-header-removed" Breaking Breaking Patch Contract Not("request-part-required-header-added"),
        "{place}, which was required, was removed",
        "stop sending it";
    PART_HEADER_REQUIRED "request-part-header-became-required" Breaking Breaking Patch Contract Not("request-part-header-became-optional"),
        "{place} is required now",
        "send it with the part";
    PART_HEADER_OPTIONAL "request-part-header-became-optional" NonBreaking NonBreaking Patch Contract Not("request-part-header-became-required"),
        "{place} is optional now",
        "nothing to do";
    XML_NAME "xml-name-changed" Breaking Breaking Patch Contract Itself,
        "in XML {place} is called {after} now, not {before}",
        "upgrade: programs built before use the old name";
    XML_PLACE "xml-place-changed" Breaking Breaking Patch Contract Itself,
        "in XML {place} is the {after} now, not the {before}",
        "upgrade: programs built before look for it there";
    XML_WRAPPED "xml-wrapping-changed" Breaking Breaking Patch Contract Itself,
        "in XML the list {place} has {after} now, it had {before}",
        "upgrade: programs built before write and read it the old way";
    RESPONSE_MEDIA_WIDENED "response-media-type-widened" Breaking Breaking Patch Contract Not("response-media-type-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "be ready for others";
    RESPONSE_MEDIA_NARROWED "response-media-type-narrowed" NonBreaking NonBreaking Patch Contract Not("response-media-type-widened"),
        "{place} is {after} now, of {before}",
        "nothing to do";
    REQUEST_ENCODING "request-encoding-changed" Breaking Breaking Patch Contract Itself,
        "{place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    RESPONSE_MEDIA_ADDED "response-media-type-added" NonBreaking NonBreaking Patch Contract Not("response-media-type-removed"),
        "{place} may be {after} now",
        "be ready to read it";
    RESPONSE_MEDIA_REMOVED "response-media-type-removed" Breaking Breaking Patch Contract Not("response-media-type-added"),
        "{place} is no longer {before}",
        "read another media type";
    RESPONSE_BODY_ADDED "response-body-added" NonBreaking NonBreaking Patch Contract Not("response-body-removed"),
        "{place} has a body now: {after}",
        "read it if you need it";
    RESPONSE_BODY_REMOVED "response-body-removed" Breaking Breaking Patch Contract Not("response-body-added"),
        "{place} no longer has a body of {before}",
        "do without it";

    // Responses and their headers.
    SUCCESS_ADDED "response-success-status-added" NonBreaking NonBreaking Patch Contract Not("response-success-status-removed"),
        "{place} may succeed with {after} now",
        "be ready for it";
    SUCCESS_REMOVED "response-success-status-removed" Breaking Breaking Patch Contract Not("response-success-status-added"),
        "{place} no longer succeeds with {before}",
        "see what it succeeds with instead";
    SUCCESS_WIDENED "response-success-status-widened" NonBreaking NonBreaking Patch Contract Not("response-success-status-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "be ready for others of its kind";
    SUCCESS_NARROWED "response-success-status-narrowed" Breaking Breaking Patch Contract Not("response-success-status-widened"),
        "{place} is {after} alone now",
        "see what it succeeds with";
    ERROR_WIDENED "response-error-status-widened" NonBreaking NonBreaking Patch Contract Not("response-error-status-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "handle it where you tell refusals apart";
    ERROR_NARROWED "response-error-status-narrowed" NonBreaking NonBreaking Patch Contract Not("response-error-status-widened"),
        "{place} is {after} alone now",
        "nothing to do";
    ERROR_ADDED "response-error-status-added" NonBreaking NonBreaking Patch Contract Not("response-error-status-removed"),
        "{place} may be refused with {after} now",
        "handle it where you tell refusals apart";
    ERROR_REMOVED "response-error-status-removed" NonBreaking NonBreaking Patch Contract Not("response-error-status-added"),
        "{place} is no longer refused with {before}",
        "drop the code that handles it";
    DEFAULT_RESPONSE_ADDED "response-default-added" NonBreaking NonBreaking Patch Contract Not("response-default-removed"),
        "{place} documents any other status now",
        "handle it where you tell refusals apart";
    DEFAULT_RESPONSE_REMOVED "response-default-removed" NonBreaking NonBreaking Patch Contract Not("response-default-added"),
        "{place} no longer documents any other status",
        "drop the code that handles it";
    LINK_ADDED "response-link-added" None None Patch Contract Not("response-link-removed"),
        "{place} was added, it leads to {after}",
        "follow it if you need it";
    LINK_REMOVED "response-link-removed" None None Patch Contract Not("response-link-added"),
        "{place}, which led to {before}, was removed",
        "do not rely on it";
    LINK_CHANGED "response-link-changed" None None Patch Contract Itself,
        "{place} leads to {after} now, it led to {before}",
        "see what it leads to";
    HEADER_ADDED "response-header-added" NonBreaking NonBreaking Patch Contract Not("response-header-removed"),
        "the header {place} was added",
        "read it if you need it";
    HEADER_REMOVED "response-header-removed" Breaking Breaking Patch Contract Not("response-header-added"),
        "the header {place} was removed",
        "do without it";
    HEADER_OPTIONAL "response-header-became-optional" Breaking Breaking Patch Contract Not("response-header-became-required"),
        "the header {place} may be missing now",
        "be ready to miss it";
    HEADER_REQUIRED "response-header-became-required" NonBreaking NonBreaking Patch Contract Not("response-header-became-optional"),
        "the header {place} is always there now",
        "nothing to do";

    // Members of objects.
    PROPERTY_OPTIONAL_ADDED "optional-property-added" NonBreaking NonBreaking Patch Contract Not("optional-property-removed"),
        "the optional member {place} was added",
        "use it if you need it";
    PROPERTY_OPTIONAL_REMOVED "optional-property-removed" Breaking Breaking Patch Contract Not("optional-property-added"),
        "the optional member {place} was removed",
        "do without it: it is no longer understood, or never comes again";
    PROPERTY_REQUIRED_ADDED "required-property-added" Breaking NonBreaking Patch Contract Not("required-property-removed"),
        "the required member {place} was added",
        "give it where you send this object";
    PROPERTY_REQUIRED_REMOVED "required-property-removed" Breaking Breaking Patch Contract Not("required-property-added"),
        "the required member {place} was removed",
        "do without it: it is no longer understood, or never comes again";
    PROPERTY_SPELLING "property-spelling-changed" Breaking Breaking Patch Contract Itself,
        "the member {before} is spelled {after} now ({place})",
        "upgrade: programs built before use the old spelling";
    READ_ONLY_ADDED "became-read-only" Breaking NonBreaking Patch Contract Not("became-writable"),
        "{place} is read-only now",
        "stop sending it";
    READ_ONLY_REMOVED "became-writable" NonBreaking NonBreaking Patch Contract Not("became-read-only"),
        "{place} is no longer read-only",
        "nothing to do";
    WRITABLE_REQUIRED "became-writable-and-required" Breaking NonBreaking Patch Contract Not("became-read-only"),
        "{place} is no longer read-only, and it is required",
        "give it where you send this object";
    WRITE_ONLY_ADDED "became-write-only" NonBreaking Breaking Patch Contract Not("became-readable"),
        "{place} is write-only now",
        "do not expect it in responses";
    WRITE_ONLY_REMOVED "became-readable" NonBreaking NonBreaking Patch Contract Not("became-write-only"),
        "{place} is no longer write-only",
        "nothing to do";
    CLOSED "additional-properties-forbidden" Breaking NonBreaking Patch Contract Not("additional-properties-allowed"),
        "{place} no longer allows other members",
        "send only the documented members";
    OPENED "additional-properties-allowed" NonBreaking NonBreaking Patch Contract Not("additional-properties-forbidden"),
        "{place} allows other members now",
        "nothing to do";

    OTHERS_TYPED "additional-properties-narrowed" Breaking NonBreaking Patch Contract Not("additional-properties-widened"),
        "other members of {place} must be {after} now, they could be anything",
        "check what you send";
    OTHERS_UNTYPED "additional-properties-widened" NonBreaking Breaking Patch Contract Not("additional-properties-narrowed"),
        "other members of {place} may be anything now, they were {before}",
        "be ready for more where you read them";
    OTHERS_NAMED "other-members-spelled-out" None None Patch Contract Not("other-members-left-out"),
        "{place} says that it allows other members, as it did unsaid",
        "nothing to do";
    OTHERS_UNNAMED "other-members-left-out" None None Patch Contract Not("other-members-spelled-out"),
        "{place} no longer says that it allows other members, but still does",
        "read them from the JSON where you used them";

    // What any value may do: the subject (parameter, body, property, header) comes before.
    BECAME_REQUIRED "became-required" Breaking NonBreaking Patch Contract Not("became-optional"),
        "{place} is required now",
        "give it where you send it";
    BECAME_OPTIONAL "became-optional" NonBreaking Breaking Patch Contract Not("became-required"),
        "{place} is optional now",
        "be ready to miss it where you read it";
    BECAME_NULLABLE "became-nullable" NonBreaking Breaking Patch Contract Not("became-not-nullable"),
        "{place} may be null now",
        "be ready for null where you read it";
    BECAME_NOT_NULLABLE "became-not-nullable" Breaking NonBreaking Patch Contract Not("became-nullable"),
        "{place} may no longer be null",
        "do not send null";
    TYPE_CHANGED "type-changed" Breaking Breaking Patch Contract Itself,
        "the type of {place} is {after} now, not {before}",
        "change the code that makes or reads it";
    TYPE_RESPELLED "type-respelled" None None Patch Contract Itself,
        "the type of {place} is {after} now, not {before}, which is written alike",
        "give it by its new type";
    TYPE_WIDENED "type-widened" NonBreaking Breaking Patch Contract Not("type-narrowed"),
        "the type of {place} is {after} now, wider than {before}",
        "be ready for more where you read it";
    TYPE_NARROWED "type-narrowed" Breaking NonBreaking Patch Contract Not("type-widened"),
        "the type of {place} is {after} now, narrower than {before}",
        "check what you send";
    BECAME_ENUM "became-enum" Breaking NonBreaking Patch Contract Not("became-open"),
        "{place} must be one of {after} now, it was {before}",
        "send only these values";
    BECAME_OPEN "became-open" NonBreaking Breaking Patch Contract Not("became-enum"),
        "{place} may be any {after} now, it was one of {before}",
        "be ready for other values where you read it";
    SCHEMA_REPLACED "schema-replaced" None None Patch Contract Itself,
        "{place} is described by {after} now, not by {before}",
        "use the other type; what differs in it is listed apart";
    DEFAULT_ADDED "default-added" NonBreaking NonBreaking Patch Contract Not("default-removed"),
        "{place} has the default {after} now",
        "set it where you rely on what happened without it";
    DEFAULT_REMOVED "default-removed" NonBreaking NonBreaking Patch Contract Not("default-added"),
        "{place} no longer has the default {before}",
        "set it where you rely on the default";
    DEFAULT_CHANGED "default-changed" NonBreaking NonBreaking Patch Contract Itself,
        "the default of {place} is {after} now, not {before}",
        "set it where you rely on the default";
    DEPRECATED "deprecation-added" NonBreaking NonBreaking Patch Contract Not("deprecation-removed"),
        "{place} is deprecated",
        "look for its replacement";
    UNDEPRECATED "deprecation-removed" NonBreaking NonBreaking Patch Contract Not("deprecation-added"),
        "{place} is no longer deprecated",
        "nothing to do";
    FORMAT "format-changed" None None None Documentation Itself,
        "the format of {place} is {after} now, not {before}; no type depends on it",
        "nothing to do";
    FORMAT_DEMANDED "format-demanded" Breaking NonBreaking Patch Contract Not("format-dropped"),
        "the format of {place} is {after} now, it was {before}",
        "check what you send";
    FORMAT_DROPPED "format-dropped" NonBreaking Breaking Patch Contract Not("format-demanded"),
        "the format of {place} is {after} now, it was {before}",
        "be ready for other texts where you read it";
    FORMAT_REPLACED "format-replaced" Breaking Breaking Patch Contract Itself,
        "the format of {place} is {after} now, not {before}",
        "check what you send and what you read";
    DOCS "docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    MAXIMUM_ADDED "maximum-added" Breaking NonBreaking Patch Contract Not("maximum-removed"),
        "the maximum of {place} is {after} now, it had none",
        "check what you send";
    MAXIMUM_REMOVED "maximum-removed" NonBreaking Breaking Patch Contract Not("maximum-added"),
        "the maximum of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAXIMUM_RAISED "maximum-raised" NonBreaking Breaking Patch Contract Not("maximum-lowered"),
        "the maximum of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAXIMUM_LOWERED "maximum-lowered" Breaking NonBreaking Patch Contract Not("maximum-raised"),
        "the maximum of {place} is {after} now, not {before}",
        "check what you send";
    MINIMUM_ADDED "minimum-added" Breaking NonBreaking Patch Contract Not("minimum-removed"),
        "the minimum of {place} is {after} now, it had none",
        "check what you send";
    MINIMUM_REMOVED "minimum-removed" NonBreaking Breaking Patch Contract Not("minimum-added"),
        "the minimum of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MINIMUM_RAISED "minimum-raised" Breaking NonBreaking Patch Contract Not("minimum-lowered"),
        "the minimum of {place} is {after} now, not {before}",
        "check what you send";
    MINIMUM_LOWERED "minimum-lowered" NonBreaking Breaking Patch Contract Not("minimum-raised"),
        "the minimum of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_LENGTH_ADDED "max-length-added" Breaking NonBreaking Patch Contract Not("max-length-removed"),
        "the greatest length of {place} is {after} now, it had none",
        "check what you send";
    MAX_LENGTH_REMOVED "max-length-removed" NonBreaking Breaking Patch Contract Not("max-length-added"),
        "the greatest length of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_LENGTH_RAISED "max-length-raised" NonBreaking Breaking Patch Contract Not("max-length-lowered"),
        "the greatest length of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_LENGTH_LOWERED "max-length-lowered" Breaking NonBreaking Patch Contract Not("max-length-raised"),
        "the greatest length of {place} is {after} now, not {before}",
        "check what you send";
    MIN_LENGTH_ADDED "min-length-added" Breaking NonBreaking Patch Contract Not("min-length-removed"),
        "the least length of {place} is {after} now, it had none",
        "check what you send";
    MIN_LENGTH_REMOVED "min-length-removed" NonBreaking Breaking Patch Contract Not("min-length-added"),
        "the least length of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_LENGTH_RAISED "min-length-raised" Breaking NonBreaking Patch Contract Not("min-length-lowered"),
        "the least length of {place} is {after} now, not {before}",
        "check what you send";
    MIN_LENGTH_LOWERED "min-length-lowered" NonBreaking Breaking Patch Contract Not("min-length-raised"),
        "the least length of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_ITEMS_ADDED "max-items-added" Breaking NonBreaking Patch Contract Not("max-items-removed"),
        "the greatest number of items of {place} is {after} now, it had none",
        "check what you send";
    MAX_ITEMS_REMOVED "max-items-removed" NonBreaking Breaking Patch Contract Not("max-items-added"),
        "the greatest number of items of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_ITEMS_RAISED "max-items-raised" NonBreaking Breaking Patch Contract Not("max-items-lowered"),
        "the greatest number of items of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_ITEMS_LOWERED "max-items-lowered" Breaking NonBreaking Patch Contract Not("max-items-raised"),
        "the greatest number of items of {place} is {after} now, not {before}",
        "check what you send";
    MIN_ITEMS_ADDED "min-items-added" Breaking NonBreaking Patch Contract Not("min-items-removed"),
        "the least number of items of {place} is {after} now, it had none",
        "check what you send";
    MIN_ITEMS_REMOVED "min-items-removed" NonBreaking Breaking Patch Contract Not("min-items-added"),
        "the least number of items of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_ITEMS_RAISED "min-items-raised" Breaking NonBreaking Patch Contract Not("min-items-lowered"),
        "the least number of items of {place} is {after} now, not {before}",
        "check what you send";
    MIN_ITEMS_LOWERED "min-items-lowered" NonBreaking Breaking Patch Contract Not("min-items-raised"),
        "the least number of items of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_PROPERTIES_ADDED "max-properties-added" Breaking NonBreaking Patch Contract Not("max-properties-removed"),
        "the greatest number of members of {place} is {after} now, it had none",
        "check what you send";
    MAX_PROPERTIES_REMOVED "max-properties-removed" NonBreaking Breaking Patch Contract Not("max-properties-added"),
        "the greatest number of members of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_PROPERTIES_RAISED "max-properties-raised" NonBreaking Breaking Patch Contract Not("max-properties-lowered"),
        "the greatest number of members of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_PROPERTIES_LOWERED "max-properties-lowered" Breaking NonBreaking Patch Contract Not("max-properties-raised"),
        "the greatest number of members of {place} is {after} now, not {before}",
        "check what you send";
    MIN_PROPERTIES_ADDED "min-properties-added" Breaking NonBreaking Patch Contract Not("min-properties-removed"),
        "the least number of members of {place} is {after} now, it had none",
        "check what you send";
    MIN_PROPERTIES_REMOVED "min-properties-removed" NonBreaking Breaking Patch Contract Not("min-properties-added"),
        "the least number of members of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_PROPERTIES_RAISED "min-properties-raised" Breaking NonBreaking Patch Contract Not("min-properties-lowered"),
        "the least number of members of {place} is {after} now, not {before}",
        "check what you send";
    MIN_PROPERTIES_LOWERED "min-properties-lowered" NonBreaking Breaking Patch Contract Not("min-properties-raised"),
        "the least number of members of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MULTIPLE_OF_ADDED "multiple-of-added" Breaking NonBreaking Patch Contract Not("multiple-of-removed"),
        "{place} must be a multiple of {after} now",
        "check what you send";
    MULTIPLE_OF_REMOVED "multiple-of-removed" NonBreaking Breaking Patch Contract Not("multiple-of-added"),
        "{place} need not be a multiple of {before} any more",
        "be ready for more where you read it";
    MULTIPLE_OF_WIDENED "multiple-of-widened" NonBreaking Breaking Patch Contract Not("multiple-of-narrowed"),
        "{place} must be a multiple of {after} now, no longer of {before}",
        "be ready for more where you read it";
    MULTIPLE_OF_NARROWED "multiple-of-narrowed" Breaking NonBreaking Patch Contract Not("multiple-of-widened"),
        "{place} must be a multiple of {after} now, not of {before} alone",
        "check what you send";
    MULTIPLE_OF_CHANGED "multiple-of-changed" Breaking Breaking Patch Contract Itself,
        "{place} must be a multiple of {after} now, not of {before}",
        "check what you send";
    PATTERN_ADDED "pattern-added" Breaking NonBreaking Patch Contract Not("pattern-removed"),
        "{place} must match {after} now",
        "check what you send";
    PATTERN_REMOVED "pattern-removed" NonBreaking NonBreaking Patch Contract Not("pattern-added"),
        "{place} need not match {before} any more",
        "nothing to do";
    PATTERN_CHANGED "pattern-changed" Breaking NonBreaking Patch Contract Itself,
        "{place} must match {after} now, not {before}",
        "check what you send";
    UNIQUE_ITEMS_ADDED "unique-items-added" Breaking NonBreaking None Contract Not("unique-items-removed"),
        "the items of {place} must differ now",
        "check what you send";
    UNIQUE_ITEMS_REMOVED "unique-items-removed" NonBreaking Breaking None Contract Not("unique-items-added"),
        "the items of {place} may repeat now",
        "be ready for repeated items where you read it";
    CONDITION_ADDED "condition-added" Breaking NonBreaking Patch Contract Not("condition-removed"),
        "{place} has a further condition: {after}",
        "check what you send";
    CONDITION_REMOVED "condition-removed" NonBreaking Breaking Patch Contract Not("condition-added"),
        "{place} lost a condition: {before}",
        "be ready for more where you read it";

    // Values of enums, variants of unions, tags.
    ENUM_VALUE_ADDED "enum-value-added" NonBreaking Breaking Patch Contract Not("enum-value-removed"),
        "{place} may be {after} now",
        "be ready for it where you read it";
    ENUM_VALUE_REMOVED "enum-value-removed" Breaking NonBreaking Patch Contract Not("enum-value-added"),
        "{place} may no longer be {before}",
        "stop sending it";
    VALUE_DEPRECATED "enum-value-deprecation-added" NonBreaking NonBreaking Patch Contract Not("enum-value-deprecation-removed"),
        "{place} is deprecated",
        "look for its replacement";
    VALUE_UNDEPRECATED "enum-value-deprecation-removed" NonBreaking NonBreaking Patch Contract Not("enum-value-deprecation-added"),
        "{place} is no longer deprecated",
        "nothing to do";
    VALUE_DOCS "enum-value-docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    VARIANT_ADDED "union-variant-added" NonBreaking Breaking Patch Contract Not("union-variant-removed"),
        "{place} may be {after} now",
        "be ready for it where you read it";
    VARIANT_REMOVED "union-variant-removed" Breaking NonBreaking Patch Contract Not("union-variant-added"),
        "{place} may no longer be {before}",
        "stop sending it";
    UNION_ANY "union-became-any" NonBreaking Breaking Patch Contract Not("union-became-one"),
        "{place} may be several of its alternatives at once now",
        "be ready for it where you read it";
    UNION_ONE "union-became-one" Breaking NonBreaking Patch Contract Not("union-became-any"),
        "{place} must be just one of its alternatives now",
        "check what you send";
    DISCRIMINATOR_PROPERTY "discriminator-property-changed" Breaking Breaking Patch Contract Itself,
        "the variants of {place} are told apart by {after} now, not by {before}",
        "upgrade: programs built before look at the old member";
    DISCRIMINATOR_MAPPING "discriminator-mapping-changed" Breaking Breaking Patch Contract Itself,
        "the tag of {place} is {after} now, not {before}",
        "upgrade: programs built before know the old tag";
    DISCRIMINATOR_VALUE_ADDED "discriminator-value-added" NonBreaking Breaking Patch Contract Not("discriminator-value-removed"),
        "{place} may be told by {after} now, too",
        "upgrade before you read it: programs built before do not know this tag";
    DISCRIMINATOR_VALUE_REMOVED "discriminator-value-removed" Breaking NonBreaking Patch Contract Not("discriminator-value-added"),
        "{place} is no longer told by {before}",
        "send another tag";
    DISCRIMINATOR_DEMANDED "discriminator-demanded" Breaking NonBreaking Patch Contract Not("discriminator-removed"),
        "the variants of {place} are told apart by {after} now, which was not required",
        "give it where you send this object";
    DISCRIMINATOR_ADDED "discriminator-added" NonBreaking NonBreaking Patch Contract Not("discriminator-removed"),
        "the variants of {place} are told apart by {after} now",
        "nothing to do";
    DISCRIMINATOR_REMOVED "discriminator-removed" NonBreaking NonBreaking Patch Contract Not("discriminator-added"),
        "the variants of {place} are no longer told apart by {before}",
        "nothing to do";

    // Credentials and servers.
    SECURITY_ADDED "security-requirement-added" Breaking Breaking Patch Contract Not("security-requirement-removed"),
        "{place} demands credentials now: {after}",
        "set them on the client; calls without are refused";
    SECURITY_REMOVED "security-requirement-removed" NonBreaking NonBreaking Patch Contract Not("security-requirement-added"),
        "{place} no longer demands credentials; it demanded {before}",
        "check that this is meant";
    ALTERNATIVE_ADDED "security-alternative-added" NonBreaking NonBreaking Patch Contract Not("security-alternative-removed"),
        "{place} takes {after} too",
        "use it if you need it";
    ALTERNATIVE_RELAXED "security-alternative-relaxed" NonBreaking NonBreaking Patch Contract Not("security-alternative-tightened"),
        "{place} takes {after}, no longer only {before}",
        "check that this is meant";
    ALTERNATIVE_TIGHTENED "security-alternative-tightened" Breaking Breaking Patch Contract Not("security-alternative-relaxed"),
        "{place} demands {after} now, {before} is not enough",
        "give the other credentials, too";
    ALTERNATIVE_REMOVED "security-alternative-removed" Breaking Breaking Patch Contract Not("security-alternative-added"),
        "{place} no longer takes {before}",
        "use other credentials";
    SCOPE_ADDED "security-scope-added" Breaking Breaking Patch Contract Not("security-scope-removed"),
        "{place} demands the scope {after} now",
        "get a token that has it";
    SCOPE_REMOVED "security-scope-removed" NonBreaking NonBreaking Patch Contract Not("security-scope-added"),
        "{place} no longer demands the scope {before}",
        "nothing to do";
    SCHEME_ADDED "security-scheme-added" NonBreaking NonBreaking Patch Contract Not("security-scheme-removed"),
        "the credentials {place} were added: {after}",
        "set them if you need them";
    SCHEME_REMOVED "security-scheme-removed" NonBreaking NonBreaking Patch Contract Not("security-scheme-added"),
        "the credentials {place} are no longer used: {before}",
        "stop setting them";
    SCHEME_RENAMED "security-scheme-renamed" None None Patch Contract Itself,
        "the credentials {before} are called {after} now",
        "set them by their new name";
    SCHEME_TYPE "security-scheme-type-changed" Breaking Breaking Patch Contract Itself,
        "the credentials {place} are {after} now, not {before}",
        "give credentials of the new kind";
    SCHEME_KEY "security-scheme-key-changed" Breaking Breaking Patch Contract Itself,
        "the key {place} goes as {after} now, not as {before}",
        "upgrade: programs built before send it the old way";
    BEARER_FORMAT "security-bearer-format-changed" None None None Contract Itself,
        "the tokens of {place} are of the form {after} now, they were {before}",
        "see that your tokens are of that form";
    TOKEN_URL "security-token-url-changed" Breaking Breaking Patch Contract Itself,
        "the address of tokens of {place} is {after} now, not {before}",
        "check that you trust the new address";
    TOKEN_URL_ADDED "security-token-url-added" NonBreaking NonBreaking Patch Contract Not("security-token-url-removed"),
        "tokens of {place} are had at {after} too",
        "check that you trust the new address";
    TOKEN_URL_REMOVED "security-token-url-removed" Breaking Breaking Patch Contract Not("security-token-url-added"),
        "tokens of {place} are no longer had at {before}",
        "get them elsewhere";
    FLOW_ADDED "security-flow-added" NonBreaking NonBreaking Patch Contract Not("security-flow-removed"),
        "the credentials {place} can be had by {after} too",
        "use it if you need it";
    FLOW_REMOVED "security-flow-removed" Breaking Breaking Patch Contract Not("security-flow-added"),
        "the credentials {place} can no longer be had by {before}",
        "get your token another way";
    SCHEME_SCOPES "security-scheme-scopes-changed" None None Patch Contract Itself,
        "the scopes of {place} are {after} now, not {before}",
        "nothing to do";
    SCHEME_DOCS "security-scheme-docs-changed" None None Patch Documentation Itself,
        "the description of the credentials {place} changed",
        "nothing to do";
    SERVER_DOCS "server-docs-changed" None None Patch Documentation Itself,
        "the description of the server {place} changed",
        "nothing to do";
    SERVER_ADDED "server-added" NonBreaking NonBreaking Patch Contract Not("server-removed"),
        "the server {place} was added",
        "use it if you need it";
    SERVER_REMOVED "server-removed" Breaking Breaking Patch Contract Not("server-added"),
        "the server {place} was removed",
        "use another one";
    SERVER_URL "server-url-changed" Breaking Breaking Patch Contract Itself,
        "the server {before} is {after} now",
        "check that you trust the new address";
    SERVER_DEFAULT "server-default-changed" Breaking Breaking Patch Contract Itself,
        "the first server is {after} now, not {before}",
        "name the server that you mean";
    VARIABLE_DEFAULT "server-variable-default-changed" Breaking Breaking Patch Contract Itself,
        "the server variable {place} is {after} where it is not set, not {before}",
        "set it where you rely on the default";
    SERVER_RESPELLED "server-url-respelled" None None Patch Contract Itself,
        "the server {before} is written {after} now, which is the same address",
        "use the constant by its new name";
    SERVER_OPENED "server-variable-introduced" NonBreaking NonBreaking Patch Contract Not("server-variable-dropped"),
        "the server {before} is {after} now, the same as long as no variable is set",
        "set the variables if you need them";
    SERVER_FIXED "server-variable-dropped" Breaking Breaking Patch Contract Not("server-variable-introduced"),
        "the server {before} is always {after} now",
        "stop setting the variable";
    SERVER_PATH "server-base-path-changed" Breaking Breaking Patch Contract Itself,
        "the servers, relative to the document, have {after} now, not {before}",
        "name the new address";
    SERVER_PATH_ADDED "server-base-path-added" NonBreaking NonBreaking Patch Contract Not("server-base-path-removed"),
        "the server {after}, relative to the document, was added",
        "use it if you need it";
    SERVER_PATH_REMOVED "server-base-path-removed" Breaking Breaking Patch Contract Not("server-base-path-added"),
        "the server {before}, relative to the document, was removed",
        "use another one";
    SERVER_PREFIX "server-prefix-moved" None None Patch Contract Itself,
        "the servers have {after} now, they had {before}, and the paths of the operations make up for it",
        "nothing to do";
    VARIABLE_RENAMED "server-variable-renamed" None None Patch Contract Itself,
        "the server variable {before} is called {after} now",
        "set it by its new name";
    VARIABLE_LIMITED "server-variable-limited" Breaking Breaking Patch Contract Not("server-variable-freed"),
        "the server variable {place} must be one of {after} now",
        "use one of these values";
    VARIABLE_FREED "server-variable-freed" NonBreaking NonBreaking Patch Contract Not("server-variable-limited"),
        "the server variable {place} may be anything now, it was one of {before}",
        "nothing to do";
    VARIABLE_ADDED "server-variable-value-added" NonBreaking NonBreaking Patch Contract Not("server-variable-value-removed"),
        "the server variable {place} may be {after} now",
        "use it if you need it";
    VARIABLE_REMOVED "server-variable-value-removed" Breaking Breaking Patch Contract Not("server-variable-value-added"),
        "the server variable {place} may no longer be {before}",
        "use another value";

    // Webhooks, names, the document itself.
    WEBHOOK_ADDED "webhook-added" NonBreaking NonBreaking Patch Contract Not("webhook-removed"),
        "the webhook {place} was added",
        "handle it if you need it";
    WEBHOOK_REMOVED "webhook-removed" Breaking Breaking Patch Contract Not("webhook-added"),
        "the webhook {place} was removed",
        "do without it";
    WEBHOOK_TAG "webhook-tag-changed" Breaking Breaking Patch Contract Itself,
        "the webhook {place} is told by {after} now, not by {before}",
        "upgrade: programs built before look for the old one";
    CALLBACK_ADDED "callback-added" NonBreaking NonBreaking Patch Contract Not("callback-removed"),
        "{place} calls back now: {after}",
        "handle it if you need it";
    CALLBACK_REMOVED "callback-removed" Breaking Breaking Patch Contract Not("callback-added"),
        "{place} no longer calls back: {before}",
        "do without it";
    CALLBACK_ADDRESS "callback-address-changed" Breaking Breaking Patch Contract Itself,
        "{place} goes to {after} now, not to {before}",
        "listen there; programs built before listen at the old address";
    SCHEMA_RENAMED "schema-renamed" None None Patch Contract Itself,
        "the schema {before} is called {after} now",
        "use the type by its new name";
    SCHEMA_TO_COMPONENT "schema-moved-to-component" None None Patch Contract Not("schema-moved-inline"),
        "the inline schema {before} is the component {after} now",
        "use the type by its new name";
    SCHEMA_TO_INLINE "schema-moved-inline" None None Patch Contract Not("schema-moved-to-component"),
        "the component {before} is an inline schema now: {after}",
        "use the type by its new name";
    INLINE_RENAMED "schema-place-changed" None None Patch Contract Itself,
        "the inline schema {before} is called {after} now, after its place",
        "use the type by its new name";
    SCHEMA_ADDED "schema-added" None None Patch Contract Not("schema-removed"),
        "the schema {place}, which no operation uses, was added",
        "nothing to do";
    SCHEMA_REMOVED "schema-removed" NonBreaking NonBreaking Patch Contract Not("schema-added"),
        "the schema {place}, which no operation used, was removed",
        "stop using the type";
    ITEMS_CHANGED "rust-items-changed" None None None Contract Itself,
        "no change of the document by itself explains {place}:",
        "change the code that uses these items";
    VERSION "info-version-changed" None None Patch Metadata Itself,
        "the document's version is {after} now, not {before}",
        "nothing to do";
    TITLE "info-title-changed" None None Patch Metadata Itself,
        "the document's title is {after} now, not {before}",
        "nothing to do";
    INFO_DOCS "info-docs-changed" None None Patch Documentation Itself,
        "the description of the document changed",
        "nothing to do";
}
