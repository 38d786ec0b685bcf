//! A server on loopback that knows one document: it checks every request against the call that it was told to
//! expect, answers what it was told to answer, and keeps a list of what was wrong.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::answer::Answer;
use crate::check;
use crate::document::Document;

/// The only key, token or password that the server takes.
pub const KEY: &str = "octogen-test-key";

/// The call that must come next, and its answer.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The index into [`Document::operations`].
    pub operation: usize,
    /// The arguments that the driver was given.
    pub arguments: Map<String, Value>,
    /// What the server answers, whatever it thinks of the request.
    pub answer: Answer,
}

/// A server for the operations of one document; it stops when it is dropped.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

struct Shared {
    document: Arc<Document>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    expectation: Option<Expectation>,
    requests: usize,
    violations: Vec<String>,
}

impl Server {
    /// Starts a server on a free port of this machine.
    pub async fn start(document: Arc<Document>) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { document, state: Mutex::default() });
        let task = tokio::spawn(serve(listener, shared.clone()));
        Ok(Self { shared, address, task })
    }

    /// The document that it knows.
    pub fn document(&self) -> &Arc<Document> {
        &self.shared.document
    }

    /// Its address with the path of the document's first server, `http://127.0.0.1:4000/v1`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.document.base_paths[0])
    }

    /// Says which call comes next.
    pub fn expect(&self, expectation: Expectation) {
        *self.state() = State { expectation: Some(expectation), ..State::default() };
    }

    /// What was wrong since the last call of `expect`: exactly one request must have come.
    pub fn violations(&self) -> Vec<String> {
        let mut state = self.state();
        let mut violations = std::mem::take(&mut state.violations);
        if state.requests != 1 {
            violations.push(format!("{} requests came", state.requests));
        }
        state.expectation = None;
        violations
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.shared.state.lock().expect("no holder panics")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        // Answers are small and come one by one; waiting for more to send would cost 40 ms each.
        let _ = stream.set_nodelay(true);
        let shared = shared.clone();
        let service = service_fn(move |request| answer(shared.clone(), request));
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map(|it| it.to_bytes());
    let mut state = shared.state.lock().expect("no holder panics");
    state.requests += 1;
    let Some(expectation) = state.expectation.clone() else {
        state.violations.push(format!("{} {} was not expected", parts.method, parts.uri));
        return Ok(response(&Answer { status: 500, ..Answer::default() }));
    };
    match body {
        Ok(bytes) => {
            let operation = &shared.document.operations[expectation.operation];
            let found = check::violations(&shared.document, operation, &expectation.arguments, &parts, &bytes);
            state.violations.extend(found);
        }
        Err(it) => state.violations.push(format!("the body did not come whole: {it}")),
    }
    Ok(response(&expectation.answer))
}

pub(crate) fn response(answer: &Answer) -> Response<Full<Bytes>> {
    let builder = Response::builder().status(answer.status);
    let builder = answer.headers.iter().fold(builder, |it, (name, value)| it.header(name, value));
    builder.body(Full::new(Bytes::from(answer.body.clone()))).unwrap_or_default()
}
