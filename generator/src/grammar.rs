//! Which kind of object stands where in an OpenAPI document: one table for 2.0 to 3.2 and for the dialect that lowering
//! ends in. Walking goes by it, so that an `example` that happens to hold a `$ref` is data and stays untouched.

use std::sync::LazyLock;

use foldhash::HashMap;
use serde_json::Value;

use crate::Pointer;
use crate::source_map::camel;

macro_rules! kinds {
    ($($name:ident)*) => {
        /// The kinds of objects of an OpenAPI document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // Each is named like the object in the OpenAPI text.
        pub enum Kind {
            $($name,)*
        }

        /// All kinds, in their order.
        const ALL: &[Kind] = &[$(Kind::$name),*];
    };
}

kinds! {
    Document Info Contact License Server ServerVariable Paths PathItem Operation ExternalDocs Parameter RequestBody
    MediaType Encoding Responses Response Callback Example Link Header Tag Schema Discriminator Xml SecurityScheme
    OAuthFlows OAuthFlow Components
}

/// What a member of an object holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// One object of a kind.
    One(Kind),
    /// A list of them.
    List(Kind),
    /// Names of the author's choice, each with one of them.
    Map(Kind),
    /// Anything else that is known: text, numbers, examples.
    Data,
}

use Kind::*;
use Slot::{Data, List, Map, One};

/// The members of each kind by name: every pass asks for every key of a document.
static MEMBERS: LazyLock<Vec<HashMap<&'static str, Slot>>> = LazyLock::new(|| {
    let of = |kind: &Kind| {
        let rows = kind.members().iter().rev();
        rows.flat_map(|(names, slot)| names.iter().map(|name| (*name, *slot))).collect()
    };
    ALL.iter().map(of).collect()
});

