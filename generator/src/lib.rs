//! octogen reads an OpenAPI document and writes a Rust client crate.
//!
//! The way is one-way, through named values: [`Source`] → [`Document`](document::Document) →
//! [`Spec`](spec::Spec) → [`ir::Api`] → [`Crate`]. The library does no I/O and reads no clock and no environment:
//! the same input gives the same bytes.
//!
//! ```
//! use octogen::{Config, Source};
//!
//! let text = r#"{ "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" }, "paths": {} }"#;
//! let generated = octogen::generate(&Source::new("pets.json", text), &Config::default())?;
//! assert!(generated.krate.files.contains_key("src/lib.rs"));
//! # Ok::<(), octogen::Diagnostics>(())
//! ```

mod build;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod drift;
pub mod emit;
pub mod fidelity;
#[cfg(feature = "cli")]
pub mod guard;
pub mod ir;
mod lost;
pub mod lower;
mod mock_document;
pub mod names;
mod numeric;
#[cfg(feature = "cli")]
pub mod output;
pub mod overlay;
mod pointer;
pub mod render;
mod runtime_files;
pub mod spec;
pub mod surface;
mod visit;

#[cfg(test)]
mod growth;

use std::collections::BTreeMap;

use build::Extent;
pub use config::Config;
pub use diagnostics::Diagnostics;
pub use document::{FileError, Files, NoFiles, Source};
pub use names::{Names, NamesError};
pub use pointer::Pointer;

/// A rendered crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crate {
    /// Path below the crate's folder → text.
    pub files: BTreeMap<String, String>,
}

/// What a document says, understood; no crate is made.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What a crate would be made from; the drift report compares two of these.
    pub api: ir::Api,
    /// What became of every keyword of the document.
    pub account: fidelity::Account,
    /// What everything is called, where the settings have a lock.
    pub names: Option<names::Settled>,
    /// Warnings, and where pointers lead in the user's files.
    pub diagnostics: Diagnostics,
}

/// What a generation gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The crate.
    pub krate: Crate,
    /// What the crate is made from. What no crate has, [`ir::Api::apart`] and [`ir::Api::aside`], is left empty.
    pub api: ir::Api,
    /// What became of every keyword of the document.
    pub account: fidelity::Account,
    /// What everything is called, where the settings have a lock.
    pub names: Option<names::Settled>,
    /// Warnings, and where pointers lead in the user's files.
    pub diagnostics: Diagnostics,
}

/// Document → crate.
///
/// # Errors
///
/// All errors of the document and of the settings, each with its place; there is no crate then.
pub fn generate(source: &Source<'_>, config: &Config) -> Result<Generated, Diagnostics> {
    let (spec, Reading { api, account, names, diagnostics }) = understood(source, config, Extent::Crate)?;
    let document = mock_document::text(spec.value(), &api);
    let krate = emit::package::package(&api, document, &config.runtime, config.driver);
    Ok(Generated { krate, api, account, names, diagnostics })
}

/// The package that generated crates share where their settings say so ([`config::Runtime`]): `octogen-runtime` of this
/// version, with its versions of dependencies written out.
pub fn runtime() -> Crate {
    emit::package::runtime()
}

/// Document → all that is known of it, also what no crate has: for those who compare documents or ask for the account.
///
/// # Errors
///
/// As [`generate`].
pub fn read(source: &Source<'_>, config: &Config) -> Result<Reading, Diagnostics> {
    let (spec, mut reading) = understood(source, config, Extent::Compared)?;
    let aside = build::aside(&spec, config);
    if let Some(apart) = &mut reading.api.apart {
        apart.aside = ir::Aside { hooks: None, ..aside.clone() };
    }
    reading.api.aside = aside;
    Ok(reading)
}

/// The way that both have in common.
fn understood(source: &Source<'_>, config: &Config, extent: Extent) -> Result<(spec::Spec, Reading), Diagnostics> {
    let mut diags = Diagnostics::default();

    let overlays: Vec<_> = config.overlays.iter().map(config::Overlay::source).collect();
    let document = document::load(&source.with_overlays(&overlays), &mut diags);
    diags.gate()?;
    let Some(written) = document else { return Err(diags) };
    let spec = spec::parse(lower::lower(&written, &mut diags), &mut diags);
    diags.gate()?;
    let Some(spec) = spec else { return Err(diags) };
    let (api, names) = build::named(&spec, config, extent, &mut diags);
    fidelity::unsaid(&written, &api, &mut diags);
    lost::check(&written.value, build::operations(&spec), &mut diags);
    diags.accept(&config.allow, config.lenient);
    diags.gate()?;

    let account = fidelity::account(&written.value, &diags);
    Ok((spec, Reading { api, account, names, diagnostics: diags }))
}

impl Reading {
    /// Where a pointer leads to in the user's files.
    pub fn place(&self, pointer: &Pointer) -> fidelity::Place {
        place(&self.diagnostics, pointer)
    }
}

impl Generated {
    /// Where a pointer leads to in the user's files.
    pub fn place(&self, pointer: &Pointer) -> fidelity::Place {
        place(&self.diagnostics, pointer)
    }
}

fn place(diagnostics: &Diagnostics, pointer: &Pointer) -> fidelity::Place {
    let place = diagnostics.places().place(pointer);
    let (file, line) = place.map(|it| (it.file, it.line)).unwrap_or_default();
    fidelity::Place { file, line: Some(line).filter(|line| *line > 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_reading_makes_what_no_crate_has() {
        let text = r#"{ "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" }, "servers": [{ "url": "/v1" }],
            "webhooks": { "born": { "post": { "responses": { "200": { "description": "Seen." } } } } } }"#;
        let (source, config) = (Source::new("pets.json", text), Config::default());
        let (mut read, made) = (read(&source, &config).unwrap().api, generate(&source, &config).unwrap().api);
        assert!(read.apart.is_none());
        let aside = std::mem::take(&mut read.aside);
        assert!(aside.hooks.is_some() && !aside.relative_servers.is_empty());
        assert_eq!(read, made);
    }
}
