//! The names of all kinds of findings. They are stable: settings and CI jobs name them.

macro_rules! codes {
    ($($(#[$docs:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$docs])* pub const $name: &str = $text;)*

        /// Every code there is.
        pub const ALL: &[&str] = &[$($text),*];
    };
}

codes! {
    /// The text is not UTF-8.
    ENCODING = "encoding";
    /// The text is empty.
    EMPTY = "empty";
    /// The text is neither JSON nor YAML.
    SYNTAX = "syntax";
    /// The document is larger or deeper than allowed.
    LIMIT = "limit";
    /// A key stands twice in one object.
    DUPLICATE_KEY = "duplicate-key";
    /// A number that JSON cannot say: infinite or not a number.
    NUMBER = "number";
    /// The document is not an OpenAPI document.
    NOT_OPENAPI = "not-openapi";
    /// An OpenAPI version that this generator does not know.
    VERSION = "version";
    /// A reference that leads nowhere.
    DANGLING_REF = "dangling-ref";
    /// References that only lead to each other.
    CYCLIC_REF = "cyclic-ref";
    /// A reference to something of another kind.
    REF_KIND = "ref-kind";
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
}