const HTTP_METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl Kind {
    /// What the member `key` of such an object holds; none if there is no such member.
    pub fn member(self, key: &str) -> Option<Slot> {
        if let Some(kebab) = key.strip_prefix("x-octogen-") {
            return self.member(&camel(kebab)).filter(|it| *it != Data);
        }
        if key.starts_with("x-") {
            return None;
        }
        match self {
            Self::Paths => Some(One(PathItem)),
            Self::Responses => Some(One(Response)),
            Self::Callback if key == "$ref" => Some(Data),
            Self::Callback => Some(One(PathItem)),
            _ => MEMBERS[self as usize].get(key).copied(),
        }
    }

    /// The name of the section of `components` for it.
    pub fn section(self) -> Option<&'static str> {
        Some(match self {
            Schema => "schemas",
            Response => "responses",
            Parameter => "parameters",
            Example => "examples",
            RequestBody => "requestBodies",
            Header => "headers",
            SecurityScheme => "securitySchemes",
            Link => "links",
            Callback => "callbacks",
            PathItem => "pathItems",
            MediaType => "mediaTypes",
            _ => return None,
        })
    }

    /// How it is called in a message.
    pub fn noun(self) -> &'static str {
        match self {
            Schema => "schema",
            Response => "response",
            Parameter => "parameter",
            Example => "example",
            RequestBody => "request body",
            Header => "header",
            SecurityScheme => "security scheme",
            Link => "link",
            Callback => "callback",
            PathItem => "path item",
            MediaType => "media type",
            Operation => "operation",
            _ => "object",
        }
    }

    fn members(self) -> &'static [(&'static [&'static str], Slot)] {
        match self {
            Document => &[
                (&["info"], One(Info)),
                (&["servers"], List(Server)),
                (&["paths"], One(Paths)),
                (&["webhooks"], Map(PathItem)),
                (&["components"], One(Components)),
                (&["tags"], List(Tag)),
                (&["externalDocs"], One(ExternalDocs)),
                (&["definitions"], Map(Schema)),
                (&["parameters"], Map(Parameter)),
                (&["responses"], Map(Response)),
                (&["securityDefinitions"], Map(SecurityScheme)),
                (&["openapi", "swagger", "security", "jsonSchemaDialect", "$self"], Data),
                (&["host", "basePath", "schemes", "consumes", "produces"], Data),
            ],
            Info => &[
                (&["contact"], One(Contact)),
                (&["license"], One(License)),
                (&["title", "version", "description", "summary", "termsOfService"], Data),
            ],
            Contact => &[(&["name", "url", "email"], Data)],
            License => &[(&["name", "url", "identifier"], Data)],
            Server => &[(&["variables"], Map(ServerVariable)), (&["url", "description", "name"], Data)],
            ServerVariable => &[(&["enum", "default", "description"], Data)],
            Paths | Responses | Callback => &[],
            PathItem => &[
                (HTTP_METHODS, One(Operation)),
                (&["query"], One(Operation)),
                (&["additionalOperations"], Map(Operation)),
                (&["servers"], List(Server)),
                (&["parameters"], List(Parameter)),
                (&["$ref", "summary", "description"], Data),
            ],
            Operation => &[
                (&["externalDocs"], One(ExternalDocs)),
                (&["parameters"], List(Parameter)),
                (&["requestBody"], One(RequestBody)),
                (&["responses"], One(Responses)),
                (&["callbacks"], Map(Callback)),
                (&["servers"], List(Server)),
                (&["tags", "summary", "description", "operationId", "deprecated", "security"], Data),
                (&["consumes", "produces", "schemes"], Data),
            ],
            ExternalDocs => &[(&["url", "description"], Data)],
            // 2.0 has the members of a schema here; only those that hold schemas matter for walking.
            Parameter | Header => &[
                (&["schema", "items"], One(Schema)),
                (&["content"], Map(MediaType)),
                (&["examples"], Map(Example)),
                (&["$ref", "name", "in", "description", "required", "deprecated", "allowEmptyValue"], Data),
                (&["style", "explode", "allowReserved", "example"], Data),
                (&["type", "format", "collectionFormat", "default", "maximum", "exclusiveMaximum"], Data),
                (&["minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems"], Data),
                (&["minItems", "uniqueItems", "enum", "multipleOf"], Data),
            ],
            RequestBody => &[(&["content"], Map(MediaType)), (&["$ref", "description", "required"], Data)],
            MediaType => &[
                (&["schema", "itemSchema"], One(Schema)),
                (&["examples"], Map(Example)),
                (&["encoding"], Map(Encoding)),
                (&["prefixEncoding"], List(Encoding)),
                (&["itemEncoding"], One(Encoding)),
                (&["$ref", "example"], Data),
            ],
            Encoding => &[
                (&["headers"], Map(Header)),
                (&["encoding"], Map(Encoding)),
                (&["prefixEncoding"], List(Encoding)),
                (&["itemEncoding"], One(Encoding)),
                (&["contentType", "style", "explode", "allowReserved"], Data),
            ],
            Response => &[
                (&["headers"], Map(Header)),
                (&["content"], Map(MediaType)),
                (&["links"], Map(Link)),
                (&["schema"], One(Schema)),
                (&["$ref", "description", "summary", "examples"], Data),
            ],
            Example => {
                &[(&["$ref", "summary", "description", "value", "externalValue", "dataValue", "serializedValue"], Data)]
            }
            Link => &[
                (&["server"], One(Server)),
                (&["$ref", "operationRef", "operationId", "parameters", "requestBody", "description"], Data),
            ],
            Tag => {
                &[(&["externalDocs"], One(ExternalDocs)), (&["name", "description", "summary", "parent", "kind"], Data)]
            }
            Schema => &[
                (&["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"], Map(Schema)),
                (&["dependencies"], Map(Schema)),
                (&["allOf", "anyOf", "oneOf", "prefixItems"], List(Schema)),
                (&["items", "additionalProperties", "additionalItems", "not", "if", "then", "else"], One(Schema)),
                (&["propertyNames", "contains", "contentSchema"], One(Schema)),
                (&["unevaluatedProperties", "unevaluatedItems"], One(Schema)),
                (&["discriminator"], One(Discriminator)),
                (&["xml"], One(Xml)),
                (&["externalDocs"], One(ExternalDocs)),
                (&["$ref", "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"], Data),
                (&["maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems"], Data),
                (&["maxProperties", "minProperties", "required", "enum", "type", "description", "format"], Data),
                (&["default", "nullable", "readOnly", "writeOnly", "example", "deprecated"], Data),
                (&["const", "examples", "contentEncoding", "contentMediaType", "dependentRequired"], Data),
                (&["minContains", "maxContains", "$comment", "$id", "id", "$schema", "$anchor"], Data),
                (&["$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "$vocabulary"], Data),
            ],
            Discriminator => &[(&["propertyName", "mapping", "defaultMapping"], Data)],
            Xml => &[(&["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"], Data)],
            SecurityScheme => &[
                (&["flows"], One(OAuthFlows)),
                (&["$ref", "type", "description", "name", "in", "scheme", "bearerFormat"], Data),
                (&["openIdConnectUrl", "deprecated", "oauth2MetadataUrl"], Data),
                (&["flow", "authorizationUrl", "tokenUrl", "scopes"], Data),
            ],
            OAuthFlows => &[(
                &["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"],
                One(OAuthFlow),
            )],
            OAuthFlow => &[(&["authorizationUrl", "tokenUrl", "refreshUrl", "scopes", "deviceAuthorizationUrl"], Data)],
            Components => &[
                (&["schemas"], Map(Schema)),
                (&["responses"], Map(Response)),
                (&["parameters"], Map(Parameter)),
                (&["examples"], Map(Example)),
                (&["requestBodies"], Map(RequestBody)),
                (&["headers"], Map(Header)),
                (&["securitySchemes"], Map(SecurityScheme)),
                (&["links"], Map(Link)),
                (&["callbacks"], Map(Callback)),
                (&["pathItems"], Map(PathItem)),
                (&["mediaTypes"], Map(MediaType)),
            ],
        }
    }
}

/// Where a walk is. The pointer is only made when somebody asks for it.
#[derive(Clone, Copy, Debug)]
pub struct At<'p> {
    parent: Option<&'p At<'p>>,
    token: Token<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Token<'p> {
    Start(&'p Pointer),
    Key(&'p str),
    Index(usize),
}

impl<'p> At<'p> {
    /// A walk starts here.
    pub fn start(pointer: &'p Pointer) -> Self {
        Self { parent: None, token: Token::Start(pointer) }
    }

    /// The member `key`.
    pub fn key(&'p self, key: &'p str) -> Self {
        Self { parent: Some(self), token: Token::Key(key) }
    }

    /// The item `index`.
    pub fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), token: Token::Index(index) }
    }

    /// The place as a pointer.
    pub fn pointer(&self) -> Pointer {
        let parent = self.parent.map(Self::pointer).unwrap_or_default();
        match self.token {
            Token::Start(pointer) => pointer.clone(),
            Token::Key(key) => parent.key(key),
            Token::Index(index) => parent.index(index),
        }
    }
}

