//! A request under construction. Setters never fail: the first mistake is kept, and sending returns it.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use super::body::ByteStream;
use super::encode::{Escape, escape};
use super::in_request;
use super::multipart::Multipart;
use super::operation::Meta;
use super::param::{ParamSpec, Place, Style};
use super::retry::RetryPolicy;
use super::style::Writer;
use super::{Error, headers, media, template};

/// A request under construction; generated setters fill it in.
#[derive(Debug)]
pub struct Draft {
    pub(super) meta: &'static Meta,
    pub(super) method: Method,
    pub(super) template: Cow<'static, str>,
    path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(Cow<'static, str>, String)>,
    pub(super) cookies: Vec<(Cow<'static, str>, String)>,
    pub(super) headers: HeaderMap,
    pub(super) payload: Payload,
    pub(super) options: Options,
    /// Where the request goes instead of path and query: a link that a server gave, within the origin.
    pub(super) target: Option<String>,
    error: Option<Box<Error>>,
}

/// The body of the request.
#[derive(Debug)]
pub(super) enum Payload {
    None,
    Whole(Bytes),
    /// Can be sent once only.
    Stream(ByteStream),
}

/// What a call overrides of the client's settings.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    pub(super) body_limit: Option<usize>,
    /// Whether the call may be made twice, whatever its method.
    pub(super) repeatable: bool,
}

impl Payload {
    /// The same once more, if it is not a stream.
    pub(super) fn duplicate(&self) -> Option<Self> {
        match self {
            Self::None => Some(Self::None),
            Self::Whole(bytes) => Some(Self::Whole(bytes.clone())),
            Self::Stream(_) => None,
        }
    }
}

impl Draft {
    pub(super) fn new(meta: &'static Meta) -> Self {
        let method = Method::from_bytes(meta.method.as_bytes());
        let mut draft = Self {
            meta,
            method: Method::GET,
            template: Cow::Borrowed(meta.path),
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            payload: Payload::None,
            options: Options::default(),
            target: None,
            error: None,
        };
        match method {
            Ok(method) => draft.method = method,
            Err(_) => draft.fail(format!("`{}` is not an HTTP method", meta.method)),
        }
        draft
    }

    /// Sets a parameter, at any place; a former value is replaced, null takes it away.
    pub fn param<T: Serialize + ?Sized>(&mut self, spec: &'static ParamSpec, value: &T) {
        match serde_json::to_value(value) {
            Ok(value) => self.param_value(spec, value),
            Err(error) => self.fail_param(spec, &error.to_string()),
        }
    }

    /// Sets a parameter to a JSON value, at any place.
    pub fn param_value(&mut self, spec: &'static ParamSpec, value: Value) {
        let value = match spec.content {
            Some(media_type) if spec.place != Place::QueryString => match content_text(media_type, &value) {
                Ok(text) => Value::String(text),
                Err(message) => return self.fail_param(spec, &message),
            },
            _ if value.is_null() && spec.allow_empty => Value::String(String::new()),
            _ => value,
        };
        match spec.place {
            Place::Path => self.path_param(spec, &value),
            Place::Query => self.query_param(spec, &value),
            Place::QueryString => self.query_string(spec, &value),
            Place::Header => self.header_param(spec, &value),
            Place::Cookie => self.cookie_param(spec, &value),
        }
    }

    fn path_param(&mut self, spec: &'static ParamSpec, value: &Value) {
        let escape = if spec.allow_reserved { Escape::ReservedInPath } else { Escape::Strict };
        let text = writer(spec, escape, "&").text(value).unwrap_or_default();
        self.path.retain(|(name, _)| *name != spec.wire);
        self.path.push((spec.wire, text));
    }

    fn query_param(&mut self, spec: &'static ParamSpec, value: &Value) {
        let escape = if spec.allow_reserved { Escape::ReservedInQuery } else { Escape::Strict };
        let text = writer(spec, escape, "&").text(value);
        replace(&mut self.query, Cow::Borrowed(spec.wire), text);
    }

