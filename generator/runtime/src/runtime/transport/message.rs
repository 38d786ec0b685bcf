//! HTTP messages: a request, and the response to it.

use http::{HeaderMap, Method, Request, StatusCode};
use reqwest::Url;

use crate::runtime::http::origin;
use crate::runtime::transport::body::Body;

/// A request without its URL.
pub(crate) struct HttpRequest {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

impl HttpRequest {
    /// Converts it into the type of the `http` crate.
    pub(crate) fn into_http(self, url: &Url) -> Result<Request<Body>, String> {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = origin::uri(url.as_str())?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The head of a response, and its body as a stream.
pub(crate) struct HttpResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}
