//! The transport on top of reqwest: built on first use, never following redirections, never sending a referer.

use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};
use http_body::Body as _;

use super::transport::{Transport, TransportError, TransportErrorKind};
use super::{Body, BoxError, BoxFuture};

pub(super) struct Reqwest {
    client: Arc<OnceLock<Result<reqwest::Client, String>>>,
    connect_timeout: Duration,
}

impl Reqwest {
    pub(super) fn lazy(connect_timeout: Duration) -> Self {
        Self { client: Arc::default(), connect_timeout }
    }

    pub(super) fn ready(client: reqwest::Client) -> Self {
        Self { client: Arc::new(OnceLock::from(Ok(client))), connect_timeout: Duration::ZERO }
    }
}

impl Transport for Reqwest {
    fn send(&self, request: Request<Body>) -> BoxFuture<Result<Response<Body>, TransportError>> {
        let connect_timeout = self.connect_timeout;
        let client = self.client.get_or_init(|| build(connect_timeout)).clone();
        Box::pin(async move {
            let client = client.map_err(|it| TransportError::new(TransportErrorKind::Invalid, it))?;
            let request = reqwest::Request::try_from(request.map(into_reqwest)).map_err(invalid)?;
            let origin = request.url().origin();
            let response = client.execute(request).await.map_err(failed)?;
            if response.url().origin() != origin {
                let message = "the HTTP client followed a redirection to another origin; build it without redirections";
                return Err(TransportError::new(TransportErrorKind::ForeignOrigin, message));
            }
            Ok(Response::<reqwest::Body>::from(response).map(from_reqwest))
        })
    }
}

fn build(connect_timeout: Duration) -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false);
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(tls_config()?);
    builder.build().map_err(|error| error.to_string())
}

/// Certificates are checked by the platform; the cryptography is ring's, named here and not process-wide.
#[cfg(feature = "rustls")]
fn tls_config() -> Result<rustls::ClientConfig, String> {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|it| it.with_platform_verifier())
        .map_err(|error| error.to_string())?;
    Ok(config.with_no_client_auth())
}

fn into_reqwest(body: Body) -> reqwest::Body {
    match body.whole() {
        Some(bytes) => bytes.into(),
        None => reqwest::Body::wrap(body),
    }
}

fn from_reqwest(body: reqwest::Body) -> Body {
    let length = body.size_hint().exact();
    let body = Body::from_chunks(Box::pin(DataFrames(body)));
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// The data of a body; trailers are passed over.
struct DataFrames(reqwest::Body);

impl Stream for DataFrames {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::task::ready!(std::pin::Pin::new(&mut self.0).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error.without_url().into()))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn invalid(error: reqwest::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Invalid, error.without_url())
}

/// The URL is taken out of the error, since a key may be in its query.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        _ if error.is_builder() => TransportErrorKind::Invalid,
        _ => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}
