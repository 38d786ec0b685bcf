//! One attempt: the request as it goes out, and redirections as far as they are followed.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;
use reqwest::Url;

use super::api::SchemeUse;
use super::auth::{self, Proof};
use super::builder::Redirects;
use super::carrier::{Answer, Outgoing};
use super::client::Shared;
use super::draft::{Draft, Payload};
use super::exchange::{Fault, Planner};
use super::server::Server;
use super::transport::TransportErrorKind;
use super::{Body, Error, ErrorKind, origin, trace};

/// The most redirections of one attempt.
const MOST_REDIRECTS: usize = 10;

/// What all attempts of a call have in common.
pub(super) struct Prepared {
    /// Where the request goes, without credentials.
    pub(super) url: Url,
    accept: &'static str,
    /// What the call has beside the headers of the client.
    headers: HeaderMap,
    cookies: Vec<String>,
}

impl Prepared {
    /// Checks the draft and takes out of it what does not change from attempt to attempt.
    pub(super) fn new(shared: &Shared, draft: &mut Draft) -> Result<(Self, &'static [SchemeUse]), Error> {
        if let Some(error) = draft.take_error() {
            return Err(error);
        }
        let uses = auth::alternative(shared, draft)?;
        let base = base(shared, draft).map_err(Error::argument)?;
        let url = url(&base, draft)?;
        if !uses.is_empty() && !shared.allow_http && origin::is_exposed(&base) {
            return Err(Error::argument("credentials are not sent over `http`; allow it by `allow_http(true)`"));
        }
        let mut headers = draft.headers.clone();
        if let Some(name) = draft.meta.idempotency_header {
            idempotency_key(shared, draft, &mut headers, name)?;
        }
        let cookies = draft.cookies.iter().map(|(_, text)| text.clone()).collect();
        Ok((Self { url, accept: draft.meta.accept.unwrap_or("*/*"), headers, cookies }, uses))
    }

    /// The request, with the headers of the client and those proofs; what goes into the query is put into `url`.
    pub(super) fn request(
        &self,
        url: &mut Cow<'_, Url>,
        common: &HeaderMap,
        method: &Method,
        payload: Payload,
        proofs: &[Proof],
    ) -> Result<Outgoing, Error> {
        // Room for what all requests have, what this one has, `accept`, `cookie` and what the transport adds.
        let mut headers = HeaderMap::with_capacity(common.len() + self.headers.len() + proofs.len() + 4);
        headers.extend(common.iter().map(|(name, value)| (name.clone(), value.clone())));
        headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let mut cookies = self.cookies.clone();
        let own = headers.get(COOKIE).and_then(|it| it.to_str().ok());
        cookies.extend(own.map(str::to_owned));
        let mut secret_cookie = own.is_some();
        for proof in proofs {
            match proof {
                // What the caller set by hand stays.
                Proof::Header(name, value) => {
                    headers.entry(name).or_insert_with(|| value.clone());
                }
                Proof::Query(pair) => add_query(url, pair.expose()),
                Proof::Cookie(pair) => {
                    secret_cookie = true;
                    cookies.push(pair.expose().to_owned());
                }
                Proof::Nothing => {}
            }
        }
        if !cookies.is_empty() {
            let mut value =
                HeaderValue::from_str(&cookies.join("; ")).map_err(|_| Error::argument("a cookie cannot be sent"))?;
            value.set_sensitive(secret_cookie);
            headers.insert(COOKIE, value);
        }
        if matches!(payload, Payload::None) {
            headers.remove(CONTENT_TYPE);
        }
        let body = match payload {
            Payload::None if matches!(*method, Method::POST | Method::PUT | Method::PATCH) => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
                Body::empty()
            }
            Payload::None => Body::empty(),
            Payload::Whole(bytes) => bytes.into(),
            Payload::Stream(stream) => stream,
        };
        Ok(Outgoing { method: method.clone(), headers, body })
    }
}

/// The header that makes a repeated call harmless; made up where the caller gave none, for all attempts the same.
fn idempotency_key(
    shared: &Shared,
    draft: &mut Draft,
    headers: &mut HeaderMap,
    name: &'static str,
) -> Result<(), Error> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::argument(format!("`{name}` is not the name of a header")))?;
    if !headers.contains_key(&header) && !shared.headers.contains_key(&header) {
        let key = format!("{:016x}{:016x}", shared.clock.random(), shared.clock.random());
        let value = HeaderValue::from_str(&key).map_err(|_| Error::argument("the idempotency key cannot be sent"))?;
        headers.insert(header, value);
    }
    draft.options.repeatable = true;
    Ok(())
}

