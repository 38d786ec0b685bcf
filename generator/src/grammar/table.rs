//! The table: a row for each member of each object, with the versions that have it, what it holds, and what becomes of it.
//! It says what the sections "Fixed Fields" of each object say in the OpenAPI Specification 2.0, 3.0.4, 3.1.1 and 3.2.0. From
//! 3.1 on the keywords of a schema are those of JSON Schema 2020-12, and those of older drafts that `jsonSchemaDialect` may name.

use super::kind::Kind::{self, *};
use super::kind::Slot::{self, Data, List, Map, One};
use super::version::Version::{V2, V30, V31, V32};
use super::version::Versions;

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub slot: Slot,
    /// The versions that have it.
    pub versions: Versions,
    /// What lowering makes of it.
    pub lowered: Lowered,
    /// Members of the same object in the lowered document of which one may stand for it. An empty list is for what says
    /// nothing to a client where it is alone.
    pub becomes: Option<&'static [&'static str]>,
    /// Whether it says something to readers and nothing to a program. Titles, descriptions and summaries are none of these:
    /// they become the documentation of items, and titles their names. Nor are the examples of bodies and schemas, with
    /// which the mock server answers.
    pub is_documentation: bool,
}

/// What lowering makes of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lowered {
    /// It stands where it stood: 3.0 has it, or it is inside of something that is preserved.
    Kept,
    /// 3.0 has no such member: it is preserved under a name of ours, `x-octogen-…`.
    Preserved,
    /// 3.0 says it in another way; where it cannot be said, it is left out with a report.
    Rewritten,
    /// It names the schema, or says which words it is written in. References are resolved before, so it is left out.
    Dropped,
}

impl Member {
    /// Whether 3.0, as lowering writes it, has the member under this name.
    pub const fn is_of_dialect(&self) -> bool {
        matches!(self.lowered, Lowered::Kept)
    }

    const fn preserved(self) -> Self {
        Self { lowered: Lowered::Preserved, ..self }
    }

    const fn kept(self) -> Self {
        Self { lowered: Lowered::Kept, ..self }
    }

    const fn dropped(self) -> Self {
        Self { lowered: Lowered::Dropped, ..self }
    }

    const fn becomes(self, others: &'static [&'static str]) -> Self {
        Self { becomes: Some(others), ..self }
    }

    const fn documentation(self) -> Self {
        Self { is_documentation: true, ..self }
    }
}

const fn member(name: &'static str, slot: Slot, versions: Versions) -> Member {
    let lowered = if versions.has(V30) { Lowered::Kept } else { Lowered::Rewritten };
    Member { name, slot, versions, lowered, becomes: None, is_documentation: false }
}

const ALL: Versions = Versions { since: V2, until: V32 };
const ONLY_2: Versions = Versions { since: V2, until: V2 };
const ONLY_30: Versions = Versions { since: V30, until: V30 };
const FROM_30: Versions = Versions { since: V30, until: V32 };
const FROM_31: Versions = Versions { since: V31, until: V32 };
const FROM_32: Versions = Versions { since: V32, until: V32 };

/// What becomes of what 2.0 says of a parameter or header itself.
const VALUE: &[&str] = &["schema", "content"];

/// Where the parameters of a path item of 2.0 go that are its body.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Where listed values go, of which one may be null.
const LISTED: &[&str] = &["enum", "nullable", "x-octogen-null", "x-octogen-const"];

/// Where branches go of which one was null, or of which one is left.
const BRANCHES: &[&str] = &["nullable", "x-octogen-null", "allOf", "$ref"];

/// The rows of an object that describes its value by keywords of its own in 2.0, and by a schema since: its own, and those
/// of the keywords.
macro_rules! with_value_of_2 {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            member("type", Data, ONLY_2).becomes(VALUE),
            member("format", Data, ONLY_2).becomes(VALUE),
            member("items", One(Schema), ONLY_2).becomes(VALUE),
            member("default", Data, ONLY_2).becomes(VALUE).documentation(),
            member("maximum", Data, ONLY_2).becomes(VALUE).documentation(),
            member("exclusiveMaximum", Data, ONLY_2).becomes(VALUE).documentation(),
            member("minimum", Data, ONLY_2).becomes(VALUE).documentation(),
            member("exclusiveMinimum", Data, ONLY_2).becomes(VALUE).documentation(),
            member("maxLength", Data, ONLY_2).becomes(VALUE).documentation(),
            member("minLength", Data, ONLY_2).becomes(VALUE).documentation(),
            member("pattern", Data, ONLY_2).becomes(VALUE).documentation(),
            member("maxItems", Data, ONLY_2).becomes(VALUE).documentation(),
            member("minItems", Data, ONLY_2).becomes(VALUE).documentation(),
            member("uniqueItems", Data, ONLY_2).becomes(VALUE).documentation(),
            member("enum", Data, ONLY_2).becomes(VALUE),
            member("multipleOf", Data, ONLY_2).becomes(VALUE).documentation(),
        ]
    };
}

