//! The grants of OAuth 2.0 (RFC 6749): how a client gets its tokens over its own transport.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, header};
use serde_json::Value;

use super::carrier::{Carrier, Outgoing};
use super::clock::Clock;
use super::encode::{Escape, escape};
use super::redact::Secrets;
use super::retry::is_retryable_status;
use super::token::{Token, TokenProvider};
use super::{BoxError, BoxFuture, ErrorKind, Failure, Secret, origin};

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

    pub(super) fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.client_secret.iter().chain(&self.refresh_token)
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

    /// What a token server knows of this client and may say again.
    fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        self.grant.secrets().cloned().for_each(|it| secrets.add(it));
        if let Some(secret) = &self.grant.client_secret {
            let password = Secret::new(escape(secret.expose(), Escape::Strict));
            secrets.add(super::auth::basic_pair(&escape(&self.grant.client_id, Escape::Strict), &password));
        }
        let rotated = self.refresh_token.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rotated.iter().cloned().for_each(|it| secrets.add(it));
        secrets
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
        let secrets = self.secrets();
        let alarm = self.clock.alarm(self.timeout);
        Box::pin(async move {
            let fetch = async {
                let lost = |error: BoxError| unreached("the connection to the token server failed").with_source(error);
                let mut answer = transport.send(&url, request).await.map_err(|error| lost(error.into()))?;
                let status = answer.status;
                let body = super::limit::read_limited(&mut answer.body, 1 << 20).await.map_err(lost)?;
                let value: Value = serde_json::from_slice(&body).unwrap_or_default();
                if !status.is_success() {
                    let code = value.get("error").and_then(Value::as_str).unwrap_or("no error code");
                    let message = format!("the token server answered {status}: {}", secrets.mask(code));
                    return Err(match is_retryable_status(status.as_u16()) {
                        true => unreached(message).into(),
                        false => BoxError::from(message),
                    });
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
                None => Err(Failure::with_kind(ErrorKind::Timeout, "the token server did not answer in time").into()),
            }
        })
    }
}

/// Without a token nothing is sent to the API; later there may be one.
fn unreached(message: impl Into<String>) -> Failure {
    Failure::with_kind(ErrorKind::Connect, message)
}
