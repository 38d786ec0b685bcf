//! A small document with every source of text, and where each text stands in it.

use serde_json::{Value, json};

/// A place in the document that holds text.
pub struct Slot {
    /// What it is.
    pub name: &'static str,
    /// Where it stands.
    at: &'static str,
    /// What stands before the text, where not every text makes a value of that kind.
    before: &'static str,
    /// Whether the key is the text; else the value is.
    is_key: bool,
    /// Whether names in the code are made from it.
    pub is_name: bool,
    /// Whether every text is as good as any other in it, so that nothing may be refused.
    pub is_prose: bool,
}

const fn prose(name: &'static str, at: &'static str) -> Slot {
    Slot { name, at, before: "", is_key: false, is_name: false, is_prose: true }
}

const fn value(name: &'static str, at: &'static str) -> Slot {
    Slot { name, at, before: "", is_key: false, is_name: false, is_prose: false }
}

const fn name(name: &'static str, at: &'static str) -> Slot {
    Slot { name, at, before: "", is_key: false, is_name: true, is_prose: false }
}

const fn key(name: &'static str, at: &'static str) -> Slot {
    Slot { name, at, before: "", is_key: true, is_name: true, is_prose: false }
}

/// A key that has to begin so.
const fn after(before: &'static str, name: &'static str, at: &'static str) -> Slot {
    Slot { name, at, before, is_key: true, is_name: true, is_prose: false }
}

/// All of them.
pub const SLOTS: &[Slot] = &[
    prose("title", "/info/title"),
    prose("version", "/info/version"),
    prose("summary of the API", "/info/summary"),
    prose("description of the API", "/info/description"),
    prose("licence", "/info/license/name"),
    prose("contact", "/info/contact/name"),
    value("address of the contact", "/info/contact/url"),
    Slot { before: "https://api.example.com/", ..name("server", "/servers/0/url") },
    name("description of a server", "/servers/0/description"),
    key("server variable", "/servers/1/variables/region"),
    value("default of a server variable", "/servers/1/variables/region/default"),
    value("value of a server variable", "/servers/1/variables/region/enum/1"),
    prose("description of a server variable", "/servers/1/variables/region/description"),
    value("address of other documentation", "/externalDocs/url"),
    prose("words of other documentation", "/externalDocs/description"),
    name("tag", "/paths/~1pets~1{id}/get/tags/0"),
    prose("description of a tag", "/tags/0/description"),
    after("/plain/", "path", "/paths/~1plain"),
    name("operation", "/paths/~1pets~1{id}/get/operationId"),
    prose("summary", "/paths/~1pets~1{id}/get/summary"),
    prose("description", "/paths/~1pets~1{id}/get/description"),
    prose("description of a path", "/paths/~1pets~1{id}/description"),
    value("documentation of an operation", "/paths/~1pets~1{id}/get/externalDocs/url"),
    name("query parameter", "/paths/~1pets~1{id}/get/parameters/1/name"),
    name("header parameter", "/paths/~1pets~1{id}/get/parameters/2/name"),
    name("cookie parameter", "/paths/~1pets~1{id}/get/parameters/3/name"),
    name("path parameter", "/paths/~1pets~1{id}/get/parameters/0/name"),
    prose("description of a parameter", "/paths/~1pets~1{id}/get/parameters/1/description"),
    value("example of a parameter", "/paths/~1pets~1{id}/get/parameters/1/example"),
    value("default of a parameter", "/paths/~1pets~1{id}/get/parameters/1/schema/default"),
    prose("description of a response", "/paths/~1pets~1{id}/get/responses/200/description"),
    key("response header", "/paths/~1pets~1{id}/get/responses/200/headers/X-Total"),
    prose("description of a header", "/paths/~1pets~1{id}/get/responses/200/headers/X-Total/description"),
    after(
        "application/json;a=",
        "media type of a response",
        "/paths/~1pets~1{id}/get/responses/200/content/application~1json",
    ),
    after("application/json;a=", "media type of a request", "/paths/~1pets/post/requestBody/content/application~1json"),
    prose("description of a body", "/paths/~1pets/post/requestBody/description"),
    key("named example", "/paths/~1pets/post/requestBody/content/application~1json/examples/one"),
    prose("extension of an operation", "/paths/~1pets/post/x-note"),
    prose("scope of an operation", "/paths/~1pets/post/x-required-scope"),
    key("extension", "/paths/~1pets/post/x-note"),
    key("link", "/paths/~1pets/post/responses/201/links/self"),
    prose("description of a link", "/paths/~1pets/post/responses/201/links/self/description"),
    key("callback", "/paths/~1pets/post/callbacks/changed"),
    key("expression of a callback", "/paths/~1pets/post/callbacks/changed/{$request.body#~1name}"),
    key("webhook", "/webhooks/born"),
    key("schema", "/components/schemas/Spare"),
    prose("title of a schema", "/components/schemas/Pet/title"),
    prose("description of a schema", "/components/schemas/Pet/description"),
    key("property", "/components/schemas/Pet/properties/spare"),
    prose("description of a property", "/components/schemas/Pet/properties/spare/description"),
    value("format", "/components/schemas/Pet/properties/spare/format"),
    value("pattern", "/components/schemas/Pet/properties/spare/pattern"),
    value("default", "/components/schemas/Pet/properties/spare/default"),
    value("example", "/components/schemas/Pet/properties/spare/example"),
    name("value of an enum", "/components/schemas/Pet/properties/kind/enum/1"),
    name("const", "/components/schemas/Spare/properties/fixed/const"),
    name("discriminator", "/components/schemas/Animal/discriminator/mapping/cat"),
    key("value of a discriminator", "/components/schemas/Animal/discriminator/mapping/cat"),
    name("root in XML", "/components/schemas/Note/xml/name"),
    value("namespace of XML", "/components/schemas/Note/xml/namespace"),
    name("prefix in XML", "/components/schemas/Note/xml/prefix"),
    value("attribute in XML", "/components/schemas/Note/properties/id/xml/name"),
    value("wrapper in XML", "/components/schemas/Note/properties/lines/xml/name"),
    value("item in XML", "/components/schemas/Note/properties/lines/items/xml/name"),
    key("security scheme", "/components/securitySchemes/key"),
    name("header of a key", "/components/securitySchemes/key/name"),
    prose("description of a scheme", "/components/securitySchemes/key/description"),
    value("token address", "/components/securitySchemes/oauth/flows/clientCredentials/tokenUrl"),
    key("scope", "/components/securitySchemes/oauth/flows/clientCredentials/scopes/read"),
    prose("description of a scope", "/components/securitySchemes/oauth/flows/clientCredentials/scopes/read"),
    value("address of an identity", "/components/securitySchemes/openid/openIdConnectUrl"),
    value("name of a bearer's format", "/components/securitySchemes/bearer/bearerFormat"),
    value("reference", "/paths/~1pets/post/requestBody/content/application~1json/schema/$ref"),
];

