//! What is signed of a request, and whether it was signed with a key.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::digest::CtOutput;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A message authentication code: 32 bytes of SHA-256.
pub(super) type Mac = [u8; 32];

/// What the headers of a request say of its signature.
pub(super) struct Signed<'a> {
    /// What is signed in front of the body.
    pub prefix: Vec<&'a str>,
    /// When it was signed, in seconds since the epoch; none where the scheme does not tell.
    pub seconds: Option<u64>,
    /// The signatures; one of them has to be right.
    pub macs: Vec<Mac>,
}

impl Signed<'_> {
    /// Whether one of the signatures was made with that key. Takes as long for a wrong one as for a right one.
    pub fn is_by(&self, key: &[u8], body: &[u8]) -> bool {
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
        self.prefix.iter().for_each(|it| hmac.update(it.as_bytes()));
        hmac.update(body);
        let expected = hmac.finalize();
        self.macs.iter().fold(false, |found, it| found | (CtOutput::new((*it).into()) == expected))
    }

    /// How far the time of signing is from now, in either direction.
    pub fn age(&self, now: SystemTime) -> Option<Duration> {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Some(now.abs_diff(Duration::from_secs(self.seconds?)))
    }
}
