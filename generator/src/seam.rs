//! Stands where `document`, `diagnostics`, `emit` and `render` will stand, so that the commands can be tried.

use std::collections::BTreeMap;
use std::fmt;

use crate::config::Config;
use crate::fidelity::{Account, Class, Note, Place};
use crate::{Pointer, ir};

/// What to read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The name for messages.
    pub name: &'a str,
    /// What is in the file.
    pub bytes: &'a [u8],
    /// The other files that references may lead to.
    pub files: &'a dyn Files,
}

impl<'a> Source<'a> {
    /// A document that stands alone: references to other files are refused.
    pub fn new(name: &'a str, bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self {
            name,
            bytes: bytes.as_ref(),
            files: &NoFiles,
        }
    }

    /// The same with access to other files.
    #[must_use]
    pub fn with_files(self, files: &'a dyn Files) -> Self {
        Self { files, ..self }
    }
}

/// The files that references may lead to.
pub trait Files {
    /// The content of a file.
    ///
    /// # Errors
    ///
    /// When there is no such file or it must not be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Other files are not allowed.
    NotAllowed,
    /// There is no such file.
    NotFound,
    /// It could not be read; the text says why.
    Other(String),
}

/// No other file is allowed.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<Vec<u8>, FileError> {
        Err(FileError::NotAllowed)
    }
}

/// A rendered crate.
#[derive(Clone, Debug, Default)]
pub struct Crate {
    /// Path → text.
    pub files: BTreeMap<String, String>,
}

/// What a generation gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The document's name.
    pub name: String,
    /// The crate.
    pub krate: Crate,
    /// The account.
    pub account: Account,
    /// Warnings, and where things are.
    pub diagnostics: Diagnostics,
    /// The API itself, for the drift report.
    pub api: ir::Api,
}

/// Why there is no crate.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(String);

impl Generated {
    /// Where a pointer leads to in the user's files.
    pub fn place(&self, _pointer: &Pointer) -> Place {
        Place {
            file: self.name.clone(),
            line: Some(1),
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pipeline.
pub fn generate(source: &Source<'_>, config: &Config) -> Result<Generated, Diagnostics> {
    let fault = |text: &str| {
        Diagnostics(format!(
            "error[not-openapi]: {text}\n  at   {}:1  #\n",
            source.name
        ))
    };
    let value: serde_json::Value =
        serde_yaml::from_slice(source.bytes).map_err(|it| fault(&it.to_string()))?;
    if value.get("x-panic").is_some() {
        panic!("asked for");
    }
    let version = value
        .get("openapi")
        .and_then(|it| it.as_str())
        .ok_or_else(|| fault("no `openapi`"))?;
    let name = config.package.name.as_deref().unwrap_or("client");
    let manifest =
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest),
        (
            "src/lib.rs".to_owned(),
            format!("//! Made from OpenAPI {version}.\n"),
        ),
    ]);
    if config.driver {
        files.insert(
            "examples/drive/main.rs".to_owned(),
            "fn main() {}\n".to_owned(),
        );
    }
    if let Some(path) = value.get("x-file").and_then(|it| it.as_str()) {
        let bytes = source
            .files
            .read(path)
            .map_err(|it| fault(&format!("{it:?}")))?;
        files.insert(
            "other.txt".to_owned(),
            String::from_utf8_lossy(&bytes).into_owned(),
        );
    }
    for overlay in &config.overlays {
        files.insert(format!("overlay/{}", files.len()), overlay.text.clone());
    }
    let note = value.get("x-refused").map(|_| Note {
        class: Class::Refused,
        pointer: Pointer::root().key("x-refused"),
        code: "refused".to_owned(),
        message: "asked for".to_owned(),
    });
    Ok(Generated {
        krate: Crate { files },
        account: Account::from_iter(note),
        diagnostics: Diagnostics::default(),
        name: source.name.to_owned(),
        api: api(&value),
    })
}

/// A server for each path, so that documents differ where their paths do.
fn api(document: &serde_json::Value) -> ir::Api {
    let paths = document.get("paths").and_then(|it| it.as_object());
    let servers = paths.into_iter().flatten().map(|(path, item)| ir::Server {
        name: ir::ConstName::new("SERVER"),
        url: format!("{path}#{item}"),
        description: None,
        variables: Vec::new(),
    });
    ir::Api {
        package: ir::Package {
            name: "client".to_owned(),
            version: "0.1.0".to_owned(),
            auth_env: None,
        },
        title: String::new(),
        version: String::new(),
        docs: ir::Docs::default(),
        servers: servers.collect(),
        schemes: Vec::new(),
        tags: Vec::new(),
        types: Vec::new(),
        operations: Vec::new(),
        headers: Vec::new(),
        webhooks: Vec::new(),
        error_bodies: Vec::new(),
    }
}
