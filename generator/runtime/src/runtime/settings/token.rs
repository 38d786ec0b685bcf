//! Tokens that expire: an async provider, and a cache with one refresh at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::http::clock::Clock;
use crate::runtime::http::secret::Secret;

/// A token, and how long it is good for; [`TokenProvider`] has an example.
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
pub(crate) struct TokenCache {
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
    pub(crate) fn new(provider: Arc<dyn TokenProvider>, clock: Arc<dyn Clock>) -> Self {
        Self { provider, clock, held: tokio::sync::Mutex::default(), fetched: AtomicU64::new(0) }
    }

    /// A token that is good.
    pub(crate) async fn token(&self) -> Result<Secret, Failed> {
        let before = self.fetched.load(Ordering::SeqCst);
        let mut state = self.held.lock().await;
        if let Some(held) = state.held.as_ref().filter(|it| it.good_until.is_none_or(|end| self.clock.now() < end)) {
            return Ok(held.secret.clone());
        }
        // A fetch that failed while this call waited for it failed for this call, too. One that was dropped did not
        // come to an end, and the next in line makes it again.
        if let Some(failure) = state.failure.clone().filter(|_| self.fetched.load(Ordering::SeqCst) != before) {
            return Err(Failed(failure));
        }
        let fetched = self.provider.token().await;
        self.fetched.fetch_add(1, Ordering::SeqCst);
        let token = match fetched {
            Ok(token) => token,
            Err(error) => {
                let failure: Arc<dyn std::error::Error + Send + Sync> = error.into();
                state.failure = Some(failure.clone());
                return Err(Failed(failure));
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
    pub(crate) async fn forget(&self, refused: &Secret) {
        let mut state = self.held.lock().await;
        if state.held.as_ref().is_some_and(|it| it.secret.expose() == refused.expose()) {
            state.held = None;
        }
    }
}

/// A failure that several calls share.
#[derive(Debug)]
pub(crate) struct Failed(Arc<dyn std::error::Error + Send + Sync>);

impl Failed {
    /// What it is to the call that needs the token: that the way to it is closed for now, or that there is none.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self.0.downcast_ref::<Failure>().map(Failure::kind) {
            Some(ErrorKind::Timeout) => ErrorKind::Timeout,
            Some(ErrorKind::Connect | ErrorKind::Interrupted) => ErrorKind::Connect,
            _ => ErrorKind::Argument,
        }
    }
}

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
