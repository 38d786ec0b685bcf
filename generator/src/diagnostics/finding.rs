//! One finding: how much it matters, what is the case, where, and what to do about it.

use crate::Pointer;

/// How much something matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something of the document was mended or left out, probably not as its author meant it.
    Warning,
    /// Coverage: this piece has no counterpart in the generated crate.
    Unsupported,
    /// Coverage: this piece is carried, but not exactly.
    Approximated,
    /// Coverage: this piece is in the documentation only.
    Documented,
    /// Coverage: this piece is supported, in a way that was chosen; the message says how.
    Supported,
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
    /// Stable name of the kind of finding, one of [`code`](super::code).
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
