//! The client: what all calls share.

pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod paging;
pub(crate) mod raw;
pub(crate) mod turner;

use std::fmt;
use std::sync::{Arc, PoisonError};

use http::Method;

use crate::runtime::client::call::Call;
use crate::runtime::client::raw::{Raw, fill};
use crate::runtime::error::{ErrorDetails, Undocumented};
use crate::runtime::send::shared::Shared;
use crate::runtime::settings::rate_limit::RateLimit;
use crate::runtime::spec::operation::Operation;

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
pub struct Client(pub(crate) Arc<Shared>);

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
        self.0.base.as_ref().map(reqwest::Url::as_str)
    }
}

impl<B: ErrorDetails> Call<Raw<B>> {
    /// A request of the caller's own, to an API with those bodies of error responses.
    #[doc(hidden)]
    pub fn raw(client: &Client, method: Method, path: &str) -> Self {
        let mut call = Self::new(client);
        fill(call.draft_mut(), method, path);
        call
    }
}

impl<O: Operation> Call<O> {
    /// A call without parameters; the client's methods make it.
    #[doc(hidden)]
    #[inline]
    pub fn new(client: &Client) -> Self {
        Self::of(&client.0)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = self.0.api.schemes.iter().zip(&self.0.credentials.list).filter(|(_, it)| it.is_some());
        f.debug_struct("Client")
            .field("api", &self.0.api.name)
            .field("base_url", &self.base_url())
            .field("credentials", &set.map(|(scheme, _)| scheme.name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
