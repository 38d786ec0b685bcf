//! Building a client: everything that can be set, and the checks of what was set.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, USER_AGENT};

use super::api::{ApiSpec, SchemeKind, SchemeSpec};
use super::auth::{self, Prepared, Proof};
use super::carrier::Carrier;
use super::client::{Client, Shared};
use super::clock::{Clock, SystemClock};
use super::credential::{Credential, Kind};
use super::reqwest_transport::Reqwest;
use super::retry::{Budget, RetryPolicy};
use super::token::{Grant, TokenCache};
use super::transport::Transport;
use super::{Error, Server, headers, origin};

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
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, ClientBuilder, Error, RetryPolicy};"))]
/// use std::time::Duration;
///
/// # fn example(builder: ClientBuilder) -> Result<Client, Error> {
/// // The builder of an API is made by `Client::builder()`, and has a method for each of its credentials.
/// builder
///     .base_url("https://api.example.com/v1")
///     .timeout(Duration::from_secs(20))
///     .retry(RetryPolicy::default().attempts(5))
///     .pace(true)
///     .build()
/// # }
/// ```
pub struct ClientBuilder {
    api: &'static ApiSpec,
    base_url: Option<String>,
    server: Option<Server>,
    transport: Option<Carrier>,
    clock: Arc<dyn Clock>,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    timeout: Duration,
    stream_idle_timeout: Duration,
    retry: RetryPolicy,
    pace: bool,
    allow_http: bool,
    redirects: Redirects,
    body_limit: usize,
    page_limit: usize,
    headers: HeaderMap,
    credentials: Vec<(usize, Credential)>,
    error: Option<String>,
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

    /// Sets the URL that the paths of all operations are appended to.
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

    /// Sends all requests through that client, with its connections, proxies and certificates. Build it with
    /// `redirect(Policy::none())`: this client follows redirections itself, and never takes credentials elsewhere.
    /// Give your dependency on reqwest a TLS feature of its own: this crate's does not choose a provider for it.
    #[must_use]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.transport = Some(Carrier::Reqwest(Reqwest::ready(client)));
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

    /// The client.
    ///
    /// # Errors
    ///
    /// A setting is wrong: a URL that is none, a header that cannot be sent, credentials over `http`.
    pub fn build(mut self) -> Result<Client, Error> {
        if let Some(message) = self.error.take() {
            return Err(Error::argument(message));
        }
        let base = self.base().map_err(Error::argument)?;
        let clock = self.clock.clone();
        let transport = self.transport.take().unwrap_or_else(|| Carrier::Reqwest(Reqwest::lazy(self.connect_timeout)));
        let mut credentials = Vec::new();
        credentials.resize_with(self.api.schemes.len(), || None);
        let mut secrets = Vec::new();
        for (scheme, credential) in std::mem::take(&mut self.credentials) {
            let (Some(spec), Some(place)) = (self.api.schemes.get(scheme), credentials.get_mut(scheme)) else {
                return Err(Error::argument("the API has no such security scheme"));
            };
            match &credential.0 {
                Kind::Token(secret) | Kind::Basic { password: secret, .. } => secrets.push(secret.clone()),
                Kind::Provider(_) | Kind::OAuth2(_) => {}
            }
            let prepared = self.prepare(spec, credential, &transport);
            let prepared = prepared
                .map_err(|it| Error::argument(format!("the credential `{}` cannot be used: {it}", spec.setter)))?;
            *place = Some(Arc::new(prepared));
        }
        if credentials.iter().any(Option::is_some) && !self.allow_http && base.as_ref().is_some_and(origin::is_exposed)
        {
            return Err(Error::argument("credentials are not sent over `http`; allow it by `allow_http(true)`"));
        }
        Ok(Client(Arc::new(Shared {
            api: self.api,
            base,
            base_is_given: self.base_url.is_some(),
            transport,
            clock,
            attempt_timeout: self.attempt_timeout,
            timeout: self.timeout,
            stream_idle_timeout: self.stream_idle_timeout,
            retry: self.retry,
            budget: Budget::new(),
            pace: self.pace,
            allow_http: self.allow_http,
            redirects: self.redirects,
            body_limit: self.body_limit,
            page_limit: self.page_limit,
            headers: self.headers,
            credentials,
            secrets,
            rate_limit: Mutex::new(None),
        })))
    }

    /// The user's URL, or the chosen server, or the document's first one; none where the document names only
    /// a path, which is no URL without a host.
    fn base(&self) -> Result<Option<reqwest::Url>, String> {
        let url = match (&self.base_url, &self.server) {
            (Some(url), _) => url.clone(),
            (None, Some(server)) => server.url()?,
            (None, None) => match self.api.servers.first() {
                Some(spec) => Server::new(spec).url()?,
                None => return Err("the document names no server: set `base_url`".to_owned()),
            },
        };
        if self.base_url.is_none() && !url.contains("://") {
            return Err(format!("the document's server is the path `{url}` only: set `base_url`"));
        }
        let parsed = origin::parse(&url)?;
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(format!("the base URL `{url}` must not hold a query or a fragment"));
        }
        Ok(Some(parsed))
    }

    fn prepare(&self, spec: &SchemeSpec, credential: Credential, transport: &Carrier) -> Result<Prepared, String> {
        let tokens = |provider| TokenCache::new(provider, self.clock.clone());
        match credential.0 {
            Kind::Token(secret) => Ok(Prepared::Fixed(auth::proof(spec.kind, &secret)?)),
            Kind::Basic { user, password } if spec.kind == SchemeKind::Basic => {
                Ok(Prepared::Fixed(Proof::Header(http::header::AUTHORIZATION, auth::basic(&user, &password)?)))
            }
            Kind::Basic { .. } => Err("it takes a token, not a user name and a password".to_owned()),
            Kind::Provider(provider) => Ok(Prepared::Fresh { tokens: tokens(provider), kind: spec.kind }),
            Kind::OAuth2(grant) => {
                let documented = match spec.kind {
                    SchemeKind::OAuth2 { token_url } => token_url,
                    _ => None,
                };
                let (transport, clock) = (transport.clone(), self.clock.clone());
                let grant = Grant::new(grant, documented, self.allow_http, transport, clock, self.attempt_timeout)?;
                Ok(Prepared::Fresh { tokens: tokens(Arc::new(grant)), kind: spec.kind })
            }
        }
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("base_url", &self.base_url)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
