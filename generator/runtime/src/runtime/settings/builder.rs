//! Building a client: everything that can be set.

use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, USER_AGENT};

use crate::runtime::http::clock::{Clock, SystemClock};
use crate::runtime::http::{headers, origin};
use crate::runtime::settings::credential::Credential;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::api::ApiSpec;
use crate::runtime::spec::server::Server;
use crate::runtime::transport::Transport;
use crate::runtime::transport::carrier::Carrier;
#[cfg(feature = "reqwest")]
use crate::runtime::transport::reqwest_transport::Reqwest;

/// What is done with redirections.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{ClientBuilder, Redirects};"))]
/// # fn example(builder: ClientBuilder) -> ClientBuilder {
/// builder.redirects(Redirects::Never)
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// Followed within the origin; one that leads elsewhere is an error.
    #[default]
    SameOrigin,
    /// Followed within the origin; and elsewhere without credentials, headers of the caller and bodies.
    WithoutCredentials,
    /// Not followed: they are the answer.
    Never,
}

/// Builds a client. A mistake in a setting is returned by [`build`](Self::build).
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, ClientBuilder, RetryPolicy};"))]
/// use std::time::Duration;
///
/// # fn example(builder: ClientBuilder) -> Result<Client, Box<dyn std::error::Error>> {
/// // The builder of an API is made by `Client::builder()`, and has a method for each of its credentials.
/// let client = builder
///     .base_url("https://api.example.com/v1")
///     .timeout(Duration::from_secs(20))
///     .retry(RetryPolicy::default().attempts(5))
///     .pace(true)
///     .build()?;
/// # Ok(client)
/// # }
/// ```
pub struct ClientBuilder {
    pub(crate) api: &'static ApiSpec,
    pub(crate) base_url: Option<String>,
    pub(crate) server: Option<Server>,
    pub(crate) transport: Option<Carrier>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) stream_idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) pace: bool,
    pub(crate) allow_http: bool,
    pub(crate) redirects: Redirects,
    pub(crate) body_limit: usize,
    pub(crate) page_limit: usize,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Vec<(usize, Credential)>,
    pub(crate) error: Option<String>,
}

impl ClientBuilder {
    /// The builder for that API, with all defaults.
    pub fn new(api: &'static ApiSpec) -> Self {
        let mut builder = Self {
            api,
            base_url: None,
            server: None,
            transport: None,
            clock: Arc::new(SystemClock),
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(120),
            stream_idle_timeout: Duration::from_secs(120),
            retry: RetryPolicy::default(),
            pace: false,
            allow_http: false,
            redirects: Redirects::default(),
            body_limit: 32 << 20,
            page_limit: 10_000,
            headers: HeaderMap::new(),
            credentials: Vec::new(),
            error: None,
        };
        builder.set_header(USER_AGENT.as_str(), api.user_agent);
        builder
    }

    /// Sets the URL that the paths of all operations are appended to. Where the document names a path and no host, a
    /// URL without a path gets that one.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Chooses one of the document's servers.
    #[must_use]
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the credential of a scheme by its place in the API's list; generated setters call this.
    #[must_use]
    pub fn credential(mut self, scheme: usize, credential: Credential) -> Self {
        self.credentials.push((scheme, credential));
        self
    }

    /// Sends all requests through that transport.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Carrier::Own(Arc::new(transport)));
        self
    }

    /// Sends all requests through the client that this builder makes, with its proxies and certificates. Redirections
    /// and retries stay this client's own part, so that credentials never go elsewhere. Give your dependency on reqwest
    /// a TLS feature of its own: this crate's does not choose a provider for it.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        match Reqwest::of(builder) {
            Ok(client) => self.transport = Some(Carrier::Reqwest(client)),
            Err(message) => self.fail(format!("the HTTP client cannot be built: {message}")),
        }
        self
    }

    /// Sets the source of time and chance, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How long a connection may take; 10 seconds by default. A transport of your own has its own.
    #[must_use]
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = time;
        self
    }

    /// How long one attempt may take; 30 seconds by default.
    #[must_use]
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = time;
        self
    }

    /// How long a whole call may take, waits and all attempts included; 120 seconds by default.
    #[must_use]
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// How long a stream may be silent; 120 seconds by default.
    #[must_use]
    pub fn stream_idle_timeout(mut self, time: Duration) -> Self {
        self.stream_idle_timeout = time;
        self
    }

    /// How often and how soon calls are tried again.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Whether calls wait when the server has said that nothing is left of the rate limit; they do not by default.
    #[must_use]
    pub fn pace(mut self, pace: bool) -> Self {
        self.pace = pace;
        self
    }

    /// Whether credentials may go over `http` to other machines; they may not by default.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// What is done with redirections.
    #[must_use]
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// The most bytes of a response body, after decompression; 32 MiB by default. Streams have no limit.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// The most pages of one list; 10,000 by default.
    #[must_use]
    pub fn page_limit(mut self, pages: usize) -> Self {
        self.page_limit = pages;
        self
    }

    /// Sends that header with each request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// Sets the `user-agent`.
    #[must_use]
    pub fn user_agent(mut self, text: &str) -> Self {
        self.set_header(USER_AGENT.as_str(), text);
        self
    }

    fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), headers::value(value)) {
            (Ok(name), Some(mut value)) => {
                // It may be a credential, and nobody needs to read it.
                value.set_sensitive(name != USER_AGENT);
                self.headers.insert(name, value);
            }
            _ => self.fail(format!("the header {name:?} has a character that a header cannot hold")),
        }
    }

    fn fail(&mut self, message: String) {
        self.error.get_or_insert(message);
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("base_url", &self.base_url.as_deref().map(origin::shown))
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
