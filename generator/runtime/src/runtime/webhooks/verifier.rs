//! Whether a webhook comes from the server.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use zeroize::Zeroizing;

use super::error::{SecretError, WebhookError};
use super::event;
use super::signature::Signature;
use crate::runtime::http::secret::Secret;
use crate::runtime::json::union::Union;

/// How old a signature may be where nothing else is set: five minutes, as Standard Webhooks and Stripe have it.
const TOLERANCE: Duration = Duration::from_secs(300);

/// The events of an API that signs them.
pub trait SignedEvent: Union {
    /// How they are signed.
    const SIGNATURE: Signature;
}

/// Takes webhooks that the server signed, and no others. It is made once, of the secret that the server shares with the
/// application, and can be shared by all that receive.
///
/// Signatures are compared in constant time. Secrets are zeroed when it is dropped, and `Debug` does not show them.
pub struct Verifier<E> {
    keys: Vec<Zeroizing<Vec<u8>>>,
    tolerance: Duration,
    event: PhantomData<fn() -> E>,
}

impl<E: SignedEvent> Verifier<E> {
    /// Of the secret as the server shows it: `whsec_…` where it signs by Standard Webhooks.
    ///
    /// # Errors
    ///
    /// The secret is empty, or not Base64 where the scheme has it so.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, SecretError> {
        Self { keys: Vec::new(), tolerance: TOLERANCE, event: PhantomData }.also(secret)
    }

    /// Takes what is signed with that secret, too: while one secret is replaced by another.
    ///
    /// # Errors
    ///
    /// As for [`Verifier::new`].
    pub fn also(mut self, secret: impl Into<Secret>) -> Result<Self, SecretError> {
        self.keys.push(E::SIGNATURE.key(&secret.into())?);
        Ok(self)
    }

    /// How far the time of signing may be from now, in either direction; five minutes where nothing is set. It limits how
    /// long somebody can send a recorded request again.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// The event of a request: its headers, and its body byte for byte as it came.
    ///
    /// # Errors
    ///
    /// The request is not the server's, or is too old, or its body cannot be read as the event that it says it is. An event
    /// that this version does not know is none of these.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<E, WebhookError> {
        self.verify_at(headers, body, SystemTime::now())
    }

    /// The same at another time, for tests.
    ///
    /// # Errors
    ///
    /// As for [`Verifier::verify`].
    pub fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<E, WebhookError> {
        let signed = E::SIGNATURE.signed(headers)?;
        if !self.keys.iter().fold(false, |found, key| found | signed.is_by(key, body)) {
            return Err(WebhookError::Signature);
        }
        if let Some(age) = signed.age(now).filter(|it| *it > self.tolerance) {
            return Err(WebhookError::Age(age));
        }
        event::parse(body).map_err(WebhookError::Body)
    }
}

impl<E> Clone for Verifier<E> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), tolerance: self.tolerance, event: PhantomData }
    }
}

impl<E> fmt::Debug for Verifier<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { keys, tolerance, .. } = self;
        f.debug_struct("Verifier").field("secrets", &keys.len()).field("tolerance", tolerance).finish_non_exhaustive()
    }
}
