//! Applies the credentials of a client to requests, as the operation requires them.

#[cfg(feature = "oauth2")]
pub(crate) mod grant;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::runtime::error::Failure;
use crate::runtime::error::redact::Secrets;
use crate::runtime::http::cookie;
use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::http::secret::Secret;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::settings::token::TokenCache;
use crate::runtime::spec::api::{ApiSpec, SchemeKind, SchemeSpec, SchemeUse};

/// The credential of one security scheme, ready to be applied.
pub(crate) enum PreparedCredential {
    /// The same for each request.
    Fixed(AppliedCredential),
    /// A token that is fetched when it is needed.
    Refreshing { tokens: TokenCache, kind: SchemeKind },
}

/// A credential as it goes into a request.
#[derive(Clone)]
pub(crate) enum AppliedCredential {
    Header(HeaderName, HeaderValue),
    Query(Secret),
    Cookie(Secret),
    /// The transport handles it.
    Nothing,
}

/// The credentials of one call, and the tokens among them by their schemes.
#[derive(Default)]
pub(crate) struct AppliedCredentials {
    pub(crate) list: Vec<AppliedCredential>,
    pub(crate) tokens: Vec<(usize, Secret)>,
}

/// How a token goes into a request, by the security scheme.
pub(crate) fn applied_credential(kind: SchemeKind, token: &Secret) -> Result<AppliedCredential, String> {
    if token.expose().trim().is_empty() && kind != SchemeKind::MutualTls {
        return Err("it is empty".to_owned());
    }
    match kind {
        SchemeKind::ApiKeyHeader(name) => {
            let header =
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not the name of a header"))?;
            Ok(AppliedCredential::Header(header, sensitive(token.expose())?))
        }
        SchemeKind::ApiKeyQuery(name) => {
            let pair = format!("{}={}", escape(name, Escape::Strict), escape(token.expose(), Escape::Strict));
            Ok(AppliedCredential::Query(pair.into()))
        }
        SchemeKind::ApiKeyCookie(name) => {
            // As it is: what is in a cookie is the server's own spelling, which it compares without undoing anything.
            if token.expose().is_empty() {
                return Err("it is empty".to_owned());
            }
            cookie::check(name, token.expose())?;
            Ok(AppliedCredential::Cookie(format!("{name}={}", token.expose()).into()))
        }
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenId => scheme("Bearer", token.expose()),
        SchemeKind::Http(name) => scheme(name, token.expose()),
        SchemeKind::Basic => Err("it takes a user name and a password, not a token".to_owned()),
        SchemeKind::MutualTls => Ok(AppliedCredential::Nothing),
    }
}

fn scheme(name: &str, token: &str) -> Result<AppliedCredential, String> {
    let text = Secret::new(format!("{name} {token}"));
    Ok(AppliedCredential::Header(AUTHORIZATION, sensitive(text.expose())?))
}

/// A user name and a password (RFC 7617).
pub(crate) fn basic(user: &str, password: &Secret) -> Result<HeaderValue, String> {
    if user.contains(':') {
        return Err("a user name cannot contain a colon".to_owned());
    }
    if user.is_empty() && password.expose().is_empty() {
        return Err("it is empty".to_owned());
    }
    let text = Secret::new(format!("Basic {}", basic_pair(user, password).expose()));
    sensitive(text.expose())
}

/// User and password as they are sent.
pub(crate) fn basic_pair(user: &str, password: &Secret) -> Secret {
    let pair = Secret::new(format!("{user}:{}", password.expose()));
    Secret::new(STANDARD.encode(pair.expose()))
}

/// Whether a header of that name holds a credential, of the API or of HTTP itself.
pub(crate) fn is_credential(api: &ApiSpec, header: &str) -> bool {
    let of_http = ["authorization", "proxy-authorization", "cookie"];
    let of_api =
        |it: &SchemeSpec| matches!(it.kind, SchemeKind::ApiKeyHeader(name) if name.eq_ignore_ascii_case(header));
    of_http.iter().any(|it| header.eq_ignore_ascii_case(it)) || api.schemes.iter().any(of_api)
}

fn sensitive(text: &str) -> Result<HeaderValue, String> {
    let value = crate::runtime::http::headers::value(text);
    let mut value = value.ok_or("it has a character that a header cannot contain")?;
    value.set_sensitive(true);
    Ok(value)
}

/// The credentials of a client, made ready, in the order of the API's schemes; with all secrets that they hold.
pub(crate) struct Credentials {
    pub(crate) api: &'static ApiSpec,
    pub(crate) list: Vec<Option<Arc<PreparedCredential>>>,
    pub(crate) secrets: Arc<Secrets>,
}

