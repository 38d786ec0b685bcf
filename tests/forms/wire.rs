//! A server that keeps each request as it came and gives the answer that it was told, and a client of it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use kitchen_sink::{Client, RetryPolicy};
use serde_json::Value;
use tokio::net::TcpListener;

use super::operations;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub method: String,
    /// Path and query, nothing decoded.
    pub uri: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

#[derive(Default)]
struct Shared {
    seen: Vec<Seen>,
    /// Status, media type and body; none means 204.
    answer: Option<(u16, String, String)>,
    echo: bool,
}

/// A client and its server.
pub struct Wire {
    shared: Arc<Mutex<Shared>>,
    pub client: Client,
}

impl Wire {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared: Arc<Mutex<Shared>> = Arc::default();
        tokio::spawn(serve(listener, shared.clone()));
        let builder = Client::builder().base_url(url).retry(RetryPolicy::never());
        Self { shared, client: operations::with_key(builder, "k:k").build().unwrap() }
    }

    /// What is answered from now on.
    pub fn answer(&self, media_type: &str, body: &str) {
        self.refuse(200, media_type, body);
    }

    /// The same with another status.
    pub fn refuse(&self, status: u16, media_type: &str, body: &str) {
        self.shared.lock().unwrap().answer = Some((status, media_type.to_owned(), body.to_owned()));
    }

    /// Answers with the body that came, from now on.
    pub fn echo(&self) {
        self.shared.lock().unwrap().echo = true;
    }

    /// The outcome of a call as the driver has it, and what came to the server; nothing, where nothing was sent.
    pub async fn call(&self, operation: &str, arguments: Value) -> (Value, Option<Seen>) {
        let outcome = operations::drive(&self.client, operation, arguments).await;
        (outcome, self.shared.lock().unwrap().seen.pop())
    }

    /// What comes to the server for a call that must succeed.
    pub async fn sent(&self, operation: &str, arguments: Value) -> Seen {
        let (outcome, seen) = self.call(operation, arguments).await;
        assert!(outcome.get("error").is_none(), "{operation}: {outcome}");
        seen.unwrap()
    }

    /// The last request.
    pub fn last(&self) -> Seen {
        self.shared.lock().unwrap().seen.pop().unwrap()
    }
}

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = shared.clone();
        let service = service_fn(move |request| answer(shared.clone(), request));
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(shared: Arc<Mutex<Shared>>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let header = |it: &hyper::header::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned();
    let seen = Seen {
        method: parts.method.to_string(),
        uri: parts.uri.to_string(),
        headers: parts.headers.iter().map(|(name, it)| (name.to_string(), header(it))).collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    let mut shared = shared.lock().unwrap();
    let answer = match shared.echo {
        true => seen.headers.get("content-type").map(|it| (200, it.clone(), seen.body.clone())),
        false => shared.answer.clone(),
    };
    shared.seen.push(seen);
    let response = Response::builder();
    Ok(match answer {
        Some((status, media_type, body)) => {
            response.status(status).header("content-type", media_type).body(body.into())
        }
        None => response.status(204).body(Full::default()),
    }
    .unwrap())
}
