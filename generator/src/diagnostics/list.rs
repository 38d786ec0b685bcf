//! The diagnostics of a run, in the order in which they were reported.

use std::collections::BTreeSet;
use std::fmt;

use super::finding::{At, Diagnostic, Severity};
use super::{code, data, print, summed};
use crate::Pointer;
use crate::source_map::Places;

/// All diagnostics of a run, in the order in which they were reported.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    places: Places,
}

impl Diagnostics {
    /// Reports an error: nothing can be generated.
    pub fn error(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, code, At::Pointer(at.clone()), message.into())
    }

    /// Reports an error at a location that is not a pointer into the document.
    pub fn error_at(&mut self, code: &'static str, at: At, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Error, code, at, message.into())
    }

    /// Reports a warning at a location that is not a pointer into the document.
    pub fn warning_at(&mut self, code: &'static str, at: At, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, code, at, message.into())
    }

    /// Reports a warning: something was repaired or left out.
    pub fn warning(&mut self, code: &'static str, at: &Pointer, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Warning, code, At::Pointer(at.clone()), message.into())
    }

    /// Coverage: a part that has no counterpart in the generated crate; the message says why.
    pub fn unsupported(&mut self, code: &'static str, at: &Pointer, why: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Unsupported, code, At::Pointer(at.clone()), why.into())
    }

    /// Coverage: a part that is supported, but not exactly; the message says how.
    pub fn approximated(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Approximated, code, At::Pointer(at.clone()), how.into())
    }

    /// Coverage: a part that appears in the documentation only; the message says what.
    pub fn documented(&mut self, code: &'static str, at: &Pointer, what: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Documented, code, At::Pointer(at.clone()), what.into())
    }

    /// Coverage: a part that is supported in one of several possible ways; the message says which.
    pub fn supported(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> &mut Diagnostic {
        self.push(Severity::Supported, code, At::Pointer(at.clone()), how.into())
    }

    /// Ends a step if there are errors.
    ///
    /// # Errors
    ///
    /// Fails with all diagnostics so far if one of them is an error; they are moved out of `self`.
    pub fn gate(&mut self) -> Result<(), Self> {
        if self.has_errors() { Err(std::mem::take(self)) } else { Ok(()) }
    }

    /// Ends a step with its result, unless there are errors.
    ///
    /// # Errors
    ///
    /// Fails with all diagnostics so far if one of them is an error or there is no result; they are moved out of `self`.
    pub(crate) fn end<T>(&mut self, made: Option<T>) -> Result<T, Self> {
        self.gate()?;
        made.ok_or_else(|| std::mem::take(self))
    }

    /// Accepts errors of these codes: the part is left out and counts as unsupported. A code that does not occur is an error
    /// itself, so that the list stays short; `lenient` ignores that.
    pub fn accept(&mut self, codes: &BTreeSet<String>, lenient: bool) {
        let mut unused = codes.clone();
        for finding in self.list.iter_mut().filter(|it| codes.contains(it.code)) {
            unused.remove(finding.code);
            if finding.severity == Severity::Error {
                finding.severity = Severity::Unsupported;
            }
        }
        for code in unused.into_iter().filter(|_| !lenient) {
            let message = format!("`{code}` is allowed by the settings and does not come up");
            self.error(code::UNUSED_ALLOWANCE, &Pointer::root(), message).help("remove it from `allow`");
        }
    }

    /// Adds those diagnostics of another list that `is_kept`.
    pub(crate) fn extend(&mut self, others: Self, is_kept: impl Fn(&Diagnostic) -> bool) {
        self.list.extend(others.list.into_iter().filter(is_kept));
    }

    /// Whether there are errors.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error)
    }

    /// Whether the document is larger or deeper than allowed, so that no further step should look at it.
    pub(crate) fn exceeds_a_limit(&self) -> bool {
        self.list.iter().any(|it| it.severity == Severity::Error && it.code == code::LIMIT)
    }

    /// All diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of diagnostics of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|it| it.severity == severity).count()
    }

    /// The locations of pointers in the user's files, used for printing.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Sets the locations of pointers in the user's files.
    pub fn set_places(&mut self, places: Places) {
        self.places = places;
    }

    /// The diagnostics of these severities as text, as [`fmt::Display`] prints errors and warnings.
    pub fn render(&self, severities: &[Severity]) -> String {
        print::blocks(self.list.iter().filter(|it| severities.contains(&it.severity)), &self.places)
    }

    /// Errors in full, and warnings summarized: one line for each kind.
    pub fn summed(&self) -> String {
        summed::text(&self.list, &self.places)
    }

    /// The location of a diagnostic in the user's files.
    pub fn location(&self, at: &At) -> print::Location {
        print::location(at, &self.places)
    }

    /// Errors and warnings for programs: a list of objects with `severity`, `code`, `message`, `file`, `line`, `pointer`,
    /// `help` and, for an error, the overlay action that removes it.
    pub fn json(&self) -> serde_json::Value {
        data::json(&self.list, &self.places)
    }

    /// Errors and warnings as SARIF 2.1.0.
    pub fn sarif(&self) -> serde_json::Value {
        data::sarif(&self.list, &self.places)
    }

    /// Errors and warnings as printed: single ones, then the kinds that occur several times.
    pub fn shown(&self) -> Vec<summed::Shown<'_>> {
        summed::shown(&self.list, &self.places)
    }

    fn push(&mut self, severity: Severity, code: &'static str, at: At, message: String) -> &mut Diagnostic {
        let end = self.list.len();
        self.list.push(Diagnostic { severity, code, message, at, also: Vec::new(), help: Vec::new() });
        &mut self.list[end]
    }
}

impl fmt::Display for Diagnostics {
    /// Errors and warnings; coverage has a report of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(&[Severity::Error, Severity::Warning]))
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::escaped;

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
            .error(code::DANGLING_REF, &at, "`#/x` does not resolve")
            .also(&Pointer::parse("/y"), "a near one")
            .help("write `#/y`");
        assert_eq!(
            diags.to_string(),
            "error[dangling-ref]: `#/x` does not resolve\n  at   #/paths/~1widgets\n  also #/y: a near one\n  help write `#/y`\n"
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
