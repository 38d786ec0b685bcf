//! Stands for `fetch` where the HTTP client is not compiled in: nothing can be fetched, and it says so.

use super::download::{Fetched, Request};
use crate::Failure;

/// Refuses.
pub fn fetch(request: &Request<'_>) -> Result<Fetched, Failure> {
    let _ = request;
    Err("this build cannot go online; build it with `--features net`".into())
}
