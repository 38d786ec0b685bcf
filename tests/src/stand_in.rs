//! A server that stands in for an API where there is no network and no key: it answers every operation of a
//! document with an example of its first success, unless it is told what to answer.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::answer::Answer;
use crate::check;
use crate::document::{Document, Operation};
use crate::example::{Direction, Maker};
use crate::server::response;

/// A stand-in for one API; it stops when it is dropped.
pub struct StandIn {
    shared: Arc<Shared>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

/// A request that came.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The operation's id.
    pub operation: String,
    /// Path and query.
    pub uri: String,
    /// The headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body, as JSON where it is JSON, `null` where there is none.
    pub body: Value,
}

struct Shared {
    document: Document,
    usual: BTreeMap<String, Answer>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    told: BTreeMap<String, Vec<Answer>>,
    seen: Vec<Seen>,
}

impl StandIn {
    /// Starts it on a free port of this machine.
    pub async fn start(document: Document) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let usual = usual_answers(&document);
        let shared = Arc::new(Shared { document, usual, state: Mutex::default() });
        let task = tokio::spawn(serve(listener, shared.clone()));
        Ok(Self { shared, address, task })
    }

    /// Its address with the path of the document's first server.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.document.base_paths[0])
    }

    /// The next answer to an operation, after those that it was told before.
    pub fn answer(&self, operation: &str, status: u16, headers: &[(&str, &str)], body: &Value) {
        let json = [("content-type", "application/json")];
        let headers = headers.iter().chain(&json).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let answer = Answer { status, headers: headers.collect(), body: body.to_string().into_bytes() };
        self.state().told.entry(operation.to_owned()).or_default().push(answer);
    }

    /// All requests so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.shared.state.lock().expect("no holder panics")
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An example of each operation's first success, without documented headers.
fn usual_answers(document: &Document) -> BTreeMap<String, Answer> {
    let mut maker = Maker::new(document, Direction::Response);
    let mut answers = BTreeMap::new();
    for operation in &document.operations {
        let success = operation.responses.iter().find(|it| it.status.starts_with('2'));
        let status = success.and_then(|it| it.status.parse().ok()).unwrap_or(200);
        let mut answer = Answer { status, ..Answer::default() };
        if let Some(content) = success.and_then(|it| it.contents.first()) {
            let schema = content.schema.clone().unwrap_or(json!({}));
            let documented = maker.documented(&schema, &content.examples);
            let value = documented.into_iter().chain(maker.values(&schema)).next().unwrap_or_default();
            let (content_type, body, _) = content.payload(document, &last_page(document, &schema, value));
            answer.headers.push(("content-type".to_owned(), content_type));
            answer.body = body;
        }
        answers.insert(operation.id.clone(), answer);
    }
    answers
}

/// The value without the cursor of a next page, so that a list ends.
fn last_page(document: &Document, schema: &Value, value: Value) -> Value {
    fn ended(value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let end = |name: &str, it: &Value| match name {
                    "nextCursor" | "next_cursor" => Value::Null,
                    "has_more" | "hasMore" => json!(false),
                    _ => ended(it),
                };
                members.iter().map(|(name, it)| (name.clone(), end(name, it))).collect()
            }
            other => other.clone(),
        }
    }
    let ended = ended(&value);
    if document.errors(schema, &ended).is_empty() { ended } else { value }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let shared = shared.clone();
        let service = service_fn(move |request| answer(shared.clone(), request));
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let bytes = body.collect().await.map(|it| it.to_bytes()).unwrap_or_default();
    let Some(operation) = operation(&shared.document, parts.method.as_str(), parts.uri.path()) else {
        return Ok(response(&Answer { status: 404, ..Answer::default() }));
    };
    let text = |it: &hyper::header::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned();
    let seen = Seen {
        operation: operation.id.clone(),
        uri: parts.uri.to_string(),
        headers: parts.headers.iter().map(|(name, it)| (name.to_string(), text(it))).collect(),
        body: match bytes.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes))),
        },
    };
    let mut state = shared.state.lock().expect("no holder panics");
    state.seen.push(seen);
    let told = state.told.get_mut(&operation.id).filter(|it| !it.is_empty()).map(|it| it.remove(0));
    let answer = told.or_else(|| shared.usual.get(&operation.id).cloned()).unwrap_or_default();
    Ok(response(&answer))
}

/// The operation that a request means: the template with the fewest parameters that fits.
fn operation<'a>(document: &'a Document, method: &str, path: &str) -> Option<&'a Operation> {
    let fitting = document.operations.iter().filter(|it| it.method == method);
    let fitting = fitting.filter_map(|it| Some((check::path_values(document, it, path)?.len(), it)));
    fitting.min_by_key(|(parameters, _)| *parameters).map(|(_, it)| it)
}
