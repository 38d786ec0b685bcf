//! The transport on top of reqwest: built on first use, never following redirects, never sending a referer. It takes
//! URLs that are parsed already, since reqwest wants them so and parsing is no small part of a call.

use std::error::Error as _;
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use reqwest::Url;

use crate::runtime::http::boxed::BoxError;
use crate::runtime::http::origin;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::message::{HttpRequest, HttpResponse};
use crate::runtime::transport::{TransportError, TransportErrorKind};

#[derive(Clone)]
pub(crate) struct Reqwest {
    client: Arc<OnceLock<Result<reqwest::Client, String>>>,
    /// For this machine, where no proxy is asked.
    local: Arc<OnceLock<Result<reqwest::Client, String>>>,
    connect_timeout: Duration,
}

impl Reqwest {
    pub(crate) fn lazy(connect_timeout: Duration) -> Self {
        Self { client: Arc::default(), local: Arc::default(), connect_timeout }
    }

    /// The client of the caller's builder, for all requests: its proxies are the caller's choice.
    #[cfg(feature = "reqwest")]
    pub(crate) fn of(builder: reqwest::ClientBuilder) -> Result<Self, String> {
        let client = ours(builder).build().map_err(|error| error.to_string())?;
        let client = Arc::new(OnceLock::from(Ok(client)));
        Ok(Self { local: Arc::clone(&client), client, connect_timeout: Duration::ZERO })
    }
}

impl Reqwest {
    /// Sends a request to that URL.
    pub(crate) fn start(
        &self,
        url: &Url,
        request: HttpRequest,
    ) -> Result<impl Future<Output = Result<reqwest::Response, reqwest::Error>> + use<>, TransportError> {
        let client = match origin::is_local(url) {
            true => self.local.get_or_init(|| local(self.connect_timeout)),
            false => self.client.get_or_init(|| remote(self.connect_timeout)),
        };
        let client = client.as_ref();
        let client = client.map_err(|it| TransportError::new(TransportErrorKind::Invalid, it.clone()))?;
        let mut theirs = reqwest::Request::new(request.method, url.clone());
        *theirs.headers_mut() = request.headers;
        *theirs.body_mut() = Some(into_reqwest(request.body));
        Ok(client.execute(theirs))
    }
}

/// Awaits the response to a request to `url`.
pub(crate) async fn receive(
    url: &Url,
    pending: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
) -> Result<HttpResponse, TransportError> {
    let mut response = pending.await.map_err(failed)?;
    if !origin::same(url, response.url()) {
        let message = "the HTTP client followed a redirection to another origin; build it without redirections";
        return Err(TransportError::new(TransportErrorKind::ForeignOrigin, message));
    }
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(HttpResponse { status, headers, body: from_reqwest(response) })
}

/// The client itself handles redirects and retries: it alone knows where credentials may go.
fn ours(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false)
}

fn remote(connect_timeout: Duration) -> Result<reqwest::Client, String> {
    let builder = ours(reqwest::Client::builder()).connect_timeout(connect_timeout);
    #[cfg(feature = "rustls")]
    let builder = {
        use rustls_platform_verifier::BuilderVerifierExt as _;
        let config = tls_config()?.with_platform_verifier().map_err(|error| error.to_string())?;
        builder.tls_backend_preconfigured(config.with_no_client_auth())
    };
    builder.build().map_err(|error| error.to_string())
}

/// Without TLS, of which nothing goes to this machine: no certificates have to be loaded.
fn local(connect_timeout: Duration) -> Result<reqwest::Client, String> {
    let builder = ours(reqwest::Client::builder()).connect_timeout(connect_timeout).no_proxy();
    #[cfg(feature = "rustls")]
    let builder = {
        let config = tls_config()?.with_root_certificates(rustls::RootCertStore::empty());
        builder.tls_backend_preconfigured(config.with_no_client_auth())
    };
    builder.build().map_err(|error| error.to_string())
}

/// The cryptography is ring's, named here and not process-wide.
#[cfg(feature = "rustls")]
fn tls_config() -> Result<rustls::ConfigBuilder<rustls::ClientConfig, rustls::WantsVerifier>, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    config.map_err(|error| error.to_string())
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

/// The URL is taken out of the error, since a key may be in its query.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        _ if error.is_builder() => TransportErrorKind::Invalid,
        _ if is_too_large(&error) => TransportErrorKind::TooLarge,
        _ => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}

/// More than 100 headers, or a head of more than 400 kB. What hyper says of it is some layers down, and has no type
/// that a client may ask for it; should its words change, this is an interruption again.
fn is_too_large(error: &reqwest::Error) -> bool {
    let mut sources = std::iter::successors(error.source(), |it: &&(dyn std::error::Error + 'static)| (**it).source());
    sources.any(|it| it.to_string() == "message head is too large")
}
