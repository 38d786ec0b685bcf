//! One attempt: sends the request and follows redirects.

use std::borrow::Cow;

use http::header::{ACCEPT, HeaderMap, LOCATION};
use http::{Method, StatusCode};
use reqwest::Url;

use crate::runtime::auth::AppliedCredential;
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::origin;
use crate::runtime::request::payload::Payload;
use crate::runtime::send::attempt_error::{AttemptError, ResponseMatcher};
use crate::runtime::send::client_state::ClientState;
use crate::runtime::send::prepared_request::PreparedRequest;
use crate::runtime::send::trace;
use crate::runtime::settings::builder::Redirects;
use crate::runtime::transport::TransportErrorKind;
use crate::runtime::transport::message::HttpResponse;

/// The maximum number of redirects of one attempt.
const MOST_REDIRECTS: usize = 10;

/// One attempt.
pub(crate) struct Attempt<'a> {
    pub(crate) shared: &'a ClientState,
    pub(crate) prepared: &'a PreparedRequest,
    pub(crate) applied: &'a [AppliedCredential],
    pub(crate) method: Method,
    pub(crate) matcher: ResponseMatcher,
}

impl Attempt<'_> {
    /// Sends the request and follows redirects as far as that is safe.
    pub(crate) async fn send(mut self, mut payload: Payload) -> Result<HttpResponse, AttemptError> {
        let mut url = Cow::Borrowed(&self.prepared.url);
        let mut stripped: Option<Box<PreparedRequest>> = None;
        for _ in 0..=MOST_REDIRECTS {
            let repeated = payload.duplicate();
            let mut full = url.clone();
            let pending = {
                let request = match &stripped {
                    None => self.prepared.request(&mut full, &self.shared.headers, &self.method, payload, self.applied),
                    Some(bare) => bare.request(&mut full, &HeaderMap::new(), &self.method, payload, &[]),
                }?;
                trace::request(self.shared, &full, &request);
                self.shared.transport.send(&full, request)
            };
            let response = pending.await.map_err(|error| transport_failure(error.kind, error.source))?;
            trace::response(self.shared, &response);
            let Some(next) = self.next(&url, &response)? else {
                return Ok(response);
            };
            let status = response.status;
            drop(response);
            if stripped.is_none() && !origin::same(&self.prepared.url, &next) {
                stripped = Some(Box::new(self.strip()?));
            }
            payload = self.change_method(status, repeated)?;
            url = Cow::Owned(next);
        }
        Err(Failure::policy(format!("more than {MOST_REDIRECTS} redirects")).into())
    }

    /// The URL of a redirect that is followed.
    fn next(&self, from: &Url, head: &HttpResponse) -> Result<Option<Url>, Failure> {
        let status = head.status.as_u16();
        if !matches!(status, 301 | 302 | 303 | 307 | 308) || self.shared.redirects == Redirects::Never {
            return Ok(None);
        }
        if (self.matcher)(status, None, true).exact {
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
            let mut error = Failure::policy(message);
            error.inner_mut().status = Some(head.status);
            error.inner_mut().headers = head.headers.clone();
            Err(error)
        };
        let origin = next.origin().ascii_serialization();
        if !next.username().is_empty() || next.password().is_some() {
            return policy("the server redirected to a URL with a user name or password".to_owned());
        }
        if from.scheme() == "https" && next.scheme() != "https" {
            return policy(format!("the server redirected from `https` to {origin}"));
        }
        if self.shared.redirects == Redirects::SameOrigin && !origin::same(&self.prepared.url, &next) {
            return policy(format!("the server redirected to another origin, {origin}"));
        }
        if !origin::same(&self.prepared.url, &next) && self.shared.credentials.secrets.is_in_url(next.as_str()) {
            return policy(format!("the server redirected to another origin, {origin}, with a credential in the URL"));
        }
        Ok(Some(next))
    }

    /// The request without what must not go to another origin: credentials, headers of the caller, the body.
    fn strip(&self) -> Result<PreparedRequest, Failure> {
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return Err(Failure::policy("the server redirected a request with a body to another origin"));
        }
        let mut headers = HeaderMap::new();
        for name in [ACCEPT, http::header::USER_AGENT] {
            if let Some(value) = self.prepared.headers.get(&name).or_else(|| self.shared.headers.get(&name)) {
                headers.insert(name, value.clone());
            }
        }
        Ok(PreparedRequest {
            url: self.prepared.url.clone(),
            accept: self.prepared.accept,
            headers,
            cookies: Vec::new(),
        })
    }

    /// As browsers do it: 303 means GET, and so do 301 and 302 after a POST (RFC 9110, section 15.4).
    fn change_method(&mut self, status: StatusCode, repeated: Option<Payload>) -> Result<Payload, Failure> {
        let to_get = match status.as_u16() {
            303 => self.method != Method::HEAD,
            301 | 302 => self.method == Method::POST,
            _ => false,
        };
        if to_get {
            self.method = Method::GET;
            return Ok(Payload::None);
        }
        repeated.ok_or_else(|| Failure::policy("the server redirected a request whose body can be sent only once"))
    }
}

fn transport_failure(kind: TransportErrorKind, source: crate::runtime::http::boxed::BoxError) -> AttemptError {
    let (kind, message) = match kind {
        TransportErrorKind::Connect => (ErrorKind::Connect, "the server could not be reached"),
        TransportErrorKind::ConnectTimeout => (ErrorKind::Connect, "connecting to the server timed out"),
        TransportErrorKind::Interrupted => {
            (ErrorKind::Interrupted, "the connection failed before the response arrived")
        }
        TransportErrorKind::TooLarge => (ErrorKind::Policy, "the response has too many or too long headers"),
        TransportErrorKind::Invalid => (ErrorKind::Argument, "the request cannot be sent"),
        TransportErrorKind::ForeignOrigin => (ErrorKind::Policy, "the response came from another origin"),
    };
    Failure::with_kind(kind, message).with_source(source).into()
}
