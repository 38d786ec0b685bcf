//! What a client sends its requests with: reqwest, which takes a parsed URL, or a transport of the user's own.

use std::sync::Arc;

use reqwest::Url;

use crate::runtime::transport::message::{Answer, Outgoing};
use crate::runtime::transport::reqwest_transport;
use crate::runtime::transport::reqwest_transport::Reqwest;
use crate::runtime::transport::{Transport, TransportError, TransportErrorKind};

/// What requests are sent with.
#[derive(Clone)]
pub(crate) enum Carrier {
    Reqwest(Reqwest),
    Own(Arc<dyn Transport>),
}

impl Carrier {
    /// The answer, once its head is there. The request is handed over at once, so that it is no part of the future.
    pub(crate) fn send<'a>(
        &self,
        url: &'a Url,
        request: Outgoing,
    ) -> impl Future<Output = Result<Answer, TransportError>> + Send + use<'a> {
        let (reqwest, own) = match self {
            Self::Reqwest(reqwest) => (Some(reqwest.start(url, request)), None),
            Self::Own(transport) => (None, Some(request.into_http(url).map(|it| transport.send(it)))),
        };
        async move {
            if let Some(pending) = reqwest {
                return reqwest_transport::answer(url, pending?).await;
            }
            let Some(Ok(pending)) = own else {
                return Err(TransportError::new(TransportErrorKind::Invalid, "the URL of the request cannot be sent"));
            };
            let (head, body) = pending.await?.into_parts();
            Ok(Answer { status: head.status, headers: head.headers, body })
        }
    }
}
