//! What the server for tests checks in a request, and what it keeps of it.

use serde_json::Value;

use super::api::{ApiSpec, SchemeKind};
use super::fake::Request;
use super::fake_http::Message;
use super::fake_rules::{self, Rules, Types};
use super::fake_texts::{self, Written, decoded};
use super::operation::{Meta, RequestBody};
use super::{fake_bodies, fake_path, media};

/// A request, taken apart.
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) path: String,
    query_string: Option<String>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Sent {
    /// A request to a server whose paths are below one of these.
    pub(super) fn new(message: Message, bases: &[String]) -> Self {
        let (path, query) = message.target.split_once('?').unwrap_or((&message.target, ""));
        let below =
            bases.iter().find_map(|it| path.strip_prefix(it.trim_end_matches('/')).filter(|it| it.starts_with('/')));
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
        let undone = |it: &str| Written::Percent.text(it);
        self.cookie_texts().map(|(name, value)| (undone(name), undone(value))).collect()
    }

    fn cookie_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.headers.iter().filter(|(it, _)| it == "cookie").flat_map(|(_, value)| value.split(';'));
        pairs.filter_map(|it| it.trim().split_once('='))
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

    /// The members of an object in the query, `name[a][b]=value`, decoded, each with its way.
    pub(super) fn deep(&self, name: &str) -> Vec<(Vec<String>, String)> {
        let of_it = |(it, value): &(String, String)| {
            let mut path = fake_texts::path(it);
            let is_it = it.contains('[') && path.first().is_some_and(|it| it == name);
            is_it.then(|| (path.split_off(1), value.clone()))
        };
        self.query.iter().filter_map(of_it).collect()
    }

    /// The values of a cookie, still encoded.
    pub(super) fn cookies(&self, name: &str) -> Vec<String> {
        let named = self.cookie_texts().filter(|(it, _)| Written::Percent.text(it) == name);
        named.map(|(_, value)| value.to_owned()).collect()
    }

    /// The value of a path parameter, still encoded; none where its segment has several.
    pub(super) fn path_value(&self, template: &str, name: &str) -> Option<String> {
        let segments = fake_path::segments(template, &self.path)?;
        let (before, after, sent) = segments.iter().find_map(|(segment, sent)| {
            let (before, rest) = segment.split_once('{')?;
            let (called, after) = rest.split_once('}')?;
            (called.strip_prefix('+').unwrap_or(called) == name).then_some((before, after, sent))
        })?;
        let value = sent.strip_prefix(before)?.strip_suffix(after)?;
        (!after.contains('{')).then(|| value.to_owned())
    }

    fn has_query(&self, name: &str) -> bool {
        // An object is written as `name[member]`.
        self.query.iter().any(|(it, _)| it.strip_prefix(name).is_some_and(|it| it.is_empty() || it.starts_with('[')))
    }

    /// What is kept, without secrets.
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

/// Whether method and path are those of the operation.
pub(super) fn is_call_of(sent: &Sent, meta: &Meta) -> bool {
    sent.method == meta.method && fake_path::segments(meta.path, &sent.path).is_some()
}

/// What is wrong with a call of the operation.
pub(super) fn check(sent: &Sent, meta: &Meta, rules: Option<&Rules>, types: Types, api: &ApiSpec) -> Vec<String> {
    let mut wrong = Vec::new();
    let place = rules.map(|it| format!(" ({})", it.pointer)).unwrap_or_default();
    let mut say = |what: String| wrong.push(format!("`{}`: {what}{place}", meta.id));
    for (template, segment) in fake_path::segments(meta.path, &sent.path).unwrap_or_default() {
        if template.starts_with('{') && segment.is_empty() {
            say(format!("the path parameter `{template}` is empty"));
        }
    }
    if rules.is_none() {
        for name in meta.required_query.iter().filter(|it| !sent.has_query(it)) {
            say(format!("the query parameter `{name}` is missing"));
        }
        for name in meta.required_headers.iter().filter(|it| sent.header(it).is_none()) {
            say(format!("the header `{name}` is missing"));
        }
    }
    let is_raw = rules.is_some_and(|it| fake_bodies::is_raw(sent, it.bodies));
    body(sent, meta.body, is_raw).into_iter().for_each(&mut say);
    let proven = |kind: SchemeKind| has_credential(sent, kind);
    let scheme = |index: usize| api.schemes.get(index).is_none_or(|it| proven(it.kind));
    if !meta.security.is_empty() && !meta.security.iter().any(|all| all.iter().all(|it| scheme(it.scheme))) {
        say("no credentials of a documented alternative".to_owned());
    }
    if let Some(rules) = rules {
        // These know a place of their own.
        let said = fake_rules::check(sent, rules, types, &keys_in_query(api));
        wrong.extend(said.into_iter().map(|what| format!("`{}`: {what}", meta.id)));
    }
    wrong
}

/// Credentials that stand beside the documented parameters.
fn keys_in_query(api: &ApiSpec) -> Vec<&'static str> {
    let key = |kind| if let SchemeKind::ApiKeyQuery(name) = kind { Some(name) } else { None };
    api.schemes.iter().filter_map(|it| key(it.kind)).collect()
}

fn body(sent: &Sent, documented: RequestBody, is_raw: bool) -> Option<String> {
    let came = sent.header("content-type").map(media::essence);
    let types = match documented {
        RequestBody::None if sent.body.is_empty() => return None,
        RequestBody::None => return Some("there is a body where none is documented".to_owned()),
        RequestBody::Optional(_) if sent.body.is_empty() => return None,
        // Text, forms and bytes may be empty.
        RequestBody::Required(_) if sent.body.is_empty() && came.is_none() => {
            return Some("the body is missing".to_owned());
        }
        RequestBody::Optional(types) | RequestBody::Required(types) => types,
    };
    let came = came.unwrap_or_default();
    if !types.iter().any(|it| media::closeness(&came, it) > 0) {
        return Some(format!("the body is `{came}`, documented are {types:?}"));
    }
    let is_json = media::is_json(&came) && !is_raw;
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(&sent.body).err().filter(|_| is_json)?;
    Some(format!("the body is no JSON: {error}"))
}

fn has_credential(sent: &Sent, kind: SchemeKind) -> bool {
    let authorization = |scheme: &str| {
        let value = sent.header("authorization").and_then(|it| it.split_once(' '));
        value.is_some_and(|(name, value)| name.eq_ignore_ascii_case(scheme) && !value.is_empty())
    };
    match kind {
        SchemeKind::ApiKeyHeader(name) => sent.header(name).is_some(),
        SchemeKind::ApiKeyQuery(name) => sent.has_query(name),
        SchemeKind::ApiKeyCookie(name) => sent.header("cookie").is_some_and(|cookies| {
            cookies.split(';').any(|it| it.trim().strip_prefix(name).is_some_and(|it| it.starts_with('=')))
        }),
        SchemeKind::Basic => authorization("basic"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenId => authorization("bearer"),
        SchemeKind::Http(name) => authorization(name),
        SchemeKind::MutualTls => true,
    }
}
