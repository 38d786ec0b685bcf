//! octogen reads an OpenAPI document and writes a Rust client crate.
//!
//! The way is one-way, through named values: [`Source`] → `Document` →
//! `Spec` → [`ir::Api`] → [`Crate`]. The library does no I/O and reads no clock and no environment:
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

pub mod config;
pub mod coverage;
mod coverage_page;
pub mod diagnostics;
pub mod diff;
#[doc(hidden)]
pub mod document;
mod emit;
mod grammar;
#[doc(hidden)]
pub mod guard;
#[doc(hidden)]
pub mod ir;
mod lower;
mod model;
mod namer;
pub mod names;
mod near;
mod numeric;
mod overlay;
mod package;
mod page;
mod pointer;
mod render;
mod sarif;
mod source_map;
mod spec;
#[doc(hidden)]
pub mod surface;
mod visit;

#[cfg(test)]
mod growth;

pub use config::Config;
pub use coverage::Coverage;
pub use diagnostics::Diagnostics;
pub use document::{FileError, Files, NoFiles, Source};
use model::Extent;
pub use names::{Names, NamesError};
pub use near::near;
pub use package::Crate;
pub use pointer::Pointer;
use spec::Spec;

/// What a document says, understood; no crate is made.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What a crate would be made from; the drift report compares two of these.
    pub api: ir::Api,
    /// What became of every keyword of the document.
    pub coverage: Coverage,
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
    pub coverage: Coverage,
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
    let (spec, Reading { api, coverage, names, diagnostics }) = understand(source, config, Extent::Crate)?;
    let modules = render::modules(&api, &config.runtime, config.driver);
    let document = package::mock_document::text(spec.value(), &api);
    let krate = package::package(&api, modules, document, &config.runtime, config.driver);
    Ok(Generated { krate, api, coverage, names, diagnostics })
}

/// What a mock server needs of an API.
#[derive(Clone, Debug)]
pub struct Mock {
    /// `openapi.json` as a crate has it: the document as its client understands it.
    pub document: String,
    /// The servers and security schemes of the API, among everything else.
    pub api: ir::Api,
    /// Warnings, and where pointers lead in the user's files.
    pub diagnostics: Diagnostics,
}

/// Document → what a mock server needs; no crate is made.
///
/// # Errors
///
/// As [`generate`].
pub fn mock(source: &Source<'_>, config: &Config) -> Result<Mock, Diagnostics> {
    let (spec, Reading { api, diagnostics, .. }) = understand(source, config, Extent::Crate)?;
    Ok(Mock { document: package::mock_document::text(spec.value(), &api), api, diagnostics })
}

/// The package that generated crates share where their settings say so ([`config::Runtime`]): `octogen-runtime` of this
/// version, with its versions of dependencies written out.
pub fn runtime() -> Crate {
    package::runtime()
}

/// Document → all that is known of it, also what no crate has: for those who compare documents or ask for the coverage.
///
/// # Errors
///
/// As [`generate`].
pub fn read(source: &Source<'_>, config: &Config) -> Result<Reading, Diagnostics> {
    let (spec, mut reading) = understand(source, config, Extent::Compared)?;
    let aside = model::aside(&spec, config);
    if let Some(apart) = &mut reading.api.apart {
        apart.aside = ir::Aside { hooks: None, ..aside.clone() };
    }
    reading.api.aside = aside;
    Ok(reading)
}

/// The way that both have in common. A step that finds errors ends it with all that was found so far; lowering goes on to
/// the end, so that its errors are told together with those of the pieces that it leaves.
fn understand(source: &Source<'_>, config: &Config, extent: Extent) -> Result<(Spec, Reading), Diagnostics> {
    let mut diags = Diagnostics::default();
    let text = document::load(source, &mut diags)?;
    let text = overlay::apply(text, &config.overlays, &mut diags)?;
    let document = document::bundle(text, source, &mut diags)?;
    let lowered = lower::lower(&document, &mut diags);
    let spec = spec::parse(lowered, &mut diags)?;
    let (api, names) = model::named(&spec, config, extent, &mut diags);
    let coverage = coverage::account(&document, &api, model::operations(&spec), config, &mut diags)?;
    Ok((spec, Reading { api, coverage, names, diagnostics: diags }))
}

impl Reading {
    /// The coverage as a self-contained HTML page with a search: the parts of these classes, each with the document's lines
    /// and the Rust item where one is known; of no classes, what is unsupported and approximated, and the keywords that are
    /// documented only.
    pub fn html(&self, classes: &[coverage::Class]) -> String {
        coverage_page::page(&self.api, &self.coverage, self.diagnostics.places(), classes)
    }

    /// Where a pointer leads to in the user's files.
    pub fn place(&self, pointer: &Pointer) -> coverage::Place {
        coverage::Place::of(self.diagnostics.places(), pointer)
    }
}

impl Generated {
    /// Where a pointer leads to in the user's files.
    pub fn place(&self, pointer: &Pointer) -> coverage::Place {
        coverage::Place::of(self.diagnostics.places(), pointer)
    }
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
