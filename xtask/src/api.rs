//! One vendored API: the files under `specs/<name>/`, read.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use octogen::config::{Overlay, Runtime};
use octogen::diff::render::Subject;
use octogen::{Config, Names, Reading};

use crate::Failure;
use crate::refresh::origin::Origin;

/// A vendored document with its settings.
#[derive(Clone, Debug)]
pub struct Api {
    /// The folder's name, `octolens`.
    pub name: String,
    /// `specs/<name>`.
    pub folder: PathBuf,
    /// The document's path from the repository's root, for messages.
    pub document: String,
    /// The document's text.
    pub text: String,
    /// `api.toml`, `names.lock` and, where there is one, `overlay.yaml`.
    pub config: Config,
    /// The text of `names.lock`; empty where there is none.
    pub lock: String,
    /// `generated/<name>`.
    pub output: PathBuf,
}

/// What the public items of the crate are called.
pub const LOCK: &str = "names.lock";

/// The names that a vendored document may have.
const DOCUMENTS: [&str; 3] = ["openapi.json", "openapi.yaml", "openapi.yml"];

impl Api {
    /// The same API with another document, which the settings were not written for: a name in them that it no longer
    /// has is a change to be reported, not a mistake of the settings.
    pub fn with_text(&self, text: String) -> Self {
        let config = self.config.clone().with(|it| it.lenient = true);
        Self { text, config, ..self.clone() }
    }

    /// The same API under the names that the other document's crate has.
    pub fn beside(&self, other: &Reading) -> Self {
        let names = other.names.as_ref().map(|it| it.names.clone());
        let config = self.config.clone().with(|it| it.names = names);
        Self { config, ..self.clone() }
    }

    /// The same API with the runtime in that place, for a crate that is built outside of `generated/`.
    pub fn with_runtime(&self, runtime: Runtime) -> Self {
        let config = self.config.clone().with(|it| it.runtime = runtime);
        Self { config, ..self.clone() }
    }

    /// Reads `specs/<name>`.
    pub fn read(root: &Path, name: &str) -> Result<Self, Failure> {
        let folder = root.join("specs").join(name);
        let found: Vec<&str> = DOCUMENTS.into_iter().filter(|it| folder.join(it).is_file()).collect();
        let [document] = found[..] else {
            let count = if found.is_empty() { "no document" } else { "more than one document" };
            return Err(
                format!("error[files]: specs/{name} has {count}; one of {} is needed", DOCUMENTS.join(", ")).into()
            );
        };
        let shown = |file: &str| format!("specs/{name}/{file}");
        let mut config = Config::parse(&shown("api.toml"), &read(&folder.join("api.toml"))?)?;
        config.document_url = config.document_url.or(Origin::read(&folder)?.url);
        if folder.join("overlay.yaml").is_file() {
            let text = read(&folder.join("overlay.yaml"))?;
            config.overlays.push(Overlay::new(shown("overlay.yaml"), text));
        }
        let lock = match fs::read_to_string(folder.join(LOCK)) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| format!("error[files]: {}: {error}", shown(LOCK)))?,
        };
        config.names = Some(Names::parse(&shown(LOCK), &lock)?);
        Ok(Self {
            name: name.to_owned(),
            document: shown(document),
            text: read(&folder.join(document))?,
            config,
            lock,
            output: root.join("generated").join(name),
            folder,
        })
    }
}

impl Api {
    /// What a drift report about it is about.
    pub fn subject(&self) -> Subject<'_> {
        let package = &self.config.package;
        let name = package.name.as_deref().unwrap_or(&self.name);
        Subject { name, version: Some(package.version.as_deref().unwrap_or("0.1.0")) }
    }
}

fn read(file: &Path) -> Result<String, Failure> {
    fs::read_to_string(file).map_err(|error| format!("error[files]: {}: {error}", file.display()).into())
}

#[cfg(test)]
mod tests {
    use octogen_cli::output::sha256;

    use super::*;
    use crate::workspace;

    #[test]
    fn every_vendored_document_is_the_one_that_its_origin_names() {
        for api in workspace::apis(&workspace::root(), &[]).unwrap() {
            let Ok(origin) = fs::read_to_string(api.folder.join("source.toml")) else {
                continue;
            };
            let origin: toml::Table = origin.parse().unwrap();
            assert_eq!(origin["sha256"].as_str(), Some(sha256(api.text.as_bytes()).as_str()), "{}", api.name);
        }
    }
}