/// The base with path and query appended; since the path begins with a slash, the origin stays what it is.
fn url(base: &Url, draft: &Draft) -> Result<Url, Error> {
    let base_path = base.path().trim_end_matches('/');
    let mut text = String::with_capacity(base_path.len() + draft.length());
    text.push_str(base_path);
    if !draft.template.starts_with('/') {
        text.push('/');
    }
    draft.fill_path(&mut text).map_err(Error::argument)?;
    for (index, (_, pair)) in draft.query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(pair);
    }
    // Joined to the base, of which nothing but the path has to be parsed again.
    let url = match text.starts_with("//") {
        false => base.join(&text),
        true => Url::parse(&format!("{}{text}", base.origin().ascii_serialization())),
    };
    let url = url.ok().filter(|it| origin::same(it, base));
    let url = url.ok_or_else(|| Error::argument("the URL of the request cannot be sent"))?;
    match &draft.target {
        None => Ok(url),
        Some(target) => link(base, &url, target),
    }
}

/// The URL of a link that a server gave, within the origin.
fn link(base: &Url, url: &Url, target: &str) -> Result<Url, Error> {
    let target = url.join(target).map_err(|_| Error::policy("the link to the next page is not a URL"))?;
    if !origin::same(&target, base) || !target.username().is_empty() || target.password().is_some() {
        let place = target.origin().ascii_serialization();
        return Err(Error::policy(format!("the link to the next page leads to another origin, {place}")));
    }
    Ok(target)
}

fn base<'a>(shared: &'a Shared, draft: &Draft) -> Result<Cow<'a, Url>, String> {
    let Some(spec) = draft.meta.servers.first().filter(|_| !shared.base_is_given) else {
        let base = shared.base.as_ref().ok_or_else(|| "the document names no server: set `base_url`".to_owned());
        return base.map(Cow::Borrowed);
    };
    let text = Server::new(spec).url()?;
    let url = match &shared.base {
        Some(base) if !text.contains("://") => {
            base.join(&text).map_err(|error| format!("the server `{text}`: {error}"))?
        }
        _ => origin::parse(&text)?,
    };
    Ok(Cow::Owned(url))
}

/// Unless there is one of that name: set by hand, or by a server that redirected with it.
fn add_query(url: &mut Cow<'_, Url>, pair: &str) {
    let name = |it: &str| it.split('=').next().unwrap_or_default().to_owned();
    if url.query().is_some_and(|it| it.split('&').any(|it| name(it) == name(pair))) {
        return;
    }
    let url = url.to_mut();
    let query = match url.query() {
        Some(query) => format!("{query}&{pair}"),
        None => pair.to_owned(),
    };
    url.set_query(Some(&query));
}

/// One attempt.
pub(super) struct Attempt<'a> {
    pub(super) shared: &'a Shared,
    pub(super) prepared: &'a Prepared,
    pub(super) proofs: &'a [Proof],
    pub(super) method: Method,
    pub(super) planner: Planner,
}