impl Slot {
    /// Whether the document still has that place; another key on the way may have been renamed.
    pub fn is_in(&self, document: &Value) -> bool {
        document.pointer(self.at).is_some()
    }

    /// Puts a text where the benign one stands.
    pub fn set(&self, document: &mut Value, text: &str) {
        let text = format!("{}{text}", self.before);
        if self.is_key {
            let (parent, key) = self.at.rsplit_once('/').unwrap();
            let key = key.replace("~1", "/").replace("~0", "~");
            let parent = document.pointer_mut(parent).and_then(Value::as_object_mut).expect(self.at);
            let renamed = std::mem::take(parent).into_iter().map(|(it, value)| match it == key {
                true => (text.clone(), value),
                false => (it, value),
            });
            *parent = renamed.collect();
        } else {
            *document.pointer_mut(self.at).expect(self.at) = text.into();
        }
    }
}

/// The document.
pub fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Pets", "version": "1.0", "summary": "All pets", "description": "What pets do",
            "license": { "name": "MIT" }, "contact": { "name": "Us", "url": "https://api.example.com/us" },
        },
        "servers": [
            { "url": "https://api.example.com/v1", "description": "Production" },
            {
                "url": "https://{region}.example.com",
                "variables": { "region": { "default": "eu", "enum": ["eu", "us"], "description": "Where" } },
            },
        ],
        "externalDocs": { "url": "https://docs.example.com", "description": "More" },
        "tags": [{ "name": "pets", "description": "About pets" }, { "name": "tag", "description": "Another" }],
        "security": [{ "bearer": [] }],
        "paths": {
            "/pets/{id}": {
                "description": "One pet",
                "get": {
                    "operationId": "getPet", "tags": ["pets"], "summary": "Get a pet", "description": "The whole pet",
                    "externalDocs": { "url": "https://docs.example.com/pet" },
                    "parameters": [
                        { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                        {
                            "name": "fields", "in": "query", "description": "What to give", "example": "name",
                            "schema": { "type": "string", "default": "all" },
                        },
                        { "name": "X-Trace", "in": "header", "schema": { "type": "string" } },
                        { "name": "session", "in": "cookie", "schema": { "type": "string" } },
                    ],
                    "responses": {
                        "200": {
                            "description": "The pet",
                            "headers": { "X-Total": { "description": "All", "schema": { "type": "integer" } } },
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } },
                        },
                        "404": { "description": "No such pet" },
                    },
                },
            },
            "/plain": { "get": { "operationId": "plain", "responses": { "204": { "description": "Fine" } } } },
            "/notes": { "put": {
                "operationId": "putNote",
                "requestBody": { "content": { "application/xml": { "schema": { "$ref": "#/components/schemas/Note" } } } },
                "responses": { "200": { "description": "The note", "content": {
                    "application/xml": { "schema": { "$ref": "#/components/schemas/Note" } },
                } } },
            } },
            "/pets": {
                "post": {
                    "operationId": "makePet", "tags": ["tag"], "x-note": "a note", "x-required-scope": "write",
                    "requestBody": {
                        "description": "The new pet", "required": true,
                        "content": { "application/json": {
                            "schema": { "$ref": "#/components/schemas/Pet" },
                            "examples": { "one": { "value": { "name": "Tom", "kind": "cat" } } },
                        } },
                    },
                    "responses": { "201": {
                        "description": "Made",
                        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Animal" } } },
                        "links": { "self": { "operationId": "getPet", "description": "Itself" } },
                    } },
                    "callbacks": { "changed": { "{$request.body#/name}": { "post": {
                        "requestBody": { "content": { "application/json": {
                            "schema": { "$ref": "#/components/schemas/Spare" },
                        } } },
                        "responses": { "204": { "description": "Seen" } },
                    } } } },
                },
            },
        },
        "webhooks": { "born": { "post": {
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
            "responses": { "204": { "description": "Seen" } },
        } } },
        "components": {
            "schemas": {
                "Pet": {
                    "title": "A pet", "description": "An animal of a person", "type": "object",
                    "required": ["name", "kind"],
                    "properties": {
                        "name": { "type": "string" },
                        "kind": { "type": "string", "enum": ["cat", "dog"] },
                        "spare": {
                            "type": "string", "description": "Not used", "default": "none", "example": "some",
                            "format": "spare", "pattern": "^[a-z]+$",
                        },
                    },
                },
                "Spare": {
                    "type": "object",
                    "properties": { "note": { "type": "string" }, "fixed": { "type": "string", "const": "so" } },
                },
                "Note": {
                    "type": "object", "xml": { "name": "note", "namespace": "https://example.com/n", "prefix": "n" },
                    "properties": {
                        "id": { "type": "string", "xml": { "name": "number", "attribute": true } },
                        "owner": { "type": "object", "xml": { "attribute": true }, "properties": { "name": { "type": "string" } } },
                        "lines": {
                            "type": "array", "xml": { "name": "text", "wrapped": true },
                            "items": { "type": "string", "xml": { "name": "line" } },
                        },
                        "words": { "type": "array", "xml": { "wrapped": true }, "items": { "type": "string" } },
                    },
                },
                "Cat": {
                    "type": "object", "required": ["type"],
                    "properties": { "type": { "type": "string" }, "lives": { "type": "integer" } },
                },
                "Dog": {
                    "type": "object", "required": ["type"],
                    "properties": { "type": { "type": "string" }, "tricks": { "type": "integer" } },
                },
                "Animal": {
                    "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
                    "discriminator": {
                        "propertyName": "type",
                        "mapping": { "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" },
                    },
                },
            },
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X-Key", "description": "A key" },
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "opaque" },
                "oauth": { "type": "oauth2", "flows": { "clientCredentials": {
                    "tokenUrl": "https://auth.example.com/token", "scopes": { "read": "To read" },
                } } },
                "openid": { "type": "openIdConnect", "openIdConnectUrl": "https://auth.example.com/known" },
            },
        },
    })
}
