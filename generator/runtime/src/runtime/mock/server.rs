//! The server: it takes requests, checks them and finds their answers.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::answer::{Answer, Expected};
use super::check;
use super::document::{Book, Document, Operation};
use super::http::Connection;
use super::request::Request;
use super::sent::Sent;
use crate::runtime::client::Client;
use crate::runtime::error::Failure;
use crate::runtime::settings::builder::ClientBuilder;
use crate::runtime::settings::credential::Credential;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::api::{ApiSpec, SchemeKind};

/// A mock server. It stops when it is dropped.
pub struct Server {
    pub(super) shared: Arc<Shared>,
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

pub(super) struct Shared {
    api: &'static ApiSpec,
    /// The paths of servers of which the document names no host: clients put them before theirs.
    paths: Vec<String>,
    pub(super) document: &'static Document,
    pub(super) book: &'static Book,
    state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) expected: Vec<Expected>,
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
    pub(super) fn documented(&self, index: usize) -> Option<&'static Operation> {
        self.state().expected.get(index).and_then(|it| it.operation)
    }

    pub(super) fn push(&self, index: usize, answer: Answer) {
        if let Some(expected) = self.state().expected.get_mut(index) {
            expected.answers.push_back(answer);
        }
    }

    /// Changes the answer that was added last.
    pub(super) fn change(&self, index: usize, change: impl FnOnce(&mut Answer)) {
        let mut state = self.state();
        match state.expected.get_mut(index).and_then(|it| it.answers.back_mut()) {
            Some(answer) => change(answer),
            None => state.violations.push("an answer was to be changed before there was one".to_owned()),
        }
    }

    pub(super) fn violation(&self, text: String) {
        self.state().violations.push(text);
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
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
        let breadth = |it: &Operation| (it.path.matches('{').count(), Reverse(it.query.len()));
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