/// The members of each kind of object.
pub(super) const TABLE: &[(Kind, &[Member])] = &[
    (
        Document,
        &[
            member("swagger", Data, ONLY_2).becomes(&["x-octogen-version"]),
            member("openapi", Data, FROM_30).becomes(&["x-octogen-version"]),
            member("$self", Data, FROM_32).preserved(),
            member("jsonSchemaDialect", Data, FROM_31).preserved(),
            member("info", One(Info), ALL),
            member("host", Data, ONLY_2).becomes(&["servers"]),
            member("basePath", Data, ONLY_2).becomes(&["servers"]),
            member("schemes", Data, ONLY_2).becomes(&["servers"]),
            member("consumes", Data, ONLY_2).becomes(&["paths"]),
            member("produces", Data, ONLY_2).becomes(&["paths"]),
            member("servers", List(Server), FROM_30),
            member("paths", One(Paths), ALL),
            member("webhooks", Map(PathItem), FROM_31).preserved(),
            member("components", One(Components), FROM_30),
            member("definitions", Map(Schema), ONLY_2).becomes(&["components"]),
            member("parameters", Map(Parameter), ONLY_2).becomes(&["components"]),
            member("responses", Map(Response), ONLY_2).becomes(&["components"]),
            member("securityDefinitions", Map(SecurityScheme), ONLY_2).becomes(&["components"]),
            member("security", Data, ALL),
            member("tags", List(Tag), ALL),
            member("externalDocs", One(ExternalDocs), ALL).documentation(),
        ],
    ),
    (
        Info,
        &[
            member("title", Data, ALL),
            member("summary", Data, FROM_31).preserved(),
            member("description", Data, ALL),
            member("termsOfService", Data, ALL).documentation(),
            member("contact", One(Contact), ALL).documentation(),
            member("license", One(License), ALL).documentation(),
            member("version", Data, ALL),
        ],
    ),
    (
        Contact,
        &[
            member("name", Data, ALL).documentation(),
            member("url", Data, ALL).documentation(),
            member("email", Data, ALL).documentation(),
        ],
    ),
    (
        License,
        &[
            member("name", Data, ALL).documentation(),
            member("identifier", Data, FROM_31).preserved().documentation(),
            member("url", Data, ALL).documentation(),
        ],
    ),
    (
        Server,
        &[
            member("url", Data, FROM_30),
            member("description", Data, FROM_30),
            member("name", Data, FROM_32).preserved(),
            member("variables", Map(ServerVariable), FROM_30),
        ],
    ),
    (
        ServerVariable,
        &[member("enum", Data, FROM_30), member("default", Data, FROM_30), member("description", Data, FROM_30)],
    ),
    (
        Components,
        &[
            member("schemas", Map(Schema), FROM_30),
            member("responses", Map(Response), FROM_30),
            member("parameters", Map(Parameter), FROM_30),
            member("examples", Map(Example), FROM_30).documentation(),
            member("requestBodies", Map(RequestBody), FROM_30),
            member("headers", Map(Header), FROM_30),
            member("securitySchemes", Map(SecurityScheme), FROM_30),
            member("links", Map(Link), FROM_30),
            member("callbacks", Map(Callback), FROM_30),
            member("pathItems", Map(PathItem), FROM_31).preserved(),
            member("mediaTypes", Map(MediaType), FROM_32).preserved(),
        ],
    ),
    (
        PathItem,
        &[
            // What it leads to stands in its place.
            member("$ref", Data, ALL).becomes(&[]),
            member("summary", Data, FROM_30),
            member("description", Data, FROM_30),
            member("get", One(Operation), ALL),
            member("put", One(Operation), ALL),
            member("post", One(Operation), ALL),
            member("delete", One(Operation), ALL),
            member("options", One(Operation), ALL),
            member("head", One(Operation), ALL),
            member("patch", One(Operation), ALL),
            member("trace", One(Operation), FROM_30),
            member("query", One(Operation), FROM_32).becomes(&["x-octogen-additional-operations"]),
            member("additionalOperations", Map(Operation), FROM_32).preserved(),
            member("servers", List(Server), FROM_30),
            member("parameters", List(Parameter), ALL).becomes(METHODS),
        ],
    ),
    (
        Operation,
        &[
            member("tags", Data, ALL),
            member("summary", Data, ALL),
            member("description", Data, ALL),
            member("externalDocs", One(ExternalDocs), ALL).documentation(),
            member("operationId", Data, ALL),
            member("consumes", Data, ONLY_2).becomes(&["responses"]),
            member("produces", Data, ONLY_2).becomes(&["responses"]),
            member("schemes", Data, ONLY_2).becomes(&["responses"]),
            member("parameters", List(Parameter), ALL).becomes(&["requestBody"]),
            member("requestBody", One(RequestBody), FROM_30),
            member("responses", One(Responses), ALL),
            member("callbacks", Map(Callback), FROM_30),
            member("deprecated", Data, ALL),
            member("security", Data, ALL),
            member("servers", List(Server), FROM_30),
        ],
    ),
    (ExternalDocs, &[member("description", Data, ALL).documentation(), member("url", Data, ALL).documentation()]),
    (
        Parameter,
        with_value_of_2![
            member("$ref", Data, ALL),
            member("name", Data, ALL),
            member("in", Data, ALL).becomes(&["x-octogen-in"]),
            member("description", Data, ALL).becomes(VALUE),
            member("required", Data, ALL),
            member("deprecated", Data, FROM_30),
            member("allowEmptyValue", Data, ALL).becomes(VALUE),
            member("style", Data, FROM_30).becomes(&["x-octogen-style"]),
            member("explode", Data, FROM_30),
            member("allowReserved", Data, FROM_30),
            member("schema", One(Schema), ALL),
            member("content", Map(MediaType), FROM_30),
            member("example", Data, FROM_30).documentation(),
            member("examples", Map(Example), FROM_30).documentation(),
            member("collectionFormat", Data, ONLY_2).becomes(&[
                "style",
                "explode",
                "x-octogen-collection-format",
                "schema",
            ]),
        ],
    ),
    (
        Header,
        with_value_of_2![
            member("$ref", Data, FROM_30),
            member("description", Data, ALL).becomes(VALUE),
            member("required", Data, FROM_30),
            member("deprecated", Data, FROM_30),
            // "The Header Object follows the structure of the Parameter Object."
            member("allowEmptyValue", Data, FROM_30).becomes(VALUE),
            member("style", Data, FROM_30),
            member("explode", Data, FROM_30),
            member("allowReserved", Data, FROM_30),
            member("schema", One(Schema), FROM_30),
            member("content", Map(MediaType), FROM_30),
            member("example", Data, FROM_30).documentation(),
            member("examples", Map(Example), FROM_30).documentation(),
            member("collectionFormat", Data, ONLY_2).becomes(&["style", "explode", "schema"]),
        ],
    ),
    (
        RequestBody,
        &[
            member("$ref", Data, FROM_30),
            member("description", Data, FROM_30),
            member("content", Map(MediaType), FROM_30),
            member("required", Data, FROM_30),
        ],
    ),
    (
        MediaType,
        &[
            // What it leads to stands in its place.
            member("$ref", Data, FROM_32).becomes(&[]),
            member("schema", One(Schema), FROM_30),
            member("itemSchema", One(Schema), FROM_32).preserved(),
            member("example", Data, FROM_30),
            member("examples", Map(Example), FROM_30),
            member("encoding", Map(Encoding), FROM_30),
            member("prefixEncoding", List(Encoding), FROM_32).preserved(),
            member("itemEncoding", One(Encoding), FROM_32).preserved(),
        ],
    ),
    (
        Encoding,
        &[
            member("contentType", Data, FROM_30),
            member("headers", Map(Header), FROM_30).documentation(),
            member("style", Data, FROM_30),
            member("explode", Data, FROM_30),
            member("allowReserved", Data, FROM_30),
            member("encoding", Map(Encoding), FROM_32).preserved(),
            member("prefixEncoding", List(Encoding), FROM_32).preserved(),
            member("itemEncoding", One(Encoding), FROM_32).preserved(),
        ],
    ),
    (
        Response,
        &[
            member("$ref", Data, ALL),
            member("summary", Data, FROM_32).preserved(),
            member("description", Data, ALL),
            member("headers", Map(Header), ALL),
            member("content", Map(MediaType), FROM_30),
            member("links", Map(Link), FROM_30).documentation(),
            member("schema", One(Schema), ONLY_2).becomes(&["content"]),
            member("examples", Data, ONLY_2).becomes(&["content"]).documentation(),
        ],
    ),
    (Callback, &[member("$ref", Data, FROM_30)]),
    (
        Example,
        &[
            member("$ref", Data, FROM_30).documentation(),
            member("summary", Data, FROM_30).documentation(),
            member("description", Data, FROM_30).documentation(),
            member("dataValue", Data, FROM_32).preserved(),
            member("serializedValue", Data, FROM_32).preserved(),
            member("value", Data, FROM_30),
            member("externalValue", Data, FROM_30).documentation(),
        ],
    ),
    (
        Link,
        &[
            member("$ref", Data, FROM_30).documentation(),
            member("operationRef", Data, FROM_30).documentation(),
            member("operationId", Data, FROM_30).documentation(),
            member("parameters", Data, FROM_30).documentation(),
            member("requestBody", Data, FROM_30).documentation(),
            member("description", Data, FROM_30).documentation(),
            member("server", One(Server), FROM_30).documentation(),
        ],
    ),
    (
        Tag,
        &[
            member("name", Data, ALL),
            member("summary", Data, FROM_32).preserved(),
            member("description", Data, ALL),
            member("externalDocs", One(ExternalDocs), ALL).documentation(),
            member("parent", Data, FROM_32).preserved().documentation(),
            member("kind", Data, FROM_32).preserved().documentation(),
        ],
    ),
    (
        Schema,
        &[
            member("$ref", Data, ALL).becomes(&["allOf"]),
            member("$id", Data, FROM_31).dropped(),
            member("$schema", Data, FROM_31).dropped(),
            member("$anchor", Data, FROM_31).dropped(),
            member("$dynamicAnchor", Data, FROM_31).dropped(),
            member("$dynamicRef", Data, FROM_31).becomes(&["$ref", "allOf"]),
            member("$vocabulary", Data, FROM_31).dropped(),
            member("$comment", Data, FROM_31).preserved().documentation(),
            // References lead into them.
            member("$defs", Map(Schema), FROM_31).kept(),
            member("title", Data, ALL),
            member("description", Data, ALL),
            member("default", Data, ALL).documentation(),
            member("example", Data, ALL).becomes(&["x-octogen-examples"]),
            member("examples", Data, FROM_31).preserved().becomes(&["example", "x-octogen-examples"]),
            member("externalDocs", One(ExternalDocs), ALL).documentation(),
            member("deprecated", Data, FROM_30),
            member("readOnly", Data, ALL),
            member("writeOnly", Data, FROM_30),
            member("xml", One(Xml), ALL),
            member("discriminator", One(Discriminator), ALL),
            member("type", Data, ALL).becomes(&[
                "nullable",
                "x-octogen-null",
                "anyOf",
                "$ref",
                "allOf",
                "x-octogen-never",
            ]),
            // Whether null is taken is held against the finished types.
            member("nullable", Data, ONLY_30).becomes(&[]),
            member("enum", Data, ALL).becomes(LISTED),
            member("const", Data, FROM_31).preserved().becomes(LISTED),
            member("format", Data, ALL).becomes(&["anyOf", "x-octogen-null", "oneOf"]),
            member("contentEncoding", Data, FROM_31).preserved(),
            member("contentMediaType", Data, FROM_31).preserved().documentation(),
            member("contentSchema", One(Schema), FROM_31).preserved().documentation(),
            member("allOf", List(Schema), ALL).becomes(BRANCHES),
            member("anyOf", List(Schema), FROM_30).becomes(BRANCHES),
            member("oneOf", List(Schema), FROM_30).becomes(BRANCHES),
            member("not", One(Schema), FROM_30).documentation(),
            member("if", One(Schema), FROM_31).preserved().documentation(),
            member("then", One(Schema), FROM_31).preserved().documentation(),
            member("else", One(Schema), FROM_31).preserved().documentation(),
            member("multipleOf", Data, ALL).documentation(),
            member("maximum", Data, ALL).documentation(),
            member("exclusiveMaximum", Data, ALL).becomes(&["maximum"]).documentation(),
            member("minimum", Data, ALL).documentation(),
            member("exclusiveMinimum", Data, ALL).becomes(&["minimum"]).documentation(),
            member("maxLength", Data, ALL).documentation(),
            member("minLength", Data, ALL).documentation(),
            member("pattern", Data, ALL).becomes(&["x-octogen-number-text"]).documentation(),
            member("items", One(Schema), ALL).becomes(&["x-octogen-prefix-items", "anyOf", "oneOf"]),
            member("prefixItems", List(Schema), FROM_31).preserved(),
            member("contains", One(Schema), FROM_31).preserved().documentation(),
            member("minContains", Data, FROM_31).preserved().documentation(),
            member("maxContains", Data, FROM_31).preserved().documentation(),
            member("unevaluatedItems", One(Schema), FROM_31).preserved(),
            member("maxItems", Data, ALL).documentation(),
            member("minItems", Data, ALL).documentation(),
            member("uniqueItems", Data, ALL).documentation(),
            member("properties", Map(Schema), ALL),
            member("patternProperties", Map(Schema), FROM_31).preserved().becomes(&["additionalProperties"]),
            member("additionalProperties", One(Schema), ALL),
            member("unevaluatedProperties", One(Schema), FROM_31).preserved().becomes(&["additionalProperties"]),
            member("propertyNames", One(Schema), FROM_31).preserved().documentation(),
            member("maxProperties", Data, ALL).documentation(),
            member("minProperties", Data, ALL).documentation(),
            member("required", Data, ALL),
            member("dependentRequired", Data, FROM_31).preserved().documentation(),
            member("dependentSchemas", Map(Schema), FROM_31).preserved().documentation(),
            // Of older drafts.
            member("id", Data, FROM_31).dropped(),
            member("$recursiveAnchor", Data, FROM_31).dropped(),
            member("$recursiveRef", Data, FROM_31).becomes(&["$ref", "allOf"]),
            member("definitions", Map(Schema), FROM_31).kept(),
            member("dependencies", Map(Schema), FROM_31)
                .becomes(&["x-octogen-dependent-required", "x-octogen-dependent-schemas"]),
            member("additionalItems", One(Schema), FROM_31).becomes(&["items"]),
        ],
    ),
    (
        Discriminator,
        &[
            member("propertyName", Data, FROM_30),
            member("mapping", Data, FROM_30),
            member("defaultMapping", Data, FROM_32).preserved(),
        ],
    ),
    (
        Xml,
        &[
            member("nodeType", Data, FROM_32).preserved(),
            member("name", Data, ALL),
            member("namespace", Data, ALL),
            member("prefix", Data, ALL),
            member("attribute", Data, ALL),
            member("wrapped", Data, ALL),
        ],
    ),
    (
        SecurityScheme,
        &[
            member("$ref", Data, FROM_30),
            member("type", Data, ALL).becomes(&["x-octogen-type"]),
            member("description", Data, ALL),
            member("name", Data, ALL),
            member("in", Data, ALL),
            member("scheme", Data, FROM_30),
            member("bearerFormat", Data, FROM_30).documentation(),
            member("flows", One(OAuthFlows), FROM_30),
            member("openIdConnectUrl", Data, FROM_30),
            member("oauth2MetadataUrl", Data, FROM_32).preserved().documentation(),
            member("deprecated", Data, FROM_32).preserved().documentation(),
            member("flow", Data, ONLY_2).becomes(&["flows"]),
            member("authorizationUrl", Data, ONLY_2).becomes(&["flows"]),
            member("tokenUrl", Data, ONLY_2).becomes(&["flows"]),
            member("scopes", Data, ONLY_2).becomes(&["flows"]),
        ],
    ),
    (
        OAuthFlows,
        &[
            member("implicit", One(OAuthFlow), FROM_30),
            member("password", One(OAuthFlow), FROM_30),
            member("clientCredentials", One(OAuthFlow), FROM_30),
            member("authorizationCode", One(OAuthFlow), FROM_30),
            member("deviceAuthorization", One(OAuthFlow), FROM_32).preserved(),
        ],
    ),
    (
        OAuthFlow,
        &[
            member("authorizationUrl", Data, FROM_30),
            // In a flow that is preserved.
            member("deviceAuthorizationUrl", Data, FROM_32).kept().documentation(),
            member("tokenUrl", Data, FROM_30),
            member("refreshUrl", Data, FROM_30),
            member("scopes", Data, FROM_30),
        ],
    ),
];
