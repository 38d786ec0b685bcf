//! The transport of a client: reqwest, which takes a parsed URL, or a custom one.

use std::sync::Arc;

use reqwest::Url;

use crate::runtime::transport::message::{HttpRequest, HttpResponse};
use crate::runtime::transport::reqwest_transport;
use crate::runtime::transport::reqwest_transport::Reqwest;
use crate::runtime::transport::{Transport, TransportError, TransportErrorKind};

/// The built-in transport, or a custom one.
#[derive(Clone)]
pub(crate) enum AnyTransport {
    Reqwest(Reqwest),
    Own(Arc<dyn Transport>),
}

impl AnyTransport {
    /// Returns the response once its head is there. The request is passed on at once, so that it is no part of the
    /// future.
    pub(crate) fn send<'a>(
        &self,
        url: &'a Url,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, TransportError>> + Send + use<'a> {
        let (reqwest, own) = match self {
            Self::Reqwest(reqwest) => (Some(reqwest.start(url, request)), None),
            Self::Own(transport) => (None, Some(request.into_http(url).map(|it| transport.send(it)))),
        };
        async move {
            if let Some(pending) = reqwest {
                return reqwest_transport::receive(url, pending?).await;
            }
            let Some(Ok(pending)) = own else {
                return Err(TransportError::new(TransportErrorKind::Invalid, "the URL of the request cannot be sent"));
            };
            let (head, body) = pending.await?.into_parts();
            Ok(HttpResponse { status: head.status, headers: head.headers, body })
        }
    }
}
