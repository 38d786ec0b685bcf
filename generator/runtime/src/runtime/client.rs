//! The client: what all calls share.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, Method};
use reqwest::Url;

use super::RateLimit;
use super::api::ApiSpec;
use super::auth::Prepared;
use super::builder::Redirects;
use super::call::Call;
use super::carrier::Carrier;
use super::clock::Clock;
use super::error::Undocumented;
use super::rate_limit::Told;
use super::raw::Raw;
use super::redact::Secrets;
use super::retry::{Budget, RetryPolicy};

/// A client of the API. Cloning is cheap; clones share connections, limits and credentials.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, Method};"))]
/// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
/// // Each operation is a method. What the document does not know is asked for by hand:
/// let answer = client.request(Method::GET, "/status?verbose=true").await?;
/// println!("{} {}", answer.status(), answer.text());
///
/// if let Some(limit) = client.rate_limit() {
///     println!("{:?} of {:?} requests are left", limit.remaining, limit.limit);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(pub(super) Arc<Shared>);

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
    pub(super) credentials: Vec<Option<Arc<Prepared>>>,
    pub(super) secrets: Arc<Secrets>,
    pub(super) rate_limit: Mutex<Option<Told>>,
}

impl Client {
    /// A request of your own, with the same credentials, retries and limits as all others. The path is below the
    /// base URL and may hold a query.
    pub fn request(&self, method: Method, path: &str) -> Call<Raw<Undocumented>> {
        Call::raw(self, method, path)
    }

    /// The last rate limit that the server told.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.rate_limit.lock().unwrap_or_else(PoisonError::into_inner).map(|it| it.limit)
    }

    /// The URL that paths are appended to.
    pub fn base_url(&self) -> Option<&str> {
        self.0.base.as_ref().map(Url::as_str)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = self.0.api.schemes.iter().zip(&self.0.credentials).filter(|(_, it)| it.is_some());
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &self.base_url())
            .field("credentials", &set.map(|(scheme, _)| scheme.name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
