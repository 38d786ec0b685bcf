//! The state that the clones of a client share, with which its calls are sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderMap;
use reqwest::Url;

use crate::runtime::auth::Credentials;
use crate::runtime::http::clock::Clock;
use crate::runtime::settings::builder::Redirects;
use crate::runtime::settings::rate_limit::ObservedRateLimit;
use crate::runtime::settings::retry::{Budget, RetryPolicy};
use crate::runtime::spec::api::ApiSpec;
use crate::runtime::transport::any_transport::AnyTransport;

/// The state that the clones of a client share.
pub(crate) struct ClientState {
    pub(crate) api: &'static ApiSpec,
    pub(crate) base: Option<Url>,
    /// Whether the user set the base URL, which then applies to operations with servers of their own, too.
    pub(crate) base_is_given: bool,
    /// Whether that was a host without a path, so that the path is the document's.
    pub(crate) path_is_default: bool,
    pub(crate) transport: AnyTransport,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) stream_idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) pace: bool,
    pub(crate) allow_http: bool,
    pub(crate) redirects: Redirects,
    pub(crate) body_limit: usize,
    pub(crate) page_limit: usize,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Credentials,
    pub(crate) rate_limit: Mutex<Option<ObservedRateLimit>>,
}
