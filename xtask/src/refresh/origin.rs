//! `source.toml`: where a vendored document is from.

use std::fs;
use std::io;
use std::path::Path;

use octogen_cli::output::sha256;
use serde::{Deserialize, Serialize};

use crate::Failure;

const HEAD: &str = "# Where the document beside this file comes from. Written by `cargo xtask refresh`.\n";

/// Where a document is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Whether a live document is known.
    pub kind: Kind,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day on which it was fetched or written.
    pub date: String,
    /// Of the vendored file.
    pub sha256: String,
    /// As the server sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// As the server sent it.
    #[serde(default, rename = "last-modified", skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// What kind of source there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A server gives the document.
    Live,
    /// It was written from documentation, or by us.
    #[default]
    Docs,
}

impl Origin {
    /// The origin of `specs/<api>`; where there is no file, the document is our own.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let file = folder.join("source.toml");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(format!("error[files]: {}: {error}", file.display()).into()),
        };
        let origin: Self = toml::from_str(&text).map_err(|error| format!("{}: {}", file.display(), error.message()))?;
        match (origin.kind, &origin.url) {
            (Kind::Live, None) => Err(format!("{}: kind is live and there is no url", file.display()).into()),
            (Kind::Docs, Some(_)) => Err(format!("{}: kind is docs and there is a url", file.display()).into()),
            _ => Ok(origin),
        }
    }

    /// Whether the vendored document is the one that was fetched then.
    pub fn check(&self, vendored: &str) -> Result<(), Failure> {
        if self.sha256.is_empty() || self.sha256 == sha256(vendored.as_bytes()) {
            return Ok(());
        }
        Err("the vendored document is not the one that source.toml names; it is never edited by hand, \
             overlay.yaml is for that"
            .into())
    }

    /// What a conditional request says.
    pub fn validators(&self) -> (Option<&str>, Option<&str>) {
        (self.etag.as_deref(), self.modified.as_deref())
    }

    /// The same for a document fetched that day.
    #[must_use]
    pub fn dated(self, date: &str, document: &str) -> Self {
        Self { date: date.to_owned(), sha256: sha256(document.as_bytes()), ..self }
    }

    /// The file's text.
    pub fn text(&self) -> Result<String, Failure> {
        Ok(format!("{HEAD}{}", toml::to_string(self)?))
    }
}
