//! Webhooks (OpenAPI 3.1, section 4.8.1): requests that the server sends. A body is read as one of the API's events; where a
//! scheme of signatures is named, a `Verifier` first makes sure that it comes from the server.

#[cfg(feature = "webhooks")]
mod error;
mod event;
#[cfg(feature = "webhooks")]
mod signature;
#[cfg(feature = "webhooks")]
mod signed;
#[cfg(feature = "webhooks")]
mod verifier;

#[cfg(feature = "webhooks")]
pub use error::{SecretError, WebhookError};
#[doc(hidden)]
pub use event::parse;
#[cfg(feature = "webhooks")]
pub use signature::Signature;
#[cfg(feature = "webhooks")]
pub use verifier::{SignedEvent, Verifier};