impl Attempt<'_> {
    /// Sends the request and follows redirections as far as that is safe.
    pub(super) async fn send(mut self, mut payload: Payload) -> Result<Answer, Fault> {
        let mut url = Cow::Borrowed(&self.prepared.url);
        let mut stripped: Option<Box<Prepared>> = None;
        for _ in 0..=MOST_REDIRECTS {
            let again = payload.duplicate();
            let mut full = url.clone();
            let pending = {
                let request = match &stripped {
                    None => self.prepared.request(&mut full, &self.shared.headers, &self.method, payload, self.proofs),
                    Some(bare) => bare.request(&mut full, &HeaderMap::new(), &self.method, payload, &[]),
                }?;
                trace::request(&full, &request);
                self.shared.transport.send(&full, request)
            };
            let answer = pending.await.map_err(|error| fault(error.kind, error.source))?;
            trace::answer(&answer);
            let Some(next) = self.next(&url, &answer)? else {
                return Ok(answer);
            };
            let status = answer.status;
            drop(answer);
            if stripped.is_none() && !origin::same(&self.prepared.url, &next) {
                stripped = Some(Box::new(self.strip()?));
            }
            payload = self.change_method(status, again)?;
            url = Cow::Owned(next);
        }
        Err(Error::policy(format!("more than {MOST_REDIRECTS} redirections")).into())
    }

    /// Where to go instead, if this is a redirection that is followed.
    fn next(&self, from: &Url, head: &Answer) -> Result<Option<Url>, Error> {
        let status = head.status.as_u16();
        if !matches!(status, 301 | 302 | 303 | 307 | 308) || self.shared.redirects == Redirects::Never {
            return Ok(None);
        }
        if (self.planner)(status, None, true).exact {
            return Ok(None);
        }
        let Some(location) = head.headers.get(LOCATION).and_then(|it| it.to_str().ok()) else {
            return Ok(None);
        };
        let Ok(mut next) = from.join(location) else {
            return Ok(None);
        };
        next.set_fragment(None);
        let policy = |message: String| {
            let mut error = Error::policy(message);
            error.inner_mut().status = Some(head.status);
            error.inner_mut().headers = head.headers.clone();
            Err(error)
        };
        let place = next.origin().ascii_serialization();
        if !next.username().is_empty() || next.password().is_some() {
            return policy("the server redirected to a URL with a user name or password".to_owned());
        }
        if from.scheme() == "https" && next.scheme() != "https" {
            return policy(format!("the server redirected from `https` to {place}"));
        }
        if self.shared.redirects == Redirects::SameOrigin && !origin::same(&self.prepared.url, &next) {
            return policy(format!("the server redirected to another origin, {place}"));
        }
        if !origin::same(&self.prepared.url, &next) && self.holds_secret(&next) {
            return policy(format!("the server redirected to another origin, {place}, with a credential in the URL"));
        }
        Ok(Some(next))
    }

    /// Whether a credential of the client stands in the URL, in whatever encoding.
    fn holds_secret(&self, url: &Url) -> bool {
        let decoded = percent_decode_str(url.as_str()).decode_utf8_lossy();
        let is_in = |text: &str| text.len() >= 4 && decoded.contains(text);
        self.shared.secrets.iter().any(|it| is_in(it.expose()))
            || self.proofs.iter().any(|it| match it {
                Proof::Query(pair) | Proof::Cookie(pair) => {
                    let (_, value) = pair.expose().split_once('=').unwrap_or_default();
                    is_in(&percent_decode_str(value).decode_utf8_lossy())
                }
                Proof::Header(..) | Proof::Nothing => false,
            })
    }

    /// What may go to another origin: no credentials, no headers of the caller, no body.
    fn strip(&self) -> Result<Prepared, Error> {
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return Err(Error::policy("the server redirected a request with a body to another origin"));
        }
        let mut headers = HeaderMap::new();
        for name in [ACCEPT, http::header::USER_AGENT] {
            if let Some(value) = self.prepared.headers.get(&name).or_else(|| self.shared.headers.get(&name)) {
                headers.insert(name, value.clone());
            }
        }
        Ok(Prepared { url: self.prepared.url.clone(), accept: self.prepared.accept, headers, cookies: Vec::new() })
    }

    /// As browsers do it: 303 means GET, and so do 301 and 302 after a POST (RFC 9110, section 15.4).
    fn change_method(&mut self, status: StatusCode, again: Option<Payload>) -> Result<Payload, Error> {
        let to_get = match status.as_u16() {
            303 => self.method != Method::HEAD,
            301 | 302 => self.method == Method::POST,
            _ => false,
        };
        if to_get {
            self.method = Method::GET;
            return Ok(Payload::None);
        }
        again.ok_or_else(|| Error::policy("the server redirected a request whose body can be sent once only"))
    }
}

fn fault(kind: TransportErrorKind, source: super::BoxError) -> Fault {
    let (kind, message) = match kind {
        TransportErrorKind::Connect => (ErrorKind::Connect, "no connection to the server"),
        TransportErrorKind::ConnectTimeout => (ErrorKind::Connect, "no connection to the server in time"),
        TransportErrorKind::Interrupted => {
            (ErrorKind::Interrupted, "the connection failed before the answer was there")
        }
        TransportErrorKind::Invalid => (ErrorKind::Argument, "the request cannot be sent"),
        TransportErrorKind::ForeignOrigin => (ErrorKind::Policy, "the answer came from another origin"),
    };
    Error::with_kind(kind, message).with_source(source).into()
}
