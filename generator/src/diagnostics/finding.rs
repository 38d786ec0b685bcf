//! One diagnostic: its severity, message, location and help.

use crate::Pointer;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Part of the document was repaired or left out, probably not as its author intended.
    Warning,
    /// Coverage: this part has no counterpart in the generated crate.
    Unsupported,
    /// Coverage: this part is supported, but not exactly.
    Approximated,
    /// Coverage: this part appears in the documentation only.
    Documented,
    /// Coverage: this part is supported in one of several possible ways; the message says which.
    Supported,
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Into the document, as it is at that step.
    Pointer(Pointer),
    /// Into a file that could not be read as a document.
    Line {
        /// Name of the file.
        file: String,
        /// Line, starting at 1; 0 if there is none.
        line: usize,
        /// Column, starting at 1; 0 if there is none.
        column: usize,
    },
    /// Into another file of the document, before it was bundled.
    File {
        /// Name of the file.
        file: String,
        /// Line, starting at 1; 0 if unknown.
        line: usize,
        /// Inside that file.
        pointer: Pointer,
    },
}

/// A diagnostic.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The stable name of the kind of problem, one of [`code`](super::code).
    pub code: &'static str,
    /// The message, in lower case without a full stop.
    pub message: String,
    /// The location.
    pub at: At,
    /// Further locations, each with a note.
    pub also: Vec<(At, String)>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Adds a help line.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Adds a further location.
    pub fn also(&mut self, at: &Pointer, text: impl Into<String>) -> &mut Self {
        self.also_at(At::Pointer(at.clone()), text)
    }

    /// Adds a further location that is not a pointer into the document.
    pub fn also_at(&mut self, at: At, text: impl Into<String>) -> &mut Self {
        self.also.push((at, text.into()));
        self
    }
}
