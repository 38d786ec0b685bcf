//! The server: it receives requests, validates them and finds their responses.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::check;
use super::document::{Document, OperationSpec, ParsedDocument};
use super::example_server::{self, Exchange};
use super::http::Connection;
use super::mock_response::{ExpectedOperation, MockResponse};
use super::received::ReceivedRequest;
use super::request::Request;
use crate::runtime::client::Client;
use crate::runtime::error::Failure;
use crate::runtime::settings::builder::ClientBuilder;
use crate::runtime::settings::credential::Credential;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::api::{ApiSpec, SchemeKind};

/// A mock server. It stops when it is dropped.
pub struct Server {
    pub(super) shared: Arc<ServerContext>,
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

pub(super) struct ServerContext {
    api: &'static ApiSpec,
    /// The paths of servers without a host, which clients put before those of operations.
    paths: Vec<String>,
    pub(super) document: &'static Document,
    pub(super) parsed: &'static ParsedDocument,
    /// The log of a server that responds with examples.
    log: Option<Log>,
    state: Mutex<ServerState>,
}

type Log = Box<dyn Fn(&Exchange) + Send + Sync>;

#[derive(Default)]
pub(super) struct ServerState {
    pub(super) expected: Vec<ExpectedOperation>,
    requests: Vec<Request>,
    violations: Vec<String>,
    /// Whether `verify` was called.
    verified: bool,
}

impl Server {
    /// Starts a server for an API on a free local port; generated crates have `start` for their own API.
    ///
    /// # Errors
    ///
    /// Fails if there is no port to listen on.
    #[doc(hidden)]
    pub async fn serve(api: &'static ApiSpec, document: &'static Document) -> std::io::Result<Self> {
        Self::serve_with(api, document, 0, None).await
    }

    /// Starts a server on a local port, or a free one for 0, that expects every operation any number of times, responds
    /// with examples, records nothing, and calls `log` for each request.
    ///
    /// # Errors
    ///
    /// Fails if the port cannot be listened on, or octogen did not write the document.
    #[doc(hidden)]
    pub async fn serve_examples(
        api: &'static ApiSpec,
        document: &'static Document,
        port: u16,
        log: impl Fn(&Exchange) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        Self::serve_with(api, document, port, Some(Box::new(log))).await
    }

    async fn serve_with(
        api: &'static ApiSpec,
        document: &'static Document,
        port: u16,
        log: Option<Log>,
    ) -> std::io::Result<Self> {
        let parsed = document.parsed()?;
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let shared =
            Arc::new(ServerContext { api, paths: parsed.paths(api), document, parsed, log, state: Mutex::default() });
        let task = tokio::spawn(accept(listener, shared.clone()));
        Ok(Self { shared, address, task })
    }

    /// Returns the base URL of the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns a client for this server, with a credential for each security scheme and retries after a few
    /// milliseconds.
    ///
    /// # Errors
    ///
    /// Fails if the client cannot be built.
    pub fn client(&self) -> Result<Client, Failure> {
        self.builder().build()
    }

    /// Returns the builder of such a client, to be changed before it is built.
    pub fn builder(&self) -> ClientBuilder {
        let retry = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(2));
        let builder = ClientBuilder::new(self.shared.api).base_url(self.url()).retry(retry);
        self.shared.api.schemes.iter().enumerate().fold(builder, |builder, (index, scheme)| match scheme.kind {
            SchemeKind::Basic => builder.credential(index, Credential::basic("user", "test-password")),
            SchemeKind::MutualTls => builder,
            _ => builder.credential(index, Credential::token("test-credential")),
        })
    }

    /// Expects any number of calls of each operation, and responds to all of them with `status`.
    #[doc(hidden)]
    pub fn expect_all(&self, status: u16) {
        let response = MockResponse { forever: true, ..MockResponse::new(status, None, Vec::new()) };
        let all = self.shared.parsed.operations.iter();
        let all = all.map(|it| ExpectedOperation {
            id: it.id,
            operation: Some(it),
            responses: VecDeque::from([response.clone()]),
        });
        self.state().expected.extend(all);
    }

