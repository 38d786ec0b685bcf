//! What all attempts of a call have in common: the URL, within the origin, and the headers; the credentials of an
//! attempt complete the request.

use std::borrow::Cow;

use http::Method;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use reqwest::Url;

use crate::runtime::auth::AppliedCredential;
use crate::runtime::error::Failure;
use crate::runtime::http::origin;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::request::payload::Payload;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::spec::api::SchemeUse;
use crate::runtime::spec::operation::GeneratedKey;
use crate::runtime::spec::server::Server;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::message::HttpRequest;

/// The parts of a request that are the same for all attempts.
pub(crate) struct PreparedRequest {
    /// The URL of the request, without credentials.
    pub(crate) url: Url,
    pub(crate) accept: &'static str,
    /// The headers of the call, beside those of the client.
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: Vec<String>,
}

impl PreparedRequest {
    /// Validates the request and takes out of it what does not change from attempt to attempt.
    pub(crate) fn new(
        shared: &ClientState,
        builder: &mut RequestBuilder,
    ) -> Result<(Self, &'static [SchemeUse]), Failure> {
        if let Some(error) = builder.take_error() {
            return Err(error);
        }
        let uses = shared.credentials.alternative(builder, &shared.headers)?;
        let base = base(shared, builder).map_err(Failure::argument)?;
        let url = url(&base, builder)?;
        if !uses.is_empty() && !shared.allow_http && origin::is_exposed(&base) {
            return Err(Failure::argument("credentials are not sent over `http`; allow it by `allow_http(true)`"));
        }
        let mut headers = builder.headers.clone();
        shared.credentials.hide(builder, &mut headers);
        if let Some(name) = builder.meta.idempotency_header {
            idempotency_key(shared, builder, &mut headers, name)?;
        }
        let cookies = builder.cookies.iter().map(|(_, text)| text.clone()).collect();
        Ok((Self { url, accept: builder.meta.accept.unwrap_or("*/*"), headers, cookies }, uses))
    }

    /// The HTTP request, with the headers of the client and the credentials; those in the query are added to `url`.
    pub(crate) fn request(
        &self,
        url: &mut Cow<'_, Url>,
        common: &HeaderMap,
        method: &Method,
        payload: Payload,
        applied: &[AppliedCredential],
    ) -> Result<HttpRequest, Failure> {
        // Room for what all requests have, what this one has, `accept`, `cookie` and what the transport adds.
        let mut headers = HeaderMap::with_capacity(common.len() + self.headers.len() + applied.len() + 4);
        headers.extend(common.iter().map(|(name, value)| (name.clone(), value.clone())));
        headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let mut cookies = self.cookies.clone();
        let own = headers.get(COOKIE).and_then(|it| it.to_str().ok());
        cookies.extend(own.map(str::to_owned));
        let mut secret_cookie = own.is_some();
        for credential in applied {
            match credential {
                // What the caller set by hand stays.
                AppliedCredential::Header(name, value) => {
                    headers.entry(name).or_insert_with(|| value.clone());
                }
                AppliedCredential::Query(pair) => add_query(url, pair.expose()),
                AppliedCredential::Cookie(pair) => {
                    secret_cookie = true;
                    cookies.push(pair.expose().to_owned());
                }
                AppliedCredential::Nothing => {}
            }
        }
        if !cookies.is_empty() {
            let mut value =
                HeaderValue::from_str(&cookies.join("; ")).map_err(|_| Failure::argument("a cookie cannot be sent"))?;
            value.set_sensitive(secret_cookie);
            headers.insert(COOKIE, value);
        }
        if matches!(payload, Payload::None) {
            headers.remove(CONTENT_TYPE);
        }
        let body = match payload {
            Payload::None if matches!(*method, Method::POST | Method::PUT | Method::PATCH) => {
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
                Body::empty()
            }
            Payload::None => Body::empty(),
            Payload::Whole(bytes) => bytes.into(),
            Payload::Stream(stream) => stream,
        };
        Ok(HttpRequest { method: method.clone(), headers, body })
    }
}

/// Sets the idempotency key: the caller's, or a generated one that is the same for all attempts.
fn idempotency_key(
    shared: &ClientState,
    builder: &mut RequestBuilder,
    headers: &mut HeaderMap,
    name: &'static str,
) -> Result<(), Failure> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Failure::argument(format!("`{name}` is not the name of a header")))?;
    if !headers.contains_key(&header) && !shared.headers.contains_key(&header) {
        let random = [shared.clock.random(), shared.clock.random()];
        let Some(key) = generated(builder.meta.generated_key, random) else { return Ok(()) };
        let value = HeaderValue::from_str(&key).map_err(|_| Failure::argument("the idempotency key cannot be sent"))?;
        headers.insert(header, value);
    }
    builder.options.repeatable = true;
    Ok(())
}

