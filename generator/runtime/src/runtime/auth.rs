//! From the credentials of a client and the demands of an operation to what is sent.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::api::{ApiSpec, SchemeKind, SchemeSpec, SchemeUse};
use super::client::Shared;
use super::draft::Draft;
use super::encode::{Escape, escape};
use super::token::TokenCache;
use super::{Failure, Secret, cookie};

/// The credential of one scheme, ready to be sent.
pub(super) enum Prepared {
    /// The same for each request.
    Fixed(Proof),
    /// A token that is asked for.
    Fresh { tokens: TokenCache, kind: SchemeKind },
}

/// One thing that goes into a request.
#[derive(Clone)]
pub(super) enum Proof {
    Header(HeaderName, HeaderValue),
    Query(Secret),
    Cookie(Secret),
    /// The transport sees to it.
    Nothing,
}

/// The proofs of one call, and the tokens among them.
#[derive(Default)]
pub(super) struct Proofs {
    pub(super) list: Vec<Proof>,
    pub(super) fresh: Vec<(usize, Secret)>,
}

/// How a token goes into a request of that scheme.
pub(super) fn proof(kind: SchemeKind, token: &Secret) -> Result<Proof, String> {
    if token.expose().trim().is_empty() && kind != SchemeKind::MutualTls {
        return Err("it is empty".to_owned());
    }
    match kind {
        SchemeKind::ApiKeyHeader(name) => {
            let header =
                HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("`{name}` is not the name of a header"))?;
            Ok(Proof::Header(header, sensitive(token.expose())?))
        }
        SchemeKind::ApiKeyQuery(name) => {
            let pair = format!("{}={}", escape(name, Escape::Strict), escape(token.expose(), Escape::Strict));
            Ok(Proof::Query(pair.into()))
        }
        SchemeKind::ApiKeyCookie(name) => {
            // As it is: what is in a cookie is the server's own spelling, which it compares without undoing anything.
            if token.expose().is_empty() {
                return Err("it is empty".to_owned());
            }
            cookie::check(name, token.expose())?;
            Ok(Proof::Cookie(format!("{name}={}", token.expose()).into()))
        }
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenId => scheme("Bearer", token.expose()),
        SchemeKind::Http(name) => scheme(name, token.expose()),
        SchemeKind::Basic => Err("it takes a user name and a password, not a token".to_owned()),
        SchemeKind::MutualTls => Ok(Proof::Nothing),
    }
}

fn scheme(name: &str, token: &str) -> Result<Proof, String> {
    let text = Secret::new(format!("{name} {token}"));
    Ok(Proof::Header(AUTHORIZATION, sensitive(text.expose())?))
}

/// A user name and a password (RFC 7617).
pub(super) fn basic(user: &str, password: &Secret) -> Result<HeaderValue, String> {
    if user.contains(':') {
        return Err("a user name cannot hold a colon".to_owned());
    }
    if user.is_empty() && password.expose().is_empty() {
        return Err("it is empty".to_owned());
    }
    let text = Secret::new(format!("Basic {}", basic_pair(user, password).expose()));
    sensitive(text.expose())
}

/// User and password as they are sent.
pub(super) fn basic_pair(user: &str, password: &Secret) -> Secret {
    let pair = Secret::new(format!("{user}:{}", password.expose()));
    Secret::new(STANDARD.encode(pair.expose()))
}

/// Whether a header of that name holds a credential, of the API or of HTTP itself.
pub(super) fn is_credential(api: &ApiSpec, header: &str) -> bool {
    let of_http = ["authorization", "proxy-authorization", "cookie"];
    let of_api =
        |it: &SchemeSpec| matches!(it.kind, SchemeKind::ApiKeyHeader(name) if name.eq_ignore_ascii_case(header));
    of_http.iter().any(|it| header.eq_ignore_ascii_case(it)) || api.schemes.iter().any(of_api)
}

fn sensitive(text: &str) -> Result<HeaderValue, String> {
    let value = super::headers::value(text);
    let mut value = value.ok_or("it has a character that a header cannot hold")?;
    value.set_sensitive(true);
    Ok(value)
}

