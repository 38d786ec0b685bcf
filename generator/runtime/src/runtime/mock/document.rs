//! The document that a crate has with it, `openapi.json`, and in it the operations as the client understands them: the
//! member `x-octogen-operations` says of each how its parameters and its body are written, schemas stand where they stood.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io;
use std::sync::OnceLock;

use serde_json::Value;

use super::schemas::Schemas;
use crate::runtime::spec::api::ApiSpec;
use crate::runtime::spec::param::{ParamSpec, Place, Style};
use crate::runtime::spec::server::Server;
use crate::runtime::spec::xml_table::XmlTable;

/// The text of a crate's document; it is read once, when the first server starts.
#[derive(Debug)]
pub struct Document {
    text: &'static str,
    xml: &'static [(&'static str, &'static dyn XmlTable)],
    root: OnceLock<Value>,
    book: OnceLock<Book>,
}

/// The same, read.
#[derive(Debug)]
pub(crate) struct Book {
    pub(super) schemas: Schemas,
    pub(super) operations: Vec<Operation>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    /// The template; `{+name}` spans segments.
    pub(super) path: &'static str,
    /// What its query always says.
    pub(super) query: Vec<(&'static str, &'static str)>,
    /// Its place in the document.
    pub(super) pointer: Cow<'static, str>,
    /// Whether the server gives URLs of pages, whose queries are its own.
    pub(super) links: bool,
    /// The paths of servers of its own of which the document names no host.
    pub(super) servers: Vec<&'static str>,
    /// The names of schemes, all of one alternative together.
    pub(super) security: Vec<Vec<&'static str>>,
    pub(super) params: Vec<Param>,
    pub(super) body: Option<Body>,
    /// The member `responses`.
    pub(super) responses: &'static Value,
}

#[derive(Debug)]
pub(super) struct Param {
    pub(super) spec: ParamSpec,
    pub(super) required: bool,
    pub(super) pointer: Cow<'static, str>,
    /// None for one that only the path speaks of: a text.
    pub(super) schema: Option<&'static Value>,
}

#[derive(Debug)]
pub(super) struct Body {
    pub(super) required: bool,
    pub(super) contents: Vec<Content>,
}

/// A body of some media types.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) media_types: Vec<&'static str>,
    pub(super) pointer: Cow<'static, str>,
    pub(super) schema: Option<&'static Value>,
    pub(super) kind: Kind,
}

/// How a body is written.
#[derive(Debug)]
pub(super) enum Kind {
    Json,
    /// A value in each line.
    Lines,
    Xml(&'static dyn XmlTable),
    /// With the members that are written in a style of their own.
    Form(Vec<ParamSpec>),
    /// With whether there may be parts that have no name in the document.
    Parts(Vec<Part>, bool),
    Text,
    Bytes,
}

/// A part of a `multipart` body.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) holds: Holds,
    /// Whether there is one for each item of a list.
    pub(super) repeated: bool,
    /// How its value is spread over parts, where it is written in a style of its own.
    pub(super) style: Option<ParamSpec>,
}

/// What stands in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Json,
    Text,
    /// A file, or what may be of several media types.
    Anything,
}

impl Document {
    /// The text of an `openapi.json`, and the tables of its bodies that are XML by their places in it.
    pub const fn new(text: &'static str, xml: &'static [(&'static str, &'static dyn XmlTable)]) -> Self {
        Self { text, xml, root: OnceLock::new(), book: OnceLock::new() }
    }

    /// The document, read.
    ///
    /// # Errors
    ///
    /// The text is not what octogen writes.
    pub(super) fn book(&'static self) -> io::Result<&'static Book> {
        if self.root.get().is_none() {
            let _ = self.root.set(serde_json::from_str(self.text)?);
        }
        let root = self.root.get().unwrap_or(&Value::Null);
        let Some(listed) = root["x-octogen-operations"].as_array() else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the document lists no operations"));
        };
        Ok(self.book.get_or_init(|| {
            let schemas = Schemas::new(root);
            let operations = listed.iter().filter_map(|it| self.operation(&schemas, it)).collect();
            Book { schemas, operations }
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

    fn operation(&self, schemas: &Schemas, it: &'static Value) -> Option<Operation> {
        let body = it.get("requestBody").map(|body| Body {
            required: flag(body, "required"),
            contents: list(body, "content").filter_map(|it| self.content(schemas, it)).collect(),
        });
        let alternatives = list(it, "security").map(|all| all.as_array().into_iter().flatten());
        Some(Operation {
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

    fn content(&self, schemas: &Schemas, it: &'static Value) -> Option<Content> {
        let kind = match text(it, "kind")? {
            "json" => Kind::Json,
            "lines" => Kind::Lines,
            "xml" => Kind::Xml(self.element(text(it, "at")?)?),
            "form" => Kind::Form(list(it, "members").filter_map(spec).collect()),
            "multipart" => Kind::Parts(list(it, "parts").filter_map(part).collect(), flag(it, "more")),
            "text" => Kind::Text,
            _ => Kind::Bytes,
        };
        let schema = schema(schemas, it);
        Some(Content {
            media_types: list(it, "mediaTypes").filter_map(Value::as_str).collect(),
            pointer: pointer(it)?,
            schema: if flag(it, "items") { schema.and_then(|it| schemas.item(it, 0)) } else { schema },
            kind,
        })
    }
}

fn param(schemas: &Schemas, it: &'static Value) -> Option<Param> {
    Some(Param { spec: spec(it)?, required: flag(it, "required"), pointer: pointer(it)?, schema: schema(schemas, it) })
}

fn part(it: &'static Value) -> Option<Part> {
    Some(Part {
        name: text(it, "name")?,
        required: flag(it, "required"),
        holds: match text(it, "holds") {
            Some("json") => Holds::Json,
            Some("text") => Holds::Text,
            _ => Holds::Anything,
        },
        repeated: flag(it, "repeated"),
        style: it.get("style").and_then(|_| spec(it)),
    })
}

/// How a parameter, or a member of a form, is written; what is not said is as OpenAPI has it by default.
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

impl Book {
    /// The paths of servers without a host, the longest first.
    pub(super) fn paths(&self, api: &ApiSpec) -> Vec<String> {
        let relative = api.servers.iter().filter(|it| it.is_relative());
        let own = self.operations.iter().flat_map(|it| &it.servers).map(|it| (*it).to_owned());
        let mut paths: Vec<_> = relative.filter_map(|it| Server::new(it).url().ok()).chain(own).collect();
        paths.sort_by_key(|it| Reverse(it.len()));
        paths
    }
}

impl Param {
    pub(super) fn is_in(&self, place: Place) -> bool {
        self.spec.place == place
    }
}

/// The place in the user's document.
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
