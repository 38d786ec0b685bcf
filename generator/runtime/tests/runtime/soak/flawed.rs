//! A transport with a flaw on purpose: what a soak that cannot fail would let pass.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use octogen_runtime::{Body, BoxError, BoxFuture, Transport, TransportError, TransportErrorKind};

/// What is wrong with it, now and then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The request is lost before it is sent.
    Lost,
    /// A POST is sent twice.
    Doubled,
    /// The request goes to another resource.
    Misdirected,
    /// Memory is kept for ever.
    Leaking,
}

/// Sends by reqwest, with the flaw in every twentieth request.
pub struct Flawed {
    flaw: Option<Flaw>,
    client: reqwest::Client,
    turns: AtomicUsize,
    kept: Mutex<Vec<Vec<u8>>>,
}

impl Flawed {
    pub fn new(flaw: Option<Flaw>) -> Self {
        // Nothing is encrypted here, but reqwest wants to know with what it would be. Whoever was first is fine.
        #[cfg(feature = "rustls")]
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { flaw, client: reqwest::Client::new(), turns: AtomicUsize::new(0), kept: Mutex::default() }
    }
}

impl Transport for Flawed {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<Result<http::Response<Body>, TransportError>> {
        let is_hit = self.turns.fetch_add(1, Relaxed) % 20 == 19;
        let flaw = self.flaw.filter(|_| is_hit);
        let client = self.client.clone();
        if flaw == Some(Flaw::Leaking) {
            self.kept.lock().unwrap().push(vec![1; 4 << 20]);
        }
        Box::pin(async move {
            if flaw == Some(Flaw::Lost) {
                return Err(TransportError::new(TransportErrorKind::Connect, "lost on purpose"));
            }
            let (head, body) = request.into_parts();
            let body: Vec<Bytes> = body.try_collect().await.map_err(interrupted)?;
            let body: Bytes = body.concat().into();
            let mut url = head.uri.to_string();
            if flaw == Some(Flaw::Misdirected) {
                url = format!("{}/0", url.rsplit_once('/').map_or("", |(start, _)| start));
            }
            let once =
                || client.request(head.method.clone(), &url).headers(head.headers.clone()).body(body.clone()).send();
            if flaw == Some(Flaw::Doubled) && head.method == http::Method::POST {
                once().await.map_err(interrupted)?;
            }
            let mut response = once().await.map_err(interrupted)?;
            let mut answer = http::Response::new(Body::empty());
            *answer.status_mut() = response.status();
            *answer.headers_mut() = std::mem::take(response.headers_mut());
            let chunks = futures_util::stream::try_unfold(response, async |mut response| {
                Ok::<_, reqwest::Error>(response.chunk().await?.map(|it| (it, response)))
            });
            *answer.body_mut() = Body::new(chunks);
            Ok(answer)
        })
    }
}

fn interrupted(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Interrupted, error)
}
