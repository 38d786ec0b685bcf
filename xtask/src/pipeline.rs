//! The one place that calls the generator: a vendored API → its crate or what it says, or the diagnostics as text.

use octogen::{Diagnostics, Generated, Reading, Source, diff, guard};

use crate::Failure;
use crate::api::Api;

/// The crate of an API; a document's own fault is the inner error.
pub fn generate(api: &Api) -> Result<Result<Generated, String>, Failure> {
    let config = api.config.clone().with(|it| it.driver = true);
    guarded(api, |source| octogen::generate(source, &config))
}

/// What the document of an API says, no crate made; errors as with [`generate`].
pub fn read(api: &Api) -> Result<Result<Reading, String>, Failure> {
    guarded(api, |source| octogen::read(source, &api.config))
}

/// What another document of the API says, under the names that the crate of the first one has.
pub fn read_beside(other: &Api, first: &Reading) -> Result<Result<Reading, String>, Failure> {
    read(&other.beside(first))
}

/// What the change from one document to the other does.
pub fn compare(old: &Reading, new: &Reading) -> diff::Report {
    diff::compare(&old.revision, &new.revision)
}

fn guarded<T: Send>(
    api: &Api,
    work: impl FnOnce(&Source<'_>) -> Result<T, Diagnostics> + Send,
) -> Result<Result<T, String>, Failure> {
    let made = guard::run(|| work(&Source::new(&api.document, &api.text)))?;
    Ok(made.map_err(|diags| diags.summed()))
}
