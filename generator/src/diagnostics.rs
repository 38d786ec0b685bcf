//! What is wrong with a document, collected: each with a stable code, a place, a sentence, and where there is one a
//! line that says what to do. Printing escapes whatever the document brings in, so its text cannot forge a line.

pub mod code;
pub(crate) mod print;
mod skip;
mod summed;

use std::collections::BTreeSet;
use std::fmt;

use crate::Pointer;
use crate::document::Places;

/// How much something matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something of the document was mended or left out, probably not as its author meant it.
    Warning,
    /// Fidelity: this piece has no counterpart in the generated crate.
    Refused,
    /// Fidelity: this piece is carried, but not exactly.
    Approximated,
    /// Fidelity: this piece is in the documentation only.
    Documented,
    /// Fidelity: this piece is honoured, in a way that was chosen; the message says how.
    Honoured,
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Into the document, as it is at that time.
    Pointer(Pointer),
    /// Into a text that could not be read as a document.
    Line {
        /// Name of the file.
        file: String,
        /// Line, from 1 on; 0 if there is none.
        line: usize,
        /// Column, from 1 on; 0 if there is none.
        column: usize,
    },
    /// Into another file of the document, before it was bundled.
    File {
        /// Name of the file.
        file: String,
        /// Line, from 1 on; 0 if unknown.
        line: usize,
        /// Inside that file.
        pointer: Pointer,
    },
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Stable name of the kind of finding, one of [`code`].
    pub code: &'static str,
    /// What is the case, in lower case without a full stop.
    pub message: String,
    /// Where.
    pub at: At,
    /// Second places with what stands there.
    pub also: Vec<(At, String)>,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Adds a line that says what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Adds a second place.
    pub fn also(&mut self, at: &Pointer, text: impl Into<String>) -> &mut Self {
        self.also_at(At::Pointer(at.clone()), text)
    }

    /// Adds a second place that is not a pointer into the document.
    pub fn also_at(&mut self, at: At, text: impl Into<String>) -> &mut Self {
        self.also.push((at, text.into()));
        self
    }
}

/// All findings of a run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    places: Places,
}

impl Diagnostics {
    /// Nothing can be generated, because of this.
    pub fn error(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, code, At::Pointer(at.clone()), message.into())
    }

    /// An error in a text that is not a document (yet).
    pub fn error_at(&mut self, code: &'static str, at: At, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, code, at, message.into())
    }

    /// A warning at a place that is not a pointer into the document.
    pub fn warning_at(&mut self, code: &'static str, at: At, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, code, at, message.into())
    }

    /// Something was mended or left out.
    pub fn warning(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, code, At::Pointer(at.clone()), message.into())
    }

    /// Fidelity: a piece that has no counterpart in the generated crate; the message says why.
    pub fn refused(&mut self, code: &'static str, at: &Pointer, why: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Refused, code, At::Pointer(at.clone()), why.into())
    }

    /// Fidelity: a piece that is carried, but not exactly; the message says how.
    pub fn approximated(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Approximated, code, At::Pointer(at.clone()), how.into())
    }

    /// Fidelity: a piece that is in the documentation only; the message says what.
    pub fn documented(&mut self, code: &'static str, at: &Pointer, what: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Documented, code, At::Pointer(at.clone()), what.into())
    }

    /// Fidelity: a piece that is honoured, in a way that is a choice; the message says which.
    pub fn honoured(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Honoured, code, At::Pointer(at.clone()), how.into())
    }

    /// Goes on if there is no error, otherwise ends the step with all that was found so far.
    ///
    /// # Errors
    ///
    /// When there is an error among the findings; they are taken out of `self`.
    pub fn gate(&mut self) -> Result<(), Self> {
        if self.has_errors() { Err(std::mem::take(self)) } else { Ok(()) }
    }

    /// Takes errors of these codes as accepted: the piece is left out and counted as refused. A code that comes up
    /// nowhere is an error itself, so that the list shrinks by itself; `lenient` overlooks that.
    pub fn accept(&mut self, codes: &BTreeSet<String>, lenient: bool) {
        let mut unused = codes.clone();
        for finding in self.list.iter_mut().filter(|it| codes.contains(it.code)) {
            unused.remove(finding.code);
            if finding.severity == Severity::Error {
                finding.severity = Severity::Refused;
            }
        }
        for code in unused.into_iter().filter(|_| !lenient) {
            let message = format!("`{code}` is allowed by the settings and does not come up");
            self.error(code::UNUSED_ALLOWANCE, &Pointer::root(), message).help("take it out of `allow`");
        }
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings of a severity, counted.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|it| it.severity == severity).count()
    }

    /// Where pointers lead in the user's files; printing looks lines up there.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// From now on pointers are looked up there.
    pub fn set_places(&mut self, places: Places) {
        self.places = places;
    }

    /// The findings of these severities as text, as [`fmt::Display`] prints errors and warnings.
    pub fn render(&self, severities: &[Severity]) -> String {
        print::blocks(self.list.iter().filter(|it| severities.contains(&it.severity)), &self.places)
    }

    /// Errors in full and warnings summed up: those of a kind are one line.
    pub fn summed(&self) -> String {
        summed::text(self)
    }

    fn push(&mut self, severity: Severity, code: &'static str, at: At, message: String) -> &mut Diagnostic {
        let end = self.list.len();
        self.list.push(Diagnostic { severity, code, message, at, also: Vec::new(), help: Vec::new() });
        &mut self.list[end]
    }
}

impl fmt::Display for Diagnostics {
    /// Errors and warnings; the fidelity account has a report of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&[Severity::Error, Severity::Warning]))
    }
}

impl std::error::Error for Diagnostics {}

pub use print::{block, escaped};

/// The overlay action that updates a body; none where an overlay cannot reach it.
pub(crate) fn mending(places: &Places, at: &Pointer, update: &str) -> Option<String> {
    skip::update(places, at, update)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_lets_warnings_through_and_stops_errors() {
        let mut diags = Diagnostics::default();
        diags.warning(code::REPAIRED, &Pointer::root(), "mended");
        assert!(diags.gate().is_ok());
        diags.error(code::SYNTAX, &Pointer::root(), "broken");
        let found = diags.gate().unwrap_err();
        assert_eq!((found.count(Severity::Error), found.count(Severity::Warning)), (1, 1));
        assert!(diags.is_empty());
    }

    #[test]
    fn a_block_says_place_reason_and_help() {
        let mut diags = Diagnostics::default();
        let at = Pointer::parse("/paths/~1widgets");
        diags
            .error(code::DANGLING_REF, &at, "`#/x` leads nowhere")
            .also(&Pointer::parse("/y"), "a near one")
            .help("write `#/y`");
        assert_eq!(
            diags.to_string(),
            "error[dangling-ref]: `#/x` leads nowhere\n  at   #/paths/~1widgets\n  also #/y: a near one\n  help write `#/y`\n"
        );
    }

    #[test]
    fn text_of_the_document_cannot_forge_a_line_or_colours() {
        for (text, printed) in [
            ("a\n::error::b", "a\\n::error::b"),
            ("a\r\u{1b}[31mb", "a\\r\\u{1b}[31mb"),
            ("\u{202e}x\u{2028}", "\\u{202e}x\\u{2028}"),
            ("snow ☃ and\ttab", "snow ☃ and\\ttab"),
        ] {
            assert_eq!(escaped(text), printed);
        }
    }
}
