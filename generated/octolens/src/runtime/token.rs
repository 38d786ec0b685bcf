//! Tokens that expire: an async provider, a cache with one refresh at a time, and the OAuth 2.0 grants.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::{HeaderMap, Method, header};
use serde_json::Value;

use super::carrier::{Carrier, Outgoing};
use super::clock::Clock;
use super::encode::{Escape, escape};
use super::origin;
use super::{BoxError, BoxFuture, Secret};

/// A token, and how long it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    /// The token.
    pub secret: Secret,
    /// How long it is good for; `None` means until the server says otherwise.
    pub expires_in: Option<Duration>,
}

impl Token {
    /// A token that does not expire.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), expires_in: None }
    }

    /// Says how long it is good for.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }
}

/// Gets tokens from somewhere. The client keeps a token until shortly before it expires, and asks for one at a time.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{BoxError, BoxFuture, Credential, Token};"))]
/// use std::time::Duration;
///
/// async fn from_the_vault() -> Result<String, std::io::Error> {
///     Ok("t-1".to_owned())
/// }
///
/// let credential = Credential::provider(|| -> BoxFuture<Result<Token, BoxError>> {
///     Box::pin(async { Ok(Token::new(from_the_vault().await?).expires_in(Duration::from_secs(600))) })
/// });
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A fresh token.
    fn token(&self) -> BoxFuture<Result<Token, BoxError>>;
}

impl<F> TokenProvider for F
where
    F: Fn() -> BoxFuture<Result<Token, BoxError>> + Send + Sync + 'static,
{
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        self()
    }
}

/// Tokens of a provider, kept while they are good.
pub(super) struct TokenCache {
    provider: Arc<dyn TokenProvider>,
    clock: Arc<dyn Clock>,
    // Held while a token is fetched, so that all who wait get the same one.
    held: tokio::sync::Mutex<State>,
    /// How many fetches came to an end, good or bad.
    fetched: AtomicU64,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// Why the last fetch failed, if it did.
    failure: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

struct Held {
    secret: Secret,
    good_until: Option<Instant>,
}

impl TokenCache {
    pub(super) fn new(provider: Arc<dyn TokenProvider>, clock: Arc<dyn Clock>) -> Self {
        Self { provider, clock, held: tokio::sync::Mutex::default(), fetched: AtomicU64::new(0) }
    }

    /// A token that is good.
    pub(super) async fn token(&self) -> Result<Secret, BoxError> {
        let before = self.fetched.load(Ordering::SeqCst);
        let mut state = self.held.lock().await;
        if let Some(held) = state.held.as_ref().filter(|it| it.good_until.is_none_or(|end| self.clock.now() < end)) {
            return Ok(held.secret.clone());
        }
        // A fetch that failed while this call waited for it failed for this call, too. One that was dropped did not
        // come to an end, and the next in line makes it again.
        if let Some(failure) = state.failure.clone().filter(|_| self.fetched.load(Ordering::SeqCst) != before) {
            return Err(Box::new(Failed(failure)));
        }
        let fetched = self.provider.token().await;
        self.fetched.fetch_add(1, Ordering::SeqCst);
        let token = match fetched {
            Ok(token) => token,
            Err(error) => {
                let failure: Arc<dyn std::error::Error + Send + Sync> = error.into();
                state.failure = Some(failure.clone());
                return Err(Box::new(Failed(failure)));
            }
        };
        state.failure = None;
        // A request takes its time; a token that ends on the way is no use.
        let good_until = token.expires_in.map(|time| {
            let margin = Duration::from_secs(60).min(time / 5);
            self.clock.now() + (time - margin).min(Duration::from_secs(365 * 86_400))
        });
        let secret = token.secret.clone();
        state.held = Some(Held { secret: token.secret, good_until });
        Ok(secret)
    }

    /// Forgets a token that the server did not take, unless a newer one is there already.
    pub(super) async fn forget(&self, refused: &Secret) {
        let mut state = self.held.lock().await;
        if state.held.as_ref().is_some_and(|it| it.secret.expose() == refused.expose()) {
            state.held = None;
        }
    }
}

/// A failure that several calls share.
#[derive(Debug)]
struct Failed(Arc<dyn std::error::Error + Send + Sync>);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// A grant of OAuth 2.0 (RFC 6749): client credentials, or a refresh token.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::OAuth2;"))]
/// let grant = OAuth2::client_credentials("client-id", "client-secret")
///     .token_url("https://login.example.com/oauth/token")
///     .scopes(["read", "write"]);
/// ```
#[derive(Debug)]
pub struct OAuth2 {
    token_url: Option<String>,
    client_id: String,
    client_secret: Option<Secret>,
    refresh_token: Option<Secret>,
    scopes: Vec<String>,
}

impl OAuth2 {
    /// The client credentials grant.
    pub fn client_credentials(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self {
            token_url: None,
            client_id: client_id.into(),
            client_secret: Some(client_secret.into()),
            refresh_token: None,
            scopes: Vec::new(),
        }
    }

