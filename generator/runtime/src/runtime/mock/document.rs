//! The document that a crate includes, `openapi.json`. Its `x-octogen-operations` describe how the parameters and
//! bodies of the operations are serialized.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io;
use std::sync::OnceLock;

use serde_json::Value;

use super::schemas::Schemas;
use crate::runtime::spec::api::ApiSpec;
use crate::runtime::spec::param::{ParamLocation, ParamSpec, Style};
use crate::runtime::spec::server::Server;
use crate::runtime::spec::xml_table::XmlTable;

/// The document of a crate as text; it is parsed once, when the first server starts.
#[derive(Debug)]
pub struct Document {
    text: &'static str,
    xml: &'static [(&'static str, &'static dyn XmlTable)],
    root: OnceLock<Value>,
    parsed: OnceLock<ParsedDocument>,
}

/// The parsed document.
#[derive(Debug)]
pub(crate) struct ParsedDocument {
    pub(super) schemas: Schemas,
    pub(super) operations: Vec<OperationSpec>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct OperationSpec {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    /// The template; `{+name}` spans segments.
    pub(super) path: &'static str,
    /// The fixed pairs of its query.
    pub(super) query: Vec<(&'static str, &'static str)>,
    /// The JSON pointer to it in the document.
    pub(super) pointer: Cow<'static, str>,
    /// Whether the server returns URLs of pages, with queries of its own.
    pub(super) links: bool,
    /// The paths of its own servers that have no host.
    pub(super) servers: Vec<&'static str>,
    /// The alternative security requirements, each with the names of its schemes.
    pub(super) security: Vec<Vec<&'static str>>,
    pub(super) params: Vec<DocumentedParam>,
    pub(super) body: Option<BodySpec>,
    /// The member `responses`.
    pub(super) responses: &'static Value,
}

#[derive(Debug)]
pub(super) struct DocumentedParam {
    pub(super) spec: ParamSpec,
    pub(super) required: bool,
    pub(super) pointer: Cow<'static, str>,
    /// `None` for one that only the path template mentions: a string.
    pub(super) schema: Option<&'static Value>,
}

#[derive(Debug)]
pub(super) struct BodySpec {
    pub(super) required: bool,
    pub(super) contents: Vec<MediaTypeSpec>,
}

/// A body with certain media types.
#[derive(Debug)]
pub(super) struct MediaTypeSpec {
    pub(super) media_types: Vec<&'static str>,
    pub(super) pointer: Cow<'static, str>,
    pub(super) schema: Option<&'static Value>,
    pub(super) kind: BodyFormat,
}

/// The format of a body.
#[derive(Debug)]
pub(super) enum BodyFormat {
    Json,
    /// One value per line.
    Lines,
    Xml(&'static dyn XmlTable),
    /// With the properties that have a style of their own.
    Form(Vec<ParamSpec>),
    /// With whether undocumented parts are allowed.
    Parts(Vec<PartSpec>, bool),
    Text,
    Bytes,
}

/// A part of a `multipart` body.
#[derive(Debug)]
pub(super) struct PartSpec {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) holds: PartContent,
    /// Whether there is a part for each item of an array.
    pub(super) repeated: bool,
    /// The style in which its value is spread over parts, if it has one.
    pub(super) style: Option<ParamSpec>,
}

/// The content of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartContent {
    Json,
    Text,
    /// A file, or content with one of several media types.
    Anything,
}

impl Document {
    /// Creates a document from the text of an `openapi.json` and the tables of its XML bodies, by their JSON pointers.
    pub const fn new(text: &'static str, xml: &'static [(&'static str, &'static dyn XmlTable)]) -> Self {
        Self { text, xml, root: OnceLock::new(), parsed: OnceLock::new() }
    }

    /// Returns the parsed document.
    ///
    /// # Errors
    ///
    /// Fails if octogen did not write the text.
    pub(super) fn parsed(&'static self) -> io::Result<&'static ParsedDocument> {
        if self.root.get().is_none() {
            let _ = self.root.set(serde_json::from_str(self.text)?);
        }
        let root = self.root.get().unwrap_or(&Value::Null);
        let Some(listed) = root["x-octogen-operations"].as_array() else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the document lists no operations"));
        };
        Ok(self.parsed.get_or_init(|| {
            let schemas = Schemas::new(root);
            let operations = listed.iter().filter_map(|it| self.operation(&schemas, it)).collect();
            ParsedDocument { schemas, operations }
        }))
    }

