//! The builder of a client and its settings.

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
use crate::runtime::transport::any_transport::AnyTransport;
#[cfg(feature = "reqwest")]
use crate::runtime::transport::reqwest_transport::Reqwest;

/// How redirects are handled.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{ClientBuilder, Redirects};"))]
/// # fn example(builder: ClientBuilder) -> ClientBuilder {
/// builder.redirects(Redirects::Never)
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// Follows redirects within the origin; a redirect to another origin is an error.
    #[default]
    SameOrigin,
    /// Follows all redirects; to another origin without credentials, headers of the caller and bodies.
    WithoutCredentials,
    /// Follows no redirect and returns it as the response.
    Never,
}

/// Configures and builds a client. An invalid setting is reported by [`build`](Self::build).
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
    pub(crate) transport: Option<AnyTransport>,
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
    /// Creates a builder for an API, with all defaults.
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

    /// Sets the base URL that the paths of all operations are appended to. If the server of the document is a path
    /// without a host, a base URL without a path gets that path.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Selects one of the servers of the document.
    #[must_use]
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the credential of a security scheme by its index in [`ApiSpec::schemes`]; generated setters call this.
    #[must_use]
    pub fn credential(mut self, scheme: usize, credential: Credential) -> Self {
        self.credentials.push((scheme, credential));
        self
    }

    /// Sends all requests through `transport` instead of the built-in HTTP client.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(AnyTransport::Own(Arc::new(transport)));
        self
    }

    /// Sends all requests through the HTTP client that `builder` builds, with its proxies and certificates. Redirects
    /// and retries are still handled by this client, so that credentials never reach another origin. Enable a TLS
    /// feature on your own dependency on `reqwest`: the one of this crate does not select a provider for it.
    #[cfg(feature = "reqwest")]
    #[must_use]
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        match Reqwest::of(builder) {
            Ok(client) => self.transport = Some(AnyTransport::Reqwest(client)),
            Err(message) => self.fail(format!("the HTTP client cannot be built: {message}")),
        }
        self
    }

    /// Sets the source of time and randomness, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the timeout for establishing a connection. Defaults to 10 seconds. Has no effect on a custom transport.
    #[must_use]
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = time;
        self
    }

    /// Sets the timeout of one attempt. Defaults to 30 seconds.
    #[must_use]
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = time;
        self
    }

    /// Sets the timeout of a whole call, including all attempts and the waits between them. Defaults to 120 seconds.
    #[must_use]
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// Sets how long a stream may stay without data. Defaults to 120 seconds.
    #[must_use]
    pub fn stream_idle_timeout(mut self, time: Duration) -> Self {
        self.stream_idle_timeout = time;
        self
    }

    /// Sets how often and how soon calls are retried.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets whether calls wait for the next window when the rate limit is exhausted. Defaults to `false`.
    #[must_use]
    pub fn pace(mut self, pace: bool) -> Self {
        self.pace = pace;
        self
    }

    /// Sets whether credentials may be sent to other machines over `http`. Defaults to `false`.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Sets how redirects are handled. By default only redirects within the origin are followed.
    #[must_use]
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// Sets the maximum size of a response body in bytes, after decompression. Defaults to 32 MiB. Streams have no
    /// limit.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sets the maximum number of pages of one list. Defaults to 10,000.
    #[must_use]
    pub fn page_limit(mut self, pages: usize) -> Self {
        self.page_limit = pages;
        self
    }

    /// Adds a header to every request.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// Sets the `User-Agent` header.
    #[must_use]
    pub fn user_agent(mut self, text: &str) -> Self {
        self.set_header(USER_AGENT.as_str(), text);
        self
    }

    fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), headers::value(value)) {
            (Ok(name), Some(mut value)) => {
                // It may be a credential.
                value.set_sensitive(name != USER_AGENT);
                self.headers.insert(name, value);
            }
            _ => self.fail(format!("the header {name:?} has a character that a header cannot contain")),
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
