//! What a user gives the builder for a security scheme.

use std::sync::Arc;
use std::time::Duration;

use crate::runtime::http::clock::Clock;
use crate::runtime::http::secret::Secret;
use crate::runtime::settings::token::TokenProvider;
use crate::runtime::transport::carrier::Carrier;

/// A credential for one security scheme.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::Credential;"))]
/// let key = Credential::token(std::env::var("API_KEY").unwrap_or_default());
/// let login = Credential::basic("ada", "a password");
/// ```
#[derive(Clone)]
pub struct Credential(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Token(Secret),
    Basic {
        user: String,
        password: Secret,
    },
    Provider(Arc<dyn TokenProvider>),
    #[allow(dead_code, reason = "only OAuth 2.0 makes it")]
    Grant(Arc<dyn Grant>),
}

/// What becomes a provider of tokens once it is known how a client reaches its server.
pub(crate) trait Grant: Send + Sync {
    /// What it holds that must not be told.
    fn secrets(&self) -> Vec<Secret>;

    /// The provider.
    fn provider(&self, setup: Setup<'_>) -> Result<Arc<dyn TokenProvider>, String>;
}

/// How a client reaches a server of tokens.
#[allow(dead_code, reason = "only OAuth 2.0 reads it")]
pub(crate) struct Setup<'a> {
    /// Where the document says that tokens are fetched.
    pub(crate) documented: Option<&'a str>,
    pub(crate) allow_http: bool,
    pub(crate) transport: Carrier,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeout: Duration,
}

impl Credential {
    /// An API key, or a token.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self(Kind::Token(token.into()))
    }

    /// A user name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Basic { user: user.into(), password: password.into() })
    }

    /// Tokens from a provider; each is kept until shortly before it expires.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(Kind::Provider(Arc::new(provider)))
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Kind::Token(_) => "Credential::token(…)",
            Kind::Basic { .. } => "Credential::basic(…)",
            Kind::Provider(_) => "Credential::provider(…)",
            Kind::Grant(_) => "Credential::oauth2(…)",
        })
    }
}
