//! What the clones of a client share, and its calls are sent with.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;

use super::api::ApiSpec;
use super::auth::Credentials;
use super::builder::Redirects;
use super::carrier::Carrier;
use super::clock::Clock;
use super::rate_limit::Told;
use super::retry::{Budget, RetryPolicy};

/// What the clones of a client share.
pub(super) struct Shared {
    pub(super) api: &'static ApiSpec,
    pub(super) base: Option<Url>,
    /// Whether the user named the base URL, which then holds for operations with servers of their own, too.
    pub(super) base_is_given: bool,
    /// Whether that was a host without a path, so that the path is the document's.
    pub(super) path_is_default: bool,
    pub(super) transport: Carrier,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) attempt_timeout: Duration,
    pub(super) timeout: Duration,
    pub(super) stream_idle_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) pace: bool,
    pub(super) allow_http: bool,
    pub(super) redirects: Redirects,
    pub(super) body_limit: usize,
    pub(super) page_limit: usize,
    pub(super) headers: HeaderMap,
    pub(super) credentials: Credentials,
    pub(super) rate_limit: Mutex<Option<Told>>,
}
