//! A request on its way out, and the answer that came.

use http::{HeaderMap, Method, Request, StatusCode};
use reqwest::Url;

use super::{Body, origin};

/// A request without the URL that it goes to.
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

impl Outgoing {
    /// The same as `http` writes it.
    pub(super) fn into_http(self, url: &Url) -> Result<Request<Body>, String> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = origin::uri(url.as_str())?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The head of an answer, and its body as it comes.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}
