//! A diagnostic as text: the sentence, the place in the user's file, second places, help, and for an error the overlay
//! action that takes it out of the way.

use std::collections::BTreeSet;

use super::{At, Diagnostic, Severity, skip};
use crate::Pointer;
use crate::document::Places;

/// The lines of one diagnostic.
pub fn block(diagnostic: &Diagnostic, places: &Places) -> String {
    let skip = spared(diagnostic, places).map(|it| Skip::Action(skip::action(&it, skip::root(places, &it))));
    with_skip(diagnostic, places, skip.as_ref())
}

/// What takes an error out of the way.
enum Skip {
    /// An action of its own.
    Action(String),
    /// What takes that place out of the way.
    With(Pointer),
}

/// The lines of several diagnostics. All actions that are printed can be used together: what another action removes
/// needs none of its own, since an action that finds nothing is an error.
pub(super) fn blocks<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>, places: &Places) -> String {
    let all: Vec<_> = diagnostics.map(|it| (it, spared(it, places))).collect();
    let targets: BTreeSet<&Pointer> = all.iter().filter_map(|(_, target)| target.as_ref()).collect();
    let mut printed = BTreeSet::new();
    let texts = all.iter().map(|(diagnostic, target)| {
        let skip = target.as_ref().map(|target| {
            let mut around = std::iter::successors(target.parent(), Pointer::parent);
            if let Some(outer) = around.find(|it| targets.contains(it)) {
                return Skip::With(outer);
            }
            let action = skip::action(target, skip::root(places, target));
            if printed.insert(action.clone()) { Skip::Action(action) } else { Skip::With(target.clone()) }
        });
        with_skip(diagnostic, places, skip.as_ref())
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn with_skip(diagnostic: &Diagnostic, places: &Places, skip: Option<&Skip>) -> String {
    let mut text = format!("{}\n", head(diagnostic));
    line(&mut text, "at  ", &place(&diagnostic.at, places));
    for (at, what) in &diagnostic.also {
        line(&mut text, "also", &format!("{}: {}", place(at, places), escaped(what)));
    }
    for help in &diagnostic.help {
        line(&mut text, "help", &escaped(help));
    }
    match skip {
        Some(Skip::Action(action)) => {
            line(&mut text, "skip", &format!("it with the overlay action {}", escaped(action)))
        }
        Some(Skip::With(at)) => line(&mut text, "skip", &format!("it with what removes {}", escaped(&at.to_string()))),
        None => {}
    }
    text
}

/// Severity, code and message.
pub(super) fn head(diagnostic: &Diagnostic) -> String {
    format!("{}[{}]: {}", word(diagnostic.severity), diagnostic.code, escaped(&diagnostic.message))
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

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Refused => "refused",
        Severity::Approximated => "approximated",
        Severity::Documented => "documented",
        Severity::Honoured => "honoured",
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
    match at {
        At::Line { file, line: 0, .. } => escaped(file),
        At::Line { file, line, column: 0 } => format!("{}:{line}", escaped(file)),
        At::Line { file, line, column } => format!("{}:{line}:{column}", escaped(file)),
        At::File { file, line: 0, pointer } => format!("{}  {}", escaped(file), escaped(&pointer.to_string())),
        At::File { file, line, pointer } => format!("{}:{line}  {}", escaped(file), escaped(&pointer.to_string())),
        At::Pointer(pointer) => match places.place(pointer) {
            Some(it) => format!("{}:{}  {}", escaped(&it.file), it.line, escaped(&it.pointer.to_string())),
            None => escaped(&pointer.to_string()),
        },
    }
}
