//! Credentials for security schemes.

use std::sync::Arc;
use std::time::Duration;

use crate::runtime::http::clock::Clock;
use crate::runtime::http::secret::Secret;
use crate::runtime::settings::token::TokenProvider;
use crate::runtime::transport::any_transport::AnyTransport;

/// A credential for one security scheme.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::Credential;"))]
/// let key = Credential::token(std::env::var("API_KEY").unwrap_or_default());
/// let login = Credential::basic("ada", "a password");
/// ```
#[derive(Clone)]
pub struct Credential(pub(crate) CredentialKind);

#[derive(Clone)]
pub(crate) enum CredentialKind {
    Token(Secret),
    Basic {
        user: String,
        password: Secret,
    },
    Provider(Arc<dyn TokenProvider>),
    #[allow(dead_code, reason = "only OAuth 2.0 makes it")]
    Grant(Arc<dyn Grant>),
}

/// Becomes a token provider once the transport of the client is known.
pub(crate) trait Grant: Send + Sync {
    /// The secrets that it holds.
    fn secrets(&self) -> Vec<Secret>;

    /// The provider.
    fn provider(&self, context: GrantContext<'_>) -> Result<Arc<dyn TokenProvider>, String>;
}

/// How a client reaches its token server.
#[allow(dead_code, reason = "only OAuth 2.0 reads it")]
pub(crate) struct GrantContext<'a> {
    /// The token URL of the document.
    pub(crate) documented: Option<&'a str>,
    pub(crate) allow_http: bool,
    pub(crate) transport: AnyTransport,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) timeout: Duration,
}

impl Credential {
    /// Creates a credential from an API key or a token.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self(CredentialKind::Token(token.into()))
    }

    /// Creates a credential from a user name and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(CredentialKind::Basic { user: user.into(), password: password.into() })
    }

    /// Creates a credential from a token provider. Each token is cached until shortly before it expires.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(CredentialKind::Provider(Arc::new(provider)))
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            CredentialKind::Token(_) => "Credential::token(…)",
            CredentialKind::Basic { .. } => "Credential::basic(…)",
            CredentialKind::Provider(_) => "Credential::provider(…)",
            CredentialKind::Grant(_) => "Credential::oauth2(…)",
        })
    }
}
