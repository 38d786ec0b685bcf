//! Masks the secrets of a client in what a server sends: some servers return what they received in an error body, a
//! header or a redirect, and errors end up in logs.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::http::secret::Secret;

/// Replaces a secret.
const MASK: &str = "***";
/// A shorter secret would match ordinary words.
const LEAST: usize = 4;
/// How many tokens are remembered; an older one has expired or was replaced.
const TOKENS: usize = 64;

/// What must not be shown or sent to another origin.
#[derive(Default)]
pub(crate) struct Secrets {
    /// The secrets that the client was built with.
    fixed: Vec<Secret>,
    /// The tokens of providers and callers since then, the newest last.
    tokens: Mutex<VecDeque<Secret>>,
}

impl Secrets {
    /// Adds a secret that lives as long as the client.
    pub(crate) fn add(&mut self, secret: Secret) {
        self.fixed.push(secret);
    }

    /// Adds a token of a provider, or of a caller for one call.
    pub(crate) fn token(&self, token: &Secret) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.iter().any(|it| it.expose() == token.expose()) {
            return;
        }
        if tokens.len() == TOKENS {
            tokens.pop_front();
        }
        tokens.push_back(token.clone());
    }

    /// Masks each secret, in the encodings in which a server may have written it.
    pub(crate) fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let forms = self.forms();
        forms.iter().filter(|it| text.contains(it.expose())).fold(Cow::Borrowed(text), |text, it| {
            if text.contains(it.expose()) { Cow::Owned(text.replace(it.expose(), MASK)) } else { text }
        })
    }

    /// The beginning of a body, masked; a secret that the end would cut in two is masked as a whole.
    pub(crate) fn excerpt(&self, bytes: Bytes, length: usize) -> Bytes {
        let forms = self.forms();
        let longest = forms.first().map_or(0, |it| it.expose().len());
        let beginning = bytes.slice(..bytes.len().min(length + longest));
        let text = String::from_utf8_lossy(&beginning);
        let Cow::Owned(mut clean) = self.mask(&text) else {
            return bytes.slice(..bytes.len().min(length));
        };
        let end = (0..=length.min(clean.len())).rev().find(|at| clean.is_char_boundary(*at));
        clean.truncate(end.unwrap_or_default());
        clean.into()
    }

    /// The headers of a response, masked.
    pub(crate) fn headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if let Ok(text) = value.to_str()
                && let Cow::Owned(clean) = self.mask(text)
                && let Ok(clean) = HeaderValue::try_from(clean)
            {
                *value = clean;
            }
        }
    }

    /// Whether a secret stands in a URL, in whatever encoding.
    pub(crate) fn is_in_url(&self, url: &str) -> bool {
        let decoded = percent_decode_str(url).decode_utf8_lossy();
        let twice = percent_decode_str(&decoded).decode_utf8_lossy();
        self.forms().iter().any(|it| [url, &decoded, &twice].iter().any(|text| text.contains(it.expose())))
    }

    /// Each secret as it is, percent-encoded, and escaped as in JSON; the longest first, since one may hold another.
    fn forms(&self) -> Vec<Secret> {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let secrets = self.fixed.iter().chain(&*tokens).filter(|it| it.expose().trim().len() >= LEAST);
        let mut forms: Vec<Secret> = secrets.flat_map(|it| forms(it.expose())).collect();
        forms.sort_by_key(|it| std::cmp::Reverse(it.expose().len()));
        forms
    }
}

fn forms(secret: &str) -> impl Iterator<Item = Secret> {
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_matches('"').to_owned();
    let other = [escape(secret, Escape::Strict), json];
    let other: Vec<Secret> = other.into_iter().filter(|it| it != secret).map(Secret::new).collect();
    std::iter::once(Secret::new(secret)).chain(other)
}
