//! The transport on top of reqwest: built on first use, never following redirections, never sending a referer.

use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response, Uri};

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
            let (head, body) = request.into_parts();
            let url = reqwest::Url::parse(&text(&head.uri))
                .map_err(|error| TransportError::new(TransportErrorKind::Invalid, error))?;
            let mut request = reqwest::Request::new(head.method, url);
            *request.headers_mut() = head.headers;
            *request.version_mut() = head.version;
            *request.body_mut() = Some(into_reqwest(body));
            let mut response = client.execute(request).await.map_err(failed)?;
            if !is_same_origin(&head.uri, response.url()) {
                let message = "the HTTP client followed a redirection to another origin; build it without redirections";
                return Err(TransportError::new(TransportErrorKind::ForeignOrigin, message));
            }
            let mut answer = Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.version_mut() = response.version();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            *answer.body_mut() = from_reqwest(response);
            Ok(answer)
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

/// The body of a response; the parts that `http` would add to a response are nothing that is needed here.
fn from_reqwest(response: reqwest::Response) -> Body {
    let length = response.content_length();
    let body = Body::from_chunks(Box::pin(Chunks(response)));
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// The data of a response; trailers are passed over.
struct Chunks(reqwest::Response);

impl Stream for Chunks {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // What has come so far is kept by the response and not by this future, so it may be made anew each time.
        let chunk = ready!(pin!(self.0.chunk()).poll(cx));
        Poll::Ready(chunk.map_err(|error| error.without_url().into()).transpose())
    }
}

/// The text of a URL, written at once.
fn text(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |it| it.as_str());
    let rest = uri.path_and_query().map_or("", |it| it.as_str());
    let mut text = String::with_capacity(scheme.len() + 3 + authority.len() + rest.len());
    for part in [scheme, "://", authority, rest] {
        text.push_str(part);
    }
    text
}

fn is_same_origin(asked: &Uri, answered: &reqwest::Url) -> bool {
    let port = asked.port_u16().or_else(|| if asked.scheme_str() == Some("https") { Some(443) } else { Some(80) });
    asked.scheme_str() == Some(answered.scheme())
        && asked.host().zip(answered.host_str()).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
        && port == answered.port_or_known_default()
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
