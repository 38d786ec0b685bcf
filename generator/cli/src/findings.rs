//! Errors and warnings of a document, in the form that was asked for.

use octogen::Diagnostics;
use octogen::diagnostics::Severity;
use serde_json::json;

use crate::terminal::Terminal;

/// How `check` and `generate` print their findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs: one JSON object
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
}

/// Prints the errors of a document of which nothing can be made.
pub fn failed(diagnostics: &Diagnostics, format: Format, terminal: Terminal) {
    match format {
        Format::Text => told(diagnostics, terminal),
        Format::Json => terminal.say(&format!("{:#}", json!({ "diagnostics": diagnostics.json() }))),
        Format::Sarif => terminal.say(&format!("{:#}", diagnostics.sarif())),
    }
}

/// Prints errors, and warnings unless they are not wanted, on standard error.
pub fn told(diagnostics: &Diagnostics, terminal: Terminal) {
    if !terminal.is_quiet() || diagnostics.has_errors() {
        terminal.complain(&text(diagnostics, terminal.is_quiet()));
    }
}

/// Errors and warnings, each with the document's line where it is known; warnings of a kind are one.
#[cfg(feature = "snippets")]
fn text(diagnostics: &Diagnostics, errors_only: bool) -> String {
    use octogen::diagnostics::ALL;

    let shown = diagnostics.shown();
    let wanted = shown.iter().filter(|it| !errors_only || it.diagnostic.severity == Severity::Error);
    let mut text: Vec<String> = wanted.map(|it| crate::snippet::shown(it, diagnostics)).collect();
    if !errors_only && shown.iter().any(|it| it.count > 1) {
        text.push(ALL.to_owned());
    }
    text.join("\n\n")
}

#[cfg(not(feature = "snippets"))]
fn text(diagnostics: &Diagnostics, errors_only: bool) -> String {
    crate::terminal::painted(&match errors_only {
        true => diagnostics.render(&[Severity::Error]),
        false => diagnostics.summed(),
    })
}

/// One finding, as [`told`] prints it.
#[cfg(feature = "snippets")]
pub fn one(finding: &octogen::diagnostics::Diagnostic, diagnostics: &Diagnostics) -> String {
    crate::snippet::one(finding, diagnostics)
}

/// One finding, as [`told`] prints it.
#[cfg(not(feature = "snippets"))]
pub fn one(finding: &octogen::diagnostics::Diagnostic, diagnostics: &Diagnostics) -> String {
    crate::terminal::painted(&octogen::diagnostics::block(finding, diagnostics.places()))
}