    fn query_string(&mut self, spec: &'static ParamSpec, value: &Value) {
        let text = match (spec.content, value) {
            (_, Value::Null) => None,
            (None | Some("application/x-www-form-urlencoded"), Value::Object(members)) => {
                let pairs = members.iter().filter_map(|(name, value)| plain_member(name, value));
                Some(pairs.collect::<Vec<_>>().join("&")).filter(|it| !it.is_empty())
            }
            (_, Value::String(text)) => Some(escape(text, Escape::ReservedInQuery)),
            (_, other) => Some(escape(&other.to_string(), Escape::Strict)),
        };
        replace(&mut self.query, Cow::Borrowed(spec.wire), text);
    }

    fn header_param(&mut self, spec: &'static ParamSpec, value: &Value) {
        match writer(spec, Escape::Nothing, ",").text(value) {
            Some(text) => self.header(spec.wire, &text),
            None => {
                self.headers.remove(spec.wire);
            }
        }
    }

    fn cookie_param(&mut self, spec: &'static ParamSpec, value: &Value) {
        let raw = spec.style == Style::Cookie;
        let escape = if raw { Escape::Nothing } else { Escape::Strict };
        let text = writer(spec, escape, "; ").text(value);
        if raw
            && text
                .as_deref()
                .is_some_and(|it| it.bytes().any(|it| it <= b' ' || it >= 0x7f || it == b';') && !spec.explode)
        {
            return self.fail_param(spec, "it has a character that a cookie cannot hold");
        }
        replace(&mut self.cookies, Cow::Borrowed(spec.wire), text);
    }

    /// Sets a header; what would break out of it is refused.
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), headers::value(value)) {
            (Ok(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.fail(format!("{name:?} is not the name of a header")),
            (_, None) => self.fail(format!("the header `{name}` has a character that a header cannot hold")),
        }
    }

    /// Sets a query parameter that the document does not know.
    pub fn query(&mut self, name: impl Into<String>, value: &str) {
        let name = name.into();
        let text = format!("{}={}", escape(&name, Escape::Strict), escape(value, Escape::Strict));
        replace(&mut self.query, Cow::Owned(name), Some(text));
    }

    /// Sets the body to a value as JSON.
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        match in_request(|| serde_json::to_vec(body)) {
            Ok(text) => self.whole(media_type, text.into()),
            Err(error) => self.fail(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// Sets the body to a value each line, as JSON.
    pub fn json_lines<T: Serialize>(&mut self, media_type: &'static str, items: &[T]) {
        let mut text = Vec::new();
        for item in items {
            if media_type.contains("json-seq") {
                text.push(0x1e);
            }
            if let Err(error) = in_request(|| serde_json::to_writer(&mut text, item)) {
                return self.fail(format!("the body cannot be written as JSON: {error}"));
            }
            text.push(b'\n');
        }
        self.whole(media_type, text.into());
    }

    /// Sets the body to a form, each member in its style; members that are not listed are exploded `form`.
    pub fn form<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T, members: &'static [ParamSpec]) {
        match in_request(|| serde_json::to_value(body)) {
            Ok(Value::Object(values)) => {
                let text: Result<Vec<String>, String> =
                    values.iter().filter_map(|(name, value)| form_member(name, value, members).transpose()).collect();
                match text {
                    Ok(pairs) => self.whole(media_type, pairs.join("&").into()),
                    Err(message) => self.fail(message),
                }
            }
            Ok(_) => self.fail("the form is not an object"),
            Err(error) => self.fail(format!("the form cannot be written: {error}")),
        }
    }

    /// Sets the body to the parts of a form.
    pub fn multipart(&mut self, media_type: &'static str, form: Multipart) {
        match form.finish() {
            Ok((boundary, body)) => {
                let content_type = format!("{media_type}; boundary={boundary}");
                match body.whole() {
                    Some(bytes) => self.payload = Payload::Whole(bytes),
                    None => self.payload = Payload::Stream(body),
                }
                self.header(CONTENT_TYPE.as_str(), &content_type);
            }
            Err(message) => self.fail(message),
        }
    }

    /// Sets the body to text.
    pub fn text(&mut self, media_type: &'static str, text: impl Into<String>) {
        self.whole(media_type, text.into().into());
    }

    /// Sets the body to bytes, possibly a stream of them.
    pub fn bytes(&mut self, media_type: &'static str, body: impl Into<ByteStream>) {
        let body = body.into();
        self.payload = match body.whole() {
            Some(bytes) => Payload::Whole(bytes),
            None => Payload::Stream(body),
        };
        self.header(CONTENT_TYPE.as_str(), media_type);
    }

    fn whole(&mut self, media_type: &'static str, body: Bytes) {
        self.payload = Payload::Whole(body);
        self.header(CONTENT_TYPE.as_str(), media_type);
    }

    /// Puts another JSON text in the place of the body; the media type stays.
    pub(super) fn replace_json(&mut self, body: &Value) {
        self.payload = Payload::Whole(body.to_string().into());
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    }

    /// Keeps a mistake for the one who sends; only the first one counts.
    pub fn fail(&mut self, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(Box::new(Error::argument(message)));
        }
    }

    fn fail_param(&mut self, spec: &ParamSpec, message: &str) {
        self.fail(format!("the {} `{}` cannot be written: {message}", spec.place.noun(), spec.wire));
    }

    pub(super) fn take_error(&mut self) -> Option<Error> {
        self.error.take().map(|it| *it)
    }

    /// Whether the body can be sent a second time.
    pub(super) fn payload_is_repeatable(&self) -> bool {
        !matches!(self.payload, Payload::Stream(_))
    }

    /// The body, to be sent; one that can be sent again stays here, too.
    pub(super) fn take_payload(&mut self) -> Payload {
        self.payload.duplicate().unwrap_or_else(|| std::mem::replace(&mut self.payload, Payload::None))
    }

    /// Appends the path with all parameters filled in.
    pub(super) fn fill_path(&self, url: &mut String) -> Result<(), String> {
        template::fill(url, &self.template, &self.path)
    }

    /// How long path and query are, about.
    pub(super) fn length(&self) -> usize {
        let path: usize = self.path.iter().map(|(_, value)| value.len()).sum();
        let query: usize = self.query.iter().map(|(_, pair)| pair.len() + 1).sum();
        self.template.len() + path + query + 1
    }

    /// The same once more; not possible where the body is a stream.
    pub(super) fn duplicate(&self) -> Option<Self> {
        let payload = self.payload.duplicate()?;
        Some(Self {
            meta: self.meta,
            method: self.method.clone(),
            template: self.template.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            payload,
            options: self.options,
            target: self.target.clone(),
            error: self.error.as_ref().map(|it| Box::new(Error::with_kind(it.kind(), it.to_string()))),
        })
    }
}