    /// The table of an XML body.
    fn element(&self, pointer: &str) -> Option<&'static dyn XmlTable> {
        self.xml.iter().find(|(at, _)| *at == pointer).map(|(_, element)| *element)
    }

    /// The table of a body, by what the document says of its media type.
    pub(super) fn element_of(&self, schemas: &Schemas, content: &'static Value) -> Option<&'static dyn XmlTable> {
        let is_it = |at: &str| schemas.at(at).is_some_and(|it| std::ptr::eq(it, content));
        self.xml.iter().find(|(at, _)| is_it(at)).map(|(_, element)| *element)
    }

    fn operation(&self, schemas: &Schemas, it: &'static Value) -> Option<OperationSpec> {
        let body = it.get("requestBody").map(|body| BodySpec {
            required: flag(body, "required"),
            contents: list(body, "content").filter_map(|it| self.content(schemas, it)).collect(),
        });
        let alternatives = list(it, "security").map(|all| all.as_array().into_iter().flatten());
        Some(OperationSpec {
            id: text(it, "operationId")?,
            method: text(it, "method")?,
            path: text(it, "path")?,
            query: list(it, "query").filter_map(|it| Some((it.get(0)?.as_str()?, it.get(1)?.as_str()?))).collect(),
            pointer: pointer(it)?,
            links: flag(it, "links"),
            servers: list(it, "servers").filter_map(Value::as_str).collect(),
            security: alternatives.map(|all| all.filter_map(Value::as_str).collect()).collect(),
            params: list(it, "parameters").filter_map(|it| param(schemas, it)).collect(),
            body,
            responses: &schemas.at(text(it, "at")?)?["responses"],
        })
    }

    fn content(&self, schemas: &Schemas, it: &'static Value) -> Option<MediaTypeSpec> {
        let kind = match text(it, "kind")? {
            "json" => BodyFormat::Json,
            "lines" => BodyFormat::Lines,
            // Without a table, as without a generated crate, XML is not validated.
            "xml" => self.element(text(it, "at")?).map_or(BodyFormat::Bytes, BodyFormat::Xml),
            "form" => BodyFormat::Form(list(it, "members").filter_map(spec).collect()),
            "multipart" => BodyFormat::Parts(list(it, "parts").filter_map(part).collect(), flag(it, "more")),
            "text" => BodyFormat::Text,
            _ => BodyFormat::Bytes,
        };
        let schema = schema(schemas, it);
        Some(MediaTypeSpec {
            media_types: list(it, "mediaTypes").filter_map(Value::as_str).collect(),
            pointer: pointer(it)?,
            schema: if flag(it, "items") { schema.and_then(|it| schemas.item(it, 0)) } else { schema },
            kind,
        })
    }
}

fn param(schemas: &Schemas, it: &'static Value) -> Option<DocumentedParam> {
    Some(DocumentedParam {
        spec: spec(it)?,
        required: flag(it, "required"),
        pointer: pointer(it)?,
        schema: schema(schemas, it),
    })
}

fn part(it: &'static Value) -> Option<PartSpec> {
    Some(PartSpec {
        name: text(it, "name")?,
        required: flag(it, "required"),
        holds: match text(it, "holds") {
            Some("json") => PartContent::Json,
            Some("text") => PartContent::Text,
            _ => PartContent::Anything,
        },
        repeated: flag(it, "repeated"),
        style: it.get("style").and_then(|_| spec(it)),
    })
}

/// The serialization of a parameter or form property, with the defaults of OpenAPI.
fn spec(it: &'static Value) -> Option<ParamSpec> {
    let name = text(it, "name")?;
    let mut spec = match text(it, "in") {
        Some("path") => ParamSpec::path(name),
        Some("header") => ParamSpec::header(name),
        Some("cookie") => ParamSpec::cookie(name),
        Some("querystring") => ParamSpec::query_string(name),
        _ => ParamSpec::query(name),
    };
    if let Some(style) = text(it, "style").and_then(style) {
        spec = spec.style(style);
    }
    if let Some(explode) = it.get("explode").and_then(Value::as_bool) {
        spec = spec.explode(explode);
    }
    if let Some(media_type) = text(it, "contentType") {
        spec = spec.content(media_type);
    }
    Some(if flag(it, "allowEmptyValue") { spec.allow_empty() } else { spec })
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "simple" => Style::Simple,
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}

impl ParsedDocument {
    /// The paths of servers without a host, the longest first.
    pub(super) fn paths(&self, api: &ApiSpec) -> Vec<String> {
        let relative = api.servers.iter().filter(|it| it.is_relative());
        let own = self.operations.iter().flat_map(|it| &it.servers).map(|it| (*it).to_owned());
        let mut paths: Vec<_> = relative.filter_map(|it| Server::new(it).url().ok()).chain(own).collect();
        paths.sort_by_key(|it| Reverse(it.len()));
        paths
    }
}

impl DocumentedParam {
    pub(super) fn is_in(&self, location: ParamLocation) -> bool {
        self.spec.location == location
    }
}

/// The JSON pointer into the user's document.
fn pointer(it: &'static Value) -> Option<Cow<'static, str>> {
    text(it, "pointer").map_or_else(|| Some(format!("#{}", text(it, "at")?).into()), |it| Some(it.into()))
}

fn schema(schemas: &Schemas, it: &'static Value) -> Option<&'static Value> {
    schemas.at(&format!("{}{}", text(it, "at")?, text(it, "schema")?))
}

fn text(it: &'static Value, key: &str) -> Option<&'static str> {
    it.get(key)?.as_str()
}

fn flag(it: &Value, key: &str) -> bool {
    it.get(key) == Some(&Value::Bool(true))
}

fn list(it: &'static Value, key: &str) -> impl Iterator<Item = &'static Value> {
    it.get(key).and_then(Value::as_array).into_iter().flatten()
}
