//! The grants of OAuth 2.0 (RFC 6749): how a client gets its tokens over its own transport.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, header};
use serde_json::Value;

use crate::runtime::auth::{basic, basic_pair};
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::redact::Secrets;
use crate::runtime::http::boxed::{BoxError, BoxFuture};
use crate::runtime::http::clock::{Clock, in_time};
use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::http::origin;
use crate::runtime::http::secret::Secret;
use crate::runtime::http::semantics::is_retryable_status;
use crate::runtime::settings::credential::{Credential, CredentialKind, Grant, GrantContext};
use crate::runtime::settings::oauth2::OAuth2;
use crate::runtime::settings::token::{Token, TokenProvider};
use crate::runtime::transport::any_transport::AnyTransport;
use crate::runtime::transport::limit::read_limited;
use crate::runtime::transport::message::HttpRequest;

impl Credential {
    /// Creates a credential whose tokens are fetched with an OAuth 2.0 grant.
    pub fn oauth2(grant: OAuth2) -> Self {
        Self(CredentialKind::Grant(Arc::new(grant)))
    }
}

impl Grant for OAuth2 {
    fn secrets(&self) -> Vec<Secret> {
        self.client_secret.iter().chain(&self.refresh_token).cloned().collect()
    }

    fn provider(&self, context: GrantContext<'_>) -> Result<Arc<dyn TokenProvider>, String> {
        let url = self.token_url.as_deref().or(context.documented);
        let url = origin::parse(url.ok_or("the document has no token URL: set `token_url`")?)?;
        if origin::is_exposed(&url) && !context.allow_http {
            return Err("tokens are not fetched over `http`; allow it by `allow_http(true)`".to_owned());
        }
        let GrantContext { transport, clock, timeout, .. } = context;
        Ok(Arc::new(TokenFetcher {
            grant: self.clone(),
            url,
            transport,
            clock,
            timeout,
            refresh_token: Arc::default(),
        }))
    }
}

/// Fetches tokens over the client's own transport.
struct TokenFetcher {
    grant: OAuth2,
    url: reqwest::Url,
    transport: AnyTransport,
    clock: Arc<dyn Clock>,
    timeout: Duration,
    // The latest refresh token from the server, which replaces the first one.
    refresh_token: Arc<std::sync::Mutex<Option<Secret>>>,
}

impl TokenFetcher {
    /// The secrets that a token server knows and may send back.
    fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::default();
        self.grant.secrets().into_iter().for_each(|it| secrets.add(it));
        if let Some(secret) = &self.grant.client_secret {
            let password = Secret::new(escape(secret.expose(), Escape::Strict));
            secrets.add(basic_pair(&escape(&self.grant.client_id, Escape::Strict), &password));
        }
        let rotated = self.refresh_token.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rotated.iter().cloned().for_each(|it| secrets.add(it));
        secrets
    }

    fn request(&self) -> Result<HttpRequest, String> {
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
            headers.insert(header::AUTHORIZATION, basic(&user, &password)?);
        }
        Ok(HttpRequest { method: Method::POST, headers, body: pairs.join("&").into() })
    }
}

impl TokenProvider for TokenFetcher {
    fn token(&self) -> BoxFuture<Result<Token, BoxError>> {
        let request = match self.request() {
            Ok(request) => request,
            Err(message) => return Box::pin(std::future::ready(Err(message.into()))),
        };
        let (transport, url) = (self.transport.clone(), self.url.clone());
        let refresh_token = self.refresh_token.clone();
        let secrets = self.secrets();
        let timer = self.clock.timer(self.timeout);
        Box::pin(async move {
            let fetch = async {
                let lost = |error: BoxError| unreached("the connection to the token server failed").with_source(error);
                let mut response = transport.send(&url, request).await.map_err(|error| lost(error.into()))?;
                let status = response.status;
                let body = read_limited(&mut response.body, 1 << 20).await.map_err(lost)?;
                let value: Value = serde_json::from_slice(&body).unwrap_or_default();
                if !status.is_success() {
                    let code = value.get("error").and_then(Value::as_str).unwrap_or("no error code");
                    let message = format!("the token server responded with {status}: {}", secrets.mask(code));
                    return Err(match is_retryable_status(status.as_u16()) {
                        true => unreached(message).into(),
                        false => BoxError::from(message),
                    });
                }
                let Some(token) = value.get("access_token").and_then(Value::as_str) else {
                    return Err(BoxError::from("the token server sent no access token"));
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
            match in_time(timer, std::pin::pin!(fetch)).await {
                Some(result) => result,
                None => Err(Failure::with_kind(ErrorKind::Timeout, "the token server did not respond in time").into()),
            }
        })
    }
}

/// Without a token nothing is sent to the API; later there may be one.
fn unreached(message: impl Into<String>) -> Failure {
    Failure::with_kind(ErrorKind::Connect, message)
}
