//! The one place that calls the generator: a vendored API → its crate, or the diagnostics as text.

use octogen::{Config, Generated, NoFiles, Source, guard};

use crate::Failure;
use crate::api::Api;

/// The crate of an API; a document's own fault is the inner error.
pub fn generate(api: &Api) -> Result<Result<Generated, String>, Failure> {
    let source = Source {
        name: &api.document,
        bytes: api.text.as_bytes(),
        files: &NoFiles,
    };
    let config = Config {
        driver: true,
        ..api.config.clone()
    };
    let made = guard::run(|| octogen::generate(&source, &config))?;
    Ok(made.map_err(|diags| diags.to_string()))
}
