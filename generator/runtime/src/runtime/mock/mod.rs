//! A mock server, which knows the operations of the API: it is told by operation what to answer, checks each
//! request against what the client knows of the document, and keeps what it saw. It listens on loopback only.
//!
#![cfg_attr(any(doc, doctest), doc = concat!("```no_run\n# use ", env!("CARGO_CRATE_NAME"), "::{mock::Server, runtime::Operation};"))]
//! # use std::time::Duration;
//! # async fn example<UpdateKeyword: Operation<Output = String>>(
//! #     server: Server,
//! # ) -> Result<(), Box<dyn std::error::Error>> {
//! server.expect::<UpdateKeyword>().busy(Duration::ZERO).answer("updated".to_owned());
//! let client = server.client()?;
//! // … what is to be tested calls `client.update_keyword(42).body(change)`: the first attempt is refused with 429,
//! // the second one is answered.
//! assert_eq!(server.requests()[1].body["color"], "red");
//! server.verify()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```
//!
//! Each request is checked against the document, which the crate has with it as `openapi.json`, by itself:
//!
//! - that the operation was expected, by method and path, with the credentials of one of the documented alternatives;
//! - that required parameters are there, each in its style and a value of its schema, and that the query has no parameter
//!   beside the documented ones;
//! - that a required body is there and none where none is documented, of a documented media type and a value of its
//!   schema: JSON, JSON Lines, XML, forms with their encodings, the parts of `multipart` but for files.
//!
//! Schemas are JSON Schema 2020-12, held by the crate `jsonschema`. What is not looked at: `not` and `if`; `format`, but
//! for base64 and the width of integers; what stands in read-only members; a pattern that is no regular expression of that
//! crate.
//!
//! A request that is wrong is answered with 400, one that was not expected with 501, and both with the reason, which
//! names the operation and the place in the document. [`Server::verify`] says it again, and a server that is dropped
//! without having been asked panics with it, so that no test passes on a wrong request.

mod bodies;
mod check;
mod document;
mod example;
mod expect;
mod form;
mod http;
mod keywords;
mod made;
mod node;
mod params;
mod parts;
mod path;
mod pattern;
mod says;
mod schemas;
mod sent;
#[cfg(test)]
mod tests;
mod texts;
mod translate;
mod validate;
mod value;

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use self::document::Book;
#[doc(hidden)]
pub use self::document::Document;
pub use self::expect::Expectation;
use self::expect::{Answer, Expected};
use self::http::Connection;
use self::sent::Sent;
use super::api::{ApiSpec, SchemeKind};
use super::operation::Operation;
use super::{Client, ClientBuilder, Credential, Failure, RetryPolicy};

/// A mock server. It stops when it is dropped.
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

/// A request as the server saw it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The operation, if it is an expected one.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: String,
    /// The path as it was sent, without the query, and without that of the document's server where it names no host.
    pub path: String,
    /// The pairs of the query, decoded; keys of the API are `***`.
    pub query: Vec<(String, String)>,
    /// The headers by their names in lower case; credentials are `***`.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON where it is JSON, else a string; null where there is none.
    pub body: Value,
}

struct Shared {
    api: &'static ApiSpec,
    /// The paths of servers of which the document names no host: clients put them before theirs.
    paths: Vec<String>,
    document: &'static Document,
    book: &'static Book,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    requests: Vec<Request>,
    violations: Vec<String>,
    /// Whether somebody has asked for the violations.
    verified: bool,
}

