//! The names of all kinds of findings. They are stable: settings and CI jobs name them.

macro_rules! codes {
    ($($(#[$docs:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$docs])* pub const $name: &str = $text;)*

        /// Every code there is.
        pub const ALL: &[&str] = &[$($text),*];
    };
}

codes! {
    /// The file is not UTF-8.
    ENCODING = "encoding";
    /// The file is empty.
    EMPTY = "empty";
    /// The file is neither JSON nor YAML.
    SYNTAX = "syntax";
    /// The document is larger or deeper than allowed.
    LIMIT = "limit";
    /// A key occurs twice in one object.
    DUPLICATE_KEY = "duplicate-key";
    /// A number that JSON cannot say: infinite or not a number.
    NUMBER = "number";
    /// The document is not an OpenAPI document.
    NOT_OPENAPI = "not-openapi";
    /// An OpenAPI version that this generator does not know.
    VERSION = "version";
    /// A reference that does not resolve.
    DANGLING_REF = "dangling-ref";
    /// References that only lead to each other.
    CYCLIC_REF = "cyclic-ref";
    /// A reference to something of another kind.
    REF_KIND = "ref-kind";
    /// A reference where OpenAPI has none.
    MISPLACED_REF = "misplaced-ref";
    /// Few operations of the document, or none, are left.
    OPERATIONS_LOST = "operations-lost";
    /// A body that may be left out, whose schema has required members.
    OPTIONAL_BODY = "optional-body";
    /// A reference that is not a URI reference at all.
    INVALID_REF = "invalid-ref";
    /// A reference to another file or host that is not allowed.
    EXTERNAL_REF = "external-ref";
    /// The overlay is not one.
    OVERLAY = "overlay";
    /// An overlay action that matches nothing.
    OVERLAY_UNUSED = "overlay-unused";
    /// A fault of the document that was mended.
    REPAIRED = "repaired";
    /// A member with a name that is reserved for the generator.
    RESERVED = "reserved";
    /// A member that OpenAPI does not know.
    UNKNOWN_MEMBER = "unknown-member";
    /// A piece that cannot be read as what it should be.
    UNREADABLE = "unreadable";
    /// A Swagger 2.0 form without a counterpart.
    SWAGGER = "swagger";
    /// `collectionFormat` that no later OpenAPI says.
    COLLECTION_FORMAT = "collection-format";
    /// Constraints beside a `$ref` that OpenAPI 3.0 ignores.
    REF_SIBLINGS = "ref-siblings";
    /// Two conflicting statements in one schema.
    CONFLICT = "conflict";
    /// `patternProperties`.
    PATTERN_PROPERTIES = "pattern-properties";
    /// `propertyNames`.
    PROPERTY_NAMES = "property-names";
    /// `if`, `then`, `else`.
    CONDITIONAL = "conditional";
    /// `dependentSchemas`, `dependentRequired`, `dependencies`.
    DEPENDENT = "dependent";
    /// `contains`, `minContains`, `maxContains`.
    CONTAINS = "contains";
    /// `unevaluatedProperties`, `unevaluatedItems`.
    UNEVALUATED = "unevaluated";
    /// `$dynamicRef`.
    DYNAMIC_REF = "dynamic-ref";
    /// `contentEncoding`, `contentMediaType`, `contentSchema`.
    CONTENT = "content";
    /// Parts of an `allOf` that no value satisfies together.
    ALL_OF_CONFLICT = "all-of-conflict";
    /// A schema without `type` whose other keywords tell one.
    TYPE_INFERRED = "type-inferred";
    /// A schema that no value satisfies.
    NO_VALUE = "no-value";
    /// A member of an `allOf` that only adds null, which the other members refuse.
    NULL_IN_ALL_OF = "null-in-all-of";
    /// A number that may also come as a string, in a place where only the number is read.
    NUMBER_TEXT = "number-text";
    /// A member that `required` names and nobody declares.
    REQUIRED_UNDECLARED = "required-undeclared";
    /// A list of schemas under `items`, in a version that has one schema there.
    ITEMS_LIST = "items-list";
    /// A difference between schema and type that no step has reported.
    UNREPORTED = "unreported";
    /// An object of which nothing is said, or null, beside another alternative.
    NULL_OBJECT = "null-object";
    /// An enum whose values are arrays or objects.
    ENUM_OF_COMPOUNDS = "enum-of-compounds";
    /// Names for the values of an enum that cannot be theirs.
    VALUE_NAMES = "value-names";
    /// Choices that multiply to more alternatives than a union may have.
    TOO_MANY_ALTERNATIVES = "too-many-alternatives";
    /// Alternatives that a reader cannot distinguish.
    AMBIGUOUS_UNION = "ambiguous-union";
    /// Values of a discriminator that lead nowhere, and alternatives that none leads to.
    DISCRIMINATOR = "discriminator";
    /// Alternatives of an `anyOf` of which a value may fit several at once.
    SEVERAL_AT_ONCE = "several-at-once";
    /// Lines of a lock of names that cannot be.
    NAMES_LOCK = "names-lock";
    /// A name for programs that is none.
    GIVEN_NAME = "given-name";
    /// Two operations with one `operationId`.
    DUPLICATE_OPERATION_ID = "duplicate-operation-id";
    /// Two operations whose requests are the same.
    SAME_PATH = "same-path";
    /// A path parameter that is declared and does not stand in the path.
    UNUSED_PATH_PARAM = "unused-path-param";
    /// A path parameter that stands in the path and is not declared.
    UNDECLARED_PATH_PARAM = "undeclared-path-param";
    /// An expression of a path that is more than a name, or a brace that is none.
    PATH_TEMPLATE = "path-template";
    /// A parameter with values inside of values.
    NESTED_PARAM = "nested-param";
    /// An idempotency key that the client cannot make up.
    GENERATED_KEY = "generated-key";
    /// A query that is written into the path.
    QUERY_IN_PATH = "query-in-path";
    /// A fragment that is written into the path.
    PATH_FRAGMENT = "path-fragment";
    /// Two entries of a list for one parameter.
    SAME_PARAM = "same-param";
    /// A header parameter that OpenAPI says to ignore.
    IGNORED_HEADER = "ignored-header";
    /// A media type that does not say how the body is read.
    MEDIA_TYPE = "media-type";
    /// A media type that carries the same as another one.
    EQUIVALENT_MEDIA_TYPE = "equivalent-media-type";
    /// A multipart body without named members.
    MULTIPART = "multipart";
    /// A key under `responses` that is no status.
    STATUS = "status";
    /// An XML body.
    XML = "xml";
    /// A security scheme that is not known.
    SECURITY_SCHEME = "security-scheme";
    /// A server whose URL is not absolute.
    RELATIVE_SERVER = "relative-server";
    /// How a list is paged, why one that looks paged is not, and settings that do not fit.
    PAGINATION = "pagination";
    /// Where the body of an error response has its code and its message.
    ERROR_BODY = "error-body";
    /// A webhook or callback without a JSON body.
    WEBHOOK = "webhook";
    /// A code under `allow` that does not come up.
    UNUSED_ALLOWANCE = "unused-allowance";
    /// A setting that finds nothing in the document.
    UNUSED_SETTING = "unused-setting";
}