impl Credentials {
    /// Selects the first security requirement for which the client has all credentials; one without credentials is the
    /// last choice.
    pub(crate) fn alternative(
        &self,
        builder: &RequestBuilder,
        common: &HeaderMap,
    ) -> Result<&'static [SchemeUse], Failure> {
        let (api, security) = (self.api, builder.meta.security);
        let by_hand = |name: &str| builder.headers.contains_key(name) || common.contains_key(name);
        let has = |required: &SchemeUse| {
            matches!(api.schemes.get(required.scheme).map(|it| it.kind), Some(SchemeKind::MutualTls))
                || self.list.get(required.scheme).is_some_and(Option::is_some)
        };
        if let Some(found) = security.iter().find(|it| !it.is_empty() && it.iter().all(has)) {
            return Ok(found);
        }
        if security.is_empty()
            || security.iter().any(|it| it.is_empty())
            || security.iter().any(|it| is_set_by_hand(api, it, builder, &by_hand))
        {
            return Ok(&[]);
        }
        Err(Failure::argument(missing(api, security)))
    }

    /// Treats credentials that the caller set on the request as those of the client: their headers are marked as
    /// sensitive, and they are masked in what the server sends.
    pub(crate) fn hide(&self, builder: &RequestBuilder, headers: &mut HeaderMap) {
        let credentials = headers.iter_mut().filter(|(name, _)| is_credential(self.api, name.as_str()));
        for (_, value) in credentials {
            value.set_sensitive(true);
            value.to_str().into_iter().for_each(|it| self.secrets.token(&bare(it)));
        }
        for scheme in self.api.schemes {
            let pairs = match scheme.kind {
                SchemeKind::ApiKeyQuery(name) => builder.query.iter().filter(|(it, _)| it == name).collect::<Vec<_>>(),
                SchemeKind::ApiKeyCookie(name) => builder.cookies.iter().filter(|(it, _)| it == name).collect(),
                _ => continue,
            };
            for (_, pair) in pairs {
                let value = pair.split_once('=').map_or(pair.as_str(), |(_, it)| it);
                let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
                self.secrets.token(&decoded.into_owned().into());
            }
        }
    }

    /// Returns the credentials of a call; fetches tokens where needed.
    pub(crate) async fn apply(&self, uses: &[SchemeUse]) -> Result<AppliedCredentials, Failure> {
        let mut applied = AppliedCredentials::default();
        for scheme in uses.iter().map(|it| it.scheme) {
            match self.list.get(scheme).and_then(Option::as_deref) {
                Some(PreparedCredential::Fixed(credential)) => applied.list.push(credential.clone()),
                Some(PreparedCredential::Refreshing { tokens, kind }) => {
                    let token = tokens.token().await;
                    let token = token.map_err(|it| {
                        Failure::with_kind(it.kind(), "the token could not be fetched").with_source(it)
                    })?;
                    self.secrets.token(&token);
                    let credential = applied_credential(*kind, &token)
                        .map_err(|error| Failure::argument(format!("the token cannot be sent: {error}")))?;
                    applied.list.push(credential);
                    applied.tokens.push((scheme, token));
                }
                None => {}
            }
        }
        Ok(applied)
    }

    /// Whether a token has to be fetched.
    pub(crate) fn needs_token(&self, uses: &[SchemeUse]) -> bool {
        let mut prepared = uses.iter().filter_map(|it| self.list.get(it.scheme)?.as_deref());
        prepared.any(|it| matches!(it, PreparedCredential::Refreshing { .. }))
    }

    /// As [`Self::apply`], without waiting: tokens that would have to be fetched are left out.
    pub(crate) fn apply_fixed(&self, uses: &[SchemeUse]) -> AppliedCredentials {
        let prepared = uses.iter().filter_map(|it| self.list.get(it.scheme)?.as_deref());
        let list = prepared.filter_map(|it| match it {
            PreparedCredential::Fixed(credential) => Some(credential.clone()),
            PreparedCredential::Refreshing { .. } => None,
        });
        AppliedCredentials { list: list.collect(), tokens: Vec::new() }
    }

    /// Drops the tokens among these credentials, which the server has rejected.
    pub(crate) async fn forget(&self, applied: &AppliedCredentials) {
        for (scheme, token) in &applied.tokens {
            if let Some(PreparedCredential::Refreshing { tokens, .. }) =
                self.list.get(*scheme).and_then(Option::as_deref)
            {
                tokens.forget(token).await;
            }
        }
    }
}

/// The secret part of a header: what stands behind the name of a scheme, as in `Bearer x` (RFC 9110, section 11.4).
pub(crate) fn bare(header: &str) -> Secret {
    header.split_once(' ').map_or(header, |(_, it)| it.trim()).into()
}

/// Whether the caller has set each credential on the request.
fn is_set_by_hand(
    api: &ApiSpec,
    uses: &[SchemeUse],
    builder: &RequestBuilder,
    has_header: &dyn Fn(&str) -> bool,
) -> bool {
    uses.iter().all(|required| match api.schemes.get(required.scheme).map(|it| it.kind) {
        Some(SchemeKind::ApiKeyHeader(name)) => has_header(name),
        Some(SchemeKind::ApiKeyQuery(name)) => builder.query.iter().any(|(it, _)| it == name),
        Some(SchemeKind::ApiKeyCookie(name)) => builder.cookies.iter().any(|(it, _)| it == name),
        Some(SchemeKind::MutualTls) => true,
        Some(_) => has_header(AUTHORIZATION.as_str()),
        None => false,
    })
}

fn missing(api: &ApiSpec, security: &[&[SchemeUse]]) -> String {
    let setters = |uses: &[SchemeUse]| {
        let names = uses.iter().filter_map(|it| api.schemes.get(it.scheme));
        names.map(|it| format!("`{}`", it.setter)).collect::<Vec<_>>().join(" and ")
    };
    let alternatives: Vec<String> = security.iter().map(|it| setters(it)).collect();
    format!("the operation needs a credential: set {} on the client's builder", alternatives.join(", or "))
}