    /// The refresh token grant. A new refresh token that the server gives takes the place of the old one.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self {
            token_url: None,
            client_id: client_id.into(),
            client_secret: None,
            refresh_token: Some(refresh_token.into()),
            scopes: Vec::new(),
        }
    }

    /// Sets the client's secret, for the refresh token grant of a confidential client.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets where tokens are fetched, where the document does not say it.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Asks for these scopes.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }
}

/// Fetches tokens over the client's own transport.
pub(super) struct Grant {
    grant: Arc<OAuth2>,
    url: reqwest::Url,
    transport: Carrier,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    // What the server gave last in place of the first refresh token.
    refresh_token: Arc<std::sync::Mutex<Option<Secret>>>,
}

impl Grant {
    pub(super) fn new(
        grant: Arc<OAuth2>,
        documented: Option<&str>,
        allow_http: bool,
        transport: Carrier,
        clock: Arc<dyn Clock>,
        timeout: Duration,
    ) -> Result<Self, String> {
        let url = grant.token_url.as_deref().or(documented);
        let url = origin::parse(url.ok_or("the document does not say where tokens are fetched: set `token_url`")?)?;
        if origin::is_exposed(&url) && !allow_http {
            return Err("tokens are not fetched over `http`; allow it by `allow_http(true)`".to_owned());
        }
        Ok(Self { grant, url, transport, clock, timeout, refresh_token: Arc::default() })
    }

    fn request(&self) -> Result<Outgoing, String> {
        let grant = &self.grant;
        let mut pairs = Vec::new();
        let mut pair = |name: &str, value: &str| pairs.push(format!("{name}={}", escape(value, Escape::Strict)));
        let rotated = self.refresh_token.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        match rotated.as_ref().or(grant.refresh_token.as_ref()) {
            Some(token) => {
                pair("grant_type", "refresh_token");
                pair("refresh_token", token.expose());
            }
            None => pair("grant_type", "client_credentials"),
        }
        if !grant.scopes.is_empty() {
            pair("scope", &grant.scopes.join(" "));
        }
        if grant.client_secret.is_none() {
            pair("client_id", &grant.client_id);
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        if let Some(secret) = &grant.client_secret {
            // Both parts are form-encoded first (RFC 6749, section 2.3.1).
            let user = escape(&grant.client_id, Escape::Strict);
            let password = Secret::new(escape(secret.expose(), Escape::Strict));
            headers.insert(header::AUTHORIZATION, super::auth::basic(&user, &password)?);
        }
        Ok(Outgoing { method: Method::POST, headers, body: pairs.join("&").into() })
    }
}

impl TokenProvider for Grant {
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        let request = match self.request() {
            Ok(request) => request,
            Err(message) => return Box::pin(std::future::ready(Err(message.into()))),
        };
        let (transport, url) = (self.transport.clone(), self.url.clone());
        let refresh_token = self.refresh_token.clone();
        let alarm = self.clock.alarm(self.timeout);
        Box::pin(async move {
            let fetch = async {
                let mut answer = transport.send(&url, request).await?;
                let status = answer.status;
                let body = super::limit::read_limited(&mut answer.body, 1 << 20).await?;
                let value: Value = serde_json::from_slice(&body).unwrap_or_default();
                if !status.is_success() {
                    let code = value.get("error").and_then(Value::as_str).unwrap_or("no error code");
                    return Err(BoxError::from(format!("the token server answered {status}: {code}")));
                }
                let Some(token) = value.get("access_token").and_then(Value::as_str) else {
                    return Err(BoxError::from("the token server answered without an access token"));
                };
                if let Some(next) = value.get("refresh_token").and_then(Value::as_str) {
                    *refresh_token.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(next.into());
                }
                let seconds = match value.get("expires_in") {
                    Some(Value::String(text)) => text.parse().ok(),
                    Some(number) => number.as_f64(),
                    None => None,
                };
                let expires_in = seconds.and_then(|it| Duration::try_from_secs_f64(it.min(1e9)).ok());
                Ok(Token { secret: token.into(), expires_in })
            };
            match super::deadline::in_time(alarm, std::pin::pin!(fetch)).await {
                Some(result) => result,
                None => Err("the token server did not answer in time".into()),
            }
        })
    }
}
