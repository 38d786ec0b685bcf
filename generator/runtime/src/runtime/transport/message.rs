//! A request on its way out, and the answer that came.

use http::{HeaderMap, Method, Request, StatusCode};
use reqwest::Url;

use crate::runtime::http::origin;
use crate::runtime::transport::body::Body;

/// A request without the URL that it goes to.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl Outgoing {
    /// The same as `http` writes it.
    pub(crate) fn into_http(self, url: &Url) -> Result<Request<Body>, String> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = origin::uri(url.as_str())?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The head of an answer, and its body as it comes.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}
