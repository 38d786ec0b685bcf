//! From a builder to a client: the checks of what was set, and the credentials made ready.

use std::sync::{Arc, Mutex};

use super::api::{SchemeKind, SchemeSpec};
use super::auth::{self, Prepared, Proof};
use super::builder::ClientBuilder;
use super::carrier::Carrier;
use super::client::{Client, Shared};
use super::credential::{Credential, Kind};
use super::oauth2::Grant;
use super::reqwest_transport::Reqwest;
use super::retry::Budget;
use super::token::TokenCache;
use super::{Error, Server, origin};

impl ClientBuilder {
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
