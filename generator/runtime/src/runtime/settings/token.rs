//! Tokens that expire: an async provider, and a cache with one refresh at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::http::clock::Clock;
use crate::runtime::http::secret::Secret;

/// An access token and its lifetime; see [`TokenProvider`] for an example.
#[derive(Clone, Debug)]
pub struct Token {
    /// The token.
    pub secret: Secret,
    /// How long it is valid; `None` means until the server rejects it.
    pub expires_in: Option<Duration>,
}

impl Token {
    /// Creates a token that does not expire.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), expires_in: None }
    }

    /// Sets how long the token is valid.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }
}

/// Provides access tokens. The client caches a token until shortly before it expires, and requests one at a time.
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
    /// Fetches a new token.
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

/// Caches the tokens of a provider while they are valid.
pub(crate) struct TokenCache {
    provider: Arc<dyn TokenProvider>,
    clock: Arc<dyn Clock>,
    // Held while a token is fetched, so that all who wait get the same one.
    cached: tokio::sync::Mutex<CacheState>,
    /// How many fetches have completed, successfully or not.
    fetched: AtomicU64,
}

#[derive(Default)]
struct CacheState {
    cached: Option<CachedToken>,
    /// Why the last fetch failed, if it did.
    failure: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

struct CachedToken {
    secret: Secret,
    good_until: Option<Instant>,
}

impl TokenCache {
    pub(crate) fn new(provider: Arc<dyn TokenProvider>, clock: Arc<dyn Clock>) -> Self {
        Self { provider, clock, cached: tokio::sync::Mutex::default(), fetched: AtomicU64::new(0) }
    }

    /// Returns a valid token.
    pub(crate) async fn token(&self) -> Result<Secret, TokenError> {
        let before = self.fetched.load(Ordering::SeqCst);
        let mut state = self.cached.lock().await;
        if let Some(cached) = state.cached.as_ref().filter(|it| it.good_until.is_none_or(|end| self.clock.now() < end))
        {
            return Ok(cached.secret.clone());
        }
        // A fetch that failed while this call waited for it failed for this call, too. One that was dropped did not
        // come to an end, and the next in line makes it again.
        if let Some(failure) = state.failure.clone().filter(|_| self.fetched.load(Ordering::SeqCst) != before) {
            return Err(TokenError(failure));
        }
        let fetched = self.provider.token().await;
        self.fetched.fetch_add(1, Ordering::SeqCst);
        let token = match fetched {
            Ok(token) => token,
            Err(error) => {
                let failure: Arc<dyn std::error::Error + Send + Sync> = error.into();
                state.failure = Some(failure.clone());
                return Err(TokenError(failure));
            }
        };
        state.failure = None;
        // A request takes its time; a token that ends on the way is no use.
        let good_until = token.expires_in.map(|time| {
            let margin = Duration::from_secs(60).min(time / 5);
            self.clock.now() + (time - margin).min(Duration::from_secs(365 * 86_400))
        });
        let secret = token.secret.clone();
        state.cached = Some(CachedToken { secret: token.secret, good_until });
        Ok(secret)
    }

    /// Drops a token that the server rejected, unless a newer one is there already.
    pub(crate) async fn forget(&self, rejected: &Secret) {
        let mut state = self.cached.lock().await;
        if state.cached.as_ref().is_some_and(|it| it.secret.expose() == rejected.expose()) {
            state.cached = None;
        }
    }
}

/// A failure that several calls share.
#[derive(Debug)]
pub(crate) struct TokenError(Arc<dyn std::error::Error + Send + Sync>);

impl TokenError {
    /// The kind of the error for the call that needs the token.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self.0.downcast_ref::<Failure>().map(Failure::kind) {
            Some(ErrorKind::Timeout) => ErrorKind::Timeout,
            Some(ErrorKind::Connect | ErrorKind::Interrupted) => ErrorKind::Connect,
            _ => ErrorKind::Argument,
        }
    }
}

impl std::fmt::Display for TokenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
