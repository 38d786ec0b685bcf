//! The client, and the state that all its calls share.

pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod page_cursor;
pub(crate) mod paging;
pub(crate) mod raw;

use std::fmt;
use std::sync::{Arc, PoisonError};

use http::Method;

use crate::runtime::client::call::Call;
use crate::runtime::client::raw::{Raw, fill};
use crate::runtime::error::{ErrorDetails, Undocumented};
use crate::runtime::send::client_state::ClientState;
use crate::runtime::settings::rate_limit::RateLimit;
use crate::runtime::spec::operation::Operation;

/// A client for the API. Cloning it is cheap: clones share connections, rate limits and credentials.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, Method};"))]
/// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
/// // Each operation is a method. Other requests are made by hand:
/// let response = client.request(Method::GET, "/status?verbose=true").await?;
/// println!("{} {}", response.status(), response.text());
///
/// if let Some(limit) = client.rate_limit() {
///     println!("{:?} of {:?} requests are left", limit.remaining, limit.limit);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(pub(crate) Arc<ClientState>);

impl Client {
    /// Creates a request that the document does not describe, with the credentials, retries and limits of all others.
    /// `path` is relative to the base URL, begins with `/` and may include a query.
    pub fn request(&self, method: Method, path: &str) -> Call<Raw<Undocumented>> {
        Call::raw(self, method, path)
    }

    /// Returns the rate limit that the server reported last, if it reported one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.0.rate_limit.lock().unwrap_or_else(PoisonError::into_inner).map(|it| it.limit)
    }

    /// Returns the base URL that the paths of operations are appended to.
    pub fn base_url(&self) -> Option<&str> {
        self.0.base.as_ref().map(reqwest::Url::as_str)
    }
}

impl<B: ErrorDetails> Call<Raw<B>> {
    /// Creates a request that the document does not describe, to an API with error bodies of the type `B`.
    #[doc(hidden)]
    pub fn raw(client: &Client, method: Method, path: &str) -> Self {
        let mut call = Self::new(client);
        fill(call.request_mut(), method, path);
        call
    }
}

impl<O: Operation> Call<O> {
    /// Creates a call without parameters; the methods of a client use it.
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
