//! A diagnostic as text: the sentence, the place in the user's file, second places, help, and for an error the overlay
//! action that takes it out of the way.

use std::collections::BTreeSet;
use std::fmt;

use super::finding::{At, Diagnostic, Severity};
use super::skip;
use crate::Pointer;
use crate::source_map::Places;

/// The lines of one diagnostic.
pub fn block(diagnostic: &Diagnostic, places: &Places) -> String {
    let skip = skips(&[diagnostic], places).pop().flatten();
    with_skip(diagnostic, places, skip.as_deref())
}

/// The lines of several diagnostics.
pub(super) fn blocks<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>, places: &Places) -> String {
    let all: Vec<_> = diagnostics.collect();
    let texts = all.iter().zip(skips(&all, places)).map(|(it, skip)| with_skip(it, places, skip.as_deref()));
    texts.collect::<Vec<_>>().join("\n")
}

/// What takes each of several diagnostics out of the way, if anything does: `it with the overlay action {…}`. All actions
/// that are printed can be used together: what another action removes needs none of its own, since an action that finds
/// nothing is an error.
pub(super) fn skips(diagnostics: &[&Diagnostic], places: &Places) -> Vec<Option<String>> {
    let targets: Vec<_> = diagnostics.iter().map(|it| spared(it, places)).collect();
    let all: BTreeSet<&Pointer> = targets.iter().flatten().collect();
    let mut printed = BTreeSet::new();
    let mut skip = |target: &Pointer| {
        let mut around = std::iter::successors(target.parent(), Pointer::parent);
        if let Some(outer) = around.find(|it| all.contains(it)) {
            return with(&outer);
        }
        let action = skip::action(target, skip::root(places, target));
        match printed.insert(action.clone()) {
            true => format!("it with the overlay action {}", escaped(&action)),
            false => with(target),
        }
    };
    targets.iter().map(|it| it.as_ref().map(&mut skip)).collect()
}

/// What another action takes out of the way.
fn with(target: &Pointer) -> String {
    format!("it with what removes {}", escaped(&target.to_string()))
}

fn with_skip(diagnostic: &Diagnostic, places: &Places, skip: Option<&str>) -> String {
    let mut text = format!("{}\n", head(diagnostic));
    line(&mut text, "at  ", &place(&diagnostic.at, places));
    for (at, what) in &diagnostic.also {
        line(&mut text, "also", &format!("{}: {}", place(at, places), escaped(what)));
    }
    for help in &diagnostic.help {
        line(&mut text, "help", &escaped(help));
    }
    if let Some(skip) = skip {
        line(&mut text, "skip", skip);
    }
    text
}

/// Severity, code and message.
pub(super) fn head(diagnostic: &Diagnostic) -> String {
    format!("{}[{}]: {}", diagnostic.severity.as_str(), diagnostic.code, escaped(&diagnostic.message))
}

/// What an overlay would remove for an error in the file that overlays are applied to.
fn spared(diagnostic: &Diagnostic, places: &Places) -> Option<Pointer> {
    let At::Pointer(at) = &diagnostic.at else { return None };
    let in_root = diagnostic.severity == Severity::Error && places.is_in_root(at);
    in_root.then(|| skip::spared(&places.pointer(at))).flatten()
}

/// Text with everything that could end a line, move the cursor or turn the reading direction spelled out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// Whether a character shows not at all, or changes the order in which others are shown.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl Severity {
    /// The word before the code: `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Unsupported => "unsupported",
            Self::Approximated => "approximated",
            Self::Documented => "documented",
            Self::Supported => "supported",
        }
    }
}

fn line(text: &mut String, label: &str, rest: &str) {
    text.push_str("  ");
    text.push_str(label);
    text.push(' ');
    text.push_str(rest);
    text.push('\n');
}

pub(super) fn place(at: &At, places: &Places) -> String {
    location(at, places).to_string()
}

/// Where in the user's files something stands. Shown as `file:line:column  pointer`, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// The file's name, as it was given; empty if unknown.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: usize,
    /// The column, from 1; 0 if unknown.
    pub column: usize,
    /// The place inside that file, if the text is a document.
    pub pointer: Option<Pointer>,
}

pub(super) fn location(at: &At, places: &Places) -> Location {
    match at {
        At::Line { file, line, column } => Location { file: file.clone(), line: *line, column: *column, pointer: None },
        At::File { file, line, pointer } => {
            Location { file: file.clone(), line: *line, column: 0, pointer: Some(pointer.clone()) }
        }
        At::Pointer(pointer) => match places.place(pointer) {
            Some(it) => Location { file: it.file, line: it.line, column: 0, pointer: Some(it.pointer) },
            None => Location { pointer: Some(pointer.clone()), ..Location::default() },
        },
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escaped(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.line > 0 && self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        let Some(pointer) = &self.pointer else { return Ok(()) };
        let gap = if self.file.is_empty() { "" } else { "  " };
        write!(f, "{gap}{}", escaped(&pointer.to_string()))
    }
}