fn writer(spec: &ParamSpec, escape: Escape, between: &'static str) -> Writer<'static> {
    Writer { name: spec.wire, style: spec.style, explode: spec.explode, escape, between }
}

fn content_text(media_type: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) if !media::is_json(&media::essence(media_type)) => Ok(text.clone()),
        value => serde_json::to_string(value).map_err(|error| error.to_string()),
    }
}

fn form_member(name: &str, value: &Value, members: &[ParamSpec]) -> Result<Option<String>, String> {
    let Some(spec) = members.iter().find(|it| it.wire == name) else {
        return Ok(plain_member(name, value));
    };
    let escape = if spec.allow_reserved { Escape::ReservedInQuery } else { Escape::Strict };
    match spec.content {
        Some(_) if value.is_null() => Ok(None),
        Some(media_type) => Ok(writer(spec, escape, "&").text(&Value::String(content_text(media_type, value)?))),
        None => Ok(writer(spec, escape, "&").text(value)),
    }
}

/// A member without a style: lists repeat the pair, objects are JSON (OpenAPI 3.1, section 4.8.15.1).
fn plain_member(name: &str, value: &Value) -> Option<String> {
    let (style, escape) = (Style::Form, Escape::Strict);
    let writer = Writer { name, style, explode: true, escape, between: "&" };
    match value {
        Value::Object(_) => writer.text(&Value::String(value.to_string())),
        value => writer.text(value),
    }
}

fn replace(list: &mut Vec<(Cow<'static, str>, String)>, name: Cow<'static, str>, text: Option<String>) {
    let at = list.iter().position(|(it, _)| *it == name);
    match (at, text) {
        (Some(at), Some(text)) => list[at].1 = text,
        (Some(at), None) => {
            list.remove(at);
        }
        (None, Some(text)) => list.push((name, text)),
        (None, None) => {}
    }
}
