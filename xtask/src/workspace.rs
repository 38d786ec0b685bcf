//! Where things are: the repository, and the APIs that it vendors.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::Failure;
use crate::api::Api;

/// The repository, wherever it was moved to since this program was built.
pub fn root() -> PathBuf {
    let own =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.parent().map_or(own.clone(), Path::to_owned)
}

/// The named APIs, or all of them, by name.
pub fn apis(root: &Path, names: &[String]) -> Result<Vec<Api>, Failure> {
    let known = known(root)?;
    if let Some(name) = names.iter().find(|it| !known.contains(it)) {
        return Err(format!("error[usage]: no API `{name}`\n  help there are {}", known.join(", ")).into());
    }
    let wanted = known.iter().filter(|it| names.is_empty() || names.contains(it));
    wanted.map(|name| Api::read(root, name)).collect()
}

/// Every folder of `specs/` that has an `api.toml`.
fn known(root: &Path) -> Result<Vec<String>, Failure> {
    let specs = root.join("specs");
    let entries = fs::read_dir(&specs).map_err(|error| format!("error[files]: {}: {error}", specs.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|it| it.path().join("api.toml").is_file())
        .filter_map(|it| it.file_name().into_string().ok())
        .filter(|it| !it.starts_with('.')) // what a refresh that was cut short left behind
        .collect();
    names.sort();
    Ok(names)
}
