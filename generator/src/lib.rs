//! octogen reads an OpenAPI document and writes a Rust client crate.
//!
//! Data flows one way, through named values: [`Source`] → `Document` →
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
use document::Document;
pub use document::{FileError, Files, NoFiles, Source};
pub use names::{Names, NamesError};
pub use near::near;
pub use package::Crate;
pub use pointer::Pointer;
use spec::Spec;

/// The API of a document, without a crate. Returned by [`read`].
#[derive(Clone, Debug)]
pub struct Reading {
    /// What a crate would be made from, and what only comparisons need; [`diff::compare`] compares two of these.
    pub revision: ir::Revision,
    /// How well each part of the document is supported.
    pub coverage: Coverage,
    /// The names of all public items, if the settings have a lock.
    pub names: Option<names::Settled>,
    /// Warnings, and the locations of pointers in the user's files.
    pub diagnostics: Diagnostics,
    /// The locations of notes of the coverage.
    written: source_map::Places,
}

/// The result of [`generate`].
#[derive(Clone, Debug)]
pub struct Generated {
    /// The crate.
    pub krate: Crate,
    /// What the crate is made from.
    pub api: ir::Api,
    /// How well each part of the document is supported.
    pub coverage: Coverage,
    /// The names of all public items, if the settings have a lock.
    pub names: Option<names::Settled>,
    /// Warnings, and the locations of pointers in the user's files.
    pub diagnostics: Diagnostics,
    /// The locations of notes of the coverage.
    written: source_map::Places,
}

/// Generates a crate from a document.
///
/// # Errors
///
/// Fails with all errors of the document and the settings, each with its location.
pub fn generate(source: &Source<'_>, config: &Config) -> Result<Generated, Diagnostics> {
    let (document, spec, mut diagnostics) = load(source, config)?;
    let (api, names) = model::api(&spec, config, &mut diagnostics);
    let coverage = coverage::collect(&document, &api, model::operations(&spec), config, &mut diagnostics)?;
    let modules = render::modules(&api, &config.runtime, config.driver);
    let mock_document = package::mock_document::text(spec.into_value(), &api);
    let krate = package::package(&api, modules, mock_document, &config.runtime, config.driver);
    Ok(Generated { krate, api, coverage, names, diagnostics, written: document.places })
}

/// What a mock server needs. Returned by [`mock`].
#[derive(Clone, Debug)]
pub struct Mock {
    /// `openapi.json` as a crate contains it: the document as its client understands it.
    pub document: String,
    /// The servers and security schemes of the API, among everything else.
    pub api: ir::Api,
    /// Warnings, and the locations of pointers in the user's files.
    pub diagnostics: Diagnostics,
}

/// Reads a document for a mock server, without generating a crate.
///
/// # Errors
///
/// As [`generate`].
pub fn mock(source: &Source<'_>, config: &Config) -> Result<Mock, Diagnostics> {
    let (document, spec, mut diagnostics) = load(source, config)?;
    let (api, _) = model::api(&spec, config, &mut diagnostics);
    coverage::collect(&document, &api, model::operations(&spec), config, &mut diagnostics)?;
    Ok(Mock { document: package::mock_document::text(spec.into_value(), &api), api, diagnostics })
}

/// The package that generated crates share if their settings say so ([`config::Runtime`]): this version of
/// `octogen-runtime`, with the versions of its dependencies written out.
pub fn runtime() -> Crate {
    package::runtime()
}

/// Reads a document without generating a crate, to compare it with another one or to report its coverage.
///
/// # Errors
///
/// As [`generate`].
pub fn read(source: &Source<'_>, config: &Config) -> Result<Reading, Diagnostics> {
    let (document, spec, mut diagnostics) = load(source, config)?;
    let (revision, names) = model::revision(&spec, config, &mut diagnostics);
    let coverage = coverage::collect(&document, &revision.api, model::operations(&spec), config, &mut diagnostics)?;
    Ok(Reading { revision, coverage, names, diagnostics, written: document.places })
}

