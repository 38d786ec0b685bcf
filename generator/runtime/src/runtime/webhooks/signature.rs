//! Schemes of signatures: where each finds its time and its signatures, and what of the request is signed.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use zeroize::Zeroizing;

use super::error::{SecretError, WebhookError};
use super::signed::{Mac, Signed};
use crate::runtime::http::secret::Secret;

/// The headers of Standard Webhooks.
const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// What secrets of Standard Webhooks begin with.
const PREFIX: &str = "whsec_";

/// Base64 with or without padding at its end.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How a server signs what it sends. All of them are HMAC with SHA-256 (RFC 2104, FIPS 180-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signature {
    /// Standard Webhooks 1.0: over `webhook-id`, `webhook-timestamp` and the body, in Base64, in `webhook-signature`. Secrets
    /// are Base64 behind `whsec_`.
    StandardWebhooks,
    /// As GitHub signs: over the body, as `sha256=` and hexadecimal digits. Nothing tells the age of a request.
    GitHub {
        /// The header, `x-hub-signature-256`.
        header: &'static str,
    },
    /// As Stripe signs: over the time and the body, as `t=…,v1=…` with hexadecimal digits.
    Stripe {
        /// The header, `stripe-signature`.
        header: &'static str,
    },
}

impl Signature {
    /// The key that a secret stands for.
    pub(super) fn key(self, secret: &Secret) -> Result<Zeroizing<Vec<u8>>, SecretError> {
        let text = secret.expose();
        let key = match self {
            Self::StandardWebhooks => {
                let encoded = text.strip_prefix(PREFIX).unwrap_or(text);
                Zeroizing::new(BASE64.decode(encoded).map_err(|_| SecretError)?)
            }
            Self::GitHub { .. } | Self::Stripe { .. } => Zeroizing::new(text.as_bytes().to_vec()),
        };
        if key.is_empty() { Err(SecretError) } else { Ok(key) }
    }

    /// What the headers say of the signature.
    pub(super) fn signed(self, headers: &HeaderMap) -> Result<Signed<'_>, WebhookError> {
        match self {
            Self::StandardWebhooks => standard(headers),
            Self::GitHub { header } => github(headers, header),
            Self::Stripe { header } => stripe(headers, header),
        }
    }
}

fn standard(headers: &HeaderMap) -> Result<Signed<'_>, WebhookError> {
    let id = text(headers, ID)?;
    let timestamp = text(headers, TIMESTAMP)?;
    let seconds = seconds(timestamp).ok_or(WebhookError::Header(TIMESTAMP))?;
    let macs =
        text(headers, SIGNATURE)?.split(' ').filter_map(|it| mac(&BASE64.decode(it.strip_prefix("v1,")?).ok()?));
    Ok(Signed { prefix: vec![id, ".", timestamp, "."], seconds: Some(seconds), macs: macs.collect() })
}

fn github<'a>(headers: &'a HeaderMap, header: &'static str) -> Result<Signed<'a>, WebhookError> {
    let digits = text(headers, header)?.strip_prefix("sha256=").ok_or(WebhookError::Header(header))?;
    Ok(Signed { prefix: Vec::new(), seconds: None, macs: hexadecimal(digits).into_iter().collect() })
}

fn stripe<'a>(headers: &'a HeaderMap, header: &'static str) -> Result<Signed<'a>, WebhookError> {
    let pairs: Vec<_> = text(headers, header)?.split(',').filter_map(|it| it.trim().split_once('=')).collect();
    let timestamp = pairs.iter().find(|(key, _)| *key == "t").map(|(_, value)| *value);
    let told = timestamp.and_then(|it| Some((it, seconds(it)?)));
    let (timestamp, seconds) = told.ok_or(WebhookError::Header(header))?;
    let macs = pairs.iter().filter(|(key, _)| *key == "v1").filter_map(|(_, digits)| hexadecimal(digits));
    Ok(Signed { prefix: vec![timestamp, "."], seconds: Some(seconds), macs: macs.collect() })
}

fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<&'a str, WebhookError> {
    let value = headers.get(name).and_then(|it| it.to_str().ok()).map(str::trim);
    value.filter(|it| !it.is_empty()).ok_or(WebhookError::Header(name))
}

/// Seconds since the epoch, in digits alone.
fn seconds(text: &str) -> Option<u64> {
    text.bytes().all(|it| it.is_ascii_digit()).then(|| text.parse().ok())?
}

fn mac(bytes: &[u8]) -> Option<Mac> {
    bytes.try_into().ok()
}

fn hexadecimal(digits: &str) -> Option<Mac> {
    let value = |it: u8| char::from(it).to_digit(16).and_then(|it| u8::try_from(it).ok());
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let bytes: Option<Vec<u8>> = pairs.iter().map(|&[high, low]| Some(value(high)? << 4 | value(low)?)).collect();
    bytes.filter(|_| rest.is_empty()).and_then(|it| mac(&it))
}
