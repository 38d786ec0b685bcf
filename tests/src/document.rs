//! An OpenAPI document as a test reads it: operations with their parameters, bodies, responses and credentials,
//! all references followed. Every schema is kept as a small JSON value that leads into the document by `$ref`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::schema::{BASE, Schemas, is_annotation, reference};
use crate::template::{self, Template};
use crate::{dialect, files, swagger};

/// A document, and what it says about requests and responses.
pub struct Document {
    /// `info.title`.
    pub title: String,
    /// All operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The events that the API sends.
    pub webhooks: Vec<Webhook>,
    /// The paths of the document's servers, `/v1`, without a slash at the end; the default one first.
    pub base_paths: Vec<String>,
    pub(crate) schemas: Schemas,
    pub(crate) write_only: BTreeSet<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`; method and path where there is none.
    pub id: String,
    /// The HTTP method, upper case.
    pub method: String,
    /// The path template, as the document has it.
    pub path: String,
    /// The same, taken apart.
    pub template: Template,
    /// The paths of servers that are this operation's own.
    pub base_paths: Vec<String>,
    /// All parameters that go over the wire.
    pub parameters: Vec<Parameter>,
    /// The media types of the request body, the preferred one first.
    pub bodies: Vec<Body>,
    /// Whether the body must be there.
    pub body_required: bool,
    /// All responses, as the document orders them.
    pub responses: Vec<Response>,
    /// The alternatives of credentials; none means that none are needed.
    pub security: Vec<Vec<Scheme>>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub style: Style,
    /// Whether items or members are written apart.
    pub explode: bool,
    /// Whether reserved characters stay.
    pub allow_reserved: bool,
    /// The media type, where it is written by `content`.
    pub content: Option<String>,
    /// Its schema.
    pub schema: Value,
    /// Examples in the document.
    pub examples: Vec<Value>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Place {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

impl Place {
    /// The document's word for it, which is also the prefix of an argument's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Path => "path",
            Place::Query => "query",
            Place::QueryString => "querystring",
            Place::Header => "header",
            Place::Cookie => "cookie",
        }
    }
}

/// How a parameter is written (OpenAPI 3.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// One media type of a request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The media type.
    pub media_type: String,
    /// Its schema, `{}` where there is none.
    pub schema: Value,
    /// The `encoding` object.
    pub encoding: Map<String, Value>,
    /// Examples in the document.
    pub examples: Vec<Value>,
}

/// A documented response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// Its media types; none means no body.
    pub contents: Vec<Content>,
    /// Its headers.
    pub headers: Vec<Header>,
}

/// One media type of a response.
#[derive(Clone, Debug)]
pub struct Content {
    /// The media type or range.
    pub media_type: String,
    /// Its schema; none where the document has none.
    pub schema: Option<Value>,
    /// The schema of an item of a stream (3.2 `itemSchema`).
    pub item_schema: Option<Value>,
    /// Examples in the document.
    pub examples: Vec<Value>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its schema.
    pub schema: Value,
    /// Examples in the document.
    pub examples: Vec<Value>,
}

/// A security scheme that an operation uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A key at this place under this name.
    ApiKey(Place, String),
    /// `Authorization: Basic`.
    Basic,
    /// `Authorization: Bearer`, OAuth 2.0 and OpenID Connect too.
    Bearer,
    /// Another `Authorization` scheme.
    Http(String),
    /// Nothing in the request shows it: mutual TLS.
    Unseen,
}

/// An event that the API sends.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its key under `webhooks`.
    pub name: String,
    /// The schema of its JSON body.
    pub schema: Value,
    /// Examples in the document.
    pub examples: Vec<Value>,
}

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl Document {
    /// Reads a document from a file.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, String> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
        Self::parse(&text).map_err(|it| format!("{}: {it}", path.display()))
    }

    /// Reads a document from JSON or YAML.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::new(files::value(text)?)
    }

    /// Takes a document that is already JSON.
    pub fn new(root: Value) -> Result<Self, String> {
        let root = if root.get("swagger").is_some() { swagger::to_openapi(root) } else { root };
        let (root, write_only) = dialect::to_json_schema(root);
        let reader = Reader { schemas: Schemas::new(root)? };
        Ok(Self {
            title: reader.root()["info"]["title"].as_str().unwrap_or_default().to_owned(),
            operations: reader.operations(),
            webhooks: reader.webhooks(),
            base_paths: base_paths(reader.root()),
            write_only,
            schemas: reader.schemas,
        })
    }

    /// The number of documented responses, a media type each.
    pub fn response_count(&self) -> usize {
        let responses = self.operations.iter().flat_map(|it| &it.responses);
        responses.map(|it| it.contents.len().max(1)).sum()
    }

    /// The names of the schemas under `components`, or under `definitions` in Swagger 2.0.
    pub fn components(&self) -> Vec<String> {
        let root = self.schemas.root();
        let places = [&root["components"]["schemas"], &root["definitions"]];
        places.into_iter().flat_map(keys).map(str::to_owned).collect()
    }

    /// A schema that leads to one of them.
    pub fn component(&self, name: &str) -> Value {
        let pointer = format!("/components/schemas/{}", escape(name));
        let pointer = match self.schemas.root().pointer(&pointer) {
            Some(_) => pointer,
            None => format!("/definitions/{}", escape(name)),
        };
        json!({ "$ref": reference(&pointer) })
    }

    /// What is wrong with a value under a schema; empty for a valid one.
    pub fn errors(&self, schema: &Value, value: &Value) -> Vec<String> {
        self.schemas.errors(schema, value)
    }
}

/// Follows references while it reads.
struct Reader {
    schemas: Schemas,
}

impl Reader {
    fn root(&self) -> &Value {
        self.schemas.root()
    }

    /// The object that stands at this place, wherever it is kept, with the place where it is.
    fn follow(&self, pointer: String) -> (String, &Value) {
        let mut pointer = pointer;
        for _ in 0..32 {
            let value = self.root().pointer(&pointer).unwrap_or(&Value::Null);
            match value.get("$ref").and_then(Value::as_str) {
                Some(target) => {
                    let target = target.trim_start_matches(BASE).trim_start_matches('#');
                    let decoded = || percent_decode_str(target).decode_utf8_lossy().into_owned();
                    pointer = self.root().pointer(target).map_or_else(decoded, |_| target.to_owned());
                }
                None => return (pointer, value),
            }
        }
        (pointer, &Value::Null)
    }

    /// A schema that leads to a place of the document.
    fn schema(&self, pointer: &str, key: &str) -> Option<Value> {
        let pointer = format!("{pointer}/{key}");
        self.root().pointer(&pointer)?;
        Some(json!({ "$ref": reference(&pointer) }))
    }

    fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for path in keys(&self.root()["paths"]).filter(|it| it.starts_with('/')) {
            let (at, item) = self.follow(format!("/paths/{}", escape(path)));
            for method in METHODS.into_iter().filter(|it| item.get(it).is_some()) {
                operations.push(self.operation(&at, item, path, method));
            }
            for method in keys(&item["additionalOperations"]) {
                operations.push(self.operation(&format!("{at}/additionalOperations"), item, path, method));
            }
        }
        operations
    }

    fn operation(&self, item_at: &str, item: &Value, path: &str, method: &str) -> Operation {
        let at = format!("{item_at}/{method}");
        let operation = self.root().pointer(&at).unwrap_or(&Value::Null);
        let mut parameters = BTreeMap::new();
        let shared = self.root().pointer(item_at).and_then(|it| it.get("parameters")).or(item.get("parameters"));
        for (list, list_at) in [(shared, item_at), (operation.get("parameters"), at.as_str())] {
            parameters.extend(self.listed(list, list_at));
        }
        let mut parameters: Vec<Parameter> = parameters.into_values().collect();
        let in_path = parameters.iter().filter(|it| it.place == Place::Path).map(|it| it.name.as_str());
        let template = Template::of(path, &in_path.collect::<Vec<_>>());
        written_into_query(&mut parameters, &template);
        parameters.retain(|it| it.place != Place::Path || template.names().any(|name| name == it.name));
        for name in template.names() {
            if !parameters.iter().any(|it| it.place == Place::Path && it.name == name) {
                parameters.push(Parameter::implied(name, Place::Path));
            }
        }
        parameters.sort_by(|a, b| (a.place, &a.name).cmp(&(b.place, &b.name)));
        let (body_at, body) = self.follow(format!("{at}/requestBody"));
        Operation {
            id: operation["operationId"]
                .as_str()
                .map_or_else(|| format!("{} {path}", method.to_uppercase()), str::to_owned),
            method: method.to_uppercase(),
            path: path.to_owned(),
            template,
            base_paths: [operation, item].iter().flat_map(|it| own_base_paths(it)).collect(),
            parameters,
            bodies: self.bodies(&body_at, body),
            body_required: body["required"].as_bool().unwrap_or(false),
            responses: keys(&operation["responses"])
                .filter(|it| !it.starts_with("x-"))
                .map(|it| self.response(&at, it))
                .collect(),
            security: self.security(operation),
        }
    }

    /// The parameters of a list. Names of headers are case-insensitive (RFC 9110, section 5.1). Of what stands there twice,
    /// the entry counts that says more than that it is a text, or else the later; what one of them demands is demanded.
    fn listed(&self, list: Option<&Value>, list_at: &str) -> BTreeMap<(Place, String), Parameter> {
        let mut listed: BTreeMap<_, Parameter> = BTreeMap::new();
        for index in 0..list.and_then(Value::as_array).map_or(0, Vec::len) {
            let Some(mut it) = self.parameter(format!("{list_at}/parameters/{index}")) else { continue };
            let name = if it.place == Place::Header { it.name.to_lowercase() } else { it.name.clone() };
            let key = (it.place, name);
            if let Some(before) = listed.remove(&key) {
                let required = it.required || before.required;
                it = if self.is_any_text(&it) && !self.is_any_text(&before) { before } else { it };
                it.required = required;
            }
            listed.insert(key, it);
        }
        listed
    }

    fn is_any_text(&self, parameter: &Parameter) -> bool {
        let says_nothing = |it: &String| it == "type" || is_annotation(it);
        let schema = self.schemas.flat(&parameter.schema);
        let is_text = schema["type"].is_null() || schema["type"] == "string";
        parameter.content.is_none() && is_text && schema.as_object().is_none_or(|it| it.keys().all(says_nothing))
    }

    fn parameter(&self, at: String) -> Option<Parameter> {
        let (at, it) = self.follow(at);
        let name = it["name"].as_str()?;
        let place = match it["in"].as_str()? {
            "path" => Place::Path,
            "query" => Place::Query,
            "querystring" => Place::QueryString,
            "header" if is_reserved_header(name) => return None,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => return None,
        };
        let style = match it["style"].as_str() {
            Some("simple") => Style::Simple,
            Some("label") => Style::Label,
            Some("matrix") => Style::Matrix,
            Some("spaceDelimited") => Style::SpaceDelimited,
            Some("pipeDelimited") => Style::PipeDelimited,
            Some("deepObject") => Style::DeepObject,
            None if matches!(place, Place::Path | Place::Header) => Style::Simple,
            _ => Style::Form,
        };
        let content = keys(&it["content"]).next().map(str::to_owned);
        let content_at = content.as_deref().map(|it| format!("{at}/content/{}", escape(it)));
        Some(Parameter {
            name: if place == Place::Path { template::declared(name) } else { name }.to_owned(),
            place,
            required: it["required"].as_bool().unwrap_or(false) || place == Place::Path,
            style,
            explode: it["explode"].as_bool().unwrap_or(style == Style::Form),
            allow_reserved: it["allowReserved"].as_bool().unwrap_or(false),
            schema: self.schema(content_at.as_deref().unwrap_or(&at), "schema").unwrap_or(json!({ "type": "string" })),
            content,
            examples: self.examples(&at),
        })
    }

    fn bodies(&self, at: &str, body: &Value) -> Vec<Body> {
        let mut bodies: Vec<_> = keys(&body["content"])
            .map(|media_type| {
                let (at, it) = self.follow(format!("{at}/content/{}", escape(media_type)));
                Body {
                    media_type: media_type.to_owned(),
                    schema: self.body_schema(&at),
                    encoding: it["encoding"].as_object().cloned().unwrap_or_default(),
                    examples: self.examples(&at),
                }
            })
            .collect();
        bodies.sort_by_cached_key(|it| preference(&it.media_type));
        bodies
    }

    /// The schema, or that of a list of what `itemSchema` (3.2) describes.
    fn body_schema(&self, at: &str) -> Value {
        let items = self.schema(at, "itemSchema").map(|it| json!({ "type": "array", "items": it }));
        self.schema(at, "schema").or(items).unwrap_or(json!({}))
    }

    fn response(&self, operation_at: &str, status: &str) -> Response {
        let (at, it) = self.follow(format!("{operation_at}/responses/{}", escape(status)));
        let contents = keys(&it["content"]).map(|media_type| {
            let (at, _) = self.follow(format!("{at}/content/{}", escape(media_type)));
            Content {
                media_type: media_type.to_owned(),
                schema: self.schema(&at, "schema"),
                item_schema: self.schema(&at, "itemSchema"),
                examples: self.examples(&at),
            }
        });
        let headers = keys(&it["headers"]).filter(|it| !it.eq_ignore_ascii_case("content-type")).map(|name| {
            let (at, _) = self.follow(format!("{at}/headers/{}", escape(name)));
            Header {
                name: name.to_owned(),
                schema: self.schema(&at, "schema").unwrap_or(json!({ "type": "string" })),
                examples: self.examples(&at),
            }
        });
        Response { status: status.to_owned(), contents: contents.collect(), headers: headers.collect() }
    }

    /// `example` and the values of `examples` of a parameter, header or media type.
    fn examples(&self, at: &str) -> Vec<Value> {
        let it = self.root().pointer(at).unwrap_or(&Value::Null);
        let named = keys(&it["examples"]).filter_map(|name| {
            let (_, example) = self.follow(format!("{at}/examples/{}", escape(name)));
            example.get("dataValue").or(example.get("value")).cloned()
        });
        it.get("example").cloned().into_iter().chain(named).collect()
    }

    fn security(&self, operation: &Value) -> Vec<Vec<Scheme>> {
        let list = operation.get("security").unwrap_or(&self.root()["security"]);
        let alternatives = list.as_array().into_iter().flatten();
        alternatives.map(|it| keys(it).map(|name| self.scheme(name)).collect()).collect()
    }

    fn scheme(&self, name: &str) -> Scheme {
        let (_, it) = self.follow(format!("/components/securitySchemes/{}", escape(name)));
        let key = it["name"].as_str().unwrap_or_default().to_owned();
        match (it["type"].as_str(), it["in"].as_str()) {
            (Some("apiKey"), Some("query")) => Scheme::ApiKey(Place::Query, key),
            (Some("apiKey"), Some("cookie")) => Scheme::ApiKey(Place::Cookie, key),
            (Some("apiKey"), _) => Scheme::ApiKey(Place::Header, key),
            (Some("oauth2" | "openIdConnect"), _) => Scheme::Bearer,
            (Some("http"), _) => match it["scheme"].as_str().unwrap_or_default().to_lowercase().as_str() {
                "basic" => Scheme::Basic,
                "bearer" => Scheme::Bearer,
                other => Scheme::Http(other.to_owned()),
            },
            _ => Scheme::Unseen,
        }
    }

    fn webhooks(&self) -> Vec<Webhook> {
        let webhooks = keys(&self.root()["webhooks"]).filter_map(|name| {
            let (at, item) = self.follow(format!("/webhooks/{}", escape(name)));
            let method = METHODS.into_iter().find(|it| item.get(it).is_some())?;
            let (at, body) = self.follow(format!("{at}/{method}/requestBody"));
            let body = self.bodies(&at, body).into_iter().next()?;
            Some(Webhook { name: name.to_owned(), schema: body.schema, examples: body.examples })
        });
        webhooks.collect()
    }
}

/// Expressions in the query of a path are query parameters, however they are declared.
fn written_into_query(parameters: &mut Vec<Parameter>, template: &Template) {
    for (name, variable) in &template.variable {
        let in_query = |it: &Parameter| it.place == Place::Query && (it.name == *name || it.name == *variable);
        if parameters.iter().any(in_query) {
            continue;
        }
        let in_path_alone = |it: &&mut Parameter| {
            it.place == Place::Path && it.name == *variable && !template.names().any(|name| name == it.name)
        };
        match parameters.iter_mut().find(in_path_alone) {
            Some(it) => {
                (it.place, it.name, it.style, it.explode) = (Place::Query, name.clone(), Style::Form, true);
            }
            None => parameters.push(Parameter::implied(name, Place::Query)),
        }
    }
}

impl Parameter {
    /// A parameter that only the path speaks of: a text.
    fn implied(name: &str, place: Place) -> Self {
        let in_path = place == Place::Path;
        Self {
            name: name.to_owned(),
            place,
            required: in_path,
            style: if in_path { Style::Simple } else { Style::Form },
            explode: !in_path,
            allow_reserved: false,
            content: None,
            schema: json!({ "type": "string" }),
            examples: Vec::new(),
        }
    }
}

/// Header parameters of these names are ignored (OpenAPI 3.1, section 4.8.12.1).
fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// JSON before forms before files before the rest; by name within each.
fn preference(media_type: &str) -> (usize, String) {
    let essence = essence(media_type);
    let rank = match essence.as_str() {
        "application/json" => 0,
        it if is_json(it) => 1,
        "application/x-www-form-urlencoded" => 2,
        it if it.starts_with("multipart/") => 3,
        it if is_json_lines(it) => 4,
        it if is_xml(it) => 5,
        it if is_text_type(it) => 6,
        _ => 7,
    };
    (rank, essence)
}

/// A media type without parameters, lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// Whether a media type is JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let it = essence(media_type);
    it == "application/json" || it == "text/json" || it.ends_with("+json") || it == "application/*+json"
}

/// Whether a schema is that of bytes as they are.
pub(crate) fn is_binary(document: &Document, schema: &Value) -> bool {
    document.schemas.flat(schema)["format"] == "binary"
}

/// Whether a media type is a form.
pub(crate) fn is_form(media_type: &str) -> bool {
    let it = essence(media_type);
    it == "application/x-www-form-urlencoded" || it == "multipart/form-data"
}

/// Whether a media type is a list of JSON values, one after the other.
pub(crate) fn is_json_lines(media_type: &str) -> bool {
    let it = essence(media_type);
    it.contains("jsonl") || it.contains("ndjson") || it.ends_with("json-seq")
}

/// Whether a media type is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let it = essence(media_type);
    it == "application/xml" || it == "text/xml" || it.ends_with("+xml")
}

/// Whether a media type is a text that people read, which is no JSON and no XML.
pub(crate) fn is_text_type(media_type: &str) -> bool {
    let it = essence(media_type);
    let languages = ["yaml", "yml", "toml", "graphql", "sql", "javascript", "ecmascript", "typescript", "sh"];
    let subtype = it.strip_prefix("application/").unwrap_or_default();
    let name = subtype.rsplit(['+']).next().unwrap_or_default();
    let is_other = is_json(&it) || is_json_lines(&it) || is_xml(&it);
    (it.starts_with("text/") && !is_other) || languages.contains(&name.strip_prefix("x-").unwrap_or(name))
}

fn base_paths(root: &Value) -> Vec<String> {
    let mut paths = own_base_paths(root);
    if paths.is_empty() {
        paths.push(String::new());
    }
    paths
}

fn own_base_paths(owner: &Value) -> Vec<String> {
    let servers = owner["servers"].as_array().into_iter().flatten();
    servers.map(|it| path_of(&with_defaults(it))).collect()
}

/// The server's URL with its variables replaced.
fn with_defaults(server: &Value) -> String {
    let mut url = server["url"].as_str().unwrap_or_default().to_owned();
    for name in keys(&server["variables"]) {
        url = url.replace(&format!("{{{name}}}"), server["variables"][name]["default"].as_str().unwrap_or_default());
    }
    url
}

fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |it| &rest[it..]));
    rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').to_owned()
}

pub(crate) fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value.as_object().into_iter().flatten().map(|(key, _)| key.as_str())
}

pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_of_one_kind() {
        let kinds = [is_json, is_json_lines, is_xml, is_text_type];
        for (media_type, kind) in [
            ("text/json", Some(0)),
            ("application/problem+json", Some(0)),
            ("text/jsonl", Some(1)),
            ("text/xml; charset=utf-8", Some(2)),
            ("text/csv", Some(3)),
            ("application/yaml", Some(3)),
            ("application/octet-stream", None),
        ] {
            let of: Vec<_> = (0..kinds.len()).filter(|it| kinds[*it](media_type)).collect();
            assert_eq!(of, Vec::from_iter(kind), "{media_type}");
        }
    }

    #[test]
    fn base_path_of_a_server() {
        for (url, path) in [
            ("https://api.example.com", ""),
            ("https://api.example.com/", ""),
            ("https://api.example.com/v1/", "/v1"),
            ("/v2", "/v2"),
            ("https://{region}.example.com/{base}", "/v3"),
        ] {
            let servers = json!({ "servers": [{ "url": url, "variables": { "base": { "default": "v3" } } }] });
            assert_eq!(base_paths(&servers), [path], "{url}");
        }
    }

    #[test]
    fn a_header_has_one_name_in_any_case() {
        let header = |name: &str, required: bool, kind: &str| json!({ "name": name, "in": "header", "required": required, "schema": { "type": kind } });
        for (parameters, found) in [
            (json!([header("X-A", false, "integer"), header("x-a", true, "string")]), "X-A true"),
            (json!([header("x-a", true, "string"), header("X-A", false, "integer")]), "X-A true"),
            (json!([header("X-A", false, "string"), header("x-a", false, "string")]), "x-a false"),
            (json!([{ "name": "a", "in": "query" }, { "name": "A", "in": "query" }]), "A false, a false"),
        ] {
            let paths = json!({ "/a": { "get": { "responses": {}, "parameters": parameters } } });
            let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": paths })).unwrap();
            let shown = document.operations[0].parameters.iter().map(|it| format!("{} {}", it.name, it.required));
            assert_eq!(shown.collect::<Vec<_>>().join(", "), found);
        }
    }

    #[test]
    fn parameters_of_the_operation_win_over_those_of_the_path() {
        let document = Document::new(json!({
            "openapi": "3.1.0", "info": { "title": "t" },
            "paths": { "/a/{id}": {
                "parameters": [
                    { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                    { "name": "q", "in": "query", "schema": { "type": "string" } },
                ],
                "get": { "operationId": "a", "responses": {}, "parameters": [
                    { "name": "q", "in": "query", "required": true, "schema": { "type": "integer" } },
                    { "name": "Accept", "in": "header", "schema": { "type": "string" } },
                ] },
            } },
        }));
        let found: Vec<_> = document.unwrap().operations[0]
            .parameters
            .iter()
            .map(|it| (it.place, it.name.clone(), it.required))
            .collect();
        assert_eq!(found, [(Place::Path, "id".into(), true), (Place::Query, "q".into(), true)]);
    }
}