/// A unique key.
fn generated(kind: GeneratedKey, [high, low]: [u64; 2]) -> Option<String> {
    let digits = format!("{high:016x}{low:016x}");
    Some(match kind {
        GeneratedKey::Hex(length) => digits[..digits.len().min(length.into())].to_owned(),
        GeneratedKey::UpperHex(length) => digits[..digits.len().min(length.into())].to_ascii_uppercase(),
        GeneratedKey::Uuid => {
            let (high, low) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
            let digits = format!("{high:016x}{low:016x}");
            [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
        }
        GeneratedKey::None => return None,
    })
}

/// The base with path and query appended; since the path begins with a slash, the origin stays what it is.
fn url(base: &Url, builder: &RequestBuilder) -> Result<Url, Failure> {
    let base_path = base.path().trim_end_matches('/');
    let mut text = String::with_capacity(base_path.len() + builder.length());
    text.push_str(base_path);
    if !builder.template.starts_with('/') {
        text.push('/');
    }
    builder.fill_path(&mut text).map_err(Failure::argument)?;
    for (index, (_, pair)) in builder.query.iter().enumerate() {
        text.push(if index == 0 { '?' } else { '&' });
        text.push_str(pair);
    }
    // Joined to the base, of which nothing but the path has to be parsed again.
    let url = match text.starts_with("//") {
        false => base.join(&text),
        true => Url::parse(&format!("{}{text}", base.origin().ascii_serialization())),
    };
    let url = url.ok().filter(|it| origin::same(it, base));
    let url = url.ok_or_else(|| Failure::argument("the URL of the request cannot be sent"))?;
    match &builder.target {
        None => Ok(url),
        Some(target) => link(base, &url, target),
    }
}

/// The URL of a link from a server, within the origin.
fn link(base: &Url, url: &Url, target: &str) -> Result<Url, Failure> {
    let target = url.join(target).map_err(|_| Failure::policy("the link to the next page is not a URL"))?;
    if !origin::same(&target, base) || !target.username().is_empty() || target.password().is_some() {
        let origin = target.origin().ascii_serialization();
        return Err(Failure::policy(format!("the link to the next page leads to another origin, {origin}")));
    }
    Ok(target)
}

/// The server that the paths are below: that of the operation, unless the user has named one. A server that is a path
/// only is on the host that the user has named.
fn base<'a>(shared: &'a ClientState, builder: &RequestBuilder) -> Result<Cow<'a, Url>, String> {
    let own = builder.meta.servers.first();
    let Some(spec) = own.filter(|it| !shared.base_is_given || (shared.path_is_default && it.is_relative())) else {
        let base = shared.base.as_ref().ok_or_else(|| "the document names no server: set `base_url`".to_owned());
        return base.map(Cow::Borrowed);
    };
    let text = Server::new(spec).url()?;
    let url = match &shared.base {
        Some(base) if spec.is_relative() => {
            base.join(&text).map_err(|error| format!("the server `{text}`: {error}"))?
        }
        _ => origin::parse(&text)?,
    };
    Ok(Cow::Owned(url))
}

/// Unless there is one of that name: set by hand, or by a server that redirected with it.
fn add_query(url: &mut Cow<'_, Url>, pair: &str) {
    let name = |it: &str| it.split('=').next().unwrap_or_default().to_owned();
    if url.query().is_some_and(|query| query.split('&').any(|it| name(it) == name(pair))) {
        return;
    }
    let url = url.to_mut();
    let query = match url.query() {
        Some(query) => format!("{query}&{pair}"),
        None => pair.to_owned(),
    };
    url.set_query(Some(&query));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_keys() {
        for (kind, expected) in [
            (GeneratedKey::Hex(32), Some("ffffffffffffffff0123456789abcdef")),
            (GeneratedKey::Hex(20), Some("ffffffffffffffff0123")),
            (GeneratedKey::UpperHex(18), Some("FFFFFFFFFFFFFFFF01")),
            (GeneratedKey::Uuid, Some("ffffffff-ffff-4fff-8123-456789abcdef")),
            (GeneratedKey::None, None),
        ] {
            assert_eq!(generated(kind, [u64::MAX, 0x0123_4567_89ab_cdef]).as_deref(), expected, "{kind:?}");
        }
    }
}
