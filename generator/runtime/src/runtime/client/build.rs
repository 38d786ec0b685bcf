//! Building a client: validates the settings and prepares the credentials.

use std::sync::{Arc, Mutex};

use crate::runtime::auth;
use crate::runtime::auth::{AppliedCredential, Credentials, PreparedCredential};
use crate::runtime::client::Client;
use crate::runtime::error::Failure;
use crate::runtime::error::redact::Secrets;
use crate::runtime::http::origin;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::settings::builder::ClientBuilder;
use crate::runtime::settings::credential::{Credential, CredentialKind, GrantContext};
use crate::runtime::settings::retry::Budget;
use crate::runtime::settings::token::TokenCache;
use crate::runtime::spec::api::{SchemeKind, SchemeSpec};
use crate::runtime::spec::server::Server;
use crate::runtime::transport::any_transport::AnyTransport;
use crate::runtime::transport::reqwest_transport::Reqwest;

impl ClientBuilder {
    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Fails if a setting is invalid: a malformed URL, a header that cannot be sent, credentials over `http`.
    pub fn build(mut self) -> Result<Client, Failure> {
        if let Some(message) = self.error.take() {
            return Err(Failure::argument(message));
        }
        let (base, path_is_default) = self.base().map_err(Failure::argument)?;
        let clock = self.clock.clone();
        let transport =
            self.transport.take().unwrap_or_else(|| AnyTransport::Reqwest(Reqwest::lazy(self.connect_timeout)));
        let mut credentials = Vec::new();
        credentials.resize_with(self.api.schemes.len(), || None);
        let mut secrets = Secrets::default();
        self.remember(&mut secrets);
        for (scheme, credential) in std::mem::take(&mut self.credentials) {
            let (Some(spec), Some(entry)) = (self.api.schemes.get(scheme), credentials.get_mut(scheme)) else {
                return Err(Failure::argument("the API has no such security scheme"));
            };
            match &credential.0 {
                CredentialKind::Token(secret) => secrets.add(secret.clone()),
                CredentialKind::Basic { user, password } => {
                    secrets.add(password.clone());
                    secrets.add(auth::basic_pair(user, password));
                }
                CredentialKind::Grant(grant) => grant.secrets().into_iter().for_each(|it| secrets.add(it)),
                CredentialKind::Provider(_) => {}
            }
            let prepared = self.prepare(spec, credential, &transport);
            let prepared = prepared
                .map_err(|it| Failure::argument(format!("the credential `{}` cannot be used: {it}", spec.setter)))?;
            *entry = Some(Arc::new(prepared));
        }
        if credentials.iter().any(Option::is_some) && !self.allow_http && origin::is_exposed(&base) {
            return Err(Failure::argument("credentials are not sent over `http`; allow it by `allow_http(true)`"));
        }
        Ok(Client(Arc::new(ClientState {
            api: self.api,
            base: Some(base),
            base_is_given: self.base_url.is_some(),
            path_is_default,
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
            credentials: Credentials { api: self.api, list: credentials, secrets: Arc::new(secrets) },
            rate_limit: Mutex::new(None),
        })))
    }

    /// Headers of the builder that hold a credential.
    fn remember(&self, secrets: &mut Secrets) {
        let credentials = self.headers.iter().filter(|(name, _)| auth::is_credential(self.api, name.as_str()));
        let texts = credentials.filter_map(|(_, value)| value.to_str().ok());
        texts.for_each(|it| secrets.add(auth::bare(it)));
    }

    /// The user's URL, or the chosen server, or the document's first one; and whether its path is the document's. A
    /// server that is a path only (OpenAPI 3.1, section 4.8.5: it is relative to where the document was found) gives
    /// its path to a URL of the user's that has none.
    fn base(&self) -> Result<(reqwest::Url, bool), String> {
        let chosen = self.server.clone().or_else(|| self.api.servers.first().map(Server::new));
        let documented = chosen.as_ref().map(Server::url).transpose()?;
        let is_relative = chosen.is_some_and(|it| it.is_relative());
        let url = match (&self.base_url, documented.as_ref()) {
            (Some(url), _) => url.clone(),
            (None, Some(path)) if is_relative => {
                return Err(format!(
                    "the document names no host, only the path `{path}`: set `base_url` to the host, without a path for this one"
                ));
            }
            (None, Some(url)) => url.clone(),
            (None, None) => return Err("the document names no server: set `base_url`".to_owned()),
        };
        let mut parsed = origin::parse(&url)?;
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(format!("the base URL `{}` must not contain a query or a fragment", origin::shown(&url)));
        }
        let path_is_default = matches!(parsed.path(), "" | "/");
        if let Some(path) = documented.filter(|_| path_is_default && is_relative) {
            parsed.set_path(&path);
        }
        Ok((parsed, path_is_default))
    }

    fn prepare(
        &self,
        spec: &SchemeSpec,
        credential: Credential,
        transport: &AnyTransport,
    ) -> Result<PreparedCredential, String> {
        let tokens = |provider| TokenCache::new(provider, self.clock.clone());
        match credential.0 {
            CredentialKind::Token(secret) => {
                Ok(PreparedCredential::Fixed(auth::applied_credential(spec.kind, &secret)?))
            }
            CredentialKind::Basic { user, password } if spec.kind == SchemeKind::Basic => {
                Ok(PreparedCredential::Fixed(AppliedCredential::Header(
                    http::header::AUTHORIZATION,
                    auth::basic(&user, &password)?,
                )))
            }
            CredentialKind::Basic { .. } => Err("it takes a token, not a user name and a password".to_owned()),
            CredentialKind::Provider(provider) => {
                Ok(PreparedCredential::Refreshing { tokens: tokens(provider), kind: spec.kind })
            }
            CredentialKind::Grant(grant) => {
                let documented = match spec.kind {
                    SchemeKind::OAuth2 { token_url } => token_url,
                    _ => None,
                };
                let provider = grant.provider(GrantContext {
                    documented,
                    allow_http: self.allow_http,
                    transport: transport.clone(),
                    clock: self.clock.clone(),
                    timeout: self.attempt_timeout,
                })?;
                Ok(PreparedCredential::Refreshing { tokens: tokens(provider), kind: spec.kind })
            }
        }
    }
}
