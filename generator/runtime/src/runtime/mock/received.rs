//! A received request, and what is recorded of it.

use serde_json::Value;

use super::http::HttpMessage;
use super::param_value::{self, Encoding, decoded};
use super::request::Request;
use crate::runtime::spec::api::{ApiSpec, SchemeKind};

/// A received request.
pub(super) struct ReceivedRequest {
    pub(super) method: String,
    pub(super) path: String,
    query_string: Option<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl ReceivedRequest {
    /// A request to a server whose paths are below one of these.
    pub(super) fn new(message: HttpMessage, bases: &[String]) -> Self {
        let (path, query) = message.target.split_once('?').unwrap_or((&message.target, ""));
        let below = bases
            .iter()
            .find_map(|base| path.strip_prefix(base.trim_end_matches('/')).filter(|it| it.starts_with('/')));
        let path = below.unwrap_or(path);
        let pairs = query.split('&').filter(|it| !it.is_empty()).map(|it| it.split_once('=').unwrap_or((it, "")));
        Self {
            method: message.method,
            path: path.to_owned(),
            query_string: message.target.contains('?').then(|| query.to_owned()),
            query: pairs.map(|(name, value)| (decoded(name), decoded(value))).collect(),
            headers: message.headers,
            body: message.body,
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The query as it was sent.
    pub(super) fn query_string(&self) -> Option<&str> {
        self.query_string.as_deref()
    }

    /// The pairs of the query, decoded.
    pub(super) fn query_pairs(&self) -> Vec<(String, String)> {
        self.query.clone()
    }

    /// The cookies, decoded.
    pub(super) fn cookie_pairs(&self) -> Vec<(String, String)> {
        let undone = |it: &str| Encoding::Percent.text(it);
        self.cookie_texts().map(|(name, value)| (undone(name), undone(value))).collect()
    }

    fn cookie_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.headers.iter().filter(|(it, _)| it == "cookie").flat_map(|(_, value)| value.split(';'));
        pairs.filter_map(|it| it.trim().split_once('='))
    }

    /// Whether the query has that pair.
    pub(super) fn has_query_pair(&self, name: &str, value: &str) -> bool {
        self.query.iter().any(|(key, it)| key == name && it == value)
    }

    /// The names in the query.
    pub(super) fn query_names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }

    /// The values of a query parameter, still encoded.
    pub(super) fn raw_query(&self, name: &str) -> Vec<String> {
        let pairs = self.query_string.iter().flat_map(|it| it.split('&')).filter(|it| !it.is_empty());
        let pairs = pairs.map(|it| it.split_once('=').unwrap_or((it, "")));
        pairs.filter(|(it, _)| decoded(it) == name).map(|(_, value)| value.to_owned()).collect()
    }

    /// The properties of an object in the query, `name[a][b]=value`, decoded, each with its path.
    pub(super) fn deep(&self, name: &str) -> Vec<(Vec<String>, String)> {
        let of_it = |(it, value): &(String, String)| {
            let mut path = param_value::path(it);
            let is_it = it.contains('[') && path.first().is_some_and(|it| it == name);
            is_it.then(|| (path.split_off(1), value.clone()))
        };
        self.query.iter().filter_map(of_it).collect()
    }

    /// The values of a cookie, still encoded.
    pub(super) fn cookies(&self, name: &str) -> Vec<String> {
        let named = self.cookie_texts().filter(|(it, _)| Encoding::Percent.text(it) == name);
        named.map(|(_, value)| value.to_owned()).collect()
    }

    /// The value of a path parameter, still encoded; `None` if its segment has several.
    pub(super) fn path_value(&self, template: &str, name: &str) -> Option<String> {
        let segments = super::path::segments(template, &self.path)?;
        let (before, after, text) = segments.iter().find_map(|(segment, text)| {
            let (before, rest) = segment.split_once('{')?;
            let (called, after) = rest.split_once('}')?;
            (called.strip_prefix('+').unwrap_or(called) == name).then_some((before, after, text))
        })?;
        let value = text.strip_prefix(before)?.strip_suffix(after)?;
        (!after.contains('{')).then(|| value.to_owned())
    }

    pub(super) fn has_query(&self, name: &str) -> bool {
        // An object is written as `name[member]`.
        self.query.iter().any(|(it, _)| it.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('[')))
    }

    /// The recorded request, without secrets.
    pub(super) fn record(&self, operation: Option<&'static str>, api: &ApiSpec) -> Request {
        let secret_query =
            |name: &str| api.schemes.iter().any(|it| matches!(it.kind, SchemeKind::ApiKeyQuery(key) if key == name));
        let secret_header = |name: &str| {
            let of_api = |kind| matches!(kind, SchemeKind::ApiKeyHeader(it) if it.eq_ignore_ascii_case(name));
            matches!(name, "authorization" | "proxy-authorization" | "cookie")
                || api.schemes.iter().any(|it| of_api(it.kind))
        };
        let hide = |secret: bool, value: &String| if secret { "***".to_owned() } else { value.clone() };
        let text = || Value::String(String::from_utf8_lossy(&self.body).into_owned());
        Request {
            operation,
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.iter().map(|(name, value)| (name.clone(), hide(secret_query(name), value))).collect(),
            headers: self
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), hide(secret_header(name), value)))
                .collect(),
            body: match self.body.is_empty() {
                true => Value::Null,
                false => serde_json::from_slice(&self.body).unwrap_or_else(|_| text()),
            },
        }
    }
}