impl Server {
    /// Starts a server for an API on a free port of this machine; generated crates have `start`, which knows theirs.
    ///
    /// # Errors
    ///
    /// There is no port to listen on.
    #[doc(hidden)]
    pub async fn serve(api: &'static ApiSpec, document: &'static Document) -> std::io::Result<Self> {
        let book = document.book()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { api, paths: book.paths(api), document, book, state: Mutex::default() });
        let task = tokio::spawn(accept(listener, shared.clone()));
        Ok(Self { shared, address, task })
    }

    /// The base URL for a client.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A client of this server, with a credential for each scheme, which hardly waits before it tries again.
    ///
    /// # Errors
    ///
    /// No client can be made.
    pub fn client(&self) -> Result<Client, Failure> {
        self.builder().build()
    }

    /// The same, to be changed before it is built.
    pub fn builder(&self) -> ClientBuilder {
        let retry = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(2));
        let builder = ClientBuilder::new(self.shared.api).base_url(self.url()).retry(retry);
        self.shared.api.schemes.iter().enumerate().fold(builder, |builder, (index, scheme)| match scheme.kind {
            SchemeKind::Basic => builder.credential(index, Credential::basic("user", "test-password")),
            SchemeKind::MutualTls => builder,
            _ => builder.credential(index, Credential::token("test-credential")),
        })
    }

    /// Expects calls of an operation; each answer that is added stands for one call.
    pub fn expect<O: Operation>(&self) -> Expectation<'_, O> {
        let mut state = self.state();
        let known = state.expected.iter().position(|it| it.id == O::META.id);
        let index = known.unwrap_or_else(|| {
            let mut all = self.shared.book.operations.iter();
            let operation = all.find(|it| it.id == O::META.id);
            state.expected.push(Expected { id: O::META.id, operation, answers: VecDeque::new() });
            state.expected.len() - 1
        });
        Expectation { server: self, index, operation: PhantomData }
    }

    /// Expects any number of calls of each operation; all of them get that status.
    #[doc(hidden)]
    pub fn expect_all(&self, status: u16) {
        let answer = Answer { forever: true, ..Answer::new(status, None, Vec::new()) };
        let all = self.shared.book.operations.iter();
        let all = all.map(|it| Expected { id: it.id, operation: Some(it), answers: VecDeque::from([answer.clone()]) });
        self.state().expected.extend(all);
    }

    /// All requests so far, without secrets.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// Whether all requests were right, and all that was expected has come.
    ///
    /// # Errors
    ///
    /// Says what was not right, a line for each.
    pub fn verify(&self) -> Result<(), String> {
        let mut state = self.state();
        state.verified = true;
        let missing = state.expected.iter().filter_map(|it| {
            let left = it.answers.iter().filter(|it| !it.forever).count();
            (left > 0).then(|| format!("`{}` was expected {left} more time(s)", it.id))
        });
        let lines: Vec<String> = state.violations.iter().cloned().chain(missing).collect();
        if lines.is_empty() { Ok(()) } else { Err(lines.join("\n")) }
    }

    /// What the document says of an expected operation.
    fn documented(&self, index: usize) -> Option<&'static document::Operation> {
        self.state().expected.get(index).and_then(|it| it.operation)
    }

    fn push(&self, index: usize, answer: Answer) {
        if let Some(expected) = self.state().expected.get_mut(index) {
            expected.answers.push_back(answer);
        }
    }

    /// Changes the answer that was added last.
    fn change(&self, index: usize, change: impl FnOnce(&mut Answer)) {
        let mut state = self.state();
        match state.expected.get_mut(index).and_then(|it| it.answers.back_mut()) {
            Some(answer) => change(answer),
            None => state.violations.push("an answer was to be changed before there was one".to_owned()),
        }
    }

    fn violation(&self, text: String) {
        self.state().violations.push(text);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let state = self.shared.state();
        if !state.verified && !state.violations.is_empty() && !std::thread::panicking() {
            let said = state.violations.join("\n");
            drop(state);
            panic!("requests that are not as documented:\n{said}");
        }
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("url", &self.url()).finish_non_exhaustive()
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // They end with this task.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(stream, shared.clone()));
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    let mut connection = Connection::new(stream);
    while let Some(message) = connection.read().await {
        let answer = shared.answer(&Sent::new(message, &shared.paths));
        tokio::time::sleep(answer.delay).await;
        if !connection.write(&answer).await {
            return;
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request, checks it, and finds the answer.
    fn answer(&self, sent: &Sent) -> Answer {
        let mut state = self.state();
        let of = |it: &Expected| it.operation.filter(|operation| check::is_call_of(sent, operation));
        let fitting = state.expected.iter_mut().filter_map(|it| of(it).map(|operation| (it, operation)));
        // `/keywords/suggestions` is not a call of `/keywords/{id}` where both are expected.
        let breadth = |it: &document::Operation| (it.path.matches('{').count(), Reverse(it.query.len()));
        let found = fitting.min_by_key(|(_, operation)| breadth(operation));
        let id = found.as_ref().map(|(_, operation)| operation.id);
        let outcome = match found {
            None => {
                let known = self.book.operations.iter().find(|it| check::is_call_of(sent, it));
                let which = known.map(|it| format!(", a call of `{}`,", it.id)).unwrap_or_default();
                Err((501, vec![format!("{} {}{which} was not expected", sent.method, sent.path)]))
            }
            Some((expected, operation)) => match check::check(sent, operation, self.book, self.api) {
                wrong if !wrong.is_empty() => Err((400, wrong)),
                _ => expected.next().ok_or_else(|| (501, vec![format!("`{}` was called too often", expected.id)])),
            },
        };
        state.requests.push(sent.record(id, self.api));
        outcome.unwrap_or_else(|(status, wrong)| {
            let text = format!("unexpected request: {}", wrong.join("; "));
            state.violations.extend(wrong);
            Answer::new(status, Some("text/plain"), text.into_bytes())
        })
    }
}
