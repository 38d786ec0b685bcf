//! One attempt: the request as it goes out, and redirections as far as they are followed.

use std::borrow::Cow;

use http::header::{ACCEPT, HeaderMap, LOCATION};
use http::{Method, StatusCode};
use reqwest::Url;

use crate::runtime::auth::Proof;
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::origin;
use crate::runtime::request::payload::Payload;
use crate::runtime::send::fault::{Fault, Planner};
use crate::runtime::send::prepared::Prepared;
use crate::runtime::send::shared::Shared;
use crate::runtime::send::trace;
use crate::runtime::settings::builder::Redirects;
use crate::runtime::transport::TransportErrorKind;
use crate::runtime::transport::message::Answer;

/// The most redirections of one attempt.
const MOST_REDIRECTS: usize = 10;

/// One attempt.
pub(crate) struct Attempt<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) prepared: &'a Prepared,
    pub(crate) proofs: &'a [Proof],
    pub(crate) method: Method,
    pub(crate) planner: Planner,
}

impl Attempt<'_> {
    /// Sends the request and follows redirections as far as that is safe.
    pub(crate) async fn send(mut self, mut payload: Payload) -> Result<Answer, Fault> {
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
        Err(Failure::policy(format!("more than {MOST_REDIRECTS} redirections")).into())
    }

    /// Where to go instead, if this is a redirection that is followed.
    fn next(&self, from: &Url, head: &Answer) -> Result<Option<Url>, Failure> {
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
            let mut error = Failure::policy(message);
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
        if !origin::same(&self.prepared.url, &next) && self.shared.credentials.secrets.is_in_url(next.as_str()) {
            return policy(format!("the server redirected to another origin, {place}, with a credential in the URL"));
        }
        Ok(Some(next))
    }

    /// What may go to another origin: no credentials, no headers of the caller, no body.
    fn strip(&self) -> Result<Prepared, Failure> {
        if !matches!(self.method, Method::GET | Method::HEAD) {
            return Err(Failure::policy("the server redirected a request with a body to another origin"));
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
    fn change_method(&mut self, status: StatusCode, again: Option<Payload>) -> Result<Payload, Failure> {
        let to_get = match status.as_u16() {
            303 => self.method != Method::HEAD,
            301 | 302 => self.method == Method::POST,
            _ => false,
        };
        if to_get {
            self.method = Method::GET;
            return Ok(Payload::None);
        }
        again.ok_or_else(|| Failure::policy("the server redirected a request whose body can be sent once only"))
    }
}

fn fault(kind: TransportErrorKind, source: crate::runtime::http::boxed::BoxError) -> Fault {
    let (kind, message) = match kind {
        TransportErrorKind::Connect => (ErrorKind::Connect, "no connection to the server"),
        TransportErrorKind::ConnectTimeout => (ErrorKind::Connect, "no connection to the server in time"),
        TransportErrorKind::Interrupted => {
            (ErrorKind::Interrupted, "the connection failed before the answer was there")
        }
        TransportErrorKind::TooLarge => (ErrorKind::Policy, "the headers of the answer are too many or too long"),
        TransportErrorKind::Invalid => (ErrorKind::Argument, "the request cannot be sent"),
        TransportErrorKind::ForeignOrigin => (ErrorKind::Policy, "the answer came from another origin"),
    };
    Failure::with_kind(kind, message).with_source(source).into()
}