/// Visits an object and then all objects inside, as they are after the visit.
pub fn walk_mut(kind: Kind, value: &mut Value, at: &At<'_>, visit: &mut dyn FnMut(Kind, &mut Value, &At<'_>)) {
    visit(kind, value, at);
    let Value::Object(map) = value else { return };
    for (key, child) in map.iter_mut() {
        let at = at.key(key);
        match (kind.member(key), child) {
            (Some(One(kind)), Value::Array(items)) | (Some(List(kind)), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    walk_mut(kind, item, &at.index(index), visit);
                }
            }
            (Some(One(kind)), child) => walk_mut(kind, child, &at, visit),
            (Some(Map(kind)), Value::Object(members)) => {
                for (key, child) in members.iter_mut() {
                    walk_mut(kind, child, &at.key(key), visit);
                }
            }
            _ => {}
        }
    }
}

/// Visits an object and then all objects inside.
pub fn walk(kind: Kind, value: &Value, at: &At<'_>, visit: &mut dyn FnMut(Kind, &Value, &At<'_>)) {
    visit(kind, value, at);
    let Value::Object(map) = value else { return };
    for (key, child) in map {
        let at = at.key(key);
        match (kind.member(key), child) {
            (Some(One(kind)), Value::Array(items)) | (Some(List(kind)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    walk(kind, item, &at.index(index), visit);
                }
            }
            (Some(One(kind)), child) => walk(kind, child, &at, visit),
            (Some(Map(kind)), Value::Object(members)) => {
                for (key, child) in members {
                    walk(kind, child, &at.key(key), visit);
                }
            }
            _ => {}
        }
    }
}

/// The slots along a pointer: that of the document, then what each token leads to, as far as the grammar knows.
pub fn slots(pointer: &Pointer) -> Vec<Slot> {
    let mut slot = One(Document);
    let mut slots = vec![slot];
    for token in pointer.tokens() {
        slot = match slot {
            One(kind) => match kind.member(&token) {
                Some(next) => next,
                None if is_item(kind, &token) => slot,
                None => break,
            },
            List(kind) | Map(kind) => One(kind),
            Data => break,
        };
        slots.push(slot);
    }
    slots
}

/// Whether a token counts the items of a list where the grammar has one object: `items: [a, b]`.
pub fn is_item(kind: Kind, token: &str) -> bool {
    kind.member(token).is_none() && !token.is_empty() && token.bytes().all(|it| it.is_ascii_digit())
}

/// The kind of object that stands at a place of a document; none where the grammar expects nothing or data.
pub fn kind_at(pointer: &Pointer) -> Option<Kind> {
    match slots(pointer).get(pointer.tokens().count()) {
        Some(One(kind)) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_kind_is_told_by_the_place() {
        for (pointer, kind) in [
            ("", Some(Document)),
            ("/components/schemas/A", Some(Schema)),
            ("/components/schemas/A/properties/$ref", Some(Schema)),
            ("/components/schemas/A/x-octogen-prefix-items/0", Some(Schema)),
            ("/paths/~1a/get/responses/200/content/a~1b/schema", Some(Schema)),
            ("/paths/~1a/get/parameters/0", Some(Parameter)),
            ("/components/schemas/A/example/properties/x", None),
            ("/components/schemas", None),
            ("/x-mine/A", None),
        ] {
            assert_eq!(kind_at(&Pointer::parse(pointer)), kind, "{pointer}");
        }
    }

    #[test]
    fn every_kind_has_its_own_members() {
        for (index, kind) in ALL.iter().copied().enumerate() {
            assert_eq!(kind as usize, index, "{kind:?}");
            for (names, slot) in kind.members() {
                names.iter().for_each(|name| assert_eq!(kind.member(name), Some(*slot), "{kind:?} {name}"));
            }
            assert_eq!(kind.member("x-mine"), None);
        }
    }

    #[test]
    fn a_walk_leaves_examples_alone() {
        let value = json!({"components": {"schemas": {"A": {"example": {"$ref": "x"}, "items": {"type": "string"}}}}});
        let root = Pointer::root();
        let mut seen = Vec::new();
        walk(Document, &value, &At::start(&root), &mut |_, _, at| seen.push(at.pointer().to_string()));
        assert_eq!(seen, ["#", "#/components", "#/components/schemas/A", "#/components/schemas/A/items"]);
    }
}