/// Source → the document as it is written and as it is lowered. A step that leaves nothing to look at ends it with all that
/// was found so far. Where errors cost only parts of the document, as broken references do, the later steps look at the
/// rest, and it ends with what they find, too.
fn load(source: &Source<'_>, config: &Config) -> Result<(Document, Spec, Diagnostics), Diagnostics> {
    let mut diags = Diagnostics::default();
    let text = document::load(source, &mut diags)?;
    let text = overlay::apply(text, &config.overlays, &mut diags)?;
    let document = document::bundle(text, source, &mut diags)?;
    let lowered = lower::lower(&document, &mut diags);
    let spec = spec::parse(lowered, &mut diags)?;
    if diags.has_errors() {
        if !diags.exceeds_a_limit() {
            model::independent_findings(&spec, config, &mut diags);
        }
        return Err(diags);
    }
    Ok((document, spec, diags))
}

impl Reading {
    /// The coverage as a self-contained HTML page with a search. It lists the parts of the given classes, each with its lines
    /// in the document and its Rust item if known; without classes, it lists what is unsupported or approximated, and the
    /// keywords that are documented only.
    pub fn html(&self, classes: &[coverage::Class]) -> String {
        coverage_page::page(&self.revision.api, &self.coverage, &self.written, self.diagnostics.places(), classes)
    }

    /// The location of a pointer of the API in the user's files.
    pub fn file_line(&self, pointer: &Pointer) -> coverage::FileLine {
        coverage::FileLine::of(self.diagnostics.places(), pointer)
    }

    /// The location of a note of the coverage in the user's files. Its pointer is that of the document as it was written,
    /// where lowering has moved nothing yet.
    pub fn note_line(&self, pointer: &Pointer) -> coverage::FileLine {
        coverage::FileLine::of(&self.written, pointer)
    }
}

impl Generated {
    /// The location of a pointer of the API in the user's files.
    pub fn file_line(&self, pointer: &Pointer) -> coverage::FileLine {
        coverage::FileLine::of(self.diagnostics.places(), pointer)
    }

    /// The location of a note of the coverage in the user's files, as [`Reading::note_line`].
    pub fn note_line(&self, pointer: &Pointer) -> coverage::FileLine {
        coverage::FileLine::of(&self.written, pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong beside a broken reference is reported with it, and nothing that may only follow from it.
    #[test]
    fn a_broken_reference_hides_nothing() {
        let pets = r##"{ "openapi": "3.0.3", "info": { "title": "Pets", "version": "1" }, "paths": {
            "/pets": { "$ref": "#/paths/~1gone" },
            "/toys": { "parameters": [{ "$ref": "#/components/parameters/gone" }], "get": { "operationId": "toys",
                "responses": { "200": { "$ref": "#/components/schemas/Toy" } } } } },
            "components": { "schemas": { "Toy": { "allOf": [{ "$ref": "#/components/schemas/gone" }],
                "required": ["name"], "properties": { "size": { "type": "strin" } } } } } }"##;
        let config = Config::default().with(|it| it.include.tags = ["pets".to_owned()].into());
        let found = generate(&Source::new("pets.json", pets), &config).unwrap_err();
        let said: Vec<_> = found.iter().filter(|it| it.severity != diagnostics::Severity::Approximated).collect();
        let said: Vec<_> = said.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "`#/components/schemas/gone` does not resolve",
                "`#/paths/~1gone` does not resolve",
                "`#/components/schemas/Toy` refers to a schema, but a response is expected; it is read as a JSON response with that schema",
                "`#/components/parameters/gone` does not resolve",
                "`type: strin` is not a type, so any value is allowed",
            ]
        );
    }

    #[test]
    fn a_revision_holds_the_api_of_the_crate_and_what_only_comparisons_need() {
        let text = r#"{ "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" }, "servers": [{ "url": "/v1" }],
            "webhooks": { "born": { "post": { "responses": { "200": { "description": "Seen." } } } } } }"#;
        let (source, config) = (Source::new("pets.json", text), Config::default());
        let (read, made) = (read(&source, &config).unwrap().revision, generate(&source, &config).unwrap().api);
        assert!(read.ungrouped.is_none());
        assert!(read.callbacks_and_webhooks.is_some());
        assert_eq!(read.relative_servers, ["/v1"]);
        assert_eq!(read.api, made);
    }
}
