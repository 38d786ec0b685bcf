//! What a user gives the builder for a security scheme.

use std::sync::Arc;

use crate::runtime::http::secret::Secret;
use crate::runtime::settings::oauth2::OAuth2;
use crate::runtime::settings::token::TokenProvider;

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
    Basic { user: String, password: Secret },
    Provider(Arc<dyn TokenProvider>),
    OAuth2(Arc<OAuth2>),
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

    /// Tokens from an OAuth 2.0 server.
    pub fn oauth2(grant: OAuth2) -> Self {
        Self(Kind::OAuth2(Arc::new(grant)))
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.0 {
            Kind::Token(_) => "Credential::token(…)",
            Kind::Basic { .. } => "Credential::basic(…)",
            Kind::Provider(_) => "Credential::provider(…)",
            Kind::OAuth2(_) => "Credential::oauth2(…)",
        })
    }
}