/// The first alternative for which the client has everything; one without credentials is the last choice.
pub(super) fn alternative(shared: &Shared, draft: &Draft) -> Result<&'static [SchemeUse], Failure> {
    let (api, credentials, security) = (shared.api, &shared.credentials, draft.meta.security);
    let by_hand = |name: &str| draft.headers.contains_key(name) || shared.headers.contains_key(name);
    let has = |it: &SchemeUse| {
        matches!(api.schemes.get(it.scheme).map(|it| it.kind), Some(SchemeKind::MutualTls))
            || credentials.get(it.scheme).is_some_and(Option::is_some)
    };
    if let Some(found) = security.iter().find(|it| !it.is_empty() && it.iter().all(has)) {
        return Ok(found);
    }
    if security.is_empty()
        || security.iter().any(|it| it.is_empty())
        || security.iter().any(|it| is_set_by_hand(api, it, draft, &by_hand))
    {
        return Ok(&[]);
    }
    Err(Failure::argument(missing(api, security)))
}

/// The secret part of a header: what stands behind the name of a scheme, as in `Bearer x` (RFC 9110, section 11.4).
pub(super) fn bare(header: &str) -> Secret {
    header.split_once(' ').map_or(header, |(_, it)| it.trim()).into()
}

/// Credentials that the caller has put into the request are treated as those of the client: their headers are marked,
/// and they are masked in what the server says.
pub(super) fn hide(shared: &Shared, draft: &Draft, headers: &mut HeaderMap) {
    let credentials = headers.iter_mut().filter(|(name, _)| is_credential(shared.api, name.as_str()));
    for (_, value) in credentials {
        value.set_sensitive(true);
        value.to_str().into_iter().for_each(|it| shared.secrets.token(&bare(it)));
    }
    for scheme in shared.api.schemes {
        let pairs = match scheme.kind {
            SchemeKind::ApiKeyQuery(name) => draft.query.iter().filter(|(it, _)| it == name).collect::<Vec<_>>(),
            SchemeKind::ApiKeyCookie(name) => draft.cookies.iter().filter(|(it, _)| it == name).collect(),
            _ => continue,
        };
        for (_, pair) in pairs {
            let value = pair.split_once('=').map_or(pair.as_str(), |(_, it)| it);
            let decoded = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
            shared.secrets.token(&decoded.into_owned().into());
        }
    }
}

/// Whether the caller has put each credential into the request already.
fn is_set_by_hand(api: &ApiSpec, uses: &[SchemeUse], draft: &Draft, has_header: &dyn Fn(&str) -> bool) -> bool {
    uses.iter().all(|it| match api.schemes.get(it.scheme).map(|it| it.kind) {
        Some(SchemeKind::ApiKeyHeader(name)) => has_header(name),
        Some(SchemeKind::ApiKeyQuery(name)) => draft.query.iter().any(|(it, _)| it == name),
        Some(SchemeKind::ApiKeyCookie(name)) => draft.cookies.iter().any(|(it, _)| it == name),
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

/// What goes into the requests of a call; asks for tokens where needed.
pub(super) async fn proofs(shared: &Shared, uses: &[SchemeUse]) -> Result<Proofs, Failure> {
    let mut proofs = Proofs::default();
    for scheme in uses.iter().map(|it| it.scheme) {
        match shared.credentials.get(scheme).and_then(Option::as_deref) {
            Some(Prepared::Fixed(proof)) => proofs.list.push(proof.clone()),
            Some(Prepared::Fresh { tokens, kind }) => {
                let token = tokens.token().await;
                let token =
                    token.map_err(|it| Failure::with_kind(it.kind(), "no token could be had").with_source(it))?;
                shared.secrets.token(&token);
                let proof = proof(*kind, &token)
                    .map_err(|error| Failure::argument(format!("the token cannot be sent: {error}")))?;
                proofs.list.push(proof);
                proofs.fresh.push((scheme, token));
            }
            None => {}
        }
    }
    Ok(proofs)
}

/// Whether a token has to be asked for.
pub(super) fn needs_token(credentials: &[Option<Arc<Prepared>>], uses: &[SchemeUse]) -> bool {
    let mut prepared = uses.iter().filter_map(|it| credentials.get(it.scheme)?.as_deref());
    prepared.any(|it| matches!(it, Prepared::Fresh { .. }))
}

/// As [`proofs`], without waiting: tokens that would have to be asked for are left out.
pub(super) fn fixed_proofs(credentials: &[Option<Arc<Prepared>>], uses: &[SchemeUse]) -> Proofs {
    let prepared = uses.iter().filter_map(|it| credentials.get(it.scheme)?.as_deref());
    let list = prepared.filter_map(|it| match it {
        Prepared::Fixed(proof) => Some(proof.clone()),
        Prepared::Fresh { .. } => None,
    });
    Proofs { list: list.collect(), fresh: Vec::new() }
}
