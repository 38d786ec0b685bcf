//! Building a request. Setters never fail: the first error is kept and returned on sending.

use std::borrow::Cow;
use std::time::Duration;

use crate::runtime::error::Failure;
use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::http::{cookie, headers};
use crate::runtime::json::plain::Plain;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::payload::{Payload, content_text, plain_member};
use crate::runtime::request::style::writer;
use crate::runtime::request::template;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::operation::Meta;
use crate::runtime::spec::param::{ParamLocation, ParamSpec, Style};
use http::Method;
use http::header::{HeaderMap, HeaderName};
use percent_encoding::percent_decode_str;

/// A request that is being built; generated setters fill it in.
#[derive(Debug)]
#[doc(hidden)]
pub struct RequestBuilder {
    pub(crate) meta: &'static Meta,
    pub(crate) method: Method,
    pub(crate) template: Cow<'static, str>,
    path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<(Cow<'static, str>, String)>,
    pub(crate) cookies: Vec<(Cow<'static, str>, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    pub(crate) options: Options,
    /// The URL that replaces path and query: a link from a server, within the origin.
    pub(crate) target: Option<String>,
    error: Option<Box<Failure>>,
}

/// The settings of the client that a call overrides.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) body_limit: Option<usize>,
    /// Whether the call may be retried, whatever its method.
    pub(crate) repeatable: bool,
}

impl RequestBuilder {
    pub(crate) fn new(meta: &'static Meta) -> Self {
        let method = Method::from_bytes(meta.method.as_bytes());
        let mut builder = Self {
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
            Ok(method) => builder.method = method,
            Err(_) => builder.fail(format!("`{}` is not an HTTP method", meta.method)),
        }
        builder
    }

    /// Sets a parameter, whatever its location. It replaces an earlier value; null removes it.
    pub fn param<T: Wire>(&mut self, spec: &ParamSpec, value: &T) {
        let value = match Plain::of(value) {
            Ok(value) => value,
            Err(message) => return self.fail_param(spec, &message),
        };
        let value = match spec.content {
            Some(media_type) if spec.location != ParamLocation::QueryString => {
                Plain::Text(content_text(media_type, value))
            }
            _ if value.is_null() && spec.allow_empty => Plain::Text(String::new()),
            _ => value,
        };
        match spec.location {
            ParamLocation::Path => self.path_param(spec, &value),
            ParamLocation::Query => self.query_param(spec, &value),
            ParamLocation::QueryString => self.query_string(spec, value),
            ParamLocation::Header => self.header_param(spec, &value),
            ParamLocation::Cookie => self.cookie_param(spec, &value),
        }
    }

    fn path_param(&mut self, spec: &ParamSpec, value: &Plain) {
        let escape = match (spec.slashes, spec.allow_reserved) {
            (true, true) => Escape::ReservedAndSlashes,
            (true, false) => Escape::Slashes,
            (false, true) => Escape::ReservedInPath,
            (false, false) => Escape::Strict,
        };
        let text = writer(spec, escape).text(value, "&").unwrap_or_default();
        self.path.retain(|(name, _)| *name != spec.wire);
        self.path.push((spec.wire, text));
    }

    fn query_param(&mut self, spec: &ParamSpec, value: &Plain) {
        let escape = if spec.allow_reserved { Escape::ReservedInQuery } else { Escape::Strict };
        let text = writer(spec, escape).text(value, "&");
        replace(&mut self.query, Cow::Borrowed(spec.wire), text);
    }

    fn query_string(&mut self, spec: &ParamSpec, value: Plain) {
        let text = match (spec.content, value) {
            (_, Plain::Null) => None,
            (None | Some("application/x-www-form-urlencoded"), Plain::Object(members)) => {
                let pairs = members.into_iter().filter_map(|(name, value)| plain_member(&name, value));
                Some(pairs.collect::<Vec<_>>().join("&")).filter(|it| !it.is_empty())
            }
            (_, Plain::Text(text)) => Some(escape(&text, Escape::ReservedInQuery)),
            (_, other) => Some(escape(&other.json(), Escape::Strict)),
        };
        replace(&mut self.query, Cow::Borrowed(spec.wire), text);
    }

