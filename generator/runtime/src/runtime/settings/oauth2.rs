//! The settings of an OAuth 2.0 grant (RFC 6749).

use crate::runtime::http::secret::Secret;

/// An OAuth 2.0 grant (RFC 6749): client credentials, or a refresh token.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::OAuth2;"))]
/// let grant = OAuth2::client_credentials("client-id", "client-secret")
///     .token_url("https://login.example.com/oauth/token")
///     .scopes(["read", "write"]);
/// ```
#[derive(Clone, Debug)]
pub struct OAuth2 {
    pub(crate) token_url: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<Secret>,
    pub(crate) refresh_token: Option<Secret>,
    pub(crate) scopes: Vec<String>,
}

impl OAuth2 {
    /// Creates a client credentials grant.
    pub fn client_credentials(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self {
            token_url: None,
            client_id: client_id.into(),
            client_secret: Some(client_secret.into()),
            refresh_token: None,
            scopes: Vec::new(),
        }
    }

    /// Creates a refresh token grant. A new refresh token from the server replaces the old one.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        Self {
            token_url: None,
            client_id: client_id.into(),
            client_secret: None,
            refresh_token: Some(refresh_token.into()),
            scopes: Vec::new(),
        }
    }

    /// Sets the client secret, for the refresh token grant of a confidential client.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets the token URL. Required if the document has none.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sets the scopes to request.
    #[must_use]
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }
}
