//! Bytes that are base64 on the wire.

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::runtime::json::mismatch::Mismatch;
use crate::runtime::json::read::deserialize;
use crate::runtime::json::wire::{JsonValue, Output, Wire, by_other_traits, through_serde};
use crate::runtime::json::write::serialize;

/// Bytes that are serialized as base64 (RFC 4648).
///
/// Reading accepts the standard and the URL-safe alphabet, with and without padding, and ignores white space. A
/// spelling other than the canonical one is kept and written as it came.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::Base64;"))]
/// let bytes: Base64 = vec![1, 2, 255].into();
/// assert_eq!((bytes.to_text(), bytes.as_bytes()), ("AQL/".to_owned(), &[1, 2, 255][..]));
/// ```
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    spelling: Option<Box<str>>,
}

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the bytes, consuming the value.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the base64 string.
    pub fn to_text(&self) -> String {
        match &self.spelling {
            Some(text) => text.to_string(),
            None => base64::engine::general_purpose::STANDARD.encode(&self.bytes),
        }
    }

    pub(crate) fn decode(text: &str) -> Option<Self> {
        let config = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true);
        let plain: String = text
            .chars()
            .filter(|c| !c.is_ascii_whitespace())
            .map(|c| match c {
                '-' => '+',
                '_' => '/',
                c => c,
            })
            .collect();
        let bytes = GeneralPurpose::new(&alphabet::STANDARD, config).decode(plain).ok()?;
        let ours = Self { bytes, spelling: None };
        let differs = ours.to_text() != text;
        Some(Self { spelling: differs.then(|| text.into()), ..ours })
    }
}

impl<T: Into<Vec<u8>>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self { bytes: bytes.into(), spelling: None }
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl PartialOrd for Base64 {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Base64 {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl std::hash::Hash for Base64 {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.bytes.len())
    }
}

impl Wire for Base64 {
    fn read(value: JsonValue<'_>) -> Result<Self, Mismatch> {
        Self::decode(&value.text()?).ok_or_else(|| Mismatch::new("expected base64, found another string"))
    }

    fn write(&self, out: &mut Output<'_>) {
        out.text(&self.to_text());
    }

    by_other_traits! {}
}

through_serde! { Base64 }
