//! Stands where `document`, `diagnostics`, `emit` and `render` will stand, so that the commands can be tried.

use std::collections::BTreeMap;
use std::fmt;

use crate::config::Config;
use crate::fidelity::{Account, Class, Note};
use crate::{Pointer, ir};

/// A document as it was read.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The name for messages.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// Overlays, in order.
    pub overlays: Vec<(String, String)>,
    /// Other files that the document may refer to, by path from the root.
    pub files: BTreeMap<String, String>,
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
    /// The crate.
    pub krate: Crate,
    /// The account.
    pub account: Account,
    /// The API itself, for the drift report.
    pub api: Option<ir::Api>,
}

/// Why there is no crate.
#[derive(Clone, Debug)]
pub struct Diagnostics(String);

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
        serde_yaml::from_str(source.text).map_err(|it| fault(&it.to_string()))?;
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
    let note = value.get("x-refused").map(|_| Note {
        class: Class::Refused,
        pointer: Pointer::root().key("x-refused"),
        code: "refused".to_owned(),
        message: "asked for".to_owned(),
    });
    Ok(Generated {
        krate: Crate { files },
        account: Account::from_iter(note),
        api: None,
    })
}
