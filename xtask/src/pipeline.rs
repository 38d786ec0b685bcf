//! The one place that calls the generator: a vendored API → its crate, or the diagnostics as text.

use octogen::{Config, Generated, Source, drift, guard};

use crate::Failure;
use crate::api::Api;

/// The crate of an API; a document's own fault is the inner error.
pub fn generate(api: &Api) -> Result<Result<Generated, String>, Failure> {
    let config = Config { driver: true, ..api.config.clone() };
    let made = guard::run(|| {
        let source = Source::new(&api.document, &api.text);
        octogen::generate(&source, &config)
    })?;
    Ok(made.map_err(|diags| diags.to_string()))
}

/// What the change from one document to the other does.
pub fn compare(old: &Generated, new: &Generated) -> drift::Report {
    drift::compare(&old.api, &new.api)
}