    /// Returns all requests so far, with masked credentials.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests.clone()
    }

    /// Checks that all requests were valid and that all expected calls were made.
    ///
    /// # Errors
    ///
    /// Returns what was wrong, one line each.
    pub fn verify(&self) -> Result<(), String> {
        let mut state = self.state();
        state.verified = true;
        let missing = state.expected.iter().filter_map(|expected| {
            let left = expected.responses.iter().filter(|it| !it.forever).count();
            (left > 0).then(|| format!("`{}` was expected {left} more time(s)", expected.id))
        });
        let lines: Vec<String> = state.violations.iter().cloned().chain(missing).collect();
        if lines.is_empty() { Ok(()) } else { Err(lines.join("\n")) }
    }

    /// The description of an expected operation in the document.
    pub(super) fn documented(&self, index: usize) -> Option<&'static OperationSpec> {
        self.state().expected.get(index).and_then(|it| it.operation)
    }

    pub(super) fn push(&self, index: usize, response: MockResponse) {
        if let Some(expected) = self.state().expected.get_mut(index) {
            expected.responses.push_back(response);
        }
    }

    /// Changes the last added response.
    pub(super) fn change(&self, index: usize, change: impl FnOnce(&mut MockResponse)) {
        let mut state = self.state();
        match state.expected.get_mut(index).and_then(|it| it.responses.back_mut()) {
            Some(response) => change(response),
            None => state.violations.push("a response was changed before one was added".to_owned()),
        }
    }

    pub(super) fn violation(&self, text: String) {
        self.state().violations.push(text);
    }

    pub(super) fn state(&self) -> MutexGuard<'_, ServerState> {
        self.shared.state()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        let state = self.shared.state();
        if !state.verified && !state.violations.is_empty() && !std::thread::panicking() {
            let violations = state.violations.join("\n");
            drop(state);
            panic!("the mock server received invalid requests:\n{violations}");
        }
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("url", &self.url()).finish_non_exhaustive()
    }
}

async fn accept(listener: TcpListener, shared: Arc<ServerContext>) {
    // They end with this task.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(stream, shared.clone()));
    }
}

async fn serve(stream: TcpStream, shared: Arc<ServerContext>) {
    let mut connection = Connection::new(stream);
    while let Some(message) = connection.read().await {
        let request = ReceivedRequest::new(message, &shared.paths);
        let response = match &shared.log {
            Some(log) => {
                let (response, exchange) =
                    example_server::respond(&request, shared.document, shared.parsed, shared.api);
                log(&exchange);
                response
            }
            None => shared.respond(&request),
        };
        tokio::time::sleep(response.delay).await;
        if !connection.write(&response).await {
            return;
        }
    }
}

impl ServerContext {
    fn state(&self) -> MutexGuard<'_, ServerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the request, validates it, and finds the response.
    fn respond(&self, request: &ReceivedRequest) -> MockResponse {
        let mut state = self.state();
        let of = |it: &ExpectedOperation| it.operation.filter(|operation| check::is_call_of(request, operation));
        let fitting = state.expected.iter_mut().filter_map(|it| of(it).map(|operation| (it, operation)));
        let found = fitting.min_by_key(|(_, operation)| check::breadth(operation));
        let id = found.as_ref().map(|(_, operation)| operation.id);
        let outcome = match found {
            None => {
                let known = self.parsed.operations.iter().find(|it| check::is_call_of(request, it));
                let which = known.map(|it| format!(", a call of `{}`,", it.id)).unwrap_or_default();
                Err((501, vec![format!("{} {}{which} was not expected", request.method, request.path)]))
            }
            Some((expected, operation)) => match check::check(request, operation, self.parsed, self.api) {
                wrong if !wrong.is_empty() => Err((400, wrong)),
                _ => expected.next().ok_or_else(|| (501, vec![format!("`{}` was called too often", expected.id)])),
            },
        };
        state.requests.push(request.record(id, self.api));
        outcome.unwrap_or_else(|(status, wrong)| {
            let text = format!("unexpected request: {}", wrong.join("; "));
            state.violations.extend(wrong);
            MockResponse::new(status, Some("text/plain"), text.into_bytes())
        })
    }
}