    fn header_param(&mut self, spec: &ParamSpec, value: &Plain) {
        match writer(spec, Escape::Nothing).text(value, ",") {
            Some(text) => self.header(spec.wire, &text),
            None => {
                self.headers.remove(spec.wire);
            }
        }
    }

    /// `form` escapes what a cookie cannot hold. `cookie` escapes nothing (OpenAPI 3.2): the caller does where it is
    /// needed, and what cannot be sent is rejected.
    fn cookie_param(&mut self, spec: &ParamSpec, value: &Plain) {
        let raw = spec.style == Style::Cookie;
        let writer = writer(spec, if raw { Escape::Nothing } else { Escape::Strict });
        if raw && let Err(message) = cookie::check_all(spec.wire, value, spec.explode) {
            return self.fail_param(spec, &message);
        }
        replace(&mut self.cookies, Cow::Borrowed(spec.wire), writer.text(value, "; "));
    }

    /// Sets a header; a value that is not allowed in a header is rejected.
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), headers::value(value)) {
            (Ok(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.fail(format!("{name:?} is not the name of a header")),
            (_, None) => self.fail(format!("the header `{name}` has a character that a header cannot contain")),
        }
    }

    /// Sets a query parameter that the document does not describe.
    pub fn query(&mut self, name: impl Into<String>, value: &str) {
        let name = name.into();
        let text = format!("{}={}", escape(&name, Escape::Strict), escape(value, Escape::Strict));
        replace(&mut self.query, Cow::Owned(name), Some(text));
    }

    /// The value of a pair, which may be one of those that an object was written as.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let pairs = self.query.iter().flat_map(|(_, text)| text.split('&'));
        let (_, value) = pairs.filter_map(|it| it.split_once('=')).find(|(it, _)| is_name(it, name))?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// Sets a pair, in place of one of that name that an object was written as.
    pub(crate) fn query_member(&mut self, name: &'static str, value: &str) {
        let is_other = |pair: &&str| !is_name(pair.split('=').next().unwrap_or_default(), name);
        for (_, text) in self.query.iter_mut().filter(|(it, _)| it != name) {
            if text.split('&').any(|it| !is_other(&it)) {
                *text = text.split('&').filter(is_other).collect::<Vec<_>>().join("&");
            }
        }
        self.query.retain(|(_, text)| !text.is_empty());
        self.query(name, value);
    }

    /// Keeps an error, to be returned on sending; only the first one counts.
    pub fn fail(&mut self, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(Box::new(Failure::argument(message)));
        }
    }

    fn fail_param(&mut self, spec: &ParamSpec, message: &str) {
        self.fail(format!("the {} `{}` cannot be written: {message}", spec.location.noun(), spec.wire));
    }

    pub(crate) fn take_error(&mut self) -> Option<Failure> {
        self.error.take().map(|it| *it)
    }

    /// Whether the body can be sent again.
    pub(crate) fn payload_is_repeatable(&self) -> bool {
        !matches!(self.payload, Payload::Stream(_))
    }

    /// The body, to be sent; one that can be sent again stays here, too.
    pub(crate) fn take_payload(&mut self) -> Payload {
        self.payload.duplicate().unwrap_or_else(|| std::mem::replace(&mut self.payload, Payload::None))
    }

    /// Appends the path with all parameters filled in.
    pub(crate) fn fill_path(&self, url: &mut String) -> Result<(), String> {
        template::fill(url, &self.template, &self.path)
    }

    /// The approximate length of path and query.
    pub(crate) fn length(&self) -> usize {
        let path: usize = self.path.iter().map(|(_, value)| value.len()).sum();
        let query: usize = self.query.iter().map(|(_, pair)| pair.len() + 1).sum();
        self.template.len() + path + query + 1
    }

    /// Clones the request, unless the body is a stream.
    pub(crate) fn duplicate(&self) -> Option<Self> {
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
            error: self.error.as_ref().map(|it| Box::new(Failure::with_kind(it.kind(), it.to_string()))),
        })
    }
}

/// Whether what is written in a query is that name.
fn is_name(written: &str, name: &str) -> bool {
    percent_decode_str(written).decode_utf8().is_ok_and(|it| it == name)
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
